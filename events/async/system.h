/* The System event's ear: what the window says. Thread: main. */
#ifndef EVENTS_ASYNC_SYSTEM_H
#define EVENTS_ASYNC_SYSTEM_H

#include "../../platform/window.h"

/* Becomes a System event if it is about the system: focus, displays, language, memory, sound. */
void system_hear(const WindowEvent *event);
void system_tell(const char *event_type); /* a variant that has no other key */

#endif
