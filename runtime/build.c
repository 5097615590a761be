/* One build: which objects are stale, compilers side by side, then the linker.
 *
 * Beside each object lies an empty file NAME.begun that was made when its compiler started: the
 * object is good as long as that is newer than all files that were read. A file saved while its
 * compiler ran is thus compiled again. Everything is made under a name of this process and renamed,
 * so that several games and tests may share the folder. */
#include "build.h"
#include "compiler.h"

#include "../platform/files.h"
#include "../platform/mem.h"
#include "../platform/process.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { PROBLEM = FILES_WHY };
static const int64_t OLD_NS = (int64_t)24 * 3600 * 1000000000; /* a library nobody may need */

typedef struct Unit {
    char *name;
    char *source;
    Process *compiler; /* NULL: not started, or taken in */
    bool is_stale;     /* has to be compiled */
    bool is_over;
} Unit;

static struct {
    BuildState state;
    Unit *units;
    int unit_count, compiled_count;
    Process *linker;
    Command command; /* compiler and flags */
    char *cache;
    char *library;
    char *messages;
    char problem[PROBLEM];
} the_build;

/* MARK: names in the cache folder */

static uint64_t hash_text(uint64_t hash, const char *text) {
    for (const char *c = text;; c++) {
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
        if (*c == '\0') return hash;
    }
}

/* One folder per game and command line: a sanitizer's objects never mix with others. */
static bool choose_cache(const char *folder) {
    char root[FILES_PATH], real[FILES_PATH];
    if (!files_cache_folder(root, sizeof root) || !files_real_path(folder, real, sizeof real))
        return false;
    uint64_t hash = hash_text(0xcbf29ce484222325u, real);
    for (int i = 0; i < the_build.command.count; i++)
        hash = hash_text(hash, the_build.command.words[i]);
    the_build.cache = mem_textf("%s/%016llx", root, (unsigned long long)hash);
    return files_make_folders(the_build.cache);
}

static char *in_cache(const char *name, const char *extension) {
    return mem_textf("%s/%s%s", the_build.cache, name, extension);
}

static char *in_cache_for_now(const char *name, const char *extension) {
    return mem_textf("%s/%s.%ld%s", the_build.cache, name, process_id(), extension);
}

static bool keep(const char *name, const char *extension) {
    char *from = in_cache_for_now(name, extension), *to = in_cache(name, extension);
    bool kept = rename(from, to) == 0;
    mem_free(from);
    mem_free(to);
    return kept;
}

static void drop(const char *name, const char *extension) {
    char *path = in_cache_for_now(name, extension);
    remove(path);
    mem_free(path);
}

/* MARK: what is stale */

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

static bool is_fresh(const char *name) {
    char *object = in_cache(name, ".o"), *begun = in_cache(name, ".begun"),
         *list = in_cache(name, ".d");
    char *text = files_exists(object) ? files_read(list, NULL, NULL) : NULL;
    bool fresh = text != NULL && is_older(text, files_modified(begun));
    mem_free(text);
    mem_free(list);
    mem_free(begun);
    mem_free(object);
    return fresh;
}

/* MARK: compiling */

static void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void fail(const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(the_build.problem, sizeof the_build.problem, format, args);
    va_end(args);
    the_build.state = BUILD_FAILED;
}

static Process *start(Command *command) {
    char why[PROBLEM];
    Process *process = process_start(command_words(command), why);
    if (process == NULL) fail("%s", why);
    command_free(command);
    return process;
}

static void begin_command(Command *command) {
    for (int i = 0; i < the_build.command.count; i++)
        command_add(command, the_build.command.words[i]);
}

static void add_path(Command *command, const char *option, char *path) {
    if (option != NULL) command_add(command, option);
    command_add(command, path);
    mem_free(path);
}

static void compile(Unit *unit) {
    char *begun = in_cache_for_now(unit->name, ".begun");
    FILE *file = fopen(begun, "w");
    mem_free(begun);
    if (file == NULL || fclose(file) != 0) {
        fail("nothing can be written to %s", the_build.cache);
        return;
    }
    Command command = {0};
    begin_command(&command);
    command_add(&command, "-MMD");
    add_path(&command, "-MF", in_cache_for_now(unit->name, ".d"));
    add_path(&command, "-o", in_cache_for_now(unit->name, ".o"));
    command_add(&command, "-c");
    command_add(&command, unit->source);
    unit->compiler = start(&command);
    the_build.compiled_count++;
}

/* What a compiler or the linker said is kept; a failure becomes the build's problem. */
static bool succeeded(Process *process, const char *what) {
    const char *said = process_output(process);
    char *messages = mem_textf("%s%s", the_build.messages, said);
    mem_free(the_build.messages);
    the_build.messages = messages;
    if (process_status(process) == 0) return true;
    char sentence[PROBLEM];
    compiler_first_error(said, sentence, sizeof sentence);
    if (sentence[0] != '\0')
        fail("%s", sentence);
    else
        fail("%s: the compiler failed with status %d: %.*s", what, process_status(process),
             (int)strcspn(said, "\n"), said);
    return false;
}

static void take_in(Unit *unit) {
    bool good = succeeded(unit->compiler, unit->source);
    process_free(unit->compiler);
    unit->compiler = NULL;
    unit->is_over = true;
    if (!good) return;
    if (!keep(unit->name, ".d") || !keep(unit->name, ".o") || !keep(unit->name, ".begun"))
        fail("what the compiler made cannot be kept in the cache folder");
}

/* True once every stale file is compiled. The first error in the order of the files is told, not
 * the one that came first: so nothing is taken in before its predecessors. */
static bool compile_all(void) {
    int running = 0, waiting = 0, limit = process_processor_count();
    for (int i = 0; i < the_build.unit_count; i++)
        if (the_build.units[i].compiler != NULL && !process_poll(the_build.units[i].compiler))
            running++;
    for (int i = 0; i < the_build.unit_count && the_build.state == BUILD_RUNNING; i++) {
        Unit *unit = &the_build.units[i];
        if (unit->is_over) continue;
        if (unit->compiler == NULL && running < limit) {
            compile(unit);
            running++;
        }
        if (unit->compiler == NULL || waiting > 0 || !process_poll(unit->compiler))
            waiting++;
        else
            take_in(unit);
    }
    return waiting == 0 && the_build.state == BUILD_RUNNING;
}

/* MARK: linking */

/* The same objects give the same name, others another: nothing is linked twice, and the system
 * never takes new code for old because of its name. */
static char *library_name(void) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (int i = 0; i < the_build.unit_count; i++) {
        char *begun = in_cache(the_build.units[i].name, ".begun");
        char stamp[32];
        snprintf(stamp, sizeof stamp, "%lld", (long long)files_modified(begun));
        hash = hash_text(hash_text(hash, the_build.units[i].name), stamp);
        mem_free(begun);
    }
    return mem_textf("game-%016llx", (unsigned long long)hash);
}

static void remove_old_libraries(void) {
    int64_t now = files_modified(the_build.library);
    FileList list = files_list(the_build.cache);
    for (int i = 0; i < list.count; i++) {
        if (!files_has_extension(list.names[i], ".so")) continue;
        char *path = in_cache(list.names[i], "");
        if (now - files_modified(path) > OLD_NS) files_remove(path);
        mem_free(path);
    }
    files_list_free(&list);
}

static void link_all(void) {
    char *name = library_name();
    the_build.library = in_cache(name, ".so");
    if (files_exists(the_build.library)) {
        the_build.state = BUILD_DONE;
    } else {
        Command command = {0};
        begin_command(&command);
        /* -Bsymbolic: the game's own functions come before the program's of the same name */
        command_add_words(&command, "-shared -Wl,-Bsymbolic");
        add_path(&command, "-o", in_cache_for_now("game", ".so"));
        for (int i = 0; i < the_build.unit_count; i++)
            add_path(&command, NULL, in_cache(the_build.units[i].name, ".o"));
        the_build.linker = start(&command);
    }
    mem_free(name);
}

static void finish_link(void) {
    bool good = succeeded(the_build.linker, "the game");
    process_free(the_build.linker);
    the_build.linker = NULL;
    if (!good) return;
    char *made = in_cache_for_now("game", ".so");
    if (rename(made, the_build.library) == 0)
        the_build.state = BUILD_DONE;
    else
        fail("the library cannot be kept in the cache folder");
    mem_free(made);
    remove_old_libraries();
}

/* MARK: the build */

static void end_unit(Unit *unit) {
    if (unit->compiler != NULL) {
        process_free(unit->compiler);
        drop(unit->name, ".o");
        drop(unit->name, ".d");
    }
    if (unit->is_stale) drop(unit->name, ".begun");
    mem_free(unit->name);
    mem_free(unit->source);
}

void build_stop(void) {
    if (the_build.linker != NULL) {
        process_free(the_build.linker);
        drop("game", ".so");
    }
    for (int i = 0; i < the_build.unit_count; i++)
        end_unit(&the_build.units[i]);
    mem_free(the_build.units);
    mem_free(the_build.cache);
    mem_free(the_build.library);
    mem_free(the_build.messages);
    command_free(&the_build.command);
    memset(&the_build, 0, sizeof the_build);
}

void build_start(const char *folder, const char *const *names, int count) {
    char why[FILES_WHY];
    build_stop();
    the_build.state = BUILD_RUNNING;
    the_build.messages = mem_text("");
    if (!compiler_begin(&the_build.command, why)) {
        fail("%s", why);
        return;
    }
    if (!choose_cache(folder)) {
        fail("there is no cache folder to build in: set XDG_CACHE_HOME to one that can be written");
        return;
    }
    the_build.units = mem_alloc((size_t)count * sizeof *the_build.units);
    the_build.unit_count = count;
    for (int i = 0; i < count; i++) {
        Unit *unit = &the_build.units[i];
        unit->name = mem_text(names[i]);
        unit->source = mem_textf("%s/%s.c", folder, names[i]);
        unit->is_stale = !is_fresh(names[i]);
        unit->is_over = !unit->is_stale;
    }
}

BuildState build_poll(void) {
    if (the_build.state != BUILD_RUNNING) return the_build.state;
    if (the_build.linker != NULL) {
        if (process_poll(the_build.linker)) finish_link();
    } else if (compile_all()) {
        link_all();
    }
    return the_build.state;
}

BuildState build_wait(void) {
    while (build_poll() == BUILD_RUNNING) {
        Process *wait_for = the_build.linker;
        for (int i = 0; wait_for == NULL && i < the_build.unit_count; i++)
            wait_for = the_build.units[i].compiler;
        if (wait_for != NULL) process_wait(wait_for);
    }
    return the_build.state;
}

const char *build_library(void) {
    return the_build.library;
}

int build_compiled_count(void) {
    return the_build.compiled_count;
}

const char *build_problem(void) {
    return the_build.problem;
}

const char *build_messages(void) {
    return the_build.messages != NULL ? the_build.messages : "";
}
