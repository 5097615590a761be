/* obj_lab: the buttons' names and functions, and the buttons of the lab itself. Each of the others
 * has one short function in the object of its theme, which asks for something and shows the
 * request. The answers are taken by obj_recorder, which logs all of them, and by whoever asked. */
#include "lab.h"

#include <string.h>

/* Raises every number there is, now: each handler runs before gm_event_perform_async returns. */
static void act_perform(int button) {
    (void)button;
    for (int number = FIRST_ASYNC; number <= LAST_ASYNC; number++) {
        if (event_title(number) == NULL) continue;
        int map = gm_ds_map_create();
        gm_ds_map_set_string(map, "note", "performed");
        gm_ds_map_set(map, "event", number);
        gm_event_perform_async(number, map); /* destroys the map */
    }
}

/* No request: it comes to all objects in a later step. */
static void act_broadcast(int button) {
    (void)button;
    gm_message("the bell rings");
}

static void act_cancel(int button) {
    (void)button;
    open_cancel_all();
}

static void act_clear(int button) {
    (void)button;
    log_clear();
}

#define ACT(name)                                                                                  \
    { #name, act_##name }
static const struct {
    const char *name;
    Act *run;
} actions[] = {ACT(get),     ACT(post),       ACT(file),        ACT(large),      ACT(fail),
               ACT(picture), ACT(huge),       ACT(broken),      ACT(sound),      ACT(play),
               ACT(queue),   ACT(record),     ACT(audio_group), ACT(message),    ACT(question),
               ACT(string),  ACT(integer),    ACT(login),       ACT(save),       ACT(group),
               ACT(damage),  ACT(zip),        ACT(network),     ACT(buy),        ACT(decline),
               ACT(refund),  ACT(cloud_save), ACT(synchronise), ACT(conflict),   ACT(score),
               ACT(scores),  ACT(friends),    ACT(push_now),    ACT(push_later), ACT(job),
               ACT(thread),  ACT(broadcast),  ACT(perform),     ACT(offline),    ACT(cancel),
               ACT(delay),   ACT(failure),    ACT(clear)};

void lab_do(const char *action, int button) {
    lab()->pressed++;
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
        if (strcmp(actions[i].name, action) == 0) actions[i].run(button);
}

const GmObject obj_lab = {
    .vars = GM_VARS(Lab, pressed),
};
