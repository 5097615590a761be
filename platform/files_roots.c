/* Where a game's file names lead: its own folder for reading, its save area for writing. */
#include "files.h"
#include "mem.h"

#include <stdio.h>
#include <string.h>

static struct { char *game, *save; } the_roots;

void files_set_roots(const char *game_folder, const char *save_folder) {
    char *game = mem_text(game_folder), *save = mem_text(save_folder);
    mem_free(the_roots.game);
    mem_free(the_roots.save);
    the_roots.game = game;
    the_roots.save = save;
}

const char *files_save_folder(void) {
    return the_roots.save != NULL ? the_roots.save : "";
}

bool files_stays_inside(const char *name) {
    if (name[0] == '\0' || name[0] == '/') return false;
    for (const char *part = name;;) {
        size_t length = strcspn(part, "/");
        bool is_last = part[length] == '\0';
        if (length == 2 && memcmp(part, "..", 2) == 0) return false;
        if (is_last) return length > 0 && !(length == 1 && part[0] == '.');
        part += length + 1;
    }
}

static bool join(char *path, size_t size, const char *root, const char *between, const char *name) {
    int length = snprintf(path, size, "%s%s%s", root, between, name);
    return length >= 0 && (size_t)length < size;
}

static bool found_one(bool (*is_there)(const char *path), const char *root, const char *between,
                      const char *name, char *path, size_t size) {
    char candidate[FILES_PATH];
    if (root == NULL || !join(candidate, sizeof candidate, root, between, name)) return false;
    return is_there(candidate) && join(path, size, candidate, "", "");
}

static bool found(const char *root, const char *between, const char *name, char *path,
                  size_t size) {
    return found_one(files_exists, root, between, name, path, size);
}

static bool found_folder(const char *root, const char *between, const char *name,
                         char path[FILES_PATH]) {
    return found_one(files_is_folder, root, between, name, path, FILES_PATH);
}

bool files_find(const char *name, char *path, size_t size) {
    if (name == NULL) return false;
    if (name[0] == '/') return found("", "", name, path, size);
    if (!files_stays_inside(name)) return false;
    return found(the_roots.game, "/data/", name, path, size) ||
           found(the_roots.game, "/", name, path, size) ||
           found(the_roots.save, "/", name, path, size);
}

bool files_find_saved(const char *name, char *path, size_t size) {
    return name != NULL && files_stays_inside(name) && found(the_roots.save, "/", name, path, size);
}

int files_find_folders(const char *name, char paths[FILES_ROOTS][FILES_PATH]) {
    int count = 0;
    if (name[0] == '/') return found_folder("", "", name, paths[0]) ? 1 : 0;
    if (name[0] != '\0' && !files_stays_inside(name)) return 0;
    if (found_folder(the_roots.game, "/data/", name, paths[count])) count++;
    if (found_folder(the_roots.game, "/", name, paths[count])) count++;
    if (found_folder(the_roots.save, "/", name, paths[count])) count++;
    return count;
}

bool files_find_saved_folder(const char *name, char *path, size_t size) {
    return files_stays_inside(name) &&
           found_one(files_is_folder, the_roots.save, "/", name, path, size);
}

bool files_save_path(const char *name, char *path, size_t size) {
    if (name == NULL || the_roots.save == NULL || !files_stays_inside(name)) return false;
    if (!join(path, size, the_roots.save, "/", name)) return false;
    char *slash = strrchr(path, '/');
    *slash = '\0';
    bool made = files_make_folders(path);
    *slash = '/';
    return made;
}
