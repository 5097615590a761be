/* Where the body of an answer goes: memory that grows, or a file that appears when it is complete.
 * Thread: worker. */
#ifndef PLATFORM_HTTP_SINK_H
#define PLATFORM_HTTP_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct HttpSink {
    char *bytes; /* memory: what came so far */
    size_t capacity;
    const char *target; /* file: its final path, lent; NULL: memory */
    char *part;         /* file: where it is written until then; NULL: not begun */
    int descriptor;
    int64_t size;  /* bytes so far */
    char why[320]; /* after a false: what went wrong */
} HttpSink;

void sink_open(HttpSink *sink, const char *target);
/* announced: bytes expected in all, -1 unknown; a hint. False: why says why. */
bool sink_write(HttpSink *sink, const void *bytes, size_t count, int64_t announced);
/* Ends it well: the file gets its name; memory gets its final zero. False: as sink_drop. */
bool sink_finish(HttpSink *sink);
void sink_drop(HttpSink *sink); /* removes what there is */

#endif
