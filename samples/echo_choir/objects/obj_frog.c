/* obj_frog: sings the voice at its own pitch. Its mouth opens when it begins, and closes when the
 * event says that the sound has ended, whatever ended it. */
#include "choir.h"

#include <math.h>

enum { RESTS, BLINKS, OPENS, SINGS, POSES };
enum { HIGH = 40, HALF_WIDE = 26, NOTE_STEPS = 26, FADE_IN_MS = 60, FADE_OUT_MS = 160 };

typedef struct Frog {
    int number; /* from low to high; from the room */
    int voice;  /* GM_NONE: it is silent */
    int age;    /* steps since it began */
    double pitch;
    bool fades; /* out */
} Frog;

/* Semitones of a pentatonic scale, from G below the voice to A above it. */
static double pitch_of(const Frog *my) {
    static const int semitones[VOICES] = {-5, -3, 0, 2, 4, 7, 9};
    return pow(2, (semitones[my->number] + ear()->semitones) / 12.0);
}

/* MARK: singing */

static void sing(GmInstance *self) {
    Frog *my = gm_vars(self);
    gm_audio_stop_sound(my->voice); /* its event comes, and is no longer of this frog's voice */
    my->age = 0;
    my->fades = false;
    my->pitch = pitch_of(my) * 0.94; /* nobody hits a note at once */
    my->voice = gm_audio_play_sound_ext(ear()->sound, 10, false, 0, 0, my->pitch);
    gm_audio_sound_gain(my->voice, 0.5 * ear()->gain, FADE_IN_MS);
    gm_audio_sound_pan(my->voice, (self->x - gm_room_width() / 2.0) / 320);
}

void frog_sing(int number) {
    for (GmWith each = gm_with("obj_frog"); gm_with_next(&each);)
        if (((Frog *)gm_vars(each.self))->number == number) sing(each.self);
}

static void on_ended(GmInstance *self, const GmEvent *event) {
    Frog *my = gm_vars(self);
    if (gm_async_ended(event)->sound_id == my->voice) my->voice = GM_NONE;
}

/* What it has sung just now is in the spectrum. */
static void show_in_spectrum(const Frog *my) {
    double scale = my->pitch * ear()->rate / SPECTRUM_RATE;
    double place = gm_audio_sound_get_track_position(my->voice) * ear()->rate;
    spectrum_add(gm_buffer_get_address(ear()->voice), sample_count(ear()->voice),
                 place - SPECTRUM_SAMPLES * scale, scale, gm_audio_sound_get_gain(my->voice));
}

static void go_on_singing(GmInstance *self, Frog *my) {
    double left = gm_audio_sound_length(my->voice) - gm_audio_sound_get_track_position(my->voice);
    my->pitch = gm_lerp(my->pitch, pitch_of(my), 0.3);
    gm_audio_sound_pitch(my->voice, my->pitch);
    if (!my->fades && left * 1000 / my->pitch < FADE_OUT_MS) {
        my->fades = true;
        gm_audio_sound_gain(my->voice, 0, FADE_OUT_MS);
    }
    show_in_spectrum(my);
    if (my->age++ % NOTE_STEPS == 0)
        gm_instance_create_layer(self->x + gm_irandom_range(-8, 8), self->y - HIGH, "Notes",
                                 "obj_note");
}

/* MARK: entry points */

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Frog *my = gm_vars(self);
    my->voice = GM_NONE;
}

static bool is_clicked(const GmInstance *self) {
    return gm_mouse_check_button_pressed(GM_MB_LEFT) && fabs(gm_mouse_x() - self->x) < HALF_WIDE &&
           gm_mouse_y() < self->y + 8 && gm_mouse_y() > self->y - HIGH;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Frog *my = gm_vars(self);
    if (gm_keyboard_check_pressed('1' + my->number) || is_clicked(self)) sing(self);
    if (my->voice != GM_NONE) go_on_singing(self, my);
}

static int pose_of(const Frog *my) {
    if (my->voice != GM_NONE) return my->age < 5 || my->fades ? OPENS : SINGS;
    return (gm_step_count() + my->number * 47) % 200 < 7 ? BLINKS : RESTS;
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Frog *my = gm_vars(self);
    int image = my->number * POSES + pose_of(my);
    double y = self->y + floor(1.4 * sin(gm_step_count() * 0.035 + my->number * 1.7) + 0.5);
    gm_draw_sprite_ext("spr_frog", image, self->x, y + 8, 1, -0.6, 0, SEA, 0.3);
    gm_draw_sprite("spr_pad", my->number, self->x, y - 2);
    gm_draw_sprite("spr_frog", image, self->x, y);
    gm_draw_set_halign(GM_FA_CENTER);
    note(self->x, y + 9, my->voice != GM_NONE ? GOLD : ASH, gm_text("%d", my->number + 1));
}

const GmObject obj_frog = {
    .vars = GM_VARS(Frog, number, voice, age, pitch, fades),
    .on = {[GM_CREATE] = create,
           [GM_STEP] = step,
           [GM_DRAW] = draw,
           [GM_ASYNC_AUDIO_PLAYBACK_ENDED] = on_ended},
};
