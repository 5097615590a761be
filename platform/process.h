/* Other programs, run beside the game: started, asked now and then, never waited for by surprise.
 * Thread: any; one thread at a time has a process. */
#ifndef PLATFORM_PROCESS_H
#define PLATFORM_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Process Process;

/* Starts argv[0] (looked for in PATH) with its arguments, ending with NULL; copied. What it says
 * on stdout and stderr is kept together. No shell is involved. settings: "NAME=value" texts, ending
 * with NULL, in its environment, in place of this program's own; NULL: none. NULL: why (256 bytes)
 * says so. */
Process *process_start(const char *const *argv, const char *const *settings, char *why);
/* The same; what it says on stderr is kept apart, for process_errors. */
Process *process_start_apart(const char *const *argv, char *why);
/* Takes in what it has said so far. True: it has ended. Never waits. */
bool process_poll(Process *process);
/* The same, but waits until it says something, ends, or ms milliseconds went by. */
bool process_wait_ms(Process *process, int ms);
void process_wait(Process *process); /* until it has ended */
/* Of one that has ended: 0 to 255, or 256 and the number of the signal that killed it. */
int process_status(const Process *process);
/* What it said so far, zero-terminated, at most 1 MB; lent until process_free. */
const char *process_output(const Process *process);
const char *process_errors(const Process *process); /* "" unless started apart */
void process_free(Process *process); /* ends it first, if it still runs; NULL is fine */

/* The program would be found in PATH. */
bool process_can_run(const char *program);
long process_id(void); /* of the running program */
/* The folder that the running program lies in. False: the system does not tell. */
bool process_own_folder(char *path, size_t size);
/* How many processors there are; at least 1. */
int process_processor_count(void);

#endif
