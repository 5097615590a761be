/* JSON files that people write: each value is asked for by name and kind, and whatever is wrong
 * becomes one sentence with the file, the line or the field, and what was expected.
 *
 * A place is a value in a file together with the way to it, so that sentences can name it:
 *     JsonPlace root = json_root(path, json, why);
 *     bool good = json_whole(&root, "width", 1, 8192, &width);
 * Thread: any, one owner. */
#ifndef ASSETS_JSON_FILE_H
#define ASSETS_JSON_FILE_H

#include <cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { JSON_WHY = 512 };

/* Reads a file; cJSON_Delete what it returns. NULL: why (JSON_WHY bytes) says file, line, column.
 */
cJSON *json_read_file(const char *path, char *why);
/* The same of what has been read from it: size bytes, and a zero behind them. */
cJSON *json_read_text(const char *path, const char *text, size_t size, char *why);

typedef struct JsonPlace {
    const char *file;
    const cJSON *value; /* NULL: there is none */
    const struct JsonPlace *up;
    const char *key; /* in up; NULL: an item, or the root */
    int index;       /* in up; -1: a member, or the root */
    char *why;       /* JSON_WHY bytes; the first sentence stays */
} JsonPlace;

JsonPlace json_root(const char *file, const cJSON *value, char *why);    /* empties why */
JsonPlace json_member(const JsonPlace *in, const char *key);             /* lends in and key */
JsonPlace json_item(const JsonPlace *in, int index, const cJSON *value); /* lends in */

/* Leaves a sentence, "FILE: layers[2].width: ..."; always returns false. */
bool json_complain(const JsonPlace *at, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same as a warning on the log, where the file is taken all the same. */
void json_warn(const JsonPlace *at, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A member of in. Missing: true, and *value stays as it is. False: it is of another kind, or out of
 * range, and why says what was expected. Texts are lent by the JSON. */
bool json_number(const JsonPlace *in, const char *key, double *value);
bool json_whole(const JsonPlace *in, const char *key, int least, int most, int *value);
bool json_bool(const JsonPlace *in, const char *key, bool *value);
bool json_text(const JsonPlace *in, const char *key, const char **value);
bool json_colour(const JsonPlace *in, const char *key,
                 uint32_t *aabbggrr);                                   /* "#rrggbb", "#aarrggbb" */
bool json_list(const JsonPlace *in, const char *key, JsonPlace *value); /* missing: value NULL */
bool json_object(const JsonPlace *in, const char *key, JsonPlace *value); /* missing: value NULL */
bool json_has(const JsonPlace *in, const char *key);
/* What a value is, for sentences: "a text", "a list". */
const char *json_kind(const cJSON *value);

#endif
