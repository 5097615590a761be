/* obj_switches: how late answers come, and how the failing one fails. They choose other routes (see
 * routes.json). */
#include "lab.h"

#include <string.h>

typedef struct Switches {
    int delay, failure; /* places in the tables below */
} Switches;

static const struct {
    const char *path, *title;
} delays[] = {{"/0s", "NONE"}, {"/1s", "1 S"}, {"/3s", "3 S"}},
  failures[] = {{"/fail/404", "404"},       {"/fail/reset", "RESET"}, {"/fail/silent", "TIME-OUT"},
                {"/fail/cut", "CUT SHORT"}, {"/fail/loop", "LOOP"},   {NULL, "REFUSED"}};
enum { DELAYS = sizeof delays / sizeof delays[0], FAILURES = sizeof failures / sizeof failures[0] };

static Switches *switches(void) {
    return gm_vars(gm_instance("obj_switches"));
}

const char *url_delayed(const char *path) {
    return gm_text("%s%s%s", gm_game_origin(), delays[switches()->delay].path, path);
}

const char *url_failing(void) {
    const char *path = failures[switches()->failure].path;
    if (path == NULL) return "http://127.0.0.1:1/"; /* nobody listens there */
    return gm_text("%s%s", gm_game_origin(), path);
}

void switch_delay(void) {
    switches()->delay = (switches()->delay + 1) % DELAYS;
}

void switch_failure(void) {
    switches()->failure = (switches()->failure + 1) % FAILURES;
}

const char *switch_label(const char *action, const char *label) {
    if (strcmp(action, "delay") == 0)
        return gm_text("%s: %s", label, delays[switches()->delay].title);
    if (strcmp(action, "failure") == 0)
        return gm_text("%s: %s", label, failures[switches()->failure].title);
    return label;
}

const GmObject obj_switches = {
    .vars = GM_VARS(Switches, delay, failure),
};
