/* Dialogs answered beforehand, for runs that nobody watches: --answer TEXT, one for each dialog.
 * "ok" and "yes" accept a dialog as it is, "cancel" and "no" do not; a string or integer dialog
 * takes any other text for what is typed, a login "user:password". */
#include "dialog.h"

#include "../../platform/log.h"
#include "../../platform/mem.h"

#include <stddef.h>
#include <string.h>

static struct { const char *const *next; /* ends with NULL; NULL: none were given */ } the_script;

void dialog_script_use(const char *const *answers) {
    the_script.next = answers;
}

static bool is_word(const char *answer, const char *word) {
    return strcmp(answer, word) == 0;
}

/* A message or a question: only which button. */
static bool accepts(const DialogAsk *ask, const char *answer) {
    if (is_word(answer, "ok") || is_word(answer, "yes")) return true;
    if (!is_word(answer, "cancel") && !is_word(answer, "no"))
        log_warn(
            "the answer \"%s\" does not fit the dialog \"%s\": expected ok, yes, no or cancel; "
            "taken for cancel",
            answer, ask->text);
    return false;
}

static DialogAnswer typed(const DialogAsk *ask, const char *answer) {
    if (is_word(answer, "cancel")) return (DialogAnswer){.accepted = false};
    if (is_word(answer, "ok"))
        return (DialogAnswer){true, mem_text(ask->first), mem_text(ask->second)};
    if (ask->kind != DIALOG_LOGIN) return (DialogAnswer){true, mem_text(answer), NULL};
    size_t user = strcspn(answer, ":");
    const char *password = answer[user] == ':' ? answer + user + 1 : "";
    return (DialogAnswer){true, mem_textf("%.*s", (int)user, answer), mem_text(password)};
}

static DialogOpening open(const DialogAsk *ask, Request *request) {
    DialogAnswer answer = {.accepted = false};
    if (the_script.next == NULL || *the_script.next == NULL)
        log_warn("no answer is left for the dialog \"%s\": cancelled", ask->text);
    else if (ask->kind == DIALOG_MESSAGE || ask->kind == DIALOG_QUESTION)
        answer.accepted = accepts(ask, *the_script.next++);
    else
        answer = typed(ask, *the_script.next++);
    dialog_answer(request, ask->kind, &answer);
    dialog_answer_free(&answer);
    return DIALOG_ANSWERED;
}

static void close(void) {
    the_script.next = NULL;
}

const DialogBackEnd dialog_script = {.name = "script", .open = open, .close = close};
