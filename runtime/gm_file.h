/* Files, folders, text files and ini files. Names are relative to the save area, and writing stays
 * in it; reading looks there first, then in the game. What is written goes to the disk when the
 * file is closed, in one go: what gm_buffer.h promises of saves holds for these too. Texts that are
 * returned live as gm_text's do. Thread: main. Source: the manual's pages of the same names. */
#ifndef GM_FILE_H
#define GM_FILE_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MARK: files */

GM_API bool gm_file_delete(const char *file); /* of the save area; false: it is still there */
GM_API bool gm_file_copy(const char *file, const char *copy);   /* false: a warning says why */
GM_API bool gm_file_rename(const char *file, const char *name); /* likewise */
GM_API const char *gm_md5_file(const char *file);  /* "" and a warning if it cannot be read */
GM_API const char *gm_sha1_file(const char *file); /* likewise */

/* MARK: folders. A name may end in a slash */

GM_API bool gm_directory_exists(const char *folder); /* of the save area, or of the game */
/* With those that it lies in. False: a warning says why. It is there already: true. */
GM_API bool gm_directory_create(const char *folder);
/* Of the save area, with all that is in it. False: something of it is still there, or the name
 * leads out of the save area; a warning says which. It is not there: true. */
GM_API bool gm_directory_destroy(const char *folder);

/* MARK: searching. One search at a time; another one, and the game's end, close it */

/* What a search finds. The manual's other attributes mean nothing here. */
enum { GM_FA_NONE = 0, GM_FA_DIRECTORY = 16 }; /* files; folders as well */
/* The first name, in the order of their bytes, that fits "folder/mask" or "mask": * stands for any
 * characters, ? for one. Names that begin with a dot are not found. What is in the save area and in
 * the game at once is found once. "": there is none. */
GM_API const char *gm_file_find_first(const char *mask, int attributes);
GM_API const char *gm_file_find_next(void); /* "": there are no more */
GM_API void gm_file_find_close(void);

/* MARK: text files. Several may be open. A wrong number does nothing; reads give "" and 0 */

GM_API int gm_file_text_open_read(const char *file);   /* its number; GM_NONE: it cannot be read */
GM_API int gm_file_text_open_write(const char *file);  /* what was in it goes */
GM_API int gm_file_text_open_append(const char *file); /* GM_NONE: it is there and unreadable */
GM_API int gm_file_text_open_from_string(const char *text);
/* The rest of the line, without its end; the place to read from stays before that end. */
GM_API const char *gm_file_text_read_string(int file);
/* The next number, blanks and line ends before it passed over; 0 if there is none. */
GM_API double gm_file_text_read_real(int file);
/* The rest of the line with its end, as the field has it; goes to the next line. */
GM_API const char *gm_file_text_readln(int file);
GM_API void gm_file_text_write_string(int file, const char *text);
GM_API void gm_file_text_write_real(int file, double value); /* with all its digits */
GM_API void gm_file_text_writeln(int file);
GM_API bool gm_file_text_eoln(int file); /* at the end of a line, or of the file */
GM_API bool gm_file_text_eof(int file);  /* true, too, for a file that is written */
/* False: it could not be saved, and a warning says why. */
GM_API bool gm_file_text_close(int file);

/* MARK: ini files: [section], then key="value" lines. One is open at a time; lines that are
 * neither (comments) are kept. */

GM_API void gm_ini_open(const char *file); /* one that is not there is empty */
GM_API void gm_ini_open_from_string(const char *text);
/* Saves it if it was changed; returns all of its text. */
GM_API const char *gm_ini_close(void);
GM_API const char *gm_ini_read_string(const char *section, const char *key, const char *fallback);
GM_API double gm_ini_read_real(const char *section, const char *key, double fallback);
GM_API void gm_ini_write_string(const char *section, const char *key, const char *value);
GM_API void gm_ini_write_real(const char *section, const char *key, double value);
GM_API bool gm_ini_section_exists(const char *section);
GM_API bool gm_ini_key_exists(const char *section, const char *key);
GM_API void gm_ini_section_delete(const char *section);
GM_API void gm_ini_key_delete(const char *section, const char *key);

#ifdef __cplusplus
}
#endif
#endif
