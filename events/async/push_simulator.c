/* The push service "simulator": writes on the log what a desktop would show. Thread: main. */
#include "push.h"
#include "services.h"

#include "../../platform/log.h"

#include <string.h>

static int the_last_shown = GM_NONE;

static bool open(GmServiceSettings *settings) {
    (void)settings;
    the_last_shown = GM_NONE;
    return true;
}

static void show(int index, const char *title, const char *message) {
    log_info("notification %d: %s: %s", index, title, message);
    the_last_shown = index;
}

static void withdraw(int index) {
    log_info("notification %d is withdrawn", index);
}

static bool simulate(const char *what) {
    if (strncmp(what, "remote ", 7) == 0) {
        PushCompletion *done = push_completion("remote", NULL);
        map_set_text(done->completion.map, ASYNC_KEY(data), what + 7, strlen(what + 7));
        mailbox_post(&done->completion);
        return true;
    }
    if (strcmp(what, "click") != 0 || the_last_shown == GM_NONE) return false;
    gm_push_clicked(the_last_shown);
    return true;
}

const GmPushService push_simulator = {
    .service = {.name = "simulator", .open = open, .simulate = simulate},
    .show = show,
    .withdraw = withdraw,
};
