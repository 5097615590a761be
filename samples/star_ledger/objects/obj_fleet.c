/* obj_fleet: sends visitors, in groups, faster and faster. */
#include "ledger.h"

typedef struct Fleet {
    int groups; /* since the flight began */
    int phase;  /* obj_match's, as it was in the last step */
} Fleet;

enum { NEXT = 0, SLOWEST = 95, QUICKEST = 45 };

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_alarm_set(self, NEXT, 20);
}

/* count of a kind, side by side or in a V. */
static void send(const char *kind, int count, double dent) {
    double gap = 52, x = gm_random_range(50 + gap * count / 2, FIELD_WIDTH - 50 - gap * count / 2);
    for (int i = 0; i < count; i++) {
        double from_middle = i - (count - 1) / 2.0;
        gm_instance_create_layer(x + from_middle * gap, -20 - fabs(from_middle) * dent, "Ships",
                                 kind);
    }
}

static void on_alarm(GmInstance *self, const GmEvent *event) {
    (void)event;
    Fleet *my = gm_vars(self);
    switch (my->groups % 5) {
    case 0:
        send("obj_jelly", 3, 0);
        break;
    case 1:
        send("obj_beetle", 3, 26);
        break;
    case 2:
        send("obj_jelly", 5, 18);
        break;
    case 3:
        send("obj_eye", 1 + my->groups / 10, 0);
        break;
    default:
        send("obj_beetle", 5, -20);
        break;
    }
    my->groups++;
    gm_alarm_set(self, NEXT, gm_clamp(SLOWEST - 4 * my->groups, QUICKEST, SLOWEST));
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Fleet *my = gm_vars(self);
    if (match()->phase == PHASE_FLIGHT && my->phase != PHASE_FLIGHT) {
        my->groups = 0;
        gm_alarm_set(self, NEXT, 12);
    }
    my->phase = match()->phase;
}

const GmObject obj_fleet = {
    .vars = GM_VARS(Fleet, groups, phase),
    .on = {[GM_CREATE] = create, [GM_ALARM(NEXT)] = on_alarm, [GM_STEP] = step},
};
