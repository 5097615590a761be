/* Buffer: bytes, how many are used, a cursor, and what happens at the end: fixed, grow or wrap. */
#include "buffer.h"
#include "node.h"
#include "../platform/mem.h"
#include "../runtime/gm_buffer.h"

#include <string.h>

enum { LARGEST_ALIGNMENT = 1024, SMALLEST_GROWN = 4 };

struct Buffer {
    Node node;
    uint8_t *bytes; /* [size]; NULL if size is 0 */
    int size, used, at;
    int kind, alignment;
};

static int least(int a, int b) {
    return a < b ? a : b;
}

/* MARK: reading what it is */

const uint8_t *buffer_bytes(const Buffer *buffer) {
    return buffer->bytes;
}

int buffer_kind(const Buffer *buffer) {
    return buffer->kind;
}

int buffer_size(const Buffer *buffer) {
    return buffer->size;
}

int buffer_used(const Buffer *buffer) {
    return buffer->used;
}

void buffer_set_used(Buffer *buffer, int used) {
    buffer->used = used;
}

int buffer_clamp(const Buffer *buffer, int *offset, int size) {
    if (*offset < 0) *offset = 0;
    if (*offset > buffer->size) *offset = buffer->size;
    return size < 0 || size > buffer->size - *offset ? buffer->size - *offset : size;
}

int buffer_alignment(const Buffer *buffer) {
    return buffer->alignment;
}

int buffer_tell(const Buffer *buffer) {
    return buffer->at;
}

/* MARK: the cursor */

/* Inside 0..size; in a wrap buffer round and round. */
static int bring_inside(const Buffer *buffer, int64_t at) {
    if (buffer->kind == GM_BUFFER_WRAP) {
        at %= buffer->size;
        return (int)(at < 0 ? at + buffer->size : at);
    }
    if (at < 0) return 0;
    return at > buffer->size ? buffer->size : (int)at;
}

void buffer_rewind(Buffer *buffer) {
    buffer->at = 0;
}

int buffer_seek(Buffer *buffer, int base, int offset) {
    int64_t at = offset;
    if (base == GM_BUFFER_SEEK_RELATIVE) at = (int64_t)buffer->at + offset;
    if (base == GM_BUFFER_SEEK_END) at = (int64_t)buffer->size - offset;
    buffer->at = bring_inside(buffer, at);
    return buffer->at;
}

void buffer_set_alignment(Buffer *buffer, int alignment) {
    int rounded = 1;
    while (rounded < alignment && rounded < LARGEST_ALIGNMENT)
        rounded *= 2;
    buffer->alignment = rounded;
}

/* Where the next read or write begins: the cursor, rounded up to the alignment. */
static int64_t next_place(const Buffer *buffer) {
    int64_t up = buffer->alignment - 1;
    return (buffer->at + up) & ~up;
}

/* MARK: room */

bool buffer_resize(Buffer *buffer, int size) {
    if (size < 0 || (size == 0 && buffer->kind == GM_BUFFER_WRAP)) return false;
    uint8_t *bytes = mem_try_resize(buffer->bytes, (size_t)size);
    if (bytes == NULL) return false;
    if (size > buffer->size) memset(bytes + buffer->size, 0, (size_t)(size - buffer->size));
    buffer->bytes = bytes;
    buffer->size = size;
    buffer->used = least(buffer->used, size);
    buffer->at = bring_inside(buffer, buffer->at);
    return true;
}

static bool make_room(Buffer *buffer, int64_t end) {
    if (end <= buffer->size) return true;
    if (buffer->kind != GM_BUFFER_GROW || end > INT32_MAX) return false;
    int64_t size = buffer->size > SMALLEST_GROWN ? buffer->size : SMALLEST_GROWN;
    while (size < end)
        size *= 2;
    return buffer_resize(buffer, size > INT32_MAX ? INT32_MAX : (int)size);
}

/* MARK: bytes in and out */

/* Where bytes of a wrap buffer lie: what does not fit before the end goes on at the start. */
static void wrap_write(Buffer *buffer, int at, const uint8_t *bytes, int size) {
    while (size > 0) {
        int now = least(size, buffer->size - at);
        memcpy(buffer->bytes + at, bytes, (size_t)now);
        if (at + now > buffer->used) buffer->used = at + now;
        bytes += now;
        size -= now;
        at = 0;
    }
}

static void wrap_read(const Buffer *buffer, int at, uint8_t *bytes, int size) {
    while (size > 0) {
        int now = least(size, buffer->size - at);
        memcpy(bytes, buffer->bytes + at, (size_t)now);
        bytes += now;
        size -= now;
        at = 0;
    }
}

int buffer_write(Buffer *buffer, const void *bytes, int size) {
    int64_t at = next_place(buffer);
    if (buffer->kind == GM_BUFFER_WRAP) {
        wrap_write(buffer, bring_inside(buffer, at), bytes, size);
    } else {
        if (!make_room(buffer, at + size)) return -2;
        if (size > 0) memcpy(buffer->bytes + at, bytes, (size_t)size);
        if (size > 0 && at + size > buffer->used) buffer->used = (int)at + size;
    }
    buffer->at = bring_inside(buffer, at + size);
    return 0;
}

int buffer_read(Buffer *buffer, void *bytes, int size) {
    int64_t at = next_place(buffer);
    if (buffer->kind == GM_BUFFER_WRAP) {
        wrap_read(buffer, bring_inside(buffer, at), bytes, size);
    } else {
        if (at >= buffer->size) return 0;
        size = least(size, buffer->size - (int)at);
        if (size > 0) memcpy(bytes, buffer->bytes + at, (size_t)size);
    }
    buffer->at = bring_inside(buffer, at + size);
    return size;
}

int buffer_text_length(const Buffer *buffer, bool *ends) {
    int at = buffer->at, length = 0;
    int most = buffer->kind == GM_BUFFER_WRAP ? buffer->size : buffer->used - at;
    *ends = false;
    while (length < most && !*ends) {
        *ends = buffer->bytes[at] == 0;
        if (!*ends) length++;
        at = at + 1 < buffer->size ? at + 1 : 0;
    }
    return length;
}

bool buffer_poke(Buffer *buffer, int offset, const void *bytes, int size) {
    if (offset < 0 || size < 0 || offset > buffer->size - size) return false;
    memmove(buffer->bytes + offset, bytes, (size_t)size); /* they may be its own */
    if (offset + size > buffer->used) buffer->used = offset + size;
    return true;
}

bool buffer_peek(const Buffer *buffer, int offset, void *bytes, int size) {
    if (offset < 0 || size < 0 || offset > buffer->size - size) return false;
    memcpy(bytes, buffer->bytes + offset, (size_t)size);
    return true;
}

bool buffer_take(Buffer *buffer, void *bytes, size_t size) {
    if (buffer->kind != GM_BUFFER_GROW || size > INT32_MAX) return false;
    mem_free(buffer->bytes);
    buffer->bytes = bytes;
    buffer->size = buffer->used = buffer->at = (int)size;
    return true;
}

/* MARK: life */

Buffer *buffer_new(int size, int kind) {
    if (size < 0 || (size == 0 && kind == GM_BUFFER_WRAP)) return NULL;
    uint8_t *bytes = size > 0 ? mem_try((size_t)size) : NULL;
    if (size > 0 && bytes == NULL) return NULL;
    if (size > 0) memset(bytes, 0, (size_t)size);
    Buffer *buffer = mem_alloc(sizeof *buffer);
    *buffer = (Buffer){node_new(VALUE_BUFFER), bytes, size, 0, 0, kind, 1};
    return buffer;
}

Buffer *buffer_copy_of(const void *bytes, size_t size) {
    Buffer *buffer = size <= INT32_MAX ? buffer_new((int)size, GM_BUFFER_GROW) : NULL;
    if (buffer == NULL) return NULL;
    if (size > 0) memcpy(buffer->bytes, bytes, size);
    buffer->used = (int)size;
    return buffer;
}

void buffer_release(Buffer *buffer) {
    mem_free(buffer->bytes);
    mem_free(buffer);
}

void buffer_free(Buffer *buffer) {
    node_free((Node *)buffer);
}

int buffer_adopt(Buffer *buffer) {
    return node_adopt(&buffer->node);
}

Buffer *buffer_of(int handle) {
    return (Buffer *)node_at(VALUE_BUFFER, handle);
}

void buffer_hold(int handle) {
    node_hold(VALUE_BUFFER, handle);
}

void buffer_let_go(int handle) {
    node_let_go(VALUE_BUFFER, handle);
}

void buffers_close(void) {
    nodes_close(VALUE_BUFFER);
}
