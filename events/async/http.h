/* HTTP as a source (event 62), and fetching for other sources.
 *
 * A job is one request: made on main, worked on by the thread "http" (platform/http.h), and given
 * back with its final completion, so that main frees it. */
#ifndef EVENTS_ASYNC_HTTP_H
#define EVENTS_ASYNC_HTTP_H

#include "../../platform/http.h"
#include "../async.h"

/* Fetches a URL for another source's request (pictures, sounds), with the game's time-outs and
 * certificates. done is called exactly once, also when the request is cancelled or the game ends:
 *   http_status  code of the answer; 0: none came
 *   body         with a zero behind it, done's to mem_free; NULL: see error
 *   error        a sentence, lent until done returns; NULL: a complete answer came
 * That source's cancel calls http_look (platform/http.h). Thread: main; done: worker. */
void http_fetch(const char *url, Request *request,
                void (*done)(void *context, int http_status, char *body, size_t bytes,
                             const char *error),
                void *context);
bool http_is_url(const char *text); /* starts with http:// or https:// and names a server */

/* Between http.c and http_requests.c */

typedef struct HttpJob {
    HttpCall call; /* its texts are the job's own */
    Request *request;
    char *method, *body, *file, *ca_file;
    char *local; /* the file as the game named it: "result" */
    bool has_answer_buffer;
    int answer_buffer;        /* where the answer is to be written */
    atomic_bool progress_out; /* a progress completion is on its way: no second one */
    char url[];
} HttpJob;

void http_settings_reset(void);
const char *http_settings_ca_file(void); /* for later requests; NULL: the system's */

HttpJob *http_job_new(const char *url);             /* with the game's time-out and certificates */
int http_job_start(HttpJob *job, const char *call); /* opens the request; its id */
void http_job_free(HttpJob *job);

#endif
