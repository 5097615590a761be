/* Event streams of the mock origin. Thread: worker. */
#ifndef PLATFORM_ORIGIN_EVENTS_H
#define PLATFORM_ORIGIN_EVENTS_H

#include <stdbool.h>

/* What is sent of a route's "events" (a JSON list of {"id", "event", "data"}): those after the one
 * whose id is last_id (NULL: all), at most so many (0: no limit). As server-sent events, or one
 * JSON object a line. breaks: that was not all, or exactly so many. mem_free */
char *origin_events(const char *list, const char *last_id, bool as_lines, int most, bool *breaks);

#endif
