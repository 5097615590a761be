/* The game's library: every objects/NAME.c gives `const GmObject NAME`. */
#include "module.h"
#include "build.h"

#include "../platform/files.h"
#include "../platform/library.h"
#include "../platform/log.h"
#include "../platform/mem.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct Names {
    char **items;
    int count, capacity;
} Names;

enum { NO_CODE = -1 };

/* A library that was opened, and what it defines. */
typedef struct Code {
    Library *library;
    char *path;
    Names names;
    const GmObject **defs; /* one for each name */
    int before;            /* the code that was open before it; NO_CODE: none was */
} Code;

static struct {
    ModuleState state;
    Names building; /* what the build that runs is made of */
    Code *codes;    /* in the order they were opened */
    int code_count, code_capacity;
    int open;     /* which of them */
    char *folder; /* objects/ */
    char problem[FILES_WHY];
} the_module = {.open = NO_CODE};

static const Code *open_code(void) {
    static const Code none = {.before = NO_CODE};
    return the_module.open != NO_CODE ? &the_module.codes[the_module.open] : &none;
}

static void names_free(Names *names) {
    for (int i = 0; i < names->count; i++)
        mem_free(names->items[i]);
    mem_free(names->items);
    *names = (Names){0};
}

static ModuleState fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
static ModuleState fail(const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(the_module.problem, sizeof the_module.problem, format, args);
    va_end(args);
    return the_module.state = MODULE_FAILED;
}

static bool is_c_name(const char *name) {
    if (!isalpha((unsigned char)name[0]) && name[0] != '_') return false;
    for (const char *c = name; *c != '\0'; c++)
        if (!isalnum((unsigned char)*c) && *c != '_') return false;
    return true;
}

/* False: a file's name cannot be an object's. */
static bool list_objects(void) {
    FileList files = files_list(the_module.folder);
    bool good = true;
    for (int i = 0; i < files.count && good; i++) {
        if (!files_has_extension(files.names[i], ".c") || files.names[i][0] == '.') continue;
        char *name = mem_textf("%.*s", (int)strlen(files.names[i]) - 2, files.names[i]);
        Names *names = &the_module.building;
        MEM_RESERVE(names->items, names->capacity, names->count + 1);
        names->items[names->count++] = name;
        good = is_c_name(name);
        if (good) continue;
        fail("%s/%s: an object's file is named like a C name (letters, digits and _), for example "
             "obj_player.c",
             the_module.folder, files.names[i]);
    }
    files_list_free(&files);
    return good;
}

void module_build(const char *game_folder) {
    names_free(&the_module.building);
    mem_free(the_module.folder);
    the_module.folder = mem_textf("%s/objects", game_folder);
    the_module.problem[0] = '\0';
    the_module.state = MODULE_BUILDING;
    build_stop();
    if (!list_objects()) return;
    if (the_module.building.count > 0)
        build_start(the_module.folder, (const char *const *)the_module.building.items,
                    the_module.building.count);
}

/* "PATH: undefined symbol: gm_jump" gives "gm_jump"; NULL: another reason. */
static const char *undefined_name(const char *reason) {
    static const char sign[] = "undefined symbol: ";
    const char *at = strstr(reason, sign);
    return at != NULL ? at + sizeof sign - 1 : NULL;
}

/* The definitions that the newest library has for all names; NULL: one is missing, said. */
static const GmObject **find_objects(const Library *library, const Names *names) {
    const GmObject **defs = mem_alloc((size_t)names->count * sizeof(const GmObject *));
    for (int i = 0; i < names->count; i++) {
        defs[i] = library_find(library, names->items[i]);
        if (defs[i] != NULL) continue;
        fail("%s/%s.c must define `const GmObject %s`", the_module.folder, names->items[i],
             names->items[i]);
        mem_free(defs);
        return NULL;
    }
    return defs;
}

static Library *open_library(const char *path) {
    char why[LIBRARY_WHY];
    Library *library = library_open(path, why);
    if (library != NULL) return library;
    const char *missing = undefined_name(why);
    if (missing != NULL)
        fail("%s: the game uses %s, which is defined nowhere", the_module.folder, missing);
    else
        fail("the game's library cannot be opened: %s", why);
    return NULL;
}

static void take_over(Library *library, const GmObject **defs, const char *path) {
    MEM_RESERVE(the_module.codes, the_module.code_capacity, the_module.code_count + 1);
    the_module.codes[the_module.code_count] =
        (Code){library, mem_text(path), the_module.building, defs, the_module.open};
    the_module.open = the_module.code_count++;
    the_module.building = (Names){0};
}

static ModuleState open_built(void) {
    const char *path = build_library();
    if (strcmp(path, module_path()) == 0) return the_module.state = MODULE_UNCHANGED;
    Library *library = open_library(path);
    if (library == NULL) return MODULE_FAILED;
    const GmObject **defs = find_objects(library, &the_module.building);
    if (defs == NULL) {
        library_close(library);
        return MODULE_FAILED;
    }
    take_over(library, defs, path);
    return the_module.state = MODULE_READY;
}

bool module_go_back(void) {
    if (open_code()->before == NO_CODE) return false;
    the_module.open = open_code()->before;
    return true;
}

ModuleState module_poll(void) {
    if (the_module.state != MODULE_BUILDING) return the_module.state;
    if (the_module.building.count == 0) /* a game without objects */
        return the_module.state = module_object_count() == 0 ? MODULE_READY : MODULE_UNCHANGED;
    switch (build_poll()) {
    case BUILD_IDLE:
    case BUILD_RUNNING:
        return MODULE_BUILDING;
    case BUILD_FAILED:
        return fail("%s", build_problem());
    case BUILD_DONE:
        break;
    }
    return open_built();
}

ModuleState module_wait(void) {
    if (the_module.state == MODULE_BUILDING && the_module.building.count > 0) build_wait();
    return module_poll();
}

void module_close(void) {
    build_stop();
    while (the_module.code_count > 0) {
        Code *code = &the_module.codes[--the_module.code_count];
        library_close(code->library);
        mem_free(code->path);
        names_free(&code->names);
        mem_free(code->defs);
    }
    mem_free(the_module.codes);
    mem_free(the_module.folder);
    names_free(&the_module.building);
    memset(&the_module, 0, sizeof the_module);
    the_module.open = NO_CODE;
}

const char *module_problem(void) {
    return the_module.problem;
}

const char *module_messages(void) {
    return build_messages();
}

void module_say(void) {
    for (const char *line = module_messages(); *line != '\0';) {
        size_t length = strcspn(line, "\n");
        log_info("%.*s", (int)length, line);
        line += length + (line[length] == '\n' ? 1 : 0);
    }
    if (the_module.state == MODULE_FAILED) log_error("%s", the_module.problem);
}

int module_compiled_count(void) {
    return build_compiled_count();
}

const char *module_path(void) {
    return the_module.open != NO_CODE ? open_code()->path : "";
}

int module_object_count(void) {
    return open_code()->names.count;
}

const char *module_object_name(int i) {
    return open_code()->names.items[i];
}

const GmObject *module_object(int i) {
    return open_code()->defs[i];
}

const GmObject *module_object_named(const char *name) {
    const Code *code = open_code();
    for (int i = 0; i < code->names.count; i++)
        if (strcmp(code->names.items[i], name) == 0) return code->defs[i];
    return NULL;
}
