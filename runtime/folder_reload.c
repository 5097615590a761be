/* Watching a game's folder and taking over what was saved in it. */
#include "folder_reload.h"
#include "asset_folder.h"
#include "module.h"
#include "overlay.h"
#include "room.h"
#include "room_file.h"

#include "../assets/sprite.h"
#include "../objects/object.h"
#include "../platform/clock.h"
#include "../platform/files.h"
#include "../platform/files_watch.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../platform/window.h"

#include <stdio.h>
#include <string.h>

/* How long it must be quiet before changes are taken over: an editor writes in several goes. */
static const int64_t QUIET_US = 60000;

/* What could not be taken over; it stays until it is good again. */
typedef struct Problem {
    char *what; /* "objects" for all the code, "sprites/spr_a" for picture and side file */
    char *sentence;
} Problem;

static struct {
    bool open;
    GameFolder folder; /* a copy of path, linked and what rooms need */
    char **changed;    /* names inside the game folder, each once */
    int changed_count, changed_capacity;
    int64_t changed_us; /* when the last of them came */
    Problem *problems;
    int problem_count, problem_capacity;
    bool builds;
} the_reload;

/* MARK: problems */

static void show_problems(void) {
    if (the_reload.problem_count == 0) {
        overlay_error(NULL);
        return;
    }
    const char *first = the_reload.problems[0].sentence;
    int more = the_reload.problem_count - 1;
    char *text = more > 0 ? mem_textf("%s\n(and %d more)", first, more) : mem_text(first);
    overlay_error(text);
    mem_free(text);
}

/* The name that all files of one asset share. mem_free */
static char *what_is(const char *file) {
    const char *name = files_name_of(file), *strip = strstr(name, "_strip");
    size_t length = strip != NULL ? (size_t)(strip - name) : strcspn(name, ".");
    return mem_textf("%.*s%.*s", (int)(name - file), file, (int)length, name);
}

static void clear_problem(const char *file) {
    char *what = what_is(file);
    for (int i = 0; i < the_reload.problem_count; i++) {
        if (strcmp(the_reload.problems[i].what, what) != 0) continue;
        mem_free(the_reload.problems[i].what);
        mem_free(the_reload.problems[i].sentence);
        for (the_reload.problem_count--; i < the_reload.problem_count; i++)
            the_reload.problems[i] = the_reload.problems[i + 1];
    }
    mem_free(what);
    show_problems();
}

/* said: the log has it already. */
static void set_problem(const char *file, const char *sentence, bool said) {
    char elsewhere[FILES_PATH];
    clear_problem(file);
    if (sentence[0] == '\0') {
        snprintf(elsewhere, sizeof elsewhere, "%s is broken; the terminal says why", file);
        sentence = elsewhere;
        said = true;
    }
    MEM_RESERVE(the_reload.problems, the_reload.problem_capacity, the_reload.problem_count + 1);
    the_reload.problems[the_reload.problem_count++] = (Problem){what_is(file), mem_text(sentence)};
    if (!said) log_error("%s", sentence);
    show_problems();
}

/* MARK: noticing */

static bool is_noise(const char *name) {
    size_t length = strlen(name);
    return name[0] == '.' || length == 0 || name[length - 1] == '~' ||
           files_has_extension(name, ".swp") || files_has_extension(name, ".tmp");
}

static void note(const char *file) {
    the_reload.changed_us = clock_now_us();
    for (int i = 0; i < the_reload.changed_count; i++)
        if (strcmp(the_reload.changed[i], file) == 0) return;
    MEM_RESERVE(the_reload.changed, the_reload.changed_capacity, the_reload.changed_count + 1);
    the_reload.changed[the_reload.changed_count++] = mem_text(file);
}

/* Watches a folder of the game; noting: its files count as changed. */
static void watch_folder(const char *name, bool noting) {
    char *path = mem_textf("%s/%s", the_reload.folder.path, name);
    if (files_is_folder(path) && files_watch_add(path) && noting) {
        FileList files = files_list(path);
        for (int i = 0; i < files.count; i++) {
            char *file = mem_textf("%s/%s", name, files.names[i]);
            if (!is_noise(files.names[i])) note(file);
            mem_free(file);
        }
        files_list_free(&files);
    }
    mem_free(path);
}

static void watch_all(bool noting) {
    files_watch_add(the_reload.folder.path);
    FileList names = files_list(the_reload.folder.path);
    for (int i = 0; i < names.count; i++)
        if (!is_noise(names.names[i])) watch_folder(names.names[i], noting);
    files_list_free(&names);
    if (noting) note("game.json");
}

static void notice(void) {
    char path[FILES_PATH];
    size_t root = strlen(the_reload.folder.path) + 1;
    while (files_watch_poll(path, sizeof path)) {
        if (path[0] == '\0') {
            watch_all(true);
            continue;
        }
        const char *inside = path + root;
        if (is_noise(files_name_of(inside))) continue;
        if (strchr(inside, '/') == NULL && files_is_folder(path))
            watch_folder(inside, true);
        else
            note(inside);
    }
}

/* MARK: code */

static bool is_code(const char *file) {
    return strncmp(file, "objects/", 8) == 0 &&
           (files_has_extension(file, ".c") || files_has_extension(file, ".h"));
}

static void say_of_new_objects(void) {
    for (int i = 0; i < module_object_count(); i++)
        if (object_named(module_object_name(i)) == GM_NONE)
            log_info("objects/%s.c is new: it joins the game when that starts next",
                     module_object_name(i));
}

/* False: the module's code does not fit together; said. */
static bool use_code(void) {
    int count = object_count();
    const GmObject **defs = mem_alloc((size_t)(count + 1) * sizeof *defs);
    for (int i = 0; i < count; i++)
        defs[i] = module_object_named(object_of(i)->name);
    bool fits = objects_redefine(defs);
    mem_free(defs);
    return fits;
}

static void swap_code(void) {
    if (use_code()) {
        clear_problem("objects");
        overlay_note("code reloaded");
        log_info("objects/: code reloaded, %d file%s compiled", module_compiled_count(),
                 module_compiled_count() == 1 ? "" : "s");
        say_of_new_objects();
    } else {
        set_problem("objects", "the new code does not fit together; the terminal says why", true);
    }
}

void folder_reload_go_back(const char *sentence) {
    bool back = module_go_back() && use_code();
    char *all = mem_textf("%s%s", sentence, back ? "; the code from before plays on" : "");
    set_problem("objects", all, false);
    mem_free(all);
}

static void go_on_building(void) {
    if (!the_reload.builds) return;
    ModuleState state = module_poll();
    if (state == MODULE_BUILDING) return;
    the_reload.builds = false;
    module_say();
    if (state == MODULE_FAILED)
        set_problem("objects", module_problem(), true);
    else if (state == MODULE_READY)
        swap_code();
    else
        clear_problem("objects");
}

/* MARK: rooms, assets, game.json */

static void reload_room(const char *file) {
    char why[ROOM_WHY] = "";
    char *path = mem_textf("%s/%s", the_reload.folder.path, file);
    char *name = mem_textf("%.*s", (int)strlen(files_name_of(file)) - 4, files_name_of(file));
    RoomDef *def =
        files_exists(path) ? room_file_read(path, the_reload.folder.background, why) : NULL;
    if (why[0] != '\0')
        set_problem(file, why, false);
    else if (def != NULL && room_named(name) == GM_NONE) {
        log_info("%s is new: it joins the game when that starts next", file);
        room_def_free(def);
    } else {
        room_redefine(def);
        clear_problem(file);
        log_info("%s: the room is new when it is entered next", file);
        overlay_note("room reloaded: it is new when it is entered next");
    }
    mem_free(name);
    mem_free(path);
}

static void reload_rooms(void) {
    for (int i = 0; i < room_count(); i++) {
        char *file = mem_textf("rooms/%s.tmj", room_def_of(i)->name);
        reload_room(file);
        mem_free(file);
    }
}

/* A new sprite may be the one that an object already names. */
static void resolve_objects(void) {
    const GmObject **unchanged = mem_alloc((size_t)(object_count() + 1) * sizeof *unchanged);
    objects_redefine(unchanged);
    mem_free(unchanged);
}

static void reload_asset(const char *file) {
    char why[ASSET_WHY] = "";
    int sizes = asset_size_changes(), sprites = sprite_count();
    switch (asset_reload(file, why)) {
    case ASSET_OTHER:
        return;
    case ASSET_BROKEN:
        set_problem(file, why, false);
        return;
    case ASSET_LOADED:
        break;
    }
    clear_problem(file);
    log_info("%s reloaded", file);
    overlay_note(file);
    if (sprite_count() != sprites) resolve_objects();
    if (asset_size_changes() != sizes) reload_rooms();
}

static void reload_game_json(void) {
    GameFolder fresh = {.path = mem_text(the_reload.folder.path)};
    char why[FILES_WHY] = "";
    if (folder_read_json(&fresh, why)) {
        clear_problem("game.json");
        window_set_title(fresh.title);
        gm_game_set_speed(fresh.speed);
        the_reload.folder.background = fresh.background;
        log_info("game.json: title and speed are taken over, the rest when the game starts next");
    } else {
        set_problem("game.json", why, false);
    }
    folder_free(&fresh);
}

static bool is_room_part(const char *file) {
    return files_has_extension(file, ".tsj") ||
           (strncmp(file, "rooms/", 6) == 0 && files_has_extension(file, ".json"));
}

static void reload(const char *file) {
    if (strcmp(file, "game.json") == 0)
        reload_game_json();
    else if (strncmp(file, "rooms/", 6) == 0 && files_has_extension(file, ".tmj"))
        reload_room(file);
    else if (is_room_part(file))
        reload_rooms();
    else if (!is_code(file))
        reload_asset(file);
}

static void take_over(void) {
    bool code = false;
    for (int i = 0; i < the_reload.changed_count; i++) {
        code = code || is_code(the_reload.changed[i]);
        reload(the_reload.changed[i]);
        mem_free(the_reload.changed[i]);
    }
    the_reload.changed_count = 0;
    if (!code || the_reload.folder.linked != NULL) return;
    module_build(the_reload.folder.path);
    the_reload.builds = true;
}

/* MARK: the doors */

void folder_reload_open(const GameFolder *folder) {
    folder_reload_close();
    if (!files_watch_open()) return;
    the_reload.folder = (GameFolder){
        .path = mem_text(folder->path), .linked = folder->linked, .background = folder->background};
    the_reload.open = true;
    watch_all(false);
}

void folder_reload_step(void) {
    if (!the_reload.open) return;
    notice();
    bool is_quiet = clock_now_us() - the_reload.changed_us >= QUIET_US;
    if (the_reload.changed_count > 0 && is_quiet) take_over();
    go_on_building();
}

void folder_reload_all(void) {
    if (the_reload.open) watch_all(true);
}

void folder_reload_close(void) {
    files_watch_close();
    for (int i = 0; i < the_reload.changed_count; i++)
        mem_free(the_reload.changed[i]);
    for (int i = 0; i < the_reload.problem_count; i++) {
        mem_free(the_reload.problems[i].what);
        mem_free(the_reload.problems[i].sentence);
    }
    mem_free(the_reload.changed);
    mem_free(the_reload.problems);
    folder_free(&the_reload.folder);
    memset(&the_reload, 0, sizeof the_reload);
}
