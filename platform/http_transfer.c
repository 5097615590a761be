/* One transfer: what it asks libcurl for, what it hears, how it ends. */
#define _POSIX_C_SOURCE 200809L
#include "http_transfer.h"
#include "mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum {
    CONNECT_MS = 60000,
    STALL_MS = 30000,
    REDIRECTS = 20,
    PIECE_BYTES = 64 * 1024, /* libcurl's read buffer */
};

int64_t transfer_now_us(void) {
    struct timespec now; /* the real clock: a server does not wait while a game's clock is held */
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* MARK: what is heard */

/* The announced length of the body as it will be delivered: a packed one's is not known. */
static int64_t announced(const HttpTransfer *transfer) {
    curl_off_t length = -1;
    const char *encoding = headers_find(&transfer->headers, "Content-Encoding");
    if (encoding != NULL && strcasecmp(encoding, "identity") != 0) return -1;
    curl_easy_getinfo(transfer->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    return length;
}

static size_t hear_header(char *line, size_t one, size_t bytes, void *context) {
    (void)one;
    headers_hear(&((HttpTransfer *)context)->headers, line, bytes);
    return bytes;
}

static bool is_success(CURL *easy) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return status >= 200 && status <= 299;
}

static size_t hear_body(char *bytes, size_t one, size_t count, void *context) {
    (void)one;
    HttpTransfer *transfer = context;
    HttpCall *call = transfer->call;
    if (call->received == 0) call->announced = announced(transfer);
    transfer->heard_us = transfer_now_us();
    if (call->hear != NULL && is_success(transfer->easy)) {
        call->received += (int64_t)count;
        return call->hear(call, bytes, count) ? count : CURL_WRITEFUNC_ERROR;
    }
    if (!sink_write(&transfer->sink, bytes, count, call->announced)) return CURL_WRITEFUNC_ERROR;
    call->received = transfer->sink.size;
    if (call->progress != NULL) transfer->grew(transfer);
    return count;
}

/* The last that libcurl noted of its own: ready to ask, first byte of an answer, redirected. */
static int64_t noted_us(CURL *easy, int64_t *ready_us) {
    curl_off_t ready = 0, first_byte = 0, redirected = 0;
    curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
    curl_easy_getinfo(easy, CURLINFO_STARTTRANSFER_TIME_T, &first_byte);
    curl_easy_getinfo(easy, CURLINFO_REDIRECT_TIME_T, &redirected);
    *ready_us = ready;
    int64_t last = ready > first_byte ? ready : first_byte;
    return last > redirected ? last : redirected;
}

int64_t transfer_stalls_at_us(HttpTransfer *transfer, int64_t now_us) {
    const HttpCall *call = transfer->call;
    int64_t patience_us =
        1000 * (int64_t)(call->stall_timeout_ms > 0 ? call->stall_timeout_ms : STALL_MS);
    if (transfer->heard_us + patience_us > now_us) return transfer->heard_us + patience_us;
    curl_off_t uploaded = 0;
    int64_t ready_us = 0, last_us = transfer->began_us + noted_us(transfer->easy, &ready_us);
    curl_easy_getinfo(transfer->easy, CURLINFO_SIZE_UPLOAD_T, &uploaded);
    if (ready_us == 0 || uploaded > transfer->uploaded) /* connecting has its own limit */
        transfer->heard_us = now_us;
    else if (last_us > transfer->heard_us)
        transfer->heard_us = last_us;
    transfer->uploaded = uploaded;
    return transfer->heard_us + patience_us;
}

bool transfer_is_silent(HttpTransfer *transfer, int64_t now_us) {
    bool is_late = transfer_stalls_at_us(transfer, now_us) <= now_us;
    bool was_late = transfer->is_late;
    transfer->is_late = is_late;
    return is_late && was_late;
}

/* MARK: opening */

/* Has somebody named a proxy, for libcurl to find? */
static bool is_proxy_named(void) {
    static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                        "ALL_PROXY"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (getenv(names[i]) != NULL) return true;
    return false;
}

static void set_what_never_changes(HttpTransfer *transfer, CURLSH *share) {
    CURL *easy = transfer->easy;
    curl_easy_getinfo(easy, CURLINFO_CAINFO, &transfer->system_ca_file);
    curl_easy_getinfo(easy, CURLINFO_CAPATH, &transfer->system_ca_folder);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_SHARE, share);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    if (!is_proxy_named()) curl_easy_setopt(easy, CURLOPT_NOPROXY, "*"); /* else it always looks */
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "Asyncade/" GM_VERSION);
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, (long)PIECE_BYTES);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->detail);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, hear_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, hear_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
}

void transfer_close(HttpTransfer *transfer) {
    curl_easy_cleanup(transfer->easy);
    curl_url_cleanup(transfer->address);
    headers_free(&transfer->headers);
    mem_free(transfer);
}

HttpTransfer *transfer_open(CURLSH *share, void (*grew)(HttpTransfer *transfer)) {
    HttpTransfer *transfer = mem_alloc(sizeof *transfer);
    transfer->easy = curl_easy_init();
    transfer->address = curl_url();
    if (transfer->easy == NULL || transfer->address == NULL) {
        transfer_close(transfer);
        return NULL;
    }
    set_what_never_changes(transfer, share);
    transfer->grew = grew;
    return transfer;
}

HttpTransfer *transfer_of(CURL *easy) {
    HttpTransfer *transfer = NULL;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
    return transfer;
}

/* MARK: what is asked */

static void set_method(CURL *easy, const HttpCall *call) {
    const char *method = call->method != NULL ? call->method : "GET";
    const char *implied = "GET";
    curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    if (strcmp(method, "HEAD") == 0) {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
        implied = "HEAD";
    } else if (call->body != NULL || strcmp(method, "POST") == 0) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body_bytes);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, call->body != NULL ? call->body : "");
        implied = "POST";
    }
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, strcmp(method, implied) == 0 ? NULL : method);
}

static void set_limits(CURL *easy, const HttpCall *call, int64_t waited_us) {
    long connect_ms = call->connect_timeout_ms > 0 ? call->connect_timeout_ms : CONNECT_MS;
    long left_ms = 0; /* none */
    if (call->timeout_ms > 0) {
        left_ms = call->timeout_ms - (long)(waited_us / 1000);
        if (left_ms < 1) left_ms = 1;
    }
    long redirects = call->max_redirects > 0 ? call->max_redirects : REDIRECTS;
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, left_ms);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, call->max_redirects < 0 ? 0L : 1L);
    curl_easy_setopt(easy, CURLOPT_MAXREDIRS, redirects);
}

/* Does it ask for nothing but an address? Most calls do. */
static bool is_plain(const HttpCall *call) {
    bool secure = strncasecmp(call->url, "https", 5) == 0;
    bool waits_as_usual = call->connect_timeout_ms <= 0 || call->connect_timeout_ms == CONNECT_MS;
    return !secure && call->method == NULL && call->body == NULL && call->headers == NULL &&
           call->user == NULL && call->password == NULL && call->ca_file == NULL &&
           call->timeout_ms <= 0 && call->max_redirects == 0 && waits_as_usual;
}

static void set_options(HttpTransfer *transfer, const HttpCall *call) {
    CURL *easy = transfer->easy;
    bool own_ca = call->ca_file != NULL;
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, call->headers);
    /* One secure connection that many calls share is worth waiting for; a plain one cannot. */
    curl_easy_setopt(easy, CURLOPT_PIPEWAIT, strncasecmp(call->url, "https", 5) == 0 ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_CAINFO, own_ca ? call->ca_file : transfer->system_ca_file);
    curl_easy_setopt(easy, CURLOPT_CAPATH, own_ca ? NULL : transfer->system_ca_folder);
    curl_easy_setopt(easy, CURLOPT_USERNAME, call->user);
    curl_easy_setopt(easy, CURLOPT_PASSWORD, call->password);
    set_method(easy, call);
    set_limits(easy, call, transfer->began_us - call->submitted_us);
}

/* libcurl takes an address apart, puts it together again and keeps that, too, unless it gets the
 * parts. One that has none is its own to complain about. */
static void set_address(HttpTransfer *transfer, const char *url) {
    curl_url_set(transfer->address, CURLUPART_URL, NULL, 0); /* else the next is relative to it */
    CURLUcode code = curl_url_set(transfer->address, CURLUPART_URL, url,
                                  CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME);
    curl_easy_setopt(transfer->easy, CURLOPT_URL, url);
    curl_easy_setopt(transfer->easy, CURLOPT_CURLU, code == CURLUE_OK ? transfer->address : NULL);
}

void transfer_begin(HttpTransfer *transfer, HttpCall *call) {
    transfer->call = call;
    transfer->began_us = transfer->heard_us = transfer_now_us();
    transfer->uploaded = 0;
    transfer->is_late = false;
    transfer->detail[0] = '\0';
    call->transfer = transfer;
    call->announced = -1;
    call->received = 0;
    sink_open(&transfer->sink, call->file);
    headers_clear(&transfer->headers);
    set_address(transfer, call->url);
    bool was_plain = transfer->is_plain; /* then all options stand as they have to */
    transfer->is_plain = is_plain(call);
    if (!was_plain || !transfer->is_plain) set_options(transfer, call);
}

/* MARK: the end */

static const char *reason(CURLcode code) {
    static const struct {
        CURLcode code;
        const char *sentence;
    } reasons[] = {
        {CURLE_UNSUPPORTED_PROTOCOL, "only http and https addresses can be asked"},
        {CURLE_URL_MALFORMAT, "this is no complete address"},
        {CURLE_COULDNT_RESOLVE_HOST, "the server's name is not known"},
        {CURLE_COULDNT_CONNECT, "no connection to the server"},
        {CURLE_OPERATION_TIMEDOUT, "the server took too long"},
        {CURLE_TOO_MANY_REDIRECTS, "too many redirects"},
        {CURLE_PEER_FAILED_VERIFICATION, "the server's certificate is not to be trusted"},
        {CURLE_SSL_CACERT_BADFILE, "the file of trusted certificates cannot be used"},
        {CURLE_SSL_CONNECT_ERROR, "no secure connection to the server"},
        {CURLE_PARTIAL_FILE, "the connection ended in the middle of the answer"},
        {CURLE_GOT_NOTHING, "the connection ended before the answer"},
        {CURLE_RECV_ERROR, "the connection broke while receiving"},
        {CURLE_SEND_ERROR, "the connection broke while sending"},
        {CURLE_BAD_CONTENT_ENCODING, "the answer is packed in a way that cannot be read"},
        {CURLE_WEIRD_SERVER_REPLY, "the server's answer is not HTTP"},
        {CURLE_OUT_OF_MEMORY, "there is no memory left for the transfer"},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].code == code) return reasons[i].sentence;
    return "the transfer failed";
}

/* What went wrong, in a sentence; NULL: nothing. */
static const char *tell(HttpTransfer *transfer, CURLcode code, const char *own) {
    const char *why = own;
    if (why == NULL && code == CURLE_WRITE_ERROR && transfer->sink.why[0] != '\0')
        why = transfer->sink.why;
    if (why == NULL && code == CURLE_OK) return NULL;
    const char *detail = transfer->detail[0] != '\0' ? transfer->detail : curl_easy_strerror(code);
    if (why != NULL)
        snprintf(transfer->sentence, sizeof transfer->sentence, "%s", why);
    else
        snprintf(transfer->sentence, sizeof transfer->sentence, "%s: %s", reason(code), detail);
    return transfer->sentence;
}

HttpCall *transfer_end(HttpTransfer *transfer, CURLcode code, const char *own) {
    HttpCall *call = transfer->call;
    long status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    call->status = (int)status;
    if (call->received == 0) call->announced = announced(transfer);
    call->error = tell(transfer, code, own);
    if (call->error == NULL && !sink_finish(&transfer->sink)) call->error = transfer->sink.why;
    if (call->error != NULL) sink_drop(&transfer->sink);
    call->content = transfer->sink.bytes;
    transfer->sink.bytes = NULL;
    transfer->call = NULL;
    return call;
}
