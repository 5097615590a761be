/* obj_quiz: the evening, stage by stage. Two kinds of answers drive it: those of people (dialogs)
 * and those of the server (HTTP); while it waits for either, the stage goes on playing. */
#include "quiz.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { POINTS = 100, STEPS_A_POINT = 12, DEADLINE_MS = 5000 };

static void enter(Quiz *my, Stage stage) {
    my->stage = stage;
    my->steps = 0;
}

/* MARK: rounds */

static void begin_round(Quiz *my) {
    my->number = 1;
    my->points = 0;
    my->question = question_fetch(1);
    my->next = GM_NOONE;
    enter(my, STAGE_WAIT);
}

/* The clock begins, and the question after this one is asked for meanwhile. */
static void ask(Quiz *my) {
    const Question *question = question_of(my->question);
    if (strcmp(question->kind, "integer") == 0)
        my->dialog = gm_get_integer_async(question->ask, 0);
    else if (strcmp(question->kind, "string") == 0)
        my->dialog = gm_get_string_async(question->ask, "");
    else
        my->dialog = gm_show_question_async(question->ask);
    my->is_late = false;
    if (my->number < QUESTIONS) my->next = question_fetch(my->number + 1);
    enter(my, STAGE_ASK);
}

static void reveal(Quiz *my, const char *said) {
    bool is_right = !my->is_late && strcasecmp(said, question_of(my->question)->answer) == 0;
    gm_copy_text(my->said, sizeof my->said, my->is_late ? "nothing in time" : said);
    my->was_right = is_right;
    my->won = is_right ? POINTS + (TIME_STEPS - my->steps) / STEPS_A_POINT : 0;
    my->points += my->won;
    gm_audio_play_sound(is_right ? "snd_confirm" : "snd_hurt", 5, false);
    enter(my, STAGE_REVEAL);
}

/* MARK: the table */

static int request(const char *body) {
    return gm_http_request_ext(&(GmHttpRequest){.url = gm_text("%s/scores", gm_game_origin()),
                                                .method = body != NULL ? "POST" : "GET",
                                                .body = body,
                                                .timeout_ms = DEADLINE_MS});
}

static void send_score(Quiz *my) {
    int map = gm_ds_map_create();
    gm_ds_map_set_string(map, "name", my->name);
    gm_ds_map_set(map, "score", my->points);
    my->request = request(gm_json_encode(map));
    gm_ds_map_destroy(map);
    my->table_count = 0;
    my->trouble[0] = '\0';
    enter(my, STAGE_TABLE);
}

static void read_table(Quiz *my, const char *json) {
    int map = gm_json_decode(json);
    int list = (int)gm_ds_map_find_real(map, "scores", GM_NONE);
    for (int i = 0; gm_ds_exists(list, GM_DS_TYPE_LIST) && i < gm_ds_list_size(list); i++) {
        int row = (int)gm_ds_list_find_real(list, i, GM_NONE);
        if (my->table_count == TABLE_ROWS) break;
        gm_copy_text(my->table[my->table_count++], sizeof my->table[0],
                     gm_text("%-18s %5d", gm_ds_map_find_string(row, "name", "?"),
                             (int)gm_ds_map_find_real(row, "score", 0)));
    }
    if (map != GM_NONE) gm_ds_map_destroy(map);
}

/* MARK: what comes in */

/* What a person said, as a text that can be compared with the right answer. */
static const char *said_in(const GmAsyncDialog *dialog, const char *kind) {
    if (strcmp(kind, "question") == 0) return dialog->status == 1 ? "yes" : "no";
    return dialog->status == 1 ? dialog->result : "I pass";
}

static void on_dialog(GmInstance *self, const GmEvent *event) {
    Quiz *my = gm_vars(self);
    const GmAsyncDialog *dialog = gm_async_dialog(event);
    if (dialog->id != my->dialog) return;
    my->dialog = GM_NONE;
    if (my->stage == STAGE_NAME) {
        bool is_given = dialog->status == 1 && dialog->result[0] != '\0';
        gm_copy_text(my->name, sizeof my->name, is_given ? dialog->result : "Somebody");
        begin_round(my);
    } else if (my->stage == STAGE_ASK) {
        reveal(my, said_in(dialog, question_of(my->question)->kind));
    } else if (dialog->status == 1) {
        begin_round(my);
    } else {
        gm_game_end();
    }
}

static void on_http(GmInstance *self, const GmEvent *event) {
    Quiz *my = gm_vars(self);
    const GmAsyncHttp *answer = gm_async_http(event);
    if (answer->id != my->request || answer->status > 0) return;
    my->request = GM_NONE;
    if (answer->status < 0 || answer->http_status >= 400)
        gm_copy_text(my->trouble, sizeof my->trouble, "The table cannot be reached.");
    else if (answer->http_status == 201)
        my->request = request(NULL);
    else
        read_table(my, answer->result);
}

/* MARK: steps */

static void after_reveal(Quiz *my) {
    gm_instance_destroy(my->question);
    my->question = my->next;
    my->next = GM_NOONE;
    my->number++;
    if (my->number > QUESTIONS)
        send_score(my);
    else
        enter(my, STAGE_WAIT);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Quiz *my = gm_vars(self);
    my->steps++;
    switch (my->stage) {
    case STAGE_NAME:
        if (my->steps == 60) my->dialog = gm_get_string_async("Welcome! Who is playing?", "Pip");
        break;
    case STAGE_WAIT:
        if (my->steps >= 30 && question_of(my->question)->is_here) ask(my);
        break;
    case STAGE_ASK:
        if (my->steps == TIME_STEPS) gm_request_cancel(my->dialog); /* its event follows */
        my->is_late = my->steps >= TIME_STEPS;
        if (!my->is_late && my->steps > TIME_STEPS / 2 && my->steps % 60 == 0)
            gm_audio_play_sound("snd_blip", 1, false);
        break;
    case STAGE_REVEAL:
        if (my->steps == REVEAL_STEPS) after_reveal(my);
        break;
    case STAGE_TABLE:
        if (my->request == GM_NONE && my->steps > REVEAL_STEPS) {
            my->dialog = gm_show_question_async("Another round?");
            enter(my, STAGE_AGAIN);
        }
        break;
    case STAGE_AGAIN:
        break;
    }
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Quiz *my = gm_vars(self);
    my->dialog = my->request = GM_NONE;
    my->question = my->next = GM_NOONE;
    gm_audio_play_sound_ext("mus_calm", 1, true, 0.4, 0, 1);
}

const GmObject obj_quiz = {
    .vars = GM_VARS(Quiz, stage, steps, dialog, number, question, next, points, won, was_right,
                    is_late, name, said, request, table, table_count, trouble),
    .on = {[GM_CREATE] = create,
           [GM_STEP] = step,
           [GM_ASYNC_DIALOG] = on_dialog,
           [GM_ASYNC_HTTP] = on_http},
};
