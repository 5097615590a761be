/* Keys, mouse and window, as they were when the step began. Thread: main.
 *
 * A key or button that does not exist is never down; what is done to it has no effect. */
#ifndef GM_INPUT_H
#define GM_INPUT_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MARK: keyboard (runtime-model 8.1). key: GM_VK_..., or a capital letter or digit: 'A'.
 * GM_VK_ANYKEY: one at least; GM_VK_NOKEY: none. */

GM_API bool gm_keyboard_check(int key);          /* is down */
GM_API bool gm_keyboard_check_pressed(int key);  /* went down since the last step */
GM_API bool gm_keyboard_check_released(int key); /* went up since the last step */
GM_API void gm_keyboard_clear(int key);          /* ignored until it is pressed again */
GM_API void gm_keyboard_key_press(int key);      /* as if pressed; seen by the next step */
GM_API void gm_keyboard_key_release(int key);
/* What was typed, UTF-8, 1024 bytes at most: the oldest go. Lent until the next step. */
GM_API const char *gm_keyboard_string(void);
GM_API void gm_keyboard_set_string(const char *text); /* copied; NULL: "" */
GM_API void gm_io_clear(void); /* every key and button, as gm_keyboard_clear */

/* The keyboard on the screen, of which a desktop has none: nothing is shown, and no event follows
 * (async-events 16.3). The arguments are the manual's: kind of keyboard, kind of its return key, of
 * capitals, whether words are guessed. */
GM_API void gm_keyboard_virtual_show(int type, int return_key, int capitals, bool predictive);
GM_API void gm_keyboard_virtual_hide(void);
GM_API bool gm_keyboard_virtual_status(void); /* is it there? */
GM_API int gm_keyboard_virtual_height(void);  /* pixels */

/* MARK: mouse (runtime-model 8.2). button: GM_MB_..., GM_MB_ANY: one at least, GM_MB_NONE: none */

GM_API double gm_mouse_x(void); /* room pixels */
GM_API double gm_mouse_y(void);
GM_API double gm_device_mouse_x_to_gui(void); /* as Draw GUI events see it */
GM_API double gm_device_mouse_y_to_gui(void);
GM_API double gm_window_mouse_get_x(void); /* window pixels at the game's own size */
GM_API double gm_window_mouse_get_y(void);
GM_API bool gm_mouse_check_button(int button);          /* is down */
GM_API bool gm_mouse_check_button_pressed(int button);  /* went down since the last step */
GM_API bool gm_mouse_check_button_released(int button); /* went up since the last step */
GM_API bool gm_mouse_wheel_up(void);                    /* was turned since the last step */
GM_API bool gm_mouse_wheel_down(void);

/* MARK: recording input, for finding faults (the manual's Debugging; async-events 16.3)
 *
 * Keys, typed text and the mouse are kept from the next step on, and played back from the next step
 * after that call; what the player does meanwhile with the same devices is passed over. When it is
 * over, keys that it held go up, and GM_ASYNC_SYSTEM "debug_input_playback_stopped" follows: one
 * for each playback that began. */

enum { GM_DEBUG_INPUT_FILTER_KEYBOARD = 1, GM_DEBUG_INPUT_FILTER_MOUSE = 2 };
GM_API void gm_debug_input_record(int filter);         /* anew; GM_DEBUG_INPUT_FILTER_... | ... */
GM_API void gm_debug_input_save(const char *file);     /* in the save area; ends the recording */
GM_API void gm_debug_input_playback(const char *file); /* found as gm_file_exists does */

/* MARK: window */

GM_API int gm_window_get_width(void); /* the game's own size in pixels, before scaling */
GM_API int gm_window_get_height(void);
GM_API void gm_window_set_caption(const char *text); /* UTF-8, copied; NULL: "" */
GM_API void gm_window_set_fullscreen(bool fullscreen);
GM_API bool gm_window_get_fullscreen(void);
/* How large the window is on the screen, in the display's own units, at least 1 x 1; the picture is
 * scaled into it and stays of the game's own size. Fullscreen and headless: nothing happens. */
GM_API void gm_window_set_size(int width, int height);
/* Pixels of the display that the window is on; headless: the game's own size. It differs from
 * machine to machine: let nothing that is played depend on it. */
GM_API int gm_display_get_width(void);
GM_API int gm_display_get_height(void);

/* MARK: Draw GUI (runtime-model 1.4) */

/* Draw GUI events see the window as so many pixels wide and high, from the next of their passes on
 * until it is set again; a size below 1 is the game's own, as at first. */
GM_API void gm_display_set_gui_size(int width, int height);
GM_API int gm_display_get_gui_width(void);
GM_API int gm_display_get_gui_height(void);

#ifdef __cplusplus
}
#endif
#endif
