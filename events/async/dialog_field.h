/* One line of text that is being typed: UTF-8, and a caret. Thread: main. */
#ifndef EVENTS_ASYNC_DIALOG_FIELD_H
#define EVENTS_ASYNC_DIALOG_FIELD_H

#include <stdbool.h>
#include <stddef.h>

typedef struct DialogField {
    char *text;
    int capacity;
    size_t caret;    /* byte of the text before which it stands */
    bool is_integer; /* takes an optional minus and up to DIALOG_DIGITS digits, nothing else */
    bool is_secret;  /* shown as stars */
} DialogField;
enum { DIALOG_DIGITS = 15 };

void dialog_field_open(DialogField *field, const char *text); /* the caret at its end */
void dialog_field_close(DialogField *field);
void dialog_field_type(DialogField *field, const char *text); /* what does not fit is left out */
/* A key that moves or deletes: left, right, home, end, backspace, delete. False: another one. */
bool dialog_field_key(DialogField *field, int key);
/* What is seen: the text, or a star for each character; line ends are blanks. mem_free */
char *dialog_field_shown(const DialogField *field);
/* Place of the caret in what is seen, and the other way round; in bytes. */
size_t dialog_field_caret_shown(const DialogField *field);
void dialog_field_put_caret(DialogField *field, size_t shown);

#endif
