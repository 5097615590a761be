/* obj_panel: a lamp for each service and what it says; the board, the medals and the friends. */
#include "shop.h"

static const char *const names[GM_SERVICE_KIND_COUNT] = {[GM_SERVICE_CLOUD] = "CLOUD",
                                                         [GM_SERVICE_PUSH] = "NOTIFICATIONS",
                                                         [GM_SERVICE_IAP] = "PURCHASES",
                                                         [GM_SERVICE_STEAM] = "STEAM",
                                                         [GM_SERVICE_SOCIAL] = "FRIENDS"};
enum { LETTERS = 29, WIDE = 190, LAMP_HIGH = 26 };

static void draw_report(double x, double y, const char *name, const Report *report) {
    static const GmColour colours[] = {
        [LAMP_NONE] = STONE, [LAMP_OFFLINE] = CORAL, [LAMP_ASKING] = GOLD, [LAMP_FINE] = MINT};
    char says[LETTERS + 1];
    gm_copy_text(says, sizeof says, report->says);
    gm_draw_sprite("spr_lamp", report->lamp, x + 7, y + 5);
    if (report->lamp == LAMP_ASKING)
        gm_draw_sprite("spr_spinner", gm_step_count() / 4, x + 162, y + 7);
    note(x + 18, y, name, 1, colours[report->lamp], GM_FA_LEFT);
    note(x, y + 11, says, 1, report->lamp == LAMP_NONE ? STONE : ASH, GM_FA_LEFT);
}

static void draw_board(double x, double y) {
    const Steam *steam = gm_vars(service(GM_SERVICE_STEAM));
    gm_draw_set_colour(0x504A84);
    gm_draw_line(x, y - 3, x + WIDE - 20, y - 3);
    for (int i = 0; i < MEDAL_COUNT; i++)
        gm_draw_sprite("spr_medal", steam->has_medal[i], x + 9 + i * 17, y + 12);
    note(x + WIDE - 22, y, gm_text("%d earned", the_shop()->earned), 1, GOLD, GM_FA_RIGHT);
    if (steam->rank > 0)
        note(x + WIDE - 22, y + 11, gm_text("place %d of %d", steam->rank, steam->players), 1, MIST,
             GM_FA_RIGHT);
}

static void draw_row(const Friends *friends, const Row *row, double x, double y) {
    int face = friends_face(friends, row->player);
    gm_draw_set_colour(0x504A84);
    gm_draw_rectangle(x, y, x + 20, y + 20, false);
    if (face != GM_NONE) gm_draw_sprite_stretched(face, 0, x + 1, y + 1, 19, 19);
    note(x + 27, y + 2, gm_text("%d %s", row->rank, row->name), 1, CREAM, GM_FA_LEFT);
    note(x + WIDE - 22, y + 2, gm_text("%d", row->score), 1, GOLD, GM_FA_RIGHT);
}

static void draw_gui(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Friends *friends = gm_vars(service(GM_SERVICE_SOCIAL));
    double x = self->x + 11, y = self->y + 8;
    gm_draw_sprite("spr_panel", 0, self->x + 2, self->y);
    for (int i = 0; i < GM_SERVICE_KIND_COUNT; i++, y += LAMP_HIGH)
        draw_report(x, y, names[i], report_of((GmServiceKind)i));
    draw_board(x, y + 4);
    for (int i = 0; i < friends->row_count; i++)
        draw_row(friends, &friends->rows[i], x, y + 32 + i * 24);
}

const GmObject obj_panel = {.on = {[GM_DRAW_GUI] = draw_gui}};
