/* Saves that survive crashes and damage: the order of the steps is in files_safe.h. */
#define _XOPEN_SOURCE 700
#include "files_safe.h"
#include "files.h"
#include "files_write.h"
#include "mem.h"
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

enum { SUM_TEXT = 384, TRIES = 3 };

/* What is known of one save. As long as the file is the same and nobody wrote to it since, it need
 * not be read to know it again. */
typedef struct Record {
    uint64_t generation, size, hash;
    uint64_t inode, changed; /* nanoseconds */
} Record;

/* What .NAME.sum says: this save, and the one before it. */
typedef struct Sums {
    Record records[2];
    int count; /* 0: nothing is known */
} Sums;

typedef struct Paths {
    const char *path;
    char *made, *sum, *sum_made, *old, *old_made;
} Paths;

/* MARK: names */

static char *beside(const char *path, const char *ending) {
    const char *name = files_name_of(path);
    return mem_textf("%.*s.%s%s", (int)(name - path), path, name, ending);
}

static Paths paths_of(const char *path) {
    return (Paths){.path = path,
                   .made = beside(path, ".new"),
                   .sum = beside(path, ".sum"),
                   .sum_made = beside(path, ".sum.new"),
                   .old = beside(path, ".old"),
                   .old_made = beside(path, ".old.new")};
}

static void paths_free(Paths *paths) {
    mem_free(paths->made);
    mem_free(paths->sum);
    mem_free(paths->sum_made);
    mem_free(paths->old);
    mem_free(paths->old_made);
}

bool files_is_hidden(const char *name) {
    return name[0] == '.' &&
           (files_has_extension(name + 1, ".sum") || files_has_extension(name + 1, ".old") ||
            files_has_extension(name + 1, ".new"));
}

/* MARK: checksums */

static bool is_same(const Record *a, const Record *b) {
    return a->size == b->size && a->hash == b->hash;
}

static Record record_of(const void *bytes, size_t size) {
    return (Record){.size = size, .hash = XXH3_64bits(bytes, size)};
}

static void note_file(Record *record, const struct stat *file) {
    record->inode = (uint64_t)file->st_ino;
    record->changed =
        (uint64_t)file->st_mtim.tv_sec * 1000000000u + (uint64_t)file->st_mtim.tv_nsec;
}

/* The record that vouches for what was found; NULL: none does. */
static const Record *vouching(const Sums *sums, const Record *found) {
    for (int i = 0; i < sums->count; i++)
        if (is_same(&sums->records[i], found)) return &sums->records[i];
    return NULL;
}

/* What a file is: the record that vouches for it or, generation 0, what was found. False: it is not
 * there, or cannot be read. */
static bool recognise(const Sums *sums, const char *path, Record *record) {
    struct stat file;
    size_t size;
    *record = (Record){0};
    if (stat(path, &file) != 0) return false;
    note_file(record, &file);
    for (int i = 0; i < sums->count; i++) {
        const Record *known = &sums->records[i];
        if (known->inode != record->inode || known->changed != record->changed) continue;
        *record = *known;
        return true;
    }
    char *bytes = files_read(path, &size, NULL);
    if (bytes == NULL) return false;
    Record found = record_of(bytes, size);
    mem_free(bytes);
    const Record *vouched = vouching(sums, &found);
    record->generation = vouched != NULL ? vouched->generation : 0;
    record->size = found.size;
    record->hash = found.hash;
    return true;
}

/* The text of .NAME.sum. Its last line vouches for those above it. */
static void write_sums(const Sums *sums, char *text) {
    size_t used = (size_t)snprintf(text, SUM_TEXT,
                                   "asyncade save 1: generation, bytes, xxh3, inode, changed\n");
    for (int i = 0; i < sums->count; i++) {
        const Record *record = &sums->records[i];
        used += (size_t)snprintf(text + used, SUM_TEXT - used,
                                 "%" PRIu64 " %" PRIu64 " %016" PRIx64 " %" PRIu64 " %" PRIu64 "\n",
                                 record->generation, record->size, record->hash, record->inode,
                                 record->changed);
    }
    snprintf(text + used, SUM_TEXT - used, "%016" PRIx64 "\n", record_of(text, used).hash);
}

/* Good is what would be written exactly like it. */
static bool parse_sums(const char *text, Sums *sums) {
    char again[SUM_TEXT];
    const char *line = strchr(text, '\n');
    *sums = (Sums){0};
    while (line != NULL && sums->count < 2) {
        Record *record = &sums->records[sums->count];
        if (sscanf(line + 1, "%20" SCNu64 " %20" SCNu64 " %16" SCNx64 " %20" SCNu64 " %20" SCNu64,
                   &record->generation, &record->size, &record->hash, &record->inode,
                   &record->changed) != 5)
            break;
        sums->count++;
        line = strchr(line + 1, '\n');
    }
    write_sums(sums, again);
    return sums->count > 0 && strcmp(text, again) == 0;
}

static Sums read_sums(const Paths *paths) {
    Sums sums = {0};
    char *text = files_exists(paths->sum) ? files_read(paths->sum, NULL, NULL) : NULL;
    if (text != NULL && !parse_sums(text, &sums)) {
        sums = (Sums){0};
        log_warn_once("%s is damaged: %s cannot be checked", paths->sum, paths->path);
    }
    mem_free(text);
    return sums;
}

/* MARK: saving */

/* .NAME.new, empty, and locked until it is closed. It may have been moved to its place while the
 * lock was waited for: then there is another. -1: errno says why. */
static int open_locked(const char *made) {
    for (;;) {
        struct stat held, there;
        int fd = open(made, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (fd < 0) return -1;
        while (flock(fd, LOCK_EX) != 0 && errno == EINTR) {
        } /* where there are no locks, there is none */
        bool is_it = fstat(fd, &held) == 0 && stat(made, &there) == 0 &&
                     held.st_ino == there.st_ino && held.st_dev == there.st_dev;
        if (is_it && ftruncate(fd, 0) == 0) return fd;
        int reason = errno;
        close(fd);
        errno = reason;
        if (is_it) return -1;
    }
}

/* Both vouched for: what was written to fd, and what will then be .NAME.old. keeps: that is what is
 * now in NAME, unless it is damaged: then .NAME.old stays. */
static Sums next_sums(const Paths *paths, int fd, const void *bytes, size_t size, bool *keeps) {
    Sums known = read_sums(paths), next = {.records = {record_of(bytes, size)}, .count = 1};
    Record now, old;
    struct stat file;
    uint64_t generation = known.count > 0 ? known.records[0].generation : 0;
    bool is_there = recognise(&known, paths->path, &now);
    if (is_there && known.count == 0) now.generation = ++generation; /* what others wrote counts */
    *keeps = is_there && now.generation > 0;
    if (*keeps)
        next.records[next.count++] = now;
    else if (recognise(&known, paths->old, &old) && old.generation > 0)
        next.records[next.count++] = old;
    next.records[0].generation = generation + 1;
    if (fstat(fd, &file) == 0) note_file(&next.records[0], &file);
    return next;
}

static bool put_sums(const Paths *paths, const Sums *sums) {
    char text[SUM_TEXT];
    write_sums(sums, text);
    int fd = open(paths->sum_made, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    bool done = fd >= 0 && files_put(fd, text, strlen(text));
    int reason = errno;
    if (fd >= 0) close(fd);
    errno = reason;
    return done;
}

/* NAME becomes .NAME.old as well; it is there all the time. */
static bool keep_old(const Paths *paths) {
    unlink(paths->old_made);
    if (link(paths->path, paths->old_made) != 0) {
        size_t size; /* a file system without links: a copy */
        char *bytes = files_read(paths->path, &size, NULL);
        int fd = bytes != NULL
                     ? open(paths->old_made, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)
                     : -1;
        bool copied = fd >= 0 && files_put(fd, bytes, size);
        if (fd >= 0) close(fd);
        mem_free(bytes);
        if (!copied) return false;
    }
    if (rename(paths->old_made, paths->old) != 0) return false;
    unlink(paths->old_made); /* renaming a link to its own file leaves both */
    return true;
}

static bool save(const Paths *paths, int fd, const void *bytes, size_t size) {
    bool keeps;
    if (!files_put(fd, bytes, size)) return false;
    Sums sums = next_sums(paths, fd, bytes, size, &keeps);
    return put_sums(paths, &sums) && (!keeps || keep_old(paths)) &&
           rename(paths->sum_made, paths->sum) == 0 && files_sync_folder_of(paths->path) &&
           rename(paths->made, paths->path) == 0 && files_sync_folder_of(paths->path);
}

bool files_save(const char *path, const void *bytes, size_t size, char *why) {
    if (files_is_hidden(files_name_of(path))) {
        snprintf(why, FILES_WHY,
                 "%.400s cannot be saved: names like .x.sum, .x.old and .x.new are "
                 "kept for checksums",
                 path);
        return false;
    }
    if (files_is_folder(path)) {
        snprintf(why, FILES_WHY, "%.400s cannot be saved: it is a folder", path);
        return false;
    }
    Paths paths = paths_of(path);
    int fd = open_locked(paths.made);
    bool done = fd >= 0 && save(&paths, fd, bytes, size);
    if (!done) {
        snprintf(why, FILES_WHY, "%.400s cannot be saved: %s", path, strerror(errno));
        if (fd >= 0) {
            unlink(paths.made);
            unlink(paths.sum_made);
            unlink(paths.old_made);
        }
    }
    if (fd >= 0) close(fd);
    paths_free(&paths);
    return done;
}

/* MARK: loading */

static char *load_old(const Paths *paths, const Sums *sums, size_t *size, char *why) {
    char *bytes = files_read(paths->old, size, NULL);
    Record found = record_of(bytes, bytes != NULL ? *size : 0);
    const Record *vouched = bytes != NULL ? vouching(sums, &found) : NULL;
    if (vouched != NULL) {
        snprintf(why, FILES_WHY,
                 "%.300s is damaged: the save before it, generation %" PRIu64 " of %" PRIu64
                 " bytes, was loaded instead",
                 paths->path, vouched->generation, vouched->size);
        return bytes;
    }
    mem_free(bytes);
    snprintf(why, FILES_WHY,
             "%.300s is damaged: expected %" PRIu64 " bytes with the checksum %016" PRIx64
             ", and there is no good save before it",
             paths->path, sums->records[0].size, sums->records[0].hash);
    return NULL;
}

/* The file, if it is what its checksum says. NULL, and why is "": it is not. */
static char *load_checked(const Paths *paths, const Sums *sums, size_t *size, char *why) {
    why[0] = '\0';
    char *bytes = files_read(paths->path, size, why);
    if (bytes == NULL && sums->count > 0 && files_exists(paths->path)) why[0] = '\0';
    if (bytes == NULL || sums->count == 0) return bytes;
    Record found = record_of(bytes, *size);
    if (vouching(sums, &found) != NULL) return bytes;
    mem_free(bytes);
    return NULL;
}

char *files_load(const char *path, size_t *size, bool *recovered, char *why) {
    Paths paths = paths_of(path);
    Sums sums = read_sums(&paths);
    char *bytes = load_checked(&paths, &sums, size, why);
    for (int i = 0; bytes == NULL && why[0] == '\0' && i < TRIES; i++) {
        Sums now = read_sums(&paths); /* it may have been saved in between */
        if (now.count > 0 && now.records[0].generation == sums.records[0].generation) break;
        sums = now;
        bytes = load_checked(&paths, &sums, size, why);
    }
    *recovered = bytes == NULL && why[0] == '\0';
    if (*recovered) {
        bytes = load_old(&paths, &sums, size, why);
        *recovered = bytes != NULL;
    }
    paths_free(&paths);
    return bytes;
}

bool files_put_aside(const char *path, const void *bytes, size_t size, char *why) {
    char *aside = mem_textf("%s.damaged", path);
    bool kept = files_write(aside, bytes, size, why);
    mem_free(aside);
    return kept;
}

bool files_forget(const char *path) {
    Paths paths = paths_of(path);
    bool gone = files_remove(paths.sum); /* first: without it the other says nothing */
    gone = files_remove(paths.old) && gone;
    paths_free(&paths);
    return gone;
}
