/* A trace of what ran: handlers note words, a test compares the line.
 *
 * Instances are called by name: make("obj_a", "a1") makes one that notes "a1.Step". Objects whose
 * instances are named have GM_VARS(Named, name). One that a handler makes without make(), or that a
 * room starts with and gives no name, is called by its object: "obj_a". */
#ifndef TESTS_NOTES_H
#define TESTS_NOTES_H

#include "support.h"

#include <stdio.h>

typedef struct Named {
    char name[16];
} Named;

static char the_notes[65536];
static const char *the_next_name;

static inline void forget_notes(void) {
    the_notes[0] = '\0';
}

static inline void note(const char *word) {
    size_t used = strlen(the_notes);
    snprintf(the_notes + used, sizeof the_notes - used, "%s%s", used > 0 ? " " : "", word);
}

static inline const char *name_of(const GmInstance *self) {
    Named *my = gm_vars(self);
    if (my != NULL && my->name[0] == '\0' && the_next_name != NULL) {
        gm_copy_text(my->name, sizeof my->name, the_next_name);
        the_next_name = NULL;
    }
    return my != NULL && my->name[0] != '\0' ? my->name : gm_object_get_name(self->object_index);
}

static inline void note_of(const GmInstance *self, const char *word) {
    char line[128];
    snprintf(line, sizeof line, "%s.%s", name_of(self), word);
    note(line);
}

static inline void note_number(const char *word, double number) {
    char line[128];
    snprintf(line, sizeof line, "%s=%.9g", word, number);
    note(line);
}

/* Runs what a test put there for one handler: the first that comes. */
static inline void do_once(void (**deed)(GmInstance *self), GmInstance *self) {
    void (*now)(GmInstance *) = *deed;
    *deed = NULL;
    if (now != NULL) now(self);
}

/* What was noted since the last look. */
#define assert_notes(expected)                                                                     \
    do {                                                                                           \
        assert_string_equal(the_notes, expected);                                                  \
        forget_notes();                                                                            \
    } while (0)

/* The name is the instance's from its first handler on. */
static inline int make_at(const char *object, const char *name, double x, double y) {
    the_next_name = name;
    int id = gm_instance_create_layer(x, y, "Instances", object);
    if (gm_instance(id) != NULL) (void)name_of(gm_instance(id));
    the_next_name = NULL;
    return id;
}

static inline int make(const char *object, const char *name) {
    return make_at(object, name, 0, 0);
}

/* A handler that notes one word. */
#define NOTES(function, word)                                                                      \
    static void function(GmInstance *self, const GmEvent *event) {                                 \
        (void)event;                                                                               \
        note_of(self, word);                                                                       \
    }

#endif
