/* Names and freshness in the cache folder of one game. */
#include "build_cache.h"

#include "../platform/files.h"
#include "../platform/mem.h"
#include "../platform/process.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const int64_t OLD_NS = (int64_t)24 * 3600 * 1000000000; /* a library nobody may need */
static const uint64_t HASH_START = 0xcbf29ce484222325u;

static struct { char *folder; } the_cache;

/* MARK: names */

static uint64_t hash_text(uint64_t hash, const char *text) {
    for (const char *c = text;; c++) {
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
        if (*c == '\0') return hash;
    }
}

bool build_cache_open(const char *source_folder, const Command *command) {
    char root[FILES_PATH], real[FILES_PATH];
    build_cache_close();
    if (!files_cache_folder(root, sizeof root) ||
        !files_real_path(source_folder, real, sizeof real))
        return false;
    uint64_t hash = hash_text(HASH_START, real);
    for (int i = 0; i < command->count; i++)
        hash = hash_text(hash, command->words[i]);
    the_cache.folder = mem_textf("%s/%016llx", root, (unsigned long long)hash);
    return files_make_folders(the_cache.folder);
}

void build_cache_close(void) {
    mem_free(the_cache.folder);
    the_cache.folder = NULL;
}

const char *build_cache_folder(void) {
    return the_cache.folder;
}

char *build_cache_path(const char *name, const char *extension) {
    return mem_textf("%s/%s%s", the_cache.folder, name, extension);
}

char *build_cache_now(const char *name, const char *extension) {
    return mem_textf("%s/%s.%ld%s", the_cache.folder, name, process_id(), extension);
}

bool build_cache_keep(const char *name, const char *as, const char *extension) {
    char *from = build_cache_now(name, extension), *to = build_cache_path(as, extension);
    bool kept = rename(from, to) == 0;
    mem_free(from);
    mem_free(to);
    return kept;
}

void build_cache_drop(const char *name, const char *extension) {
    char *path = build_cache_now(name, extension);
    remove(path);
    mem_free(path);
}

bool build_cache_begin(const char *name) {
    char *path = build_cache_now(name, ".begun");
    FILE *file = fopen(path, "w");
    mem_free(path);
    return file != NULL && fclose(file) == 0;
}

/* MARK: freshness */

/* The next file in a list that a compiler wrote for make; false at its end. */
static bool next_dependency(const char **at, char *path, size_t size) {
    size_t used = 0;
    *at += strspn(*at, " \t\n\\");
    for (; **at != '\0' && strchr(" \t\n", **at) == NULL; ++*at) {
        bool is_escape =
            ((*at)[0] == '\\' || (*at)[0] == '$') && (*at)[1] != '\n' && (*at)[1] != '\0';
        if (is_escape) ++*at;
        if (used + 1 < size) path[used++] = **at;
    }
    path[used] = '\0';
    return used > 0;
}

static bool is_older(const char *list, int64_t begun) {
    char path[FILES_PATH];
    const char *at = strchr(list, ':'); /* after the target */
    if (at == NULL) return false;
    at++;
    int count = 0;
    for (; next_dependency(&at, path, sizeof path); count++) {
        int64_t modified = files_modified(path);
        if (modified == 0 || modified >= begun) return false;
    }
    return count > 0;
}

bool build_cache_is_fresh(const char *name) {
    char *object = build_cache_path(name, ".o"), *begun = build_cache_path(name, ".begun"),
         *list = build_cache_path(name, ".d");
    char *text = files_exists(object) ? files_read(list, NULL, NULL) : NULL;
    bool fresh = text != NULL && is_older(text, files_modified(begun));
    mem_free(text);
    mem_free(list);
    mem_free(begun);
    mem_free(object);
    return fresh;
}

/* MARK: libraries */

char *build_cache_library(const char *const *names, int count) {
    uint64_t hash = HASH_START;
    for (int i = 0; i < count; i++) {
        char *begun = build_cache_path(names[i], ".begun");
        char stamp[32];
        snprintf(stamp, sizeof stamp, "%lld", (long long)files_modified(begun));
        hash = hash_text(hash_text(hash, names[i]), stamp);
        mem_free(begun);
    }
    return mem_textf("game-%016llx", (unsigned long long)hash);
}

void build_cache_tidy(const char *newest) {
    int64_t now = files_modified(newest);
    FileList list = files_list(the_cache.folder);
    for (int i = 0; i < list.count; i++) {
        if (!files_has_extension(list.names[i], ".so")) continue;
        char *path = build_cache_path(list.names[i], "");
        if (now - files_modified(path) > OLD_NS) files_remove(path);
        mem_free(path);
    }
    files_list_free(&list);
}
