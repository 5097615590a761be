/* Builds C files into one shared library while the game plays on. Only what changed is compiled
 * again; objects and libraries lie in the user's cache folder, never in the game's. One build at a
 * time. Thread: main. */
#ifndef RUNTIME_BUILD_H
#define RUNTIME_BUILD_H

#include <stdbool.h>

typedef enum BuildState { BUILD_IDLE, BUILD_RUNNING, BUILD_DONE, BUILD_FAILED } BuildState;

/* Starts to build folder/name.c for each name (at least one). A build that runs is given up. */
void build_start(const char *folder, const char *const *names, int count);
/* Moves on without waiting: starts compilers, takes in what they say, links at the end. */
BuildState build_poll(void);
BuildState build_wait(void); /* until it is done or failed */
void build_stop(void);       /* ends what runs and forgets everything */

/* Until the next build_start: the library of a build that is done, under a name that no library
 * with other code ever had. */
const char *build_library(void);
int build_compiled_count(void);  /* files that had to be compiled */
const char *build_problem(void); /* of one that failed: one sentence, with file and line */
const char *
build_messages(void); /* all that compilers and linker said, warnings too; "" if nothing */

#endif
