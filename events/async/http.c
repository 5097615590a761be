/* HTTP (event 62): jobs go to the thread "http", which turns what it hears into completions. */
#include "http.h"
#include "../../assets/buffer.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_buffer.h"

#include <string.h>
#include <strings.h>

typedef struct HttpCompletion {
    Completion completion;
    HttpJob *job;
    char *content; /* on its way to the answer buffer */
    size_t bytes, copied;
} HttpCompletion;

enum { STATUS_FAILED = -1, STATUS_DONE = 0, STATUS_RECEIVING = 1 };
enum { COPY_BYTES = 1024 * 1024 }; /* a quarter of a millisecond */

/* MARK: jobs */

HttpJob *http_job_new(const char *url) {
    size_t bytes = strlen(url) + 1;
    HttpJob *job = mem_alloc(sizeof *job + bytes);
    memcpy(job->url, url, bytes);
    job->ca_file = mem_text(http_settings_ca_file());
    job->call.url = job->url;
    job->call.ca_file = job->ca_file;
    job->call.connect_timeout_ms = gm_http_get_connect_timeout();
    return job;
}

void http_job_free(HttpJob *job) {
    http_drop_headers(&job->call);
    mem_free(job->method);
    mem_free(job->body);
    mem_free(job->file);
    mem_free(job->ca_file);
    mem_free(job->local);
    mem_free(job);
}

/* MARK: completions. Thread: worker */

static void set_text(Map *map, const MapKey *key, const char *text) {
    map_set_text(map, key, text, strlen(text));
}

static void add_header(void *context, const char *name, const char *value) {
    MapKey key = map_key(name);
    set_text(context, &key, value);
}

/* What progress and final events have in common. */
static HttpCompletion *complete(HttpJob *job, int status, bool last) {
    HttpCompletion *done = completion_new(sizeof *done, job->request, last);
    Map *map = done->completion.map;
    done->job = job;
    map_set_real(map, ASYNC_KEY(status), status);
    set_text(map, ASYNC_KEY(url), job->url);
    map_set_real(map, ASYNC_KEY(content_length), (double)job->call.announced);
    map_set_real(map, ASYNC_KEY(size_downloaded), (double)job->call.received);
    return done;
}

static void progress(HttpCall *call) {
    HttpJob *job = (HttpJob *)call;
    if (atomic_exchange(&job->progress_out, true)) return;
    mailbox_post(&complete(job, STATUS_RECEIVING, false)->completion);
}

/* The body goes where it was asked for: to the buffer once on main, a text by its pointer. */
static void deliver(HttpCompletion *done) {
    HttpJob *job = done->job;
    Map *map = done->completion.map;
    char *content = job->call.content;
    size_t bytes = content != NULL ? (size_t)job->call.received : 0;
    if (job->has_answer_buffer && content != NULL) {
        done->content = content;
        done->bytes = bytes;
    } else if (content != NULL) {
        map_take_text(map, ASYNC_KEY(result), content, bytes);
    } else {
        set_text(map, ASYNC_KEY(result), job->call.error == NULL ? job->local : "");
    }
}

static void finish(HttpCall *call) {
    HttpJob *job = (HttpJob *)call;
    HttpCompletion *done = complete(job, call->error == NULL ? STATUS_DONE : STATUS_FAILED, true);
    Map *map = done->completion.map;
    deliver(done);
    map_set_real(map, ASYNC_KEY(http_status), call->status);
    if (call->status > 0) {
        Map *headers = map_new();
        http_each_header(call, add_header, headers);
        map_take_map(map, ASYNC_KEY(response_headers), headers);
    }
    if (call->error != NULL) set_text(map, ASYNC_KEY(error), call->error);
    mailbox_post(&done->completion);
}

int http_job_start(HttpJob *job, const char *call) {
    job->request = request_open(&http_source, call);
    int id = job->request->id;
    job->call.cancelled = &job->request->cancelled;
    job->call.progress = progress;
    job->call.done = finish;
    http_submit(&job->call);
    return id;
}

/* MARK: fetching for other sources */

typedef struct Fetch {
    HttpCall call;
    char *url, *ca_file;
    void (*done)(void *context, int http_status, char *body, size_t bytes, const char *error);
    void *context;
} Fetch;

static void fetched(HttpCall *call) {
    Fetch *fetch = (Fetch *)call;
    size_t bytes = call->content != NULL ? (size_t)call->received : 0;
    fetch->done(fetch->context, call->status, call->content, bytes, call->error);
    mem_free(fetch->url);
    mem_free(fetch->ca_file);
    mem_free(fetch);
}

void http_fetch(const char *url, Request *request,
                void (*done)(void *context, int http_status, char *body, size_t bytes,
                             const char *error),
                void *context) {
    Fetch *fetch = mem_alloc(sizeof *fetch);
    fetch->context = context;
    fetch->url = mem_text(url);
    fetch->ca_file = mem_text(http_settings_ca_file());
    fetch->done = done;
    fetch->call = (HttpCall){.url = fetch->url,
                             .ca_file = fetch->ca_file,
                             .connect_timeout_ms = gm_http_get_connect_timeout(),
                             .cancelled = &request->cancelled,
                             .done = fetched};
    http_submit(&fetch->call);
}

bool http_is_url(const char *text) {
    size_t scheme = text == NULL                            ? 0
                    : strncasecmp(text, "http://", 7) == 0  ? 7
                    : strncasecmp(text, "https://", 8) == 0 ? 8
                                                            : 0;
    return scheme > 0 && text[scheme] != '\0' && strchr("/?#", text[scheme]) == NULL;
}

/* MARK: the source. Thread: main */

static void fail(Map *map, const char *why) {
    map_set_real(map, ASYNC_KEY(status), STATUS_FAILED);
    set_text(map, ASYNC_KEY(result), "");
    set_text(map, ASYNC_KEY(error), why);
}

/* Copies the next bytes of the answer; true once all are there, or do not fit. */
static bool copy_some(HttpCompletion *done, Buffer *buffer) {
    size_t left = done->bytes - done->copied;
    int count = left < COPY_BYTES ? (int)left : COPY_BYTES;
    buffer_seek(buffer, GM_BUFFER_SEEK_START, (int)done->copied);
    if (buffer_write(buffer, done->content + done->copied, count) != 0) {
        fail(done->completion.map, "the buffer for the answer is too small");
        return true;
    }
    done->copied += (size_t)count;
    return done->copied == done->bytes;
}

/* A grow buffer takes the answer as it is. Others get a copy, a large one over several steps, so
 * that none of them is late. */
static bool land(Completion *completion) {
    HttpCompletion *done = (HttpCompletion *)completion;
    if (done->content == NULL) return true;
    Buffer *buffer = buffer_of(done->job->answer_buffer);
    if (buffer == NULL) {
        fail(completion->map, "the buffer for the answer is gone");
        return true;
    }
    map_set_real(completion->map, ASYNC_KEY(result), (double)done->bytes);
    if (buffer_take(buffer, done->content, done->bytes))
        done->content = NULL;
    else if (!copy_some(done, buffer))
        return false;
    buffer_rewind(buffer);
    return true;
}

static void release(Completion *completion) {
    HttpCompletion *done = (HttpCompletion *)completion;
    if (completion->last)
        http_job_free(done->job);
    else
        atomic_store(&done->job->progress_out, false);
    mem_free(done->content);
    mem_free(done);
}

static void cancel(Request *request) {
    (void)request;
    http_look();
}

const AsyncSource http_source = {
    .name = "http",
    .event = EVENT_OTHER_WEB_ASYNC,
    .open = http_settings_reset,
    .land = land,
    .free = release,
    .cancel = cancel,
    .close = http_close,
};
