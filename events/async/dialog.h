/* Dialogs (event 63): one at a time, in the order of the calls, by one of three back ends: answers
 * given beforehand, the desktop's own dialogs, or one drawn in the game's window.
 * Thread: main unless said otherwise. */
#ifndef EVENTS_ASYNC_DIALOG_H
#define EVENTS_ASYNC_DIALOG_H

#include "../../platform/dialog_process.h"
#include "../../platform/window.h"
#include "../async.h"

/* How dialogs are shown from now on, chosen by what is there: answers (ends with NULL) are used in
 * order; NULL: the desktop's dialogs if there is a display, else the window.
 * ASYNCADE_DIALOG=script, zenity or window in the environment decides instead. To be called while
 * none is open; before the first game it is as if called with NULL, "". title is the game's,
 * copied; answers stay the caller's and must last. */
void dialog_choose(const char *const *answers, const char *title);

/* MARK: the dialog in the window */

/* True: the event was the dialog's; the game does not get it. */
bool dialog_window_input(const WindowEvent *event);
/* Draws it, if one is open, over the finished picture, in window pixels. */
void dialog_window_draw(void);

/* MARK: back ends */

typedef enum DialogOpening {
    DIALOG_OPENED,   /* it is shown; dialog_answer follows when it is closed */
    DIALOG_ANSWERED, /* dialog_answer was called already */
    DIALOG_UNABLE    /* it cannot show dialogs, and said why */
} DialogOpening;

typedef struct DialogBackEnd {
    const char *name;
    DialogOpening (*open)(const DialogAsk *ask,
                          Request *request); /* ask is lent until it is over */
    bool (*poll)(void);   /* each step; false: the open dialog could not be shown. NULL: nothing */
    void (*cancel)(void); /* the open dialog is not wanted any more. NULL: its worker sees that */
    void (*close)(void);  /* at the end: stop, join; nothing is answered any more */
} DialogBackEnd;
extern const DialogBackEnd dialog_script, dialog_desktop, dialog_window;

/* Posts the event of a dialog that was closed. Thread: any */
void dialog_answer(Request *request, DialogKind kind, const DialogAnswer *answer);
void dialog_script_use(const char *const *answers); /* ends with NULL; NULL: none */

#endif
