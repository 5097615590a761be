/* System calls that change files, counted and made to fail: the test program's own open, write,
 * fsync and so on stand before the C library's. Only calls of this program's code are counted, and
 * only between faults_arm and faults_disarm. */
#ifndef TESTS_FAULTS_H
#define TESTS_FAULTS_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FAULT_KILL = 0, FAULT_KEPT = 8 };

/* A rename that its folder does not know for sure yet. */
typedef struct FaultRename {
    char from[600], to[600];
    bool replaced;
} FaultRename;

static struct {
    bool armed;
    int calls, at; /* the call that fails: 1 is the first; 0: none */
    int error;     /* errno of it; FAULT_KILL: the process is killed instead */
    int lost;      /* bits: the unsynced renames that are lost when it is killed */
    const char *aside;
    FaultRename unsynced[FAULT_KEPT];
    int unsynced_count;
    ino_t dirty[FAULT_KEPT]; /* files written to and not synced */
    int dirty_count;
    bool renamed_dirty;
} the_faults;

static inline void faults_arm(int at, int error) {
    the_faults.calls = the_faults.unsynced_count = the_faults.dirty_count = 0;
    the_faults.at = at;
    the_faults.error = error;
    the_faults.armed = true;
}

/* How many calls there were. */
static inline int faults_disarm(void) {
    the_faults.armed = false;
    return the_faults.calls;
}

static inline void faults_aside(char *path, size_t size, const char *what, int index) {
    snprintf(path, size, "%.500s/%s%d", the_faults.aside, what, index);
}

/* What a power cut does to renames of an unsynced folder: any of them may not have happened. */
static inline void faults_lose(void) {
    char path[600];
    for (int i = the_faults.unsynced_count - 1; i >= 0; i--) {
        const FaultRename *one = &the_faults.unsynced[i];
        if ((the_faults.lost >> i & 1) == 0) continue;
        syscall(SYS_unlink, one->to);
        faults_aside(path, sizeof path, "to", i);
        if (one->replaced) syscall(SYS_rename, path, one->to);
        faults_aside(path, sizeof path, "from", i);
        syscall(SYS_rename, path, one->from);
    }
}

/* Counts a call. True: it fails, errno is set. Or the process ends here. */
static inline bool faults_strike(void) {
    if (!the_faults.armed || ++the_faults.calls != the_faults.at) return false;
    if (the_faults.error == FAULT_KILL) {
        faults_lose();
        raise(SIGKILL);
    }
    errno = the_faults.error;
    return true;
}

static inline ino_t faults_file_of(int fd) {
    struct stat about = {0};
    fstat(fd, &about);
    return about.st_ino;
}

static inline void faults_note_dirty(ino_t file, bool dirty) {
    for (int i = 0; i < the_faults.dirty_count; i++)
        if (the_faults.dirty[i] == file)
            the_faults.dirty[i] = the_faults.dirty[--the_faults.dirty_count];
    if (dirty && the_faults.dirty_count < FAULT_KEPT)
        the_faults.dirty[the_faults.dirty_count++] = file;
}

static inline void faults_note_rename(const char *from, const char *to) {
    struct stat about = {0};
    if (!the_faults.armed) return;
    if (stat(from, &about) == 0)
        for (int i = 0; i < the_faults.dirty_count; i++)
            the_faults.renamed_dirty |= the_faults.dirty[i] == about.st_ino;
    if (the_faults.aside == NULL || the_faults.unsynced_count == FAULT_KEPT) return;
    int index = the_faults.unsynced_count++;
    FaultRename *one = &the_faults.unsynced[index];
    char path[600];
    snprintf(one->from, sizeof one->from, "%s", from);
    snprintf(one->to, sizeof one->to, "%s", to);
    faults_aside(path, sizeof path, "to", index);
    syscall(SYS_unlink, path);
    one->replaced = syscall(SYS_link, to, path) == 0;
    faults_aside(path, sizeof path, "from", index);
    syscall(SYS_unlink, path);
    syscall(SYS_link, from, path);
}

/* MARK: the calls themselves */

int open(const char *path, int flags, ...) {
    if ((flags & O_CREAT) != 0 && faults_strike()) return -1;
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, 0666);
}

/* Struck in the middle: half of it is written first. */
ssize_t write(int fd, const void *bytes, size_t size) {
    if (the_faults.armed) faults_note_dirty(faults_file_of(fd), true);
    if (the_faults.armed && the_faults.calls + 1 == the_faults.at && size > 1)
        syscall(SYS_write, fd, bytes, size / 2);
    return faults_strike() ? -1 : syscall(SYS_write, fd, bytes, size);
}

/* Nothing waits for a disk here: what syncing is for is checked by losing renames. */
int fsync(int fd) {
    struct stat about = {0};
    if (faults_strike()) return -1;
    if (!the_faults.armed) return 0;
    fstat(fd, &about);
    if (S_ISDIR(about.st_mode))
        the_faults.unsynced_count = 0;
    else
        faults_note_dirty(about.st_ino, false);
    return 0;
}

int ftruncate(int fd, off_t size) {
    return faults_strike() ? -1 : (int)syscall(SYS_ftruncate, fd, size);
}

int link(const char *from, const char *to) {
    return faults_strike() ? -1 : (int)syscall(SYS_link, from, to);
}

int unlink(const char *path) {
    return faults_strike() ? -1 : (int)syscall(SYS_unlink, path);
}

int rename(const char *from, const char *to) {
    if (faults_strike()) return -1;
    faults_note_rename(from, to);
    return (int)syscall(SYS_rename, from, to);
}

#endif
