/* HTTP: many calls at once, all on one thread named "http". libcurl underneath.
 *
 * A call has one owner at a time: its maker until http_submit, the http thread until it has called
 * done, then whoever done gave it to. What it points to belongs to its maker all the time and must
 * last until done. Connections, TLS sessions and names looked up are kept for later calls. */
#ifndef PLATFORM_HTTP_H
#define PLATFORM_HTTP_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct HttpTransfer;

typedef struct HttpCall {
    /* What is asked. Zero is the default of every field but url and done. */
    const char *url;    /* http or https, also after redirects */
    const char *method; /* NULL: GET */
    const void *body;   /* NULL: none */
    size_t body_bytes;
    void *headers;    /* filled by http_add_header */
    const char *user; /* for HTTP's basic authentication, with password; NULL: none */
    const char *password;
    const char *file;       /* the answer's body goes there: folders are made, the file appears
                               when it is complete. NULL: into memory */
    const char *ca_file;    /* PEM; NULL: the system's */
    int connect_timeout_ms; /* 0: 60,000 */
    int timeout_ms;         /* for the whole call; 0: none */
    int stall_timeout_ms;   /* connected, but not a byte goes either way; 0: 30,000 */
    int max_redirects;      /* 0: 20; -1: none are followed */
    const atomic_bool *cancelled; /* set it, then http_look; NULL: cannot be cancelled */
    /* Bytes came and more will. NULL: not wanted. Thread: worker */
    void (*progress)(struct HttpCall *call);
    /* Gets each piece of a body whose status is 200 to 299, instead of content or file; with it the
     * body may go on for ever. False: that was enough, the call ends with an error. NULL: not
     * wanted. Thread: worker */
    bool (*hear)(struct HttpCall *call, const char *bytes, size_t count);
    /* Called exactly once, as the http thread's last touch. Thread: worker */
    void (*done)(struct HttpCall *call);

    /* The answer, for progress and done. */
    const char *error; /* a sentence, lent until done returns; NULL: a complete answer came */
    int status;        /* code of the answer; 0: none came */
    int64_t announced; /* bytes of the body to come; -1: unknown */
    int64_t received;  /* bytes of the body so far */
    char *content;     /* the body with a zero behind it, from mem_try: done takes it. NULL: it
                          went to the file, or the call failed */

    /* The http thread's own. */
    struct HttpCall *next;
    struct HttpTransfer *transfer;
    int64_t submitted_us;
} HttpCall;

/* Before http_submit. The texts are copied. value NULL: a header that would be sent by default is
 * left out (Content-Type and Expect, of calls with a body). Thread: any */
void http_add_header(HttpCall *call, const char *name, const char *value);
void http_drop_headers(HttpCall *call); /* frees what http_add_header made. Thread: any */

/* Starts the call. The first one starts the thread. Thread: main, or a worker that ends before
 * http_close. */
void http_submit(HttpCall *call);
void http_look(void); /* some call's cancelled is set now. Thread: main */
/* What a thread that waited for a call gets. */
typedef struct HttpAnswer {
    int status;       /* code of the answer; 0: none came */
    char *content;    /* the body with a zero behind it: mem_free; NULL: see error */
    size_t bytes;     /* of it */
    char header[256]; /* value of the header that was wanted; "": there was none */
    char error[512];  /* a sentence; "": a complete answer came */
} HttpAnswer;
/* Starts a copy of the call (its progress, hear and done are not used) and waits until it is done.
 * wanted: name of the header to keep. Thread: worker, but for the http thread itself. */
void http_ask(const HttpCall *call, const char *wanted, HttpAnswer *answer);

/* Ends every call (done is called, with an error) and the thread. Thread: main */
void http_close(void);

/* The headers of the answer, in order, as the server spelled them; those of one name are joined by
 * ", ". Only inside hear and done. Thread: worker */
void http_each_header(const HttpCall *call,
                      void (*each)(void *context, const char *name, const char *value),
                      void *context);

#endif
