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

/* What buttons do. button: which was pressed. */
typedef void Act(int button);
Act act_get, act_post, act_file, act_large, act_fail;                 /* obj_web.c */
Act act_picture, act_huge, act_broken;                                /* obj_web.c */
Act act_sound, act_play, act_queue, act_record, act_audio_group;      /* obj_sounds.c */
Act act_message, act_question, act_string, act_integer, act_login;    /* obj_dialogs.c */
Act act_save, act_group, act_damage, act_zip;                         /* obj_disk.c */
Act act_network;                                                      /* obj_wires.c */
Act act_buy, act_decline, act_refund;                                 /* obj_shop.c */
Act act_cloud_save, act_synchronise, act_conflict;                    /* obj_cloud.c */
Act act_score, act_scores, act_friends, act_push_now, act_push_later; /* obj_players.c */
Act act_job, act_thread;                                              /* obj_thread.c */
Act act_offline, act_delay, act_failure;                              /* obj_switches.c */

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
