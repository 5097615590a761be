/* obj_book: writes the shop down as JSON and reads it again; keeps it in a file on this machine. */
#include "shop.h"

#include <stddef.h>

#define THE_FILE "shop_book.json" /* saves lie in the folder "default" */
enum { KEEP_STEPS = 600 };

static const struct {
    const char *key;
    size_t place;
    int least, most;
} numbers[] = {
    {"coins", offsetof(Shop, coins), 0, 1000000000},
    {"earned", offsetof(Shop, earned), 0, 1000000000},
    {"served", offsetof(Shop, served), 0, 1000000000},
    {"stock", offsetof(Shop, stock), 0, A_SHELF *MOST_SHELVES},
    {"shelves", offsetof(Shop, shelves), 1, MOST_SHELVES},
    {"goods", offsetof(Shop, goods), 1, MOST_GOODS},
    {"day", offsetof(Shop, day), 1, 1000000},
    {"steps", offsetof(Shop, steps), 0, DAY_STEPS - 1},
};
enum { NUMBERS = sizeof numbers / sizeof numbers[0] };
static const char *const tokens[PRODUCT_COUNT] = {"neon sign", "cat", "double day"};

const char *book_write(const Shop *shop, bool with_purchases) {
    int map = gm_ds_map_create();
    for (int i = 0; i < NUMBERS; i++)
        gm_ds_map_set(map, numbers[i].key, *(const int *)((const char *)shop + numbers[i].place));
    for (int i = 0; with_purchases && i < PRODUCT_COUNT; i++)
        gm_ds_map_set_string(map, tokens[i], shop->token[i]);
    if (with_purchases) gm_ds_map_set(map, "double steps", shop->double_steps);
    const char *text = gm_text("%s", gm_json_encode(map));
    gm_ds_map_destroy(map);
    return text;
}

/* What is not in the map, or not within its limits, is left or brought there. */
static void read_all(Shop *shop, int map, bool with_purchases) {
    for (int i = 0; i < NUMBERS; i++) {
        int *number = (int *)((char *)shop + numbers[i].place);
        double value = gm_ds_map_find_real(map, numbers[i].key, *number);
        *number = (int)gm_clamp(value, numbers[i].least, numbers[i].most);
    }
    if (!with_purchases) return;
    for (int i = 0; i < PRODUCT_COUNT; i++)
        gm_copy_text(shop->token[i], sizeof shop->token[i],
                     gm_ds_map_find_string(map, tokens[i], ""));
    shop->double_steps = (int)gm_clamp(gm_ds_map_find_real(map, "double steps", 0), 0, DAY_STEPS);
}

bool book_read(Shop *shop, const char *text, bool with_purchases) {
    int map = gm_json_decode(text);
    bool is_shop = gm_ds_map_exists(map, "coins") && gm_ds_map_exists(map, "shelves");
    if (is_shop) read_all(shop, map, with_purchases);
    if (map != GM_NONE) gm_ds_map_destroy(map);
    return is_shop;
}

int book_keep(void) {
    const char *text = book_write(the_shop(), true);
    int buffer = gm_buffer_create(1, GM_BUFFER_GROW, 1);
    gm_buffer_write_string(buffer, text);
    int request = gm_buffer_save_async(buffer, THE_FILE, 0, gm_buffer_tell(buffer) - 1);
    gm_buffer_delete(buffer);
    return request;
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_alarm_set(self, 0, KEEP_STEPS);
    if (!gm_file_exists("default/" THE_FILE)) return;
    int file = gm_file_text_open_read("default/" THE_FILE);
    book_read(the_shop(), gm_file_text_read_string(file), true);
    gm_file_text_close(file);
}

static void on_alarm(GmInstance *self, const GmEvent *event) {
    (void)event;
    book_keep();
    gm_alarm_set(self, 0, KEEP_STEPS);
}

static void on_end(GmInstance *self, const GmEvent *event) {
    (void)self;
    (void)event;
    book_keep();
}

const GmObject obj_book = {
    .on = {[GM_CREATE] = create, [GM_ALARM(0)] = on_alarm, [GM_GAME_END] = on_end}};
