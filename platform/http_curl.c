/* The thread "http": one libcurl multi handle, on which every call of the program runs.
 *
 * The main thread pushes calls on a list and wakes the thread up; the thread starts them, at most
 * MOST_AT_ONCE at a time, waits for the network, ends what is complete, cancelled or stalled, and
 * tells of bodies that grew. Lists but the first belong to the thread alone. */
#define _POSIX_C_SOURCE 200809L
#include "http.h"
#include "http_transfer.h"
#include "log.h"
#include "mem.h"
#include "thread.h"
#include "trace.h"

#include <signal.h>

enum {
    MOST_AT_ONCE = 256,      /* sockets: a process may have 1,024 files open */
    LONGEST_WAIT_MS = 60000, /* the thread is woken whenever there is something to do */
    /* While transfers run: libcurl 7.88 may hold answers of a shared HTTP/2 connection in its own
     * buffers without telling poll of them. */
    LONGEST_PAUSE_MS = 50,
};

static struct {
    atomic_bool open;
    Thread thread;
    _Atomic(CURLM *) multi; /* NULL until the thread is ready */
    atomic_bool closing, look;

    Lock lock; /* guards asked, starting the thread, and multi from ending while it is woken */
    HttpCall *asked; /* pushed by main: the newest first */

    /* The thread's own. */
    CURLSH *share;
    HttpCall *waiting, **waiting_end; /* the oldest first */
    HttpTransfer *under_way, *at_rest, *grown;
    int under_way_count;
    int64_t look_for_stalls_at_us; /* no call stalls before */
} the_http = {.lock = LOCK_INIT};

/* MARK: beginning and ending calls */

static void note_growth(HttpTransfer *transfer) {
    if (transfer->grown) return;
    transfer->grown = true;
    transfer->next_grown = the_http.grown;
    the_http.grown = transfer;
}

static HttpTransfer *take_transfer(void) {
    HttpTransfer *transfer = the_http.at_rest;
    if (transfer == NULL) return transfer_open(the_http.share, note_growth);
    the_http.at_rest = transfer->next;
    return transfer;
}

static void link_under_way(HttpTransfer *transfer) {
    transfer->previous = NULL;
    transfer->next = the_http.under_way;
    if (transfer->next != NULL) transfer->next->previous = transfer;
    the_http.under_way = transfer;
    the_http.under_way_count++;
}

static void unlink_under_way(HttpTransfer *transfer) {
    if (transfer->previous != NULL)
        transfer->previous->next = transfer->next;
    else
        the_http.under_way = transfer->next;
    if (transfer->next != NULL) transfer->next->previous = transfer->previous;
    the_http.under_way_count--;
}

/* Ends a call that has no transfer yet. */
static void refuse(HttpCall *call, const char *why) {
    call->error = why;
    call->announced = -1;
    call->transfer = NULL;
    call->done(call);
}

static void begin(HttpCall *call) {
    HttpTransfer *transfer = take_transfer();
    if (transfer == NULL) {
        refuse(call, "there is no memory left for the transfer");
        return;
    }
    transfer_begin(transfer, call);
    link_under_way(transfer);
    int64_t stalls_at = transfer_stalls_at_us(transfer, transfer->began_us);
    if (stalls_at < the_http.look_for_stalls_at_us) the_http.look_for_stalls_at_us = stalls_at;
    curl_multi_add_handle(the_http.multi, transfer->easy);
}

static void end(HttpTransfer *transfer, CURLcode code, const char *own) {
    int64_t start = trace_now();
    unlink_under_way(transfer);
    curl_multi_remove_handle(the_http.multi, transfer->easy);
    HttpCall *call = transfer_end(transfer, code, own);
    int status = call->status;
    call->done(call);
    transfer->next = the_http.at_rest;
    the_http.at_rest = transfer;
    trace_slice("http done", start, "status", status);
}

static bool is_cancelled(const HttpCall *call) {
    return call->cancelled != NULL && atomic_load(call->cancelled);
}

/* MARK: the parts of a round */

/* The calls that main pushed go to the end of those waiting, in their order. */
static void take_asked(void) {
    lock_take(&the_http.lock);
    HttpCall *newest = the_http.asked;
    the_http.asked = NULL;
    lock_give(&the_http.lock);
    if (newest == NULL) return;
    HttpCall *oldest = NULL;
    for (HttpCall *call = newest, *older; call != NULL; call = older) {
        older = call->next;
        call->next = oldest;
        oldest = call;
    }
    *the_http.waiting_end = oldest;
    the_http.waiting_end = &newest->next;
}

static void begin_waiting(void) {
    while (the_http.waiting != NULL && the_http.under_way_count < MOST_AT_ONCE) {
        HttpCall *call = the_http.waiting;
        the_http.waiting = call->next;
        if (the_http.waiting == NULL) the_http.waiting_end = &the_http.waiting;
        if (is_cancelled(call))
            refuse(call, "the request was cancelled");
        else
            begin(call);
    }
}

static void end_cancelled(void) {
    if (!atomic_exchange(&the_http.look, false)) return;
    for (HttpTransfer *transfer = the_http.under_way, *next; transfer != NULL; transfer = next) {
        next = transfer->next;
        if (is_cancelled(transfer->call)) end(transfer, CURLE_OK, "the request was cancelled");
    }
    HttpCall **link = &the_http.waiting;
    while (*link != NULL) {
        HttpCall *call = *link;
        if (!is_cancelled(call)) {
            link = &call->next;
            continue;
        }
        *link = call->next;
        refuse(call, "the request was cancelled");
    }
    the_http.waiting_end = link;
}

static void end_complete(void) {
    int left = 0;
    for (CURLMsg *message = curl_multi_info_read(the_http.multi, &left); message != NULL;
         message = curl_multi_info_read(the_http.multi, &left)) {
        CURLcode code = message->data.result; /* the message goes with its handle */
        if (message->msg == CURLMSG_DONE) end(transfer_of(message->easy_handle), code, NULL);
    }
}

static void end_stalled(int64_t now_us) {
    if (now_us < the_http.look_for_stalls_at_us) return;
    the_http.look_for_stalls_at_us = INT64_MAX;
    for (HttpTransfer *transfer = the_http.under_way, *next; transfer != NULL; transfer = next) {
        next = transfer->next;
        if (transfer_is_silent(transfer, now_us)) {
            end(transfer, CURLE_OK, "the server fell silent: nothing came any more");
            continue;
        }
        int64_t stalls_at = transfer_stalls_at_us(transfer, now_us);
        if (stalls_at < the_http.look_for_stalls_at_us) the_http.look_for_stalls_at_us = stalls_at;
    }
}

static void tell_growth(void) {
    HttpTransfer *transfer = the_http.grown;
    the_http.grown = NULL;
    while (transfer != NULL) {
        transfer->grown = false;
        if (transfer->call != NULL) transfer->call->progress(transfer->call);
        transfer = transfer->next_grown;
    }
}

static int wait_ms(int64_t now_us) {
    if (the_http.waiting != NULL && the_http.under_way_count < MOST_AT_ONCE) return 0;
    if (the_http.under_way == NULL) return LONGEST_WAIT_MS;
    int64_t ms = (the_http.look_for_stalls_at_us - now_us + 999) / 1000;
    return ms < 0 ? 0 : ms > LONGEST_PAUSE_MS ? LONGEST_PAUSE_MS : (int)ms;
}

/* MARK: the thread */

static void open_curl(void) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    the_http.share = curl_share_init();
    curl_share_setopt(the_http.share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    CURLM *multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)MOST_AT_ONCE);
    the_http.waiting = NULL;
    the_http.waiting_end = &the_http.waiting;
    the_http.look_for_stalls_at_us = INT64_MAX;
    atomic_store(&the_http.multi, multi);
}

static void close_curl(void) {
    while (the_http.at_rest != NULL) {
        HttpTransfer *transfer = the_http.at_rest;
        the_http.at_rest = transfer->next;
        transfer_close(transfer);
    }
    CURLM *multi = atomic_load(&the_http.multi);
    lock_take(&the_http.lock); /* main may be about to wake it up */
    atomic_store(&the_http.multi, NULL);
    lock_give(&the_http.lock);
    curl_multi_cleanup(multi);
    curl_share_cleanup(the_http.share);
    curl_global_cleanup();
}

static void end_all(const char *why) {
    take_asked();
    while (the_http.under_way != NULL)
        end(the_http.under_way, CURLE_OK, why);
    while (the_http.waiting != NULL) {
        HttpCall *call = the_http.waiting;
        the_http.waiting = call->next;
        refuse(call, why);
    }
}

static void run(void *context) {
    (void)context;
    sigset_t pipe; /* a connection that the other side closed is an ordinary error */
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, NULL);
    open_curl();
    while (!atomic_load(&the_http.closing)) {
        int running = 0;
        take_asked();
        begin_waiting();
        end_cancelled();
        curl_multi_perform(the_http.multi, &running);
        end_complete();
        int64_t now = transfer_now_us();
        end_stalled(now);
        tell_growth();
        curl_multi_poll(the_http.multi, NULL, 0, wait_ms(now), NULL);
    }
    end_all("the game ended");
}

/* MARK: entry points */

void http_add_header(HttpCall *call, const char *name, const char *value) {
    /* libcurl takes "Name;" for a header without a value, "Name:" for one to leave out */
    char *line = value == NULL      ? mem_textf("%s:", name)
                 : value[0] == '\0' ? mem_textf("%s;", name)
                                    : mem_textf("%s: %s", name, value);
    struct curl_slist *grown = curl_slist_append(call->headers, line);
    if (grown != NULL) call->headers = grown;
    mem_free(line);
}

void http_drop_headers(HttpCall *call) {
    curl_slist_free_all(call->headers);
    call->headers = NULL;
}

static void wake_up(void) {
    lock_take(&the_http.lock); /* the thread may be about to end */
    CURLM *multi = atomic_load(&the_http.multi);
    /* Not ready yet: it will look at everything before it waits for the first time. */
    if (multi != NULL) curl_multi_wakeup(multi);
    lock_give(&the_http.lock);
}

void http_submit(HttpCall *call) {
    call->submitted_us = transfer_now_us();
    lock_take(&the_http.lock);
    if (!atomic_exchange(&the_http.open, true)) {
        atomic_store(&the_http.closing, false);
        thread_start(&the_http.thread, "http", run, NULL);
    }
    bool first = the_http.asked == NULL; /* else it has been woken already and not looked yet */
    call->next = the_http.asked;
    the_http.asked = call;
    lock_give(&the_http.lock);
    if (first) wake_up();
}

void http_look(void) {
    if (!the_http.open) return;
    atomic_store(&the_http.look, true);
    wake_up();
}

void http_close(void) {
    if (!the_http.open) return;
    atomic_store(&the_http.closing, true);
    wake_up();
    thread_join(&the_http.thread);
    close_curl(); /* not by the thread: wake_up may still be at work with what is closed here */
    the_http.open = false;
}

void http_each_header(const HttpCall *call,
                      void (*each)(void *context, const char *name, const char *value),
                      void *context) {
    if (call->transfer != NULL) headers_each(&call->transfer->headers, each, context);
}
