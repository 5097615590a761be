/* Buffers: bytes with a cursor. Numbers lie in them little-endian. Thread: main.
 *
 * Each read and write first moves the cursor up to the buffer's alignment, then past what it read
 * or wrote. A wrong handle, type or place is never fatal: reading and writing answer as below, and
 * warn once of a wrong handle or type. Sizes, offsets and places are bytes. The game owns what it
 * creates: gm_buffer_delete. Source: runtime-model 9.3. */
#ifndef GM_BUFFER_H
#define GM_BUFFER_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What happens at the end: a fixed buffer is full; a grow buffer doubles; in a wrap buffer bytes go
 * on at the start; a fast one is fixed, aligned to 1, and holds nothing but bytes (GM_BUFFER_U8).
 */
enum { GM_BUFFER_FIXED = 0, GM_BUFFER_GROW = 1, GM_BUFFER_WRAP = 2, GM_BUFFER_FAST = 3 };
enum { GM_BUFFER_SEEK_START = 0, GM_BUFFER_SEEK_RELATIVE = 1, GM_BUFFER_SEEK_END = 2 };

/* Types of numbers. Whole numbers are cut to their bits: 256 as U8 is 0, -1 is 255. A BOOL reads as
 * true only if its byte is 1. Of a U64, reals carry the first 53 bits. */
enum {
    GM_BUFFER_U8 = 1,
    GM_BUFFER_S8 = 2,
    GM_BUFFER_U16 = 3,
    GM_BUFFER_S16 = 4,
    GM_BUFFER_U32 = 5,
    GM_BUFFER_S32 = 6,
    GM_BUFFER_F16 = 7,
    GM_BUFFER_F32 = 8,
    GM_BUFFER_F64 = 9,
    GM_BUFFER_BOOL = 10,
    GM_BUFFER_STRING = 11, /* with its final zero: gm_buffer_write_string */
    GM_BUFFER_U64 = 12,
    GM_BUFFER_TEXT = 13 /* without: gm_buffer_write_text */
};

/* What reading and writing may answer. */
enum {
    GM_BUFFER_ERROR_GENERAL = -1,       /* no such buffer */
    GM_BUFFER_ERROR_OUT_OF_SPACE = -2,  /* it is full; nothing was written */
    GM_BUFFER_ERROR_OUT_OF_BOUNDS = -3, /* less is left than was to be read; nothing was */
    GM_BUFFER_ERROR_INVALID_TYPE = -4
};

/* size in bytes, zeroed; kind GM_BUFFER_FIXED and so on; alignment in bytes, rounded up to a power
 * of two, 1 to 1024. GM_NONE: bad arguments, or no memory. */
GM_API int gm_buffer_create(int size, int kind, int alignment);
GM_API void gm_buffer_delete(int buffer); /* no such buffer: nothing happens */
GM_API bool gm_buffer_exists(int buffer);
GM_API int gm_buffer_get_size(int buffer);      /* bytes allotted; 0: no such buffer */
GM_API int gm_buffer_get_used_size(int buffer); /* bytes up to the furthest written */
/* From 0 to the size: what gm_buffer_save writes, what strings end at. */
GM_API void gm_buffer_set_used_size(int buffer, int size);
GM_API int gm_buffer_get_type(int buffer);      /* GM_BUFFER_FIXED ...; GM_NONE: no such buffer */
GM_API int gm_buffer_get_alignment(int buffer); /* bytes */
GM_API void gm_buffer_resize(int buffer, int size); /* what is new is zero */
GM_API int gm_buffer_tell(int buffer);              /* where the cursor is, from 0 */
/* Moves the cursor and returns it; GM_BUFFER_SEEK_END counts backwards. Clamped to 0..size; in a
 * wrap buffer taken modulo the size. */
GM_API int gm_buffer_seek(int buffer, int base, int offset);

/* MARK: numbers */

GM_API int gm_buffer_sizeof(int type); /* bytes; 0: texts, and wrong types */
/* 0, or a GM_BUFFER_ERROR. */
GM_API int gm_buffer_write(int buffer, int type, double value);
/* The number; a GM_BUFFER_ERROR if there is none, so check gm_buffer_tell where that matters. */
GM_API double gm_buffer_read(int buffer, int type);
/* All 64 bits of a GM_BUFFER_U64. */
GM_API int gm_buffer_write_int64(int buffer, int64_t value);
GM_API int64_t gm_buffer_read_int64(int buffer);
/* At an offset in bytes, whatever the alignment; the cursor stays. Poke returns 0 or a
 * GM_BUFFER_ERROR; peek the fallback where there is no whole number. */
GM_API int gm_buffer_poke(int buffer, int offset, int type, double value);
GM_API double gm_buffer_peek(int buffer, int offset, int type, double fallback);
/* The number over and over from offset for size bytes, or as far as the buffer goes. */
GM_API void gm_buffer_fill(int buffer, int offset, int type, double value, int size);

/* MARK: texts and bytes */

/* Each returns 0 or a GM_BUFFER_ERROR. */
GM_API int gm_buffer_write_string(int buffer, const char *text); /* with its final zero */
GM_API int gm_buffer_write_text(int buffer, const char *text);   /* without */
GM_API int gm_buffer_write_bytes(int buffer, const void *bytes, int size);
/* The text up to the next zero or the end of what is used; the cursor goes behind the zero. "" at
 * the end. Lives as gm_text's does. */
GM_API const char *gm_buffer_read_string(int buffer);
/* Copies at most size bytes out at the cursor; returns how many there were. */
GM_API int gm_buffer_read_bytes(int buffer, void *bytes, int size);
/* From one buffer to another (or itself) at offsets in bytes; a grow buffer grows, elsewhere what
 * does not fit is left out. No cursor moves. */
GM_API void gm_buffer_copy(int source, int offset, int size, int target, int target_offset);
/* The bytes themselves, lent until the buffer is written, resized or deleted. NULL: none. */
GM_API const void *gm_buffer_get_address(int buffer);
/* CRC-32 without the final inversion, as the manual's runner has it. size < 0: to the end. */
GM_API uint32_t gm_buffer_crc32(int buffer, int offset, int size);

/* MARK: fingerprints, base64, compression
 * Offset and size are cut to the buffer; size < 0: to its end. Texts live as gm_text's do. */

GM_API const char *gm_buffer_md5(int buffer, int offset, int size);  /* 32 hexadecimal digits */
GM_API const char *gm_buffer_sha1(int buffer, int offset, int size); /* 40 */
GM_API const char *gm_md5_string_utf8(const char *text);             /* of its bytes */
GM_API const char *gm_sha1_string_utf8(const char *text);
GM_API const char *gm_md5_string_unicode(const char *text); /* of its UTF-16, little-endian */
GM_API const char *gm_sha1_string_unicode(const char *text);
GM_API const char *gm_buffer_base64_encode(int buffer, int offset, int size);
/* A new grow buffer, alignment 1, cursor at 0. GM_NONE and a warning: the text is no base64. */
GM_API int gm_buffer_base64_decode(const char *text);
/* Into a buffer; a grow buffer grows, elsewhere what does not fit is left out. False: no base64. */
GM_API bool gm_buffer_base64_decode_ext(int buffer, const char *text, int offset);
GM_API const char *gm_base64_encode(const char *text);
GM_API const char *gm_base64_decode(const char *text); /* "" and a warning: it is no base64 */
/* A zlib stream in a new grow buffer, cursor at 0; GM_NONE: no memory. */
GM_API int gm_buffer_compress(int buffer, int offset, int size);
/* What gm_buffer_compress made, or gzip, in a new grow buffer. GM_NONE and a warning: it is none,
 * or does not fit into a buffer. */
GM_API int gm_buffer_decompress(int buffer);

/* MARK: files (gm_buffer_save_async and gm_buffer_load_async, in gm_async.h, do not make the game
 * wait). Names are relative to the save area, and stay in it; loading looks in the save area, then
 * in the game. A save is there whole or not at all, also after a crash; beside the file lie its
 * checksum and the save before it, and if the file is found damaged, that one is loaded, with a
 * warning. They wait for what was asked of the disk before. False, GM_NONE: a warning says why. */

GM_API bool gm_buffer_save(int buffer, const char *file); /* its used bytes */
GM_API bool gm_buffer_save_ext(int buffer, const char *file, int offset, int size); /* -1: to end */
GM_API int gm_buffer_load(const char *file); /* a new grow buffer, alignment 1 */
/* Into a buffer, which grows if it has to; its cursor stays. */
GM_API bool gm_buffer_load_ext(int buffer, const char *file, int offset);
/* Some bytes of the file: size (-1: all) from source_offset on. */
GM_API bool gm_buffer_load_partial(int buffer, const char *file, int source_offset, int size,
                                   int offset);

#ifdef __cplusplus
}
#endif
#endif
