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
#include <zlib.h>

enum { SUM_TEXT = 256, CHUNK = 64 * 1024, TRIES = 3 };

/* What is known of one save. */
typedef struct Record {
    uint64_t generation, size;
    uint32_t crc;
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
    return a->size == b->size && a->crc == b->crc;
}

static Record record_of(const void *bytes, size_t size) {
    return (Record){.size = size, .crc = (uint32_t)crc32_z(0, bytes, size)};
}

/* The record that vouches for what was found; NULL: none does. */
static const Record *vouching(const Sums *sums, const Record *found) {
    for (int i = 0; i < sums->count; i++)
        if (is_same(&sums->records[i], found)) return &sums->records[i];
    return NULL;
}

/* Measures a file without holding it in memory. False: it is not there, or cannot be read. */
static bool measure(const char *path, Record *found) {
    uint8_t chunk[CHUNK];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t count = fd >= 0 ? 1 : -1;
    *found = (Record){0};
    while (count > 0) {
        count = read(fd, chunk, sizeof chunk);
        if (count < 0 && errno == EINTR)
            count = 1;
        else if (count > 0) {
            found->crc = (uint32_t)crc32_z(found->crc, chunk, (size_t)count);
            found->size += (uint64_t)count;
        }
    }
    if (fd >= 0) close(fd);
    return count == 0;
}

/* The text of .NAME.sum. Its last line vouches for those above it. */
static void write_sums(const Sums *sums, char *text) {
    size_t used = (size_t)snprintf(text, SUM_TEXT, "asyncade save 1: generation, bytes, crc32\n");
    for (int i = 0; i < sums->count; i++)
        used += (size_t)snprintf(
            text + used, SUM_TEXT - used, "%" PRIu64 " %" PRIu64 " %08" PRIx32 "\n",
            sums->records[i].generation, sums->records[i].size, sums->records[i].crc);
    snprintf(text + used, SUM_TEXT - used, "%08" PRIx32 "\n", record_of(text, used).crc);
}

/* Good is what would be written exactly like it. */
static bool parse_sums(const char *text, Sums *sums) {
    char again[SUM_TEXT];
    const char *line = strchr(text, '\n');
    *sums = (Sums){0};
    while (line != NULL && sums->count < 2) {
        Record *record = &sums->records[sums->count];
        if (sscanf(line + 1, "%20" SCNu64 " %20" SCNu64 " %8" SCNx32, &record->generation,
                   &record->size, &record->crc) != 3)
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

/* Both vouched for: what is to come, and what will then be .NAME.old. keeps: that is what is now in
 * NAME, unless it is damaged: then .NAME.old stays. */
static Sums next_sums(const Paths *paths, const void *bytes, size_t size, bool *keeps) {
    Sums known = read_sums(paths), next = {.records = {record_of(bytes, size)}, .count = 1};
    Record now, old;
    uint64_t generation = known.count > 0 ? known.records[0].generation : 0;
    next.records[0].generation = generation + 1;
    bool is_there = measure(paths->path, &now);
    const Record *vouched = is_there ? vouching(&known, &now) : NULL;
    *keeps = is_there && (known.count == 0 || vouched != NULL);
    if (*keeps && vouched == NULL) vouched = &now;
    if (!*keeps && measure(paths->old, &old)) vouched = vouching(&known, &old);
    if (vouched != NULL) next.records[next.count++] = *vouched;
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
    Sums sums = next_sums(paths, bytes, size, &keeps);
    return files_put(fd, bytes, size) && put_sums(paths, &sums) && (!keeps || keep_old(paths)) &&
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
             "%.300s is damaged: expected %" PRIu64 " bytes with the checksum %08" PRIx32
             ", and there is no good save before it",
             paths->path, sums->records[0].size, sums->records[0].crc);
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

bool files_forget(const char *path) {
    Paths paths = paths_of(path);
    bool gone = files_remove(paths.sum); /* first: without it the other says nothing */
    gone = files_remove(paths.old) && gone;
    paths_free(&paths);
    return gone;
}
