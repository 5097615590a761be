/* The simulators' players: reading their file, ranking their scores, drawing their pictures. */
#include "players.h"

#include "../../assets/json_file.h"
#include "../../platform/files.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"

#include <stdlib.h>
#include <string.h>

/* The first account of a real network: made-up ids look alike and lose digits as reals, too. */
static const int64_t first_id = INT64_C(76561197960265729);

/* MARK: the file */

static bool read_id(const JsonPlace *at, int64_t *id) {
    const char *text = NULL;
    if (!json_text(at, "id", &text)) return false;
    if (text == NULL) return true;
    size_t digits = strspn(text, "0123456789");
    JsonPlace place = json_member(at, "id");
    if (digits == 0 || digits > 18 || text[digits] != '\0')
        return json_complain(&place, "expected a text of 1 to 18 digits, not \"%s\"", text);
    *id = strtoll(text, NULL, 10);
    return true;
}

static bool check_scores(const JsonPlace *scores) {
    const cJSON *score;
    cJSON_ArrayForEach(score, scores->value) {
        JsonPlace at = json_member(scores, score->string);
        if (!cJSON_IsNumber(score))
            return json_complain(&at, "expected a number, but it is %s", json_kind(score));
    }
    return true;
}

static bool read_player(const JsonPlace *at, Player *player) {
    JsonPlace scores;
    bool good = read_id(at, &player->id) && json_text(at, "name", &player->name) &&
                json_text(at, "picture", &player->picture) && json_object(at, "scores", &scores) &&
                check_scores(&scores);
    if (good) player->scores = scores.value;
    return good;
}

static bool read_friends(const JsonPlace *root, Players *players) {
    JsonPlace list;
    if (!json_list(root, "friends", &list)) return false;
    int capacity = 1;
    const cJSON *item;
    cJSON_ArrayForEach(item, list.value) {
        JsonPlace at = json_item(&list, players->count - 1, item);
        if (!cJSON_IsObject(item))
            return json_complain(&at, "expected an object { }, but it is %s", json_kind(item));
        MEM_RESERVE(players->items, capacity, players->count + 1);
        Player *player = &players->items[players->count];
        *player = (Player){.id = first_id + players->count, .name = "?"};
        if (!read_player(&at, player)) return false;
        if (players_find(players, player->id) != NULL) {
            JsonPlace place = json_member(&at, "id");
            return json_complain(&place, "another player has this id");
        }
        players->count++;
    }
    return true;
}

static bool read_root(const char *path, const cJSON *json, Players *players, char *why) {
    JsonPlace root = json_root(path, json, why), me;
    if (!cJSON_IsObject(json))
        return json_complain(&root, "expected an object { }, but it is %s", json_kind(json));
    if (!json_object(&root, "me", &me)) return false;
    if (me.value != NULL && !read_player(&me, &players->items[0])) return false;
    return read_friends(&root, players);
}

/* False: it is complained of. */
static bool read_file(Players *players, const char *file, GmServiceSettings *settings) {
    char path[FILES_PATH], why[JSON_WHY] = "";
    if (!files_find(file, path, sizeof path)) {
        gm_service_complain(settings, "players",
                            "there is no file \"%s\" in the game's data folder", file);
        return false;
    }
    players->json = json_read_file(path, why);
    if (players->json != NULL && read_root(path, players->json, players, why)) return true;
    gm_service_complain(settings, "players", "%s", why);
    return false;
}

bool players_read(Players *players, GmServiceSettings *settings) {
    const char *file = gm_service_text(settings, "players", "");
    *players = (Players){.items = mem_alloc(sizeof *players->items), .count = 1};
    players->items[0] = (Player){.id = first_id, .name = "Player"};
    if (file[0] == '\0' || read_file(players, file, settings)) return true;
    players_free(players);
    return false;
}

void players_free(Players *players) {
    mem_free(players->items);
    cJSON_Delete(players->json);
    *players = (Players){0};
}

const Player *players_find(const Players *players, int64_t id) {
    for (int i = 0; i < players->count; i++)
        if (players->items[i].id == id) return &players->items[i];
    return NULL;
}

/* MARK: ranking */

static bool is_before(double a, double b, bool ascending) {
    return ascending ? a < b : a > b;
}

/* Keeps the order; equal ones come behind those that are there. */
static void put_in_order(PlayerScore *scores, int count, PlayerScore one, bool ascending) {
    int place = count;
    for (; place > 0 && is_before(one.score, scores[place - 1].score, ascending); place--)
        scores[place] = scores[place - 1];
    scores[place] = one;
}

int players_rank(const Players *players, const char *table, const double *mine, bool ascending,
                 PlayerScore *scores) {
    int count = 0;
    for (int i = 0; i < players->count; i++) {
        const Player *player = &players->items[i];
        const cJSON *score = cJSON_GetObjectItemCaseSensitive(player->scores, table);
        bool is_me = i == 0;
        if (is_me ? mine == NULL : !cJSON_IsNumber(score)) continue;
        PlayerScore one = {.player = player, .score = is_me ? *mine : score->valuedouble};
        put_in_order(scores, count++, one, ascending);
    }
    for (int i = 0; i < count; i++) {
        bool ties = i > 0 && !is_before(scores[i - 1].score, scores[i].score, ascending);
        scores[i].rank = ties ? scores[i - 1].rank : i + 1;
    }
    return count;
}

/* MARK: pictures. Thread: any */

/* Every bit of the id counts. */
static uint64_t mix(uint64_t bits) {
    bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9u;
    bits = (bits ^ bits >> 27) * 0x94D049BB133111EBu;
    return bits ^ bits >> 31;
}

/* Five by five fields, the right like the left. */
static void draw_pattern(Image *image, int64_t id) {
    uint64_t bits = mix((uint64_t)id);
    uint32_t light = image_pixel(235, 235, 240, 255);
    uint32_t dark = image_pixel(40 + (int)(bits >> 40 & 127), 40 + (int)(bits >> 47 & 127),
                                60 + (int)(bits >> 54 & 127), 255);
    for (int y = 0; y < image->height; y++)
        for (int x = 0; x < image->width; x++) {
            int column = x * 5 / image->width, row = y * 5 / image->height;
            int field = (column < 3 ? column : 4 - column) * 5 + row;
            image_row(image, y)[x] = (bits >> field & 1) != 0 ? dark : light;
        }
}

static void scale(Image *image, const Image *picture) {
    for (int y = 0; y < image->height; y++)
        for (int x = 0; x < image->width; x++)
            image_row(image, y)[x] = image_row(
                picture, y * picture->height / image->height)[x * picture->width / image->width];
}

bool players_draw(Image *image, const char *file, int64_t id, int side) {
    char path[FILES_PATH], why[IMAGE_WHY_BYTES] = "there is no such file";
    Image picture = {0};
    if (!image_new(image, side, side)) return false;
    bool has_picture = file != NULL && files_find(file, path, sizeof path) &&
                       image_decode_file(&picture, path, why) == IMAGE_FINE;
    if (file != NULL && !has_picture)
        log_warn_once("%.200s: the player's picture cannot be shown: %s", file, why);
    if (has_picture)
        scale(image, &picture);
    else
        draw_pattern(image, id);
    image_free(&picture);
    return true;
}
