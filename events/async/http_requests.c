/* gm_http_...: checks what a game asks for and makes a job of it. What is refused here returns -1
 * and raises no event; everything else is answered by exactly one. */
#include "http.h"
#include "../../assets/buffer.h"
#include "../../assets/ds.h"
#include "../../platform/files.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { CONNECT_MS = 60000 };

static struct {
    int connect_timeout_ms;
    char *ca_file;
} the_settings = {.connect_timeout_ms = CONNECT_MS};

/* MARK: settings for later requests */

void http_settings_reset(void) {
    the_settings.connect_timeout_ms = CONNECT_MS;
    gm_http_set_ca_file(NULL);
}

const char *http_settings_ca_file(void) {
    return the_settings.ca_file;
}

int gm_http_get_connect_timeout(void) {
    return the_settings.connect_timeout_ms;
}

void gm_http_set_connect_timeout(int ms) {
    the_settings.connect_timeout_ms = ms > 0 ? ms : 1;
}

/* A certificate file may come with the game; else the name is a path of the system. */
static char *find_ca_file(const char *file) {
    char path[FILES_PATH];
    return mem_text(files_find(file, path, sizeof path) ? path : file);
}

void gm_http_set_ca_file(const char *file) {
    char *found = find_ca_file(file);
    mem_free(the_settings.ca_file);
    the_settings.ca_file = found;
}

/* MARK: parts of a request. Each says why it refuses, naming the call. */

static bool take_url(const char *call, const char *url) {
    if (http_is_url(url)) return true;
    log_error("%s: \"%s\" is not an address that starts with http:// or https://", call,
              url != NULL ? url : "");
    return false;
}

static bool take_method(HttpJob *job, const char *call, const char *method) {
    static const char *const methods[] = {"GET",    "HEAD",  "POST",  "PUT",
                                          "DELETE", "PATCH", "TRACE", "OPTIONS"};
    if (method == NULL) return true;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (strcasecmp(method, methods[i]) != 0) continue;
        job->method = mem_text(methods[i]);
        job->call.method = job->method;
        return true;
    }
    log_error("%s: the method \"%s\" is none of GET, HEAD, POST, PUT, DELETE, PATCH, TRACE and "
              "OPTIONS",
              call, method);
    return false;
}

/* A value's text; numbers are written into the space given. NULL: of another kind. */
static const char *header_text(const Value *value, char *space, size_t size) {
    if (value->kind == VALUE_TEXT) return value->text;
    if (value->kind == VALUE_REAL || value->kind == VALUE_BOOL)
        snprintf(space, size, "%.15g", value->real);
    else if (value->kind == VALUE_INT64)
        snprintf(space, size, "%lld", (long long)value->int64);
    else
        return NULL;
    return space;
}

/* A line break in a header would let a text smuggle in further ones. */
static bool is_header(const char *name, const char *value) {
    static const char token[] = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return name[0] != '\0' && name[strspn(name, token)] == '\0' && value != NULL &&
           value[strcspn(value, "\r\n")] == '\0';
}

static bool take_headers(HttpJob *job, const char *call, int header_map) {
    const Map *map = ds_map(header_map);
    const char *name = NULL;
    const Value *value = NULL;
    for (int cursor = 0; map != NULL && map_next(map, &cursor, &name, &value);) {
        char number[32];
        const char *text = header_text(value, number, sizeof number);
        if (!is_header(name, text)) {
            log_error("%s: \"%s\" is no header: a name of letters, digits and dashes and a text of "
                      "one line were expected",
                      call, name);
            return false;
        }
        http_add_header(&job->call, name, text);
    }
    return true;
}

static bool has_header(const char *name, int header_map) {
    const Map *map = ds_map(header_map);
    const char *key = NULL;
    const Value *value = NULL;
    for (int cursor = 0; map != NULL && map_next(map, &cursor, &key, &value);)
        if (strcasecmp(key, name) == 0) return true;
    return false;
}

static void take_body(HttpJob *job, const void *bytes, size_t size) {
    job->body = mem_alloc(size + 1);
    memcpy(job->body, bytes, size);
    job->call.body = job->body;
    job->call.body_bytes = size;
}

/* A cursor at 0 asks for the answer; elsewhere what is in the buffer is the body. */
static bool take_buffer(HttpJob *job, const char *call, int handle) {
    const Buffer *buffer = buffer_of(handle);
    if (buffer == NULL) {
        log_error("%s: there is no buffer %d", call, handle);
        return false;
    }
    job->has_answer_buffer = buffer_tell(buffer) == 0;
    job->answer_buffer = handle;
    if (!job->has_answer_buffer) take_body(job, buffer_bytes(buffer), (size_t)buffer_used(buffer));
    return true;
}

static bool take_file(HttpJob *job, const char *call, const char *name) {
    char path[FILES_PATH];
    if (!files_save_path(name, path, sizeof path)) {
        log_error("%s: \"%s\" cannot be saved: a name inside the save area was expected, such as "
                  "\"dl/a.bin\"",
                  call, name != NULL ? name : "");
        return false;
    }
    job->file = mem_text(path);
    job->local = mem_text(name);
    job->call.file = job->file;
    return true;
}

static void take_limits(HttpJob *job, const GmHttpRequest *request) {
    if (request->connect_timeout_ms > 0) job->call.connect_timeout_ms = request->connect_timeout_ms;
    job->call.timeout_ms = request->timeout_ms;
    job->call.stall_timeout_ms = request->stall_timeout_ms;
    job->call.max_redirects = request->max_redirects;
    if (request->ca_file == NULL) return;
    mem_free(job->ca_file);
    job->ca_file = find_ca_file(request->ca_file);
    job->call.ca_file = job->ca_file;
}

/* What would be added to a body although nobody asked for it. "Expect" costs a round trip. */
static void leave_out_defaults(HttpJob *job, const GmHttpRequest *request, bool is_form) {
    int headers = request->has_headers ? request->header_map : GM_NONE;
    if (!is_form && !has_header("Content-Type", headers))
        http_add_header(&job->call, "Content-Type", NULL);
    if (!has_header("Expect", headers)) http_add_header(&job->call, "Expect", NULL);
}

static bool take_all(HttpJob *job, const char *call, const GmHttpRequest *request) {
    if (!take_method(job, call, request->method)) return false;
    if (request->has_headers && !take_headers(job, call, request->header_map)) return false;
    if (request->body != NULL && request->has_buffer) {
        log_error("%s: body and body_buffer are both given, one was expected", call);
        return false;
    }
    if (request->body != NULL) take_body(job, request->body, strlen(request->body));
    if (request->has_buffer && !take_buffer(job, call, request->body_buffer)) return false;
    if (request->file != NULL && job->has_answer_buffer) {
        log_error("%s: the answer cannot go to a file and to a buffer whose cursor is at 0", call);
        return false;
    }
    if (request->file != NULL && !take_file(job, call, request->file)) return false;
    take_limits(job, request);
    return true;
}

/* MARK: entry points */

/* is_form: the body is what a web form sends, and says so. */
static int start(const char *call, const GmHttpRequest *request, bool is_form) {
    if (!take_url(call, request->url)) return GM_NONE;
    HttpJob *job = http_job_new(request->url);
    if (!take_all(job, call, request)) {
        http_job_free(job);
        return GM_NONE;
    }
    if (job->body != NULL) leave_out_defaults(job, request, is_form);
    return http_job_start(job, call);
}

int gm_http_get(const char *url) {
    return start("gm_http_get", &(GmHttpRequest){.url = url}, false);
}

int gm_http_get_file(const char *url, const char *local_target) {
    const char *file = local_target != NULL ? local_target : "";
    return start("gm_http_get_file", &(GmHttpRequest){.url = url, .file = file}, false);
}

int gm_http_post_string(const char *url, const char *body) {
    const char *text = body != NULL ? body : "";
    return start("gm_http_post_string",
                 &(GmHttpRequest){.url = url, .method = "POST", .body = text}, true);
}

int gm_http_request(const char *url, const char *method, int header_map, const char *body) {
    return start("gm_http_request",
                 &(GmHttpRequest){.url = url,
                                  .method = method,
                                  .has_headers = header_map != GM_NONE,
                                  .header_map = header_map,
                                  .body = body},
                 false);
}

int gm_http_request_ext(const GmHttpRequest *request) {
    return start("gm_http_request_ext", request, false);
}
