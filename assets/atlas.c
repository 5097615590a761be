/* Texture pages, packed by stb_rect_pack. A picture that would fill a good part of a page gets a
 * texture of its own, so that deleting it gives the memory back at once. */
#include "atlas.h"
#include "../platform/mem.h"
#include "../platform/render.h"

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#define STBRP_STATIC
#define STB_RECT_PACK_IMPLEMENTATION
#include <stb/stb_rect_pack.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

enum { PAGE_SIZE = 512, GAP = 1, LARGE = 128 * 128 };

typedef struct Page {
    int texture, pictures;
    bool shared; /* packed; else one picture's own */
    stbrp_context context;
    stbrp_node nodes[PAGE_SIZE];
} Page;

static struct {
    Page **pages;
    int count, capacity;
} the_atlas;

static Page *page_add(int width, int height, bool shared) {
    int texture = render_texture_create(width, height);
    if (texture == 0) return NULL;
    Page *page = mem_alloc(shared ? sizeof *page : offsetof(Page, context));
    page->texture = texture;
    page->shared = shared;
    if (shared) stbrp_init_target(&page->context, PAGE_SIZE, PAGE_SIZE, page->nodes, PAGE_SIZE);
    MEM_RESERVE(the_atlas.pages, the_atlas.capacity, the_atlas.count + 1);
    the_atlas.pages[the_atlas.count++] = page;
    return page;
}

static bool pack(Page *page, int width, int height, AtlasPlace *place) {
    stbrp_rect rect = {.w = width + GAP, .h = height + GAP};
    if (!page->shared || stbrp_pack_rects(&page->context, &rect, 1) == 0) return false;
    page->pictures++;
    *place = (AtlasPlace){page->texture, rect.x, rect.y};
    return true;
}

bool atlas_take(int width, int height, AtlasPlace *place) {
    if (width * height >= LARGE) {
        Page *own = page_add(width, height, false);
        if (own == NULL) return false;
        own->pictures = 1;
        *place = (AtlasPlace){own->texture, 0, 0};
        return true;
    }
    for (int i = 0; i < the_atlas.count; i++)
        if (pack(the_atlas.pages[i], width, height, place)) return true;
    Page *page = page_add(PAGE_SIZE, PAGE_SIZE, true);
    return page != NULL && pack(page, width, height, place);
}

static void page_drop(int i) {
    render_texture_destroy(the_atlas.pages[i]->texture);
    mem_free(the_atlas.pages[i]);
    the_atlas.pages[i] = the_atlas.pages[--the_atlas.count];
}

void atlas_give(int texture) {
    for (int i = 0; i < the_atlas.count; i++) {
        if (the_atlas.pages[i]->texture != texture) continue;
        if (--the_atlas.pages[i]->pictures == 0) page_drop(i);
        return;
    }
}

void atlas_close(void) {
    while (the_atlas.count > 0)
        page_drop(the_atlas.count - 1);
    mem_free(the_atlas.pages);
    the_atlas.pages = NULL;
    the_atlas.capacity = 0;
}
