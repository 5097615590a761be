/* Asking a JSON file for values, and the sentences when they are not what was expected. */
#include "json_file.h"

#include "../platform/files.h"
#include "../platform/log.h"
#include "../platform/mem.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACE = 256 };

/* MARK: syntax */

static const char *last_before(const char *text, const char *at) {
    while (at > text && strchr(" \t\r\n", at[-1]) != NULL)
        at--;
    return at > text ? at - 1 : NULL;
}

/* cJSON stops one character late where it looked for a text: the culprit is the one before. */
static const char *culprit(const char *text, const char *at) {
    at += strspn(at, " \t\r\n");
    const char *before = at > text ? last_before(text, at - 1) : NULL;
    if (before == NULL || strchr(" \t\r\n0123456789", at[-1]) != NULL) return at;
    bool name_expected = *before == '{' || *before == ',';
    bool text_began = at[-1] == '"' && strchr("{,:[", *before) != NULL;
    return name_expected || text_began ? at - 1 : at;
}

/* Why the JSON cannot go on at this character, as far as its neighbours tell. */
static const char *reason_at(const char *text, const char *at) {
    const char *before = last_before(text, at);
    bool is_closing = *at == '}' || *at == ']';
    if (*at == '\0') return "the file ends too early: a bracket or a quote is not closed";
    if (before == NULL) return "a JSON file begins with { or [";
    if (*before == ',' && is_closing) return "the comma before this bracket must go";
    if (*at == '\'') return "names and texts stand in double quotes";
    if (*at == '"' && strchr("{,:[", *before) != NULL)
        return "this text is not closed, or has a \\ that means nothing";
    if (*before == '{') return "expected a name in double quotes";
    if (strchr(",[:", *before) != NULL)
        return "expected a value: \"text\", a number, true, false, null, [ or {";
    return is_closing ? "this bracket closes nothing"
                      : "expected a comma, a colon or a closing bracket before this";
}

static void explain_syntax(const char *path, const char *text, const char *at, char *why) {
    int line = 1, column = 1;
    at = culprit(text, at);
    const char *reason = reason_at(text, at), *last = last_before(text, at);
    if (*at == '\0' && last != NULL) at = last + 1; /* not on the empty line behind it all */
    for (const char *c = text; c < at; c++) {
        column = *c == '\n' ? 1 : column + 1;
        if (*c == '\n') line++;
    }
    int shown = (int)strcspn(at, "\r\n");
    if (shown > 24) shown = 24;
    if (shown == 0)
        snprintf(why, JSON_WHY, "%s:%d:%d: %s", path, line, column, reason);
    else
        snprintf(why, JSON_WHY, "%s:%d:%d: at `%.*s`: %s", path, line, column, shown, at, reason);
}

cJSON *json_read_text(const char *path, const char *text, size_t size, char *why) {
    const char *end = NULL;
    cJSON *json = cJSON_ParseWithLengthOpts(text, size + 1, &end, true);
    if (json == NULL) explain_syntax(path, text, end != NULL ? end : text, why);
    return json;
}

cJSON *json_read_file(const char *path, char *why) {
    size_t size = 0;
    char *text = files_read(path, &size, why);
    cJSON *json = text != NULL ? json_read_text(path, text, size, why) : NULL;
    mem_free(text);
    return json;
}

/* MARK: places */

JsonPlace json_root(const char *file, const cJSON *value, char *why) {
    why[0] = '\0';
    return (JsonPlace){.file = file, .value = value, .index = -1, .why = why};
}

JsonPlace json_member(const JsonPlace *in, const char *key) {
    JsonPlace at = {.file = in->file, .up = in, .key = key, .index = -1, .why = in->why};
    at.value = cJSON_GetObjectItemCaseSensitive(in->value, key);
    return at;
}

JsonPlace json_item(const JsonPlace *in, int index, const cJSON *value) {
    return (JsonPlace){.file = in->file, .value = value, .up = in, .index = index, .why = in->why};
}

/* "layers[2].objects[0].x" */
static void write_place(const JsonPlace *at, char *text, size_t size) {
    if (at->up == NULL) return;
    write_place(at->up, text, size);
    size_t used = strlen(text);
    if (at->key != NULL)
        snprintf(text + used, size - used, "%s%s", used > 0 ? "." : "", at->key);
    else
        snprintf(text + used, size - used, "[%d]", at->index);
}

static void write_sentence(const JsonPlace *at, char *text, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));
static void write_sentence(const JsonPlace *at, char *text, const char *format, va_list args) {
    char place[PLACE] = "";
    write_place(at, place, sizeof place);
    int used = snprintf(text, JSON_WHY, "%s: %s%s", at->file, place, place[0] != '\0' ? ": " : "");
    if (used >= 0 && used < JSON_WHY) vsnprintf(text + used, JSON_WHY - (size_t)used, format, args);
}

bool json_complain(const JsonPlace *at, const char *format, ...) {
    if (at->why[0] != '\0') return false;
    va_list args;
    va_start(args, format);
    write_sentence(at, at->why, format, args);
    va_end(args);
    return false;
}

void json_warn(const JsonPlace *at, const char *format, ...) {
    char sentence[JSON_WHY];
    va_list args;
    va_start(args, format);
    write_sentence(at, sentence, format, args);
    va_end(args);
    log_warn("%s", sentence);
}

/* MARK: values */

const char *json_kind(const cJSON *value) {
    if (cJSON_IsString(value)) return "a text";
    if (cJSON_IsNumber(value)) return "a number";
    if (cJSON_IsBool(value)) return "true or false";
    if (cJSON_IsArray(value)) return "a list [ ]";
    if (cJSON_IsObject(value)) return "an object { }";
    return "null";
}

static bool wrong_kind(const JsonPlace *at, const char *expected) {
    return json_complain(at, "expected %s, but it is %s", expected, json_kind(at->value));
}

bool json_has(const JsonPlace *in, const char *key) {
    return json_member(in, key).value != NULL;
}

bool json_number(const JsonPlace *in, const char *key, double *value) {
    JsonPlace at = json_member(in, key);
    if (at.value == NULL) return true;
    if (!cJSON_IsNumber(at.value) || !isfinite(at.value->valuedouble))
        return wrong_kind(&at, "a number");
    *value = at.value->valuedouble;
    return true;
}

bool json_whole(const JsonPlace *in, const char *key, int least, int most, int *value) {
    JsonPlace at = json_member(in, key);
    if (at.value == NULL) return true;
    if (!cJSON_IsNumber(at.value)) return wrong_kind(&at, "a whole number");
    double number = at.value->valuedouble;
    if (floor(number) < number || number < least || number > most)
        return json_complain(&at, "expected a whole number from %d to %d, but it is %g", least,
                             most, number);
    *value = (int)number;
    return true;
}

bool json_bool(const JsonPlace *in, const char *key, bool *value) {
    JsonPlace at = json_member(in, key);
    if (at.value == NULL) return true;
    if (!cJSON_IsBool(at.value)) return wrong_kind(&at, "true or false");
    *value = cJSON_IsTrue(at.value);
    return true;
}

bool json_text(const JsonPlace *in, const char *key, const char **value) {
    JsonPlace at = json_member(in, key);
    if (at.value == NULL) return true;
    if (!cJSON_IsString(at.value)) return wrong_kind(&at, "a text");
    *value = at.value->valuestring;
    return true;
}

bool json_colour(const JsonPlace *in, const char *key, uint32_t *aabbggrr) {
    const char *text = NULL;
    if (!json_text(in, key, &text)) return false;
    if (text == NULL) return true;
    size_t digits = text[0] == '#' ? strspn(text + 1, "0123456789abcdefABCDEF") : 0;
    if ((digits != 6 && digits != 8) || text[1 + digits] != '\0') {
        JsonPlace at = json_member(in, key);
        return json_complain(
            &at, "expected a colour as \"#rrggbb\" or \"#aarrggbb\", but it is \"%s\"", text);
    }
    uint32_t argb = (uint32_t)strtoul(text + 1, NULL, 16);
    uint32_t alpha = digits == 6 ? 0xFF : argb >> 24;
    *aabbggrr = alpha << 24 | (argb & 0xFF) << 16 | (argb & 0xFF00) | (argb >> 16 & 0xFF);
    return true;
}

bool json_list(const JsonPlace *in, const char *key, JsonPlace *value) {
    *value = json_member(in, key);
    return value->value == NULL || cJSON_IsArray(value->value) || wrong_kind(value, "a list [ ]");
}

bool json_object(const JsonPlace *in, const char *key, JsonPlace *value) {
    *value = json_member(in, key);
    return value->value == NULL || cJSON_IsObject(value->value) ||
           wrong_kind(value, "an object { }");
}
