/* gm_file_text_...: text files, whole in memory from opening to closing. */
#include "gm_file.h"
#include "files.h"

#include "../assets/handle.h"
#include "../assets/text.h"
#include "../platform/log.h"
#include "../platform/mem.h"

#include <string.h>

typedef struct TextFile {
    char *name; /* NULL: it is read */
    char *bytes;
    size_t size, capacity, at; /* capacity: of what is written; at: what is read next */
} TextFile;

static HandleTable the_texts;

static TextFile *wanted(const char *call, int number, bool writes) {
    TextFile *file = handle_item(&the_texts, number);
    if (file == NULL)
        log_warn_once("%s: no text file %d is open", call, number);
    else if ((file->name != NULL) != writes)
        log_warn_once("%s: text file %d was opened for %s", call, number,
                      writes ? "reading" : "writing");
    else
        return file;
    return NULL;
}

static int open_text(char *name, char *bytes, size_t size) {
    TextFile *file = mem_alloc(sizeof *file);
    *file = (TextFile){.name = name, .bytes = bytes, .size = size, .capacity = size};
    return handle_give(&the_texts, file);
}

/* MARK: opening */

int gm_file_text_open_read(const char *name) {
    size_t size;
    bool is_missing;
    char *bytes = game_file_load("gm_file_text_open_read", name, &size, &is_missing);
    if (is_missing) log_warn("gm_file_text_open_read: there is no file \"%s\"", name);
    return bytes != NULL ? open_text(NULL, bytes, size) : GM_NONE;
}

int gm_file_text_open_write(const char *name) {
    return open_text(mem_text(name != NULL ? name : ""), NULL, 0);
}

int gm_file_text_open_append(const char *name) {
    size_t size = 0;
    bool is_missing;
    char *bytes = game_file_load("gm_file_text_open_append", name, &size, &is_missing);
    if (bytes == NULL && !is_missing) return GM_NONE;
    return open_text(mem_text(name), bytes, bytes != NULL ? size : 0);
}

int gm_file_text_open_from_string(const char *text) {
    if (text == NULL) text = "";
    return open_text(NULL, mem_text(text), strlen(text));
}

/* MARK: reading */

static bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

/* How many bytes from at on belong to the line. */
static size_t rest_of_line(const TextFile *file) {
    size_t length = 0;
    while (file->at + length < file->size && !is_line_end(file->bytes[file->at + length]))
        length++;
    return length;
}

static const char *take(TextFile *file, size_t length) {
    char *text = text_take(length + 1);
    if (length > 0) memcpy(text, file->bytes + file->at, length);
    text[length] = '\0';
    file->at += length;
    return text;
}

const char *gm_file_text_read_string(int number) {
    TextFile *file = wanted("gm_file_text_read_string", number, false);
    return file != NULL ? take(file, rest_of_line(file)) : "";
}

double gm_file_text_read_real(int number) {
    TextFile *file = wanted("gm_file_text_read_real", number, false);
    if (file == NULL) return 0;
    const char *from = file->bytes + file->at, *end; /* a zero follows the last byte */
    double value = game_file_real(from, &end);
    file->at += (size_t)(end - from);
    return value;
}

const char *gm_file_text_readln(int number) {
    TextFile *file = wanted("gm_file_text_readln", number, false);
    if (file == NULL) return "";
    size_t length = rest_of_line(file);
    const char *end = file->bytes + file->at + length;
    if (end[0] == '\r' && end[1] == '\n') return take(file, length + 2);
    return take(file, file->at + length < file->size ? length + 1 : length);
}

bool gm_file_text_eoln(int number) {
    const TextFile *file = wanted("gm_file_text_eoln", number, false);
    return file == NULL || rest_of_line(file) == 0;
}

bool gm_file_text_eof(int number) {
    const TextFile *file = handle_item(&the_texts, number);
    return file == NULL || file->name != NULL || file->at >= file->size;
}

/* MARK: writing */

static void write_text(const char *call, int number, const char *text) {
    TextFile *file = wanted(call, number, true);
    size_t length = text != NULL ? strlen(text) : 0;
    if (file == NULL || length == 0) return;
    if (file->size + length > file->capacity) {
        file->capacity = (file->size + length) * 2;
        file->bytes = mem_resize(file->bytes, file->capacity);
    }
    memcpy(file->bytes + file->size, text, length);
    file->size += length;
}

void gm_file_text_write_string(int number, const char *text) {
    write_text("gm_file_text_write_string", number, text);
}

void gm_file_text_write_real(int number, double value) {
    write_text("gm_file_text_write_real", number, game_file_number(value));
}

void gm_file_text_writeln(int number) {
    write_text("gm_file_text_writeln", number, "\n");
}

/* MARK: closing */

static bool close_text(int number) {
    TextFile *file = handle_item(&the_texts, number);
    const char *bytes = file->bytes != NULL ? file->bytes : "";
    bool saved =
        file->name == NULL || game_file_save("gm_file_text_close", file->name, bytes, file->size);
    handle_take_back(&the_texts, number);
    mem_free(file->name);
    mem_free(file->bytes);
    mem_free(file);
    return saved;
}

bool gm_file_text_close(int number) {
    if (handle_item(&the_texts, number) != NULL) return close_text(number);
    log_warn_once("gm_file_text_close: no text file %d is open", number);
    return false;
}

void file_texts_close(void) {
    for (int i = 0; i < the_texts.count; i++) {
        const TextFile *file = handle_item(&the_texts, i);
        if (file == NULL) continue;
        if (file->name != NULL) log_warn("the text file \"%s\" was never closed", file->name);
        close_text(i);
    }
    handle_close(&the_texts);
}
