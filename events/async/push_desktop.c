/* The push service "desktop": notifications as the desktop shows them. Its one setting is
 * "program", the name that is shown beside each. */
#include "services.h"

#include "../../platform/notify.h"

#include <stdio.h>

static char the_program[128];

static bool open(GmServiceSettings *settings) {
    snprintf(the_program, sizeof the_program, "%s",
             gm_service_text(settings, "program", "Asyncade"));
    notify_open(gm_push_clicked);
    return true;
}

static void show(int index, const char *title, const char *message) {
    notify_show(index, the_program, title, message);
}

const GmPushService push_desktop = {
    .service = {.name = "desktop", .argument = "program", .open = open, .close = notify_close},
    .show = show,
    .withdraw = notify_withdraw,
};
