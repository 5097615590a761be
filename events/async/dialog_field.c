/* Typing into one line of text. */
#include "dialog_field.h"

#include "../../platform/mem.h"
#include "../../platform/utf8.h"
#include "../../runtime/gm_types.h"

#include <string.h>

static void insert(DialogField *field, size_t at, const char *bytes, size_t count) {
    size_t length = strlen(field->text);
    MEM_RESERVE(field->text, field->capacity, (int)(length + count + 1));
    memmove(field->text + at + count, field->text + at, length - at + 1);
    memcpy(field->text + at, bytes, count);
}

static void delete (DialogField *field, size_t from, size_t to) {
    memmove(field->text + from, field->text + to, strlen(field->text + to) + 1);
    field->caret = from;
}

void dialog_field_open(DialogField *field, const char *text) {
    MEM_RESERVE(field->text, field->capacity, 1);
    field->text[0] = '\0';
    insert(field, 0, text, strlen(text));
    field->caret = strlen(text);
}

void dialog_field_close(DialogField *field) {
    mem_free(field->text);
    *field = (DialogField){.text = NULL};
}

/* MARK: typing */

static bool fits_integer(const DialogField *field, char byte) {
    bool is_negative = field->text[0] == '-';
    size_t digits = strlen(field->text) - (is_negative ? 1 : 0);
    if (byte == '-') return field->caret == 0 && !is_negative;
    bool before_minus = field->caret == 0 && is_negative;
    return byte >= '0' && byte <= '9' && digits < DIALOG_DIGITS && !before_minus;
}

static bool fits(const DialogField *field, const char *character) {
    if (field->is_integer) return fits_integer(field, *character);
    return (unsigned char)*character >= ' ' && *character != '\x7F';
}

void dialog_field_type(DialogField *field, const char *text) {
    char *sound = utf8_repaired(text);
    for (size_t at = 0, end; sound[at] != '\0'; at = end) {
        end = utf8_next(sound, at);
        if (!fits(field, sound + at)) continue;
        insert(field, field->caret, sound + at, end - at);
        field->caret += end - at;
    }
    mem_free(sound);
}

bool dialog_field_key(DialogField *field, int key) {
    size_t before = utf8_previous(field->text, field->caret);
    size_t after = utf8_next(field->text, field->caret);
    switch (key) {
    case GM_VK_LEFT:
        field->caret = before;
        return true;
    case GM_VK_RIGHT:
        field->caret = after;
        return true;
    case GM_VK_HOME:
        field->caret = 0;
        return true;
    case GM_VK_END:
        field->caret = strlen(field->text);
        return true;
    case GM_VK_BACKSPACE:
        delete (field, before, field->caret);
        return true;
    case GM_VK_DELETE:
        delete (field, field->caret, after);
        return true;
    default:
        return false;
    }
}

/* MARK: what is seen */

static size_t character_count(const char *text, size_t end) {
    size_t count = 0;
    for (size_t at = 0; at < end; at = utf8_next(text, at))
        count++;
    return count;
}

char *dialog_field_shown(const DialogField *field) {
    char *shown = mem_text(field->text);
    if (field->is_secret) {
        size_t count = character_count(field->text, strlen(field->text));
        memset(shown, '*', count);
        shown[count] = '\0';
    }
    for (char *c = shown; *c != '\0'; c++)
        if ((unsigned char)*c < ' ') *c = ' ';
    return shown;
}

size_t dialog_field_caret_shown(const DialogField *field) {
    return field->is_secret ? character_count(field->text, field->caret) : field->caret;
}

void dialog_field_put_caret(DialogField *field, size_t shown) {
    if (!field->is_secret) {
        field->caret = shown;
        return;
    }
    field->caret = 0;
    while (shown-- > 0)
        field->caret = utf8_next(field->text, field->caret);
}
