/* Fingerprints of bytes, by libcrypto. Thread: any. */
#ifndef PLATFORM_DIGEST_H
#define PLATFORM_DIGEST_H

#include <stddef.h>

enum { DIGEST_HEX = 41 }; /* bytes of the longest as text, its final zero counted */

typedef enum Digest { DIGEST_MD5, DIGEST_SHA1 } Digest;

/* Lower-case hexadecimal digits: 32 of MD5, 40 of SHA-1. hex has DIGEST_HEX bytes. */
void digest_hex(Digest digest, const void *bytes, size_t size, char *hex);

#endif
