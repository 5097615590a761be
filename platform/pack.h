/* Bytes made smaller, or made text: what unpack.h undoes. Thread: any. */
#ifndef PLATFORM_PACK_H
#define PLATFORM_PACK_H

#include <stddef.h>

/* Characters of the base64 text of so many bytes, without the final zero. */
size_t pack_base64_length(size_t size);
void pack_base64(const void *bytes, size_t size, char *text); /* has length + 1 bytes */
/* A zlib stream; mem_free it. NULL: no memory. */
void *pack_zlib(const void *bytes, size_t size, size_t *packed_size);

#endif
