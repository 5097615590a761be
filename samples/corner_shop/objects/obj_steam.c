/* obj_steam: the takings go to a leaderboard, and there are three medals to be won. */
#include "shop.h"

#include <stdlib.h>
#include <string.h>

#define THE_BOARD "takings"
enum { AGAIN_STEPS = 600, MOST_RANKS = 100 };
static const char *const medals[MEDAL_COUNT] = {"first sale", "four shelves", "500 earned"};

/* MARK: asking */

static bool is_won(int medal) {
    const Shop *shop = the_shop();
    return medal == 0 ? shop->served > 0 : medal == 1 ? shop->shelves == 4 : shop->earned >= 500;
}

static void give_medals(Steam *my) {
    for (int i = 0; i < MEDAL_COUNT; i++) {
        my->has_medal[i] = gm_steam_get_achievement(medals[i]);
        if (my->has_medal[i] || !is_won(i) || !gm_steam_set_achievement(medals[i])) continue;
        my->has_medal[i] = true;
        shop_tell(gm_text("A medal: %s!", medals[i]));
    }
}

static void look_again(GmInstance *self, const GmEvent *event) {
    (void)event;
    Steam *my = gm_vars(self);
    gm_alarm_set(self, LOOK_AGAIN, AGAIN_STEPS);
    if (my->report.lamp == LAMP_NONE) return;
    give_medals(my);
    if (my->has_board)
        gm_steam_upload_score(THE_BOARD, the_shop()->earned);
    else
        gm_steam_create_leaderboard(THE_BOARD, GM_LB_SORT_DESCENDING, GM_LB_DISP_NUMERIC);
}

static void create(GmInstance *self, const GmEvent *event) {
    Steam *my = gm_vars(self);
    report(&my->report, LAMP_ASKING, "looking for the board");
    if (gm_steam_initialised())
        look_again(self, event);
    else if (gm_steam_init_result() == -1)
        report(&my->report, LAMP_NONE, "none is chosen");
    else
        report(&my->report, LAMP_NONE, gm_steam_init_message());
}

/* MARK: answers */

static void read_board(Steam *my, const GmAsyncSteam *told) {
    int map = gm_json_decode(told->entries);
    int list = (int)gm_ds_map_find_real(map, "entries", GM_NONE);
    const char *me = gm_text("%lld", (long long)gm_steam_get_user_steam_id());
    for (int i = 0; i < told->num_entries; i++) {
        int entry = (int)gm_ds_list_find_real(list, i, GM_NONE);
        if (strcmp(gm_ds_map_find_string(entry, "userID", ""), me) == 0)
            my->rank = (int)gm_ds_map_find_real(entry, "rank", 0);
    }
    my->players = told->num_entries;
    if (map != GM_NONE) gm_ds_map_destroy(map);
    report(&my->report, LAMP_FINE, "the takings are on the board");
}

static void on_steam(GmInstance *self, const GmEvent *event) {
    Steam *my = gm_vars(self);
    const GmAsyncSteam *told = gm_async_steam(event);
    if (strcmp(told->lb_name, THE_BOARD) != 0) return; /* the overlay, names and pictures */
    bool is_uploaded = strcmp(told->event_type, "leaderboard_upload") == 0;
    if (is_uploaded ? !told->success : told->status < 0)
        report(&my->report, LAMP_OFFLINE, "offline; tried again later");
    else if (is_uploaded)
        gm_steam_download_scores(THE_BOARD, 1, MOST_RANKS);
    else if (strcmp(told->event_type, "leaderboard_download") == 0)
        read_board(my, told);
    else {
        my->has_board = true;
        gm_steam_upload_score(THE_BOARD, the_shop()->earned);
    }
}

const GmObject obj_steam = {
    .vars = GM_VARS(Steam, report, has_board, rank, players, has_medal),
    .on = {[GM_CREATE] = create,
           [GM_ALARM(LOOK_AGAIN)] = look_again,
           [GM_USER(LOOK_AGAIN)] = look_again,
           [GM_ASYNC_STEAM] = on_steam},
};
