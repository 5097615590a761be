/* What everyone needs who writes files so that a crash cannot halve them. Thread: any. */
#ifndef PLATFORM_FILES_WRITE_H
#define PLATFORM_FILES_WRITE_H

#include <stdbool.h>
#include <stddef.h>

/* All of them, and on the disk. False: errno says why. */
bool files_put(int fd, const void *bytes, size_t size);
/* A rename is on the disk once its folder is. Where folders cannot be synced that is no failure.
 * False: errno says why. */
bool files_sync_folder_of(const char *path);

#endif
