/* Every event there is: one list, from which the enum, the names and the manual's numbers come.
 * A row is X(kind, event_type, event_number, name). Keys are not listed: GM_KEYBOARD(k) and its
 * two sisters give the kinds of type 5, 9 and 10. */
#ifndef GM_EVENT_H
#define GM_EVENT_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Event types as the manual numbers them (event_type; runtime-model 2.1). */
enum {
    GM_EV_CREATE = 0,
    GM_EV_DESTROY = 1,
    GM_EV_ALARM = 2,
    GM_EV_STEP = 3,
    GM_EV_COLLISION = 4,
    GM_EV_KEYBOARD = 5,
    GM_EV_MOUSE = 6,
    GM_EV_OTHER = 7,
    GM_EV_DRAW = 8,
    GM_EV_KEYPRESS = 9,
    GM_EV_KEYRELEASE = 10,
    GM_EV_CLEANUP = 12,
    GM_EV_PRE_CREATE = 14
};

/* clang-format off */
#define GM_TWELVE(X, kind, type, first, name)                                                      \
    X(kind##0, type, first + 0, name " 0")                                                         \
    X(kind##1, type, first + 1, name " 1")                                                         \
    X(kind##2, type, first + 2, name " 2") X(kind##3, type, first + 3, name " 3")                  \
        X(kind##4, type, first + 4, name " 4") X(kind##5, type, first + 5, name " 5")              \
            X(kind##6, type, first + 6, name " 6") X(kind##7, type, first + 7, name " 7")          \
                X(kind##8, type, first + 8, name " 8") X(kind##9, type, first + 9, name " 9")      \
                    X(kind##10, type, first + 10, name " 10")                                      \
                        X(kind##11, type, first + 11, name " 11")

#define GM_LIFE_EVENTS(X)                                                                          \
    X(GM_PRE_CREATE, GM_EV_PRE_CREATE, 0, "Pre-Create")                                            \
    X(GM_CREATE, GM_EV_CREATE, 0, "Create")                                                        \
    X(GM_DESTROY, GM_EV_DESTROY, 0, "Destroy")                                                     \
    X(GM_CLEAN_UP, GM_EV_CLEANUP, 0, "Clean Up")                                                   \
    X(GM_BEGIN_STEP, GM_EV_STEP, 1, "Begin Step")                                                  \
    X(GM_STEP, GM_EV_STEP, 0, "Step")                                                              \
    X(GM_END_STEP, GM_EV_STEP, 2, "End Step")                                                      \
    GM_TWELVE(X, GM_ALARM_, GM_EV_ALARM, 0, "Alarm")

#define GM_DRAW_EVENTS(X)                                                                          \
    X(GM_DRAW, GM_EV_DRAW, 0, "Draw")                                                              \
    X(GM_DRAW_GUI, GM_EV_DRAW, 64, "Draw GUI")                                                     \
    X(GM_RESIZE, GM_EV_DRAW, 65, "Window Resize")                                                  \
    X(GM_DRAW_BEGIN, GM_EV_DRAW, 72, "Draw Begin")                                                 \
    X(GM_DRAW_END, GM_EV_DRAW, 73, "Draw End")                                                     \
    X(GM_DRAW_GUI_BEGIN, GM_EV_DRAW, 74, "Draw GUI Begin")                                         \
    X(GM_DRAW_GUI_END, GM_EV_DRAW, 75, "Draw GUI End")                                             \
    X(GM_PRE_DRAW, GM_EV_DRAW, 76, "Pre-Draw")                                                     \
    X(GM_POST_DRAW, GM_EV_DRAW, 77, "Post-Draw")

#define GM_MOUSE_EVENTS(X)                                                                         \
    X(GM_MOUSE_LEFT, GM_EV_MOUSE, 0, "Left Down")                                                  \
    X(GM_MOUSE_RIGHT, GM_EV_MOUSE, 1, "Right Down")                                                \
    X(GM_MOUSE_MIDDLE, GM_EV_MOUSE, 2, "Middle Down")                                              \
    X(GM_MOUSE_NO_BUTTON, GM_EV_MOUSE, 3, "No Mouse Input")                                        \
    X(GM_MOUSE_LEFT_PRESSED, GM_EV_MOUSE, 4, "Left Pressed")                                       \
    X(GM_MOUSE_RIGHT_PRESSED, GM_EV_MOUSE, 5, "Right Pressed")                                     \
    X(GM_MOUSE_MIDDLE_PRESSED, GM_EV_MOUSE, 6, "Middle Pressed")                                   \
    X(GM_MOUSE_LEFT_RELEASED, GM_EV_MOUSE, 7, "Left Released")                                     \
    X(GM_MOUSE_RIGHT_RELEASED, GM_EV_MOUSE, 8, "Right Released")                                   \
    X(GM_MOUSE_MIDDLE_RELEASED, GM_EV_MOUSE, 9, "Middle Released")                                 \
    X(GM_MOUSE_ENTER, GM_EV_MOUSE, 10, "Mouse Enter")                                              \
    X(GM_MOUSE_LEAVE, GM_EV_MOUSE, 11, "Mouse Leave")                                              \
    X(GM_GLOBAL_LEFT, GM_EV_MOUSE, 50, "Global Left Down")                                         \
    X(GM_GLOBAL_RIGHT, GM_EV_MOUSE, 51, "Global Right Down")                                       \
    X(GM_GLOBAL_MIDDLE, GM_EV_MOUSE, 52, "Global Middle Down")                                     \
    X(GM_GLOBAL_LEFT_PRESSED, GM_EV_MOUSE, 53, "Global Left Pressed")                              \
    X(GM_GLOBAL_RIGHT_PRESSED, GM_EV_MOUSE, 54, "Global Right Pressed")                            \
    X(GM_GLOBAL_MIDDLE_PRESSED, GM_EV_MOUSE, 55, "Global Middle Pressed")                          \
    X(GM_GLOBAL_LEFT_RELEASED, GM_EV_MOUSE, 56, "Global Left Released")                            \
    X(GM_GLOBAL_RIGHT_RELEASED, GM_EV_MOUSE, 57, "Global Right Released")                          \
    X(GM_GLOBAL_MIDDLE_RELEASED, GM_EV_MOUSE, 58, "Global Middle Released")                        \
    X(GM_MOUSE_WHEEL_UP, GM_EV_MOUSE, 60, "Mouse Wheel Up")                                        \
    X(GM_MOUSE_WHEEL_DOWN, GM_EV_MOUSE, 61, "Mouse Wheel Down")

#define GM_OTHER_EVENTS(X)                                                                         \
    X(GM_OUTSIDE_ROOM, GM_EV_OTHER, 0, "Outside Room")                                             \
    X(GM_INTERSECT_BOUNDARY, GM_EV_OTHER, 1, "Intersect Boundary")                                 \
    X(GM_GAME_START, GM_EV_OTHER, 2, "Game Start")                                                 \
    X(GM_GAME_END, GM_EV_OTHER, 3, "Game End")                                                     \
    X(GM_ROOM_START, GM_EV_OTHER, 4, "Room Start")                                                 \
    X(GM_ROOM_END, GM_EV_OTHER, 5, "Room End")                                                     \
    X(GM_ANIMATION_END, GM_EV_OTHER, 7, "Animation End")                                           \
    GM_TWELVE(X, GM_USER_, GM_EV_OTHER, 10, "User Event")                                          \
    X(GM_USER_12, GM_EV_OTHER, 22, "User Event 12")                                                \
    X(GM_USER_13, GM_EV_OTHER, 23, "User Event 13")                                                \
    X(GM_USER_14, GM_EV_OTHER, 24, "User Event 14")                                                \
    X(GM_USER_15, GM_EV_OTHER, 25, "User Event 15")                                                \
    X(GM_CLOSE_BUTTON, GM_EV_OTHER, 30, "Close Button")

/* The asynchronous events (and 76, which shares their broadcast). Numbers: async-events 1.1. */
#define GM_ASYNC_EVENTS(X)                                                                         \
    X(GM_ASYNC_IMAGE_LOADED, GM_EV_OTHER, EVENT_OTHER_WEB_IMAGE_LOAD, "Image Loaded")              \
    X(GM_ASYNC_SOUND_LOADED, GM_EV_OTHER, EVENT_OTHER_WEB_SOUND_LOAD, "Sound Loaded")              \
    X(GM_ASYNC_HTTP, GM_EV_OTHER, EVENT_OTHER_WEB_ASYNC, "HTTP")                                   \
    X(GM_ASYNC_DIALOG, GM_EV_OTHER, EVENT_OTHER_DIALOG_ASYNC, "Dialog")                            \
    X(GM_ASYNC_IAP, GM_EV_OTHER, EVENT_OTHER_WEB_IAP, "In-App Purchase")                           \
    X(GM_ASYNC_CLOUD, GM_EV_OTHER, EVENT_OTHER_WEB_CLOUD, "Cloud")                                 \
    X(GM_ASYNC_NETWORKING, GM_EV_OTHER, EVENT_OTHER_WEB_NETWORKING, "Networking")                  \
    X(GM_ASYNC_STEAM, GM_EV_OTHER, EVENT_OTHER_WEB_STEAM, "Steam")                                 \
    X(GM_ASYNC_SOCIAL, GM_EV_OTHER, EVENT_OTHER_SOCIAL, "Social")                                  \
    X(GM_ASYNC_PUSH_NOTIFICATION, GM_EV_OTHER, EVENT_OTHER_PUSH_NOTIFICATION, "Push Notification") \
    X(GM_ASYNC_SAVE_LOAD, GM_EV_OTHER, EVENT_OTHER_ASYNC_SAVE_LOAD, "Save / Load")                 \
    X(GM_ASYNC_AUDIO_RECORDING, GM_EV_OTHER, EVENT_OTHER_AUDIO_RECORDING, "Audio Recording")       \
    X(GM_ASYNC_AUDIO_PLAYBACK, GM_EV_OTHER, EVENT_OTHER_AUDIO_PLAYBACK, "Audio Playback")          \
    X(GM_ASYNC_SYSTEM, GM_EV_OTHER, EVENT_OTHER_SYSTEM_EVENT, "System")                            \
    X(GM_BROADCAST_MESSAGE, GM_EV_OTHER, EVENT_OTHER_MESSAGE_EVENT, "Broadcast Message")           \
    X(GM_ASYNC_AUDIO_PLAYBACK_ENDED, GM_EV_OTHER, EVENT_OTHER_AUDIO_PLAYBACK_ENDED,                \
      "Audio Playback Ended")

#define GM_EVENTS(X)                                                                               \
    GM_LIFE_EVENTS(X) GM_DRAW_EVENTS(X) GM_MOUSE_EVENTS(X) GM_OTHER_EVENTS(X) GM_ASYNC_EVENTS(X)

/* clang-format on */

/* The constants of the manual's page on asynchronous events, for extensions and gm_async_post. */
#define EVENT_OTHER_WEB_IMAGE_LOAD       60
#define EVENT_OTHER_WEB_SOUND_LOAD       61
#define EVENT_OTHER_WEB_ASYNC            62
#define EVENT_OTHER_DIALOG_ASYNC         63
#define EVENT_OTHER_WEB_IAP              66
#define EVENT_OTHER_WEB_CLOUD            67
#define EVENT_OTHER_WEB_NETWORKING       68
#define EVENT_OTHER_WEB_STEAM            69
#define EVENT_OTHER_SOCIAL               70
#define EVENT_OTHER_PUSH_NOTIFICATION    71
#define EVENT_OTHER_ASYNC_SAVE_LOAD      72
#define EVENT_OTHER_AUDIO_RECORDING      73
#define EVENT_OTHER_AUDIO_PLAYBACK       74
#define EVENT_OTHER_SYSTEM_EVENT         75
#define EVENT_OTHER_MESSAGE_EVENT        76
#define EVENT_OTHER_AUDIO_PLAYBACK_ENDED 80

/* A kind names one slot of an object's event table: .on = { [GM_STEP] = step }. */
typedef enum GmEventKind {
#define GM_ROW(kind, type, number, name) kind,
    GM_EVENTS(GM_ROW)
#undef GM_ROW
        GM_FIRST_KEYBOARD,
    GM_FIRST_KEY_PRESSED = GM_FIRST_KEYBOARD + GM_VK_COUNT,
    GM_FIRST_KEY_RELEASED = GM_FIRST_KEY_PRESSED + GM_VK_COUNT,
    GM_COLLISION = GM_FIRST_KEY_RELEASED + GM_VK_COUNT, /* not a slot: see GmObject.collide */
    GM_EVENT_COUNT = GM_COLLISION
} GmEventKind;

/* Slots that are counted: [GM_ALARM(3)], [GM_USER(0)], [GM_KEYBOARD(GM_VK_LEFT)]. */
#define GM_ALARM(n)         (GM_ALARM_0 + (n))
#define GM_USER(n)          (GM_USER_0 + (n))
#define GM_KEYBOARD(key)    (GM_FIRST_KEYBOARD + (key))
#define GM_KEY_PRESS(key)   (GM_FIRST_KEY_PRESSED + (key))
#define GM_KEY_RELEASE(key) (GM_FIRST_KEY_RELEASED + (key))
enum { GM_ALARM_COUNT = 12, GM_USER_COUNT = 16 };

/* What a handler is told about the event it runs for. Lent: valid until the handler returns. */
struct GmEvent {
    GmEventKind kind;
    int type;          /* event_type, GM_EV_... */
    int number;        /* event_number; for a collision the object index it was registered for */
    int object;        /* event_object: index of the object that owns the running handler */
    GmInstance *other; /* the partner in a collision, elsewhere self */
};

typedef void (*GmHandler)(GmInstance *self, const GmEvent *event);

#ifdef __cplusplus
}
#endif
#endif
