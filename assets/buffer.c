/* Buffers: bytes with a cursor, and gm_buffer_... by handle. */
#include "buffer.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../runtime/gm_buffer.h"
#include "node.h"

#include <limits.h>
#include <string.h>

struct Buffer {
    Node node;
    int size, used, cursor;
    bool grows;
    uint8_t *bytes;
};

/* MARK: values */

Buffer *buffer_new(int size, int kind) {
    uint8_t *bytes = mem_try((size_t)(size > 0 ? size : 1));
    if (bytes == NULL) return NULL;
    memset(bytes, 0, (size_t)(size > 0 ? size : 1));
    Buffer *buffer = mem_alloc(sizeof *buffer);
    *buffer = (Buffer){.node = node_new(VALUE_BUFFER),
                       .size = size,
                       .grows = kind == GM_BUFFER_GROW,
                       .bytes = bytes};
    return buffer;
}

void buffer_release(Buffer *buffer) {
    mem_free(buffer->bytes);
    mem_free(buffer);
}

void buffer_free(Buffer *buffer) {
    if (buffer != NULL) node_free(&buffer->node);
}

Buffer *buffer_copy_of(const void *bytes, size_t size) {
    if (size > INT_MAX) return NULL;
    Buffer *buffer = buffer_new((int)size, GM_BUFFER_GROW);
    if (buffer == NULL) return NULL;
    if (size > 0) memcpy(buffer->bytes, bytes, size);
    buffer->used = (int)size;
    return buffer;
}

const uint8_t *buffer_bytes(const Buffer *buffer) {
    return buffer->bytes;
}

int buffer_used(const Buffer *buffer) {
    return buffer->used;
}

int buffer_tell(const Buffer *buffer) {
    return buffer->cursor;
}

void buffer_rewind(Buffer *buffer) {
    buffer->cursor = 0;
}

static bool make_room(Buffer *buffer, int wanted) {
    if (wanted <= buffer->size) return true;
    if (!buffer->grows) return false;
    int size = buffer->size < 4 ? 4 : buffer->size;
    while (size < wanted) size = size > INT_MAX / 2 ? INT_MAX : size * 2;
    uint8_t *bytes = mem_try_resize(buffer->bytes, (size_t)size);
    if (bytes == NULL) return false;
    memset(bytes + buffer->size, 0, (size_t)(size - buffer->size));
    buffer->bytes = bytes;
    buffer->size = size;
    return true;
}

int buffer_write(Buffer *buffer, const void *bytes, int size) {
    if (size > INT_MAX - buffer->cursor || !make_room(buffer, buffer->cursor + size)) return -2;
    if (size > 0) memcpy(buffer->bytes + buffer->cursor, bytes, (size_t)size);
    buffer->cursor += size;
    if (buffer->used < buffer->cursor) buffer->used = buffer->cursor;
    return 0;
}

/* MARK: handles */

int buffer_adopt(Buffer *buffer) {
    return node_adopt(&buffer->node);
}

Buffer *buffer_of(int handle) {
    return (Buffer *)node_at(VALUE_BUFFER, handle);
}

void buffers_close(void) {
    nodes_close(VALUE_BUFFER);
}

static Buffer *asked(int handle, const char *call) {
    Buffer *buffer = buffer_of(handle);
    if (buffer == NULL) log_warn_once("%s: there is no buffer %d", call, handle);
    return buffer;
}

/* MARK: what games may call */

int gm_buffer_create(int size, int kind) {
    if (size < 0 || (kind != GM_BUFFER_FIXED && kind != GM_BUFFER_GROW)) {
        log_warn_once("gm_buffer_create: size %d or kind %d is wrong", size, kind);
        return GM_NONE;
    }
    Buffer *buffer = buffer_new(size, kind);
    return buffer != NULL ? buffer_adopt(buffer) : GM_NONE;
}

void gm_buffer_delete(int handle) {
    buffer_free(buffer_of(handle));
}

bool gm_buffer_exists(int handle) {
    return buffer_of(handle) != NULL;
}

int gm_buffer_get_size(int handle) {
    const Buffer *buffer = asked(handle, "gm_buffer_get_size");
    return buffer != NULL ? buffer->size : 0;
}

int gm_buffer_get_used_size(int handle) {
    const Buffer *buffer = asked(handle, "gm_buffer_get_used_size");
    return buffer != NULL ? buffer->used : 0;
}

int gm_buffer_tell(int handle) {
    const Buffer *buffer = asked(handle, "gm_buffer_tell");
    return buffer != NULL ? buffer->cursor : 0;
}

int gm_buffer_seek(int handle, int base, int offset) {
    Buffer *buffer = asked(handle, "gm_buffer_seek");
    if (buffer == NULL) return 0;
    int64_t place = base == GM_BUFFER_SEEK_START      ? offset
                    : base == GM_BUFFER_SEEK_RELATIVE ? (int64_t)buffer->cursor + offset
                                                      : (int64_t)buffer->size - offset;
    buffer->cursor = place < 0 ? 0 : place > buffer->size ? buffer->size : (int)place;
    return buffer->cursor;
}

int gm_buffer_write_bytes(int handle, const void *bytes, int size) {
    Buffer *buffer = asked(handle, "gm_buffer_write_bytes");
    return buffer == NULL || size < 0 ? -1 : buffer_write(buffer, bytes, size);
}

int gm_buffer_write_string(int handle, const char *text) {
    return gm_buffer_write_bytes(handle, text, (int)strlen(text) + 1);
}

int gm_buffer_write_text(int handle, const char *text) {
    return gm_buffer_write_bytes(handle, text, (int)strlen(text));
}

int gm_buffer_read_bytes(int handle, void *bytes, int size) {
    Buffer *buffer = asked(handle, "gm_buffer_read_bytes");
    if (buffer == NULL || size < 0) return 0;
    int left = buffer->size - buffer->cursor, count = size < left ? size : left;
    if (count > 0) memcpy(bytes, buffer->bytes + buffer->cursor, (size_t)count);
    buffer->cursor += count;
    return count;
}

const void *gm_buffer_get_address(int handle) {
    const Buffer *buffer = asked(handle, "gm_buffer_get_address");
    return buffer != NULL ? buffer->bytes : NULL;
}
