/* Services: the table of back ends, and the one of each kind that is used. See gm_service.h.
 * Thread: main. */
#ifndef EVENTS_SERVICE_H
#define EVENTS_SERVICE_H

#include "../assets/json_file.h"
#include "../runtime/gm_service.h"

/* "services" of game.json: every member is a known kind with a text "use". False: said why. */
bool services_check(const JsonPlace *services);
/* What game.json says (copied; NULL: nothing); file: its name, for sentences. Before the sources
 * open. */
void services_choose(const char *file, const cJSON *services);
/* The chosen one, opened now if it was not yet. NULL: none is chosen, or it could not be opened. */
const GmService *service_of(GmServiceKind kind);
/* The same, for a source's own poll: calls the service's. */
const GmService *service_poll(GmServiceKind kind);
void service_close(GmServiceKind kind); /* by its source, when no operation runs any more */
void services_close(void);              /* forgets what was chosen */

#endif
