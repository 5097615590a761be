/* base64 by hand (no library here has it in the open), zlib's streams by zlib. */
#include "pack.h"
#include "mem.h"

#include <stdint.h>
#include <zlib.h>

size_t pack_base64_length(size_t size) {
    return (size + 2) / 3 * 4;
}

void pack_base64(const void *bytes, size_t size, char *text) {
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const uint8_t *from = bytes;
    for (size_t i = 0; i < size; i += 3) {
        size_t left = size - i;
        uint32_t bits = (uint32_t)from[i] << 16 | (left > 1 ? (uint32_t)from[i + 1] << 8 : 0) |
                        (left > 2 ? from[i + 2] : 0);
        *text++ = letters[bits >> 18];
        *text++ = letters[bits >> 12 & 63];
        *text++ = left > 1 ? letters[bits >> 6 & 63] : '=';
        *text++ = left > 2 ? letters[bits & 63] : '=';
    }
    *text = '\0';
}

void *pack_zlib(const void *bytes, size_t size, size_t *packed_size) {
    uLongf used = compressBound(size);
    void *packed = mem_try(used);
    if (packed == NULL || compress(packed, &used, bytes, size) != Z_OK) {
        mem_free(packed);
        return NULL;
    }
    *packed_size = used;
    return packed;
}
