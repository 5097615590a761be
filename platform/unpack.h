/* Bytes that files carry packed: base64 and zlib. Thread: any. */
#ifndef PLATFORM_UNPACK_H
#define PLATFORM_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The bytes a base64 text stands for; mem_free them; a zero follows the last. Blanks and line ends
 * are passed over. NULL: it is no base64, or there is no memory. */
void *unpack_base64(const char *text, size_t length, size_t *size);
/* Inflates a zlib or gzip stream that holds exactly size bytes. False: it is broken, or holds more
 * or fewer. */
bool unpack_zlib(const void *packed, size_t packed_size, void *bytes, size_t size);
/* The CRC-32 of zlib, gzip and PNG. */
uint32_t unpack_crc32(const void *bytes, size_t size);

/* Inflates a zlib or gzip stream of any size up to most bytes; mem_free what it returns. NULL: it
 * is broken, cut off or larger, or there is no memory. */
void *unpack_zlib_all(const void *packed, size_t packed_size, size_t most, size_t *size);

#endif
