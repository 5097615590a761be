/* The way of pictures and sounds: from a URL to the lane "decode", and from there to main. */
#include "asset_job.h"

#include "../../platform/http.h"
#include "../../platform/mem.h"
#include "http.h"

#include <string.h>

typedef struct AssetCompletion {
    Completion completion;
    AssetJob *job;
} AssetCompletion;

void asset_job_submit(AssetJob *job) {
    lane_submit(lane_decode(), &job->job);
}

/* The URL's answer: decoding is the other lane's business. Thread: worker ("http") */
static void fetched(void *context, int http_status, char *body, size_t bytes, const char *error) {
    AssetJob *job = context;
    job->http_status = http_status;
    job->bytes = body;
    job->size = bytes;
    if (error == NULL && http_status >= 200 && http_status < 300)
        asset_job_submit(job);
    else
        job->not_fetched(job, error);
}

void asset_job_fetch(AssetJob *job) {
    http_fetch(job->name, job->request, fetched, job);
}

void asset_job_post(AssetJob *job) {
    AssetCompletion *done = completion_new(sizeof *done, job->request, true);
    done->job = job;
    mailbox_post(&done->completion);
}

AssetJob *asset_job_of(const Completion *completion) {
    return ((const AssetCompletion *)completion)->job;
}

void asset_job_tell(const AssetJob *job, Map *map, int id, int status) {
    map_set_real(map, ASYNC_KEY(id), id);
    map_set_real(map, ASYNC_KEY(status), status);
    map_set_text(map, ASYNC_KEY(filename), job->name, strlen(job->name));
    map_set_real(map, ASYNC_KEY(http_status), job->http_status);
}

void asset_job_cancel(Request *request) {
    (void)request;
    http_look();
}

void asset_job_free(AssetJob *job) {
    mem_free(job->name);
    mem_free(job->path);
    mem_free(job->bytes);
    mem_free(job);
}
