/* obj_score: one score on its way to the server. If it does not get through it is kept, and tries
 * again, until the server has it; then it is gone. */
#include "ledger.h"

enum { RETRY = 0, FIRST_RETRY_STEPS = 90, LAST_RETRY_STEPS = 900 };

static void post(Score *my) {
    int map = gm_ds_map_create();
    gm_ds_map_set_string(map, "name", my->name);
    gm_ds_map_set(map, "score", my->score);
    my->request = ledger_ask("/scores", gm_json_encode(map));
    gm_ds_map_destroy(map);
}

void score_send(const char *name, int score) {
    Score *its = gm_vars(gm_instance(gm_instance_create_layer(0, 0, "Ledger", "obj_score")));
    gm_copy_text(its->name, sizeof its->name, name);
    its->score = score;
    post(its);
}

/* It is in: the ledger remembers whose it was, and asks for the new table. */
static void take_rank(const Score *my, const char *json) {
    int map = gm_json_decode(json);
    ledger()->rank = (int)gm_ds_map_find_real(map, "rank", 0);
    gm_copy_text(ledger()->newest, sizeof ledger()->newest, my->name);
    gm_ds_map_destroy(map);
    match_play_sound("snd_confirm", 0.8, 1);
    ledger_fetch();
}

static void on_http(GmInstance *self, const GmEvent *event) {
    Score *my = gm_vars(self);
    const GmAsyncHttp *answer = gm_async_http(event);
    if (answer->id != my->request || answer->status > 0) return;
    my->request = GM_NONE;
    if (ledger_why(answer, 201)[0] == '\0') {
        take_rank(my, answer->result);
        gm_instance_destroy(self->id);
        return;
    }
    double steps = FIRST_RETRY_STEPS * pow(2, my->fails++);
    gm_alarm_set(self, RETRY, gm_clamp(steps, 0, LAST_RETRY_STEPS));
}

static void on_retry(GmInstance *self, const GmEvent *event) {
    (void)event;
    Score *my = gm_vars(self);
    if (my->request == GM_NONE) post(my);
}

static void on_key_retry(GmInstance *self, const GmEvent *event) {
    (void)event;
    if (gm_alarm_get(self, RETRY) > 0) gm_alarm_set(self, RETRY, 1);
}

const GmObject obj_score = {
    .vars = GM_VARS(Score, name, score, request, fails),
    .on = {[GM_ASYNC_HTTP] = on_http,
           [GM_ALARM(RETRY)] = on_retry,
           [GM_KEY_PRESS('R')] = on_key_retry},
};
