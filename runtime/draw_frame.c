/* One picture. Every pass walks the same snapshot, taken before the first: who is made while
 * drawing draws from the next frame on. */
#include "draw_frame.h"
#include "../assets/draw.h"
#include "../assets/surface.h"
#include "../events/dispatch.h"
#include "../events/event.h"
#include "../objects/layer.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../platform/render.h"
#include "display.h"
#include "draw_layer.h"
#include "gm_draw.h"
#include "gm_input.h"
#include "overlay.h"
#include "room.h"

#include <stdlib.h>

typedef struct DrawEntry {
    GmInstance *self;
    uint32_t stamp, arrival;
} DrawEntry;

/* A layer as it was when the snapshot was taken: handlers may make and destroy layers. */
typedef struct DrawLayer {
    int slot, id;
    int start; /* where its group begins; it ends where the next one's does */
} DrawLayer;

enum { OVERS = 4 };

static struct {
    DrawEntry *entries; /* grouped by layer in drawing order, the latest arrival first */
    int entry_count, entry_capacity;
    DrawLayer *layers; /* [layer_count + 1], in drawing order */
    int layer_count, layer_capacity;
    uint32_t arrivals; /* of the layers when the snapshot was taken */
    uint32_t made_before;
    void (*overs[OVERS])(void);
    int over_count;
} the_drawing;

/* MARK: the snapshot */

static int later_first(const void *a, const void *b) {
    uint32_t first = ((const DrawEntry *)a)->arrival, second = ((const DrawEntry *)b)->arrival;
    return first < second ? 1 : first > second ? -1 : 0;
}

static void sort_group(DrawEntry *group, int count) {
    for (int i = 1; i < count; i++)
        if (group[i].arrival > group[i - 1].arrival) {
            qsort(group, (size_t)count, sizeof *group, later_first);
            return;
        }
}

/* Counts each layer's instances and turns counts into places. Returns the highest slot + 1. */
static int place_groups(const int *order, int layers) {
    int slots = 0, start = 0;
    for (int i = 0; i < layers; i++) {
        const Layer *layer = layer_at(order[i]);
        the_drawing.layers[i] = (DrawLayer){order[i], layer->id, start};
        start += layer->instance_count;
        slots = order[i] >= slots ? order[i] + 1 : slots;
    }
    the_drawing.layers[layers].start = start;
    the_drawing.layer_count = layers;
    the_drawing.entry_count = start;
    return slots;
}

static void fill_groups(int slots) {
    const InstanceList *all = instances_all();
    int *place = mem_alloc((size_t)(slots + 1) * sizeof *place);
    for (int i = 0; i < the_drawing.layer_count; i++)
        place[the_drawing.layers[i].slot] = the_drawing.layers[i].start;
    for (int i = all->count - 1; i >= 0; i--) {
        GmInstance *self = all->items[i].self;
        if (!entry_counts(all->items[i])) continue;
        const InstanceRest *rest = instance_rest(self);
        if (rest->layer == GM_NONE) continue;
        the_drawing.entries[place[rest->layer]++] = (DrawEntry){self, self->stamp, rest->arrival};
    }
    for (int i = 0; i < the_drawing.layer_count; i++) {
        int start = the_drawing.layers[i].start, end = place[the_drawing.layers[i].slot];
        sort_group(&the_drawing.entries[start], end - start);
        for (int k = end; k < the_drawing.layers[i + 1].start; k++) /* on it, but deactivated */
            the_drawing.entries[k] = (DrawEntry){NULL, 0, 0};
    }
    mem_free(place);
}

static void take_snapshot(void) {
    const int *order;
    int layers = layers_in_order(&order);
    bool same =
        the_drawing.arrivals == layer_arrivals() && the_drawing.made_before == instances_now();
    if (same) return; /* nobody came, went or moved between layers since the last picture */
    MEM_RESERVE(the_drawing.layers, the_drawing.layer_capacity, layers + 1);
    int slots = place_groups(order, layers);
    MEM_RESERVE(the_drawing.entries, the_drawing.entry_capacity, the_drawing.entry_count + 1);
    fill_groups(slots);
    the_drawing.arrivals = layer_arrivals();
    the_drawing.made_before = instances_now();
}

/* MARK: passes */

static bool is_drawn(const DrawEntry *entry) {
    return entry->self != NULL && entry->self->stamp == entry->stamp && entry->self->visible;
}

/* Who is told may have ended in it, or another got its place: the object is the handler's. */
static void draw_event(GmInstance *self, GmEventKind kind, int owner) {
    dispatch_one(self, kind);
    int left = surface_drop_targets();
    if (left > 0)
        log_warn_once("%s drew on a surface to the end of its %s event: gm_surface_reset_target "
                      "must be called as often as gm_surface_set_target (%d more)",
                      gm_object_get_name(owner), event_name(kind), left);
}

static void draw_instances(const DrawLayer *group, GmEventKind kind) {
    for (int k = group[0].start; k < group[1].start; k++) {
        const DrawEntry *entry = &the_drawing.entries[k];
        if (!is_drawn(entry)) continue;
        int owner;
        bool has_event = object_handler(instance_object(entry->self), kind, &owner) != NULL;
        draw_self_is(entry->self);
        if (has_event)
            draw_event(entry->self, kind, owner);
        else if (kind == GM_DRAW)
            gm_draw_self(entry->self);
    }
    draw_self_is(NULL);
}

static void pass(GmEventKind kind) {
    if (kind != GM_DRAW && object_responders(kind).count == 0) return;
    for (int i = 0; i < the_drawing.layer_count; i++) {
        const Layer *layer = layer_at(the_drawing.layers[i].slot);
        if (layer == NULL || layer->id != the_drawing.layers[i].id || !layer->visible) continue;
        if (kind == GM_DRAW && layer->kind != LAYER_INSTANCES) draw_layer(layer);
        draw_instances(&the_drawing.layers[i], kind);
        if (kind == GM_DRAW) draw_layer_sequences(the_drawing.layers[i].slot);
    }
}

static void window_pixels(void) {
    render_set_view(0, 0, 1, 1);
}

static void gui_pixels(void) {
    render_set_view(0, 0, (float)display_gui_scale_x(), (float)display_gui_scale_y());
}

static void room_pixels(void) {
    RoomView view = room_view();
    render_set_view((float)view.x, (float)view.y, (float)(gm_window_get_width() / view.width),
                    (float)(gm_window_get_height() / view.height));
}

void draw_frame(void) {
    take_snapshot();
    render_begin();
    draw_allow(true);
    if (room_now()->has_background) render_clear(0xFF000000U | room_now()->background);
    window_pixels();
    pass(GM_PRE_DRAW);
    room_pixels();
    pass(GM_DRAW_BEGIN);
    pass(GM_DRAW);
    pass(GM_DRAW_END);
    window_pixels();
    pass(GM_POST_DRAW);
    gui_pixels();
    pass(GM_DRAW_GUI_BEGIN);
    pass(GM_DRAW_GUI);
    pass(GM_DRAW_GUI_END);
    window_pixels();
    for (int i = 0; i < the_drawing.over_count; i++)
        the_drawing.overs[i]();
    draw_allow(false);
    render_present(overlay_draw);
}

void draw_frame_over(void (*draw)(void)) {
    if (the_drawing.over_count < OVERS) the_drawing.overs[the_drawing.over_count++] = draw;
}

void draw_frame_close(void) {
    mem_free(the_drawing.entries);
    mem_free(the_drawing.layers);
    the_drawing.entries = NULL;
    the_drawing.layers = NULL;
    the_drawing.entry_count = the_drawing.entry_capacity = 0;
    the_drawing.layer_count = the_drawing.layer_capacity = 0;
    the_drawing.over_count = 0;
    the_drawing.made_before = 0;
}
