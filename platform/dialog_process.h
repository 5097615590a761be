/* The desktop's own dialogs, as another program's windows. The game keeps running meanwhile. */
#ifndef PLATFORM_DIALOG_PROCESS_H
#define PLATFORM_DIALOG_PROCESS_H

#include <stdatomic.h>
#include <stdbool.h>

typedef enum DialogKind {
    DIALOG_MESSAGE,
    DIALOG_QUESTION,
    DIALOG_STRING,
    DIALOG_INTEGER,
    DIALOG_LOGIN
} DialogKind;

/* What is asked. All texts are UTF-8 and never NULL. */
typedef struct DialogAsk {
    DialogKind kind;
    char *title;  /* of the game */
    char *text;   /* "" for a login */
    char *first;  /* what the field holds at first; of a login the user's name */
    char *second; /* of a login the password */
} DialogAsk;

typedef struct DialogAnswer {
    bool accepted;        /* OK or Yes */
    char *first, *second; /* the fields; mem_free. NULL: there is none */
} DialogAnswer;

void dialog_ask_copy(DialogAsk *to, const DialogAsk *from);
void dialog_ask_free(DialogAsk *ask);
void dialog_answer_free(DialogAnswer *answer);

/* Could a dialog be shown: is there a display, and the program? */
bool dialog_process_is_there(void);
/* Shows the dialog and waits until it is closed, or until *stop: then it is taken away, and not
 * accepted. False: it could not be shown; why (256 bytes) says so. Thread: worker. */
bool dialog_process_ask(const DialogAsk *ask, const atomic_bool *stop, DialogAnswer *answer,
                        char *why);

#endif
