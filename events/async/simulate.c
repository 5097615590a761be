/* Driving the simulators: which of them are there, and which are offline. */
#include "simulate.h"

#include "../service.h"

#include <stdatomic.h>

static struct {
    bool is_there[GM_SERVICE_KIND_COUNT];
    atomic_bool is_offline[GM_SERVICE_KIND_COUNT];
} the_simulators;

bool simulate_is_offline(GmServiceKind kind) {
    return atomic_load(&the_simulators.is_offline[kind]);
}

void simulate_begin(GmServiceKind kind) {
    the_simulators.is_there[kind] = true;
    atomic_store(&the_simulators.is_offline[kind], false);
}

void simulate_end(GmServiceKind kind) {
    the_simulators.is_there[kind] = false;
    atomic_store(&the_simulators.is_offline[kind], false);
}

bool simulate_may(GmServiceKind kind) {
    return (unsigned)kind < GM_SERVICE_KIND_COUNT && service_of(kind) != NULL &&
           the_simulators.is_there[kind];
}

bool gm_simulate_offline(GmServiceKind kind, bool offline) {
    if (!simulate_may(kind)) return false;
    atomic_store(&the_simulators.is_offline[kind], offline);
    return true;
}

bool gm_simulate_is_offline(GmServiceKind kind) {
    return simulate_may(kind) && simulate_is_offline(kind);
}
