/* A picture of 4096x4096 while a game runs: the longest time that the main thread is kept, in one
 * upload and in one step, against loading it there with SDL_image. */
#define _GNU_SOURCE
#include "bench.h"

#include "../../platform/render.h"
#include "../../runtime/game.h"
#include "../../runtime/gm.h"

#include <SDL.h>
#include <SDL_image.h>
#include <string.h>
#include <unistd.h>

enum { SIZE = 4096, LOADS = 3 };

/* The linker puts this in the place of the real one (bench.mk). */
void __real_render_texture_update(int texture, int x, int y, int width, int height,
                                  const void *pixels, int pitch);
void __wrap_render_texture_update(int texture, int x, int y, int width, int height,
                                  const void *pixels, int pitch);

static double the_longest_upload;
static int the_uploads, the_answers, the_status;

void __wrap_render_texture_update(int texture, int x, int y, int width, int height,
                                  const void *pixels, int pitch) {
    double start = bench_thread_ns();
    __real_render_texture_update(texture, x, y, width, height, pixels, pitch);
    double took = bench_thread_ns() - start;
    if (took > the_longest_upload) the_longest_upload = took;
    the_uploads++;
}

static void on_image(GmInstance *self, const GmEvent *event) {
    (void)self;
    the_status = gm_async_image(event)->status;
    the_answers++;
}

static const GmObject obj_waiter = {.on = {[GM_ASYNC_IMAGE_LOADED] = on_image}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_waiter), {NULL, NULL}};

/* A picture that does not shrink to nothing: a pattern with some noise. */
static void write_picture(const char *file) {
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, SIZE, SIZE, 32, SDL_PIXELFORMAT_RGBA32);
    uint32_t chance = 1;
    for (int y = 0; y < SIZE; y++) {
        uint32_t *row = (uint32_t *)(void *)((char *)surface->pixels + y * surface->pitch);
        for (int x = 0; x < SIZE; x++) {
            chance = chance * 1664525U + 1013904223U;
            row[x] = 0xFF000000U | (uint32_t)(x * y) << 3 | chance >> 30;
        }
    }
    IMG_SavePNG(surface, file);
    SDL_FreeSurface(surface);
}

typedef struct Stall {
    double upload, step; /* ns, the longest of each */
    int uploads, steps;
} Stall;

static Stall load_in_background(const char *folder) {
    Stall stall = {0};
    game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                            .objects = objects,
                            .save_dir = folder,
                            .headless = true,
                            .fast = true,
                            .quiet = true});
    gm_instance_create_layer(0, 0, "Instances", "obj_waiter");
    for (int i = 0; i < 10; i++)
        game_step();
    the_longest_upload = 0;
    the_uploads = the_answers = 0;
    int sprite = gm_sprite_add_ext("big.png", 1, 0, 0, true);
    while (the_answers == 0) {
        double start = bench_thread_ns();
        game_step();
        double took = bench_thread_ns() - start;
        if (took > stall.step) stall.step = took;
        stall.steps++;
        SDL_Delay(1);
    }
    if (the_status != 0 || gm_sprite_get_width(sprite) != SIZE) {
        printf("the picture was not loaded: status %d\n", the_status);
        exit(1);
    }
    stall.upload = the_longest_upload;
    stall.uploads = the_uploads;
    game_close();
    return stall;
}

static double load_on_main(const char *file) {
    SDL_Init(SDL_INIT_VIDEO);
    SDL_Window *window = SDL_CreateWindow("bench", 0, 0, 640, 360, 0);
    SDL_Renderer *renderer = SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE);
    double start = bench_thread_ns();
    SDL_Texture *texture = IMG_LoadTexture(renderer, file);
    double took = bench_thread_ns() - start;
    SDL_DestroyTexture(texture);
    SDL_DestroyRenderer(renderer);
    SDL_DestroyWindow(window);
    SDL_Quit();
    return took;
}

int main(void) {
    char folder[] = "/tmp/asyncade-bench-XXXXXX", file[64], name[80];
    double uploads[LOADS], steps[LOADS], stalls[LOADS];
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    if (mkdtemp(folder) == NULL) return 1;
    snprintf(file, sizeof file, "%s/big.png", folder);
    write_picture(file);
    Stall stall = {0};
    for (int i = 0; i < LOADS; i++) {
        stalls[i] = load_on_main(file);
        stall = load_in_background(folder);
        uploads[i] = stall.upload;
        steps[i] = stall.step;
    }
    double upload = bench_median(uploads, LOADS), step = bench_median(steps, LOADS);
    double other = bench_median(stalls, LOADS);
    bench_title("A picture of 4096x4096, on the main thread");
    snprintf(name, sizeof name, "longest of %d uploads", stall.uploads);
    bench_row(name, "", bench_text(other / 1e6, "ms"), bench_text(upload / 1e6, "ms"),
              other / upload, "at most 0.5 ms", upload <= 0.5e6);
    snprintf(name, sizeof name, "longest of %d steps meanwhile", stall.steps);
    bench_row(name, "", bench_text(other / 1e6, "ms"), bench_text(step / 1e6, "ms"), other / step,
              "at most 2 ms", step <= 2e6);
    unlink(file);
    rmdir(folder);
    return 0;
}
