/* The one table of keys of asynchronous events: the typed views, the reading of them from the DS
 * map, and the keys that sources write all come from here. Source: async-events 2.3 to 16.3.
 *
 * A row is K(field, key, type, absent, when, what):
 *   field   name in the typed view          key    the manual's exact text in the map
 *   type    INT INT64 REAL BOOL TEXT MAP    absent value of the field when the key is missing
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

#define GM_KEYS_IAP(K)                                                                             \
    K(id, "id", INT, -1, "always", "what happened: GM_IAP_EV_..., or the extension's own numbers") \
    K(request, "request", INT, -1, "answers to a call", "the request")                             \
    K(status, "status", INT, -1, "always", "GM_IAP_..., or as the extension says")                 \
    K(product, "product", TEXT, "", "GM_IAP_EV_PRODUCT, _PURCHASE, _CONSUME", "the product's id")  \
    K(token, "token", TEXT, "", "GM_IAP_EV_PURCHASE, _CONSUME",                                    \
      "of this one purchase; never twice")                                                         \
    K(payload, "payload", TEXT, "", "GM_IAP_EV_PURCHASE", "what the game gave with the call")      \
    K(title, "title", TEXT, "", "GM_IAP_EV_PRODUCT", "what it is called")                          \
    K(description, "description", TEXT, "", "GM_IAP_EV_PRODUCT", "what it is")                     \
    K(price, "price", TEXT, "", "GM_IAP_EV_PRODUCT", "to be shown: \"1.99 EUR\"")                  \
    K(consumable, "consumable", BOOL, false, "GM_IAP_EV_PRODUCT", "can be bought again")           \
    K(count, "count", INT, 0, "GM_IAP_EV_STORELOAD, _RESTORE", "how many events came before it")   \
    K(error, "error", TEXT, "", "GM_IAP_FAILED", "what went wrong, in a sentence")

#define GM_KEYS_CLOUD(K)                                                                           \
    K(id, "id", INT, -1, "answers to a call", "the request; none: a save that waited was tried")   \
    K(status, "status", INT, -1, "always",                                                         \
      "0 new data; 1 already synchronised; 2 a conflict was left alone; 3 stored; -1 not logged "  \
      "in; other < 0 failed")                                                                      \
    K(description, "description", TEXT, "", "if one was given", "of the last upload")              \
    K(result, "resultString", TEXT, "", "status >= 0", "the data (status 0), or a message")        \
    K(error, "errorString", TEXT, "", "status < 0", "what went wrong, in a sentence")              \
    K(buffer, "buffer", INT, -1, "status 0; an addition of this runtime",                          \
      "all bytes of the data; it dies with the event")                                             \
    K(conflict, "conflictString", TEXT, "", "status 2; an addition of this runtime",               \
      "the data there that the waiting save would replace")

#define GM_KEYS_NETWORKING(K)                                                                      \
    K(type, "type", INT, 0, "always", "GM_NETWORK_TYPE_...")                                       \
    K(id, "id", INT, -1, "type 1 to 4",                                                            \
      "the server (1, 2); the socket the bytes came by (3); the connecting socket (4)")            \
    K(ip, "ip", TEXT, "", "type 1 to 4", "of the peer, as a numeric address")                      \
    K(port, "port", INT, 0, "type 1 to 4", "of the peer")                                          \
    K(other_port, "other_port", INT, 0, "type 1, 2 and 4", "the same: some games read it here")    \
    K(socket, "socket", INT, -1, "type 1, 2 and 4",                                                \
      "the client that came or left (1, 2); the same as id (4)")                                   \
    K(buffer, "buffer", INT, -1, "type 3", "the packet; it dies with the event")                   \
    K(size, "size", INT, 0, "type 3", "bytes of the packet")                                       \
    K(server, "server", INT, -1, "type 3, on a server's socket", "the server it belongs to")       \
    K(message_type, "message_type", INT, 0, "type 3, WebSocket", "GM_NETWORK_SEND_BINARY, _TEXT")  \
    K(succeeded, "succeeded", BOOL, false, "type 4", "the connection stands")

#define GM_KEYS_STEAM(K)                                                                           \
    K(event_type, "event_type", TEXT, "", "always", "what happened; other keys depend on it")      \
    K(id, "id", INT, -1, "answers to a call, but for leaderboard_upload", "the request")           \
    K(post_id, "post_id", INT, -1, "leaderboard_upload", "the request")                            \
    K(result, "result", INT, 0, "as an extension says", "1: fine")                                 \
    K(status, "status", INT, 0, "leaderboards, but for leaderboard_upload",                        \
      "0 fine; 1 create_leaderboard: it was known; -1 it failed, or is not there")                 \
    K(lb_name, "lb_name", TEXT, "", "leaderboards", "the leaderboard")                             \
    K(success, "success", BOOL, false, "leaderboard_upload, avatar_image_loaded", "it went well")  \
    K(updated, "updated", BOOL, false, "leaderboard_upload", "the score replaced the one before")  \
    K(score, "score", INT, 0, "leaderboard_upload", "as it was given")                             \
    K(num_entries, "num_entries", INT, 0, "leaderboard_download", "how many there are")            \
    K(entries, "entries", TEXT, "", "leaderboard_download",                                        \
      "JSON: {\"entries\": [{\"name\", \"score\", \"rank\", \"userID\"}]}")                        \
    K(steamid, "steamid", INT64, 0, "user_persona_name", "the user")                               \
    K(persona_name, "persona_name", TEXT, "", "user_persona_name", "what the user is called")      \
    K(user_id, "user_id", INT64, 0, "avatar_image_loaded", "the user")                             \
    K(image, "image", INT, 0, "avatar_image_loaded", "for gm_steam_image_...; 0: there is none")   \
    K(width, "width", INT, 0, "avatar_image_loaded", "pixels")                                     \
    K(height, "height", INT, 0, "avatar_image_loaded", "pixels")                                   \
    K(active, "active", BOOL, false, "overlay_changed", "the overlay is open")

#define GM_KEYS_SOCIAL(K)                                                                          \
    K(type, "type", TEXT, "", "video and extensions", "what happened")                             \
    K(id, "id", INT, -1, "services", "what happened: GM_ACHIEVEMENT_...")                          \
    K(request, "request", INT, -1, "answers to a call", "the request")                             \
    K(error, "error", TEXT, "", "answers that failed", "what went wrong, in a sentence")           \
    K(name, "name", TEXT, "", "GM_ACHIEVEMENT_OUR_INFO", "what the player is called")              \
    K(playerid, "playerid", TEXT, "", "GM_ACHIEVEMENT_OUR_INFO, _PIC_LOADED", "whose it is")       \
    K(spriteid, "spriteid", INT, -1, "GM_ACHIEVEMENT_PIC_LOADED", "a sprite, now the game's")      \
    K(numfriends, "numfriends", INT, 0, "GM_ACHIEVEMENT_FRIENDS_INFO",                             \
      "how many; Friend0, Friendid0 and so on are in the map")                                     \
    K(leaderboardid, "leaderboardid", TEXT, "", "GM_ACHIEVEMENT_LEADERBOARD_INFO", "the table")    \
    K(numentries, "numentries", INT, 0, "GM_ACHIEVEMENT_LEADERBOARD_INFO",                         \
      "how many; Player0, Playerid0, Rank0, Score0 and so on are in the map")                      \
    K(numachievements, "numachievements", INT, 0, "GM_ACHIEVEMENT_ACHIEVEMENT_INFO",               \
      "how many; Achievement0, Progress0 and so on are in the map")

#define GM_KEYS_PUSH_NOTIFICATION(K)                                                               \
    K(type, "type", TEXT, "", "always",                                                            \
      "\"local\", \"remote\" or \"register\"; \"click\" (an addition of this runtime)")            \
    K(status, "status", INT, 0, "always", "1 success; 0 failure")                                  \
    K(error, "error", TEXT, "", "status 0", "what went wrong, in a sentence")                      \
    K(data, "data", TEXT, "", "local, remote and click, status 1", "the payload")                  \
    K(reg_id, "reg_id", TEXT, "", "register, status 1", "the device's id")                         \
    K(index, "index", INT, -1, "local and click; an addition of this runtime",                     \
      "as gm_push_local_notification returned")                                                    \
    K(late, "late", REAL, 0, "local, due while the game was off; an addition of this runtime",     \
      "seconds since its date")

#define GM_KEYS_SAVE_LOAD(K)                                                                       \
    K(id, "id", INT, -1, "buffers, groups and zips", "the request")                                \
    K(status, "status", INT, -1, "buffers, groups and zips",                                       \
      "buffers and groups: 1 success, 0 failure; zips: 0 success, -1 failure")                     \
    K(type, "type", TEXT, "", "audio groups", "\"audiogroup_load\"")                               \
    K(group_id, "group_id", INT, -1, "audio groups", "the group that is loaded")                   \
    K(recovered, "recovered", BOOL, false, "loads of a damaged file",                              \
      "the save before it was loaded instead (ours: the manual has no such key)")                  \
    K(error, "error", TEXT, "", "failures, and with \"recovered\"",                                \
      "what went wrong, in a sentence")

#define GM_KEYS_AUDIO_RECORDING(K)                                                                 \
    K(buffer_id, "buffer_id", INT, -1, "always", "what was recorded; it dies with the event")      \
    K(channel_index, "channel_index", INT, -1, "always", "as gm_audio_start_recording returned")   \
    K(data_len, "data_len", INT, 0, "always", "bytes in the buffer that count")

#define GM_KEYS_AUDIO_PLAYBACK(K)                                                                  \
    K(queue_id, "queue_id", INT, -1, "always", "the play queue")                                   \
    K(buffer_id, "buffer_id", INT, -1, "always", "the game's buffer that is finished")             \
    K(queue_shutdown, "queue_shutdown", INT, 0, "always",                                          \
      "0: played to its end; 1: removed by stopping or freeing the queue")

#define GM_KEYS_SYSTEM(K)                                                                          \
    K(event_type, "event_type", TEXT, "", "always", "what happened")                               \
    K(pad_index, "pad_index", INT, -1, "\"gamepad discovered\", \"gamepad lost\"", "the pad")      \
    K(status, "status", TEXT, "", "\"audio_system_status\"", "\"available\", \"unavailable\"")     \
    /* from here on ours, not the manual's: see gm_async.h */                                      \
    K(id, "id", INT, -1, "\"job\", \"job progress\"", "the request that gm_job returned")          \
    K(cancelled, "cancelled", BOOL, false, "\"job\"", "its work was cancelled, or never begun")    \
    K(device, "device", TEXT, "", "\"audio device ...\", \"audio default device changed\"",        \
      "its name; \"\" there is no default device any more")                                        \
    K(is_recorder, "is_recorder", BOOL, false, "\"audio device added\", \"audio device removed\"", \
      "true: it records; false: it plays")                                                         \
    K(display_index, "display_index", INT, -1, "\"display changed\"", "the display")               \
    K(change, "change", TEXT, "", "\"display changed\"",                                           \
      "\"connected\", \"disconnected\", \"turned\", \"window moved to it\"")                       \
    K(locale, "locale", TEXT, "", "\"locale changed\"", "the user's language, as \"en_GB\"")

/* Not asynchronous: its map is gm_event_data(), not gm_async_load() (async-events 17.3). */
#define GM_KEYS_BROADCAST_MESSAGE(K)                                                               \
    K(event_type, "event_type", TEXT, "", "always",                                                \
      "\"sprite event\"; \"sequence event\"; \"message\" for one of gm_message")                   \
    K(element_id, "element_id", INT, -1, "\"sprite event\", \"sequence event\"",                   \
      "the instance whose sprite it was; what gm_layer_sequence_create returned")                  \
    K(message, "message", TEXT, "", "always", "the text")

#define GM_KEYS_AUDIO_PLAYBACK_ENDED(K)                                                            \
    K(sound_id, "sound_id", INT, -1, "always", "the voice that gm_audio_play_sound returned")      \
    K(asset_id, "asset_id", INT, -1, "always", "the sound it played")                              \
    K(was_stopped, "was_stopped", BOOL, false, "always",                                           \
      "false: it reached its end; true: it was stopped or stolen")

/* E(kind, view type, reader, table): one row for each asynchronous event, and for messages. */
#define GM_ASYNC_VIEWS(E)                                                                          \
    E(GM_ASYNC_IMAGE_LOADED, GmAsyncImage, gm_async_image, GM_KEYS_IMAGE_LOADED)                   \
    E(GM_ASYNC_SOUND_LOADED, GmAsyncSound, gm_async_sound, GM_KEYS_SOUND_LOADED)                   \
    E(GM_ASYNC_HTTP, GmAsyncHttp, gm_async_http, GM_KEYS_HTTP)                                     \
    E(GM_ASYNC_DIALOG, GmAsyncDialog, gm_async_dialog, GM_KEYS_DIALOG)                             \
    E(GM_ASYNC_IAP, GmAsyncIap, gm_async_iap, GM_KEYS_IAP)                                         \
    E(GM_ASYNC_CLOUD, GmAsyncCloud, gm_async_cloud, GM_KEYS_CLOUD)                                 \
    E(GM_ASYNC_NETWORKING, GmAsyncNetworking, gm_async_networking, GM_KEYS_NETWORKING)             \
    E(GM_ASYNC_STEAM, GmAsyncSteam, gm_async_steam, GM_KEYS_STEAM)                                 \
    E(GM_ASYNC_SOCIAL, GmAsyncSocial, gm_async_social, GM_KEYS_SOCIAL)                             \
    E(GM_ASYNC_PUSH_NOTIFICATION, GmAsyncPush, gm_async_push, GM_KEYS_PUSH_NOTIFICATION)           \
    E(GM_ASYNC_SAVE_LOAD, GmAsyncSaveLoad, gm_async_save_load, GM_KEYS_SAVE_LOAD)                  \
    E(GM_ASYNC_AUDIO_RECORDING, GmAsyncRecording, gm_async_recording, GM_KEYS_AUDIO_RECORDING)     \
    E(GM_ASYNC_AUDIO_PLAYBACK, GmAsyncPlayback, gm_async_playback, GM_KEYS_AUDIO_PLAYBACK)         \
    E(GM_ASYNC_SYSTEM, GmAsyncSystem, gm_async_system, GM_KEYS_SYSTEM)                             \
    E(GM_BROADCAST_MESSAGE, GmMessage, gm_broadcast_message, GM_KEYS_BROADCAST_MESSAGE)            \
    E(GM_ASYNC_AUDIO_PLAYBACK_ENDED, GmAsyncEnded, gm_async_ended, GM_KEYS_AUDIO_PLAYBACK_ENDED)

#define GM_KEY_TYPE_INT   int
#define GM_KEY_TYPE_REAL  double
#define GM_KEY_TYPE_BOOL  bool
#define GM_KEY_TYPE_INT64 int64_t
#define GM_KEY_TYPE_TEXT  const char *
#define GM_KEY_TYPE_MAP   int

#endif
