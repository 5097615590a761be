/* obj_notices: a notification comes when the shelves will be empty, whether the game runs or not;
 * and what a server sends is read out. */
#include "shop.h"

#include <string.h>

typedef struct Notices {
    Report report;
    int index; /* of the one that is scheduled; GM_NONE: none */
    int count; /* that came */
} Notices;

static Notices *the_notices(void) {
    return gm_vars(service(GM_SERVICE_PUSH));
}

/* The one before makes way. Customers keep nobody waiting so long: it comes too early only if they
 * stay away, and at once if the shelves are empty. */
void notices_plan(void) {
    Notices *my = the_notices();
    int stock = the_shop()->stock;
    if (my->report.lamp == LAMP_NONE) return;
    if (my->index != GM_NONE) gm_push_cancel_local_notification(my->index);
    double seconds = 3.0 * stock * shop_customer_steps() / gm_game_get_speed();
    my->index = gm_push_local_notification(gm_push_date_in(seconds), "Corner Shop",
                                           "Your shelves are empty.", "shelves");
    if (my->index == GM_NONE)
        report(&my->report, LAMP_NONE, "none is chosen");
    else
        report(&my->report, LAMP_FINE, gm_text("empty in %.0f s, at the latest", seconds));
}

/* One that was scheduled before the game ended is still there. */
static void on_start(GmInstance *self, const GmEvent *event) {
    (void)event;
    Notices *my = gm_vars(self);
    int map = gm_ds_map_create();
    report(&my->report, LAMP_FINE, "the next was planned before");
    my->index = gm_push_get_first_local_notification(map);
    gm_ds_map_destroy(map);
    if (my->index == GM_NONE) notices_plan();
}

/* While the game was off customers came, too. Else it may come too early, if they stay away. */
static void on_local(Notices *my, const GmAsyncPush *notice) {
    if (notice->index == my->index) my->index = GM_NONE;
    if (notice->late > 0) {
        shop_tell(gm_text("While you were away all was sold: +%d.", shop_sell_all()));
        report(&my->report, LAMP_FINE, "the shelves are empty");
        return;
    }
    if (the_shop()->stock > 0) {
        notices_plan();
        return;
    }
    my->count++;
    gm_audio_play_sound("snd_hurt", 4, false);
    shop_tell("Your shelves are empty.");
    report(&my->report, LAMP_FINE, "the shelves are empty");
}

static void on_push(GmInstance *self, const GmEvent *event) {
    Notices *my = gm_vars(self);
    const GmAsyncPush *notice = gm_async_push(event);
    if (notice->status == 0) {
        report(&my->report, LAMP_OFFLINE, notice->error);
    } else if (strcmp(notice->type, "local") == 0) {
        on_local(my, notice);
    } else if (strcmp(notice->type, "remote") == 0) {
        my->count++;
        shop_tell(notice->data);
        report(&my->report, LAMP_FINE, "a server has sent one");
    } else if (strcmp(notice->type, "click") == 0) {
        shop_restock();
    }
}

const GmObject obj_notices = {
    .vars = GM_VARS(Notices, report, index, count),
    .on = {[GM_ROOM_START] = on_start, [GM_ASYNC_PUSH_NOTIFICATION] = on_push},
};
