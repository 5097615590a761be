/* What the objects of this game share. */
#ifndef ECHO_H
#define ECHO_H

#include <gm.h>

/* 0xBBGGRR */
enum { SLATE = 0x5E3D38, ASH = 0xBA9D94, WHITE = 0xF4FDFF, CORAL = 0x666AEC, MINT = 0xA5E684 };

enum { WIDTH = 560 };

static inline void echo_note(double x, double y, GmColour colour, const char *words) {
    gm_draw_set_colour(colour);
    gm_draw_text(x, y, words);
}

#endif
