/* Files: whole reads, atomic writes, sorted listings, and where a name may lead. Thread: any, but
 * for files_set_roots. */
#ifndef PLATFORM_FILES_H
#define PLATFORM_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FILES_PATH = 1024, FILES_WHY = 512 }; /* bytes of a path, and of a sentence on a failure */
enum { FILES_ROOTS = 3 };                    /* folders that one of a game's names may mean */

/* Reads a whole file: mem_free it; a zero follows the last byte. size may be NULL.
 * NULL: why (FILES_WHY bytes, or NULL) holds a sentence that names the file. */
char *files_read(const char *path, size_t *size, char *why);
/* Replaces a file in one go: whoever reads it sees all of the old or all of the new, also after a
 * crash. The folder must be there. False: why holds a sentence, and the old file is untouched. */
bool files_write(const char *path, const void *bytes, size_t size, char *why);

/* The same for a file that must not be there yet: of several that try at once only one can.
 * exists: that is why it failed (and the file is as it was). */
bool files_create(const char *path, const void *bytes, size_t size, bool *exists, char *why);

/* Adds to the end of a file, which is made if it is not there; on the disk when this returns. A
 * kill may leave a part of the bytes. False: why holds a sentence, and the file is as it was. */
bool files_append(const char *path, const void *bytes, size_t size, char *why);

bool files_exists(const char *path); /* a file, not a folder */
bool files_is_folder(const char *path);
bool files_make_folders(const char *path); /* with their parents; false: could not */
bool files_remove(const char *path);       /* a file; false: it is still there */
bool files_remove_tree(const char *path);  /* a folder with all that is in it */
int64_t files_size(const char *path);      /* bytes of a file; -1: there is none */
/* Nanoseconds since 1970 of the last change to what is in it; 0: there is no such file. */
int64_t files_modified(const char *path);

/* The names in a folder without "." and "..", sorted by byte; empty if it cannot be listed. */
typedef struct FileList {
    char **names;
    int count;
} FileList;
FileList files_list(const char *folder);
void files_list_free(FileList *list);

/* The path from the root, without "." and ".." and links. False: there is no such file. */
bool files_real_path(const char *path, char *real, size_t size);
/* A folder of the program's own for what can be made again: in $XDG_CACHE_HOME, else ~/.cache, else
 * one in /tmp that is only this user's. It is made. False: none can be. */
bool files_cache_folder(char *path, size_t size);
/* Where programs keep what their users made: $XDG_DATA_HOME/asyncade, else
 * ~/.local/share/asyncade. It is not made. False: the system names none. */
bool files_data_folder(char *path, size_t size);
/* The end of a path: "a/b.png" gives "b.png"; lent by path. */
const char *files_name_of(const char *path);
/* path ends in the extension, without regard to case: files_has_extension("A.PNG", ".png"). */
bool files_has_extension(const char *path, const char *extension);

/* Where games may read and write. Main, before any thread asks. NULL: there is none. */
void files_set_roots(const char *game_folder, const char *save_folder);
/* Finds the file that a game's name means: in the game folder's data/, the game folder itself, then
 * the save area. An absolute path is taken as it is; a name with ".." finds nothing.
 * False: there is no such file (path is not touched). */
bool files_find(const char *name, char *path, size_t size);
/* A relative name of a file that never steps out of the folder it starts from. */
bool files_stays_inside(const char *name);
/* The save area; "" : there is none. */
const char *files_save_folder(void);
/* In the save area only. */
bool files_find_saved(const char *name, char *path, size_t size);
/* The folders that a game's name means, in all places where files_find looks; "": these places
 * themselves. How many there are. */
int files_find_folders(const char *name, char paths[FILES_ROOTS][FILES_PATH]);
bool files_find_saved_folder(const char *name, char *path, size_t size);
/* Where a game's name lies in the save area; makes the folders it goes through. False: the name is
 * empty, absolute, or leaves the save area by ".."; or the folders cannot be made. */
bool files_save_path(const char *name, char *path, size_t size);

#endif
