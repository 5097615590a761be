/* Game pads, as they were when the step began: like keys, so that a run can be recorded. Thread:
 * main. Source: runtime-model 8.3; async-events 16; the manual's GamePad Input.
 *
 * Pads have slots, 0 to gm_gamepad_get_device_count() - 1: a new one gets the lowest that is free,
 * and keeps it until it is lost. Both come as GM_ASYNC_SYSTEM: "gamepad discovered", also for pads
 * that are there when the game starts, and "gamepad lost". Where no pad is, everything reads as
 * false, 0 or "".
 *
 * Mapped pads have the buttons and axes of the list below; more mappings are read from
 * gamecontrollerdb.txt in the game's data/ folder or beside it, if it is there. A joystick without
 * a mapping has its buttons and axes in the device's own order. A button or axis may also be given
 * by its number in that order: 0 is GM_GP_FACE1, 1 GM_GP_FACE2 ...; axis 0 is GM_GP_AXISLH. */
#ifndef GM_GAMEPAD_H
#define GM_GAMEPAD_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    GM_GP_FACE1 = 0x8001, /* A or cross */
    GM_GP_FACE2 = 0x8002, /* B or circle */
    GM_GP_FACE3 = 0x8003, /* X or square */
    GM_GP_FACE4 = 0x8004, /* Y or triangle */
    GM_GP_SHOULDERL = 0x8005,
    GM_GP_SHOULDERR = 0x8006,
    GM_GP_SHOULDERLB = 0x8007, /* the triggers, whose value may lie between 0 and 1 */
    GM_GP_SHOULDERRB = 0x8008,
    GM_GP_SELECT = 0x8009,
    GM_GP_START = 0x800A,
    GM_GP_STICKL = 0x800B, /* a stick pressed down */
    GM_GP_STICKR = 0x800C,
    GM_GP_PADU = 0x800D,
    GM_GP_PADD = 0x800E,
    GM_GP_PADL = 0x800F,
    GM_GP_PADR = 0x8010,
    GM_GP_AXISLH = 0x8011, /* left stick: -1 left, 1 right */
    GM_GP_AXISLV = 0x8012, /* -1 up, 1 down */
    GM_GP_AXISRH = 0x8013,
    GM_GP_AXISRV = 0x8014,
    GM_GP_HOME = 0x801F,
    GM_GP_EXTRA1 = 0x8020,
    GM_GP_EXTRA2 = 0x8021,
    GM_GP_EXTRA3 = 0x8022,
    GM_GP_EXTRA4 = 0x8023,
    GM_GP_PADDLER = 0x8024,
    GM_GP_PADDLEL = 0x8025,
    GM_GP_PADDLERB = 0x8026,
    GM_GP_PADDLELB = 0x8027,
    GM_GP_TOUCHPADBUTTON = 0x8028,
    GM_GP_EXTRA5 = 0x8029,
    GM_GP_EXTRA6 = 0x802A
};

GM_API bool gm_gamepad_is_supported(void);    /* true */
GM_API int gm_gamepad_get_device_count(void); /* slots, not pads: 12 */
/* True inside its "gamepad discovered", false inside its "gamepad lost". */
GM_API bool gm_gamepad_is_connected(int slot);
GM_API const char *gm_gamepad_get_description(int slot); /* lent until the step ends */
GM_API const char *gm_gamepad_get_guid(int slot);        /* as mappings spell it; lent alike */

GM_API int gm_gamepad_button_count(int slot);
GM_API bool gm_gamepad_button_check(int slot, int button);          /* is down */
GM_API bool gm_gamepad_button_check_pressed(int slot, int button);  /* since the last step */
GM_API bool gm_gamepad_button_check_released(int slot, int button); /* since the last step */
GM_API double gm_gamepad_button_value(int slot, int button);        /* 0 to 1 */
/* From which value on a button counts as down: 0 to 1; 0.5 at first. The slot's, whatever pad is
 * in it. */
GM_API void gm_gamepad_set_button_threshold(int slot, double threshold);
GM_API double gm_gamepad_get_button_threshold(int slot);

GM_API int gm_gamepad_axis_count(int slot);
GM_API double gm_gamepad_axis_value(int slot, int axis); /* -1 to 1 */
/* Below it, 0 to 1, an axis reads as 0; what lies beyond is stretched to 0 to 1. 0 at first. The
 * slot's, whatever pad is in it. */
GM_API void gm_gamepad_set_axis_deadzone(int slot, double deadzone);
GM_API double gm_gamepad_get_axis_deadzone(int slot);

GM_API int gm_gamepad_hat_count(int slot);          /* of joysticks without a mapping */
GM_API int gm_gamepad_hat_value(int slot, int hat); /* 0, or 1 up 2 right 4 down 8 left added up */

/* Strengths 0 to 1 of the left and right motor, until they are set again (65 seconds at most). */
GM_API void gm_gamepad_set_vibration(int slot, double left, double right);
GM_API void gm_gamepad_set_colour(int slot, GmColour colour); /* of a pad with a light */

#ifdef __cplusplus
}
#endif
#endif
