/* Screenshots, as PNG. */
#include "screenshots.h"
#include "../platform/log.h"
#include "../platform/render.h"
#include "gm_game.h"
#include "overlay.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const *the_wanted;

/* The file part of STEP:FILE; NULL if it is not of that form. */
static const char *parse(const char *entry, int *step) {
    char *end;
    long number = strtol(entry, &end, 10);
    if (end == entry || *end != ':' || end[1] == '\0' || number < 1 || number > 1000000000)
        return NULL;
    *step = (int)number;
    return end + 1;
}

bool screenshots_open(const char *const *wanted) {
    the_wanted = wanted;
    int step;
    for (int i = 0; wanted != NULL && wanted[i] != NULL; i++) {
        if (parse(wanted[i], &step) != NULL) continue;
        log_error("--screenshot %s: expected STEP:FILE.png with a step from 1 on", wanted[i]);
        the_wanted = NULL;
        return false;
    }
    return true;
}

void screenshots_step(int step) {
    int wanted_step;
    for (int i = 0; the_wanted != NULL && the_wanted[i] != NULL; i++) {
        const char *file = parse(the_wanted[i], &wanted_step);
        if (wanted_step == step) render_screenshot(file);
    }
}

void screenshot_now(void) {
    char file[64], note[96];
    snprintf(file, sizeof file, "screenshot-%06d.png", gm_step_count());
    if (!render_screenshot(file)) return;
    log_info("Screenshot: %s", file);
    snprintf(note, sizeof note, "screenshot: %s", file);
    overlay_note(note);
}
