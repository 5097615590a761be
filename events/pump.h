/* The pump: once per step, right after Begin Step, every completion becomes an event. This is the
 * one place that all of them pass. Thread: main. */
#ifndef EVENTS_PUMP_H
#define EVENTS_PUMP_H

#include "async.h"

void pump_open(void); /* opens every source */
/* Polls the sources, takes what is in the mailbox, and for each in the order of posting: land,
 * dispatch, free. What is posted meanwhile waits for the next run. */
void pump_run(void);
/* --settle: waits until every request that is open has its completion in the mailbox or ms
 * milliseconds went by, then runs with completions in the order of their requests. Those that only
 * tell of progress are dropped. */
void pump_settle(int ms);
bool pump_is_settling(void); /* what lands need not be spread over steps */
void pump_close(void);       /* stops the sources; what is left is freed, not fired */

/* Every completion, whatever its source, as it is taken and before it lands: the one place where a
 * tape can listen. NULL: nobody does. */
void pump_tap(void (*tap)(const Completion *completion));

#endif
