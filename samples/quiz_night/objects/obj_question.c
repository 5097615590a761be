/* obj_question: fetches one question and reads it. What fails is asked for again, later and later.
 */
#include "quiz.h"

#include <math.h>

enum { RETRY = 0, FIRST_RETRY_STEPS = 60, LAST_RETRY_STEPS = 600, DEADLINE_MS = 8000 };

static void ask(Question *my) {
    my->request = gm_http_request_ext(
        &(GmHttpRequest){.url = gm_text("%s/questions/%d", gm_game_origin(), my->number),
                         .timeout_ms = DEADLINE_MS});
}

int question_fetch(int number) {
    int id = gm_instance_create_layer(0, 0, "Rules", "obj_question");
    Question *its = gm_vars(gm_instance(id));
    its->number = number;
    ask(its);
    return id;
}

static void take_text(char *to, size_t size, int map, const char *key) {
    gm_copy_text(to, size, gm_ds_map_find_string(map, key, ""));
}

/* False: it is no question. */
static bool read(Question *my, const char *json) {
    int map = gm_json_decode(json);
    take_text(my->kind, sizeof my->kind, map, "kind");
    take_text(my->ask, sizeof my->ask, map, "ask");
    take_text(my->answer, sizeof my->answer, map, "answer");
    take_text(my->fact, sizeof my->fact, map, "fact");
    if (map != GM_NONE) gm_ds_map_destroy(map);
    return my->ask[0] != '\0' && my->answer[0] != '\0';
}

static void fail(GmInstance *self, Question *my, const char *why) {
    gm_copy_text(my->trouble, sizeof my->trouble, why);
    gm_alarm_set(self, RETRY, fmin(FIRST_RETRY_STEPS * pow(2, my->fails++), LAST_RETRY_STEPS));
}

static void on_http(GmInstance *self, const GmEvent *event) {
    Question *my = gm_vars(self);
    const GmAsyncHttp *answer = gm_async_http(event);
    if (answer->id != my->request || answer->status > 0) return;
    if (answer->status < 0)
        fail(self, my, "the line broke");
    else if (answer->http_status != 200)
        fail(self, my, gm_text("the server said %d", answer->http_status));
    else if (!read(my, answer->result))
        fail(self, my, "that was no question");
    else
        my->is_here = true;
}

static void on_retry(GmInstance *self, const GmEvent *event) {
    (void)event;
    ask(gm_vars(self));
}

const GmObject obj_question = {
    .vars = GM_VARS(Question, number, request, fails, is_here, kind, ask, answer, fact, trouble),
    .on = {[GM_ALARM(RETRY)] = on_retry, [GM_ASYNC_HTTP] = on_http},
};
