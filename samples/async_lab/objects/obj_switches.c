/* obj_switches: how late answers come, and how the failing one fails: they choose other routes (see
 * routes.json). And whether the services can be reached. */
#include "lab.h"

#include <string.h>

typedef struct Switches {
    int delay, failure; /* places in the tables below */
    bool is_offline;    /* the services */
} Switches;

static const struct {
    const char *path, *title;
} delays[] = {{"/0s", "NONE"}, {"/1s", "1 S"}, {"/3s", "3 S"}},
  failures[] = {{"/fail/404", "404"}, {"/fail/reset", "RESET"}, {"/fail/silent", "SILENT"},
                {"/fail/cut", "CUT"}, {"/fail/loop", "LOOP"},   {NULL, "REFUSE"}};
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

void act_delay(int button) {
    (void)button;
    switches()->delay = (switches()->delay + 1) % DELAYS;
}

void act_failure(int button) {
    (void)button;
    switches()->failure = (switches()->failure + 1) % FAILURES;
}

/* Each simulator on its own. */
void act_offline(int button) {
    (void)button;
    Switches *my = switches();
    my->is_offline = !my->is_offline;
    for (int kind = 0; kind < GM_SERVICE_KIND_COUNT; kind++)
        gm_service_simulate((GmServiceKind)kind, my->is_offline ? "offline" : "online");
    log_note(my->is_offline ? CORAL : MINT,
             my->is_offline ? "the services cannot be reached" : "the services are back");
}

const char *switch_label(const char *action, const char *label) {
    if (strcmp(action, "delay") == 0)
        return gm_text("%s: %s", label, delays[switches()->delay].title);
    if (strcmp(action, "failure") == 0)
        return gm_text("%s: %s", label, failures[switches()->failure].title);
    return strcmp(action, "offline") == 0 && switches()->is_offline ? "GO ONLINE" : label;
}

const GmObject obj_switches = {
    .vars = GM_VARS(Switches, delay, failure, is_offline),
};
