/* Texts: their length, parts, and changes. gm_text, gm_string and gm_real are in gm_math.h.
 *
 * Texts are UTF-8 and counted in characters, of which the first is number 1; a number below 1 means
 * the first, too. Bytes that are no UTF-8 count as characters of their own. NULL is taken as "".
 * What is returned lives as gm_text's does; what is given is only read. A result of more than
 * 256 MiB: "" and a warning. Thread: main. Source: the manual's pages of the same names,
 * runtime-model 10.2 and 12. */
#ifndef GM_STRING_H
#define GM_STRING_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MARK: reading */

GM_API int gm_string_length(const char *text);      /* in characters */
GM_API int gm_string_byte_length(const char *text); /* in bytes */
/* The character at a place; "": the text ends before it. */
GM_API const char *gm_string_char_at(const char *text, int index);
GM_API int gm_string_ord_at(const char *text, int index); /* as gm_ord; -1: it ends before */
/* So many characters, or as many as there are; "" if count < 1. */
GM_API const char *gm_string_copy(const char *text, int index, int count);
/* Where part begins for the first time; 0: nowhere, or part is "". */
GM_API int gm_string_pos(const char *part, const char *text);
GM_API int gm_string_last_pos(const char *part, const char *text); /* for the last time */
/* How often part is in it, none overlapping another; 0 if part is "". */
GM_API int gm_string_count(const char *part, const char *text);
GM_API bool gm_string_starts_with(const char *text, const char *part); /* "" begins every text */
GM_API bool gm_string_ends_with(const char *text, const char *part);

/* MARK: changing: the text as it was, but */

GM_API const char *gm_string_delete(const char *text, int index, int count); /* without these */
/* With part before the character at a place; at the end, if there is none. */
GM_API const char *gm_string_insert(const char *part, const char *text, int index);
/* With another text in place of the first part, or of all (none overlapping another); unchanged
 * if part is "". */
GM_API const char *gm_string_replace(const char *text, const char *part, const char *other);
GM_API const char *gm_string_replace_all(const char *text, const char *part, const char *other);
GM_API const char *gm_string_repeat(const char *text, int count); /* so often; "" if count < 1 */
/* With capitals or small letters: Latin, Greek, Cyrillic and Armenian ones that have one
 * counterpart; all else stays as it is, in every language. */
GM_API const char *gm_string_upper(const char *text);
GM_API const char *gm_string_lower(const char *text);
GM_API const char *gm_string_trim(const char *text);          /* no blanks or line ends around it */
GM_API const char *gm_string_digits(const char *text);        /* only 0 to 9 */
GM_API const char *gm_string_letters(const char *text);       /* only a to z and A to Z */
GM_API const char *gm_string_lettersdigits(const char *text); /* only both of these */

/* MARK: making */

/* A number with so many decimals, halves rounded away from zero; what stands before them is padded
 * with blanks to width, the sign counted. Both are 0 to 300; infinities and NaN as gm_string. */
GM_API const char *gm_string_format(double value, int width, int decimals);
/* The character of a Unicode number; "" for 0 and for what is no character. */
GM_API const char *gm_chr(int number);
GM_API int gm_ord(const char *text); /* the number of its first character; 0: it is "" */

#ifdef __cplusplus
}
#endif
#endif
