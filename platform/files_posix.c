/* Files on POSIX: reading, replacing and listing. Where names lead is in files_roots.c. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "files.h"
#include "files_write.h"
#include "mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_AHEAD = 4096 };

static void explain(char *why, const char *path, const char *what, const char *reason) {
    if (why != NULL) snprintf(why, FILES_WHY, "%s cannot be %s: %s", path, what, reason);
}

/* Reads to the end of fd, however large the file said it was: it may grow meanwhile. */
static char *read_all(int fd, size_t expected, size_t *size) {
    size_t capacity = expected + READ_AHEAD, used = 0;
    char *bytes = mem_try(capacity);
    while (bytes != NULL) {
        ssize_t count = read(fd, bytes + used, capacity - used - 1);
        if (count == 0) break;
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            mem_free(bytes);
            return NULL;
        }
        used += (size_t)count;
        if (capacity - used > 1) continue;
        char *more = mem_try_resize(bytes, capacity *= 2);
        if (more == NULL) mem_free(bytes);
        bytes = more;
    }
    if (bytes == NULL)
        errno = ENOMEM;
    else
        bytes[used] = '\0';
    *size = used;
    return bytes;
}

char *files_read(const char *path, size_t *size, char *why) {
    size_t used = 0;
    char *bytes = NULL;
    struct stat about = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not make it wait */
    if (fd < 0) {
        explain(why, path, "read", strerror(errno));
        return NULL;
    }
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
        explain(why, path, "read", S_ISDIR(about.st_mode) ? "it is a folder" : "it is not a file");
    } else {
        bytes = read_all(fd, (size_t)about.st_size, &used);
        if (bytes == NULL) explain(why, path, "read", strerror(errno));
    }
    close(fd);
    if (size != NULL) *size = used;
    return bytes;
}

bool files_exists(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && !S_ISDIR(about.st_mode);
}

bool files_is_folder(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* One that is new is on the disk once the folder above is: what is saved in it counts on it. */
static void make_folder(const char *path) {
    if (mkdir(path, 0777) == 0) (void)files_sync_folder_of(path);
}

bool files_make_folders(const char *path) {
    char *part = mem_text(path);
    for (char *c = part + 1; part[0] != '\0' && *c != '\0'; c++) {
        if (*c != '/') continue;
        *c = '\0';
        make_folder(part); /* one that fails shows at the end */
        *c = '/';
    }
    make_folder(part);
    bool there = files_is_folder(part);
    mem_free(part);
    return there;
}

bool files_remove(const char *path) {
    return unlink(path) == 0 || errno == ENOENT;
}

bool files_remove_tree(const char *path) {
    struct stat about;
    if (lstat(path, &about) != 0) return errno == ENOENT;
    if (!S_ISDIR(about.st_mode)) return files_remove(path);
    FileList list = files_list(path);
    bool gone = true;
    for (int i = 0; i < list.count; i++) {
        char *inside = mem_textf("%s/%s", path, list.names[i]);
        gone = files_remove_tree(inside) && gone;
        mem_free(inside);
    }
    files_list_free(&list);
    return rmdir(path) == 0 && gone;
}

int64_t files_size(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode) ? (int64_t)about.st_size : -1;
}

int64_t files_modified(const char *path) {
    struct stat about;
    if (stat(path, &about) != 0) return 0;
    return (int64_t)about.st_mtim.tv_sec * 1000000000 + about.st_mtim.tv_nsec;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

FileList files_list(const char *folder) {
    FileList list = {0};
    int capacity = 0;
    DIR *dir = opendir(folder);
    if (dir == NULL) return list;
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        MEM_RESERVE(list.names, capacity, list.count + 1);
        list.names[list.count++] = mem_text(entry->d_name);
    }
    closedir(dir);
    if (list.count > 0) qsort(list.names, (size_t)list.count, sizeof *list.names, by_bytes);
    return list;
}

void files_list_free(FileList *list) {
    for (int i = 0; i < list->count; i++)
        mem_free(list->names[i]);
    mem_free(list->names);
    *list = (FileList){0};
}

bool files_real_path(const char *path, char *real, size_t size) {
    char *found = realpath(path, NULL);
    if (found == NULL) return false;
    int length = snprintf(real, size, "%s", found);
    free(found); /* the system's own */
    return length >= 0 && (size_t)length < size;
}

/* A folder in /tmp has a name that anyone can guess: it must be ours, and closed to others. */
static bool is_private(const char *path) {
    struct stat about;
    return lstat(path, &about) == 0 && S_ISDIR(about.st_mode) && about.st_uid == getuid() &&
           (about.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool files_cache_folder(char *path, size_t size) {
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (cache != NULL && cache[0] == '/') {
        snprintf(path, size, "%s/asyncade", cache);
        if (files_make_folders(path)) return true;
    }
    if (home != NULL && home[0] == '/') {
        snprintf(path, size, "%s/.cache/asyncade", home);
        if (files_make_folders(path)) return true;
    }
    snprintf(path, size, "/tmp/asyncade-%ld", (long)getuid());
    mkdir(path, 0700);
    return is_private(path);
}

bool files_data_folder(char *path, size_t size) {
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    int length = -1;
    if (data != NULL && data[0] == '/')
        length = snprintf(path, size, "%s/asyncade", data);
    else if (home != NULL && home[0] == '/')
        length = snprintf(path, size, "%s/.local/share/asyncade", home);
    return length > 0 && (size_t)length < size;
}

const char *files_name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

bool files_has_extension(const char *path, const char *extension) {
    size_t length = strlen(path), wanted = strlen(extension);
    return length > wanted && strcasecmp(path + length - wanted, extension) == 0;
}
