/* One connection to the mock origin: asks and answers in turn. Thread: worker, the origin's. */
#ifndef PLATFORM_ORIGIN_CONNECTION_H
#define PLATFORM_ORIGIN_CONNECTION_H

#include "origin_answer.h"

#include <uv.h>

/* What the connections of one origin share. */
typedef struct OriginShared {
    Routes routes;
    Stores stores;
    struct OriginConnection *connections; /* the open ones */
    void (*access)(const char *line);     /* NULL: nobody listens */
} OriginShared;

void connection_accept(OriginShared *shared, uv_stream_t *listener);
void connections_close(OriginShared *shared); /* they are gone when the loop has run */

#endif
