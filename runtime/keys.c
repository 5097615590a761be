/* The function keys of play-testing. They never reach the game, so a tape of it is free of them. */
#include "keys.h"
#include "../platform/log.h"
#include "folder_reload.h"
#include "gm_game.h"
#include "gm_types.h"
#include "overlay.h"
#include "screenshots.h"

enum { SLOW_FACTOR = 4 };

static struct { bool paused, one_step, slow; } the_keys;

static void show_state(void) {
    overlay_paused(the_keys.paused ? "paused: F2 goes on, F3 one step"
                   : the_keys.slow ? "slow motion: F4 ends it"
                                   : NULL);
}

void keys_open(bool paused) {
    the_keys.paused = paused;
    the_keys.one_step = the_keys.slow = false;
    show_state();
}

bool keys_may_step(void) {
    bool may = !the_keys.paused || the_keys.one_step;
    the_keys.one_step = false;
    return may;
}

int keys_slowdown(void) {
    return the_keys.slow ? SLOW_FACTOR : 1;
}

bool keys_handle(const WindowEvent *event) {
    if (event->kind != WINDOW_KEY_DOWN) return false;
    switch (event->key - GM_VK_F1 + 1) {
    case 1:
        overlay_toggle();
        break;
    case 2:
        the_keys.paused = !the_keys.paused;
        break;
    case 3:
        the_keys.one_step = the_keys.paused = true;
        break;
    case 4:
        the_keys.slow = !the_keys.slow;
        break;
    case 5:
        folder_reload_all();
        break;
    case 12:
        screenshot_now();
        break;
    default:
        return false;
    }
    show_state();
    return true;
}
