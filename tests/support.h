/* What the tests share: a headless game in memory, stepped by hand. */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>

#include "../runtime/gm.h"

/* Opens a headless game of these objects (ends with a NULL name): one room "rm_test" of 320x240
 * with one layer "Instances"; game start and room start have run. */
void support_open(const GmNamedObject *objects);
/* The same with a save area that stays, so that the next game finds what this one saved. */
void support_open_saved(const char *save_folder, const GmNamedObject *objects);
/* The same, and every step waits for what is under way: nothing depends on how fast it comes. */
void support_open_settling(const char *save_folder, const GmNamedObject *objects);
/* Opens the game folder (objects NULL: its own are compiled). False: it could not be opened. */
bool support_open_folder(const char *folder, const GmNamedObject *objects);
/* The same with window and sound, by the drivers that SDL's environment names: in real time. */
void support_open_live(const GmNamedObject *objects);
void support_close(void);
int support_tear_down(void **state); /* support_close, as cmocka calls it */
void support_steps(int count);
/* Steps until done() says so, waiting for completions between steps; false after 20 seconds. */
bool support_until(bool (*done)(void));
void support_until_answered(void);    /* until no request is open, and two more steps */
int support_make(const char *object); /* an instance at 0, 0 on "Instances"; its id */
/* The colour at a window pixel of what the last step drew, as 0xBBGGRR. */
GmColour support_pixel(int x, int y);
/* A new empty folder that is removed at exit; lives until then. */
const char *support_folder(void);
int support_own_cache(void **state); /* from now on what is compiled is kept in such a folder */
/* folder/file; lent until the fourth call after. */
const char *support_path(const char *folder, const char *file);
void support_write(const char *folder, const char *file, const void *bytes, size_t size);
void support_write_text(const char *folder, const char *file, const char *text);
char *support_read(const char *path, size_t *size); /* malloc'd, zero-terminated; NULL: cannot */
/* Everything said on the log since support_open (or support_forget_log), one sentence a line; lent
 * until the next call. */
const char *support_log(void);
void support_forget_log(void);
/* Compares the last drawn frame with tests/golden/NAME.png: true if every channel of every pixel
 * is within 2. Otherwise writes NAME.actual.png and NAME.difference.png into the build folder. With
 * ASYNCADE_UPDATE_GOLDEN=1 writes the golden picture instead. */
bool support_golden(const char *name);

#endif
