/* Pictures that arrive while the game runs: gm_sprite_add, _ext and _buffer, and event 60. */
#include "support.h"

#include "png.h"

#include "../assets/sprite.h"
#include "../events/lane.h"
#include "../events/mailbox.h"
#include "../platform/files.h"
#include "../platform/origin.h"
#include "../platform/render.h"

#include <stdio.h>

#define RED   0xFF0000FFU
#define GREEN 0xFF00FF00U

/* What the handler saw. */
typedef struct Seen {
    int id, status, http_status, width, height, number, map_size;
    char filename[256];
} Seen;

static Seen the_seen[64];
static int the_count, the_room_seen;
static const char *the_folder;
static int the_drawn = GM_NONE; /* a sprite that is drawn at 10, 10 */

static void on_image(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncImage *image = gm_async_image(event);
    Seen *seen = &the_seen[the_count++ % 64];
    *seen = (Seen){.id = image->id,
                   .status = image->status,
                   .http_status = image->http_status,
                   .width = gm_sprite_get_width(image->id),
                   .height = gm_sprite_get_height(image->id),
                   .number = gm_sprite_get_number(image->id),
                   .map_size = gm_ds_map_size(gm_async_load())};
    snprintf(seen->filename, sizeof seen->filename, "%s", image->filename);
    the_room_seen = gm_room();
}

static void on_draw(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    gm_draw_clear(GM_C_BLACK);
    if (the_drawn != GM_NONE) gm_draw_sprite(the_drawn, 0, 10, 10);
}

static const GmObject obj_viewer = {
    .persistent = true, .on = {[GM_ASYNC_IMAGE_LOADED] = on_image, [GM_DRAW] = on_draw}};

static int open_game(void **state) {
    (void)state;
    static const GmNamedObject objects[] = {GM_OBJECT(obj_viewer), {0}};
    the_count = 0;
    the_drawn = GM_NONE;
    support_open(objects);
    support_make("obj_viewer");
    the_folder = support_folder();
    return 0;
}

static const char *path_of(const char *file) {
    return support_path(the_folder, file);
}

/* Writes a picture of one colour and returns its path. */
static const char *plain_file(const char *file, int width, int height, uint32_t colour) {
    png_plain(the_folder, file, width, height, colour);
    return path_of(file);
}

static void wait_for(int events) {
    support_until_answered();
    assert_int_equal(the_count, events);
}

static void assert_seen(int index, int id, int status, int http_status, const char *filename) {
    assert_int_equal(the_seen[index].id, id);
    assert_int_equal(the_seen[index].status, status);
    assert_int_equal(the_seen[index].http_status, http_status);
    assert_string_equal(the_seen[index].filename, filename);
    assert_int_equal(the_seen[index].map_size, 4);
}

/* MARK: files */

/* spec: async-events I-1 */
static void a_file_arrives_with_one_event_and_its_final_size(void **state) {
    (void)state;
    const char *path = plain_file("ok.png", 32, 16, RED);
    int sprite = gm_sprite_add_ext(path, 1, 3, 4, true);
    assert_true(gm_sprite_exists(sprite));
    assert_int_equal(gm_sprite_get_width(sprite), 1);
    assert_int_equal(gm_sprite_get_height(sprite), 1);
    assert_int_equal(the_count, 0);
    wait_for(1);
    assert_seen(0, sprite, 0, 200, path);
    assert_int_equal(the_seen[0].width, 32);
    assert_int_equal(the_seen[0].height, 16);
    assert_int_equal(gm_sprite_get_xoffset(sprite), 3);
    assert_int_equal(gm_sprite_get_yoffset(sprite), 4);
    the_drawn = sprite;
    support_steps(1);
    assert_int_equal(support_pixel(10 - 3, 10 - 4), GM_C_RED);
    assert_int_equal(support_pixel(10 - 3 + 31, 10 - 4 + 15), GM_C_RED);
    assert_int_equal(support_pixel(10 - 3 + 32, 10), 0);
    gm_sprite_delete(sprite);
}

/* spec: async-events I-2 */
static void a_file_that_is_missing_gives_minus_4(void **state) {
    (void)state;
    int sprite = gm_sprite_add_ext("missing.png", 1, 0, 0, true);
    assert_int_not_equal(sprite, GM_NONE);
    wait_for(1);
    assert_seen(0, sprite, GM_SPRITE_ADD_EXT_ERROR_LOADFAILED, 0, "missing.png");
    assert_int_equal(the_seen[0].width, 1); /* one pixel, the game's to delete */
    gm_sprite_delete(sprite);
    assert_false(gm_sprite_exists(sprite));
}

/* spec: async-events I-3 */
static void a_broken_png_gives_status_minus_5(void **state) {
    (void)state;
    char bytes[400];
    size_t size;
    memset(bytes, 'x', sizeof bytes);
    support_write(the_folder, "garbage.png", bytes, sizeof bytes);
    int garbage = gm_sprite_add_ext(path_of("garbage.png"), 1, 0, 0, true);
    char *whole = support_read(plain_file("ok.png", 64, 64, RED), &size);
    support_write(the_folder, "cut.png", whole, size / 2);
    free(whole);
    wait_for(1);
    assert_seen(0, garbage, GM_SPRITE_ADD_EXT_ERROR_DECOMPRESSFAILED, 200, path_of("garbage.png"));
    int cut = gm_sprite_add_ext(path_of("cut.png"), 1, 0, 0, true);
    wait_for(2);
    assert_seen(1, cut, GM_SPRITE_ADD_EXT_ERROR_DECOMPRESSFAILED, 200, path_of("cut.png"));
    assert_non_null(strstr(support_log(), "cut.png"));
}

/* spec: async-events I-4 */
static void a_local_file_is_there_at_once_without_an_event(void **state) {
    (void)state;
    int sprite = gm_sprite_add(plain_file("ok.png", 32, 16, RED), 1, 0, 0);
    assert_int_equal(gm_sprite_get_width(sprite), 32);
    assert_int_equal(gm_sprite_get_height(sprite), 16);
    the_drawn = sprite;
    support_steps(3);
    assert_int_equal(the_count, 0);
    assert_int_equal(support_pixel(10, 10), GM_C_RED);
}

static void a_local_file_that_cannot_be_shown_gives_no_sprite(void **state) {
    (void)state;
    support_write(the_folder, "garbage.png", "no", 2);
    support_forget_log();
    assert_int_equal(gm_sprite_add("missing.png", 1, 0, 0), GM_NONE);
    assert_non_null(strstr(support_log(), "missing.png: there is no such file"));
    assert_int_equal(gm_sprite_add(path_of("garbage.png"), 1, 0, 0), GM_NONE);
    assert_non_null(strstr(support_log(), "it is no PNG"));
    assert_int_equal(gm_sprite_add(NULL, 1, 0, 0), GM_NONE);
    assert_int_equal(gm_sprite_add("", 1, 0, 0), GM_NONE);
    assert_int_equal(gm_sprite_add(plain_file("ok.png", 4, 4, RED), 5, 0, 0), GM_NONE);
    support_steps(2);
    assert_int_equal(the_count, 0);
}

static void names_are_looked_for_in_the_save_area_and_lead_nowhere_else(void **state) {
    (void)state;
    char path[FILES_PATH];
    size_t size;
    char *bytes = support_read(plain_file("ok.png", 8, 8, RED), &size);
    assert_true(files_save_path("pictures/mine.png", path, sizeof path));
    assert_true(files_write(path, bytes, size, NULL));
    free(bytes);
    assert_int_not_equal(gm_sprite_add("pictures/mine.png", 1, 0, 0), GM_NONE);
    assert_int_equal(gm_sprite_add("pictures/../pictures/mine.png", 1, 0, 0), GM_NONE);
    int sprite = gm_sprite_add_ext("../../../etc/passwd", 1, 0, 0, true);
    wait_for(1);
    assert_seen(0, sprite, GM_SPRITE_ADD_EXT_ERROR_LOADFAILED, 0, "../../../etc/passwd");
}

/* MARK: data URLs and buffers */

#define TWO_BY_TWO_QOI "data:image/qoi;base64,cW9pZgAAAAIAAAACBAD+/wAA/gD/AP4AAP/+////AAAAAAAAAAE="

/* spec: async-events I-5 */
static void a_data_url_is_there_at_once_without_an_event(void **state) {
    (void)state;
    int sprite = gm_sprite_add(TWO_BY_TWO_QOI, 1, 0, 0);
    assert_int_equal(gm_sprite_get_width(sprite), 2);
    the_drawn = sprite;
    support_steps(3);
    assert_int_equal(the_count, 0);
    assert_int_equal(support_pixel(10, 10), GM_C_RED);
    assert_int_equal(support_pixel(11, 11), GM_C_WHITE);
    support_forget_log();
    assert_int_equal(gm_sprite_add("data:image/png;base64,????", 1, 0, 0), GM_NONE);
    assert_non_null(strstr(support_log(), "base64"));
    assert_int_equal(gm_sprite_add("data:image/png,plain", 1, 0, 0), GM_NONE);
    assert_int_equal(gm_sprite_add("data:", 1, 0, 0), GM_NONE);
}

static void a_data_url_in_the_background_raises_its_event(void **state) {
    (void)state;
    int sprite = gm_sprite_add_ext(TWO_BY_TWO_QOI, 2, 0, 0, true);
    wait_for(1);
    assert_seen(0, sprite, 0, 200, TWO_BY_TWO_QOI);
    assert_int_equal(the_seen[0].number, 2);
    assert_int_equal(the_seen[0].width, 1);
}

static void a_buffer_is_copied_and_its_event_names_no_file(void **state) {
    (void)state;
    size_t size;
    char *bytes = support_read(plain_file("ok.png", 32, 16, GREEN), &size);
    int buffer = gm_buffer_create(1, GM_BUFFER_GROW, 1);
    assert_int_equal(gm_buffer_write_bytes(buffer, bytes, (int)size), 0);
    int sprite = gm_sprite_add_buffer(buffer, 1, 0, 0, true);
    gm_buffer_delete(buffer);
    free(bytes);
    wait_for(1);
    assert_seen(0, sprite, 0, 200, "");
    assert_int_equal(the_seen[0].width, 32);
    assert_int_equal(gm_sprite_add_buffer(buffer, 1, 0, 0, true), GM_NONE);
    int empty = gm_buffer_create(4, GM_BUFFER_FIXED, 1);
    int none = gm_sprite_add_buffer(empty, 1, 0, 0, true);
    wait_for(2);
    assert_int_equal(the_seen[1].id, none);
    assert_int_equal(the_seen[1].status, GM_SPRITE_ADD_EXT_ERROR_DECOMPRESSFAILED);
}

/* MARK: URLs */

static Origin *the_origin;
static char the_url[128];

static const char *url_of(const char *path) {
    snprintf(the_url, sizeof the_url, "http://127.0.0.1:%d%s", origin_port(the_origin), path);
    return the_url;
}

static int open_origin(void **state) {
    open_game(state);
    static const char routes[] =
        "{\"routes\": [{\"path\": \"/ok.png\", \"body_file\": \"ok.png\"},"
        "{\"path\": \"/text.png\", \"body\": \"not a picture\"},"
        "{\"path\": \"/slow.png\", \"body_file\": \"ok.png\", \"stall_after\": 20},"
        "{\"path\": \"/cut.png\", \"body_file\": \"ok.png\", \"truncate_after\": 20},"
        "{\"path\": \"/moved.png\", \"redirect\": \"/ok.png\"},"
        "{\"path\": \"/none.png\", \"status\": 404}]}";
    plain_file("ok.png", 32, 16, GREEN);
    support_write_text(the_folder, "routes.json", routes);
    the_origin = origin_open(path_of("routes.json"), 0);
    return the_origin != NULL ? 0 : -1;
}

static int close_origin(void **state) {
    support_tear_down(state);
    origin_close(the_origin);
    return 0;
}

/* spec: async-events I-6 */
static void a_url_is_a_placeholder_until_its_event(void **state) {
    (void)state;
    int sprite = gm_sprite_add(url_of("/ok.png"), 1, 0, 0);
    assert_int_equal(gm_sprite_get_width(sprite), 1);
    assert_int_equal(gm_sprite_get_number(sprite), 1);
    wait_for(1);
    assert_seen(0, sprite, 0, 200, the_url);
    assert_int_equal(the_seen[0].width, 32);
    assert_int_equal(the_seen[0].height, 16);
    int moved = gm_sprite_add_ext(url_of("/moved.png"), 2, 0, 0, false);
    wait_for(2);
    assert_seen(1, moved, 0, 200, the_url); /* the URL as it was passed */
    assert_int_equal(the_seen[1].number, 2);
}

/* spec: async-events I-7 */
static void a_url_that_answers_404_fails_with_it(void **state) {
    (void)state;
    int sprite = gm_sprite_add(url_of("/none.png"), 1, 0, 0);
    wait_for(1);
    assert_seen(0, sprite, GM_SPRITE_ADD_EXT_ERROR_LOADFAILED, 404, the_url);
}

static void an_answer_that_is_no_picture_gives_minus_5(void **state) {
    (void)state;
    int sprite = gm_sprite_add(url_of("/text.png"), 1, 0, 0);
    wait_for(1);
    assert_seen(0, sprite, GM_SPRITE_ADD_EXT_ERROR_DECOMPRESSFAILED, 200, the_url);
}

static void an_answer_that_breaks_off_gives_minus_4(void **state) {
    (void)state;
    int sprite = gm_sprite_add(url_of("/cut.png"), 1, 0, 0);
    wait_for(1);
    assert_int_equal(the_seen[0].id, sprite);
    assert_int_equal(the_seen[0].status, GM_SPRITE_ADD_EXT_ERROR_LOADFAILED);
}

static void a_server_that_is_not_there_gives_minus_4(void **state) {
    (void)state;
    int sprite = gm_sprite_add("http://127.0.0.1:1/ok.png", 1, 0, 0);
    wait_for(1);
    assert_seen(0, sprite, GM_SPRITE_ADD_EXT_ERROR_LOADFAILED, 0, "http://127.0.0.1:1/ok.png");
}

static void a_game_may_end_while_a_url_stalls(void **state) {
    (void)state;
    assert_int_not_equal(gm_sprite_add(url_of("/slow.png"), 1, 0, 0), GM_NONE);
    support_steps(3);
    assert_int_equal(the_count, 0); /* closing the game must not wait for it */
}

/* MARK: sub-images */

/* spec: async-events I-8 */
static void a_strip_is_cut_into_its_sub_images(void **state) {
    (void)state;
    int sprite = gm_sprite_add_ext(plain_file("strip.png", 64, 16, RED), 4, 0, 0, true);
    wait_for(1);
    assert_int_equal(the_seen[0].number, 4);
    assert_int_equal(the_seen[0].width, 16);
    int floored = gm_sprite_add_ext(path_of("strip.png"), 3, 0, 0, true);
    wait_for(2);
    assert_int_equal(gm_sprite_get_width(floored), 21);
    int one = gm_sprite_add_ext(path_of("strip.png"), 0, 0, 0, true);
    wait_for(3);
    assert_int_equal(gm_sprite_get_number(one), 1);
    assert_int_equal(gm_sprite_get_width(one), 64);
    assert_int_equal(gm_sprite_get_number(sprite), 4);
}

static void more_sub_images_than_pixels_give_minus_6(void **state) {
    (void)state;
    int sprite = gm_sprite_add_ext(plain_file("small.png", 4, 4, RED), 5, 0, 0, true);
    wait_for(1);
    assert_seen(0, sprite, GM_SPRITE_ADD_EXT_ERROR_SETUPFAILED, 200, path_of("small.png"));
    assert_int_equal(the_seen[0].width, 1);
}

/* spec: async-events I-11 */
static void a_negative_number_of_sub_images_is_refused(void **state) {
    (void)state;
    assert_int_equal(gm_sprite_add_ext(plain_file("ok.png", 4, 4, RED), -1, 0, 0, true), GM_NONE);
    assert_int_equal(gm_sprite_add(path_of("ok.png"), -1, 0, 0), GM_NONE);
    assert_int_equal(gm_request_count(), 0);
    support_steps(3);
    assert_int_equal(the_count, 0);
}

/* MARK: lives */

/* spec: async-events I-9 */
static void a_sprite_deleted_while_it_loads_fires_minus_3(void **state) {
    (void)state;
    int sprite = gm_sprite_add_ext(plain_file("ok.png", 32, 16, RED), 1, 0, 0, true);
    gm_sprite_delete(sprite);
    int other = gm_sprite_add(path_of("ok.png"), 1, 0, 0);
    assert_int_not_equal(other, sprite); /* its number is not given out again */
    wait_for(1);
    assert_seen(0, sprite, GM_SPRITE_ADD_EXT_ERROR_SPRITENOTFOUND, 200, path_of("ok.png"));
    assert_false(gm_sprite_exists(sprite));
    assert_true(gm_sprite_exists(other));
}

/* spec: async-events I-10 */
static void five_loads_give_five_events_with_their_ids(void **state) {
    (void)state;
    int sprites[5];
    const char *path = plain_file("ok.png", 8, 8, RED);
    for (int i = 0; i < 5; i++)
        sprites[i] = gm_sprite_add_ext(path, 1, 0, 0, i % 2 == 0);
    wait_for(5);
    for (int i = 0; i < 5; i++) {
        int found = 0;
        for (int k = 0; k < 5; k++)
            found += the_seen[k].id == sprites[i] ? 1 : 0;
        assert_int_equal(found, 1);
    }
}

/* spec: async-events I-12 */
static void a_picture_asked_for_before_a_room_change_arrives_after_it(void **state) {
    (void)state;
    int room = gm_room();
    int sprite = gm_sprite_add_ext(plain_file("ok.png", 32, 16, RED), 1, 0, 0, true);
    gm_room_goto(room);
    wait_for(1);
    assert_seen(0, sprite, 0, 200, path_of("ok.png"));
    the_drawn = sprite;
    support_steps(1);
    assert_int_equal(support_pixel(20, 20), GM_C_RED);
}

static void speed_set_while_it_loads_is_kept(void **state) {
    (void)state;
    int sprite = gm_sprite_add_ext(plain_file("ok.png", 32, 16, RED), 2, 0, 0, true);
    gm_sprite_set_speed(sprite, 12);
    wait_for(1);
    assert_true(gm_sprite_get_speed(sprite) == 12);
}

static void pictures_on_their_way_end_with_the_game(void **state) {
    (void)state;
    const char *path = plain_file("ok.png", 600, 500, RED);
    for (int i = 0; i < 8; i++)
        gm_sprite_add_ext(path, 1, 0, 0, true); /* leak checkers and threads look on */
    mailbox_wait(5000);                         /* some decoded, some not */
}

/* MARK: when pixels go to the renderer */

static void without_prefetch_pixels_are_given_when_first_drawn(void **state) {
    (void)state;
    support_steps(1);
    int before = render_counts().textures;
    int sprite = gm_sprite_add_ext(plain_file("ok.png", 300, 200, RED), 1, 0, 0, false);
    wait_for(1);
    assert_seen(0, sprite, 0, 200, path_of("ok.png"));
    assert_int_equal(the_seen[0].width, 300);
    assert_int_equal(render_counts().textures, before);
    the_drawn = sprite;
    support_steps(1);
    assert_true(render_counts().textures > before);
    assert_int_equal(support_pixel(12, 12), GM_C_RED);
    assert_int_equal(support_pixel(309, 209), GM_C_RED);
    the_drawn = GM_NONE;
    gm_sprite_delete(sprite);
    support_steps(1);
    assert_int_equal(render_counts().textures, before);
}

static void a_sprite_that_is_never_drawn_gives_its_pixels_back(void **state) {
    (void)state;
    int sprite = gm_sprite_add_ext(plain_file("ok.png", 300, 200, RED), 1, 0, 0, false);
    wait_for(1);
    gm_sprite_delete(sprite); /* leak checkers look on */
}

/* A picture of one bit a pixel: quick to write, as large as any when decoded. */
static void write_bits(const char *file, int side) {
    size_t row = (size_t)side / 8 + 1, raw_size = row * (size_t)side;
    uint8_t *raw = calloc(1, raw_size), header[13] = {0};
    for (int y = 0; y < side; y++)
        memset(raw + (size_t)y * row + 1, y % 2 == 0 ? 0xFF : 0x0F, row - 1);
    uLongf packed_size = compressBound((uLong)raw_size);
    uint8_t *packed = malloc(packed_size), *png = malloc(packed_size + 100);
    assert_int_equal(compress2(packed, &packed_size, raw, (uLong)raw_size, 1), Z_OK);
    memcpy(png, "\x89PNG\r\n\x1a\n", 8);
    png_four(header, (uint32_t)side);
    png_four(header + 4, (uint32_t)side);
    header[8] = 1;
    size_t used = 8;
    used += png_chunk(png + used, "IHDR", header, sizeof header);
    used += png_chunk(png + used, "IDAT", packed, packed_size);
    used += png_chunk(png + used, "IEND", NULL, 0);
    support_write(the_folder, file, png, used);
    free(png);
    free(packed);
    free(raw);
}

static void the_largest_picture_is_uploaded_over_many_steps(void **state) {
    (void)state;
    int steps = 0;
    write_bits("large.png", 8192);
    support_steps(1); /* what the game's start left in the mailbox is no picture */
    int sprite = gm_sprite_add_ext(path_of("large.png"), 1, 8182, 8182, true);
    while (!mailbox_wait(20000)) {
    }
    while (the_count == 0) { /* decoded; what follows is the main thread's part */
        assert_int_equal(gm_sprite_get_width(sprite), 1);
        assert_in_range(++steps, 1, 100000);
        support_steps(1);
    }
    assert_true(steps > 3);
    assert_seen(0, sprite, 0, 200, path_of("large.png"));
    assert_int_equal(the_seen[0].width, 8192);
    the_drawn = sprite; /* its last pixels are at 0, 0 to 19, 19 */
    support_steps(1);
    assert_int_equal(support_pixel(4, 2), GM_C_WHITE);
    assert_int_equal(support_pixel(4, 3), GM_C_BLACK);
    assert_int_equal(support_pixel(8, 3), GM_C_WHITE);
    assert_int_equal(support_pixel(25, 2), GM_C_BLACK);
    gm_sprite_delete(sprite);
}

static void while_settling_a_picture_is_there_in_the_next_step(void **state) {
    (void)state;
    static const GmNamedObject objects[] = {GM_OBJECT(obj_viewer), {0}};
    support_close();
    support_open_settling(support_folder(), objects);
    support_make("obj_viewer");
    gm_sprite_add_ext(plain_file("ok.png", 2000, 1500, RED), 1, 0, 0, true);
    support_steps(1);
    assert_int_equal(the_count, 1);
}

#define TEST(test)   cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)
#define SERVED(test) cmocka_unit_test_setup_teardown(test, open_origin, close_origin)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_file_arrives_with_one_event_and_its_final_size),
        TEST(a_file_that_is_missing_gives_minus_4),
        TEST(a_broken_png_gives_status_minus_5),
        TEST(a_local_file_is_there_at_once_without_an_event),
        TEST(a_local_file_that_cannot_be_shown_gives_no_sprite),
        TEST(names_are_looked_for_in_the_save_area_and_lead_nowhere_else),
        TEST(a_data_url_is_there_at_once_without_an_event),
        TEST(a_data_url_in_the_background_raises_its_event),
        TEST(a_buffer_is_copied_and_its_event_names_no_file),
        SERVED(a_url_is_a_placeholder_until_its_event),
        SERVED(a_url_that_answers_404_fails_with_it),
        SERVED(an_answer_that_is_no_picture_gives_minus_5),
        SERVED(an_answer_that_breaks_off_gives_minus_4),
        SERVED(a_server_that_is_not_there_gives_minus_4),
        SERVED(a_game_may_end_while_a_url_stalls),
        TEST(a_strip_is_cut_into_its_sub_images),
        TEST(more_sub_images_than_pixels_give_minus_6),
        TEST(a_negative_number_of_sub_images_is_refused),
        TEST(a_sprite_deleted_while_it_loads_fires_minus_3),
        TEST(five_loads_give_five_events_with_their_ids),
        TEST(a_picture_asked_for_before_a_room_change_arrives_after_it),
        TEST(speed_set_while_it_loads_is_kept),
        TEST(pictures_on_their_way_end_with_the_game),
        TEST(without_prefetch_pixels_are_given_when_first_drawn),
        TEST(a_sprite_that_is_never_drawn_gives_its_pixels_back),
        TEST(the_largest_picture_is_uploaded_over_many_steps),
        TEST(while_settling_a_picture_is_there_in_the_next_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
