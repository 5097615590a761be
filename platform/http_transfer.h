/* One transfer: a libcurl easy handle working for one call after another. Thread: worker. */
#ifndef PLATFORM_HTTP_TRANSFER_H
#define PLATFORM_HTTP_TRANSFER_H

#include "http.h"
#include "http_headers.h"
#include "http_sink.h"

#include <curl/curl.h>

typedef struct HttpTransfer {
    struct HttpTransfer *next, *previous; /* in the list of those under way, or of those at rest */
    struct HttpTransfer *next_grown;      /* in the list of those whose body grew */
    bool grown;
    HttpCall *call; /* NULL: at rest */
    CURL *easy;
    CURLU *address; /* the call's, taken apart */
    void (*grew)(struct HttpTransfer *transfer);
    const char *system_ca_file, *system_ca_folder; /* libcurl's, may be NULL */
    HttpSink sink;
    HttpHeaders headers;        /* of the answer */
    int64_t began_us, heard_us; /* when it started; when a byte last went either way */
    int64_t uploaded;           /* bytes, as last looked at */
    bool is_late;               /* seemed stalled when last looked at */
    bool is_plain;              /* its options are those of a call that only has an address */
    char detail[CURL_ERROR_SIZE];
    char sentence[CURL_ERROR_SIZE + 128];
} HttpTransfer;

/* grew is called for each piece of a body whose call wants progress. NULL: no memory. */
HttpTransfer *transfer_open(CURLSH *share, void (*grew)(HttpTransfer *transfer));
void transfer_close(HttpTransfer *transfer);
int64_t transfer_now_us(void);

void transfer_begin(HttpTransfer *transfer, HttpCall *call); /* sets the options it needs */
/* Fills in the call's answer and gives the call back; the transfer is at rest. own: what went wrong
 * if it was us who stopped it, else NULL and code tells. The answer's headers can be read until
 * the next begin. */
HttpCall *transfer_end(HttpTransfer *transfer, CURLcode code, const char *own);
HttpTransfer *transfer_of(CURL *easy);
/* When it will have stalled, if no more comes: microseconds. */
int64_t transfer_stalls_at_us(HttpTransfer *transfer, int64_t now_us);
/* It has stalled: it seemed so twice, with libcurl at work in between, since bytes may have waited
 * while this thread was busy with another call. */
bool transfer_is_silent(HttpTransfer *transfer, int64_t now_us);

#endif
