/* Bodies: growing memory, or a temporary file beside its target that is renamed at the end. */
#define _POSIX_C_SOURCE 200809L
#include "http_sink.h"
#include "files.h"
#include "files_safe.h"
#include "mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    FIRST_BYTES = 16 * 1024,
    TRUSTED_BYTES =
        16 * 1024 * 1024, /* a server may announce anything: no more is allotted ahead */
};
static const int64_t MOST_BYTES = UINT32_MAX - 1; /* what a text can hold */

static atomic_int the_part_count;

void sink_open(HttpSink *sink, const char *target) {
    *sink = (HttpSink){.target = target, .descriptor = -1};
}

void sink_drop(HttpSink *sink) {
    mem_free(sink->bytes);
    sink->bytes = NULL;
    sink->capacity = 0;
    if (sink->descriptor >= 0) close(sink->descriptor);
    sink->descriptor = -1;
    if (sink->part != NULL) unlink(sink->part);
    mem_free(sink->part);
    sink->part = NULL;
}

/* MARK: files */

static bool file_failed(HttpSink *sink, const char *what) {
    snprintf(sink->why, sizeof sink->why, "the file %.200s %s: %s", sink->target, what,
             strerror(errno));
    return false;
}

/* Makes the folders above the target. */
static bool make_folders(HttpSink *sink) {
    char *folder = mem_text(sink->target);
    char *slash = strrchr(folder, '/');
    bool made = true;
    if (slash != NULL && slash != folder) {
        *slash = '\0';
        made = files_make_folders(folder);
    }
    mem_free(folder);
    return made || file_failed(sink, "cannot get its folder");
}

static bool begin_file(HttpSink *sink) {
    if (!make_folders(sink)) return false;
    char *part = mem_textf("%s.%ld-%d.part", sink->target, (long)getpid(),
                           atomic_fetch_add(&the_part_count, 1));
    sink->descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (sink->descriptor < 0) {
        mem_free(part);
        return file_failed(sink, "cannot be made");
    }
    sink->part = part;
    return true;
}

static bool write_file(HttpSink *sink, const char *bytes, size_t count) {
    if (sink->descriptor < 0 && !begin_file(sink)) return false;
    while (count > 0) {
        ssize_t written = write(sink->descriptor, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return file_failed(sink, "cannot be written");
        bytes += written;
        count -= (size_t)written;
        sink->size += written;
    }
    return true;
}

static bool finish_file(HttpSink *sink) {
    if (sink->descriptor < 0 && !begin_file(sink)) return false;
    int closed = close(sink->descriptor);
    sink->descriptor = -1;
    if (closed != 0 || !files_forget(sink->target) || rename(sink->part, sink->target) != 0)
        return file_failed(sink, "cannot be finished");
    mem_free(sink->part);
    sink->part = NULL;
    return true;
}

/* MARK: memory */

static bool grow(HttpSink *sink, size_t wanted, int64_t announced) {
    if (wanted <= sink->capacity) return true;
    size_t capacity = sink->capacity > 0 ? sink->capacity * 2 : FIRST_BYTES;
    if (announced >= 0 && sink->capacity == 0)
        capacity = (size_t)(announced < TRUSTED_BYTES ? announced : TRUSTED_BYTES) + 1;
    if (capacity < wanted) capacity = wanted;
    char *bytes = mem_try_resize(sink->bytes, capacity);
    if (bytes == NULL) {
        snprintf(sink->why, sizeof sink->why, "there is no memory for a body of %zu bytes", wanted);
        return false;
    }
    sink->bytes = bytes;
    sink->capacity = capacity;
    return true;
}

static bool write_memory(HttpSink *sink, const void *bytes, size_t count, int64_t announced) {
    if (sink->size + (int64_t)count > MOST_BYTES) {
        snprintf(sink->why, sizeof sink->why, "the body is larger than %lld bytes",
                 (long long)MOST_BYTES);
        return false;
    }
    size_t size = (size_t)sink->size;
    if (!grow(sink, size + count + 1, announced)) return false;
    memcpy(sink->bytes + size, bytes, count);
    sink->size += (int64_t)count;
    return true;
}

/* The final zero, and what was allotted too much goes back. */
static bool finish_memory(HttpSink *sink) {
    size_t size = (size_t)sink->size;
    if (!grow(sink, size + 1, 0)) return false;
    sink->bytes[size] = '\0';
    if (sink->capacity > 2 * (size + 1)) {
        char *bytes = mem_try_resize(sink->bytes, size + 1);
        if (bytes != NULL) sink->bytes = bytes;
    }
    return true;
}

/* MARK: entry points */

bool sink_write(HttpSink *sink, const void *bytes, size_t count, int64_t announced) {
    return sink->target != NULL ? write_file(sink, bytes, count)
                                : write_memory(sink, bytes, count, announced);
}

bool sink_finish(HttpSink *sink) {
    bool finished = sink->target != NULL ? finish_file(sink) : finish_memory(sink);
    if (!finished) sink_drop(sink);
    return finished;
}
