/* The life of instances with its events: objects/ makes and ends them, dispatch tells them.
 * Thread: main. */
#ifndef EVENTS_LIFE_H
#define EVENTS_LIFE_H

#include "../runtime/gm_instance.h"

/* Destroy (if asked for), Clean Up, the end. Twice does nothing. */
void life_end(GmInstance *self, bool run_destroy);

#endif
