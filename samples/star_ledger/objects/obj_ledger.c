/* obj_ledger: asks the server for champions and for the scores of today, and keeps what it said.
 * A failure is shown and tried again, later and later; R tries at once. */
#include "ledger.h"

#include <stdlib.h>
#include <string.h>

enum { RETRY = 0, FIRST_RETRY_STEPS = 60, LAST_RETRY_STEPS = 600, DEADLINE_MS = 3000 };

/* The same paths, but by a line that breaks, or one that never answers (routes.json). */
const char *ledger_url(const char *path) {
    static const char *const lines[LINES] = {"", "/broken", "/silent"};
    return gm_text("%s%s%s", gm_game_origin(), lines[ledger()->line], path);
}

int ledger_ask(const char *path, const char *body) {
    return gm_http_request_ext(&(GmHttpRequest){.url = ledger_url(path),
                                                .method = body != NULL ? "POST" : "GET",
                                                .body = body,
                                                .timeout_ms = DEADLINE_MS});
}

const char *ledger_why(const GmAsyncHttp *answer, int wanted) {
    if (answer->status < 0) return answer->error;
    return answer->http_status == wanted ? "" : gm_text("the server said %d", answer->http_status);
}

/* MARK: reading */

static int reuse_avatar(const Row *rows, int count, const char *name) {
    for (int i = 0; i < count; i++)
        if (strcmp(rows[i].name, name) == 0) return rows[i].avatar;
    return GM_NONE;
}

/* The rows of a list in a JSON text; -1: it is no JSON, or the list is not there. */
static int read_rows(const char *json, const char *key, Row *rows) {
    int map = gm_json_decode(json), count = 0;
    int list = (int)gm_ds_map_find_real(map, key, GM_NONE);
    if (!gm_ds_exists(list, GM_DS_TYPE_LIST)) count = -1;
    Row old[ROWS];
    memcpy(old, rows, sizeof old);
    for (int i = 0; count >= 0 && i < gm_ds_list_size(list) && i < ROWS; i++, count++) {
        int from = (int)gm_ds_list_find_real(list, i, GM_NONE);
        const char *path = gm_ds_map_find_string(from, "avatar", "");
        Row row = {.score = (int)gm_ds_map_find_real(from, "score", 0)};
        gm_copy_text(row.name, sizeof row.name, gm_ds_map_find_string(from, "name", "?"));
        row.avatar = reuse_avatar(old, ROWS, row.name);
        if (path[0] != '\0') avatar_open(&row.avatar, path);
        rows[i] = row;
    }
    if (map != GM_NONE) gm_ds_map_destroy(map);
    return count;
}

static int better_first(const void *a, const void *b) {
    return ((const Row *)b)->score - ((const Row *)a)->score;
}

static void merge(Ledger *my) {
    memcpy(my->rows, my->champions, sizeof my->champions);
    memcpy(my->rows + my->champion_count, my->today, sizeof my->today);
    my->row_count = my->champion_count + my->today_count;
    for (int i = my->champion_count; i < my->row_count; i++)
        my->rows[i].is_new = true;
    qsort(my->rows, (size_t)my->row_count, sizeof my->rows[0], better_first);
}

/* MARK: asking */

void ledger_fetch(void) {
    Ledger *my = ledger();
    my->link = LINK_BUSY;
    my->trouble[0] = '\0';
    if (my->champion_count == 0) my->champions_request = ledger_ask("/champions", NULL);
    my->scores_request = ledger_ask("/scores", NULL);
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Ledger *my = gm_vars(self);
    my->champions_request = my->scores_request = GM_NONE;
    gm_alarm_set(self, RETRY, 1);
}

static void on_retry(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    ledger_fetch();
}

/* Takes an answer in. False: why it is of no use is in trouble. */
static bool take(Ledger *my, const GmAsyncHttp *answer, const char *key, Row *rows, int *count) {
    const char *why = ledger_why(answer, 200);
    int read = why[0] == '\0' ? read_rows(answer->result, key, rows) : -1;
    if (read >= 0) *count = read;
    if (read < 0)
        gm_copy_text(my->trouble, sizeof my->trouble, why[0] != '\0' ? why : "that is no table");
    return read >= 0;
}

static void settle(GmInstance *self, Ledger *my) {
    if (my->champions_request != GM_NONE || my->scores_request != GM_NONE) return;
    my->link = my->trouble[0] == '\0' ? LINK_FINE : LINK_DOWN;
    my->fails = my->link == LINK_FINE ? 0 : my->fails + 1;
    double steps = FIRST_RETRY_STEPS * pow(2, my->fails - 1);
    gm_alarm_set(self, RETRY, my->fails == 0 ? -1 : gm_clamp(steps, 0, LAST_RETRY_STEPS));
}

static void on_http(GmInstance *self, const GmEvent *event) {
    Ledger *my = gm_vars(self);
    const GmAsyncHttp *answer = gm_async_http(event);
    if (answer->status > 0) return; /* still coming */
    if (answer->id == my->champions_request) {
        my->champions_request = GM_NONE;
        take(my, answer, "champions", my->champions, &my->champion_count);
    } else if (answer->id == my->scores_request) {
        my->scores_request = GM_NONE;
        take(my, answer, "scores", my->today, &my->today_count);
    } else {
        return; /* somebody else's */
    }
    merge(my);
    settle(self, my);
}

static void on_key_retry(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Ledger *my = gm_vars(self);
    if (my->link == LINK_DOWN) gm_alarm_set(self, RETRY, 1);
}

static void on_key_line(GmInstance *self, const GmEvent *event) {
    (void)event;
    Ledger *my = gm_vars(self);
    my->line = (my->line + 1) % LINES;
    if (my->link != LINK_BUSY) gm_alarm_set(self, RETRY, 1);
}

const GmObject obj_ledger = {
    .vars = GM_VARS(Ledger, link, line, champions_request, scores_request, fails, trouble,
                    champions, today, rows, champion_count, today_count, row_count, newest, rank),
    .on = {[GM_CREATE] = create,
           [GM_ALARM(RETRY)] = on_retry,
           [GM_ASYNC_HTTP] = on_http,
           [GM_KEY_PRESS('R')] = on_key_retry,
           [GM_KEY_PRESS('O')] = on_key_line},
};
