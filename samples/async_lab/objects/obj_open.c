/* obj_open: one request that is under way. It watches for its own answer, shows how far it is, and
 * goes a moment after the answer came. */
#include "lab.h"

#include <math.h>

enum {
    LEFT = 438,
    TOP = 452,
    WIDTH = 166,
    HEIGHT = 17,
    ACROSS = 3,
    PLACES = 12,
    LINGER_STEPS = 50
};

static int free_place(void) {
    bool taken[PLACES] = {false};
    for (GmWith each = gm_with("obj_open"); gm_with_next(&each);) {
        const Open *open = gm_vars(each.self);
        if (open->id != 0 && open->place < PLACES) taken[open->place] = true;
    }
    for (int i = 0; i < PLACES; i++)
        if (!taken[i]) return i;
    return PLACES; /* out of sight, but watched all the same */
}

Open *open_add(int number, int id, int button, const char *label) {
    if (id == GM_NONE) {
        log_note(CORAL, gm_text("%s: could not be started", label));
        return NULL;
    }
    int place = free_place();
    Open *open = gm_vars(gm_instance(gm_instance_create_layer(0, 0, "Open", "obj_open")));
    *open = (Open){.number = number, .id = id, .button = button, .place = place, .share = -1};
    open->buffer = GM_NONE;
    gm_copy_text(open->label, sizeof open->label, label);
    log_note(STONE, gm_text("%s: asked for, id %d", label, id));
    return open;
}

static void cancel(const Open *open) {
    switch (open->number) {
    case 60:
        gm_sprite_delete(open->id);
        break;
    case 61:
        gm_sound_delete(open->id);
        break;
    case 80:
        gm_audio_stop_sound(open->id);
        break;
    default:
        gm_request_cancel(open->id);
        break;
    }
}

void open_cancel_all(void) {
    for (GmWith each = gm_with("obj_open"); gm_with_next(&each);) {
        Open *open = gm_vars(each.self);
        if (open->over_steps > 0) continue;
        cancel(open);
        if (open->number > 61) continue; /* its event follows */
        open->over_steps = 1;            /* what is deleted has none */
        open->has_failed = true;
    }
}

/* Any asynchronous event: is it the answer? */
static void on_async(GmInstance *self, const GmEvent *event) {
    Open *my = gm_vars(self);
    int map = gm_async_load();
    const char *name = event->number == 80 ? "sound_id" : "id";
    if (event->number != my->number || gm_ds_map_find_real(map, name, GM_NONE) != my->id) return;
    double status = gm_ds_map_find_real(map, "status", 0);
    if (event->number == 62 && status > 0) {
        double length = gm_ds_map_find_real(map, "contentLength", -1);
        if (length > 0) my->share = gm_ds_map_find_real(map, "sizeDownloaded", 0) / length;
        return;
    }
    my->over_steps = 1;
    my->has_failed = status < 0 || gm_ds_map_find_real(map, "http_status", 200) >= 400;
    my->share = 1;
    if (my->buffer != GM_NONE) gm_buffer_delete(my->buffer);
    my->buffer = GM_NONE;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Open *my = gm_vars(self);
    my->steps++;
    if (my->over_steps > 0 && my->over_steps++ == LINGER_STEPS) gm_instance_destroy(self->id);
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Open *my = gm_vars(self);
    if (my->buffer != GM_NONE) gm_buffer_delete(my->buffer);
}

/* A bar that fills, or runs to and fro while nobody knows how long it takes. */
static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Open *my = gm_vars(self);
    if (my->place >= PLACES) return;
    double x = LEFT + my->place % ACROSS * (WIDTH + 3), y = TOP + my->place / ACROSS * (HEIGHT + 2);
    GmColour colour = my->has_failed ? CORAL : event_colour(my->number);
    gm_draw_set_alpha(my->over_steps > 0 ? 1 - my->over_steps / (double)LINGER_STEPS : 1);
    gm_draw_set_colour(SLATE);
    gm_draw_rectangle(x, y, x + WIDTH - 1, y + HEIGHT - 1, false);
    double right = my->share >= 0 ? my->share : 0.6 + 0.4 * sin(my->steps * 0.08);
    double left = my->share >= 0 ? 0 : right - 0.2;
    gm_draw_set_colour(gm_merge_colour(INK, colour, my->over_steps > 0 ? 0.8 : 0.5));
    gm_draw_rectangle(x + 1 + left * (WIDTH - 3), y + 1, x + 1 + right * (WIDTH - 3),
                      y + HEIGHT - 2, false);
    note(x + 5, y + 5, my->label, WHITE, GM_FA_LEFT);
    note(x + WIDTH - 5, y + 5,
         my->share >= 0 && my->over_steps == 0 ? gm_text("%d%%", (int)(my->share * 100))
                                               : gm_text("#%d", my->id),
         WHITE, GM_FA_RIGHT);
    gm_draw_set_alpha(1);
}

const GmObject obj_open = {
    .vars = GM_VARS(Open, number, id, button, buffer, place, steps, over_steps, has_failed, share,
                    label),
    .on = {[GM_STEP] = step,
           [GM_CLEAN_UP] = clean_up,
           [GM_DRAW] = draw,
           [GM_ASYNC_IMAGE_LOADED] = on_async,
           [GM_ASYNC_SOUND_LOADED] = on_async,
           [GM_ASYNC_HTTP] = on_async,
           [GM_ASYNC_DIALOG] = on_async,
           [GM_ASYNC_SOCIAL] = on_async,
           [GM_ASYNC_AUDIO_PLAYBACK_ENDED] = on_async},
};
