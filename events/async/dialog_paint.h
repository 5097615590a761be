/* How the dialog in the window looks, and where its parts lie. It holds nothing: what is seen
 * follows from the face and the window's size. Thread: main, inside a picture. */
#ifndef EVENTS_ASYNC_DIALOG_PAINT_H
#define EVENTS_ASYNC_DIALOG_PAINT_H

#include "../../platform/dialog_process.h"
#include "dialog_field.h"

/* Parts are numbered: the fields, then the button that accepts, then the one that does not. */
enum { DIALOG_FIELDS = 2, DIALOG_PARTS = DIALOG_FIELDS + 2, DIALOG_NO_PART = -1 };

typedef struct DialogFace {
    const DialogAsk *ask;
    DialogField fields[DIALOG_FIELDS];
    int field_count, button_count;
    int focus;         /* part that gets the keys */
    int hovered, held; /* part under the pointer, part that was pressed; DIALOG_NO_PART */
    bool caret_is_on;  /* it blinks */
} DialogFace;

void dialog_paint(const DialogFace *face);
int dialog_part_at(const DialogFace *face, double x, double y); /* window pixels */
/* The place in what a field shows that is nearest to x, in bytes. */
size_t dialog_caret_at(const DialogFace *face, int field, double x);

#endif
