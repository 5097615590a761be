/* From a crash to a sentence, and back to code that did not crash. */
#include "crash.h"
#include "folder_reload.h"
#include "module.h"

#include "../events/dispatch.h"
#include "../events/event.h"
#include "../objects/object.h"
#include "../platform/guard.h"

#include <stdio.h>

enum { SENTENCE = GUARD_FILE + 256 };

static struct {
    char sentence[SENTENCE]; /* of this step's first crash; "": there was none */
    const char *told;        /* the code it was in, by its path: only its first crash is told */
} the_crash;

/* Where the code of an object is, to the line if that can be told. */
static void find_place(const GuardCrash *crash, const Object *object, char *place) {
    if (guard_place(crash, module_path(), place)) return;
    snprintf(place, GUARD_FILE, "objects/%s.c", object->name);
}

static void note(const GmEvent *event, const GuardCrash *crash) {
    char place[GUARD_FILE];
    if (the_crash.told == module_path()) return;
    const Object *object = object_of(event->object);
    find_place(crash, object, place);
    snprintf(the_crash.sentence, sizeof the_crash.sentence, "%s: the %s event of %s crashed: %s",
             place, event_name(event->kind), object->name, crash->what);
    the_crash.told = module_path();
}

void crash_open(void) {
    the_crash.sentence[0] = '\0';
    the_crash.told = NULL;
    guard_open();
    dispatch_guard(note);
}

void crash_step(void) {
    if (the_crash.sentence[0] == '\0') return;
    folder_reload_go_back(the_crash.sentence);
    the_crash.sentence[0] = '\0';
}

bool crash_close(void) {
    crash_step();
    dispatch_guard(NULL);
    guard_close();
    return the_crash.told != NULL;
}
