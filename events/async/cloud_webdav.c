/* The cloud as a file on a WebDAV server. Settings: "url" of the file, "user", "password" (or the
 * variable ASYNCADE_CLOUD_PASSWORD), and "timeout_ms" for a server that says nothing (30,000).
 *
 * A version is the file's ETag. If-Match and If-None-Match let the server refuse a PUT that would
 * overwrite another version; some servers ignore them, so the ETag is looked at right before, too.
 * Thread: worker, but for open and close. */
#include "cloud.h"
#include "services.h"

#include "../../platform/http.h"
#include "../../platform/mem.h"
#include "../../platform/thread.h"
#include "http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIMEOUT_MS = 30000, LONGEST_MS = 600000, WEAK_TRIES = 12, WEAK_WAIT_MS = 250 };

static struct {
    char *url, *user, *password, *ca_file;
    int timeout_ms;
} the_webdav;

/* MARK: open and close. Thread: main */

/* "https://ada:secret@example.org/": such an address would end up in logs. */
static bool holds_password(const char *url) {
    const char *server = strstr(url, "//");
    return server != NULL && memchr(server + 2, '@', strcspn(server + 2, "/?#")) != NULL;
}

static void close(void) {
    mem_free(the_webdav.url);
    mem_free(the_webdav.user);
    mem_free(the_webdav.password);
    mem_free(the_webdav.ca_file);
    memset(&the_webdav, 0, sizeof the_webdav);
}

static bool open(GmServiceSettings *settings) {
    const char *kept_apart = getenv("ASYNCADE_CLOUD_PASSWORD");
    const char *url = gm_service_text(settings, "url", NULL);
    if (holds_password(url))
        gm_service_complain(settings, "url",
                            "expected an address without name and password: "
                            "they have settings of their own");
    else if (!http_is_url(url))
        gm_service_complain(settings, "url",
                            "expected an address that starts with http:// or https://");
    the_webdav.url = mem_text(url);
    the_webdav.user = mem_text(gm_service_text(settings, "user", ""));
    the_webdav.password =
        mem_text(gm_service_text(settings, "password", kept_apart != NULL ? kept_apart : ""));
    the_webdav.timeout_ms = gm_service_whole(settings, "timeout_ms", 1, LONGEST_MS, TIMEOUT_MS);
    the_webdav.ca_file = mem_text(http_settings_ca_file());
    return true;
}

static const char *place(void) {
    return the_webdav.url;
}

/* MARK: asking */

/* condition: "If-Match" or "If-None-Match", with its value; NULL: none. */
static void ask(const GmCloudJob *job, const char *url, const char *method, const char *condition,
                const char *value, HttpAnswer *answer) {
    bool has_user = the_webdav.user[0] != '\0';
    bool puts = strcmp(method, "PUT") == 0;
    HttpCall call = {.url = url,
                     .method = method,
                     .body = puts ? job->bytes : NULL,
                     .body_bytes = puts ? job->size : 0,
                     .user = has_user ? the_webdav.user : NULL,
                     .password = has_user ? the_webdav.password : NULL,
                     .ca_file = the_webdav.ca_file,
                     .connect_timeout_ms = the_webdav.timeout_ms,
                     .stall_timeout_ms = the_webdav.timeout_ms,
                     .cancelled = cloud_cancelled_flag(job)};
    http_add_header(&call, "Accept-Encoding", "identity"); /* a packed body has another ETag */
    if (condition != NULL) http_add_header(&call, condition, value);
    if (puts) {
        http_add_header(&call, "Content-Type", "application/octet-stream");
        http_add_header(&call, "Expect", NULL);
    }
    http_ask(&call, "ETag", answer);
    http_drop_headers(&call);
}

/* The same answer as an outcome; codes of success are the caller's affair. */
static GmCloudOutcome outcome_of(GmCloudJob *job, const HttpAnswer *answer) {
    if (answer->error[0] != '\0') {
        snprintf(job->why, sizeof job->why, "%s", answer->error);
        return GM_CLOUD_FAILED;
    }
    switch (answer->status) {
    case 401:
        return GM_CLOUD_NOT_LOGGED_IN;
    case 404:
        return GM_CLOUD_NOTHING;
    case 412:
        return GM_CLOUD_CONFLICT;
    case 403:
        snprintf(job->why, sizeof job->why, "the server does not allow this (403)");
        return GM_CLOUD_FAILED;
    case 507:
        snprintf(job->why, sizeof job->why, "the server has no room left (507)");
        return GM_CLOUD_FAILED;
    default:
        snprintf(job->why, sizeof job->why, "the server answered %d", answer->status);
        return answer->status >= 200 && answer->status <= 299 ? GM_CLOUD_DONE : GM_CLOUD_FAILED;
    }
}

/* MARK: ETags. W/"..." is a weak one, as servers give right after a change: If-Match takes none. */

static bool is_weak(const char *etag) {
    return strncmp(etag, "W/", 2) == 0;
}

static const char *strong(const char *etag) {
    return is_weak(etag) ? etag + 2 : etag;
}

static bool take_version(GmCloudJob *job, const HttpAnswer *answer) {
    snprintf(job->version, sizeof job->version, "%.255s", strong(answer->header));
    if (job->version[0] != '\0') return true;
    snprintf(job->why, sizeof job->why,
             "the server gives no ETag, so that changes by others could not be seen");
    return false;
}

static void wait_a_moment(void) {
    Lock lock = LOCK_INIT;
    Signal never = SIGNAL_INIT;
    lock_take(&lock);
    signal_wait_ms(&never, &lock, WEAK_WAIT_MS);
    lock_give(&lock);
}

/* Looks at what is there, until its ETag can be used: CONFLICT if it is not the job's version. */
static GmCloudOutcome look_before(GmCloudJob *job) {
    for (int i = 0; i < WEAK_TRIES; i++) {
        HttpAnswer answer;
        ask(job, the_webdav.url, "HEAD", NULL, NULL, &answer);
        GmCloudOutcome outcome = outcome_of(job, &answer);
        mem_free(answer.content);
        if (outcome == GM_CLOUD_NOTHING)
            return job->version[0] == '\0' ? GM_CLOUD_NOTHING : GM_CLOUD_CONFLICT;
        if (outcome != GM_CLOUD_DONE) return outcome;
        if (strcmp(strong(answer.header), job->version) != 0) return GM_CLOUD_CONFLICT;
        if (!is_weak(answer.header)) return GM_CLOUD_DONE;
        if (gm_cloud_is_cancelled(job)) break;
        wait_a_moment();
    }
    snprintf(job->why, sizeof job->why,
             "the server gives only weak ETags, so that nothing can be replaced safely");
    return GM_CLOUD_FAILED;
}

/* MARK: operations */

static GmCloudOutcome fetch(GmCloudJob *job) {
    HttpAnswer answer;
    ask(job, the_webdav.url, "GET", NULL, NULL, &answer);
    GmCloudOutcome outcome = outcome_of(job, &answer);
    if (outcome == GM_CLOUD_DONE && !take_version(job, &answer)) outcome = GM_CLOUD_FAILED;
    if (outcome == GM_CLOUD_DONE) gm_cloud_give(job, answer.content, answer.bytes);
    mem_free(answer.content);
    return outcome;
}

static void make_folder(const GmCloudJob *job) {
    HttpAnswer answer;
    char *folder = mem_text(the_webdav.url);
    char *slash = strrchr(folder, '/');
    slash[1] = '\0';
    ask(job, folder, "MKCOL", NULL, NULL, &answer);
    mem_free(answer.content);
    mem_free(folder);
}

static GmCloudOutcome put(GmCloudJob *job, HttpAnswer *answer) {
    bool replaces = job->version[0] != '\0';
    ask(job, the_webdav.url, "PUT", replaces ? "If-Match" : "If-None-Match",
        replaces ? job->version : "*", answer);
    mem_free(answer->content);
    return outcome_of(job, answer);
}

static GmCloudOutcome store(GmCloudJob *job) {
    HttpAnswer answer;
    GmCloudOutcome outcome = look_before(job);
    if (outcome != GM_CLOUD_DONE && outcome != GM_CLOUD_NOTHING) return outcome;
    outcome = put(job, &answer);
    if (answer.status == 409) { /* its folder is not there */
        make_folder(job);
        outcome = put(job, &answer);
    }
    /* Not every server tells the new ETag; a weak one is told so that it can be fetched. */
    if (outcome == GM_CLOUD_DONE)
        snprintf(job->version, sizeof job->version, "%s",
                 is_weak(answer.header) ? "" : answer.header);
    return outcome;
}

const GmCloudService cloud_webdav = {
    .service = {.name = "webdav", .argument = "url", .open = open, .close = close},
    .place = place,
    .fetch = fetch,
    .store = store,
};
