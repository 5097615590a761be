/* gm_string_...: parts of texts, and texts of parts. */
#include "text.h"
#include "../platform/log.h"
#include "../platform/utf8.h"
#include "../runtime/gm_string.h"

#include <string.h>

enum { MOST_BYTES = 1 << 28 };

/* A text and how much of it: pieces of others, without copies. */
typedef struct Piece {
    const char *text;
    size_t bytes;
} Piece;

static Piece all_of(const char *text) {
    if (text == NULL) text = "";
    return (Piece){text, strlen(text)};
}

/* From a place in bytes on, up to another. */
static Piece between(Piece piece, size_t from, size_t to) {
    return (Piece){piece.text + from, to - from};
}

/* MARK: making texts */

/* Room for a text that is filled from the start; NULL: too much, and a warning says so. */
static char *room(const char *call, size_t bytes) {
    if (bytes <= MOST_BYTES) return text_take(bytes + 1);
    log_warn_once("%s: the text would be longer than %d MiB", call, MOST_BYTES >> 20);
    return NULL;
}

/* Behind the last piece. */
static char *put(char *to, Piece piece) {
    memcpy(to, piece.text, piece.bytes);
    to[piece.bytes] = '\0';
    return to + piece.bytes;
}

static const char *copy_of(Piece piece) {
    char *copy = text_take(piece.bytes + 1);
    put(copy, piece);
    return copy;
}

static const char *joined(const char *call, Piece a, Piece b, Piece c) {
    char *text = room(call, a.bytes + b.bytes + c.bytes);
    if (text == NULL) return "";
    put(put(put(text, a), b), c);
    return text;
}

/* MARK: places */

/* Where the byte lies that is so many characters behind another. */
static size_t forward(const char *text, size_t at, int characters) {
    for (; characters > 0 && text[at] != '\0'; characters--)
        at = utf8_next(text, at);
    return at;
}

static size_t place_of(const char *text, int index) {
    return forward(text, 0, index > 1 ? index - 1 : 0);
}

/* How many characters begin before a byte. */
static int characters_before(const char *text, size_t end) {
    int count = 0;
    for (size_t at = 0; at < end; at = utf8_next(text, at))
        count++;
    return count;
}

/* The first part at or after a byte; NULL: there is none. */
static const char *find(Piece text, size_t from, Piece part) {
    return part.bytes > 0 ? strstr(text.text + from, part.text) : NULL;
}

/* MARK: reading */

int gm_string_length(const char *text) {
    Piece whole = all_of(text);
    return characters_before(whole.text, whole.bytes);
}

int gm_string_byte_length(const char *text) {
    return (int)all_of(text).bytes;
}

const char *gm_string_copy(const char *text, int index, int count) {
    Piece whole = all_of(text);
    size_t from = place_of(whole.text, index);
    return copy_of(between(whole, from, forward(whole.text, from, count)));
}

const char *gm_string_char_at(const char *text, int index) {
    return gm_string_copy(text, index, 1);
}

int gm_string_ord_at(const char *text, int index) {
    Piece whole = all_of(text);
    size_t at = place_of(whole.text, index);
    return whole.text[at] != '\0' ? (int)utf8_code(whole.text, &at) : -1;
}

int gm_string_pos(const char *part, const char *text) {
    Piece whole = all_of(text);
    const char *found = find(whole, 0, all_of(part));
    return found != NULL ? characters_before(whole.text, (size_t)(found - whole.text)) + 1 : 0;
}

int gm_string_last_pos(const char *part, const char *text) {
    Piece whole = all_of(text), wanted = all_of(part);
    if (wanted.bytes == 0 || wanted.bytes > whole.bytes) return 0;
    for (size_t at = whole.bytes - wanted.bytes + 1; at-- > 0;)
        if (memcmp(whole.text + at, wanted.text, wanted.bytes) == 0)
            return characters_before(whole.text, at) + 1;
    return 0;
}

int gm_string_count(const char *part, const char *text) {
    Piece whole = all_of(text), wanted = all_of(part);
    int count = 0;
    for (const char *at = find(whole, 0, wanted); at != NULL;
         at = find(whole, (size_t)(at - whole.text) + wanted.bytes, wanted))
        count++;
    return count;
}

bool gm_string_starts_with(const char *text, const char *part) {
    Piece whole = all_of(text), wanted = all_of(part);
    return strncmp(whole.text, wanted.text, wanted.bytes) == 0;
}

bool gm_string_ends_with(const char *text, const char *part) {
    Piece whole = all_of(text), wanted = all_of(part);
    if (wanted.bytes > whole.bytes) return false;
    return strcmp(whole.text + whole.bytes - wanted.bytes, wanted.text) == 0;
}

/* MARK: changing */

const char *gm_string_delete(const char *text, int index, int count) {
    Piece whole = all_of(text);
    size_t from = place_of(whole.text, index), to = forward(whole.text, from, count);
    return joined("gm_string_delete", between(whole, 0, from), between(whole, to, whole.bytes),
                  (Piece){"", 0});
}

const char *gm_string_insert(const char *part, const char *text, int index) {
    Piece whole = all_of(text);
    size_t at = place_of(whole.text, index);
    return joined("gm_string_insert", between(whole, 0, at), all_of(part),
                  between(whole, at, whole.bytes));
}

const char *gm_string_replace(const char *text, const char *part, const char *other) {
    Piece whole = all_of(text), wanted = all_of(part);
    const char *found = find(whole, 0, wanted);
    if (found == NULL) return copy_of(whole);
    size_t at = (size_t)(found - whole.text);
    return joined("gm_string_replace", between(whole, 0, at), all_of(other),
                  between(whole, at + wanted.bytes, whole.bytes));
}

const char *gm_string_replace_all(const char *text, const char *part, const char *other) {
    Piece whole = all_of(text), wanted = all_of(part), put_in = all_of(other);
    size_t count = (size_t)gm_string_count(wanted.text, whole.text), at = 0;
    char *made =
        room("gm_string_replace_all", whole.bytes - count * wanted.bytes + count * put_in.bytes);
    if (made == NULL) return "";
    char *end = made;
    for (const char *found = find(whole, 0, wanted); found != NULL;
         found = find(whole, at, wanted)) {
        size_t next = (size_t)(found - whole.text);
        end = put(put(end, between(whole, at, next)), put_in);
        at = next + wanted.bytes;
    }
    put(end, between(whole, at, whole.bytes));
    return made;
}

const char *gm_string_repeat(const char *text, int count) {
    Piece whole = all_of(text);
    if (count < 1 || whole.bytes == 0) return "";
    char *made = room("gm_string_repeat", whole.bytes * (size_t)count), *end = made;
    if (made == NULL) return "";
    for (int i = 0; i < count; i++)
        end = put(end, whole);
    return made;
}

/* MARK: leaving out */

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_letter_or_digit(char c) {
    return is_letter(c) || is_digit(c);
}

static const char *only(const char *text, bool (*stays)(char c)) {
    Piece whole = all_of(text);
    char *made = text_take(whole.bytes + 1);
    size_t used = 0;
    for (size_t i = 0; i < whole.bytes; i++)
        if (stays(whole.text[i])) made[used++] = whole.text[i];
    made[used] = '\0';
    return made;
}

const char *gm_string_trim(const char *text) {
    Piece whole = all_of(text);
    size_t from = 0, to = whole.bytes;
    while (from < to && is_blank(whole.text[from]))
        from++;
    while (to > from && is_blank(whole.text[to - 1]))
        to--;
    return copy_of(between(whole, from, to));
}

const char *gm_string_digits(const char *text) {
    return only(text, is_digit);
}

const char *gm_string_letters(const char *text) {
    return only(text, is_letter);
}

const char *gm_string_lettersdigits(const char *text) {
    return only(text, is_letter_or_digit);
}

/* MARK: single characters */

const char *gm_chr(int number) {
    bool is_surrogate = number >= 0xD800 && number <= 0xDFFF;
    if (number < 1 || number > 0x10FFFF || is_surrogate) return "";
    char *text = text_take(5);
    text[utf8_put(text, (uint32_t)number)] = '\0';
    return text;
}

int gm_ord(const char *text) {
    size_t at = 0;
    return (int)utf8_code(text != NULL ? text : "", &at);
}
