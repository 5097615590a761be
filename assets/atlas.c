/* Texture pages, packed by stb_rect_pack. The first is small, so that a small game needs little
 * memory; later ones are larger. */
#include "atlas.h"

#include "../platform/mem.h"
#include "../platform/render.h"

#include <stddef.h>

#define STB_RECT_PACK_IMPLEMENTATION
#define STBRP_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_rect_pack.h>
#pragma GCC diagnostic pop

enum { FIRST_SIDE = 512, LARGEST_SIDE = 2048, LARGEST_PLACE = 512, GAP = 1 };

typedef struct AtlasPage {
    int texture, side;
    stbrp_context context;
    stbrp_node nodes[LARGEST_SIDE];
} AtlasPage;

static struct {
    AtlasPage **pages;
    int count, capacity;
} the_atlas;

static bool add_page(void) {
    int side = FIRST_SIDE;
    for (int i = 0; i < the_atlas.count && side < LARGEST_SIDE; i++)
        side *= 2;
    int texture = render_texture_create(side, side);
    if (texture == 0) return false;
    MEM_RESERVE(the_atlas.pages, the_atlas.capacity, the_atlas.count + 1);
    AtlasPage *page = mem_alloc(sizeof *page);
    page->texture = texture;
    page->side = side;
    stbrp_init_target(&page->context, side, side, page->nodes, side);
    the_atlas.pages[the_atlas.count++] = page;
    return true;
}

static bool place_on(AtlasPage *page, int width, int height, int *u, int *v) {
    stbrp_rect rect = {.w = width + 2 * GAP, .h = height + 2 * GAP};
    if (rect.w > page->side || rect.h > page->side) return false;
    if (!stbrp_pack_rects(&page->context, &rect, 1)) return false;
    *u = rect.x + GAP;
    *v = rect.y + GAP;
    return true;
}

bool atlas_place(int width, int height, int *texture, int *u, int *v) {
    if (width > LARGEST_PLACE || height > LARGEST_PLACE) return false;
    for (int i = 0;; i++) {
        if (i == the_atlas.count && !add_page()) return false;
        if (!place_on(the_atlas.pages[i], width, height, u, v)) continue;
        *texture = the_atlas.pages[i]->texture;
        return true;
    }
}

bool atlas_owns(int texture) {
    for (int i = 0; i < the_atlas.count; i++)
        if (the_atlas.pages[i]->texture == texture) return true;
    return false;
}

void atlas_close(void) {
    for (int i = 0; i < the_atlas.count; i++) {
        render_texture_destroy(the_atlas.pages[i]->texture);
        mem_free(the_atlas.pages[i]);
    }
    mem_free(the_atlas.pages);
    the_atlas.pages = NULL;
    the_atlas.count = the_atlas.capacity = 0;
}
