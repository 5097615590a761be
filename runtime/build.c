/* One build: which objects are stale (build_cache.c), compilers side by side, then the linker. */
#include "build.h"
#include "build_cache.h"
#include "compiler.h"

#include "../platform/files.h"
#include "../platform/mem.h"
#include "../platform/process.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { PROBLEM = FILES_WHY };

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
    char *library;
    char *messages;
    char problem[PROBLEM];
} the_build;

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
    /* plain quotes, which every font has, and words that compiler_first_error knows */
    static const char *const settings[] = {"LC_ALL=C", NULL};
    Process *process = process_start(command_words(command), settings, why);
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
    if (!build_cache_begin(unit->name)) {
        fail("nothing can be written to %s", build_cache_folder());
        return;
    }
    Command command = {0};
    begin_command(&command);
    command_add(&command, "-MMD");
    add_path(&command, "-MF", build_cache_now(unit->name, ".d"));
    add_path(&command, "-o", build_cache_now(unit->name, ".o"));
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
    static const char *const made[] = {".d", ".o", ".begun"}; /* the last makes it good */
    for (int i = 0; i < 3 && good; i++)
        good = build_cache_keep(unit->name, unit->name, made[i]);
    if (!good) fail("what the compiler made cannot be kept in the cache folder");
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

static void link_all(void) {
    const char **names = mem_alloc((size_t)the_build.unit_count * sizeof *names);
    for (int i = 0; i < the_build.unit_count; i++)
        names[i] = the_build.units[i].name;
    char *name = build_cache_library(names, the_build.unit_count);
    mem_free(names);
    the_build.library = build_cache_path(name, ".so");
    if (files_exists(the_build.library)) {
        the_build.state = BUILD_DONE;
    } else {
        Command command = {0};
        begin_command(&command);
        /* -Bsymbolic: the game's own functions come before the program's of the same name */
        command_add_words(&command, "-shared -Wl,-Bsymbolic");
        add_path(&command, "-o", build_cache_now("game", ".so"));
        for (int i = 0; i < the_build.unit_count; i++)
            add_path(&command, NULL, build_cache_path(the_build.units[i].name, ".o"));
        the_build.linker = start(&command);
    }
    mem_free(name);
}

static void finish_link(void) {
    bool good = succeeded(the_build.linker, "the game");
    process_free(the_build.linker);
    the_build.linker = NULL;
    if (!good) return;
    char *made = build_cache_now("game", ".so");
    if (rename(made, the_build.library) == 0)
        the_build.state = BUILD_DONE;
    else
        fail("the library cannot be kept in the cache folder");
    mem_free(made);
    build_cache_tidy(the_build.library);
}

/* MARK: the build */

static void end_unit(Unit *unit) {
    static const char *const made[] = {".o", ".d", ".begun"};
    process_free(unit->compiler);
    for (int i = 0; i < 3 && unit->is_stale; i++)
        build_cache_drop(unit->name, made[i]);
    mem_free(unit->name);
    mem_free(unit->source);
}

void build_stop(void) {
    if (the_build.linker != NULL) {
        process_free(the_build.linker);
        build_cache_drop("game", ".so");
    }
    for (int i = 0; i < the_build.unit_count; i++)
        end_unit(&the_build.units[i]);
    mem_free(the_build.units);
    mem_free(the_build.library);
    mem_free(the_build.messages);
    command_free(&the_build.command);
    build_cache_close();
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
    if (!build_cache_open(folder, &the_build.command)) {
        fail("there is no cache folder to build in: set XDG_CACHE_HOME to one that can be written");
        return;
    }
    the_build.units = mem_alloc((size_t)count * sizeof *the_build.units);
    the_build.unit_count = count;
    for (int i = 0; i < count; i++) {
        Unit *unit = &the_build.units[i];
        unit->name = mem_text(names[i]);
        unit->source = mem_textf("%s/%s.c", folder, names[i]);
        unit->is_stale = !build_cache_is_fresh(names[i]);
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
