/* Mouse events: of instances under the pointer, then global ones (runtime-model 8.2). */
#include "pointer.h"
#include "../events/dispatch.h"
#include "../objects/touch.h"
#include "../objects/instance.h"
#include "../platform/input.h"

typedef struct ButtonEvents {
    int button;
    GmEventKind on_it[3], anywhere[3]; /* down, pressed, released: the order of InputSet */
} ButtonEvents;

static const ButtonEvents buttons[] = {
    {GM_MB_LEFT,
     {GM_MOUSE_LEFT, GM_MOUSE_LEFT_PRESSED, GM_MOUSE_LEFT_RELEASED},
     {GM_GLOBAL_LEFT, GM_GLOBAL_LEFT_PRESSED, GM_GLOBAL_LEFT_RELEASED}},
    {GM_MB_RIGHT,
     {GM_MOUSE_RIGHT, GM_MOUSE_RIGHT_PRESSED, GM_MOUSE_RIGHT_RELEASED},
     {GM_GLOBAL_RIGHT, GM_GLOBAL_RIGHT_PRESSED, GM_GLOBAL_RIGHT_RELEASED}},
    {GM_MB_MIDDLE,
     {GM_MOUSE_MIDDLE, GM_MOUSE_MIDDLE_PRESSED, GM_MOUSE_MIDDLE_RELEASED},
     {GM_GLOBAL_MIDDLE, GM_GLOBAL_MIDDLE_PRESSED, GM_GLOBAL_MIDDLE_RELEASED}},
};
static const InputSet sets[] = {INPUT_DOWN, INPUT_PRESSED, INPUT_RELEASED};
enum { BUTTONS = 3, SETS = 3 };

/* Sends an event if the instance is still the one that the phase began with. */
static void tell(GmInstance *self, uint32_t stamp, GmEventKind kind) {
    if (self->stamp == stamp) dispatch_one(self, kind);
}

static void under_pointer(GmInstance *self) {
    uint32_t stamp = self->stamp;
    bool any_button = false, entered = !instance_rest(self)->was_under_mouse;
    instance_rest(self)->was_under_mouse = true;
    for (int set = 0; set < SETS; set++)
        for (int i = 0; i < BUTTONS; i++) {
            if (!input_button(sets[set], buttons[i].button)) continue;
            any_button = any_button || sets[set] != INPUT_RELEASED;
            tell(self, stamp, buttons[i].on_it[set]);
        }
    if (!any_button) tell(self, stamp, GM_MOUSE_NO_BUTTON);
    if (entered) tell(self, stamp, GM_MOUSE_ENTER);
}

static void visit(GmInstance *self, double x, double y) {
    bool was_under = instance_rest(self)->was_under_mouse;
    if (touch_point(self, x, y)) {
        under_pointer(self);
    } else if (was_under) {
        instance_rest(self)->was_under_mouse = false;
        dispatch_one(self, GM_MOUSE_LEAVE);
    }
}

static bool handles_mouse(const Object *object) {
    int owner;
    for (int kind = GM_MOUSE_LEFT; kind <= GM_MOUSE_LEAVE; kind++)
        if (object_handler(object, (GmEventKind)kind, &owner) != NULL) return true;
    return false;
}

static void instance_events(void) {
    InputPointer pointer = input_pointer();
    uint32_t before = instances_now();
    for (int i = 0; i < object_count(); i++) {
        const InstanceList *list = &object_of(i)->own;
        if (list->count == 0 || !handles_mouse(object_of(i))) continue;
        for (int k = list->count - 1; k >= 0; k--) { /* the newest first */
            InstanceEntry entry = list->items[k];
            if (entry.stamp < before && entry_counts(entry))
                visit(entry.self, pointer.x, pointer.y);
        }
    }
}

void pointer_events(void) {
    instance_events();
    for (int set = 0; set < SETS; set++)
        for (int i = 0; i < BUTTONS; i++)
            if (input_button(sets[set], buttons[i].button)) dispatch_all(buttons[i].anywhere[set]);
    if (input_wheel_up() > 0) dispatch_all(GM_MOUSE_WHEEL_UP);
    if (input_wheel_down() > 0) dispatch_all(GM_MOUSE_WHEEL_DOWN);
}
