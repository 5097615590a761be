/* What the simulators are told. */
#ifndef EVENTS_ASYNC_SIMULATE_H
#define EVENTS_ASYNC_SIMULATE_H

#include "../../runtime/gm_simulate.h"

bool simulate_is_offline(GmServiceKind kind); /* Thread: any */
/* By a simulator's open and close: from now on the kind can be driven, beginning online. main */
void simulate_begin(GmServiceKind kind);
void simulate_end(GmServiceKind kind);
bool simulate_may(GmServiceKind kind); /* the service in use is a simulator. main */

#endif
