/* The thread "notify": takes wishes from main, and whatever the bus says. */
#define _GNU_SOURCE /* pipe2 */
#include "mem.h"
#include "notify.h"
#include "notify_bus.h"
#include "thread.h"
#include "utf8.h"

#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <unistd.h>

enum { SENDING_MS = 20 };

typedef struct Wish {
    struct Wish *next;
    int number;
    char *program, *title, *text; /* NULL: it is to be withdrawn */
} Wish;

static struct {
    void (*clicked)(int number);
    bool is_running;
    Thread thread;
    int wake[2];
    atomic_bool closing;
    Lock lock; /* guards wishes */
    Wish *wishes, **wishes_end;
} the_notify = {.lock = LOCK_INIT};

/* MARK: the thread */

static void wish_free(Wish *wish) {
    mem_free(wish->program);
    mem_free(wish->title);
    mem_free(wish->text);
    mem_free(wish);
}

static Wish *take_wishes(void) {
    lock_take(&the_notify.lock);
    Wish *wishes = the_notify.wishes;
    the_notify.wishes = NULL;
    the_notify.wishes_end = &the_notify.wishes;
    lock_give(&the_notify.lock);
    return wishes;
}

static void grant_wishes(void) {
    Wish *wishes = take_wishes();
    while (wishes != NULL) {
        Wish *wish = wishes;
        wishes = wish->next;
        if (wish->text != NULL)
            notify_bus_show(wish->number, wish->program, wish->title, wish->text);
        else
            notify_bus_withdraw(wish->number);
        wish_free(wish);
    }
}

/* Until there is a wish or a message; while some are on their way out, only for a moment. */
static void wait_for_work(void) {
    bool is_sending = false;
    char woken[64];
    struct pollfd files[2] = {{.fd = the_notify.wake[0], .events = POLLIN},
                              {.fd = notify_bus_file(&is_sending), .events = POLLIN}};
    poll(files, 2, is_sending ? SENDING_MS : -1);
    while (read(the_notify.wake[0], woken, sizeof woken) > 0)
        continue;
}

static void run(void *context) {
    (void)context;
    while (!atomic_load(&the_notify.closing)) {
        grant_wishes();
        notify_bus_take(the_notify.clicked);
        wait_for_work();
    }
    grant_wishes();
    notify_bus_close();
}

/* MARK: entry points. Thread: main */

static void wake_up(void) {
    if (write(the_notify.wake[1], "", 1) < 0) return; /* the pipe is full: it is awake */
}

static bool start(void) {
    if (the_notify.is_running) return true;
    if (pipe2(the_notify.wake, O_CLOEXEC | O_NONBLOCK) != 0) return false;
    atomic_store(&the_notify.closing, false);
    the_notify.wishes_end = &the_notify.wishes;
    thread_start(&the_notify.thread, "notify", run, NULL);
    return the_notify.is_running = true;
}

static void ask(Wish *wish) {
    if (!start()) {
        wish_free(wish);
        return;
    }
    lock_take(&the_notify.lock);
    *the_notify.wishes_end = wish;
    the_notify.wishes_end = &wish->next;
    lock_give(&the_notify.lock);
    wake_up();
}

void notify_open(void (*clicked)(int number)) {
    the_notify.clicked = clicked;
}

void notify_show(int number, const char *program, const char *title, const char *text) {
    Wish *wish = mem_alloc(sizeof *wish);
    wish->number = number;
    wish->program = utf8_repaired(program);
    wish->title = utf8_repaired(title);
    wish->text = utf8_repaired(text);
    ask(wish);
}

void notify_withdraw(int number) {
    if (!the_notify.is_running) return; /* nothing was ever shown */
    Wish *wish = mem_alloc(sizeof *wish);
    wish->number = number;
    ask(wish);
}

void notify_close(void) {
    if (!the_notify.is_running) return;
    atomic_store(&the_notify.closing, true);
    wake_up();
    thread_join(&the_notify.thread);
    close(the_notify.wake[0]);
    close(the_notify.wake[1]);
    the_notify.is_running = false;
}
