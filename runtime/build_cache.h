/* The folder in the user's cache where a game's objects and libraries lie: one per game and command
 * line, so that a sanitizer's objects never mix with others. Several games and tests may share it:
 * everything is made under a name of this process and then renamed. Thread: main. */
#ifndef RUNTIME_BUILD_CACHE_H
#define RUNTIME_BUILD_CACHE_H

#include "compiler.h"

bool build_cache_open(const char *source_folder, const Command *command); /* false: there is none */
void build_cache_close(void);
const char *build_cache_folder(void);

/* Paths in it; mem_free. ..._now is the name of this process, until it is kept or dropped. */
char *build_cache_path(const char *name, const char *extension);
char *build_cache_now(const char *name, const char *extension);
bool build_cache_keep(const char *name, const char *as, const char *extension);
void build_cache_drop(const char *name, const char *extension);

/* Makes the empty file NAME.begun, for now, when the compiler of NAME starts. Kept beside the
 * object, it makes that good as long as it is newer than every file that was read: one saved while
 * the compiler ran makes it stale again. */
bool build_cache_begin(const char *name);
bool build_cache_is_fresh(const char *name);

/* A library's name: the same objects give the same, others another. So nothing is linked twice, and
 * the system never takes new code for old because of its name. mem_free */
char *build_cache_library(const char *const *names, int count);
void build_cache_tidy(const char *newest); /* removes libraries a day older than the newest */

#endif
