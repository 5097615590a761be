/* gm_buffer_...: buffers by handle. */
#include "../runtime/gm_buffer.h"
#include "../platform/log.h"
#include "buffer.h"
#include "buffer_type.h"
#include "text.h"

#include <string.h>

/* For calls that cannot do what they were asked to: one sentence, once. */
static Buffer *wanted(int handle, const char *call) {
    Buffer *buffer = buffer_of(handle);
    if (buffer == NULL) log_warn_once("%s: there is no buffer %d", call, handle);
    return buffer;
}

static bool fits(const Buffer *buffer, int type, const char *call) {
    bool is_number = buffer_type_size(type) > 0;
    if (!is_number) log_warn_once("%s: %d is not the type of a number", call, type);
    bool is_mixed = buffer_kind(buffer) == GM_BUFFER_FAST && type != GM_BUFFER_U8;
    if (is_mixed) log_warn_once("%s: a fast buffer holds GM_BUFFER_U8 only", call);
    return is_number && !is_mixed;
}

/* MARK: life and cursor */

int gm_buffer_create(int size, int kind, int alignment) {
    bool is_kind = kind >= GM_BUFFER_FIXED && kind <= GM_BUFFER_FAST;
    Buffer *buffer = is_kind ? buffer_new(size, kind) : NULL;
    if (buffer == NULL) {
        log_warn("gm_buffer_create: cannot make a buffer of %d bytes and kind %d", size, kind);
        return GM_NONE;
    }
    buffer_set_alignment(buffer, kind == GM_BUFFER_FAST ? 1 : alignment);
    return buffer_adopt(buffer);
}

void gm_buffer_delete(int handle) {
    buffer_free(buffer_of(handle));
}

bool gm_buffer_exists(int handle) {
    return buffer_of(handle) != NULL;
}

int gm_buffer_get_size(int handle) {
    Buffer *buffer = buffer_of(handle);
    return buffer != NULL ? buffer_size(buffer) : 0;
}

int gm_buffer_get_used_size(int handle) {
    Buffer *buffer = buffer_of(handle);
    return buffer != NULL ? buffer_used(buffer) : 0;
}

void gm_buffer_set_used_size(int handle, int size) {
    Buffer *buffer = wanted(handle, "gm_buffer_set_used_size");
    if (buffer == NULL) return;
    if (size >= 0 && size <= buffer_size(buffer))
        buffer_set_used(buffer, size);
    else
        log_warn("gm_buffer_set_used_size: buffer %d cannot use %d of its %d bytes", handle, size,
                 buffer_size(buffer));
}

int gm_buffer_get_type(int handle) {
    Buffer *buffer = buffer_of(handle);
    return buffer != NULL ? buffer_kind(buffer) : GM_NONE;
}

int gm_buffer_get_alignment(int handle) {
    Buffer *buffer = buffer_of(handle);
    return buffer != NULL ? buffer_alignment(buffer) : 0;
}

void gm_buffer_resize(int handle, int size) {
    Buffer *buffer = wanted(handle, "gm_buffer_resize");
    if (buffer != NULL && !buffer_resize(buffer, size))
        log_warn("gm_buffer_resize: buffer %d cannot have %d bytes", handle, size);
}

int gm_buffer_tell(int handle) {
    Buffer *buffer = buffer_of(handle);
    return buffer != NULL ? buffer_tell(buffer) : 0;
}

int gm_buffer_seek(int handle, int base, int offset) {
    Buffer *buffer = wanted(handle, "gm_buffer_seek");
    return buffer != NULL ? buffer_seek(buffer, base, offset) : 0;
}

/* MARK: numbers */

int gm_buffer_sizeof(int type) {
    return buffer_type_size(type);
}

int gm_buffer_write(int handle, int type, double value) {
    Buffer *buffer = wanted(handle, "gm_buffer_write");
    if (buffer == NULL) return GM_BUFFER_ERROR_GENERAL;
    if (!fits(buffer, type, "gm_buffer_write")) return GM_BUFFER_ERROR_INVALID_TYPE;
    uint8_t bytes[BUFFER_TYPE_MOST];
    buffer_type_encode(type, value, bytes);
    return buffer_write(buffer, bytes, buffer_type_size(type));
}

/* All of size bytes or nothing: the cursor stays if too few are left. */
static bool read_whole(Buffer *buffer, uint8_t *bytes, int size) {
    int before = buffer_tell(buffer);
    if (buffer_read(buffer, bytes, size) == size) return true;
    buffer_seek(buffer, GM_BUFFER_SEEK_START, before);
    return false;
}

double gm_buffer_read(int handle, int type) {
    Buffer *buffer = wanted(handle, "gm_buffer_read");
    if (buffer == NULL) return GM_BUFFER_ERROR_GENERAL;
    if (!fits(buffer, type, "gm_buffer_read")) return GM_BUFFER_ERROR_INVALID_TYPE;
    uint8_t bytes[BUFFER_TYPE_MOST];
    if (!read_whole(buffer, bytes, buffer_type_size(type))) return GM_BUFFER_ERROR_OUT_OF_BOUNDS;
    return buffer_type_decode(type, bytes);
}

int gm_buffer_write_int64(int handle, int64_t value) {
    Buffer *buffer = wanted(handle, "gm_buffer_write_int64");
    if (buffer == NULL) return GM_BUFFER_ERROR_GENERAL;
    if (!fits(buffer, GM_BUFFER_U64, "gm_buffer_write_int64")) return GM_BUFFER_ERROR_INVALID_TYPE;
    uint8_t bytes[BUFFER_TYPE_MOST];
    buffer_type_put((uint64_t)value, bytes, BUFFER_TYPE_MOST);
    return buffer_write(buffer, bytes, BUFFER_TYPE_MOST);
}

int64_t gm_buffer_read_int64(int handle) {
    Buffer *buffer = wanted(handle, "gm_buffer_read_int64");
    if (buffer == NULL) return GM_BUFFER_ERROR_GENERAL;
    uint8_t bytes[BUFFER_TYPE_MOST];
    if (!read_whole(buffer, bytes, BUFFER_TYPE_MOST)) return GM_BUFFER_ERROR_OUT_OF_BOUNDS;
    return (int64_t)buffer_type_get(bytes, BUFFER_TYPE_MOST);
}

int gm_buffer_poke(int handle, int offset, int type, double value) {
    Buffer *buffer = wanted(handle, "gm_buffer_poke");
    if (buffer == NULL) return GM_BUFFER_ERROR_GENERAL;
    if (!fits(buffer, type, "gm_buffer_poke")) return GM_BUFFER_ERROR_INVALID_TYPE;
    uint8_t bytes[BUFFER_TYPE_MOST];
    buffer_type_encode(type, value, bytes);
    bool done = buffer_poke(buffer, offset, bytes, buffer_type_size(type));
    return done ? 0 : GM_BUFFER_ERROR_OUT_OF_BOUNDS;
}

double gm_buffer_peek(int handle, int offset, int type, double fallback) {
    const Buffer *buffer = wanted(handle, "gm_buffer_peek");
    if (buffer == NULL || !fits(buffer, type, "gm_buffer_peek")) return fallback;
    uint8_t bytes[BUFFER_TYPE_MOST];
    if (!buffer_peek(buffer, offset, bytes, buffer_type_size(type))) return fallback;
    return buffer_type_decode(type, bytes);
}

void gm_buffer_fill(int handle, int offset, int type, double value, int size) {
    Buffer *buffer = wanted(handle, "gm_buffer_fill");
    if (buffer == NULL || offset < 0 || !fits(buffer, type, "gm_buffer_fill")) return;
    uint8_t bytes[BUFFER_TYPE_MOST];
    buffer_type_encode(type, value, bytes);
    int step = buffer_type_size(type);
    for (int64_t done = 0; done + step <= size && offset + done <= INT32_MAX; done += step)
        if (!buffer_poke(buffer, (int)(offset + done), bytes, step)) return;
}

/* MARK: texts and bytes */

static int write_bytes(int handle, const void *bytes, size_t size, const char *call) {
    Buffer *buffer = wanted(handle, call);
    if (buffer == NULL) return GM_BUFFER_ERROR_GENERAL;
    if (size > INT32_MAX) return GM_BUFFER_ERROR_OUT_OF_SPACE;
    return buffer_write(buffer, bytes, (int)size);
}

int gm_buffer_write_string(int handle, const char *text) {
    if (text == NULL) text = "";
    return write_bytes(handle, text, strlen(text) + 1, "gm_buffer_write_string");
}

int gm_buffer_write_text(int handle, const char *text) {
    if (text == NULL) text = "";
    return write_bytes(handle, text, strlen(text), "gm_buffer_write_text");
}

int gm_buffer_write_bytes(int handle, const void *bytes, int size) {
    if (size < 0 || bytes == NULL) size = 0;
    return write_bytes(handle, bytes, (size_t)size, "gm_buffer_write_bytes");
}

const char *gm_buffer_read_string(int handle) {
    Buffer *buffer = wanted(handle, "gm_buffer_read_string");
    if (buffer == NULL) return "";
    buffer_read(buffer, NULL, 0); /* moves the cursor up to the alignment */
    bool ends;
    int length = buffer_text_length(buffer, &ends);
    char *text = text_take((size_t)length + 1);
    int before = buffer_tell(buffer);
    buffer_read(buffer, text, length);
    text[length] = '\0';
    buffer_seek(buffer, GM_BUFFER_SEEK_START, before + length + (ends ? 1 : 0));
    return text;
}

int gm_buffer_read_bytes(int handle, void *bytes, int size) {
    Buffer *buffer = wanted(handle, "gm_buffer_read_bytes");
    return buffer != NULL && size > 0 ? buffer_read(buffer, bytes, size) : 0;
}

void gm_buffer_copy(int source, int offset, int size, int target, int target_offset) {
    const Buffer *from = wanted(source, "gm_buffer_copy");
    Buffer *to = wanted(target, "gm_buffer_copy");
    if (from == NULL || to == NULL || offset < 0 || target_offset < 0) return;
    if (offset > buffer_size(from)) return;
    if (size > buffer_size(from) - offset) size = buffer_size(from) - offset;
    int64_t end = (int64_t)target_offset + size;
    if (end > buffer_size(to) && buffer_kind(to) == GM_BUFFER_GROW && end <= INT32_MAX)
        buffer_resize(to, (int)end);
    if (size > buffer_size(to) - target_offset) size = buffer_size(to) - target_offset;
    if (size > 0) buffer_poke(to, target_offset, buffer_bytes(from) + offset, size);
}

const void *gm_buffer_get_address(int handle) {
    Buffer *buffer = buffer_of(handle);
    return buffer != NULL ? buffer_bytes(buffer) : NULL;
}

uint32_t gm_buffer_crc32(int handle, int offset, int size) {
    const Buffer *buffer = wanted(handle, "gm_buffer_crc32");
    uint32_t crc = 0xFFFFFFFF;
    if (buffer == NULL || offset < 0) return crc;
    int end = buffer_size(buffer);
    if (size >= 0 && size < end - offset) end = offset + size;
    for (int i = offset; i < end; i++) {
        crc ^= buffer_bytes(buffer)[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
    }
    return crc;
}
