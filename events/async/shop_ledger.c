/* The ledger: lines of JSON, each with its checksum behind it, appended and synced one by one. */
#include "shop_ledger.h"

#include "../../platform/files.h"
#include "../../platform/files_safe.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../platform/unpack.h"
#include "../../runtime/gm_math.h"

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHECKSUM = 9 }; /* a space and 8 digits */

static const struct {
    GmIapStatus status;
    const char *word;
} words[] = {
    {GM_IAP_OK, "paid"},
    {GM_IAP_PENDING, "pending"},
    {GM_IAP_DECLINED, "declined"},
    {GM_IAP_CONSUMED, "consumed"},
    {GM_IAP_ACKNOWLEDGED, "acknowledged"},
    {GM_IAP_REFUNDED, "refunded"},
};
enum { WORDS = sizeof words / sizeof words[0] };

static const char *word_of(GmIapStatus status) {
    for (int i = 0; i < WORDS; i++)
        if (words[i].status == status) return words[i].word;
    return "";
}

static bool status_of(const char *word, GmIapStatus *status) {
    for (int i = 0; i < WORDS; i++) {
        if (strcmp(words[i].word, word) != 0) continue;
        *status = words[i].status;
        return true;
    }
    return false;
}

/* MARK: lines */

/* mem_free */
static char *line_of(const GmIapPurchase *purchase) {
    cJSON *json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "token", purchase->token);
    cJSON_AddStringToObject(json, "is", word_of(purchase->status));
    cJSON_AddStringToObject(json, "product", purchase->product);
    cJSON_AddStringToObject(json, "payload", purchase->payload);
    char *text = cJSON_PrintUnformatted(json);
    char *line = mem_textf("%s %08x\n", text, unpack_crc32(text, strlen(text)));
    cJSON_free(text);
    cJSON_Delete(json);
    return line;
}

static bool take_text(const cJSON *json, const char *name, char *text) {
    const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, name));
    if (value == NULL || strlen(value) >= GM_IAP_TEXT) return false;
    gm_copy_text(text, GM_IAP_TEXT, value);
    return true;
}

/* length: without its end. */
static bool read_line(const char *line, size_t length, GmIapPurchase *purchase) {
    char word[GM_IAP_TEXT];
    if (length <= CHECKSUM || line[length - CHECKSUM] != ' ') return false;
    size_t size = length - CHECKSUM;
    if (strtoul(line + size, NULL, 16) != unpack_crc32(line, size)) return false;
    cJSON *json = cJSON_ParseWithLength(line, size);
    bool good = take_text(json, "token", purchase->token) && take_text(json, "is", word) &&
                take_text(json, "product", purchase->product) &&
                take_text(json, "payload", purchase->payload) && status_of(word, &purchase->status);
    cJSON_Delete(json);
    return good;
}

/* MARK: what they say */

GmIapPurchase *shop_ledger_find(const ShopLedger *ledger, const char *token) {
    for (int i = 0; i < ledger->count; i++)
        if (strcmp(ledger->items[i].token, token) == 0) return &ledger->items[i];
    return NULL;
}

static void take_in(ShopLedger *ledger, const GmIapPurchase *purchase) {
    GmIapPurchase *known = shop_ledger_find(ledger, purchase->token);
    if (known == NULL) {
        MEM_RESERVE(ledger->items, ledger->capacity, ledger->count + 1);
        known = &ledger->items[ledger->count++];
    }
    *known = *purchase;
}

/* MARK: reading */

/* Takes in the good lines, which move together at the front; how many bytes they are. */
static size_t read_lines(ShopLedger *ledger, char *bytes, size_t size) {
    size_t kept = 0;
    for (size_t at = 0; at < size;) {
        GmIapPurchase purchase;
        const char *end = memchr(bytes + at, '\n', size - at);
        size_t length = end != NULL ? (size_t)(end - bytes) - at : size - at;
        size_t whole = length + (end != NULL ? 1 : 0);
        if (end != NULL && read_line(bytes + at, length, &purchase)) {
            take_in(ledger, &purchase);
            memmove(bytes + kept, bytes + at, whole);
            kept += whole;
        }
        at += whole;
    }
    return kept;
}

/* A last line that was cut off is what a kill leaves: it never happened. */
static bool mend(const ShopLedger *ledger, const char *old, size_t old_size, const char *good,
                 size_t good_size, char *why) {
    bool is_cut_off = old_size > good_size && memcmp(old, good, good_size) == 0 &&
                      memchr(old + good_size, '\n', old_size - good_size) == NULL;
    if (!is_cut_off && !files_put_aside(ledger->path, old, old_size, why)) return false;
    if (is_cut_off)
        log_info("%s: its last line was cut off, and is left out", ledger->path);
    else
        log_warn("%s: lines of it are damaged, and are left out; the old one is kept as %s.damaged",
                 ledger->path, ledger->path);
    return files_write(ledger->path, good, good_size, why);
}

bool shop_ledger_open(ShopLedger *ledger, char *path, char *why) {
    char reason[FILES_WHY] = "";
    size_t size = 0;
    *ledger = (ShopLedger){.path = path};
    if (path == NULL || (!files_exists(path) && !files_is_folder(path))) return true;
    char *old = files_read(path, &size, reason);
    char *bytes = old != NULL ? mem_try(size + 1) : NULL;
    bool good = bytes != NULL;
    if (good) {
        memcpy(bytes, old, size);
        size_t kept = read_lines(ledger, bytes, size);
        good = kept == size || mend(ledger, old, size, bytes, kept, reason);
    }
    mem_free(old);
    mem_free(bytes);
    if (!good) gm_copy_text(why, GM_IAP_TEXT, reason[0] != '\0' ? reason : "there is no memory");
    return good;
}

void shop_ledger_close(ShopLedger *ledger) {
    mem_free(ledger->path);
    mem_free(ledger->items);
    *ledger = (ShopLedger){0};
}

/* MARK: writing */

static bool write_down(ShopLedger *ledger, const GmIapPurchase *purchase, char *why) {
    char reason[FILES_WHY];
    char *line = line_of(purchase);
    bool written = ledger->path == NULL || files_append(ledger->path, line, strlen(line), reason);
    mem_free(line);
    if (written)
        take_in(ledger, purchase);
    else
        gm_copy_text(why, GM_IAP_TEXT, reason);
    return written;
}

bool shop_ledger_add(ShopLedger *ledger, GmIapPurchase *purchase, char *why) {
    int number = ledger->count;
    do
        snprintf(purchase->token, GM_IAP_TEXT, "purchase-%d", ++number);
    while (shop_ledger_find(ledger, purchase->token) != NULL);
    return write_down(ledger, purchase, why);
}

bool shop_ledger_change(ShopLedger *ledger, GmIapPurchase *purchase, GmIapStatus status,
                        char *why) {
    GmIapPurchase changed = *purchase;
    changed.status = status;
    return write_down(ledger, &changed, why);
}
