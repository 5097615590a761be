/* Running a game, its clock, its files and its end. */
#ifndef GM_GAME_H
#define GM_GAME_H

#include "gm_object.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MARK: running a game from a program of one's own */

/* An object that is linked in, instead of compiled from the folder's objects/. */
typedef struct GmNamedObject {
    const char *name;
    const GmObject *object;
} GmNamedObject;
#define GM_OBJECT(object)                                                                          \
    { #object, &object }

/* How to run. Zero is the default of every field. The texts are only read during gm_game_run. */
typedef struct GmGameDesc {
    size_t size;                    /* sizeof(GmGameDesc): tells versions apart */
    const char *folder;             /* the game folder */
    const GmNamedObject *objects;   /* ends with a NULL name; NULL: compile and watch objects/ */
    bool headless;                  /* no window and no sound device */
    bool fast;                      /* do not wait for the clock between steps */
    bool settle;                    /* before each step wait for every request under way, so that a
                                       run does not depend on how fast answers come; progress is not told */
    bool paused;                    /* start paused (F2) */
    bool strict;                    /* exit status 1 if anything was warned about */
    bool quiet;                     /* no progress line */
    bool check;                     /* warn of likely mistakes with asynchronous events:
                                       what "asyncade play" does unless told --no-check */
    int steps;                      /* stop after so many; 0: when the game ends */
    int seed;                       /* of gm_random */
    const char *const *screenshots; /* "STEP:FILE.png", ends with NULL */
    const char *const *answers;     /* answers to dialogs in order, ends with NULL */
    const char *const *parameters;  /* gm_parameter_string's, ends with NULL */
    const char *trace;              /* write a trace there (Chrome and Perfetto read it) */
    const char *save_dir;           /* save area; NULL: the user's data folder */
} GmGameDesc;

/* Runs a game to its end. Returns the exit status: 0, 1 something went wrong (said on stderr).
 * Thread: the program's main thread, one game at a time. */
GM_API int gm_game_run(const GmGameDesc *desc);

/* MARK: the running game. Thread: main */

GM_API void gm_game_end(void);     /* at the end of this step: Game End, Clean Up */
GM_API void gm_game_restart(void); /* from the first room; persistent instances end too */
/* 1 to 1000, 60 at first or game.json's; other numbers warn once and change nothing. */
GM_API void gm_game_set_speed(int steps_per_second);
GM_API int gm_game_get_speed(void);
GM_API int gm_step_count(void);      /* steps since the game started, this one included */
GM_API double gm_current_time(void); /* milliseconds of game time: steps, not the wall clock */
GM_API int gm_delta_time(void);      /* microseconds of one step */
GM_API int64_t gm_get_timer(void);   /* microseconds of game time, as gm_current_time */
/* The date and time of day: days since 30 December 1899, UTC, as gm_push_date_in(0). A game that
 * looks at it depends on the clock, unless it runs with --fast or --settle: there the first step
 * begins on the first of January 2000, and time goes by as steps do. */
GM_API double gm_date_current_datetime(void);
/* printf to the log, at most 999 bytes; a newline is added. */
/* What the game was started with: "asyncade play GAME -- server 6510" gives 2 parameters. n counts
 * from 1; others are "". Lent until the game ends. */
GM_API int gm_parameter_count(void);
GM_API const char *gm_parameter_string(int n);
GM_API void gm_show_debug_message(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A file of the game's data folder exists, or of its save area. */
GM_API bool gm_file_exists(const char *file);
/* The folder of the save area, a path; "": there is none. It is made by the first save. Lent until
 * the game ends. Source: the manual's game_save_id. */
GM_API const char *gm_game_save_id(void);
/* Reads a whole file of the game's data/ folder as text. Lives as gm_text's does; NULL and a
 * warning if it cannot be read. */
GM_API const char *gm_file_text(const char *file);
/* The address of the game's mock origin, "http://127.0.0.1:PORT", if game.json names a routes file
 * and `asyncade play` runs it; else game.json's "origin", or "". Lent until the game ends. */
GM_API const char *gm_game_origin(void);

#ifdef __cplusplus
}
#endif
#endif
