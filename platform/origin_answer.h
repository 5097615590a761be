/* What the mock origin answers: the head, and the body piece by piece. Thread: worker. */
#ifndef PLATFORM_ORIGIN_ANSWER_H
#define PLATFORM_ORIGIN_ANSWER_H

#include "origin_request.h"
#include "origin_routes.h"
#include "origin_store.h"

typedef struct OriginAnswer {
    int status;
    char *head;        /* with the empty line at its end */
    char *own;         /* a body made for this answer; NULL: none */
    const char *bytes; /* the body; NULL: generated */
    int64_t size;      /* of the body that is to be sent; 0 for HEAD */
    bool is_chunked, keeps_alive;
    bool is_endless;    /* after its last byte the connection stays as it is */
    const Route *route; /* how it is to be sent; never NULL */
} OriginAnswer;

/* Finds the route that fits and makes its answer; 404 or 405 if there is none. Counts down the
 * times of the route. */
void origin_answer_open(OriginAnswer *answer, Routes *routes, Stores *stores,
                        const OriginRequest *request);
/* An answer to something that could not be read: 400, or 413. The connection ends after it. */
void origin_answer_open_bad(OriginAnswer *answer, int status);
void origin_answer_close(OriginAnswer *answer);
/* Copies bytes of the body from there on; count of them must exist. */
void origin_answer_copy(const OriginAnswer *answer, int64_t from, char *bytes, size_t count);

#endif
