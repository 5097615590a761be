/* game.json: what it may say, and the defaults of what it leaves out. */
#include "folder.h"
#include "module.h"

#include "../assets/json_file.h"
#include "../events/service.h"
#include "../platform/files.h"
#include "../platform/log.h"
#include "../platform/mem.h"

#include <stdio.h>
#include <string.h>

enum { MAX_SIZE = 8192, MAX_SCALE = 16, MAX_SPEED = 1000 };

static const char *const known_fields[] = {
    "title",   "width", "height", "scale",  "speed",        "background", "room",
    "objects", "rooms", "routes", "origin", "audio_groups", "services"};
enum { KNOWN = sizeof known_fields / sizeof known_fields[0] };

static bool is_known(const char *field) {
    for (int i = 0; i < KNOWN; i++)
        if (strcmp(known_fields[i], field) == 0) return true;
    return false;
}

static void warn_of_unknown(const JsonPlace *root) {
    char list[256] = "";
    for (int i = 0; i < KNOWN; i++) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i > 0 ? ", " : "", known_fields[i]);
    }
    const cJSON *field;
    cJSON_ArrayForEach(field, root->value) {
        if (!is_known(field->string))
            log_warn("%s: there is no field \"%s\"; known are %s", root->file, field->string, list);
    }
}

void folder_names_free(FolderNames *names) {
    for (int i = 0; i < names->count; i++)
        mem_free(names->items[i]);
    mem_free(names->items);
    *names = (FolderNames){0};
}

static bool read_names(const JsonPlace *root, const char *key, FolderNames *names) {
    JsonPlace list;
    if (!json_list(root, key, &list)) return false;
    if (list.value == NULL) return true;
    names->items = mem_alloc((size_t)cJSON_GetArraySize(list.value) * sizeof *names->items);
    const cJSON *item;
    cJSON_ArrayForEach(item, list.value) {
        JsonPlace at = json_item(&list, names->count, item);
        if (!cJSON_IsString(item))
            return json_complain(&at, "expected a name, but it is %s", json_kind(item));
        names->items[names->count++] = mem_text(item->valuestring);
    }
    return true;
}

/* False: a sound is named twice, or the group of all others is named. */
static bool check_group(const JsonPlace *groups, const GameFolder *folder, int index) {
    const FolderGroup *group = &folder->groups[index];
    JsonPlace at = json_member(groups, group->name);
    if (strcmp(group->name, "audiogroup_default") == 0)
        return json_complain(&at, "every sound that no other group names is in this group");
    for (int i = 0; i < group->sounds.count; i++)
        for (int other = 0; other <= index; other++)
            for (int k = 0; k < (other < index ? folder->groups[other].sounds.count : i); k++)
                if (strcmp(group->sounds.items[i], folder->groups[other].sounds.items[k]) == 0)
                    return json_complain(&at, "the sound \"%s\" is in a group already",
                                         group->sounds.items[i]);
    return true;
}

static bool read_groups(const JsonPlace *root, GameFolder *folder) {
    JsonPlace groups;
    if (!json_object(root, "audio_groups", &groups)) return false;
    if (groups.value == NULL) return true;
    folder->groups = mem_alloc((size_t)cJSON_GetArraySize(groups.value) * sizeof *folder->groups);
    const cJSON *item;
    cJSON_ArrayForEach(item, groups.value) {
        FolderGroup *group = &folder->groups[folder->group_count++];
        group->name = mem_text(item->string);
        if (!read_names(&groups, group->name, &group->sounds) ||
            !check_group(&groups, folder, folder->group_count - 1))
            return false;
    }
    return true;
}

static void keep(char **kept, const char *text) {
    if (text == NULL) return;
    mem_free(*kept);
    *kept = mem_text(text);
}

static bool read_routes(const JsonPlace *root, GameFolder *folder) {
    const char *routes = NULL;
    if (!json_text(root, "routes", &routes)) return false;
    if (routes == NULL) return true;
    folder->routes = mem_textf("%s/%s", folder->path, routes);
    JsonPlace at = json_member(root, "routes");
    return files_exists(folder->routes) ||
           json_complain(&at, "there is no file %s in the game folder", routes);
}

static bool read_services(const JsonPlace *root, GameFolder *folder) {
    JsonPlace services;
    if (!json_object(root, "services", &services) || !services_check(&services)) return false;
    folder->services = cJSON_Duplicate(services.value, true);
    return true;
}

static bool read_fields(const JsonPlace *root, GameFolder *folder) {
    const char *title = NULL, *room = NULL, *origin = NULL;
    if (!cJSON_IsObject(root->value))
        return json_complain(root, "expected an object { }, but it is %s", json_kind(root->value));
    uint32_t background = 0;
    bool good = json_text(root, "title", &title) && json_text(root, "room", &room) &&
                json_text(root, "origin", &origin) &&
                json_whole(root, "width", 1, MAX_SIZE, &folder->width) &&
                json_whole(root, "height", 1, MAX_SIZE, &folder->height) &&
                json_whole(root, "scale", 0, MAX_SCALE, &folder->scale) &&
                json_whole(root, "speed", 1, MAX_SPEED, &folder->speed) &&
                json_colour(root, "background", &background) &&
                read_names(root, "rooms", &folder->rooms) &&
                read_names(root, "objects", &folder->objects) && read_groups(root, folder) &&
                read_routes(root, folder) && read_services(root, folder);
    folder->background = background & 0xFFFFFF;
    keep(&folder->title, title);
    keep(&folder->room, room);
    keep(&folder->origin, origin);
    return good;
}

/* The folder's own name, also of ".". */
static const char *name_of(const GameFolder *folder, char *real, size_t size) {
    if (folder->path == NULL) return "Asyncade";
    return files_name_of(files_real_path(folder->path, real, size) ? real : folder->path);
}

static void set_defaults(GameFolder *folder) {
    char real[FILES_PATH];
    folder->title = mem_text(name_of(folder, real, sizeof real));
    folder->origin = mem_text("");
    folder->width = folder->path != NULL ? 640 : 320;
    folder->height = folder->path != NULL ? 360 : 240;
    folder->speed = 60;
}

bool folder_read_json(GameFolder *folder, char *why) {
    char *file = mem_textf("%s/game.json", folder->path);
    set_defaults(folder);
    bool good = false;
    if (!files_is_folder(folder->path)) {
        snprintf(why, FILES_WHY, "%s: there is no such folder", folder->path);
    } else if (!files_exists(file)) {
        snprintf(why, FILES_WHY, "%s is no game folder: it has no game.json", folder->path);
    } else {
        cJSON *json = json_read_file(file, why);
        if (json != NULL) {
            JsonPlace root = json_root(file, json, why);
            good = read_fields(&root, folder);
            if (good) warn_of_unknown(&root);
        }
        cJSON_Delete(json);
    }
    mem_free(file);
    return good;
}

/* Without the slashes at the end, so that file names in sentences look as people write them. */
static char *tidy_path(const char *path) {
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    return mem_textf("%.*s", (int)length, path);
}

/* --save-dir, or the user's data folder with the game's name. mem_free; NULL: none. */
static char *save_folder(const GameFolder *folder, const char *chosen) {
    char user[FILES_PATH], real[FILES_PATH];
    if (chosen != NULL) return mem_text(chosen);
    if (folder->path == NULL || !files_data_folder(user, sizeof user)) return NULL;
    return mem_textf("%s/%s", user, name_of(folder, real, sizeof real));
}

static void set_roots(const GameFolder *folder, const char *chosen) {
    char *save = save_folder(folder, chosen);
    files_set_roots(folder->path, save);
    mem_free(save);
}

bool folder_read(GameFolder *folder, const GmGameDesc *desc) {
    char why[FILES_WHY];
    *folder = (GameFolder){.linked = desc->objects};
    if (desc->folder == NULL) {
        set_defaults(folder);
        set_roots(folder, desc->save_dir);
        return true;
    }
    folder->path = tidy_path(desc->folder);
    if (!folder_read_json(folder, why)) {
        log_error("%s", why);
        return false;
    }
    set_roots(folder, desc->save_dir);
    if (folder->linked == NULL) module_build(folder->path);
    return true;
}

void folder_free(GameFolder *folder) {
    folder_names_free(&folder->rooms);
    folder_names_free(&folder->objects);
    for (int i = 0; i < folder->group_count; i++) {
        folder_names_free(&folder->groups[i].sounds);
        mem_free(folder->groups[i].name);
    }
    mem_free(folder->groups);
    mem_free(folder->path);
    mem_free(folder->title);
    mem_free(folder->room);
    mem_free(folder->routes);
    mem_free(folder->origin);
    cJSON_Delete(folder->services);
    *folder = (GameFolder){0};
}
