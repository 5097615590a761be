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
#include <sys/stat.h>
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

static void explain(char *why, const char *path, const char *what, int reason) {
    if (why != NULL)
        snprintf(why, FILES_WHY, "%.400s cannot be %s: %s", path, what, strerror(reason));
}

/* Writes the bytes to a file beside path, then gives it that name: by rename, which replaces, or by
 * link, which does not. */
static bool write_then(int (*name_it)(const char *beside, const char *path), const char *path,
                       const void *bytes, size_t size, int *reason) {
    static atomic_int the_write_count;
    char *beside =
        mem_textf("%s.%ld-%d.new", path, (long)getpid(), atomic_fetch_add(&the_write_count, 1));
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool done = fd >= 0 && files_put(fd, bytes, size);
    *reason = errno;
    if (fd >= 0 && close(fd) != 0 && done) {
        done = false;
        *reason = errno;
    }
    if (done && name_it(beside, path) != 0) {
        done = false;
        *reason = errno;
    }
    if (fd >= 0 && (!done || name_it == link)) unlink(beside);
    mem_free(beside);
    if (done) (void)files_sync_folder_of(path); /* it is there, if not for sure after a power cut */
    return done;
}

bool files_write(const char *path, const void *bytes, size_t size, char *why) {
    int reason = 0;
    if (write_then(rename, path, bytes, size, &reason)) return true;
    explain(why, path, "written", reason);
    return false;
}

bool files_create(const char *path, const void *bytes, size_t size, bool *exists, char *why) {
    int reason = 0;
    if (write_then(link, path, bytes, size, &reason)) return true;
    *exists = reason == EEXIST && files_exists(path);
    explain(why, path, "made", reason);
    return false;
}

bool files_append(const char *path, const void *bytes, size_t size, char *why) {
    struct stat about = {0};
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    bool open_well = fd >= 0 && fstat(fd, &about) == 0;
    bool done = open_well && files_put(fd, bytes, size);
    int reason = errno;
    if (open_well && !done && ftruncate(fd, about.st_size) != 0) reason = errno;
    if (fd >= 0) close(fd);
    if (done && about.st_size == 0) (void)files_sync_folder_of(path);
    if (!done) explain(why, path, "written", reason);
    return done;
}
