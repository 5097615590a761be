/* The settings of one service, while it is open: gm_service_text and its sisters read them.
 * Thread: main. */
#ifndef EVENTS_SERVICE_SETTINGS_H
#define EVENTS_SERVICE_SETTINGS_H

#include "../assets/json_file.h"
#include "../runtime/gm_service.h"

/* Of game.json's "services" (NULL: it has none), or of the variable in the environment, which goes
 * first. NULL: none is chosen, or (said why) they are wrong. settings_free */
GmServiceSettings *settings_read(GmServiceKind kind, const char *file, const cJSON *services);
const char *settings_use(const GmServiceSettings *settings); /* the back end's name; lent */
/* The TEXT of VARIABLE=NAME:TEXT is the setting that the back end calls argument. */
void settings_take_argument(GmServiceSettings *settings, const char *argument);
/* After the service's open: false: a setting was wrong, and this said so. Warns of unknown ones. */
bool settings_are_good(GmServiceSettings *settings);
void settings_free(GmServiceSettings *settings); /* NULL is fine */

#endif
