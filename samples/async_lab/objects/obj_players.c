/* obj_players: other people: scores (69), friends (70), and notifications (71). */
#include "lab.h"

/* Which is made if it is not there. What is asked for is done in order. */
void act_score(int button) {
    int board = gm_steam_create_leaderboard("best run", GM_LB_SORT_DESCENDING, GM_LB_DISP_NUMERIC);
    open_add(69, board, button, "leaderboard");
    open_add(69, gm_steam_upload_score("best run", 500 + gm_step_count()), button, "score");
}

void act_scores(int button) {
    open_add(69, gm_steam_download_scores("best run", 1, 10), button, "scores");
}

void act_friends(int button) {
    if (!gm_achievement_login_status()) open_add(70, gm_achievement_login(), button, "login");
    open_add(70, gm_achievement_load_friends(), button, "friends");
}

/* From a server: no call is answered. */
void act_push_now(int button) {
    (void)button;
    gm_service_simulate(GM_SERVICE_PUSH, "remote The server says hello.");
}

void act_push_later(int button) {
    int index = gm_push_local_notification(gm_push_date_in(2), "Async Lab", "Two seconds are over.",
                                           "from the lab");
    open_add(71, index, button, "in two seconds");
}

const GmObject obj_players = {0};
