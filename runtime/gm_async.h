/* The asynchronous door: asking for slow things, and reading the answers.
 *
 * A start function returns a request id at once, larger than 0 and never given out twice; -1 means
 * that nothing was started and no event follows. After an id exactly one final event follows,
 * whatever happens, on every instance that handles it: so compare the event's "id".
 * Thread: main, but for gm_async_post, gm_message and gm_payload_..., which any thread may call. */
#ifndef GM_ASYNC_H
#define GM_ASYNC_H

#include "gm_object.h"
#include "gm_async_keys.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MARK: reading an answer */

/* The DS map of the asynchronous event that is running; -1 at all other times. Every handler of
 * one event sees the same map; it is destroyed after the last. Source: async-events 1.7. */
GM_API int gm_async_load(void);

/* The DS map of the message (GM_BROADCAST_MESSAGE) that is running; -1 at all other times, also in
 * asynchronous events, as gm_async_load() is in messages. Source: async-events 1.8, 17.3. */
GM_API int gm_event_data(void);

/* Typed views of the same map, generated from the table of keys: GmAsyncHttp has a field for each
 * row of GM_KEYS_HTTP, and so on. A key that is missing reads as the row's "absent" value.
 *   const GmAsyncHttp *answer = gm_async_http(event);
 * Lent until the handler returns. NULL (and an error) if another event is running. */
#define GM_FIELD_OF_VIEW(field, key, type, absent, when, what) GM_KEY_TYPE_##type field;
#define GM_VIEW(kind, View, reader, KEYS)                                                          \
    typedef struct View {                                                                          \
        KEYS(GM_FIELD_OF_VIEW)                                                                     \
    } View;                                                                                        \
    GM_API const View *reader(const GmEvent *event);
GM_ASYNC_VIEWS(GM_VIEW)
#undef GM_VIEW

/* Ends a request early. Its final event follows all the same, with a failing status. A request
 * that is over, or never was: does nothing. */
GM_API void gm_request_cancel(int request);
/* How many requests are under way. */
GM_API int gm_request_count(void);

/* MARK: raising events */

/* Runs an asynchronous event (60 to 80) on every instance that handles it, now, with the given map
 * as gm_async_load() (a message, 76, as gm_event_data()); then destroys the map. Nests. Source:
 * async-events 1.10. */
GM_API void gm_event_perform_async(int event_number, int map);

/* What a thread sends: numbers, texts, nested maps and lists, buffers; everything is copied in. It
 * belongs to its maker until it is posted or added to another. Children use key NULL in a list. */
typedef struct GmPayload GmPayload;
GM_API GmPayload *gm_payload_map(void); /* never NULL; NULL keys and texts are "" */
GM_API GmPayload *gm_payload_list(void);
GM_API void gm_payload_free(GmPayload *payload); /* only what was never posted nor added */
GM_API void gm_payload_real(GmPayload *to, const char *key, double value);
GM_API void gm_payload_int64(GmPayload *to, const char *key, int64_t value);
GM_API void gm_payload_bool(GmPayload *to, const char *key, bool value);
GM_API void gm_payload_string(GmPayload *to, const char *key, const char *value);
GM_API void gm_payload_child(GmPayload *to, const char *key, GmPayload *child); /* takes it */
/* The event's map holds a buffer's handle under the key; the buffer dies with the event. */
GM_API void gm_payload_buffer(GmPayload *to, const char *key, const void *bytes, size_t size);

/* Queues an asynchronous event (60 to 76, 80) from any thread; it fires in a later step. Takes the
 * payload (a map), also when it returns false: the number is no asynchronous event, or the game
 * has ended. Thread: any. */
GM_API bool gm_async_post(int event_number, GmPayload *payload);

/* MARK: System (async-events 16): GM_ASYNC_SYSTEM, GmAsyncSystem. No call is needed.
 *
 * The manual's variants: "gamepad discovered" and "gamepad lost" (gm_gamepad.h);
 * "debug_input_playback_stopped" (gm_input.h); and one "audio_system_status" in the first step:
 * "unavailable" if no sound device could be opened; a run without a window asks for none, and has
 * "available". Ours, for the desktop:
 *   "audio device added", "audio device removed", "audio default device changed": while the game
 *       is heard, not headless. (SDL 2.26 learns of another default of PulseAudio's only when a
 *       device comes or goes.)
 *   "window focus gained", "window focus lost"
 *   "display changed", "locale changed", "low memory"
 *   "job", "job progress" (gm_job.h) */

/* MARK: messages (async-events 17): GM_BROADCAST_MESSAGE, GmMessage
 *
 * A sprite's frame can carry messages (assets: "messages" in its JSON, user data of Aseprite's cels
 * and tags). Where the animation of an instance reaches such a frame, one event for each message
 * follows, just after the Step event: "sprite event". Setting image_index reaches nothing. What the
 * frames of a sequence carry comes just before the Step event: "sequence event" (gm_sequence.h). */

/* A message of the game's own: event_type "message", without "element_id". It is queued, and fires
 * with the asynchronous events, in a later step. Thread: any. */
GM_API void gm_message(const char *text);

/* MARK: HTTP (async-events 4). Answers: GM_ASYNC_HTTP, GmAsyncHttp */

/* Each returns the request, or GM_NONE and an error that says why: no http or https URL, a method,
 * header, buffer or file that cannot be. Texts are UTF-8 and copied. How the network fails is said
 * by the event: "status" < 0, "error". */

GM_API int gm_http_get(const char *url);
/* The body goes to a file of the save area; folders are made. Never half a file. */
GM_API int gm_http_get_file(const char *url, const char *local_target);
GM_API int gm_http_post_string(const char *url, const char *body);
/* method: GET HEAD POST PUT DELETE PATCH TRACE OPTIONS; header_map: DS map of text to text, copied
 * (GM_NONE: none); body: text (NULL: none). */
GM_API int gm_http_request(const char *url, const char *method, int header_map, const char *body);

/* Everything a request can say. Zero is the default of every field. */
typedef struct GmHttpRequest {
    const char *url;        /* http or https; copied */
    const char *method;     /* NULL: GET */
    bool has_headers;       /* header_map holds a DS map */
    int header_map;         /* text to text, copied */
    const char *body;       /* text; NULL: none */
    bool has_buffer;        /* body_buffer holds a buffer */
    int body_buffer;        /* cursor not at 0: its used bytes are the body, copied. Cursor at 0:
                               nothing is sent and the answer is written into it; "result" is the
                               number of bytes */
    const char *file;       /* save the body there instead, in the save area */
    int connect_timeout_ms; /* 0: gm_http_get_connect_timeout() */
    int timeout_ms;         /* for the whole request; 0: none */
    int stall_timeout_ms;   /* without a byte; 0: 30,000 */
    int max_redirects;      /* 0: 20; -1: none are followed */
    const char
        *ca_file; /* trusted certificates, PEM; NULL: gm_http_set_ca_file's, or the system's */
} GmHttpRequest;
GM_API int gm_http_request_ext(const GmHttpRequest *request);

GM_API int gm_http_get_connect_timeout(void);      /* milliseconds; 60,000 at first */
GM_API void gm_http_set_connect_timeout(int ms);   /* for later requests; <= 0 becomes 1 */
GM_API void gm_http_set_ca_file(const char *file); /* for later requests; NULL: the system's */

/* MARK: dialogs (async-events 5). Answers: GM_ASYNC_DIALOG, GmAsyncDialog
 * One is shown at a time, in the order of the calls; the game keeps stepping. Each returns the
 * request; GM_NONE if no game runs. Texts are UTF-8 and copied; NULL is "". */

GM_API int gm_show_message_async(const char *text);  /* OK */
GM_API int gm_show_question_async(const char *text); /* Yes, No */
/* A field that holds start at first; OK, Cancel. */
GM_API int gm_get_string_async(const char *text, const char *start);
GM_API int gm_get_integer_async(const char *text, int start);
/* Two fields that hold these at first; the second is not shown. */
GM_API int gm_get_login_async(const char *username, const char *password);

/* MARK: saving and loading (async-events 12). Answers: GM_ASYNC_SAVE_LOAD, GmAsyncSaveLoad
 *
 * Names lie in the folder "default" of the save area, or in that of their group; a name that leaves
 * it fails. Saves are done in the order of the calls, also when the game ends meanwhile. What a
 * save promises stands in gm_buffer.h. */

/* The bytes offset..offset+size (cut to the buffer; size -1: to its end) are taken at the call: the
 * buffer may be changed or deleted at once. */
GM_API int gm_buffer_save_async(int buffer, const char *file, int offset, int size);
/* At most size bytes (-1: all) of the file to offset; the buffer grows if it has to, its cursor
 * stays. They are there before the event. Also looks in the save area itself, and in the game. */
GM_API int gm_buffer_load_async(int buffer, const char *file, int offset, int size);
/* Saves and loads between begin and end are one request: nothing starts before the end, whose id
 * the one event has; those that the calls in between return never appear. It failed if one of
 * them did. */
GM_API void gm_buffer_async_group_begin(const char *group);
GM_API void gm_buffer_async_group_option(const char *option,
                                         double value); /* nothing to set here */
GM_API int gm_buffer_async_group_end(void);

/* Unpacks a zip of the save area or the game into a folder of the save area. Nothing is written if
 * it is broken, has names that leave the folder, or holds more than 1 GiB or 10,000 files. Not
 * between begin and end of a group. Status 0 or -1. */
GM_API int gm_zip_unzip_async(const char *zip_file, const char *target_folder);
GM_API int gm_zip_unzip(const char *zip_file, const char *target_folder); /* blocks; files, or -1 */
/* A zip to be made. Sources are read when it is saved, as they are then; a missing one makes the
 * request fail, status -1. */
GM_API int gm_zip_create(void);
GM_API int gm_zip_add_file(int zip, const char *name, const char *source); /* 0; -1: said why */
GM_API int gm_zip_save(int zip, const char *file);                         /* uses the zip up */

#ifdef __cplusplus
}
#endif
#endif
