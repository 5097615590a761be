/* gm_os_is_network_connected, and the events of a machine's network that comes and goes. */
#include "network.h"

#include <stdatomic.h>

typedef enum Watch { WATCH_NONE, WATCH_FOR_UP, WATCH_FOR_DOWN } Watch;

/* Main writes them before it starts a watch; then they are the network thread's. */
static atomic_int the_watch;
static atomic_int the_ms_left;

static void tell(int type) {
    mailbox_post(&network_completion(NULL, type)->completion);
}

/* Thread: network */
static bool look(bool online) {
    Watch watch = (Watch)atomic_load(&the_watch);
    if (watch == WATCH_FOR_UP && online) {
        tell(GM_NETWORK_TYPE_UP);
        atomic_store(&the_watch, WATCH_FOR_DOWN);
        return true;
    }
    bool goes_on = watch == WATCH_FOR_DOWN
                       ? online
                       : atomic_fetch_sub(&the_ms_left, SOCKET_WATCH_MS) > SOCKET_WATCH_MS;
    if (goes_on) return true;
    tell(watch == WATCH_FOR_DOWN ? GM_NETWORK_TYPE_DOWN : GM_NETWORK_TYPE_UP_FAILED);
    atomic_store(&the_watch, WATCH_NONE);
    return false;
}

bool gm_os_is_network_connected(int attempt) {
    bool online = socket_is_online();
    bool watches = attempt == GM_NETWORK_CONNECT_ACTIVE || attempt == GM_NETWORK_CONNECT_PASSIVE;
    if (!watches || atomic_load(&the_watch) != WATCH_NONE) return online;
    atomic_store(&the_ms_left, network_settings()->connect_ms);
    atomic_store(&the_watch, online ? WATCH_FOR_DOWN : WATCH_FOR_UP);
    socket_watch(look);
    return online;
}

void network_watch_reset(void) {
    atomic_store(&the_watch, WATCH_NONE);
}
