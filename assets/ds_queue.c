/* gm_ds_stack_... and gm_ds_queue_...: lists of which a game reaches only the ends. */
#include "ds.h"
#include "handle.h"
#include "../platform/log.h"

static HandleTable the_stacks, the_queues;

List *ds_stack(int handle) {
    return handle_item(&the_stacks, handle);
}

List *ds_queue(int handle) {
    return handle_item(&the_queues, handle);
}

static void end(void *list) {
    list_free(list);
}

void ds_queues_close(void) {
    handle_close_each(&the_stacks, end);
    handle_close_each(&the_queues, end);
}

/* MARK: what both do. For calls that cannot do what they were asked to: one sentence, once. */

static List *wanted_stack(int handle, const char *call) {
    List *list = ds_stack(handle);
    if (list == NULL) log_warn_once("%s: there is no stack %d", call, handle);
    return list;
}

static List *wanted_queue(int handle, const char *call) {
    List *list = ds_queue(handle);
    if (list == NULL) log_warn_once("%s: there is no queue %d", call, handle);
    return list;
}

static void destroy(HandleTable *table, int handle) {
    list_free(handle_item(table, handle));
    handle_take_back(table, handle);
}

static int size(const List *list) {
    return list != NULL ? list_size(list) : 0;
}

static void clear(List *list) {
    if (list != NULL) list_clear(list);
}

/* The list owns the value, or it ends here. */
static void append(List *list, Value value) {
    if (list != NULL)
        list_insert(list, list_size(list), value);
    else
        value_drop(&value);
}

static const Value *first(const List *list) {
    return list != NULL ? list_at(list, 0) : NULL;
}

static const Value *last(const List *list) {
    return list != NULL ? list_at(list, list_size(list) - 1) : NULL;
}

static GmValue take(List *list, int index) {
    return size(list) > 0 ? ds_lend(list_take(list, index)) : (GmValue){.kind = GM_UNDEFINED};
}

static void copy(List *list, const List *source) {
    if (list == NULL || source == NULL || list == source) return;
    list_clear(list);
    for (int i = 0; i < list_size(source); i++)
        append(list, ds_copy(list_at(source, i)));
}

/* MARK: stacks */

int gm_ds_stack_create(void) {
    return handle_give(&the_stacks, list_new());
}

void gm_ds_stack_destroy(int stack) {
    destroy(&the_stacks, stack);
}

void gm_ds_stack_clear(int stack) {
    clear(wanted_stack(stack, "gm_ds_stack_clear"));
}

int gm_ds_stack_size(int stack) {
    return size(wanted_stack(stack, "gm_ds_stack_size"));
}

bool gm_ds_stack_empty(int stack) {
    return size(wanted_stack(stack, "gm_ds_stack_empty")) == 0;
}

void gm_ds_stack_push(int stack, double value) {
    append(wanted_stack(stack, "gm_ds_stack_push"), value_real(value));
}

void gm_ds_stack_push_string(int stack, const char *value) {
    append(wanted_stack(stack, "gm_ds_stack_push_string"), ds_own_text(value));
}

void gm_ds_stack_push_value(int stack, GmValue value) {
    append(wanted_stack(stack, "gm_ds_stack_push_value"), ds_own(value));
}

GmValue gm_ds_stack_pop(int stack) {
    List *list = wanted_stack(stack, "gm_ds_stack_pop");
    return take(list, size(list) - 1);
}

GmValue gm_ds_stack_top(int stack) {
    return ds_face(last(wanted_stack(stack, "gm_ds_stack_top")));
}

void gm_ds_stack_copy(int stack, int source) {
    List *list = wanted_stack(stack, "gm_ds_stack_copy");
    copy(list, wanted_stack(source, "gm_ds_stack_copy"));
}

/* MARK: queues */

int gm_ds_queue_create(void) {
    return handle_give(&the_queues, list_new());
}

void gm_ds_queue_destroy(int queue) {
    destroy(&the_queues, queue);
}

void gm_ds_queue_clear(int queue) {
    clear(wanted_queue(queue, "gm_ds_queue_clear"));
}

int gm_ds_queue_size(int queue) {
    return size(wanted_queue(queue, "gm_ds_queue_size"));
}

bool gm_ds_queue_empty(int queue) {
    return size(wanted_queue(queue, "gm_ds_queue_empty")) == 0;
}

void gm_ds_queue_enqueue(int queue, double value) {
    append(wanted_queue(queue, "gm_ds_queue_enqueue"), value_real(value));
}

void gm_ds_queue_enqueue_string(int queue, const char *value) {
    append(wanted_queue(queue, "gm_ds_queue_enqueue_string"), ds_own_text(value));
}

void gm_ds_queue_enqueue_value(int queue, GmValue value) {
    append(wanted_queue(queue, "gm_ds_queue_enqueue_value"), ds_own(value));
}

GmValue gm_ds_queue_dequeue(int queue) {
    return take(wanted_queue(queue, "gm_ds_queue_dequeue"), 0);
}

GmValue gm_ds_queue_head(int queue) {
    return ds_face(first(wanted_queue(queue, "gm_ds_queue_head")));
}

GmValue gm_ds_queue_tail(int queue) {
    return ds_face(last(wanted_queue(queue, "gm_ds_queue_tail")));
}

void gm_ds_queue_copy(int queue, int source) {
    List *list = wanted_queue(queue, "gm_ds_queue_copy");
    copy(list, wanted_queue(source, "gm_ds_queue_copy"));
}
