/* Cloud files of Steam's simulator: files in the save area, under names that are safe there. Like
 * Steam's own, its functions are done when they return. */
#include "steam_simulator.h"

#include "../../platform/files.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { FILE_MOST = 100 * 1024 * 1024 };    /* as Steam has it, for one */
#define QUOTA_BYTES (1024.0 * 1024 * 1024) /* for all */
#define FOLDER      "steam_simulator"

/* Other characters as %XX; Steam's names do not care for case. False: it is too long. */
static bool name_of(const char *file, char *name, size_t size) {
    size_t used = 0;
    for (const char *c = file; *c != '\0'; c++) {
        bool is_plain =
            isalnum((unsigned char)*c) || strchr("_-", *c) != NULL || (*c == '.' && used > 0);
        if (used + 4 > size) return false;
        if (is_plain)
            name[used++] = (char)tolower((unsigned char)*c);
        else
            used += (size_t)snprintf(name + used, size - used, "%%%02X", (unsigned char)*c);
    }
    name[used] = '\0';
    return used > 0 && used < 200;
}

static bool path_of(const char *file, char *path) {
    char name[256], in_save_area[300];
    if (!name_of(file, name, sizeof name)) return false;
    snprintf(in_save_area, sizeof in_save_area, FOLDER "/%s", name);
    return files_save_path(in_save_area, path, FILES_PATH);
}

int steam_cloud_size(const char *file) {
    char path[FILES_PATH];
    int64_t size = path_of(file, path) ? files_size(path) : -1;
    return size <= FILE_MOST ? (int)size : FILE_MOST;
}

bool steam_cloud_quota(double *total, double *left) {
    char path[FILES_PATH];
    *total = *left = QUOTA_BYTES;
    if (!path_of("x", path)) return false;
    *strrchr(path, '/') = '\0';
    FileList list = files_list(path);
    for (int i = 0; i < list.count; i++) {
        char *each = mem_textf("%s/%s", path, list.names[i]);
        int64_t size = files_size(each);
        if (size > 0) *left -= (double)size;
        mem_free(each);
    }
    files_list_free(&list);
    if (*left < 0) *left = 0;
    return true;
}

bool steam_cloud_write(const char *file, const void *bytes, int size) {
    char path[FILES_PATH], why[FILES_WHY];
    double total, left;
    if (size > FILE_MOST || !path_of(file, path) || !steam_cloud_quota(&total, &left)) return false;
    int old = steam_cloud_size(file);
    if (size > left + (old > 0 ? old : 0)) return false;
    if (files_write(path, bytes, (size_t)size, why)) return true;
    log_warn("%s", why);
    return false;
}

int steam_cloud_read(const char *file, void *bytes, int size) {
    char path[FILES_PATH];
    size_t there = 0;
    char *content = path_of(file, path) ? files_read(path, &there, NULL) : NULL;
    if (content == NULL) return -1;
    if (there > (size_t)size) there = (size_t)size;
    memcpy(bytes, content, there);
    mem_free(content);
    return (int)there;
}

bool steam_cloud_delete(const char *file) {
    char path[FILES_PATH];
    return path_of(file, path) && files_exists(path) && files_remove(path);
}
