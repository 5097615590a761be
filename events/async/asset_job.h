/* A picture or a sound that a game adds: what both are between the call and their event, whether
 * the bytes come from a file, a buffer or a URL.
 *
 * A job belongs to its worker until its completion is posted; then the completion carries it. */
#ifndef EVENTS_ASYNC_ASSET_JOB_H
#define EVENTS_ASYNC_ASSET_JOB_H

#include "../async.h"

/* A job's own struct begins with this; mem_alloc it. */
typedef struct AssetJob {
    Job job; /* decodes, and posts in the end */
    Request *request;
    char *name;  /* as the game passed it; "" from a buffer */
    char *path;  /* NULL: the bytes are in a buffer or a URL, or there is no such file */
    char *bytes; /* of a buffer, or what a URL answered */
    size_t size;
    int http_status;
    /* There is nothing to decode: why, or NULL if the server said so. It posts. Thread: worker */
    void (*not_fetched)(struct AssetJob *job, const char *why);
} AssetJob;

void asset_job_submit(AssetJob *job); /* to the lane "decode". Thread: any */
void asset_job_fetch(AssetJob *job);  /* its name is a URL; to the lane with the answer */
void asset_job_post(AssetJob *job);   /* Thread: worker */

AssetJob *asset_job_of(const Completion *completion);
void asset_job_tell(const AssetJob *job, Map *map, int id, int status); /* the event's keys */
void asset_job_cancel(Request *request);                                /* the sources' cancel */
void asset_job_free(AssetJob *job); /* what is in the rest of its struct is freed before */

#endif
