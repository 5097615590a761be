/* The push service "simulator": writes on the log what a desktop would show, and lets the server
 * and the line to it fail on demand. Thread: main. */
#include "push.h"
#include "services.h"

#include "../../platform/log.h"
#include "../../platform/mem.h"

#include <string.h>

typedef enum Outcome { CONNECT, REFUSE, NO_TOKEN } Outcome;

static struct {
    int last_shown;
    Outcome next; /* of the next connection */
    bool is_offline;
    char **waiting; /* sent while offline */
    int waiting_count, waiting_capacity;
} the_simulator = {.last_shown = GM_NONE};

static void show(int index, const char *title, const char *message) {
    log_info("notification %d: %s: %s", index, title, message);
    the_simulator.last_shown = index;
}

static void withdraw(int index) {
    log_info("notification %d is withdrawn", index);
}

static const char *hindrance(bool *refused) {
    if (the_simulator.is_offline) return "the service cannot be reached";
    Outcome outcome = the_simulator.next;
    the_simulator.next = CONNECT;
    *refused = outcome == REFUSE;
    switch (outcome) {
    case CONNECT:
        break;
    case REFUSE:
        return "the service refuses this device";
    case NO_TOKEN:
        return "the service has no token for this device";
    }
    return NULL;
}

/* MARK: driving it */

static void arrive(const char *data) {
    PushCompletion *done = push_completion("remote", NULL);
    map_set_text(done->completion.map, ASYNC_KEY(data), data, strlen(data));
    mailbox_post(&done->completion);
}

/* A server keeps for a while what cannot be delivered. */
static void deliver(const char *data) {
    if (!the_simulator.is_offline) {
        arrive(data);
        return;
    }
    MEM_RESERVE(the_simulator.waiting, the_simulator.waiting_capacity,
                the_simulator.waiting_count + 1);
    the_simulator.waiting[the_simulator.waiting_count++] = mem_text(data);
}

static void go_offline(void) {
    the_simulator.is_offline = true;
    remote_cut();
}

static void go_online(void) {
    the_simulator.is_offline = false;
    for (int i = 0; i < the_simulator.waiting_count; i++) {
        arrive(the_simulator.waiting[i]);
        mem_free(the_simulator.waiting[i]);
    }
    the_simulator.waiting_count = 0;
}

static bool simulate(const char *what) {
    if (strncmp(what, "remote ", 7) == 0)
        deliver(what + 7);
    else if (strcmp(what, "offline") == 0)
        go_offline();
    else if (strcmp(what, "online") == 0)
        go_online();
    else if (strcmp(what, "refuse") == 0)
        the_simulator.next = REFUSE;
    else if (strcmp(what, "no token") == 0)
        the_simulator.next = NO_TOKEN;
    else if (strcmp(what, "click") == 0 && the_simulator.last_shown != GM_NONE)
        gm_push_clicked(the_simulator.last_shown);
    else
        return false;
    return true;
}

static void close_simulator(void) {
    for (int i = 0; i < the_simulator.waiting_count; i++)
        mem_free(the_simulator.waiting[i]);
    mem_free(the_simulator.waiting);
    memset(&the_simulator, 0, sizeof the_simulator);
    the_simulator.last_shown = GM_NONE;
}

const GmPushService push_simulator = {
    .service = {.name = "simulator", .simulate = simulate, .close = close_simulator},
    .show = show,
    .withdraw = withdraw,
    .hindrance = hindrance,
};
