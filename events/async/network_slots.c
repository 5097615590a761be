/* The numbers that games know sockets by. A freed one is used again, the one freed longest ago
 * first, before a new one is taken. The first is 1: a variable that was never set must not be one.
 */
#include "../../platform/mem.h"
#include "network.h"

static struct {
    Slot slots[NETWORK_SOCKETS + 1];
    int used;                   /* slots that were ever taken */
    int freed[NETWORK_SOCKETS]; /* a ring of numbers: */
    int first_freed, freed_count;
} the_slots;

Slot *slot_of(int handle) {
    bool is_one = handle >= 1 && handle <= the_slots.used && the_slots.slots[handle].is_taken;
    return is_one ? &the_slots.slots[handle] : NULL;
}

static int free_handle(void) {
    if (the_slots.freed_count == 0)
        return the_slots.used < NETWORK_SOCKETS ? ++the_slots.used : GM_NONE;
    int handle = the_slots.freed[the_slots.first_freed];
    the_slots.first_freed = (the_slots.first_freed + 1) % NETWORK_SOCKETS;
    the_slots.freed_count--;
    return handle;
}

int slot_take(int type, bool is_server) {
    int handle = free_handle();
    if (handle == GM_NONE) return GM_NONE;
    the_slots.slots[handle] = (Slot){.is_taken = true,
                                     .is_server = is_server,
                                     .type = type,
                                     .fd = -1,
                                     .limit = NETWORK_CLIENT_LIMIT};
    return handle;
}

void slot_free(int handle) {
    Slot *slot = slot_of(handle);
    socket_unbind(slot->fd);
    mem_free(slot->protocol);
    mem_free(slot->host);
    if (slot->link != NULL) slot->link->handle = GM_NONE;
    *slot = (Slot){.fd = -1};
    int last = (the_slots.first_freed + the_slots.freed_count++) % NETWORK_SOCKETS;
    the_slots.freed[last] = handle;
}

void slots_close(void) {
    for (int handle = 1; handle <= the_slots.used; handle++) {
        if (!the_slots.slots[handle].is_taken) continue;
        Link *link = the_slots.slots[handle].link;
        slot_free(handle);
        if (link != NULL) link_let_go(link);
    }
    the_slots.used = the_slots.first_freed = the_slots.freed_count = 0;
}

void link_let_go(Link *link) {
    link->handle = GM_NONE;
    Link *server = link->server;
    bool is_busy = link->socket.kind == SOCKET_LISTENER &&
                   atomic_load(&link->socket.connections) > 0; /* they know it */
    if (!link->is_gone || is_busy) return;
    link_free(link);
    if (server == NULL) return;
    bool was_last = atomic_fetch_sub(&server->socket.connections, 1) == 1;
    if (was_last && server->is_gone && server->handle == GM_NONE) link_let_go(server);
}
