/* obj_dialogs: what a person is asked (63) while the game goes on. */
#include "lab.h"

void act_message(int button) {
    open_add(63, gm_show_message_async("The game goes on behind this."), button, "message");
}

void act_question(int button) {
    open_add(63, gm_show_question_async("Do the pendulums still swing?"), button, "question");
}

void act_string(int button) {
    open_add(63, gm_get_string_async("What is your name?", "Pip"), button, "string");
}

void act_integer(int button) {
    open_add(63, gm_get_integer_async("How many pendulums are there?", 12), button, "integer");
}

void act_login(int button) {
    open_add(63, gm_get_login_async("pip", ""), button, "login");
}

/* A dialog that nobody answers must not stay in the demo's way. */
void dialogs_cancel(int older_than) {
    for (GmWith each = gm_with("obj_open"); gm_with_next(&each);) {
        const Open *open = gm_vars(each.self);
        if (open->number == 63 && open->steps > older_than) gm_request_cancel(open->id);
    }
}

const GmObject obj_dialogs = {0};
