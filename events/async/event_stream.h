/* What a stream of events says, piece by piece: server-sent events, or one JSON object a line.
 * Thread: any, one owner. */
#ifndef EVENTS_ASYNC_EVENT_STREAM_H
#define EVENTS_ASYNC_EVENT_STREAM_H

#include <stdbool.h>
#include <stddef.h>

typedef struct EventStream {
    /* Called for each event. Texts are lent; name "": none was given; id NULL: none is known. */
    void (*event)(void *context, const char *name, const char *id, const char *data);
    void *context;
    bool as_lines;
    int retry_ms; /* what the server wished for; 0: nothing */

    char *line; /* what has come of the current one */
    size_t line_bytes, line_capacity;
    bool ended_with_return;
    char *name, *id, *data; /* of the current event; NULL: none */
    size_t data_bytes, data_capacity;
} EventStream;

void event_stream_open(EventStream *stream, bool as_lines, const char *last_id);
/* False: a line or an event is larger than 1 MB. */
bool event_stream_feed(EventStream *stream, const char *bytes, size_t count);
void event_stream_close(EventStream *stream);

#endif
