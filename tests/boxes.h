/* Sprites for tests: plain rectangles with a full mask, and what a player does to a game. */
#ifndef TESTS_BOXES_H
#define TESTS_BOXES_H

#include "support.h"

#include "../assets/sprite.h"
#include "../platform/input.h"
#include "../platform/mem.h"

/* A white rectangle of so many equal sub-images, origin 0, 0; one sub-image a step. Its handle. */
static inline int make_box(const char *name, int width, int height, int frames) {
    size_t pixels = (size_t)(width * frames) * (size_t)height;
    Image image = {.width = width * frames, .height = height, .pitch = width * frames * 4};
    image.pixels = mem_alloc(pixels * 4);
    memset(image.pixels, 0xFF, pixels * 4);
    int sprite = sprite_create(name);
    sprite_fill(sprite, &image, frames, 0, 0);
    image_free(&image);
    gm_sprite_set_speed(sprite, gm_game_get_speed());
    return sprite;
}

static inline void key_down(int key) {
    input_feed(&(WindowEvent){.kind = WINDOW_KEY_DOWN, .key = key});
}

static inline void key_up(int key) {
    input_feed(&(WindowEvent){.kind = WINDOW_KEY_UP, .key = key});
}

static inline void mouse_to(double x, double y) {
    input_feed(&(WindowEvent){.kind = WINDOW_MOUSE_MOVE, .x = x, .y = y});
}

static inline void mouse_down(double x, double y) {
    input_feed(&(WindowEvent){.kind = WINDOW_MOUSE_DOWN, .key = GM_MB_LEFT, .x = x, .y = y});
}

static inline void mouse_up(double x, double y) {
    input_feed(&(WindowEvent){.kind = WINDOW_MOUSE_UP, .key = GM_MB_LEFT, .x = x, .y = y});
}

#endif
