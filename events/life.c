/* The life of instances with its events (runtime-model 4.3, 4.4). */
#include "life.h"
#include "../objects/instance.h"
#include "../objects/layer.h"
#include "../platform/log.h"
#include "dispatch.h"
#include "event.h"

/* "obj_player, Step" for a message about a wrong call. */
static const char *caller(const char **event) {
    const GmEvent *running = dispatch_running();
    *event = running != NULL ? event_name(running->kind) : "no event";
    return running != NULL ? gm_object_get_name(running->object) : "the runtime";
}

static int create(double x, double y, int slot, int object) {
    GmInstance *self = instance_make(object_of(object), x, y, instance_next_id());
    int id = self->id;
    layer_enter(self, slot);
    dispatch_one(self, GM_PRE_CREATE);
    if (self->stamp != 0) dispatch_one(self, GM_CREATE);
    return id;
}

static bool is_object(int object, const char *call) {
    if (object_of(object) != NULL) return true;
    const char *event, *who = caller(&event);
    log_error("%s, %s: %s: there is no object %d", who, event, call, object);
    return false;
}

int gm_instance_create_layer(double x, double y, int layer, int object) {
    int slot = layer_slot(layer);
    if (!is_object(object, "gm_instance_create_layer")) return GM_NOONE;
    if (slot == GM_NONE) {
        const char *event, *who = caller(&event);
        log_error("%s, %s: gm_instance_create_layer: there is no layer %d in this room", who, event,
                  layer);
        return GM_NOONE;
    }
    return create(x, y, slot, object);
}

int gm_instance_create_depth(double x, double y, int depth, int object) {
    if (!is_object(object, "gm_instance_create_depth")) return GM_NOONE;
    return create(x, y, layer_slot_for_depth(depth), object);
}

void life_end(GmInstance *self, bool run_destroy) {
    InstanceRest *rest = instance_rest(self);
    if (rest->state != INSTANCE_ACTIVE) return;
    rest->state = INSTANCE_ENDING;
    if (run_destroy) dispatch_one(self, GM_DESTROY);
    dispatch_one(self, GM_CLEAN_UP);
    layer_leave(self);
    instance_end(self);
}

void gm_instance_destroy_ext(int target, bool run_destroy) {
    for (GmWith each = gm_with(target); gm_with_next(&each);)
        life_end(each.self, run_destroy);
}

void gm_instance_destroy(int target) {
    gm_instance_destroy_ext(target, true);
}

/* Those that are not destroyed with their layer keep their depth. */
static void move_from(GmInstance *self, int slot) {
    if (self == NULL || instance_rest(self)->layer != slot) return;
    layer_enter(self, layer_slot_for_depth(layer_at(slot)->depth));
}

void gm_layer_destroy(int id) {
    int slot = layer_slot(id), next = 0;
    if (slot == GM_NONE) return;
    uint32_t before = instances_now();
    GmInstance *self;
    while ((self = instance_list_walk(instances_all(), &next, before)) != NULL) {
        if (instance_rest(self)->layer != slot) continue;
        life_end(self, true);
        if (layer_slot(id) == GM_NONE) return; /* its Destroy destroyed the layer */
    }
    layer_at(slot)->managed = false; /* so that it is not the one for its depth */
    next = 0;
    while ((self = instance_list_walk(instances_all(), &next, instances_now())) != NULL)
        move_from(self, slot); /* made by a Destroy */
    for (int i = 0; i < instance_inactive_count(); i++)
        move_from(instance_inactive(i), slot);
    layer_drop(slot);
}
