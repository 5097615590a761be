/* What the objects of this game share. */
#ifndef GALLERY_H
#define GALLERY_H

#include <gm.h>

/* 0xBBGGRR */
enum {
    INK = 0x1F1012,
    DUSK = 0x52252B,
    STONE = 0x886260,
    ASH = 0xBA9D94,
    MIST = 0xECDBD3,
    CREAM = 0xC4F0FF,
    GOLD = 0x66D1FF,
    CORAL = 0x666AEC,
    MINT = 0xA5E684
};

/* A painting comes this near before it is asked for, and goes this far before it is given up:
 * room pixels from the visitor. In between nothing changes. */
enum { ASK_WITHIN = 420, GIVE_UP_BEYOND = 700 };

typedef enum FrameState { EMPTY, ASKED, SHOWN, FAILED } FrameState;

/* Of obj_frame. Source, title and size come from the room. */
typedef struct Frame {
    char source[32], title[24]; /* source: a path on the origin, or a file's name */
    double wide, high;          /* on the wall, room pixels */
    FrameState state;
    int sprite; /* the frame owns it from the call on; GM_NONE: it has none */
    int steps;  /* in this state */
    char why[40];
} Frame;

void frame_ask_again(GmInstance *frame); /* obj_frame.c */

/* Of obj_visitor. */
typedef struct Visitor {
    double way;     /* steps walked: which sub-image */
    int idle_steps; /* since a key was down */
    int demo_way;   /* 1 right, -1 left */
} Visitor;

static inline GmInstance *visitor(void) {
    return gm_instance("obj_visitor");
}

static inline void note(double x, double y, const char *words, GmColour colour, int align) {
    gm_draw_set_font(GM_NONE);
    gm_draw_set_halign(align);
    gm_draw_set_colour(INK);
    gm_draw_text(x + 1, y + 1, words);
    gm_draw_set_colour(colour);
    gm_draw_text(x, y, words);
}

#endif
