/* The one table of keys of asynchronous events: the typed views, the reading of them from the DS
 * map, and the keys that sources write all come from here. Source: async-events 2.3 to 15.3.
 *
 * A row is K(field, key, type, absent, when, what):
 *   field   name in the typed view          key    the manual's exact text in the map
 *   type    INT REAL BOOL TEXT MAP          absent value of the field when the key is missing
 *   when    when the key is there           what   what it means
 * MAP fields hold the handle of a DS map that dies with the event; TEXT is lent until then. */
#ifndef GM_ASYNC_KEYS_H
#define GM_ASYNC_KEYS_H

#define GM_KEYS_IMAGE_LOADED(K)                                                                    \
    K(id, "id", INT, -1, "always", "the sprite that gm_sprite_add returned")                       \
    K(status, "status", INT, -1, "always", "0 loaded; < 0 one of GM_SPRITE_ADD_EXT_ERROR_...")     \
    K(filename, "filename", TEXT, "", "always", "path or URL, exactly as passed")                  \
    K(http_status, "http_status", INT, 0, "always",                                                \
      "code of the answer; 200 for a file that was read, 0 none")

#define GM_KEYS_SOUND_LOADED(K)                                                                    \
    K(id, "id", INT, -1, "always", "the sound that gm_sound_add returned")                         \
    K(status, "status", INT, -1, "always", "0 loaded; -1 failed")                                  \
    K(filename, "filename", TEXT, "", "always", "path or URL, exactly as passed")                  \
    K(http_status, "http_status", INT, 0, "always",                                                \
      "code of the answer; 200 for a file that was read, 0 none")

#define GM_KEYS_HTTP(K)                                                                            \
    K(id, "id", INT, -1, "always", "the request")                                                  \
    K(status, "status", INT, -1, "always",                                                         \
      "1 still receiving; 0 a complete answer came, whatever its code; < 0 failed")                \
    K(url, "url", TEXT, "", "always", "the URL as requested, not as redirected")                   \
    K(content_length, "contentLength", REAL, -1, "always",                                         \
      "announced bytes of the body; -1 unknown")                                                   \
    K(size_downloaded, "sizeDownloaded", REAL, 0, "always", "bytes of the body so far")            \
    K(result, "result", TEXT, "", "final event",                                                   \
      "the body as text; the local path of gm_http_get_file; \"\" on failure")                     \
    K(result_bytes, "result", REAL, -1, "final event, with a response buffer",                     \
      "bytes written to the buffer")                                                               \
    K(http_status, "http_status", INT, 0, "final event", "code of the answer; 0 none came")        \
    K(response_headers, "response_headers", MAP, -1, "final event, if an answer came",             \
      "name to value, as the server spelled them")                                                 \
    K(error, "error", TEXT, "", "final event, status < 0", "what went wrong, in a sentence")

#define GM_KEYS_DIALOG(K)                                                                          \
    K(id, "id", INT, -1, "always", "the request")                                                  \
    K(status, "status", INT, 0, "always", "1 OK or Yes; 0 No, Cancel or closed")                   \
    K(result, "result", TEXT, "", "string and integer dialogs", "the text; \"\" when cancelled")   \
    K(value, "value", REAL, 0, "integer dialogs, OK",                                              \
      "the number; \"\" if the field was empty; missing if it is none")                            \
    K(username, "username", TEXT, "", "login dialogs", "\"\" when cancelled")                      \
    K(password, "password", TEXT, "", "login dialogs", "\"\" when cancelled")

#define GM_KEYS_AUDIO_PLAYBACK_ENDED(K)                                                            \
    K(sound_id, "sound_id", INT, -1, "always", "the voice that gm_audio_play_sound returned")      \
    K(asset_id, "asset_id", INT, -1, "always", "the sound it played")                              \
    K(was_stopped, "was_stopped", BOOL, false, "always",                                           \
      "false: it reached its end; true: it was stopped or stolen")

/* E(kind, view type, reader, table): the events that have a typed view. */
#define GM_ASYNC_VIEWS(E)                                                                          \
    E(GM_ASYNC_IMAGE_LOADED, GmAsyncImage, gm_async_image, GM_KEYS_IMAGE_LOADED)                   \
    E(GM_ASYNC_SOUND_LOADED, GmAsyncSound, gm_async_sound, GM_KEYS_SOUND_LOADED)                   \
    E(GM_ASYNC_HTTP, GmAsyncHttp, gm_async_http, GM_KEYS_HTTP)                                     \
    E(GM_ASYNC_DIALOG, GmAsyncDialog, gm_async_dialog, GM_KEYS_DIALOG)                             \
    E(GM_ASYNC_AUDIO_PLAYBACK_ENDED, GmAsyncEnded, gm_async_ended, GM_KEYS_AUDIO_PLAYBACK_ENDED)

#define GM_KEY_TYPE_INT  int
#define GM_KEY_TYPE_REAL double
#define GM_KEY_TYPE_BOOL bool
#define GM_KEY_TYPE_TEXT const char *
#define GM_KEY_TYPE_MAP  int

#endif
