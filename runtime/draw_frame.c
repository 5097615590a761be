/* One picture. Every pass walks the same snapshot, taken before the first: who is made while
 * drawing draws from the next frame on. */
#include "draw_frame.h"
#include "../assets/draw.h"
#include "../events/dispatch.h"
#include "../objects/layer.h"
#include "../platform/mem.h"
#include "../platform/render.h"
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

enum { OVERS = 4 };

static struct {
    DrawEntry *entries; /* grouped by layer in drawing order, the latest arrival first */
    int entry_count, entry_capacity;
    int *starts; /* [layers + 1]: where a layer's group begins */
    int start_capacity;
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

/* Counts each layer's instances, turns counts into places, puts the instances there. */
static void fill_groups(const int *order, int layers) {
    const InstanceList *all = instances_all();
    int slots = 0;
    for (int i = 0; i < layers; i++) slots = order[i] >= slots ? order[i] + 1 : slots;
    int *place = mem_alloc((size_t)(slots + 1) * sizeof *place);
    int start = 0;
    for (int i = 0; i < layers; i++) {
        the_drawing.starts[i] = start;
        place[order[i]] = start;
        start += layer_at(order[i])->instance_count;
    }
    the_drawing.starts[layers] = start;
    for (int i = all->count - 1; i >= 0; i--) {
        GmInstance *self = all->items[i].self;
        if (!entry_counts(all->items[i])) continue;
        const InstanceRest *rest = instance_rest(self);
        if (rest->layer == GM_NONE) continue;
        the_drawing.entries[place[rest->layer]++] = (DrawEntry){self, self->stamp, rest->arrival};
    }
    for (int i = 0; i < layers; i++) { /* deactivated ones are on a layer, but not in the list */
        int end = place[order[i]];
        sort_group(&the_drawing.entries[the_drawing.starts[i]], end - the_drawing.starts[i]);
        for (int k = end; k < the_drawing.starts[i + 1]; k++)
            the_drawing.entries[k] = (DrawEntry){NULL, 0, 0};
    }
    the_drawing.entry_count = start;
    mem_free(place);
}

static void take_snapshot(void) {
    const int *order;
    int layers = layers_in_order(&order);
    bool same = the_drawing.arrivals == layer_arrivals() && the_drawing.made_before == instances_now();
    if (same) return; /* nobody came, went or moved between layers since the last picture */
    int wanted = 0;
    for (int i = 0; i < layers; i++) wanted += layer_at(order[i])->instance_count;
    MEM_RESERVE(the_drawing.entries, the_drawing.entry_capacity, wanted + 1);
    MEM_RESERVE(the_drawing.starts, the_drawing.start_capacity, layers + 1);
    fill_groups(order, layers);
    the_drawing.arrivals = layer_arrivals();
    the_drawing.made_before = instances_now();
}

/* MARK: passes */

static bool is_drawn(const DrawEntry *entry) {
    return entry->self != NULL && entry->self->stamp == entry->stamp && entry->self->visible;
}

static void draw_instances(int layer_place, GmEventKind kind) {
    for (int k = the_drawing.starts[layer_place]; k < the_drawing.starts[layer_place + 1]; k++) {
        const DrawEntry *entry = &the_drawing.entries[k];
        if (!is_drawn(entry)) continue;
        int owner;
        bool has_event = object_handler(instance_object(entry->self), kind, &owner) != NULL;
        if (has_event) dispatch_one(entry->self, kind);
        else if (kind == GM_DRAW) gm_draw_self(entry->self);
    }
}

static void pass(GmEventKind kind) {
    if (kind != GM_DRAW && object_responders(kind).count == 0) return;
    const int *order;
    int layers = layers_in_order(&order);
    int *slots = mem_alloc((size_t)(layers + 1) * sizeof *slots);
    for (int i = 0; i < layers; i++) slots[i] = order[i];
    for (int i = 0; i < layers; i++) {
        const Layer *layer = layer_at(slots[i]);
        if (layer == NULL || !layer->visible) continue;
        if (kind == GM_DRAW && layer->kind != LAYER_INSTANCES) draw_layer(layer);
        draw_instances(i, kind);
    }
    mem_free(slots);
}

static void window_pixels(void) {
    render_set_view(0, 0, 1, 1);
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
    pass(GM_DRAW_GUI_BEGIN);
    pass(GM_DRAW_GUI);
    pass(GM_DRAW_GUI_END);
    for (int i = 0; i < the_drawing.over_count; i++) the_drawing.overs[i]();
    draw_allow(false);
    render_present(overlay_draw);
}

void draw_frame_over(void (*draw)(void)) {
    if (the_drawing.over_count < OVERS) the_drawing.overs[the_drawing.over_count++] = draw;
}

void draw_frame_close(void) {
    mem_free(the_drawing.entries);
    mem_free(the_drawing.starts);
    the_drawing.entries = NULL;
    the_drawing.starts = NULL;
    the_drawing.entry_count = the_drawing.entry_capacity = the_drawing.start_capacity = 0;
    the_drawing.over_count = 0;
    the_drawing.made_before = 0;
}
