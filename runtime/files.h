/* Files that a game reads and writes while it waits: what text files and ini files share. */
#ifndef RUNTIME_FILES_H
#define RUNTIME_FILES_H

#include <stdbool.h>
#include <stddef.h>

/* All of a file of the game or the save area; mem_free. NULL: it is not there (is_missing), or a
 * warning says why. Waits for what was asked of the disk before. */
char *game_file_load(const char *call, const char *name, size_t *size, bool *is_missing);
bool game_file_save(const char *call, const char *name, const void *bytes, size_t size);
/* A number with all its digits, and no more; lives as gm_text's does. */
const char *game_file_number(double value);

/* The number that a text begins with, blanks before it passed over; *end is behind it, or the text
 * itself if there is none. */
double game_file_real(const char *text, const char **end);

/* The game ends: what is still open is saved, with a warning. */
void file_texts_close(void);
void ini_end(void);

#endif
