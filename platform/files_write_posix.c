/* Writing files on POSIX: beside the target, synced, renamed over it. */
#define _XOPEN_SOURCE 700
#include "files.h"
#include "files_write.h"
#include "mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool files_put(int fd, const void *bytes, size_t size) {
    const char *at = bytes;
    while (size > 0) {
        ssize_t count = write(fd, at, size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        at += count;
        size -= (size_t)count;
    }
    return fsync(fd) == 0;
}

bool files_sync_folder_of(const char *path) {
    char *folder = mem_text(path);
    char *slash = strrchr(folder, '/');
    if (slash != NULL) slash[slash == folder ? 1 : 0] = '\0';
    int fd = open(slash != NULL ? folder : ".", O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    mem_free(folder);
    if (fd < 0) return false;
    bool synced = fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP;
    int reason = errno;
    close(fd);
    errno = reason;
    return synced;
}

bool files_write(const char *path, const void *bytes, size_t size, char *why) {
    static atomic_int the_write_count;
    char *beside =
        mem_textf("%s.%ld-%d.new", path, (long)getpid(), atomic_fetch_add(&the_write_count, 1));
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool done = fd >= 0 && files_put(fd, bytes, size);
    int reason = errno;
    if (fd >= 0 && close(fd) != 0 && done) {
        done = false;
        reason = errno;
    }
    if (done && rename(beside, path) != 0) {
        done = false;
        reason = errno;
    }
    if (!done && why != NULL)
        snprintf(why, FILES_WHY, "%.400s cannot be written: %s", path, strerror(reason));
    if (!done && fd >= 0) unlink(beside);
    mem_free(beside);
    if (done) (void)files_sync_folder_of(path); /* it is there, if not for sure after a power cut */
    return done;
}
