/* Loading a game: assets, then objects, then rooms, each in the game's order. */
#include "folder.h"
#include "asset_folder.h"
#include "folder_reload.h"
#include "module.h"
#include "room.h"
#include "room_file.h"

#include "../assets/sound_group.h"
#include "../objects/object.h"
#include "../platform/files.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../platform/origin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
    Origin *origin;
    char *address; /* what gm_game_origin says */
} the_folder;

/* MARK: order */

static int find_name(const char *const *names, int count, const char *name) {
    for (int i = 0; i < count; i++)
        if (names[i] != NULL && strcmp(names[i], name) == 0) return i;
    return GM_NONE;
}

/* places[i] is the index in names (by alphabet) of what comes i-th: first what is wanted, then the
 * rest. False: why says which wanted one there is not. */
static bool put_in_order(const char *const *names, int count, const FolderNames *wanted,
                         int *places, char *why) {
    int used = 0;
    bool *taken = mem_alloc((size_t)(count + 1) * sizeof *taken);
    bool good = true;
    for (int i = 0; good && i < wanted->count; i++) {
        int at = find_name(names, count, wanted->items[i]);
        good = at != GM_NONE && !taken[at];
        if (!good)
            snprintf(why, FILES_WHY, "[%d]: \"%s\" %s", i, wanted->items[i],
                     at == GM_NONE ? "is not in the game" : "is named twice");
        else
            taken[places[used++] = at] = true;
    }
    for (int i = 0; good && i < count; i++)
        if (!taken[i]) places[used++] = i;
    mem_free(taken);
    return good;
}

/* MARK: objects */

static int by_name(const void *a, const void *b) {
    return strcmp(((const GmNamedObject *)a)->name, ((const GmNamedObject *)b)->name);
}

/* All objects of the game, by alphabet. mem_free */
static GmNamedObject *gather_objects(const GameFolder *folder, int *count) {
    int total = module_object_count();
    if (folder->linked != NULL)
        for (total = 0; folder->linked[total].name != NULL;)
            total++;
    GmNamedObject *all = mem_alloc((size_t)(total + 1) * sizeof *all);
    for (int i = 0; i < total; i++)
        all[i] = folder->linked != NULL ? folder->linked[i]
                                        : (GmNamedObject){module_object_name(i), module_object(i)};
    qsort(all, (size_t)total, sizeof *all, by_name);
    *count = total;
    return all;
}

static bool open_objects(const GameFolder *folder) {
    int count;
    char why[FILES_WHY];
    GmNamedObject *all = gather_objects(folder, &count);
    size_t items = (size_t)count + 1;
    const char **names = mem_alloc(items * sizeof *names);
    const char **ordered = mem_alloc(items * sizeof *ordered);
    const GmObject **defs = mem_alloc(items * sizeof *defs);
    int *places = mem_alloc(items * sizeof *places);
    for (int i = 0; i < count; i++)
        names[i] = all[i].name;
    bool good = put_in_order(names, count, &folder->objects, places, why);
    if (!good) log_error("%s/game.json: objects%s", folder->path, why);
    for (int i = 0; good && i < count; i++) {
        ordered[i] = all[places[i]].name;
        defs[i] = all[places[i]].object;
    }
    good = good && objects_open(ordered, defs, count);
    mem_free(places);
    mem_free(defs);
    mem_free(ordered);
    mem_free(names);
    mem_free(all);
    return good;
}

static bool finish_module(const GameFolder *folder) {
    if (folder->linked != NULL) return true;
    bool good = module_wait() != MODULE_FAILED;
    module_say();
    return good;
}

/* MARK: rooms */

/* mem_free */
static char *room_path(const GameFolder *folder, const char *room) {
    return mem_textf("%s/rooms/%s.tmj", folder->path, room);
}

static FolderNames list_room_files(const GameFolder *folder) {
    char *path = mem_textf("%s/rooms", folder->path);
    FileList files = files_list(path);
    FolderNames names = {0};
    names.items = mem_alloc((size_t)(files.count + 1) * sizeof *names.items);
    for (int i = 0; i < files.count; i++) {
        const char *file = files.names[i];
        if (files_has_extension(file, ".tmx"))
            log_warn("%s/%s is left out: in Tiled, save the map as JSON (.tmj)", path, file);
        if (file[0] == '.' || !files_has_extension(file, ".tmj")) continue;
        names.items[names.count++] = mem_textf("%.*s", (int)strlen(file) - 4, file);
    }
    files_list_free(&files);
    mem_free(path);
    return names;
}

/* In the game's order, by name; folder_names_free. False: why says what is wrong. */
static bool list_rooms(const GameFolder *folder, FolderNames *names, char *why) {
    char problem[FILES_WHY];
    FolderNames all = list_room_files(folder);
    int *places = mem_alloc((size_t)(all.count + 1) * sizeof *places);
    bool good =
        put_in_order((const char *const *)all.items, all.count, &folder->rooms, places, problem);
    *names = (FolderNames){0};
    if (good) {
        names->items = mem_alloc((size_t)(all.count + 1) * sizeof *names->items);
        for (; names->count < all.count; names->count++)
            names->items[names->count] = mem_text(all.items[places[names->count]]);
    } else {
        snprintf(why, FILES_WHY, "%.200s/game.json: rooms%.280s", folder->path, problem);
    }
    mem_free(places);
    folder_names_free(&all);
    return good;
}

static RoomDef **read_rooms(const GameFolder *folder, const FolderNames *names, char *why) {
    RoomDef **defs = mem_alloc((size_t)(names->count + 1) * sizeof(RoomDef *));
    for (int i = 0; i < names->count; i++) {
        char *path = room_path(folder, names->items[i]);
        defs[i] = room_file_read(path, folder->background, why);
        mem_free(path);
        if (defs[i] != NULL) continue;
        while (i > 0)
            room_def_free(defs[--i]);
        mem_free(defs);
        return NULL;
    }
    return defs;
}

static bool find_first_room(GameFolder *folder, const FolderNames *names, char *why) {
    folder->first_room = 0;
    if (names->count == 0) {
        snprintf(why, FILES_WHY, "%s has no rooms: make rooms/NAME.tmj with Tiled", folder->path);
        return false;
    }
    if (folder->room == NULL) return true;
    folder->first_room = find_name((const char *const *)names->items, names->count, folder->room);
    if (folder->first_room != GM_NONE) return true;
    snprintf(why, FILES_WHY, "%.200s/game.json: room: there is no room \"%.200s\" in rooms/",
             folder->path, folder->room);
    return false;
}

static bool open_rooms(GameFolder *folder) {
    char why[FILES_WHY] = "";
    FolderNames names = {0};
    RoomDef **defs = NULL;
    if (list_rooms(folder, &names, why) && find_first_room(folder, &names, why))
        defs = read_rooms(folder, &names, why);
    if (defs != NULL)
        rooms_open(defs, names.count);
    else
        log_error("%s", why);
    folder_names_free(&names);
    return defs != NULL;
}

/* A game in memory has one empty room as large as its window, with the layer "Instances". */
static void open_empty_room(const GameFolder *folder) {
    RoomDef *def = mem_alloc(sizeof *def);
    *def = (RoomDef){.name = mem_text("rm_test"),
                     .width = folder->width,
                     .height = folder->height,
                     .has_background = true,
                     .layer_count = 1};
    def->layers = mem_alloc(sizeof *def->layers);
    def->layers[0] = (RoomLayer){.name = mem_text("Instances"),
                                 .visible = true,
                                 .alpha = 1,
                                 .blend = GM_C_WHITE,
                                 .sprite = GM_NONE};
    RoomDef **defs = mem_alloc(sizeof(RoomDef *));
    defs[0] = def;
    rooms_open(defs, 1);
}

/* MARK: the mock origin */

static bool open_origin(const GameFolder *folder) {
    if (folder->routes == NULL) {
        the_folder.address = mem_text(folder->origin);
        return true;
    }
    the_folder.origin = origin_open(folder->routes, 0);
    if (the_folder.origin == NULL) return false;
    the_folder.address = mem_textf("http://127.0.0.1:%d", origin_port(the_folder.origin));
    return true;
}

const char *gm_game_origin(void) {
    return the_folder.address != NULL ? the_folder.address : "";
}

/* MARK: audio groups */

static void open_groups(const GameFolder *folder) {
    sound_groups_open();
    for (int i = 0; i < folder->group_count; i++) {
        int group = sound_group_create(folder->groups[i].name);
        for (int k = 0; k < folder->groups[i].sounds.count; k++)
            sound_group_claim(group, folder->groups[i].sounds.items[k]);
    }
}

/* After the sounds are there. False: said which is not. */
static bool check_groups(const GameFolder *folder) {
    for (int i = 0; i < folder->group_count; i++) {
        const FolderGroup *group = &folder->groups[i];
        for (int k = 0; k < group->sounds.count; k++) {
            if (sound_named(group->sounds.items[k]) != GM_NONE) continue;
            log_error("%s/game.json: audio_groups.%s[%d]: there is no sound \"%s\" in sounds/",
                      folder->path, group->name, k, group->sounds.items[k]);
            return false;
        }
    }
    return true;
}

/* MARK: all of it */

static bool load_assets(const GameFolder *folder) {
    char why[ASSET_WHY] = "";
    bool loaded = assets_load(folder->path, why);
    if (why[0] != '\0') log_error("%s", why);
    return loaded && check_groups(folder);
}

bool folder_load(GameFolder *folder) {
    folder_close();
    open_groups(folder);
    if (folder->path == NULL) {
        if (!open_objects(folder)) return false;
        open_empty_room(folder);
        return true;
    }
    if (!load_assets(folder) || !finish_module(folder) || !open_objects(folder) ||
        !open_rooms(folder) || !open_origin(folder))
        return false;
    folder_reload_open(folder);
    return true;
}

void folder_close(void) {
    folder_reload_close();
    assets_close();
    origin_close(the_folder.origin);
    the_folder.origin = NULL;
    mem_free(the_folder.address);
    the_folder.address = NULL;
}
