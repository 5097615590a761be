/* Built-in motion and animation, and the formulas of runtime-model 5.1 to 5.3. */
#include "motion.h"
#include "../assets/sprite.h"
#include "../platform/mem.h"
#include "extra.h"
#include "instance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double DEGREE = 0.0174532925; /* the field's own factor (runtime-model 5.2) */

static struct {
    GmInstance **ended;
    int ended_count, ended_capacity;
    MotionMessage *messages;
    int message_count, message_capacity;
    bool wants_messages;
} the_motion;

/* MARK: formulas */

static double cut(double value) { /* toward zero, to six decimals */
    return trunc(value * 1e6) / 1e6;
}

static double snap(double value) { /* to an integer that is almost reached */
    double whole = nearbyint(value);
    return fabs(value - whole) < 0.0001 ? whole : value;
}

static double turn(double degrees) { /* into [0, 360) */
    double inside = fmod(degrees, 360);
    return inside < 0 ? inside + 360 : inside;
}

static void components(double speed, double direction, double *hspeed, double *vspeed) {
    *hspeed = snap(speed * cut(cos(direction * DEGREE)));
    *vspeed = snap(-speed * cut(sin(direction * DEGREE)));
}

static double direction_of(double hspeed, double vspeed, double unmoving) {
    if (hspeed == 0) return vspeed > 0 ? 270 : vspeed < 0 ? 90 : unmoving;
    double angle = cut(180 * atan2(vspeed, hspeed) / 3.14159265358979323846);
    return fmod(snap(angle <= 0 ? -angle : 360 - angle), 360);
}

/* MARK: speed and direction */

static bool is_exact(const GmInstance *self, const Extra *extra) {
    return extra != NULL && extra->for_hspeed == self->hspeed && extra->for_vspeed == self->vspeed;
}

double gm_direction(const GmInstance *self) {
    const Extra *extra = extra_of(self);
    if (is_exact(self, extra)) return extra->direction;
    return direction_of(self->hspeed, self->vspeed, extra != NULL ? extra->direction : 0);
}

double gm_speed(const GmInstance *self) {
    const Extra *extra = extra_of(self);
    if (is_exact(self, extra)) return extra->speed;
    return snap(hypot(self->hspeed, self->vspeed));
}

static void set_polar(GmInstance *self, double speed, double direction) {
    components(speed, direction, &self->hspeed, &self->vspeed);
    Extra *extra = extra_need(self);
    extra->speed = speed;
    extra->direction = direction;
    extra->for_hspeed = self->hspeed;
    extra->for_vspeed = self->vspeed;
}

static void set_components(GmInstance *self, double hspeed, double vspeed) {
    double before = gm_direction(self);
    self->hspeed = hspeed;
    self->vspeed = vspeed;
    double direction = direction_of(hspeed, vspeed, before);
    Extra *extra = extra_of(self);
    if (extra == NULL && (direction == 0 || hspeed != 0 || vspeed != 0))
        return; /* can be worked out */
    extra = extra_need(self);
    extra->speed = snap(hypot(hspeed, vspeed));
    extra->direction = direction;
    extra->for_hspeed = hspeed;
    extra->for_vspeed = vspeed;
}

void gm_set_speed(GmInstance *self, double speed) {
    if (speed != gm_speed(self)) set_polar(self, speed, gm_direction(self));
}

void gm_set_direction(GmInstance *self, double degrees) {
    set_polar(self, gm_speed(self), turn(degrees));
}

void gm_set_hspeed(GmInstance *self, double hspeed) {
    if (hspeed != self->hspeed) set_components(self, hspeed, self->vspeed);
}

void gm_set_vspeed(GmInstance *self, double vspeed) {
    if (vspeed != self->vspeed) set_components(self, self->hspeed, vspeed);
}

void gm_motion_set(GmInstance *self, double direction, double speed) {
    set_polar(self, speed, turn(direction));
}

void gm_motion_add(GmInstance *self, double direction, double speed) {
    set_components(self, self->hspeed + speed * cut(cos(direction * DEGREE)),
                   self->vspeed - speed * cut(sin(direction * DEGREE)));
}

void gm_move_towards_point(GmInstance *self, double x, double y, double speed) {
    set_components(self, x - self->x, y - self->y);
    set_polar(self, speed, gm_direction(self));
}

/* MARK: friction, gravity, start */

void gm_set_friction(GmInstance *self, double friction) {
    if (friction != gm_friction(self)) extra_need(self)->friction = friction;
}

double gm_friction(const GmInstance *self) {
    const Extra *extra = extra_of(self);
    return extra != NULL ? extra->friction : 0;
}

void gm_set_gravity(GmInstance *self, double gravity) {
    if (gravity != gm_gravity(self)) extra_need(self)->gravity = gravity;
}

double gm_gravity(const GmInstance *self) {
    const Extra *extra = extra_of(self);
    return extra != NULL ? extra->gravity : 0;
}

void gm_set_gravity_direction(GmInstance *self, double degrees) {
    extra_need(self)->gravity_direction = degrees;
}

double gm_xstart(const GmInstance *self) {
    return instance_rest(self)->xstart;
}

double gm_ystart(const GmInstance *self) {
    return instance_rest(self)->ystart;
}

/* MARK: the step */

static void note_end(GmInstance *self) {
    MEM_RESERVE(the_motion.ended, the_motion.ended_capacity, the_motion.ended_count + 1);
    the_motion.ended[the_motion.ended_count++] = self;
}

static void say(const GmInstance *self, const Sprite *sprite, int frame) {
    for (int i = 0; i < sprite->messages.count; i++) {
        if (sprite->messages.items[i].frame != frame) continue;
        MEM_RESERVE(the_motion.messages, the_motion.message_capacity, the_motion.message_count + 1);
        the_motion.messages[the_motion.message_count] =
            (MotionMessage){.text = sprite->messages.items[i].text,
                            .instance = self->id,
                            .stamp = self->stamp,
                            .order = the_motion.message_count};
        the_motion.message_count++;
    }
}

/* Every sub-image that was reached on the way from one index to another, in order; each once, also
 * if the way is longer than the sprite. */
static void say_on_the_way(const GmInstance *self, const Sprite *sprite, double from, double to) {
    double step = to > from ? 1 : -1;
    double frame = floor(from);
    for (int i = 0; i < sprite->frame_count && (floor(to) - frame) * step > 0; i++) {
        frame += step;
        say(self, sprite, sprite_frame(sprite, frame));
    }
}

/* What happens to few in a step: a wrap, once, whatever the speed (runtime-model 7.4), or a sprite
 * with messages. True: the animation ended. Not inlined, for the sake of those that only go on. */
__attribute__((noinline)) static bool animate_further(GmInstance *self, const Sprite *sprite,
                                                      double next) {
    double count = sprite->frame_count;
    if (the_motion.wants_messages && sprite->messages.count > 0)
        say_on_the_way(self, sprite, self->image_index, next);
    self->image_index = next >= count ? next - count : next < 0 ? next + count : next;
    return next >= count || next < 0;
}

/* True: the animation ended in this step. */
static bool animate(GmInstance *self, const Sprite *sprite, double step_seconds) {
    double next = self->image_index + self->image_speed * sprite->speed * step_seconds;
    if (next >= sprite->plain_below || next < 0) return animate_further(self, sprite, next);
    self->image_index = next;
    return false;
}

static int by_age(const void *a, const void *b) {
    uint32_t first = (*(GmInstance *const *)a)->stamp, second = (*(GmInstance *const *)b)->stamp;
    return first < second ? -1 : first > second ? 1 : 0;
}

/* Asks for the line that comes a few instances later (still inside the slab): every second line of
 * memory is not what processors expect. */
static inline void look_ahead(const GmInstance *self) {
    __builtin_prefetch((const char *)self + 8 * sizeof *self, 1);
}

static void begin_slab(Slab *slab, double step_seconds, bool wanted) {
    for (int i = 0; i < slab->used; i++) {
        GmInstance *self = &slab->items[i];
        look_ahead(self);
        if (self->stamp == 0) continue;
        self->xprevious = self->x;
        self->yprevious = self->y;
        if (self->sprite_index < 0) continue;
        const Sprite *sprite = sprite_of(self->sprite_index);
        if (sprite != NULL && animate(self, sprite, step_seconds) && wanted) note_end(self);
    }
}

static int by_sender(const void *a, const void *b) {
    const MotionMessage *first = a, *second = b;
    if (first->stamp != second->stamp) return first->stamp < second->stamp ? -1 : 1;
    return first->order - second->order;
}

int motion_begin_step(double step_seconds, GmInstance *const **ended, bool wanted) {
    the_motion.ended_count = the_motion.message_count = 0;
    for (int i = 0; i < object_count(); i++)
        for (Slab *slab = object_of(i)->slabs; slab != NULL; slab = slab->next)
            begin_slab(slab, step_seconds, wanted);
    if (the_motion.ended_count > 1)
        qsort(the_motion.ended, (size_t)the_motion.ended_count, sizeof *the_motion.ended, by_age);
    *ended = the_motion.ended;
    return the_motion.ended_count;
}

void motion_want_messages(bool wanted) {
    the_motion.wants_messages = wanted;
}

const MotionMessage *motion_messages(int *count) {
    *count = the_motion.message_count;
    if (*count > 1)
        qsort(the_motion.messages, (size_t)*count, sizeof *the_motion.messages, by_sender);
    return the_motion.messages;
}

static void slow_down(GmInstance *self, double friction) {
    double speed = gm_speed(self);
    double slower = speed > 0 ? speed - friction : speed + friction;
    bool stopped = (speed > 0 && slower < 0) || (speed < 0 && slower > 0);
    if (stopped)
        gm_set_speed(self, 0);
    else if (speed != 0)
        gm_set_speed(self, slower);
}

static void fall(GmInstance *self, double gravity, double direction) {
    set_components(self, self->hspeed + gravity * cut(cos(direction * DEGREE)),
                   self->vspeed - gravity * cut(sin(direction * DEGREE)));
}

/* Only those few that have an Extra can be slowed down or fall. */
static void apply_forces(void) {
    int place = 0;
    for (Extra *extra; (extra = extra_next(&place)) != NULL;) {
        double gravity = extra->gravity, direction = extra->gravity_direction;
        if (extra->self->stamp == 0) continue;
        if (extra->friction != 0) slow_down(extra->self, extra->friction);
        if (gravity != 0) fall(extra->self, gravity, direction);
    }
}

static void move_slab(Slab *slab) {
    for (int i = 0; i < slab->used; i++) {
        GmInstance *self = &slab->items[i];
        look_ahead(self);
        if (self->stamp == 0) continue;
        self->x += self->hspeed;
        self->y += self->vspeed;
    }
}

/* No handler runs in between, so that all may be slowed down before the first moves. */
void motion_move(void) {
    apply_forces();
    for (int i = 0; i < object_count(); i++)
        for (Slab *slab = object_of(i)->slabs; slab != NULL; slab = slab->next)
            move_slab(slab);
}

void motion_close(void) {
    mem_free(the_motion.ended);
    mem_free(the_motion.messages);
    memset(&the_motion, 0, sizeof the_motion);
}
