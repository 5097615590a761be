/* obj_simulator: does to the services what the network, a bank, a server or another machine would:
 * for demonstrations. It can only drive simulators, which game.json chooses. */
#include "shop.h"

static const char *const outcomes[] = {"approve", "pending", "decline", "fail"};
enum { OUTCOMES = sizeof outcomes / sizeof outcomes[0] };

static Simulator *the_simulator(void) {
    return gm_vars(gm_instance("obj_simulator"));
}

const char *simulator_next(void) {
    return outcomes[the_simulator()->next];
}

/* A real service is tried once. */
static bool drive(GmServiceKind kind, const char *what) {
    bool *is_real = &the_simulator()->is_real[kind];
    bool is_chosen = report_of(kind)->lamp != LAMP_NONE;
    if (is_chosen && !*is_real) *is_real = !gm_service_simulate(kind, what);
    if (!is_chosen) shop_tell("There is no such service.");
    if (*is_real) shop_tell("That service is no simulator.");
    return is_chosen && !*is_real;
}

/* Notifications need no line. */
static void cut_line(Simulator *my) {
    static const GmServiceKind kinds[] = {GM_SERVICE_CLOUD, GM_SERVICE_IAP, GM_SERVICE_STEAM,
                                          GM_SERVICE_SOCIAL};
    my->is_offline = !my->is_offline;
    shop_tell(my->is_offline ? "The line is cut." : "The line is back.");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (report_of(kinds[i])->lamp == LAMP_NONE) continue;
        drive(kinds[i], my->is_offline ? "offline" : "online");
        gm_event_user(service(kinds[i]), LOOK_AGAIN);
    }
}

/* One that is a good deal further on. */
static void save_elsewhere(void) {
    Shop other = *the_shop();
    other.day++;
    other.coins += 150;
    other.earned += 150;
    other.shelves = MOST_SHELVES;
    if (drive(GM_SERVICE_CLOUD, gm_text("save %s", book_write(&other, false))))
        shop_tell("Another machine has saved its shop.");
}

static void choose_next(Simulator *my) {
    my->next = (my->next + 1) % OUTCOMES;
    drive(GM_SERVICE_IAP, outcomes[my->next]);
}

/* The shop is asked afterwards, so that there is a request whose answer comes behind the news. */
static void with_token(const char *what, const char *token, const char *otherwise) {
    if (token[0] == '\0')
        shop_tell(otherwise);
    else if (drive(GM_SERVICE_IAP, gm_text("%s %s", what, token)))
        gm_event_user(service(GM_SERVICE_IAP), LOOK_AGAIN);
}

void simulator_do(Deed deed) {
    const Purchases *purchases = gm_vars(service(GM_SERVICE_IAP));
    switch (deed) {
    case CUT_LINE:
        cut_line(the_simulator());
        break;
    case SAVE_ELSEWHERE:
        save_elsewhere();
        break;
    case CHOOSE_NEXT:
        choose_next(the_simulator());
        break;
    case PAY:
        with_token("pay", purchases->pending, "Nothing is pending.");
        break;
    case REFUND:
        with_token("refund", purchases->paid, "Nothing has been paid.");
        break;
    case PUSH:
        drive(GM_SERVICE_PUSH, "remote A bus full of tourists stops!");
        break;
    default:
        break;
    }
}

/* The simulated shop does as it was told once. */
static void on_iap(GmInstance *self, const GmEvent *event) {
    Simulator *my = gm_vars(self);
    const GmAsyncIap *told = gm_async_iap(event);
    if (told->id == GM_IAP_EV_PURCHASE && told->request != -1) my->next = 0;
}

const GmObject obj_simulator = {.vars = GM_VARS(Simulator, is_offline, next, is_real),
                                .on = {[GM_ASYNC_IAP] = on_iap}};
