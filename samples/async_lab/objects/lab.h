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

/* What buttons do: A(name) is act_name, in the object of its theme. button: who was pressed. */
#define LAB_ACTIONS(A)                                                                             \
    A(get)                                                                                         \
    A(post)                                                                                        \
    A(file) A(large) A(fail) A(picture) A(huge) A(broken)       /* obj_web */                      \
        A(message) A(question) A(string) A(integer) A(login)    /* obj_dialogs */                  \
        A(sound) A(play) A(queue) A(record) A(audio_group)      /* obj_sounds */                   \
        A(save) A(group) A(damage) A(zip)                       /* obj_disk */                     \
        A(network)                                              /* obj_wires */                    \
        A(buy) A(decline) A(refund)                             /* obj_shop */                     \
        A(cloud_save) A(synchronise) A(conflict)                /* obj_cloud */                    \
        A(score) A(scores) A(friends) A(push_now) A(push_later) /* obj_players */                  \
        A(job) A(thread)                                        /* obj_thread */                   \
        A(offline) A(delay) A(failure)                          /* obj_switches */                 \
        A(perform) A(broadcast) A(cancel) A(clear)              /* obj_lab */
#define LAB_ACTION(name) void act_##name(int button);
LAB_ACTIONS(LAB_ACTION)
#undef LAB_ACTION

/* Of obj_lab. */
typedef struct Lab {
    int pressed; /* buttons so far */
} Lab;

static inline Lab *lab(void) {
    return gm_vars(gm_instance("obj_lab"));
}
void lab_do(const char *action, int button); /* obj_lab.c */

/* obj_switches.c */
const char *url_delayed(const char *path); /* on the origin, answered as late as the switch says */
const char *url_failing(void);             /* one that fails as the switch says */
const char *switch_label(const char *action, const char *label); /* what a switch's button says */

/* Of obj_open: one thing that was asked for, until its answer is there. */
typedef struct Open {
    int number; /* of the event that will come */
    int id;     /* as the event names it, under this key: */
    char key[12];
    int button; /* who asked: an obj_button's id */
    int buffer; /* to delete when it is over; GM_NONE: none */
    int place, steps;
    int over_steps; /* since the answer came; 0: still open */
    bool has_failed;
    double share; /* 0 to 1; -1 unknown */
    char label[24];
} Open;
/* obj_open.c
 * Shows a request, id, until the event of that number comes. Returns its Open; NULL: id is -1. */
Open *open_add(int number, int id, int button, const char *label);
void open_cancel_all(void);
/* 68, 73, 74: several events belong together, and whoever asked says how far they are. */
void open_share(int number, int id, double share);
void open_over(int number, int id, bool has_failed);

/* obj_answers.c */
const char *answer_key(int number); /* under which the event has the request */
/* There is more to come. How much is there goes to *share, if it is known: 0 to 1. */
bool answer_is_progress(int number, int map, double *share);
bool answer_has_failed(int number, int map);

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
void dialogs_cancel(int older_than);                                      /* obj_dialogs.c, steps */
bool demo_is_on(void);                                                    /* obj_demo.c */

static inline void note(double x, double y, const char *words, GmColour colour, int align) {
    gm_draw_set_font(GM_NONE);
    gm_draw_set_halign(align);
    gm_draw_set_colour(colour);
    gm_draw_text(x, y, words);
}

#endif
