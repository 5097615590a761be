/* The game's own code: objects/ compiled, opened, and its objects found by name. Code that was
 * opened stays mapped until module_close, so nothing of an older build ever dangles.
 * Thread: main. */
#ifndef RUNTIME_MODULE_H
#define RUNTIME_MODULE_H

#include "gm_object.h"

typedef enum ModuleState {
    MODULE_BUILDING,
    MODULE_READY,     /* new code is open: ask for its objects */
    MODULE_UNCHANGED, /* what was built is what is open already */
    MODULE_FAILED     /* the code that was open before stays; module_problem says why */
} ModuleState;

/* Lists objects/ and starts to build it, in the background. Called again, starts over. */
void module_build(const char *game_folder);
ModuleState module_poll(void); /* once it is not MODULE_BUILDING it stays so until module_build */
ModuleState module_wait(void);
void module_close(void); /* no handler may run any more */

const char *module_problem(void);  /* one sentence, with file and line; "" if there is none */
const char *module_messages(void); /* all that the compiler said, warnings too */
void module_say(void);             /* the messages, to the log; of a failure its problem as error */
int module_compiled_count(void);   /* files that the last build compiled */
const char *module_path(void);     /* the open library's, the same text as long as it is open */
/* Opens the code that was open before this one again. False: there was none. */
bool module_go_back(void);

/* The objects of the code that is open, by name. */
int module_object_count(void);
const char *module_object_name(int i);
const GmObject *module_object(int i);
const GmObject *module_object_named(const char *name); /* NULL: it has none of that name */

#endif
