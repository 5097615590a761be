/* Zip archives in memory, by libzip. Thread: any. */
#ifndef PLATFORM_ZIP_H
#define PLATFORM_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is refused: archives may hold far more than they show. */
typedef struct ZipLimits {
    int64_t bytes; /* of all files, unpacked */
    int files;
} ZipLimits;

/* Unpacks an archive into a folder, which is made. The whole archive is checked first: if its names
 * leave the folder, its checksums are wrong or it is too large, nothing is written. Each file is
 * replaced in one go. stop (may be NULL) is asked between files. Returns how many files; -1: why
 * (FILES_WHY bytes) holds a sentence. */
int zip_unpack(const void *bytes, size_t size, const char *folder, const ZipLimits *limits,
               bool (*stop)(void), char *why);

typedef struct ZipEntry {
    const char *name; /* "sounds/a.wav" */
    char *bytes;      /* the caller's; only read */
    size_t size;
} ZipEntry;
/* The bytes of an archive, the same for the same entries; mem_free them. NULL: why says it. */
void *zip_pack(const ZipEntry *entries, int count, size_t *size, char *why);

#endif
