/* obj_cloud: saves the shop to the cloud when told, and now and then; and asks the player when
 * another machine has saved meanwhile. */
#include "shop.h"

enum { SAVE_STEPS = 1800 };

/* MARK: asking */

static Cloud *the_cloud(void) {
    return gm_vars(service(GM_SERVICE_CLOUD));
}

void cloud_save(void) {
    Cloud *my = the_cloud();
    const Shop *shop = the_shop();
    report(&my->report, LAMP_ASKING, "saving");
    gm_cloud_string_save(book_write(shop, false),
                         gm_text("day %d, %d coins", shop->day, shop->coins));
}

void cloud_resolve(bool use_mine) {
    Cloud *my = the_cloud();
    if (!my->has_conflict) return;
    report(&my->report, LAMP_ASKING, use_mine ? "keeping mine" : "taking theirs");
    my->resolving = gm_cloud_resolve(use_mine);
}

static void look_again(GmInstance *self, const GmEvent *event) {
    (void)event;
    Cloud *my = gm_vars(self);
    if (my->report.lamp != LAMP_NONE) gm_cloud_synchronise();
}

static void on_alarm(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Cloud *my = gm_vars(self);
    if (my->report.lamp != LAMP_NONE && !my->has_conflict) cloud_save();
    gm_alarm_set(self, LOOK_AGAIN, SAVE_STEPS);
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Cloud *my = gm_vars(self);
    my->resolving = GM_NONE;
    report(&my->report, LAMP_ASKING, "is there a newer shop?");
    gm_alarm_set(self, LOOK_AGAIN, SAVE_STEPS);
    gm_cloud_synchronise();
}

/* MARK: answers */

/* A shop that came from the cloud is taken if the player chose it, or if it is further on. */
static void take(Cloud *my, const GmAsyncCloud *answer, bool is_chosen) {
    Shop other = *the_shop();
    if (!book_read(&other, answer->result, false)) {
        report(&my->report, LAMP_FINE, "what is there is no shop");
    } else if (is_chosen || other.earned > the_shop()->earned) {
        *the_shop() = other;
        shop_tell("The shop of the other machine is yours now.");
        report(&my->report, LAMP_FINE, "fetched from the cloud");
        book_keep();
        notices_plan();
    } else {
        report(&my->report, LAMP_FINE, "what is there is older");
    }
}

static void on_conflict(Cloud *my, const GmAsyncCloud *answer) {
    my->theirs = *the_shop();
    my->has_conflict = true;
    book_read(&my->theirs, answer->conflict, false);
    report(&my->report, LAMP_FINE, "two shops: mine or theirs?");
}

static void on_cloud(GmInstance *self, const GmEvent *event) {
    Cloud *my = gm_vars(self);
    const GmAsyncCloud *answer = gm_async_cloud(event);
    bool is_chosen = answer->id != -1 && answer->id == my->resolving;
    if (is_chosen) my->resolving = GM_NONE;
    if (answer->status == 2) {
        on_conflict(my, answer);
        return;
    }
    if (answer->status >= 0) my->has_conflict = false;
    if (answer->status == 0)
        take(my, answer, is_chosen);
    else if (answer->status == 1)
        report(&my->report, LAMP_FINE, "nothing newer there");
    else if (answer->status == 3)
        report(&my->report, LAMP_FINE, gm_text("saved: %s", answer->description));
    else
        report(&my->report, answer->status == -1 ? LAMP_NONE : LAMP_OFFLINE,
               answer->status == -1 ? "none, or not logged in" : "offline; the save waits");
}

/* MARK: the question */

static void draw_shop(double x, double y, const char *whose, const Shop *shop) {
    note(x, y, whose, 1, GOLD, GM_FA_LEFT);
    note(x, y + 15, gm_text("day %d", shop->day), 1, CREAM, GM_FA_LEFT);
    note(x, y + 27, gm_text("coins: %d", shop->coins), 1, CREAM, GM_FA_LEFT);
    note(x, y + 39, gm_text("shelves: %d", shop->shelves), 1, CREAM, GM_FA_LEFT);
}

static void draw_gui(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Cloud *my = gm_vars(self);
    if (!my->has_conflict) return;
    gm_draw_set_alpha(0.92);
    gm_draw_set_colour(INK);
    gm_draw_roundrect(96, 66, 350, 160, 6, false);
    gm_draw_set_alpha(1);
    gm_draw_set_colour(GOLD);
    gm_draw_roundrect(96, 66, 350, 160, 6, true);
    note(223, 72, "Another machine has saved, too.", 1, MIST, GM_FA_CENTER);
    draw_shop(120, 94, "M  keep mine", the_shop());
    draw_shop(236, 94, "T  take theirs", &my->theirs);
}

const GmObject obj_cloud = {
    .vars = GM_VARS(Cloud, report, resolving, has_conflict, theirs),
    .on = {[GM_CREATE] = create,
           [GM_ALARM(LOOK_AGAIN)] = on_alarm,
           [GM_USER(LOOK_AGAIN)] = look_again,
           [GM_ASYNC_CLOUD] = on_cloud,
           [GM_DRAW_GUI] = draw_gui},
};
