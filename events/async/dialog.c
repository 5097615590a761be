/* Dialogs (event 63): the queue of those that were asked for. The first is open; when its answer
 * lands, the next one opens before the event's handlers run. */
#include "dialog.h"

#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../platform/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Dialog {
    struct Dialog *next;
    Request *request;
    DialogAsk ask;
} Dialog;

static struct {
    Dialog *first, **end; /* the first is open */
    const DialogBackEnd *back;
    char *title;
} the_dialogs;

/* MARK: answers. Thread: any */

/* A whole number with nothing else around it but blanks. */
static bool read_integer(const char *text, double *value) {
    text += strspn(text, " \t");
    size_t digits = strspn(text + (*text == '-' || *text == '+' ? 1 : 0), "0123456789");
    const char *rest = text + (*text == '-' || *text == '+' ? 1 : 0) + digits;
    if (digits == 0 || digits > 300 || rest[strspn(rest, " \t")] != '\0') return false;
    *value = strtod(text, NULL);
    return true;
}

static void set_text(Map *map, const MapKey *key, const char *text) {
    map_set_text(map, key, text, strlen(text));
}

/* Nothing typed is no number: the text "", as the manual has it. */
static void set_value(Map *map, const char *text) {
    double value;
    if (read_integer(text, &value))
        map_set_real(map, ASYNC_KEY(value), value);
    else if (*text == '\0')
        set_text(map, ASYNC_KEY(value), "");
}

static void set_fields(Map *map, DialogKind kind, bool accepted, const char *first,
                       const char *second) {
    switch (kind) {
    case DIALOG_MESSAGE:
    case DIALOG_QUESTION:
        return;
    case DIALOG_INTEGER:
        if (accepted) set_value(map, first);
        set_text(map, ASYNC_KEY(result), first);
        return;
    case DIALOG_STRING:
        set_text(map, ASYNC_KEY(result), first);
        return;
    case DIALOG_LOGIN:
        set_text(map, ASYNC_KEY(username), first);
        set_text(map, ASYNC_KEY(password), second);
        return;
    }
}

void dialog_answer(Request *request, DialogKind kind, const DialogAnswer *answer) {
    bool has_first = answer->accepted && answer->first != NULL;
    bool has_second = answer->accepted && answer->second != NULL;
    Completion *completion = completion_new(sizeof *completion, request, true);
    map_set_real(completion->map, ASYNC_KEY(status), answer->accepted ? 1 : 0);
    set_fields(completion->map, kind, answer->accepted, has_first ? answer->first : "",
               has_second ? answer->second : "");
    mailbox_post(completion);
}

static void answer_cancelled(const Dialog *dialog) {
    dialog_answer(dialog->request, dialog->ask.kind, &(DialogAnswer){.accepted = false});
}

/* MARK: the queue */

static void drop(Dialog *dialog) {
    dialog_ask_free(&dialog->ask);
    mem_free(dialog);
}

static void take_out(Dialog **place) {
    Dialog *dialog = *place;
    *place = dialog->next;
    if (the_dialogs.end == &dialog->next) the_dialogs.end = place;
    drop(dialog);
}

static DialogOpening open_one(const Dialog *dialog) {
    if (request_is_cancelled(dialog->request)) {
        answer_cancelled(dialog);
        return DIALOG_ANSWERED;
    }
    DialogOpening opening = the_dialogs.back->open(&dialog->ask, dialog->request);
    if (opening != DIALOG_UNABLE) return opening;
    the_dialogs.back = &dialog_window; /* which always can */
    return the_dialogs.back->open(&dialog->ask, dialog->request);
}

/* Opens the first, and those behind it as long as they are answered at once. */
static void open_first(void) {
    while (the_dialogs.first != NULL && open_one(the_dialogs.first) == DIALOG_ANSWERED)
        take_out(&the_dialogs.first);
}

static int ask(const char *call, DialogKind kind, const char *text, const char *first,
               const char *second) {
    if (the_dialogs.back == NULL) return GM_NONE; /* no game is running */
    Dialog *dialog = mem_alloc(sizeof *dialog);
    dialog->request = request_open(&dialog_source, call);
    dialog->ask = (DialogAsk){.kind = kind,
                              .title = mem_text(the_dialogs.title != NULL ? the_dialogs.title : ""),
                              .text = utf8_repaired(text),
                              .first = utf8_repaired(first),
                              .second = utf8_repaired(second)};
    int id = dialog->request->id;
    bool is_first = the_dialogs.first == NULL;
    *the_dialogs.end = dialog;
    the_dialogs.end = &dialog->next;
    if (is_first) open_first();
    return id;
}

/* MARK: the source */

static void open_source(void) {
    the_dialogs.end = &the_dialogs.first;
    if (the_dialogs.back == NULL) dialog_choose(NULL, "");
}

static void poll_source(void) {
    if (the_dialogs.first == NULL || the_dialogs.back->poll == NULL) return;
    if (the_dialogs.back->poll()) return;
    the_dialogs.back = &dialog_window;
    open_first();
}

static bool land(Completion *completion) {
    if (the_dialogs.first == NULL || the_dialogs.first->request != completion->request) return true;
    take_out(&the_dialogs.first);
    open_first();
    return true;
}

static void cancel(Request *request) {
    if (the_dialogs.first != NULL && the_dialogs.first->request == request) {
        if (the_dialogs.back->cancel != NULL) the_dialogs.back->cancel();
        return;
    }
    for (Dialog **place = &the_dialogs.first; *place != NULL; place = &(*place)->next) {
        if ((*place)->request != request) continue;
        answer_cancelled(*place);
        take_out(place);
        return;
    }
}

static void close_source(void) {
    if (the_dialogs.first != NULL) atomic_store(&the_dialogs.first->request->cancelled, true);
    dialog_script.close();
    dialog_desktop.close();
    dialog_window.close();
    while (the_dialogs.first != NULL)
        take_out(&the_dialogs.first);
    the_dialogs.back = NULL;
    mem_free(the_dialogs.title);
    the_dialogs.title = NULL;
}

const AsyncSource dialog_source = {
    .name = "dialog",
    .event = EVENT_OTHER_DIALOG_ASYNC,
    .asks_people = true,
    .open = open_source,
    .poll = poll_source,
    .land = land,
    .cancel = cancel,
    .close = close_source,
};

/* MARK: choosing */

static const DialogBackEnd *named(const char *name) {
    const DialogBackEnd *const all[] = {&dialog_script, &dialog_desktop, &dialog_window};
    for (int i = 0; i < 3; i++)
        if (strcmp(all[i]->name, name) == 0) return all[i];
    log_warn("ASYNCADE_DIALOG is \"%s\": expected script, zenity or window", name);
    return NULL;
}

static const DialogBackEnd *what_is_there(const char *const *answers) {
    if (answers != NULL) return &dialog_script;
    if (window_is_headless()) return &dialog_window;
    return dialog_process_is_there() ? &dialog_desktop : &dialog_window;
}

void dialog_choose(const char *const *answers, const char *title) {
    const char *wanted = getenv("ASYNCADE_DIALOG");
    const DialogBackEnd *back = wanted != NULL && *wanted != '\0' ? named(wanted) : NULL;
    the_dialogs.back = back != NULL ? back : what_is_there(answers);
    dialog_script_use(answers);
    mem_free(the_dialogs.title);
    the_dialogs.title = utf8_repaired(title);
}

/* MARK: calls */

int gm_show_message_async(const char *text) {
    return ask("gm_show_message_async", DIALOG_MESSAGE, text, "", "");
}

int gm_show_question_async(const char *text) {
    return ask("gm_show_question_async", DIALOG_QUESTION, text, "", "");
}

int gm_get_string_async(const char *text, const char *start) {
    return ask("gm_get_string_async", DIALOG_STRING, text, start, "");
}

int gm_get_integer_async(const char *text, int start) {
    char number[16];
    snprintf(number, sizeof number, "%d", start);
    return ask("gm_get_integer_async", DIALOG_INTEGER, text, number, "");
}

int gm_get_login_async(const char *username, const char *password) {
    return ask("gm_get_login_async", DIALOG_LOGIN, "", username, password);
}
