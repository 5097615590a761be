/* obj_string: one string of the harp; a key or the mouse passing over it plucks it. */
#include "choir.h"

#include <math.h>

enum { LONGEST = 128, SWING = 4, PIECE = 4 };

typedef struct String {
    int number, deep;    /* from the room; deep: pixels down from its upper end */
    float wave[LONGEST]; /* what runs along it */
    int length, place;   /* of the wave */
    double mouse_x;      /* in the step before */
} String;

/* MARK: sound */

static void pluck(String *my) {
    for (int i = 0; i < my->length; i++)
        my->wave[i] = (float)(gm_random(2) - 1);
}

void string_pluck(int number) {
    for (GmWith each = gm_with("obj_string"); gm_with_next(&each);)
        if (((String *)gm_vars(each.self))->number == number) pluck(gm_vars(each.self));
}

/* What runs along comes back a little softer (Karplus and Strong, 1983). */
void string_add(const GmInstance *string, float *sum, int count) {
    String *my = gm_vars(string);
    for (int i = 0; i < count; i++) {
        int next = (my->place + 1) % my->length;
        sum[i] += my->wave[my->place];
        my->wave[my->place] = (my->wave[my->place] + my->wave[next]) * 0.498F;
        my->place = next;
    }
}

/* MARK: entry points */

/* Notes of a pentatonic scale, from C4 on. */
static void create(GmInstance *self, const GmEvent *event) {
    static const int semitones[VOICES] = {0, 2, 4, 7, 9, 12, 14};
    (void)event;
    String *my = gm_vars(self);
    my->length = (int)(SPECTRUM_RATE / (261.63 * pow(2, semitones[my->number] / 12.0)));
}

static void step(GmInstance *self, const GmEvent *event) {
    static const char keys[] = "ASDFGHJ";
    (void)event;
    String *my = gm_vars(self);
    bool is_passed = (gm_mouse_x() < self->x) != (my->mouse_x < self->x) &&
                     gm_mouse_y() > self->y && gm_mouse_y() < self->y + my->deep;
    if (is_passed || gm_keyboard_check_pressed(keys[my->number])) pluck(my);
    my->mouse_x = gm_mouse_x();
}

/* As wide as it swings, which the ear hears as the root of its level. */
static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const String *my = gm_vars(self);
    double loudest = 0;
    for (int i = 0; i < my->length; i++)
        loudest = fmax(loudest, fabs((double)my->wave[i]));
    gm_draw_set_colour(gm_merge_colour(ASH, WHITE, sqrt(loudest)));
    for (int y = 0; y < my->deep; y += PIECE) {
        double swing = sqrt(loudest) * SWING * sin(y * 3.14159 / my->deep);
        double side = (y / PIECE + my->place) % 2 == 0 ? swing : -swing;
        gm_draw_line(self->x + side, self->y + y, self->x - side,
                     self->y + fmin(y + PIECE, my->deep));
    }
}

const GmObject obj_string = {
    .vars = GM_VARS(String, number, deep, wave, length, place, mouse_x),
    .on = {[GM_CREATE] = create, [GM_STEP] = step, [GM_DRAW] = draw},
};
