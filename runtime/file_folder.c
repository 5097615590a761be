/* gm_directory_... and gm_file_find_...: folders, and what is in them. */
#include "gm_file.h"

#include "../assets/text.h"
#include "../events/async/disk.h"
#include "../platform/files.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../platform/utf8.h"

#include <stdlib.h>
#include <string.h>

/* The name without the slashes it ends in; "" if it is NULL or too long. Lent until the next. */
static const char *trimmed(const char *name) {
    static char copy[FILES_PATH];
    size_t length = name != NULL ? strlen(name) : 0;
    while (length > 1 && name[length - 1] == '/')
        length--;
    if (length >= sizeof copy) length = 0;
    if (length > 0) memcpy(copy, name, length);
    copy[length] = '\0';
    return copy;
}

/* MARK: folders */

bool gm_directory_exists(const char *folder) {
    char paths[FILES_ROOTS][FILES_PATH];
    const char *name = trimmed(folder);
    disk_wait();
    return name[0] != '\0' && files_find_folders(name, paths) > 0;
}

bool gm_directory_create(const char *folder) {
    char path[FILES_PATH];
    const char *name = trimmed(folder);
    disk_wait();
    bool made = files_save_path(name, path, sizeof path) && files_make_folders(path);
    if (!made) log_warn("gm_directory_create: \"%s\" cannot be made in the save area", name);
    return made;
}

bool gm_directory_destroy(const char *folder) {
    char path[FILES_PATH];
    const char *name = trimmed(folder);
    disk_wait();
    if (!files_stays_inside(name)) {
        log_warn("gm_directory_destroy: \"%s\" is no folder of the save area", name);
        return false;
    }
    if (!files_find_saved_folder(name, path, sizeof path)) return true;
    bool gone = files_remove_tree(path);
    if (!gone) log_warn("gm_directory_destroy: \"%s\" cannot be removed", name);
    return gone;
}

/* MARK: searching */

/* All that was found, sorted: what changes meanwhile does not change it. */
static struct {
    char **names;
    int count, capacity, at; /* at: the next one */
} the_search;

/* * stands for any characters, ? for one. A mismatch gives the last star one character more. */
static bool fits(const char *name, const char *mask) {
    const char *star = NULL, *retry = NULL;
    while (*name != '\0') {
        if (*mask == '*') {
            star = mask++;
            retry = name;
        } else if (*mask == '?') {
            name += utf8_next(name, 0);
            mask++;
        } else if (*mask == *name) {
            name++;
            mask++;
        } else if (star != NULL) {
            retry += utf8_next(retry, 0);
            name = retry;
            mask = star + 1;
        } else {
            return false;
        }
    }
    return mask[strspn(mask, "*")] == '\0';
}

static void add_found(const char *folder, const char *mask, int attributes) {
    FileList list = files_list(folder);
    for (int i = 0; i < list.count; i++) {
        const char *name = list.names[i];
        if (name[0] == '.' || !fits(name, mask)) continue;
        char *path = mem_textf("%s/%s", folder, name);
        if (files_exists(path) || ((attributes & GM_FA_DIRECTORY) != 0 && files_is_folder(path))) {
            MEM_RESERVE(the_search.names, the_search.capacity, the_search.count + 1);
            the_search.names[the_search.count++] = mem_text(name);
        }
        mem_free(path);
    }
    files_list_free(&list);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorted, each name once: several folders may have it. */
static void put_in_order(void) {
    char **names = the_search.names;
    int kept = 0;
    if (the_search.count > 0) qsort(names, (size_t)the_search.count, sizeof *names, by_name);
    for (int i = 0; i < the_search.count; i++) {
        if (kept > 0 && strcmp(names[kept - 1], names[i]) == 0)
            mem_free(names[i]);
        else
            names[kept++] = names[i];
    }
    the_search.count = kept;
}

void gm_file_find_close(void) {
    for (int i = 0; i < the_search.count; i++)
        mem_free(the_search.names[i]);
    mem_free(the_search.names);
    memset(&the_search, 0, sizeof the_search);
}

const char *gm_file_find_next(void) {
    if (the_search.at == the_search.count) return "";
    const char *name = the_search.names[the_search.at++];
    size_t bytes = strlen(name) + 1;
    return memcpy(text_take(bytes), name, bytes);
}

const char *gm_file_find_first(const char *mask, int attributes) {
    char paths[FILES_ROOTS][FILES_PATH], folder[FILES_PATH] = "";
    gm_file_find_close();
    disk_wait();
    const char *slash = mask != NULL ? strrchr(mask, '/') : NULL;
    size_t length = slash != NULL ? (size_t)(slash - mask) : 0;
    if (mask == NULL || length >= sizeof folder) return "";
    memcpy(folder, mask, length);
    int count = files_find_folders(slash == mask ? "/" : trimmed(folder), paths);
    for (int i = 0; i < count; i++)
        add_found(paths[i], slash != NULL ? slash + 1 : mask, attributes);
    put_in_order();
    return gm_file_find_next();
}
