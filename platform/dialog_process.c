/* What a dialog asks and answers, as values: copies and ends. */
#include "dialog_process.h"
#include "mem.h"

void dialog_ask_copy(DialogAsk *to, const DialogAsk *from) {
    *to = (DialogAsk){.kind = from->kind,
                      .title = mem_text(from->title),
                      .text = mem_text(from->text),
                      .first = mem_text(from->first),
                      .second = mem_text(from->second)};
}

void dialog_ask_free(DialogAsk *ask) {
    mem_free(ask->title);
    mem_free(ask->text);
    mem_free(ask->first);
    mem_free(ask->second);
    *ask = (DialogAsk){.kind = ask->kind};
}

void dialog_answer_free(DialogAnswer *answer) {
    mem_free(answer->first);
    mem_free(answer->second);
    *answer = (DialogAnswer){.accepted = false};
}
