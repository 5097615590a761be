/* The cloud as a folder: one that a program of the player's keeps the same on all machines, or one
 * that friends share. Settings: "path", and "name" ("save") for several games in one folder.
 *
 * Each save is a new file with the next number, which only one of several machines can make; the
 * one before it stays for whoever is reading. Thread: worker, but for open and close. */
#include "services.h"

#include "../../platform/files.h"
#include "../../platform/mem.h"
#include "../../platform/unpack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 10, TRIES = 5 };

static struct {
    char path[FILES_PATH];
    char name[128];
} the_folder;

static bool open(GmServiceSettings *settings) {
    snprintf(the_folder.path, sizeof the_folder.path, "%s",
             gm_service_text(settings, "path", NULL));
    snprintf(the_folder.name, sizeof the_folder.name, "%s",
             gm_service_text(settings, "name", "save"));
    if (the_folder.path[0] != '/')
        gm_service_complain(settings, "path", "expected a path that starts with /");
    if (the_folder.name[0] == '\0' || strchr(the_folder.name, '/') != NULL)
        gm_service_complain(settings, "name", "expected a file's name, without folders");
    return true;
}

static const char *place(void) {
    static char text[sizeof the_folder.path + sizeof the_folder.name + 1];
    snprintf(text, sizeof text, "%s/%s", the_folder.path, the_folder.name);
    return text;
}

/* MARK: numbered files */

/* mem_free */
static char *file_of(long number) {
    return mem_textf("%s/%s.%0*ld.cloud", the_folder.path, the_folder.name, DIGITS, number);
}

/* The number in a file's name; 0: it is none of ours. */
static long number_of(const char *file) {
    size_t length = strlen(the_folder.name);
    if (strncmp(file, the_folder.name, length) != 0 || file[length] != '.') return 0;
    const char *digits = file + length + 1;
    if (strspn(digits, "0123456789") != DIGITS || strcmp(digits + DIGITS, ".cloud") != 0) return 0;
    return strtol(digits, NULL, 10);
}

/* 0: there is none. */
static long newest(void) {
    long number = 0;
    FileList files = files_list(the_folder.path);
    for (int i = 0; i < files.count; i++)
        if (number_of(files.names[i]) > number) number = number_of(files.names[i]);
    files_list_free(&files);
    return number;
}

static void remove_before(long number) {
    FileList files = files_list(the_folder.path);
    for (int i = 0; i < files.count; i++) {
        long other = number_of(files.names[i]);
        if (other == 0 || other >= number) continue;
        char *file = file_of(other);
        files_remove(file);
        mem_free(file);
    }
    files_list_free(&files);
}

static void write_version(char *version, long number, const void *bytes, size_t size) {
    snprintf(version, sizeof((GmCloudJob *)0)->version, "%ld-%08x-%zu", number,
             unpack_crc32(bytes, size), size);
}

/* The newest file's bytes. One that was removed while we came for it has a successor. */
static GmCloudOutcome read_newest(GmCloudJob *job, long *number, char **bytes, size_t *size) {
    for (int i = 0; i < TRIES; i++) {
        *number = newest();
        if (*number == 0) return GM_CLOUD_NOTHING;
        char *file = file_of(*number);
        *bytes = files_read(file, size, job->why);
        mem_free(file);
        if (*bytes != NULL) return GM_CLOUD_DONE;
    }
    return GM_CLOUD_FAILED;
}

/* MARK: operations */

static GmCloudOutcome fetch(GmCloudJob *job) {
    long number = 0;
    char *bytes = NULL;
    size_t size = 0;
    GmCloudOutcome outcome = read_newest(job, &number, &bytes, &size);
    if (outcome != GM_CLOUD_DONE) return outcome;
    write_version(job->version, number, bytes, size);
    gm_cloud_give(job, bytes, size);
    mem_free(bytes);
    return GM_CLOUD_DONE;
}

static GmCloudOutcome create(GmCloudJob *job, long number) {
    bool exists = false;
    char *file = file_of(number);
    bool made = files_create(file, job->bytes, job->size, &exists, job->why);
    mem_free(file);
    if (exists) return GM_CLOUD_CONFLICT;
    if (!made) return GM_CLOUD_FAILED;
    write_version(job->version, number, job->bytes, job->size);
    remove_before(number - 1);
    return GM_CLOUD_DONE;
}

static GmCloudOutcome store(GmCloudJob *job) {
    GmCloudJob there = {.inside = job->inside};
    long number = 0;
    char *bytes = NULL;
    size_t size = 0;
    if (!files_make_folders(the_folder.path)) {
        snprintf(job->why, sizeof job->why, "the folder %.400s cannot be made", the_folder.path);
        return GM_CLOUD_FAILED;
    }
    GmCloudOutcome outcome = read_newest(&there, &number, &bytes, &size);
    if (outcome == GM_CLOUD_DONE) write_version(there.version, number, bytes, size);
    mem_free(bytes);
    memcpy(job->why, there.why, sizeof job->why);
    if (outcome == GM_CLOUD_FAILED) return outcome;
    return strcmp(there.version, job->version) == 0 ? create(job, number + 1) : GM_CLOUD_CONFLICT;
}

const GmCloudService cloud_folder = {
    .service = {.name = "folder", .argument = "path", .open = open},
    .place = place,
    .fetch = fetch,
    .store = store,
};
