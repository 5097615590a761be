/* One step of the game. The table at the end is the promise: phases, in order (runtime-model 1.2).
 * What a phase does stands above it; which handlers run, events/dispatch.c decides. */
#include "frame.h"
#include "../assets/text.h"
#include "../events/dispatch.h"
#include "../events/message.h"
#include "../events/pump.h"
#include "../objects/alarm.h"
#include "../objects/collide.h"
#include "../objects/layer.h"
#include "../objects/motion.h"
#include "../platform/input.h"
#include "../platform/trace.h"
#include "display.h"
#include "draw_frame.h"
#include "gm_game.h"
#include "gm_input.h"
#include "pointer.h"
#include "room.h"

static struct {
    const FrameRules *rules;
    bool close_asked, resized;
} the_frame;

enum { SETTLE_MS = 10000 };

/* MARK: phases */

static void latch_input(void) {
    RoomView view = room_view();
    input_set_view(view.x, view.y, gm_window_get_width() / view.width,
                   gm_window_get_height() / view.height);
    input_set_gui(display_gui_scale_x(), display_gui_scale_y());
    input_latch();
    text_step();
}

static void remember_and_animate(void) {
    GmInstance *const *ended;
    message_listen();
    int count = motion_begin_step(1.0 / gm_game_get_speed(), &ended,
                                  object_responders(GM_ANIMATION_END).count > 0);
    for (int i = 0; i < count; i++)
        if (ended[i]->stamp != 0) dispatch_one(ended[i], GM_ANIMATION_END);
}

static void begin_step(void) {
    dispatch_all(GM_BEGIN_STEP);
}

static void resize_and_close(void) {
    bool resized = the_frame.resized, close_asked = the_frame.close_asked;
    the_frame.resized = the_frame.close_asked = false;
    if (resized) dispatch_all(GM_RESIZE);
    if (!close_asked) return;
    dispatch_by_age(GM_CLOSE_BUTTON);
    if (object_responders(GM_CLOSE_BUTTON).count == 0) gm_game_end();
}

static void async_events(void) {
    if (the_frame.rules->settle)
        pump_settle(SETTLE_MS);
    else
        pump_run();
}

static void alarms_of(GmInstance *self) {
    uint32_t stamp = self->stamp;
    for (int alarm = 0; alarm < GM_ALARM_COUNT; alarm++) {
        int owner;
        GmEventKind kind = (GmEventKind)GM_ALARM(alarm);
        if (object_handler(instance_object(self), kind, &owner) == NULL) continue;
        if (alarm_count(self, alarm)) dispatch_one(self, kind);
        if (self->stamp != stamp) return; /* destroyed or deactivated by its alarm */
    }
}

static bool has_alarms(const Object *object) {
    int owner;
    for (int alarm = 0; alarm < GM_ALARM_COUNT; alarm++)
        if (object_handler(object, (GmEventKind)GM_ALARM(alarm), &owner) != NULL) return true;
    return false;
}

static void alarms(void) {
    uint32_t before = instances_now();
    for (int i = 0; i < object_count(); i++) {
        int next = 0;
        const InstanceList *list = &object_of(i)->own;
        if (list->count == 0 || !has_alarms(object_of(i))) continue;
        for (GmInstance *self; (self = instance_list_walk(list, &next, before)) != NULL;)
            alarms_of(self);
    }
}

static void keys_of(InputSet set, int first_kind) {
    for (int key = input_next_key(set, -1); key >= 0; key = input_next_key(set, key))
        dispatch_all((GmEventKind)(first_kind + key));
}

static void keyboard(void) {
    keys_of(INPUT_DOWN, GM_FIRST_KEYBOARD);
    keys_of(INPUT_PRESSED, GM_FIRST_KEY_PRESSED);
    keys_of(INPUT_RELEASED, GM_FIRST_KEY_RELEASED);
}

static void sequences(void) {
    message_sequences(gm_game_get_speed());
}

static void step(void) {
    dispatch_all(GM_STEP);
}

static bool is_outside(GmBox box) {
    return box.right < 0 || box.left > gm_room_width() || box.bottom < 0 ||
           box.top > gm_room_height();
}

static bool meets_boundary(GmBox box) {
    return box.left < 0 || box.right > gm_room_width() || box.top < 0 ||
           box.bottom > gm_room_height();
}

static void outside_room(void) {
    Responders responders = object_responders(GM_OUTSIDE_ROOM);
    uint32_t before = instances_now();
    for (int i = 0; i < responders.count; i++) {
        int next = 0;
        const InstanceList *list = &responders.items[i].object->own;
        for (GmInstance *self; (self = instance_list_walk(list, &next, before)) != NULL;) {
            bool outside = is_outside(gm_bbox(self));
            bool left_now = outside && !instance_rest(self)->was_outside;
            instance_rest(self)->was_outside = outside;
            if (left_now) dispatch_one(self, GM_OUTSIDE_ROOM);
        }
    }
}

static void intersect_boundary(void) {
    Responders responders = object_responders(GM_INTERSECT_BOUNDARY);
    uint32_t before = instances_now();
    for (int i = 0; i < responders.count; i++) {
        int next = 0;
        const InstanceList *list = &responders.items[i].object->own;
        for (GmInstance *self; (self = instance_list_walk(list, &next, before)) != NULL;)
            if (meets_boundary(gm_bbox(self))) dispatch_one(self, GM_INTERSECT_BOUNDARY);
    }
}

static void room_edges(void) {
    outside_room();
    intersect_boundary();
}

static void collisions(void) {
    if (object_has_collisions()) collide_pairs(dispatch_collision);
}

static void end_step(void) {
    dispatch_all(GM_END_STEP);
}

static void sweep(void) {
    instances_sweep();
    layers_sweep();
}

/* MARK: the list */

typedef struct Phase {
    const char *name;
    void (*run)(void);
} Phase;

static const Phase phases[] = {
    {"input", latch_input},
    {"animation", remember_and_animate},
    {"layers", layers_move},
    {"begin step", begin_step},
    {"resize and close", resize_and_close},
    {"async", async_events},
    {"alarms", alarms},
    {"keyboard", keyboard},
    {"mouse", pointer_events},
    {"sequences", sequences},
    {"step", step},
    {"messages", message_fire},
    {"motion", motion_move},
    {"room edges", room_edges},
    {"collisions", collisions},
    {"end step", end_step},
    {"sweep", sweep},
    {"draw", draw_frame},
};

bool frame_step(const FrameRules *rules) {
    the_frame.rules = rules;
    for (size_t i = 0; i < sizeof phases / sizeof phases[0]; i++) {
        int64_t start = trace_now();
        phases[i].run();
        trace_slice(phases[i].name, start, NULL, 0);
        if (room_pending() != ROOM_STAY && phases[i].run != draw_frame) return false;
    }
    return true;
}

void frame_note_close_button(void) {
    the_frame.close_asked = true;
}

void frame_note_resize(void) {
    the_frame.resized = true;
}
