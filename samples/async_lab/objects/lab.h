/* What the objects of this game share. */
#ifndef LAB_H
#define LAB_H

#include <gm.h>

/* 0xBBGGRR */
enum {
    INK = 0x1F1012,
    SLATE = 0x5E3D38,
    STONE = 0x886260,
    ASH = 0xBA9D94,
    MIST = 0xECDBD3,
    WHITE = 0xF4FDFF,
    ROSE = 0x784AB4,
    CORAL = 0x666AEC,
    AMBER = 0x589AF7,
    GOLD = 0x66D1FF,
    MINT = 0xA5E684,
    SEA = 0x8EA52F,
    SKY = 0xE3A64F,
    ICE = 0xF7EAAE,
    VIOLET = 0xE68AC9
};

/* The first and last asynchronous event; 64, 65 and 77 to 79 are not used. */
enum { FIRST_ASYNC = 60, LAST_ASYNC = 80 };

/* Of obj_lab. */
typedef struct Lab {
    int sound;   /* the one that was added last; GM_NONE: none */
    int broken;  /* which broken picture comes next */
    int pressed; /* buttons so far */
} Lab;

static inline Lab *lab(void) {
    return gm_vars(gm_instance("obj_lab"));
}
void lab_do(const char *action, int button); /* obj_lab.c */

/* obj_switches.c */
const char *url_delayed(const char *path); /* on the origin, answered as late as the switch says */
const char *url_failing(void);             /* one that fails as the switch says */
void switch_delay(void);
void switch_failure(void);
const char *switch_label(const char *action, const char *label); /* what a switch's button says */

/* Of obj_open: one thing that was asked for, until its answer is there. */
typedef struct Open {
    int number; /* of the event that will come */
    int id;     /* as the event names it */
    int button; /* who asked: an obj_button's id */
    int buffer; /* to delete when it is over; GM_NONE: none */
    int place, steps;
    int over_steps; /* since the answer came; 0: still open */
    bool has_failed;
    double share; /* 0 to 1; -1 unknown */
    char label[24];
} Open;
/* Shows a request, id, until the event of that number comes. Returns its Open; NULL: id is -1. */
Open *open_add(int number, int id, int button, const char *label); /* obj_open.c */
void open_cancel_all(void);

/* obj_log.c */
enum { LOG_COLUMNS = 82 };
void log_write(GmColour colour, const char *text);
void log_note(GmColour colour, const char *words);
void log_clear(void);
int log_count(void); /* lines so far */
/* Writes from line start to line end anew, until log_resume. False: they are gone. */
bool log_rewind(int start, int end);
void log_resume(void);
/* obj_legend.c */
const char *event_title(int number); /* NULL: there is no such event */
GmColour event_colour(int number);
void legend_light(int number);

void picture_ask(const char *url, int images, bool prefetch, int button); /* obj_picture.c */
void thread_start(int button);                                            /* obj_thread.c */
bool demo_is_on(void);                                                    /* obj_demo.c */

static inline void note(double x, double y, const char *words, GmColour colour, int align) {
    gm_draw_set_font(GM_NONE);
    gm_draw_set_halign(align);
    gm_draw_set_colour(colour);
    gm_draw_text(x, y, words);
}

#endif
