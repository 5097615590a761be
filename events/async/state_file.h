/* What a source or a simulator keeps: a small JSON object in the save area, read at once, written
 * in the background as soon as it changed, in a way that survives a kill. Thread: main. */
#ifndef EVENTS_ASYNC_STATE_FILE_H
#define EVENTS_ASYNC_STATE_FILE_H

#include <cJSON.h>
#include <stdbool.h>

typedef struct StateFile StateFile;

/* file: its name in the save area. One that is damaged gives the one before it; if that is not
 * there, or is no JSON, it begins anew. With no save area nothing is kept beyond the run. */
StateFile *state_file_open(const char *file);
cJSON *state_file_root(const StateFile *state); /* an object, lent; change it as you like, then: */
void state_file_changed(StateFile *state);
void state_file_replace(StateFile *state, cJSON *root); /* changes all; it owns root */
/* What was read makes no sense: says why, keeps the file as FILE.damaged, and is empty. */
void state_file_begin_anew(StateFile *state, const char *why);
const char *state_file_path(const StateFile *state); /* for sentences */
void state_file_poll(StateFile *state);  /* each step: writes, if it changed and none is writing */
void state_file_close(StateFile *state); /* writes what is left; NULL is fine */

/* A member that is an object; made if it is not there. */
cJSON *state_file_member(const StateFile *state, const char *name);
/* Adds it, or replaces what has the name. */
void state_set_number(cJSON *object, const char *name, double number);
/* fallback: there is none of the name. */
double state_number(const cJSON *object, const char *name, double fallback);

#endif
