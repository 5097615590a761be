/* Dialogs by zenity, GNOME's program for that. Each is one child process with its arguments as they
 * are, no shell; its exit status and what it says on stdout are the answer. */
#include "dialog_process.h"
#include "mem.h"
#include "process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { WAIT_MS = 20, WHY = 256, ARGUMENTS = 12, STATUS_NOT_FOUND = 127 };

typedef struct Arguments {
    char *texts[ARGUMENTS + 1]; /* ends with NULL */
    int count;
} Arguments;

/* MARK: texts */

/* An entry's text is read as C reads a string, and an underscore would underline the next letter:
 * doubled, both are themselves. mem_free */
static char *escaped(const char *text) {
    char *to = mem_alloc(2 * strlen(text) + 1);
    size_t used = 0;
    for (; *text != '\0'; text++) {
        if (*text == '\\' || *text == '_') to[used++] = *text;
        to[used++] = *text;
    }
    return to;
}

static void add(Arguments *to, const char *option, const char *value) {
    to->texts[to->count++] = value != NULL ? mem_textf("%s=%s", option, value) : mem_text(option);
}

static void arguments_free(Arguments *arguments) {
    for (int i = 0; i < arguments->count; i++)
        mem_free(arguments->texts[i]);
}

/* zenity takes its arguments for texts in the user's locale, and answers in it. */
static bool locale_is_utf8(void) {
    const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (int i = 0; i < 3; i++) {
        const char *locale = getenv(names[i]);
        if (locale == NULL || *locale == '\0') continue;
        const char *charset = strchr(locale, '.');
        return charset != NULL &&
               (strncasecmp(charset, ".utf-8", 6) == 0 || strncasecmp(charset, ".utf8", 5) == 0);
    }
    return false;
}

/* MARK: the command */

static void add_entry(Arguments *to, const DialogAsk *ask) {
    char *text = escaped(ask->text);
    add(to, "--entry", NULL);
    add(to, "--text", text);
    add(to, "--entry-text", ask->first);
    mem_free(text);
}

/* A form cannot be filled in beforehand, and a password does not belong among the arguments, which
 * every user of the machine can read: a field left empty means what the game gave. */
static void add_login(Arguments *to, const DialogAsk *ask) {
    char *user = *ask->first != '\0' ? mem_textf("User name (empty: %s)", ask->first)
                                     : mem_text("User name");
    add(to, "--forms", NULL);
    add(to, "--text", "");
    add(to, "--separator", "\n");
    add(to, "--add-entry", user);
    add(to, "--add-password", *ask->second != '\0' ? "Password (empty: as before)" : "Password");
    mem_free(user);
}

static void add_kind(Arguments *to, const DialogAsk *ask) {
    switch (ask->kind) {
    case DIALOG_MESSAGE:
    case DIALOG_QUESTION:
        add(to, ask->kind == DIALOG_MESSAGE ? "--info" : "--question", NULL);
        add(to, "--no-markup", NULL);
        add(to, "--text", ask->text);
        return;
    case DIALOG_STRING:
    case DIALOG_INTEGER:
        add_entry(to, ask);
        return;
    case DIALOG_LOGIN:
        add_login(to, ask);
        return;
    }
}

static Arguments arguments_of(const DialogAsk *ask) {
    Arguments all = {.count = 0};
    if (!locale_is_utf8()) {
        add(&all, "env", NULL);
        add(&all, "LC_ALL", "C.UTF-8");
    }
    add(&all, "zenity", NULL);
    if (*ask->title != '\0') add(&all, "--title", ask->title);
    add_kind(&all, ask);
    return all;
}

/* MARK: the answer */

static char *field_or(const char *text, size_t bytes, const char *otherwise) {
    return bytes > 0 ? mem_textf("%.*s", (int)bytes, text) : mem_text(otherwise);
}

static void read_fields(const DialogAsk *ask, const char *said, DialogAnswer *answer) {
    size_t bytes = strlen(said);
    if (bytes > 0 && said[bytes - 1] == '\n') bytes--; /* zenity's own */
    if (ask->kind != DIALOG_LOGIN) {
        answer->first = field_or(said, bytes, "");
        return;
    }
    size_t user = strcspn(said, "\n");
    size_t rest = user < bytes ? user + 1 : bytes;
    answer->first = field_or(said, user, ask->first);
    answer->second = field_or(said + rest, bytes - rest, ask->second);
}

/* Did it say itself that it could not open a window? Its exit status is that of Cancel then. */
static bool has_failed(const Process *process, char *why) {
    int status = process_status(process);
    const char *said = process_errors(process);
    bool no_display = status == 1 && strstr(said, "cannot open display") != NULL;
    if (status != STATUS_NOT_FOUND && status != 255 && !no_display) return false;
    while (*said == '\n')
        said++;
    int bytes = (int)strcspn(said, "\n");
    snprintf(why, WHY, "zenity ended with status %d%s%.*s", status, bytes > 0 ? ": " : "", bytes,
             said);
    return true;
}

static bool ask_process(Process *process, const DialogAsk *ask, const atomic_bool *stop,
                        DialogAnswer *answer, char *why) {
    while (!process_wait_ms(process, WAIT_MS))
        if (atomic_load(stop)) return true;
    if (has_failed(process, why)) return false;
    answer->accepted = process_status(process) == 0; /* Cancel, closed, killed, crashed: not */
    if (answer->accepted) read_fields(ask, process_output(process), answer);
    return true;
}

/* MARK: entry points */

bool dialog_process_is_there(void) {
    const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    bool has_display = (x11 != NULL && *x11 != '\0') || (wayland != NULL && *wayland != '\0');
    return has_display && process_can_run("zenity");
}

bool dialog_process_ask(const DialogAsk *ask, const atomic_bool *stop, DialogAnswer *answer,
                        char *why) {
    *answer = (DialogAnswer){.accepted = false};
    if (atomic_load(stop)) return true;
    Arguments arguments = arguments_of(ask);
    Process *process = process_start_apart((const char *const *)arguments.texts, why);
    arguments_free(&arguments);
    if (process == NULL) return false;
    bool was_shown = ask_process(process, ask, stop, answer, why);
    process_free(process);
    return was_shown;
}
