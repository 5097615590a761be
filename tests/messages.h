/* A game for tests of messages (76): who hears one notes it, and at "deed" does what is put there.
 */
#ifndef TESTS_MESSAGES_H
#define TESTS_MESSAGES_H

#include "notes.h"
#include "png.h"
#include "rooms.h"

static char the_folder[128];
static void (*the_deed)(GmInstance *self);
static const char *the_event_type; /* of every message; NULL: this or that */

static void message_hear(GmInstance *self, const GmEvent *event) {
    const GmMessage *heard = gm_broadcast_message(event);
    const char *type = gm_ds_map_find_string(gm_event_data(), "event_type", "?");
    assert_int_equal(event->number, 76);
    assert_int_equal(gm_async_load(), -1);
    assert_true(gm_ds_exists(gm_event_data(), GM_DS_TYPE_MAP));
    assert_string_equal(heard->event_type, type); /* the view is of that map */
    if (the_event_type != NULL) assert_string_equal(type, the_event_type);
    note_of(self, heard->message);
    if (strcmp(heard->message, "deed") == 0 && the_deed != NULL) the_deed(self);
}

static void message_pace(GmInstance *self, const GmEvent *event) {
    (void)event;
    assert_int_equal(gm_event_data(), -1);
    note_of(self, "step");
}

static const GmObject obj_ear = {.vars = GM_VARS(Named, name),
                                 .on = {[GM_BROADCAST_MESSAGE] = message_hear}};
static const GmObject obj_keeper = {.persistent = true,
                                    .vars = GM_VARS(Named, name),
                                    .on = {[GM_BROADCAST_MESSAGE] = message_hear}};

/* A new game folder of two rooms: rm_a, persistent or not, and rm_b. */
static inline void message_folder(bool persistent) {
    snprintf(the_folder, sizeof the_folder, "%s", support_folder());
    write_game(the_folder, "\"rm_a\", \"rm_b\"");
    write_room(the_folder, "rm_a", persistent, NULL);
    write_room(the_folder, "rm_b", false, NULL);
    the_deed = NULL;
}

static inline void leave_room(GmInstance *self) {
    (void)self;
    gm_room_goto_next();
}

#endif
