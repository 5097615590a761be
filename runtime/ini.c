/* gm_ini_...: one ini file at a time, kept line by line, so that what a person wrote between the
 * values stays where it is. */
#include "gm_file.h"
#include "gm_math.h"
#include "files.h"

#include "../assets/text.h"
#include "../platform/log.h"
#include "../platform/mem.h"

#include <string.h>

/* A line: a section's head (key NULL), a value, or neither (section NULL: a comment, a blank). */
typedef struct Line {
    char *text; /* as it stands in the file, without its end */
    char *section, *key, *value;
} Line;

static struct {
    bool is_open, is_changed;
    char *name; /* NULL: of a string */
    Line *lines;
    int count, capacity;
} the_ini;

/* MARK: lines */

static void line_free(Line *line) {
    mem_free(line->text);
    mem_free(line->section);
    mem_free(line->key);
    mem_free(line->value);
}

static void insert(int at, Line line) {
    MEM_RESERVE(the_ini.lines, the_ini.capacity, the_ini.count + 1);
    Line *place = &the_ini.lines[at];
    memmove(place + 1, place, (size_t)(the_ini.count - at) * sizeof *place);
    *place = line;
    the_ini.count++;
}

static void drop(int at) {
    Line *place = &the_ini.lines[at];
    line_free(place);
    the_ini.count--;
    memmove(place, place + 1, (size_t)(the_ini.count - at) * sizeof *place);
    the_ini.is_changed = true;
}

/* A copy without the blanks around it. */
static char *trimmed(const char *text, size_t length) {
    while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL)
        length--;
    while (length > 0 && strchr(" \t", text[0]) != NULL) {
        text++;
        length--;
    }
    return mem_textf("%.*s", (int)length, text);
}

/* The same, and without the quotes. */
static char *unquoted(const char *text, size_t length) {
    char *value = trimmed(text, length);
    size_t kept = strlen(value);
    if (kept >= 2 && value[0] == '"' && value[kept - 1] == '"') {
        memmove(value, value + 1, kept - 2);
        value[kept - 2] = '\0';
    }
    return value;
}

/* section: the one that the lines before are in; NULL: none. */
static Line parse_line(const char *text, size_t length, const char *section) {
    Line line = {.text = mem_textf("%.*s", (int)length, text)};
    char *inside = trimmed(text, length);
    const char *closing = strchr(inside, ']'), *equals = strchr(inside, '=');
    if (inside[0] == '[' && closing != NULL) {
        line.section = trimmed(inside + 1, (size_t)(closing - inside) - 1);
    } else if (section != NULL && equals != NULL && inside[0] != ';' && inside[0] != '#') {
        line.section = mem_text(section);
        line.key = trimmed(inside, (size_t)(equals - inside));
        line.value = unquoted(equals + 1, strlen(equals + 1));
    }
    mem_free(inside);
    return line;
}

static void parse(const char *text) {
    const char *section = NULL;
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        size_t kept = length > 0 && text[length - 1] == '\r' ? length - 1 : length;
        Line line = parse_line(text, kept, section);
        insert(the_ini.count, line);
        if (line.section != NULL) section = line.section;
        text += length + (text[length] == '\n' ? 1 : 0);
    }
}

/* The line of a key, or of a section's head (key NULL); GM_NONE. */
static int find(const char *section, const char *key) {
    for (int i = 0; section != NULL && i < the_ini.count; i++) {
        const Line *line = &the_ini.lines[i];
        if (line->section == NULL || strcmp(line->section, section) != 0) continue;
        if (key == NULL ? line->key == NULL : line->key != NULL && strcmp(line->key, key) == 0)
            return i;
    }
    return GM_NONE;
}

/* The text of all lines; lives as gm_text's does. */
static char *join(void) {
    size_t size = 1;
    for (int i = 0; i < the_ini.count; i++)
        size += strlen(the_ini.lines[i].text) + 1;
    char *text = text_take(size), *at = text;
    for (int i = 0; i < the_ini.count; i++) {
        size_t length = strlen(the_ini.lines[i].text);
        memcpy(at, the_ini.lines[i].text, length);
        at[length] = '\n';
        at += length + 1;
    }
    *at = '\0';
    return text;
}

/* MARK: opening and closing */

static void begin(const char *call) {
    if (the_ini.is_open) {
        log_warn("%s: the ini file before it was not closed", call);
        gm_ini_close();
    }
    the_ini.is_open = true;
}

void gm_ini_open(const char *file) {
    size_t size;
    bool is_missing;
    begin("gm_ini_open");
    char *text = game_file_load("gm_ini_open", file, &size, &is_missing);
    if (text != NULL) parse(text);
    mem_free(text);
    the_ini.name = mem_text(file);
}

void gm_ini_open_from_string(const char *text) {
    begin("gm_ini_open_from_string");
    if (text != NULL) parse(text);
}

static bool is_open(const char *call) {
    if (!the_ini.is_open) log_warn_once("%s: no ini file is open", call);
    return the_ini.is_open;
}

const char *gm_ini_close(void) {
    if (!is_open("gm_ini_close")) return "";
    const char *text = join();
    if (the_ini.name != NULL && the_ini.is_changed)
        game_file_save("gm_ini_close", the_ini.name, text, strlen(text));
    for (int i = 0; i < the_ini.count; i++)
        line_free(&the_ini.lines[i]);
    mem_free(the_ini.lines);
    mem_free(the_ini.name);
    memset(&the_ini, 0, sizeof the_ini);
    return text;
}

void ini_end(void) {
    if (!the_ini.is_open) return;
    if (the_ini.name != NULL && the_ini.is_changed)
        log_warn("the ini file \"%s\" was never closed", the_ini.name);
    gm_ini_close();
}

/* MARK: reading */

const char *gm_ini_read_string(const char *section, const char *key, const char *fallback) {
    int at = is_open("gm_ini_read_string") && key != NULL ? find(section, key) : GM_NONE;
    const char *value = at != GM_NONE ? the_ini.lines[at].value : fallback;
    return value != NULL ? gm_text("%s", value) : NULL;
}

double gm_ini_read_real(const char *section, const char *key, double fallback) {
    int at = is_open("gm_ini_read_real") && key != NULL ? find(section, key) : GM_NONE;
    if (at == GM_NONE) return fallback;
    const char *end;
    double value = game_file_real(the_ini.lines[at].value, &end);
    return end != the_ini.lines[at].value ? value : fallback;
}

bool gm_ini_section_exists(const char *section) {
    return is_open("gm_ini_section_exists") && find(section, NULL) != GM_NONE;
}

bool gm_ini_key_exists(const char *section, const char *key) {
    return is_open("gm_ini_key_exists") && key != NULL && find(section, key) != GM_NONE;
}

/* MARK: writing */

/* Where a new key of a section goes: behind its last value, or its head. The head is made. */
static int place_in(const char *section) {
    int place = GM_NONE;
    for (int i = 0; i < the_ini.count; i++)
        if (the_ini.lines[i].section != NULL && strcmp(the_ini.lines[i].section, section) == 0)
            place = i + 1;
    if (place != GM_NONE) return place;
    insert(the_ini.count, (Line){.text = mem_textf("[%s]", section), .section = mem_text(section)});
    return the_ini.count;
}

static bool fits(const char *text, const char *forbidden) {
    return text != NULL && text[strcspn(text, forbidden)] == '\0';
}

static void write_value(const char *call, const char *section, const char *key, const char *value) {
    if (!is_open(call)) return;
    if (!fits(section, "]\r\n") || !fits(key, "=\r\n") || !fits(value, "\r\n")) {
        log_warn("%s: section, key and value of an ini file are one line each", call);
        return;
    }
    int at = find(section, key);
    int place = at != GM_NONE ? at : place_in(section);
    if (at != GM_NONE) drop(at);
    insert(place, (Line){.text = mem_textf("%s=\"%s\"", key, value),
                         .section = mem_text(section),
                         .key = mem_text(key),
                         .value = mem_text(value)});
    the_ini.is_changed = true;
}

void gm_ini_write_string(const char *section, const char *key, const char *value) {
    write_value("gm_ini_write_string", section, key, value);
}

void gm_ini_write_real(const char *section, const char *key, double value) {
    write_value("gm_ini_write_real", section, key, game_file_number(value));
}

void gm_ini_key_delete(const char *section, const char *key) {
    int at = is_open("gm_ini_key_delete") && key != NULL ? find(section, key) : GM_NONE;
    if (at != GM_NONE) drop(at);
}

void gm_ini_section_delete(const char *section) {
    if (!is_open("gm_ini_section_delete") || section == NULL) return;
    for (int i = the_ini.count - 1; i >= 0; i--)
        if (the_ini.lines[i].section != NULL && strcmp(the_ini.lines[i].section, section) == 0)
            drop(i);
}
