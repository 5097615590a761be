/* Buffers to files and back: gm_buffer_save_async and its sisters, groups, and the calls that
 * block. A save takes its bytes at the call; a load puts them into the buffer before the event. */
#include "../../assets/buffer.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_buffer.h"
#include "disk.h"

#include <stdio.h>
#include <string.h>

/* One buffer's way to or from a file. */
typedef struct Part {
    char *name; /* as the game passed it */
    bool is_load;
    bool is_found;    /* load: bytes hold what the file has */
    int buffer;       /* load: held until the event is over */
    int offset, size; /* load: where in the buffer, and how many bytes at most; -1: all */
    char *bytes;      /* on their way */
    size_t count;
} Part;

/* A request: one part, or those of a group. */
typedef struct BufferJob {
    DiskJob disk;
    char *folder; /* "default", or the group's name */
    Part *parts;
    int count, capacity;
} BufferJob;

static BufferJob *the_group; /* begun, not ended */

/* MARK: work. Thread: worker */

static void perform_load(BufferJob *job, Part *part) {
    bool recovered;
    char why[FILES_WHY];
    part->bytes = disk_load_file(job->folder, part->name, &part->count, &recovered, why);
    part->is_found = part->bytes != NULL;
    if (recovered) log_warn("%s", why);
    if (recovered || !part->is_found) memcpy(job->disk.why, why, sizeof why);
    job->disk.recovered = job->disk.recovered || recovered;
}

static bool perform_save(BufferJob *job, Part *part) {
    char why[FILES_WHY];
    if (disk_save_file(job->folder, part->name, part->bytes, part->count, why)) return true;
    log_warn("%s", why);
    memcpy(job->disk.why, why, sizeof why);
    return false;
}

/* All parts, whatever becomes of those before. */
static bool perform(DiskJob *disk) {
    BufferJob *job = (BufferJob *)disk;
    bool done = true;
    for (int i = 0; i < job->count; i++) {
        Part *part = &job->parts[i];
        if (part->is_load)
            perform_load(job, part);
        else
            done = perform_save(job, part) && done;
    }
    return done;
}

/* MARK: landing */

/* A grow buffer that the bytes cover whole takes them uncopied; its cursor stays all the same. */
static bool take_whole(Buffer *buffer, Part *part) {
    int cursor = buffer_tell(buffer);
    if (part->offset != 0 || part->count < (size_t)buffer_size(buffer) ||
        !buffer_take(buffer, part->bytes, part->count))
        return false;
    part->bytes = NULL;
    buffer_seek(buffer, GM_BUFFER_SEEK_START, cursor);
    return true;
}

/* False: why says what is missing: the buffer, or memory. */
static bool put(Buffer *buffer, Part *part, char *why) {
    if (buffer == NULL) {
        snprintf(why, FILES_WHY, "the buffer for \"%.300s\" is gone", part->name);
        return false;
    }
    if (part->size >= 0 && part->count > (size_t)part->size) part->count = (size_t)part->size;
    if (take_whole(buffer, part) || part->count == 0) return true;
    size_t end = (size_t)part->offset + part->count;
    bool fits =
        end <= INT32_MAX && (end <= (size_t)buffer_size(buffer) || buffer_resize(buffer, (int)end));
    if (!fits) {
        snprintf(why, FILES_WHY, "there is no memory for the %zu bytes of \"%.300s\"", part->count,
                 part->name);
        return false;
    }
    return buffer_poke(buffer, part->offset, part->bytes, (int)part->count);
}

static bool land(DiskJob *disk) {
    BufferJob *job = (BufferJob *)disk;
    bool done = true;
    for (int i = 0; i < job->count; i++) {
        Part *part = &job->parts[i];
        if (!part->is_load) continue;
        done = part->is_found && put(buffer_of(part->buffer), part, disk->why) && done;
    }
    return done;
}

static void free_parts(DiskJob *disk) {
    BufferJob *job = (BufferJob *)disk;
    for (int i = 0; i < job->count; i++) {
        Part *part = &job->parts[i];
        if (part->is_load) buffer_let_go(part->buffer);
        mem_free(part->name);
        mem_free(part->bytes);
    }
    mem_free(job->parts);
    mem_free(job->folder);
}

/* MARK: asking */

static BufferJob *job_new(const char *folder) {
    BufferJob *job = mem_alloc(sizeof *job);
    job->disk = (DiskJob){.perform = perform, .land = land, .free = free_parts, .what = "load"};
    job->folder = mem_text(folder);
    return job;
}

static void add(BufferJob *job, Part part) {
    MEM_RESERVE(job->parts, job->capacity, job->count + 1);
    job->parts[job->count++] = part;
    if (part.is_load) return;
    job->disk.is_save = true;
    job->disk.what = "save";
}

/* Into the group that is begun, or on its way at once. The request's id. */
static int ask(Part part) {
    if (the_group != NULL) {
        add(the_group, part);
        return request_spend_id();
    }
    BufferJob *job = job_new("default");
    add(job, part);
    return disk_submit(&job->disk, part.is_load ? "gm_buffer_load_async" : "gm_buffer_save_async");
}

/* NULL: there is no such buffer, or no name; said so. */
static Buffer *wanted(const char *call, int handle, const char *name) {
    Buffer *buffer = buffer_of(handle);
    if (buffer == NULL) log_error("%s: there is no buffer %d", call, handle);
    if (name == NULL || name[0] == '\0') {
        log_error("%s: the name of a file was expected", call);
        return NULL;
    }
    return buffer;
}

int gm_buffer_save_async(int handle, const char *file, int offset, int size) {
    const Buffer *buffer = wanted("gm_buffer_save_async", handle, file);
    if (buffer == NULL) return GM_NONE;
    int count = buffer_clamp(buffer, &offset, size);
    char *bytes = mem_try((size_t)count);
    if (bytes == NULL) {
        log_error("gm_buffer_save_async: there is no memory for %d bytes more", count);
        return GM_NONE;
    }
    if (count > 0) memcpy(bytes, buffer_bytes(buffer) + offset, (size_t)count);
    return ask((Part){.name = mem_text(file), .bytes = bytes, .count = (size_t)count});
}

int gm_buffer_load_async(int handle, const char *file, int offset, int size) {
    if (wanted("gm_buffer_load_async", handle, file) == NULL) return GM_NONE;
    if (offset < 0) {
        log_error("gm_buffer_load_async: the offset %d is less than 0", offset);
        return GM_NONE;
    }
    buffer_hold(handle);
    return ask((Part){
        .name = mem_text(file), .is_load = true, .buffer = handle, .offset = offset, .size = size});
}

/* MARK: groups */

bool save_load_in_group(void) {
    return the_group != NULL;
}

void gm_buffer_async_group_begin(const char *name) {
    if (the_group != NULL) {
        log_error("gm_buffer_async_group_begin: the group \"%s\" is not ended yet",
                  the_group->folder);
        return;
    }
    the_group = job_new(name != NULL ? name : "");
}

void gm_buffer_async_group_option(const char *option, double value) {
    (void)option, (void)value; /* consoles ask for slots and titles; here there is nothing to set */
    if (the_group == NULL) log_error("gm_buffer_async_group_option: no group was begun");
}

int gm_buffer_async_group_end(void) {
    if (the_group == NULL) {
        log_error("gm_buffer_async_group_end: no group was begun");
        return GM_NONE;
    }
    BufferJob *job = the_group;
    the_group = NULL;
    return disk_submit(&job->disk, "gm_buffer_async_group_end");
}

void save_load_close(void) {
    if (the_group == NULL) return;
    free_parts(&the_group->disk);
    mem_free(the_group);
    the_group = NULL;
}

/* MARK: calls that block */

static bool save_now(const char *call, int handle, const char *file, int offset, int size) {
    char why[FILES_WHY];
    const Buffer *buffer = wanted(call, handle, file);
    if (buffer == NULL) return false;
    int count = buffer_clamp(buffer, &offset, size);
    const void *bytes = count > 0 ? (const void *)(buffer_bytes(buffer) + offset) : "";
    disk_wait();
    bool saved = disk_save_file("", file, bytes, (size_t)count, why);
    if (!saved) log_warn("%s: %s", call, why);
    return saved;
}

bool gm_buffer_save(int handle, const char *file) {
    return save_now("gm_buffer_save", handle, file, 0, gm_buffer_get_used_size(handle));
}

bool gm_buffer_save_ext(int handle, const char *file, int offset, int size) {
    return save_now("gm_buffer_save_ext", handle, file, offset, size);
}

/* NULL: said why. mem_free */
static char *load_now(const char *call, const char *file, size_t *size) {
    char why[FILES_WHY];
    bool recovered;
    disk_wait();
    char *bytes = disk_load_file("", file != NULL ? file : "", size, &recovered, why);
    if (bytes != NULL && *size > INT32_MAX) {
        snprintf(why, sizeof why, "\"%.300s\" is larger than a buffer can be", file);
        mem_free(bytes);
        bytes = NULL;
    }
    if (bytes == NULL || recovered) log_warn("%s: %s", call, why);
    return bytes;
}

int gm_buffer_load(const char *file) {
    size_t size;
    char *bytes = load_now("gm_buffer_load", file, &size);
    if (bytes == NULL) return GM_NONE;
    Buffer *buffer = buffer_new(0, GM_BUFFER_GROW);
    buffer_take(buffer, bytes, size);
    buffer_rewind(buffer);
    return buffer_adopt(buffer);
}

bool gm_buffer_load_partial(int handle, const char *file, int source_offset, int size, int offset) {
    static const char call[] = "gm_buffer_load_partial";
    char why[FILES_WHY];
    Buffer *buffer = wanted(call, handle, file);
    if (buffer == NULL || source_offset < 0 || offset < 0) return false;
    Part part = {.offset = offset, .size = size};
    char *bytes = load_now(call, file, &part.count);
    if (bytes == NULL) return false;
    size_t skipped = (size_t)source_offset < part.count ? (size_t)source_offset : part.count;
    part.count -= skipped;
    memmove(bytes, bytes + skipped, part.count);
    part.bytes = bytes;
    part.name = mem_text(file);
    bool done = put(buffer, &part, why);
    if (!done) log_warn("%s: %s", call, why);
    mem_free(part.bytes);
    mem_free(part.name);
    return done;
}

bool gm_buffer_load_ext(int handle, const char *file, int offset) {
    return gm_buffer_load_partial(handle, file, 0, -1, offset);
}
