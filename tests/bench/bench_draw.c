/* Ten thousand sprites of 32x32 a picture, on SDL's software renderer, against a loop that fills
 * one SDL_RenderGeometry by hand: all of one page, of four pages in turn, and turned. */
#define _GNU_SOURCE
#include "bench.h"

#include "../../assets/draw.h"
#include "../../assets/sprite.h"
#include "../../platform/render.h"
#include "../../platform/sdl.h"
#include "../../platform/window.h"

enum { SPRITES = 10000, TURNED = 1000, SIDE = 32, PAGES = 4, PAGE_SIDE = 512, ROUNDS = 7 };

static SDL_Vertex vertices[SPRITES * 4];
static int indices[SPRITES * 6];
static SDL_Texture *the_texture, *the_page; /* of one sprite; as large as a page, with one on it */
static int the_sprites[PAGES];
static double the_issue; /* ns until all was handed over, the best of the runs */

static int x_of(int i) {
    return i * 37 % 600;
}

static int y_of(int i) {
    return i * 53 % 440;
}

static void fill_vertices(int i) {
    static const int corner_of[6] = {0, 1, 2, 0, 2, 3};
    float x = (float)x_of(i), y = (float)y_of(i);
    SDL_Color white = {255, 255, 255, 255};
    SDL_Vertex *at = vertices + i * 4;
    at[0] = (SDL_Vertex){{x, y}, white, {0, 0}};
    at[1] = (SDL_Vertex){{x + SIDE, y}, white, {1, 0}};
    at[2] = (SDL_Vertex){{x + SIDE, y + SIDE}, white, {1, 1}};
    at[3] = (SDL_Vertex){{x, y + SIDE}, white, {0, 1}};
    for (int k = 0; k < 6; k++)
        indices[i * 6 + k] = i * 4 + corner_of[k];
}

static void draw_by_hand(void *context) {
    (void)context;
    render_begin();
    render_clear(0);
    for (int i = 0; i < SPRITES; i++)
        fill_vertices(i);
    SDL_RenderGeometry(render_sdl(), the_texture, vertices, SPRITES * 4, indices, SPRITES * 6);
    SDL_RenderFlush(render_sdl());
}

/* context: how many pages in turn */
static void draw_sprites(void *context) {
    int pages = *(int *)context;
    render_begin();
    render_clear(0);
    draw_allow(true);
    double start = bench_thread_ns();
    for (int i = 0; i < SPRITES; i++)
        gm_draw_sprite(the_sprites[i % pages], 0, x_of(i), y_of(i));
    double took = bench_thread_ns() - start;
    if (the_issue == 0 || took < the_issue) the_issue = took;
    draw_allow(false);
    render_present(NULL);
}

static void draw_turned(void *context) {
    (void)context;
    render_begin();
    draw_allow(true);
    for (int i = 0; i < TURNED; i++)
        gm_draw_sprite_ext(the_sprites[0], 0, x_of(i), y_of(i), 1, 1, i, GM_C_WHITE, 1);
    draw_allow(false);
    render_present(NULL);
}

static void draw_turned_by_hand(void *context) {
    (void)context;
    SDL_Rect whole = {0, 0, SIDE, SIDE};
    SDL_FPoint pivot = {0, 0};
    render_begin();
    for (int i = 0; i < TURNED; i++) {
        SDL_FRect to = {(float)x_of(i), (float)y_of(i), SIDE, SIDE};
        SDL_RenderCopyExF(render_sdl(), the_page, &whole, &to, -i, &pivot, SDL_FLIP_NONE);
    }
    SDL_RenderFlush(render_sdl());
}

static SDL_Texture *make_texture(const Image *image, int side) {
    SDL_Rect place = {0, 0, SIDE, SIDE};
    SDL_Texture *texture = SDL_CreateTexture(render_sdl(), render_pixel_format(),
                                             SDL_TEXTUREACCESS_STATIC, side, side);
    SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
    SDL_UpdateTexture(texture, &place, image->pixels, image->pitch);
    return texture;
}

/* Each sprite is on another page: what lies between them fills the pages up. */
static bool make_sprites(void) {
    Image image;
    if (!image_new(&image, SIDE, SIDE)) return false;
    for (int i = 0; i < image.width * image.height; i++)
        image.pixels[i] = image_pixel(170, 187, 204, i % 3 == 0 ? 128 : 255);
    the_texture = make_texture(&image, SIDE);
    the_page = make_texture(&image, PAGE_SIDE);
    for (int page = 0; page < PAGES; page++) {
        the_sprites[page] = sprite_create("spr_bench");
        sprite_fill(the_sprites[page], &image, 1, 0, 0);
        int texture = sprite_of(the_sprites[page])->pieces[0].texture;
        while (page + 1 < PAGES) {
            int filler = sprite_create("spr_filler");
            sprite_fill(filler, &image, 1, 0, 0);
            if (sprite_of(filler)->pieces[0].texture != texture) break;
        }
    }
    image_free(&image);
    return true;
}

int main(void) {
    int one = 1, several = PAGES;
    WindowDesc desc = {.title = "bench", .width = 640, .height = 480, .headless = true};
    if (!window_open(&desc) || !render_open() || !make_sprites()) return 1;
    Bench benches[] = {{draw_by_hand, NULL, 0},
                       {draw_sprites, &one, 0},
                       {draw_sprites, &several, 0},
                       {draw_turned_by_hand, NULL, 0},
                       {draw_turned, NULL, 0}};
    bench_race(benches, 5, ROUNDS);
    double hand = benches[0].best, turned = benches[3].best, issue = the_issue / SPRITES;
    bench_title("Drawing 10,000 sprites, software renderer");
    bench_row("one page", bench_text(hand / 1e6, "ms"), "", bench_text(benches[1].best / 1e6, "ms"),
              benches[1].best / hand, "1.10x", benches[1].best <= 1.10 * hand);
    bench_row("four pages in turn", bench_text(hand / 1e6, "ms"), "",
              bench_text(benches[2].best / 1e6, "ms"), benches[2].best / hand, "1.25x",
              benches[2].best <= 1.25 * hand);
    bench_row("issued, per sprite", "", "", bench_text(issue, "ns"), -1, "100 ns", issue <= 100);
    bench_row("turned (1,000), against SDL_RenderCopyEx", bench_text(turned / 1e6, "ms"), "",
              bench_text(benches[4].best / 1e6, "ms"), benches[4].best / turned, "1.10x",
              benches[4].best <= 1.10 * turned);
    sprites_close();
    SDL_DestroyTexture(the_texture);
    SDL_DestroyTexture(the_page);
    render_close();
    window_close();
    return 0;
}
