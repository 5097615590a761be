/* Products and purchases that the shop told of: the keys of their events, kept by id and token. */
#include "iap_known.h"

#include "../../assets/ds.h"
#include "../../runtime/gm_iap.h"

#include <stddef.h>
#include <string.h>

static struct {
    Map *products, *purchases; /* id or token to the map of its last event; NULL: none yet */
} the_known;

/* Copies the plain values; events of the shop hold nothing else. */
static void copy(Map *to, const Map *from, const char *const *keys) {
    for (; *keys != NULL; keys++) {
        const Value *value = map_find(from, *keys);
        MapKey key = map_key(*keys);
        if (value == NULL) continue;
        if (value->kind == VALUE_TEXT)
            map_set_text(to, &key, value->text, value->bytes);
        else if (!value_is_node(value))
            map_set_plain(to, &key, *value);
    }
}

static void know(Map **all, const Map *event, const char *name, const char *const *keys) {
    const char *id = ds_text(map_find(event, name), "");
    if (id[0] == '\0') return;
    if (*all == NULL) *all = map_new();
    MapKey key = map_key(id);
    Map *one = map_new();
    copy(one, event, keys);
    map_take_map(*all, &key, one);
}

static const char *const product_keys[] = {"product", "title",      "description",
                                           "price",   "consumable", NULL};
static const char *const purchase_keys[] = {"status", "product", "token", "payload", NULL};

void iap_know_product(const Map *event) {
    know(&the_known.products, event, "product", product_keys);
}

void iap_know_purchase(const Map *event) {
    know(&the_known.purchases, event, "token", purchase_keys);
}

void iap_known_close(void) {
    map_free(the_known.products);
    map_free(the_known.purchases);
    memset(&the_known, 0, sizeof the_known);
}

/* MARK: what games may ask */

static bool fill(const Map *all, const char *id, const char *const *keys, int map) {
    const Value *found = all != NULL && id != NULL ? map_find(all, id) : NULL;
    Map *to = ds_map(map);
    if (found == NULL || to == NULL) return false;
    copy(to, found->map, keys);
    return true;
}

bool gm_iap_product_details(const char *product, int map) {
    return fill(the_known.products, product, product_keys, map);
}

bool gm_iap_purchase_details(const char *token, int map) {
    return fill(the_known.purchases, token, purchase_keys, map);
}

int gm_iap_enumerate_products(int list) {
    const char *id;
    const Value *value;
    int cursor = 0, count = 0;
    List *to = ds_list(list);
    if (to == NULL || the_known.products == NULL) return 0;
    for (; map_next(the_known.products, &cursor, &id, &value); count++)
        list_add_text(to, id, strlen(id));
    return count;
}
