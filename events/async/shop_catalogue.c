/* Reading the simulated shop's catalogue. */
#include "shop_catalogue.h"

#include "../../assets/json_file.h"
#include "../../platform/files.h"
#include "../../platform/mem.h"

#include <string.h>

static bool read_product(const JsonPlace *at, const char *currency, GmIapProduct *product) {
    double price = -1;
    *product = (GmIapProduct){.description = ""};
    bool good = json_text(at, "id", &product->id) && json_text(at, "title", &product->title) &&
                json_text(at, "description", &product->description) &&
                json_number(at, "price", &price) &&
                json_bool(at, "consumable", &product->consumable);
    if (!good) return false;
    if (product->id == NULL || product->id[0] == '\0' || strlen(product->id) >= GM_IAP_TEXT)
        return json_complain(at, "expected \"id\", a text of 1 to %d bytes", GM_IAP_TEXT - 1);
    JsonPlace place = json_member(at, "price");
    if (price < 0) return json_complain(&place, "expected a number, 0 or more");
    if (product->title == NULL) product->title = product->id;
    product->price = mem_textf("%.2f%s%s", price, currency[0] != '\0' ? " " : "", currency);
    return true;
}

static bool read_products(const JsonPlace *root, const char *currency, ShopCatalogue *catalogue) {
    JsonPlace list;
    if (!json_list(root, "products", &list)) return false;
    if (list.value == NULL) return json_complain(root, "expected \"products\", a list [ ]");
    int index = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, list.value) {
        GmIapProduct product;
        JsonPlace at = json_item(&list, index++, item);
        if (!cJSON_IsObject(item))
            return json_complain(&at, "expected an object { }, but it is %s", json_kind(item));
        if (!read_product(&at, currency, &product)) return false;
        bool is_twice = shop_catalogue_find(catalogue, product.id) != NULL;
        MEM_RESERVE(catalogue->items, catalogue->capacity, catalogue->count + 1);
        catalogue->items[catalogue->count++] = product;
        JsonPlace place = json_member(&at, "id");
        if (is_twice) return json_complain(&place, "another product has this id");
    }
    return true;
}

static bool read_root(const char *path, ShopCatalogue *catalogue, char *why) {
    const char *currency = "";
    JsonPlace root = json_root(path, catalogue->json, why);
    if (!cJSON_IsObject(root.value))
        return json_complain(&root, "expected an object { }, but it is %s", json_kind(root.value));
    return json_text(&root, "currency", &currency) && read_products(&root, currency, catalogue);
}

bool shop_catalogue_read(ShopCatalogue *catalogue, GmServiceSettings *settings) {
    char path[FILES_PATH], why[JSON_WHY] = "";
    const char *file = gm_service_text(settings, "catalogue", "shop.json");
    *catalogue = (ShopCatalogue){0};
    if (!files_find(file, path, sizeof path)) {
        gm_service_complain(settings, "catalogue",
                            "there is no file \"%s\" in the game's data folder", file);
        return false;
    }
    catalogue->json = json_read_file(path, why);
    if (catalogue->json != NULL && read_root(path, catalogue, why)) return true;
    gm_service_complain(settings, "catalogue", "%s", why);
    return false;
}

void shop_catalogue_free(ShopCatalogue *catalogue) {
    for (int i = 0; i < catalogue->count; i++)
        mem_free((char *)(uintptr_t)catalogue->items[i].price);
    mem_free(catalogue->items);
    cJSON_Delete(catalogue->json);
    *catalogue = (ShopCatalogue){0};
}

const GmIapProduct *shop_catalogue_find(const ShopCatalogue *catalogue, const char *id) {
    for (int i = 0; i < catalogue->count; i++)
        if (strcmp(catalogue->items[i].id, id) == 0) return &catalogue->items[i];
    return NULL;
}
