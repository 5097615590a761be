/* The thread "free": a list of blocks under one lock (a leaf). The list lies in the blocks. */
#include "mem_late.h"

#include "thread.h"

#include <stdlib.h>

typedef struct Block {
    struct Block *next;
} Block;

static struct {
    Lock lock;
    Signal changed;
    Block *first; /* these three: under the lock */
    bool closing;
    Thread thread;
} the_late = {.lock = LOCK_INIT, .changed = SIGNAL_INIT};

/* All that waits; NULL: the thread is to end. Thread: worker. */
static Block *wait_for_blocks(void) {
    lock_take(&the_late.lock);
    while (the_late.first == NULL && !the_late.closing)
        signal_wait(&the_late.changed, &the_late.lock);
    Block *all = the_late.first;
    the_late.first = NULL;
    lock_give(&the_late.lock);
    return all;
}

static void run(void *context) {
    (void)context;
    for (Block *all = wait_for_blocks(); all != NULL; all = wait_for_blocks()) {
        while (all != NULL) {
            Block *block = all;
            all = block->next;
            free(block);
        }
    }
}

void mem_late_free(void *memory) {
    Block *block = memory;
    lock_take(&the_late.lock);
    if (!the_late.thread.running) thread_start(&the_late.thread, "free", run, NULL);
    block->next = the_late.first;
    the_late.first = block;
    lock_give(&the_late.lock);
    signal_one(&the_late.changed);
}

void mem_late_close(void) {
    if (!the_late.thread.running) return;
    lock_take(&the_late.lock);
    the_late.closing = true;
    lock_give(&the_late.lock);
    signal_one(&the_late.changed);
    thread_join(&the_late.thread);
    the_late.closing = false;
}
