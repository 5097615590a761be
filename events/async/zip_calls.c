/* gm_zip_...: archives unpacked and made on the lane "disk". Part of Save / Load (event 72). */
#include "../../assets/handle.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../platform/zip.h"
#include "disk.h"

#include <stdio.h>
#include <string.h>

static const ZipLimits limits = {.bytes = 1 << 30, .files = 10000};

/* MARK: unpacking */

typedef struct UnzipJob {
    DiskJob disk;
    char *file, *folder;
} UnzipJob;

/* Where the folder of that name lies in the save area; it is made. */
static bool folder_path(const char *name, char *path, size_t size) {
    char inside[FILES_PATH];
    int length = snprintf(inside, sizeof inside, "%s%sx", name, name[0] != '\0' ? "/" : "");
    if (length >= (int)sizeof inside || !files_save_path(inside, path, size)) return false;
    *strrchr(path, '/') = '\0';
    return true;
}

/* Files unpacked, or -1. Thread: any */
static int unzip(const char *file, const char *folder, char *why) {
    char path[FILES_PATH], problem[FILES_WHY] = "";
    size_t size;
    bool recovered;
    if (!folder_path(folder, path, sizeof path)) {
        snprintf(why, FILES_WHY, "\"%.300s\" is no folder inside the save area", folder);
        return -1;
    }
    char *bytes = disk_load_file("", file, &size, &recovered, why);
    if (bytes == NULL) return -1;
    int files = zip_unpack(bytes, size, path, &limits, disk_is_closing, problem);
    if (files < 0) snprintf(why, FILES_WHY, "%.100s cannot be unpacked: %.380s", file, problem);
    mem_free(bytes);
    return files;
}

static bool perform_unzip(DiskJob *disk) {
    UnzipJob *job = (UnzipJob *)disk;
    return unzip(job->file, job->folder, disk->why) >= 0;
}

static void free_unzip(DiskJob *disk) {
    UnzipJob *job = (UnzipJob *)disk;
    mem_free(job->file);
    mem_free(job->folder);
}

int gm_zip_unzip_async(const char *file, const char *folder) {
    if (save_load_in_group()) {
        log_error("gm_zip_unzip_async: not between gm_buffer_async_group_begin and _end");
        return GM_NONE;
    }
    UnzipJob *job = mem_alloc(sizeof *job);
    job->disk =
        (DiskJob){.perform = perform_unzip, .free = free_unzip, .what = "unzip", .is_zip = true};
    job->file = mem_text(file != NULL ? file : "");
    job->folder = mem_text(folder != NULL ? folder : "");
    return disk_submit(&job->disk, "gm_zip_unzip_async");
}

int gm_zip_unzip(const char *file, const char *folder) {
    char why[FILES_WHY] = "";
    disk_wait();
    int files = unzip(file != NULL ? file : "", folder != NULL ? folder : "", why);
    if (files < 0) log_warn("gm_zip_unzip: %s", why);
    return files;
}

/* MARK: making */

typedef struct ZipPart {
    char *name, *source;
} ZipPart;

typedef struct ZipJob {
    DiskJob disk;
    char *file;
    ZipPart *parts;
    int count, capacity;
} ZipJob;

static HandleTable the_zips; /* of ZipJob, not saved yet */

static void free_zip(DiskJob *disk) {
    ZipJob *job = (ZipJob *)disk;
    for (int i = 0; i < job->count; i++) {
        mem_free(job->parts[i].name);
        mem_free(job->parts[i].source);
    }
    mem_free(job->parts);
    mem_free(job->file);
}

static bool load_entries(const ZipJob *job, ZipEntry *entries, char *why) {
    for (int i = 0; i < job->count; i++) {
        bool recovered;
        entries[i].name = job->parts[i].name;
        entries[i].bytes =
            disk_load_file("", job->parts[i].source, &entries[i].size, &recovered, why);
        if (entries[i].bytes == NULL) return false;
        if (recovered) log_warn("%s", why);
    }
    return true;
}

static bool perform_zip(DiskJob *disk) {
    ZipJob *job = (ZipJob *)disk;
    size_t size = 0;
    ZipEntry *entries = mem_alloc((size_t)(job->count + 1) * sizeof *entries);
    bool loaded = load_entries(job, entries, disk->why);
    char *bytes = loaded ? zip_pack(entries, job->count, &size, disk->why) : NULL;
    bool saved = bytes != NULL && disk_save_file("", job->file, bytes, size, disk->why);
    for (int i = 0; i < job->count; i++)
        mem_free(entries[i].bytes);
    mem_free(entries);
    mem_free(bytes);
    return saved;
}

static ZipJob *wanted(const char *call, int zip) {
    ZipJob *job = handle_item(&the_zips, zip);
    if (job == NULL) log_error("%s: there is no zip %d, or it was saved already", call, zip);
    return job;
}

int gm_zip_create(void) {
    ZipJob *job = mem_alloc(sizeof *job);
    job->disk = (DiskJob){
        .perform = perform_zip, .free = free_zip, .what = "zip", .is_save = true, .is_zip = true};
    return handle_give(&the_zips, job);
}

int gm_zip_add_file(int zip, const char *name, const char *source) {
    ZipJob *job = wanted("gm_zip_add_file", zip);
    if (job == NULL) return -1;
    if (name == NULL || source == NULL || !files_stays_inside(name)) {
        log_error("gm_zip_add_file: \"%s\" is no name for a file in a zip: one without \"..\" was "
                  "expected, such as \"sounds/a.wav\"",
                  name != NULL ? name : "");
        return -1;
    }
    MEM_RESERVE(job->parts, job->capacity, job->count + 1);
    job->parts[job->count++] = (ZipPart){mem_text(name), mem_text(source)};
    return 0;
}

int gm_zip_save(int zip, const char *file) {
    ZipJob *job = wanted("gm_zip_save", zip);
    if (job == NULL) return GM_NONE;
    handle_take_back(&the_zips, zip);
    job->file = mem_text(file != NULL ? file : "");
    return disk_submit(&job->disk, "gm_zip_save");
}

void zips_close(void) {
    for (int i = 0; i < the_zips.count; i++) {
        ZipJob *job = handle_item(&the_zips, i);
        if (job == NULL) continue;
        free_zip(&job->disk);
        mem_free(job);
    }
    handle_close(&the_zips);
}
