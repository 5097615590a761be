/* obj_open: one request that is under way. It watches for its own answer, shows how far it is, and
 * goes a moment after the answer came. */
#include "lab.h"

#include <math.h>
#include <string.h>

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
        if (open->place < PLACES) taken[open->place] = true;
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
    gm_copy_text(open->key, sizeof open->key, answer_key(number));
    gm_copy_text(open->label, sizeof open->label, label);
    log_note(STONE, gm_text("%s: asked for, id %d", label, id));
    return open;
}

/* Ends a request early. False: no event follows. */
static bool cancel(const Open *open) {
    switch (open->number) {
    case 60:
        gm_sprite_delete(open->id);
        return false;
    case 61:
        gm_sound_delete(open->id);
        return false;
    case 71:
        gm_push_cancel_local_notification(open->id);
        return false;
    case 74:
    case 80:
        gm_audio_stop_sound(open->id);
        return true;
    case 68:
    case 73:
        return true; /* soon over anyway */
    default:
        if (strcmp(open->key, "group_id") != 0) gm_request_cancel(open->id);
        return true;
    }
}

static void end(Open *open, bool has_failed) {
    open->over_steps = 1;
    open->has_failed = has_failed;
    open->share = 1;
    if (open->buffer != GM_NONE) gm_buffer_delete(open->buffer);
    open->buffer = GM_NONE;
}

void open_cancel_all(void) {
    for (GmWith each = gm_with("obj_open"); gm_with_next(&each);) {
        Open *open = gm_vars(each.self);
        if (open->over_steps == 0 && !cancel(open)) end(open, true);
    }
}

static Open *find(int number, int id) {
    for (GmWith each = gm_with("obj_open"); gm_with_next(&each);) {
        Open *open = gm_vars(each.self);
        if (open->number == number && open->id == id && open->over_steps == 0) return open;
    }
    return NULL;
}

void open_share(int number, int id, double share) {
    Open *open = find(number, id);
    if (open != NULL) open->share = share;
}

void open_over(int number, int id, bool has_failed) {
    Open *open = find(number, id);
    if (open != NULL) end(open, has_failed);
}

/* MARK: the event */

/* Any asynchronous event: is it the answer? */
static void on_async(GmInstance *self, const GmEvent *event) {
    Open *my = gm_vars(self);
    int map = gm_async_load();
    if (event->number != my->number || my->over_steps > 0) return;
    const char *key = gm_ds_map_exists(map, "post_id") ? "post_id" : my->key; /* of a score */
    if (!gm_ds_map_exists(map, key) || gm_ds_map_find_real(map, key, 0) != my->id) return;
    if (!answer_is_progress(my->number, map, &my->share))
        end(my, answer_has_failed(my->number, map));
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
    .vars = GM_VARS(Open, number, id, key, button, buffer, place, steps, over_steps, has_failed,
                    share, label),
    .on = {[GM_STEP] = step,
           [GM_CLEAN_UP] = clean_up,
           [GM_DRAW] = draw,
           [GM_ASYNC_IMAGE_LOADED] = on_async,
           [GM_ASYNC_SOUND_LOADED] = on_async,
           [GM_ASYNC_HTTP] = on_async,
           [GM_ASYNC_DIALOG] = on_async,
           [GM_ASYNC_IAP] = on_async,
           [GM_ASYNC_CLOUD] = on_async,
           [GM_ASYNC_STEAM] = on_async,
           [GM_ASYNC_SOCIAL] = on_async,
           [GM_ASYNC_PUSH_NOTIFICATION] = on_async,
           [GM_ASYNC_SAVE_LOAD] = on_async,
           [GM_ASYNC_SYSTEM] = on_async,
           [GM_ASYNC_AUDIO_PLAYBACK_ENDED] = on_async},
};
