/* obj_legend: a lamp for each of the sixteen asynchronous events, with how often it came. */
#include "lab.h"

enum { EVENTS = 16, LEFT = 436, TOP = 56, CELL = 32, HEIGHT = 20 };

typedef struct Legend {
    int counts[EVENTS];
    double heat[EVENTS]; /* 1 when it has just come */
} Legend;

static const struct {
    int number;
    GmColour colour;
    const char *title;
} events[EVENTS] = {{60, ICE, "Image Loaded"},
                    {61, GOLD, "Sound Loaded"},
                    {62, MINT, "HTTP"},
                    {63, VIOLET, "Dialog"},
                    {66, AMBER, "In-App Purchase"},
                    {67, AMBER, "Cloud"},
                    {68, SKY, "Networking"},
                    {69, AMBER, "Steam"},
                    {70, AMBER, "Social"},
                    {71, AMBER, "Push Notification"},
                    {72, SEA, "Save / Load"},
                    {73, GOLD, "Audio Recording"},
                    {74, GOLD, "Audio Playback"},
                    {75, ROSE, "System"},
                    {76, ROSE, "Broadcast Message"},
                    {80, GOLD, "Audio Playback Ended"}};

static int index_of(int number) {
    for (int i = 0; i < EVENTS; i++)
        if (events[i].number == number) return i;
    return GM_NONE;
}

const char *event_title(int number) {
    int i = index_of(number);
    return i != GM_NONE ? events[i].title : NULL;
}

GmColour event_colour(int number) {
    int i = index_of(number);
    return i != GM_NONE ? events[i].colour : ASH;
}

void legend_light(int number) {
    Legend *my = gm_vars(gm_instance("obj_legend"));
    int i = index_of(number);
    if (i == GM_NONE) return;
    my->counts[i]++;
    my->heat[i] = 1;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Legend *my = gm_vars(self);
    for (int i = 0; i < EVENTS; i++)
        my->heat[i] *= 0.94;
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Legend *my = gm_vars(self);
    for (int i = 0; i < EVENTS; i++) {
        double x = LEFT + i * CELL;
        GmColour colour = my->counts[i] > 0 ? events[i].colour : STONE;
        gm_draw_set_colour(gm_merge_colour(INK, events[i].colour, 0.75 * my->heat[i]));
        gm_draw_rectangle(x, TOP, x + CELL - 3, TOP + HEIGHT, false);
        note(x + 14, TOP + 2, gm_text("%d", events[i].number),
             gm_merge_colour(colour, WHITE, my->heat[i]), GM_FA_CENTER);
        note(x + 14, TOP + 12, gm_text("%d", my->counts[i]),
             gm_merge_colour(my->counts[i] > 0 ? MIST : SLATE, WHITE, my->heat[i]), GM_FA_CENTER);
    }
}

const GmObject obj_legend = {
    .vars = GM_VARS(Legend, counts, heat),
    .on = {[GM_STEP] = step, [GM_DRAW] = draw},
};
