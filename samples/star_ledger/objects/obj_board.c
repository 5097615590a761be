/* obj_board: draws the panel on the right: the link, the table, the download, what is kept. */
#include "ledger.h"

#include <string.h>

enum { LEFT = PANEL_X + 14, RIGHT = 640 - 14, TOP = 44, ROW = 27, COLUMNS = 30 };

void print(double x, double y, const char *words, double scale, GmColour colour, int align) {
    gm_draw_set_font("fnt_pixel");
    gm_draw_set_halign(align);
    gm_draw_set_colour(INK);
    gm_draw_text_transformed(x + scale, y + scale, words, scale, scale, 0);
    gm_draw_set_colour(colour);
    gm_draw_text_transformed(x, y, words, scale, scale, 0);
}

void note(double x, double y, const char *words, GmColour colour, int align) {
    gm_draw_set_font(GM_NONE);
    gm_draw_set_halign(align);
    gm_draw_set_colour(colour);
    gm_draw_text(x, y, strlen(words) > COLUMNS ? gm_text("%.*s..", COLUMNS - 2, words) : words);
}

static void draw_link(const Ledger *now) {
    static const char *const words[] = {"ASKING...", "ONLINE", "OFFLINE"};
    static const GmColour colours[] = {GOLD, MINT, CORAL};
    static const int lamps[] = {1, 2, 0};
    gm_draw_sprite("spr_lamp", lamps[now->link], LEFT - 2, 13);
    print(LEFT + 14, 14, "LEDGER", 1, MIST, GM_FA_LEFT);
    print(RIGHT, 14, words[now->link], 1, colours[now->link], GM_FA_RIGHT);
}

static void draw_row(const Row *row, int place, double y, const char *newest) {
    bool is_newest = row->is_new && strcmp(row->name, newest) == 0;
    GmColour colour = is_newest ? GOLD : row->is_new ? ICE : MIST;
    if (is_newest && gm_step_count() / 20 % 2 == 0) {
        gm_draw_set_colour(DUSK);
        gm_draw_rectangle(LEFT - 5, y - 1, RIGHT + 4, y + 24, false);
    }
    if (place < 3)
        gm_draw_sprite("spr_medal", place, LEFT - 2, y + 4);
    else
        note(LEFT + 5, y + 8, gm_text("%d", place + 1), STONE, GM_FA_CENTER);
    if (row->avatar == GM_NONE) gm_draw_sprite("spr_blank_face", 0, LEFT + 18, y);
    note(LEFT + 50, y + 8, row->name, colour, GM_FA_LEFT);
    note(RIGHT - 2, y + 8, gm_text("%d", row->score), colour, GM_FA_RIGHT);
}

/* Avatars draw themselves; here they are told where. */
static void draw_table(const Ledger *now) {
    for (int i = 0; i < now->row_count; i++) {
        GmInstance *avatar = gm_instance(now->rows[i].avatar);
        double y = TOP + i * ROW;
        if (avatar != NULL) avatar->x = i < ROWS ? LEFT + 18 : -100;
        if (avatar != NULL) avatar->y = y;
        if (i < ROWS) draw_row(&now->rows[i], i, y, now->newest);
    }
    if (now->row_count > 0) return;
    gm_draw_sprite("spr_spinner", gm_step_count() / 4, PANEL_X + PANEL_WIDTH / 2, 130);
    note(PANEL_X + PANEL_WIDTH / 2, 150, "no table yet", STONE, GM_FA_CENTER);
    note(PANEL_X + PANEL_WIDTH / 2, 166, now->trouble, CORAL, GM_FA_CENTER);
}

static void draw_map_progress(void) {
    const StarMap *map = gm_vars(gm_instance("obj_star_map"));
    bool is_coming = map->request != GM_NONE;
    const char *words = map->light > 0    ? "star map: here"
                        : is_coming       ? gm_text("star map: %d%%", (int)(map->share * 100))
                        : map->trouble[0] ? map->trouble
                                          : "star map";
    note(LEFT, 276, words, map->trouble[0] ? CORAL : ICE, GM_FA_LEFT);
    gm_draw_set_colour(SLATE);
    gm_draw_rectangle(LEFT, 294, RIGHT, 303, false);
    double share = map->light > 0 ? 1 : map->share;
    if (share > 0)
        gm_draw_rectangle_colour(LEFT + 1, 295, LEFT + 1 + share * (RIGHT - LEFT - 2), 302, SEA,
                                 MINT, MINT, SEA, false);
}

/* What O does next: the line is good, then cut, then silent. */
static const char *const line_states[LINES] = {"the line is good", "the line is cut",
                                               "the line is silent"};
static const char *const line_hints[LINES] = {"O: cut it", "O: silence it", "O: mend it"};

/* The scores that are still here, how the link is, or where the newest score stands. */
static void draw_kept(const Ledger *now) {
    int kept = gm_instance_number("obj_score");
    const Score *oldest = kept > 0 ? gm_vars(gm_instance("obj_score")) : NULL;
    bool is_down = now->link == LINK_DOWN || (oldest != NULL && oldest->request == GM_NONE);
    const char *what = line_states[now->line], *more = "";
    if (now->rank > 0) more = gm_text("%s: no. %d today", now->newest, now->rank);
    if (is_down) more = "R: retry";
    if (is_down) what = "offline: scores are kept here";
    if (is_down && kept > 0) what = gm_text("offline: %d kept here", kept);
    if (!is_down && oldest != NULL) what = gm_text("sending %s: %d", oldest->name, oldest->score);
    note(LEFT, 325, what, is_down ? CORAL : oldest != NULL ? GOLD : MINT, GM_FA_LEFT);
    note(LEFT, 338, more, STONE, GM_FA_LEFT);
    note(RIGHT, 338, line_hints[now->line], ASH, GM_FA_RIGHT);
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    const Ledger *now = ledger();
    gm_draw_sprite("spr_panel", 0, PANEL_X, 0);
    draw_link(now);
    draw_table(now);
    draw_map_progress();
    draw_kept(now);
}

const GmObject obj_board = {
    .on = {[GM_DRAW_GUI_BEGIN] = draw},
};
