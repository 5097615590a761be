/* Fingerprints, base64 and compression of buffers and texts. */
#include "../platform/digest.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../platform/pack.h"
#include "../platform/unpack.h"
#include "../platform/utf8.h"
#include "../runtime/gm_buffer.h"
#include "buffer.h"
#include "text.h"

#include <string.h>

/* The bytes a call is about: none if there is no such buffer. */
typedef struct Range {
    const uint8_t *bytes;
    int size;
} Range;

static Range range_of(const char *call, int handle, int offset, int size) {
    const Buffer *buffer = buffer_of(handle);
    if (buffer == NULL) log_warn_once("%s: there is no buffer %d", call, handle);
    if (buffer == NULL) return (Range){(const uint8_t *)"", 0};
    int count = buffer_clamp(buffer, &offset, size);
    return (Range){count > 0 ? buffer_bytes(buffer) + offset : (const uint8_t *)"", count};
}

/* Takes the bytes. */
static int adopt(void *bytes, size_t size) {
    Buffer *buffer = buffer_new(0, GM_BUFFER_GROW);
    buffer_take(buffer, bytes, size);
    buffer_rewind(buffer);
    return buffer_adopt(buffer);
}

/* MARK: fingerprints */

static const char *fingerprint(Digest digest, const void *bytes, size_t size) {
    char *hex = text_take(DIGEST_HEX);
    digest_hex(digest, bytes, size, hex);
    return hex;
}

const char *gm_buffer_md5(int handle, int offset, int size) {
    Range range = range_of("gm_buffer_md5", handle, offset, size);
    return fingerprint(DIGEST_MD5, range.bytes, (size_t)range.size);
}

const char *gm_buffer_sha1(int handle, int offset, int size) {
    Range range = range_of("gm_buffer_sha1", handle, offset, size);
    return fingerprint(DIGEST_SHA1, range.bytes, (size_t)range.size);
}

const char *gm_md5_string_utf8(const char *text) {
    return fingerprint(DIGEST_MD5, text != NULL ? text : "", text != NULL ? strlen(text) : 0);
}

const char *gm_sha1_string_utf8(const char *text) {
    return fingerprint(DIGEST_SHA1, text != NULL ? text : "", text != NULL ? strlen(text) : 0);
}

/* Of a text as UTF-16, little-endian. */
static const char *fingerprint_utf16(Digest digest, const char *text) {
    size_t size = 0, at = 0;
    if (text == NULL) text = "";
    uint8_t *bytes = mem_alloc(strlen(text) * 2 + 2);
    while (text[at] != '\0') {
        uint32_t code = utf8_code(text, &at);
        bool is_pair = code >= 0x10000;
        if (is_pair) code -= 0x10000;
        uint32_t units[] = {is_pair ? 0xD800 | (code >> 10 & 0x3FF) : code,
                            0xDC00 | (code & 0x3FF)};
        for (int i = 0; i < (is_pair ? 2 : 1); i++) {
            bytes[size++] = (uint8_t)(units[i] & 255);
            bytes[size++] = (uint8_t)(units[i] >> 8 & 255);
        }
    }
    const char *hex = fingerprint(digest, bytes, size);
    mem_free(bytes);
    return hex;
}

const char *gm_md5_string_unicode(const char *text) {
    return fingerprint_utf16(DIGEST_MD5, text);
}

const char *gm_sha1_string_unicode(const char *text) {
    return fingerprint_utf16(DIGEST_SHA1, text);
}

/* MARK: base64 */

static const char *base64_of(const void *bytes, size_t size) {
    char *text = text_take(pack_base64_length(size) + 1);
    pack_base64(bytes, size, text);
    return text;
}

/* mem_free. NULL: said why. */
static void *bytes_of(const char *call, const char *text, size_t *size) {
    void *bytes = text != NULL ? unpack_base64(text, strlen(text), size) : NULL;
    if (bytes != NULL && *size <= INT32_MAX) return bytes;
    log_warn("%s: the text is no base64", call);
    mem_free(bytes);
    return NULL;
}

const char *gm_buffer_base64_encode(int handle, int offset, int size) {
    Range range = range_of("gm_buffer_base64_encode", handle, offset, size);
    return base64_of(range.bytes, (size_t)range.size);
}

int gm_buffer_base64_decode(const char *text) {
    size_t size;
    void *bytes = bytes_of("gm_buffer_base64_decode", text, &size);
    return bytes != NULL ? adopt(bytes, size) : GM_NONE;
}

bool gm_buffer_base64_decode_ext(int handle, const char *text, int offset) {
    int decoded = buffer_of(handle) != NULL ? gm_buffer_base64_decode(text) : GM_NONE;
    if (decoded == GM_NONE) return false;
    gm_buffer_copy(decoded, 0, gm_buffer_get_size(decoded), handle, offset);
    gm_buffer_delete(decoded);
    return true;
}

const char *gm_base64_encode(const char *text) {
    return base64_of(text != NULL ? text : "", text != NULL ? strlen(text) : 0);
}

const char *gm_base64_decode(const char *text) {
    size_t size;
    char *bytes = bytes_of("gm_base64_decode", text, &size);
    if (bytes == NULL) return "";
    char *decoded = text_take(size + 1);
    memcpy(decoded, bytes, size + 1);
    mem_free(bytes);
    return decoded;
}

/* MARK: compression */

int gm_buffer_compress(int handle, int offset, int size) {
    Range range = range_of("gm_buffer_compress", handle, offset, size);
    size_t packed_size;
    void *packed = pack_zlib(range.bytes, (size_t)range.size, &packed_size);
    if (packed != NULL && packed_size <= INT32_MAX) return adopt(packed, packed_size);
    log_warn("gm_buffer_compress: there is no memory for it");
    mem_free(packed);
    return GM_NONE;
}

int gm_buffer_decompress(int handle) {
    Range range = range_of("gm_buffer_decompress", handle, 0, -1);
    size_t size;
    void *bytes = unpack_zlib_all(range.bytes, (size_t)range.size, INT32_MAX, &size);
    if (bytes != NULL) return adopt(bytes, size);
    log_warn("gm_buffer_decompress: buffer %d holds no whole zlib stream that fits into a buffer",
             handle);
    return GM_NONE;
}
