/* Two back ends of push notifications: the desktop's own, and a simulator that writes on the log.
 */
#include "services.h"

#include "../../platform/log.h"
#include "../../platform/notify.h"

#include <stdio.h>

static char the_program[128];

/* Settings: "program", the name that the desktop shows beside a notification. */
static bool open_desktop(GmServiceSettings *settings) {
    snprintf(the_program, sizeof the_program, "%s",
             gm_service_text(settings, "program", "Asyncade"));
    notify_open(gm_push_clicked);
    return true;
}

static void show_on_desktop(int index, const char *title, const char *message) {
    notify_show(index, the_program, title, message);
}

static void show_on_log(int index, const char *title, const char *message) {
    log_info("notification %d: %s: %s", index, title, message);
}

static void withdraw_from_log(int index) {
    log_info("notification %d is withdrawn", index);
}

const GmPushService push_desktop = {
    .service = {.name = "desktop",
                .argument = "program",
                .open = open_desktop,
                .close = notify_close},
    .show = show_on_desktop,
    .withdraw = notify_withdraw,
};

const GmPushService push_simulator = {
    .service = {.name = "simulator"},
    .show = show_on_log,
    .withdraw = withdraw_from_log,
};
