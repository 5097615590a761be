/* Deeds: what a test puts there for a handler to do, between what is noted. */
#ifndef TESTS_DEEDS_H
#define TESTS_DEEDS_H

#include "notes.h"

static void (*the_deed)(GmInstance *self); /* NULL: none */

/* A handler that notes one word and then does the deed, once. */
#define NOTES_AND_DEED(function, word)                                                             \
    static void function(GmInstance *self, const GmEvent *event) {                                 \
        (void)event;                                                                               \
        note_of(self, word);                                                                       \
        do_once(&the_deed, self);                                                                  \
    }

/* A game of these objects, with nothing noted and nothing to do. */
static inline void deeds_open(const GmNamedObject *objects) {
    forget_notes();
    the_deed = NULL;
    support_open(objects);
}

#endif
