/* Calls that may crash: the crash ends the call, not the program. For play-testing a game's own
 * code; what the call had under way stays as it is. A program under a sanitizer is not guarded: its
 * report says more. Thread: main. */
#ifndef PLATFORM_GUARD_H
#define PLATFORM_GUARD_H

#include <stdbool.h>

enum { GUARD_FRAMES = 32, GUARD_FILE = 512 };

typedef struct GuardCrash {
    const char *what; /* "it used memory that is not its own" */
    void *frames[GUARD_FRAMES];
    int frame_count;
} GuardCrash;

void guard_open(void); /* from here on crashes are caught */
void guard_close(void);
/* True: it returned. False: it crashed, *crash says how. Calls may be guarded inside guarded calls.
 * What has damaged the heap, and what crashes elsewhere, ends the program as ever. */
bool guard_call(void (*call)(void *context), void *context, GuardCrash *crash);
/* Where in the library at path the crash came from, as the compiler's own notes have it:
 * "FOLDER/obj_player.c:34". False: they do not tell. Runs addr2line. */
bool guard_place(const GuardCrash *crash, const char *path, char *place /* GUARD_FILE */);

#endif
