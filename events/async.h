/* The one abstraction: request -> lane -> completion -> mailbox -> pump.
 *
 * A source is one file under events/async/. Its start function opens a request and gives a job to a
 * lane (or to a thread of its own); the worker builds a completion, posts it, and owns nothing any
 * more; once per step the pump lands completions on the main thread, fires the event, frees them.
 */
#ifndef EVENTS_ASYNC_H
#define EVENTS_ASYNC_H

#include "../assets/map.h"
#include "../runtime/gm_async.h"
#include "lane.h"
#include "mailbox.h"
#include "request.h"

/* What a source provides. Any function may be NULL. */
struct AsyncSource {
    const char *name;   /* "http": logs, traces */
    int event;          /* 60 to 80: the event its completions fire */
    bool asks_people;   /* who may take their time: settling does not wait for its answers */
    bool tells_parts;   /* what comes before its final events is no progress: settling keeps it */
    void (*open)(void); /* main, at start */
    void (*poll)(void); /* main, each step before the drain: for things that cannot post */
    /* Main, before handlers: make the result real (upload pixels, fill a buffer). False: not done
     * yet, call again next step; later completions of this source wait for it. */
    bool (*land)(Completion *completion);
    void (*free)(Completion *completion); /* main; NULL: mem_free and map_free are enough */
    void (*cancel)(Request *request);     /* main: request->cancelled is set; wake the worker */
    void (*close)(void);                  /* main, at the end: stop and join what it started */
};

/* Every source, in the order they are opened. events/async/sources.c */
extern const AsyncSource *const async_sources[];
extern const AsyncSource http_source, image_source, sound_source, ended_source, dialog_source;
extern const AsyncSource playback_source, recording_source;
extern const AsyncSource save_load_source, audio_group_source;
extern const AsyncSource network_source;
extern const AsyncSource system_source, job_source;
extern const AsyncSource iap_source, steam_source, social_source;
extern const AsyncSource cloud_source, push_source;
extern const AsyncSource video_source;

/* The keys of the table in gm_async_keys.h, ready for map_set_...: ASYNC_KEY(http_status). */
#define ASYNC_KEYS(X)                                                                              \
    X(id, "id")                                                                                    \
    X(status, "status")                                                                            \
    X(filename, "filename")                                                                        \
    X(http_status, "http_status")                                                                  \
    X(url, "url")                                                                                  \
    X(content_length, "contentLength")                                                             \
    X(size_downloaded, "sizeDownloaded")                                                           \
    X(result, "result")                                                                            \
    X(response_headers, "response_headers")                                                        \
    X(error, "error")                                                                              \
    X(value, "value")                                                                              \
    X(username, "username")                                                                        \
    X(password, "password")                                                                        \
    X(sound_id, "sound_id")                                                                        \
    X(asset_id, "asset_id")                                                                        \
    X(was_stopped, "was_stopped")                                                                  \
    X(type, "type")                                                                                \
    X(ip, "ip")                                                                                    \
    X(port, "port")                                                                                \
    X(other_port, "other_port")                                                                    \
    X(socket, "socket")                                                                            \
    X(buffer, "buffer")                                                                            \
    X(size, "size")                                                                                \
    X(server, "server")                                                                            \
    X(message_type, "message_type")                                                                \
    X(succeeded, "succeeded")                                                                      \
    X(group_id, "group_id")                                                                        \
    X(buffer_id, "buffer_id")                                                                      \
    X(channel_index, "channel_index")                                                              \
    X(data_len, "data_len")                                                                        \
    X(queue_id, "queue_id")                                                                        \
    X(queue_shutdown, "queue_shutdown")                                                            \
    X(event_type, "event_type")                                                                    \
    X(pad_index, "pad_index")                                                                      \
    X(cancelled, "cancelled")                                                                      \
    X(device, "device")                                                                            \
    X(is_recorder, "is_recorder")                                                                  \
    X(display_index, "display_index")                                                              \
    X(change, "change")                                                                            \
    X(locale, "locale")                                                                            \
    X(element_id, "element_id")                                                                    \
    X(message, "message")                                                                          \
    X(description, "description")                                                                  \
    X(result_string, "resultString")                                                               \
    X(error_string, "errorString")                                                                 \
    X(conflict_string, "conflictString")                                                           \
    X(data, "data")                                                                                \
    X(reg_id, "reg_id")                                                                            \
    X(recovered, "recovered")                                                                      \
    X(index, "index")                                                                              \
    X(late, "late")
typedef enum AsyncKeyIndex {
#define ASYNC_KEY_INDEX(field, text) KEY_##field,
    ASYNC_KEYS(ASYNC_KEY_INDEX)
#undef ASYNC_KEY_INDEX
        KEY_COUNT
} AsyncKeyIndex;
const MapKey *async_key(AsyncKeyIndex index); /* Thread: any */
#define ASYNC_KEY(field) async_key(KEY_##field)

/* Opens a completion of a request: bytes is the size of the source's own struct, whose first member
 * is the Completion; map is new, "id" is set. Thread: any. */
void *completion_new(size_t bytes, Request *request, bool last);
/* Adds to what async_load will hold; for keys that are not in the list above. Copied. Thread: any.
 */
void completion_real(Completion *completion, const char *key, double value);
void completion_int64(Completion *completion, const char *key, int64_t value);
void completion_bool(Completion *completion, const char *key, bool value);
void completion_text(Completion *completion, const char *key, const char *text);
/* A completion nobody asked for: no request, no "id". Thread: any. */
void *completion_spontaneous(size_t bytes, const AsyncSource *source);

#endif
