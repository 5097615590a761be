/* Fingerprints by libcrypto. */
#include "digest.h"

#include <openssl/evp.h>
#include <stdio.h>

void digest_hex(Digest digest, const void *bytes, size_t size, char *hex) {
    unsigned char raw[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    const EVP_MD *kind = digest == DIGEST_MD5 ? EVP_md5() : EVP_sha1();
    hex[0] = '\0'; /* what it stays where the system forbids MD5 */
    if (EVP_Digest(bytes, size, raw, &length, kind, NULL) != 1) return;
    for (unsigned int i = 0; i < length && i < DIGEST_HEX / 2; i++)
        snprintf(hex + i * 2, 3, "%02x", raw[i]);
}
