/* obj_friends: who else has a shop, how well it goes, and what they look like. */
#include "shop.h"

#include <string.h>

#define THE_BOARD "takings"
enum { AGAIN_STEPS = 600 };

/* MARK: asking */

static void look_again(GmInstance *self, const GmEvent *event) {
    (void)event;
    Friends *my = gm_vars(self);
    gm_alarm_set(self, LOOK_AGAIN, AGAIN_STEPS);
    if (!gm_achievement_available()) {
        report(&my->report, LAMP_NONE, "none is chosen");
    } else if (!gm_achievement_login_status()) {
        gm_achievement_login();
    } else {
        gm_achievement_post_score(THE_BOARD, the_shop()->earned);
        gm_achievement_post("a hundred customers", the_shop()->served);
        gm_achievement_load_leaderboard(THE_BOARD, 1, ROW_COUNT);
    }
}

static void create(GmInstance *self, const GmEvent *event) {
    Friends *my = gm_vars(self);
    report(&my->report, LAMP_ASKING, "logging in");
    look_again(self, event);
}

static Face *face_of(Friends *my, const char *player) {
    for (int i = 0; i < my->face_count; i++)
        if (strcmp(my->faces[i].player, player) == 0) return &my->faces[i];
    return NULL;
}

int friends_face(const Friends *friends, const char *player) {
    const Face *face = face_of((Friends *)friends, player);
    return face != NULL ? face->sprite : GM_NONE;
}

static void ask_for_face(Friends *my, const char *player) {
    Face *face = face_of(my, player);
    if (face == NULL && my->face_count == FACE_COUNT) return;
    if (face == NULL) {
        face = &my->faces[my->face_count++];
        *face = (Face){.request = GM_NONE, .sprite = GM_NONE};
        gm_copy_text(face->player, sizeof face->player, player);
    }
    if (face->sprite == GM_NONE && face->request == GM_NONE)
        face->request = gm_achievement_get_pic(player);
}

/* MARK: answers */

static void read_rows(Friends *my, int map, int count) {
    my->row_count = count < ROW_COUNT ? count : ROW_COUNT;
    for (int i = 0; i < my->row_count; i++) {
        Row *row = &my->rows[i];
        gm_copy_text(row->name, sizeof row->name,
                     gm_ds_map_find_string(map, gm_text("Player%d", i), ""));
        gm_copy_text(row->player, sizeof row->player,
                     gm_ds_map_find_string(map, gm_text("Playerid%d", i), ""));
        row->rank = (int)gm_ds_map_find_real(map, gm_text("Rank%d", i), 0);
        row->score = (int)gm_ds_map_find_real(map, gm_text("Score%d", i), 0);
        ask_for_face(my, row->player);
    }
}

static void fail(Friends *my, const GmAsyncSocial *told) {
    for (int i = 0; i < my->face_count; i++)
        if (my->faces[i].request == told->request) my->faces[i].request = GM_NONE;
    report(&my->report, LAMP_OFFLINE, told->error);
}

static void take_face(Friends *my, const GmAsyncSocial *told) {
    Face *face = face_of(my, told->playerid);
    if (face == NULL) return;
    if (face->sprite != GM_NONE) gm_sprite_delete(face->sprite);
    face->sprite = told->spriteid;
}

static void on_social(GmInstance *self, const GmEvent *event) {
    Friends *my = gm_vars(self);
    const GmAsyncSocial *told = gm_async_social(event);
    if (told->error[0] != '\0') {
        fail(my, told);
    } else if (told->id == GM_ACHIEVEMENT_OUR_INFO) {
        report(&my->report, LAMP_FINE, gm_text("hello, %s", told->name));
        look_again(self, event);
    } else if (told->id == GM_ACHIEVEMENT_LEADERBOARD_INFO) {
        read_rows(my, gm_async_load(), told->numentries);
        report(&my->report, LAMP_FINE, "your friends have shops, too");
    } else if (told->id == GM_ACHIEVEMENT_PIC_LOADED) {
        take_face(my, told);
    }
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Friends *my = gm_vars(self);
    for (int i = 0; i < my->face_count; i++)
        if (my->faces[i].sprite != GM_NONE) gm_sprite_delete(my->faces[i].sprite);
}

const GmObject obj_friends = {
    .vars = GM_VARS(Friends, report, rows, row_count, faces, face_count),
    .on = {[GM_CREATE] = create,
           [GM_ALARM(LOOK_AGAIN)] = look_again,
           [GM_USER(LOOK_AGAIN)] = look_again,
           [GM_ASYNC_SOCIAL] = on_social,
           [GM_CLEAN_UP] = clean_up},
};
