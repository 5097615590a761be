/* What the tests share: a headless game in memory, stepped by hand. */
#define _XOPEN_SOURCE 700
#include "support.h"
#include "../events/mailbox.h"
#include "../platform/files.h"
#include "../platform/log.h"
#include "../platform/render.h"
#include "../platform/thread.h"
#include "../runtime/game.h"

#include <SDL_image.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LOG_BYTES = 65536, UNTIL_SECONDS = 20, GOLDEN_TOLERANCE = 2, FOLDERS = 256 };

static Lock the_log_lock = LOCK_INIT; /* any thread may say something */
static char the_log_text[LOG_BYTES];
static char the_folders[FOLDERS][64];
static int the_folder_count;

/* MARK: log */

static void hear(const char *sentence) {
    lock_take(&the_log_lock);
    size_t used = strlen(the_log_text);
    snprintf(the_log_text + used, sizeof the_log_text - used, "%s\n", sentence);
    lock_give(&the_log_lock);
}

const char *support_log(void) {
    static char copy[LOG_BYTES];
    lock_take(&the_log_lock);
    memcpy(copy, the_log_text, sizeof copy);
    lock_give(&the_log_lock);
    return copy;
}

void support_forget_log(void) {
    lock_take(&the_log_lock);
    the_log_text[0] = '\0';
    lock_give(&the_log_lock);
}

/* MARK: games */

/* size, fast and quiet are the same for every test. */
static bool open_game(GmGameDesc desc) {
    support_forget_log();
    log_listen(hear);
    desc.size = sizeof desc;
    desc.fast = desc.quiet = true;
    return game_open(&desc);
}

bool support_open_folder(const char *folder, const GmNamedObject *objects) {
    return open_game((GmGameDesc){
        .folder = folder, .objects = objects, .save_dir = support_folder(), .headless = true});
}

void support_open_saved(const char *save_folder, const GmNamedObject *objects) {
    assert_true(
        open_game((GmGameDesc){.objects = objects, .save_dir = save_folder, .headless = true}));
}

void support_open_settling(const char *save_folder, const GmNamedObject *objects) {
    assert_true(open_game((GmGameDesc){
        .objects = objects, .save_dir = save_folder, .headless = true, .settle = true}));
}

void support_open(const GmNamedObject *objects) {
    support_open_saved(support_folder(), objects);
}

void support_open_live(const GmNamedObject *objects) {
    assert_true(open_game((GmGameDesc){.objects = objects, .save_dir = support_folder()}));
}

void support_close(void) {
    game_close();
    log_listen(NULL);
}

int support_tear_down(void **state) {
    (void)state;
    support_close();
    return 0;
}

void support_steps(int count) {
    for (int i = 0; i < count; i++)
        game_step();
}

bool support_until(bool (*done)(void)) {
    time_t end = time(NULL) + UNTIL_SECONDS;
    while (!done()) {
        if (time(NULL) > end) return false;
        mailbox_wait(10);
        game_step();
    }
    return true;
}

static bool nothing_is_open(void) {
    return gm_request_count() == 0;
}

void support_until_answered(void) {
    assert_true(support_until(nothing_is_open));
    support_steps(2);
}

int support_make(const char *object) {
    return gm_instance_create_layer(0, 0, "Instances", object);
}

/* MARK: pictures */

static uint8_t *read_picture(int *width, int *height) {
    *width = gm_window_get_width();
    *height = gm_window_get_height();
    uint8_t *rgba = malloc((size_t)*width * (size_t)*height * 4);
    assert_true(render_read(rgba, *width, *height));
    return rgba;
}

GmColour support_pixel(int x, int y) {
    int width, height;
    uint8_t *rgba = read_picture(&width, &height);
    assert_in_range(x, 0, width - 1);
    assert_in_range(y, 0, height - 1);
    const uint8_t *pixel = rgba + ((size_t)y * (size_t)width + (size_t)x) * 4;
    GmColour colour = pixel[0] | (GmColour)pixel[1] << 8 | (GmColour)pixel[2] << 16;
    free(rgba);
    return colour;
}

/* MARK: golden pictures */

static SDL_Surface *load_rgba(const char *file) {
    SDL_Surface *loaded = IMG_Load(file);
    if (loaded == NULL) return NULL;
    SDL_Surface *rgba = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_RGBA32, 0);
    SDL_FreeSurface(loaded);
    return rgba;
}

/* Marks what differs by more than GOLDEN_TOLERANCE in red on grey; the number of such pixels. */
static int mark_differences(SDL_Surface *actual, const SDL_Surface *golden) {
    int different = 0;
    for (int y = 0; y < actual->h; y++) {
        uint8_t *a = (uint8_t *)actual->pixels + y * actual->pitch;
        const uint8_t *g = (const uint8_t *)golden->pixels + y * golden->pitch;
        for (int x = 0; x < actual->w; x++, a += 4, g += 4) {
            bool same = true;
            for (int channel = 0; channel < 3; channel++)
                same = same && abs(a[channel] - g[channel]) <= GOLDEN_TOLERANCE;
            uint8_t grey = (uint8_t)((a[0] + a[1] + a[2]) / 6);
            a[0] = same ? grey : 255;
            a[1] = a[2] = same ? grey : 0;
            different += same ? 0 : 1;
        }
    }
    return different;
}

bool support_golden(const char *name) {
    char golden_file[256], actual_file[256], difference_file[256];
    const char *build = getenv("ASYNCADE_BUILD") != NULL ? getenv("ASYNCADE_BUILD") : "build";
    snprintf(golden_file, sizeof golden_file, "tests/golden/%s.png", name);
    snprintf(actual_file, sizeof actual_file, "%s/%s.actual.png", build, name);
    snprintf(difference_file, sizeof difference_file, "%s/%s.difference.png", build, name);
    if (getenv("ASYNCADE_UPDATE_GOLDEN") != NULL) return render_screenshot(golden_file);
    if (!render_screenshot(actual_file)) return false;
    SDL_Surface *golden = load_rgba(golden_file), *actual = load_rgba(actual_file);
    bool same_size = golden != NULL && golden->w == actual->w && golden->h == actual->h;
    int different = same_size ? mark_differences(actual, golden) : -1;
    if (different == 0)
        remove(actual_file);
    else if (same_size)
        IMG_SavePNG(actual, difference_file);
    if (different != 0)
        print_message("%s: %d pixels differ from %s; see %s\n", name, different, golden_file,
                      same_size ? difference_file : actual_file);
    SDL_FreeSurface(golden);
    SDL_FreeSurface(actual);
    return different == 0;
}

/* MARK: folders and files */

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

static void remove_folders(void) {
    for (int i = 0; i < the_folder_count; i++)
        nftw(the_folders[i], remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *support_folder(void) {
    if (the_folder_count == 0) atexit(remove_folders);
    assert_in_range(the_folder_count, 0, FOLDERS - 1);
    char *folder = the_folders[the_folder_count++];
    snprintf(folder, sizeof the_folders[0], "/tmp/asyncade-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return folder;
}

static void make_parents(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        assert_true(mkdir(path, 0777) == 0 || errno == EEXIST);
        *slash = '/';
    }
}

int support_own_cache(void **state) {
    (void)state;
    return setenv("XDG_CACHE_HOME", support_folder(), 1);
}

static char *path_in(char *path, const char *folder, const char *file) {
    snprintf(path, FILES_PATH, "%s/%s", folder, file);
    return path;
}

const char *support_path(const char *folder, const char *file) {
    static char paths[4][FILES_PATH];
    static int next;
    return path_in(paths[next++ % 4], folder, file);
}

void support_write(const char *folder, const char *file, const void *bytes, size_t size) {
    char path[FILES_PATH];
    path_in(path, folder, file);
    make_parents(path);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, size, out), size);
    assert_int_equal(fclose(out), 0);
}

void support_write_text(const char *folder, const char *file, const char *text) {
    support_write(folder, file, text, strlen(text));
}

char *support_read(const char *path, size_t *size) {
    FILE *in = fopen(path, "rb");
    if (in == NULL) return NULL;
    fseek(in, 0, SEEK_END);
    *size = (size_t)ftell(in);
    rewind(in);
    char *bytes = malloc(*size + 1);
    *size = fread(bytes, 1, *size, in);
    bytes[*size] = '\0';
    fclose(in);
    return bytes;
}
