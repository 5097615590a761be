/* base64 by hand (no library here has it in the open), zlib's streams by zlib. */
#define ZLIB_CONST /* its input is only read */
#include "unpack.h"
#include "mem.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

enum { ZLIB_OR_GZIP = 32, FIRST_BYTES = 4096 };

/* 0 to 63; -1: no character of base64. */
static int value_of(char c) {
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c != '\0' ? strchr(letters, c) : NULL;
    return at != NULL ? (int)(at - letters) : -1;
}

void *unpack_base64(const char *text, size_t length, size_t *size) {
    unsigned char *bytes = mem_try(length / 4 * 3 + 4);
    uint32_t bits = 0;
    size_t used = 0, digits = 0, padding = 0;
    bool good = bytes != NULL;
    for (size_t i = 0; good && i < length; i++) {
        if (strchr(" \t\r\n", text[i]) != NULL && text[i] != '\0') continue;
        int value = text[i] == '=' ? 0 : value_of(text[i]);
        padding += text[i] == '=' ? 1 : 0;
        good = value >= 0 && (padding == 0 || text[i] == '=');
        bits = bits << 6 | (uint32_t)(value & 63);
        if (++digits % 4 != 0) continue;
        for (int shift = 16; shift >= 0; shift -= 8)
            bytes[used++] = (unsigned char)(bits >> shift);
    }
    good = good && digits % 4 == 0 && padding <= 2 && padding <= used;
    if (!good) {
        mem_free(bytes);
        return NULL;
    }
    used -= padding;
    bytes[used] = '\0';
    *size = used;
    return bytes;
}

bool unpack_zlib(const void *packed, size_t packed_size, void *bytes, size_t size) {
    z_stream stream = {0};
    unsigned char beyond;
    if (packed_size > UINT_MAX || size > UINT_MAX) return false;
    if (inflateInit2(&stream, MAX_WBITS + ZLIB_OR_GZIP) != Z_OK) return false;
    stream.next_in = packed;
    stream.avail_in = (uInt)packed_size;
    stream.next_out = bytes;
    stream.avail_out = (uInt)size;
    int status = inflate(&stream, Z_FINISH);
    bool filled = stream.avail_out == 0;
    if (status == Z_BUF_ERROR && filled) { /* the end of the stream may be all that is missing */
        stream.next_out = &beyond;
        stream.avail_out = 1;
        status = inflate(&stream, Z_FINISH);
        filled = stream.avail_out == 1;
    }
    inflateEnd(&stream);
    return status == Z_STREAM_END && filled;
}

/* Gives the stream more room. False: no more is allowed, or there is no memory. */
static bool grow(z_stream *stream, char **bytes, size_t *capacity, size_t most) {
    size_t used = *capacity, larger = used < most / 2 ? used * 2 : most;
    char *grown = larger > used ? mem_try_resize(*bytes, larger) : NULL;
    if (grown == NULL) return false;
    *bytes = grown;
    *capacity = larger;
    stream->next_out = (unsigned char *)grown + used;
    stream->avail_out = (uInt)(larger - used);
    return true;
}

void *unpack_zlib_all(const void *packed, size_t packed_size, size_t most, size_t *size) {
    z_stream stream = {0};
    size_t capacity = most < FIRST_BYTES ? most : FIRST_BYTES;
    if (packed_size > UINT_MAX || most > UINT_MAX) return NULL;
    if (inflateInit2(&stream, MAX_WBITS + ZLIB_OR_GZIP) != Z_OK) return NULL;
    char *bytes = mem_try(capacity);
    stream.next_in = packed;
    stream.avail_in = (uInt)packed_size;
    stream.next_out = (unsigned char *)bytes;
    stream.avail_out = (uInt)capacity;
    int status = bytes != NULL ? Z_OK : Z_MEM_ERROR;
    while (status == Z_OK) {
        status = inflate(&stream, Z_NO_FLUSH);
        bool is_full = stream.avail_out == 0;
        if (status == Z_OK &&
            (is_full ? !grow(&stream, &bytes, &capacity, most) : stream.avail_in == 0))
            status = Z_BUF_ERROR;
    }
    *size = stream.total_out;
    inflateEnd(&stream);
    if (status == Z_STREAM_END) return bytes;
    mem_free(bytes);
    return NULL;
}

uint32_t unpack_crc32(const void *bytes, size_t size) {
    return (uint32_t)crc32_z(0, bytes, size);
}
