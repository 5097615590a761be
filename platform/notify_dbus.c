/* Notifications over D-Bus. Every message is sent without waiting for its answer: "Hello" to the
 * bus, the wish for signals, then notifications; answers and signals are taken as they come. */
#define _GNU_SOURCE /* pipe2 */
#include "dbus_library.h"
#include "library.h"
#include "log.h"
#include "mem.h"
#include "notify.h"
#include "thread.h"
#include "utf8.h"

#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SENDING_MS = 20 };

static const char *const service = "org.freedesktop.Notifications";
static const char *const path = "/org/freedesktop/Notifications";

typedef struct Wish {
    struct Wish *next;
    int number;
    char *program, *title, *text; /* NULL: it is to be withdrawn */
} Wish;

typedef struct Shown {
    int number;
    dbus_uint32_t serial; /* of the message that asks for it */
    dbus_uint32_t id;     /* the desktop's; 0: not known yet */
    bool is_unwanted;     /* it is to be withdrawn as soon as the id is known */
} Shown;

static struct {
    void (*clicked)(int number);
    bool is_running;
    Thread thread;
    int wake[2];
    atomic_bool closing;
    Lock lock; /* guards wishes */
    Wish *wishes, **wishes_end;

    /* The thread's own. */
    const DbusLibrary *dbus;
    DBusConnection *bus; /* NULL: not connected */
    Shown *shown;
    int shown_count, shown_capacity;
} the_notify = {.lock = LOCK_INIT};

/* MARK: what is shown. Thread: worker */

static Shown *shown_number(int number) {
    for (int i = 0; i < the_notify.shown_count; i++)
        if (the_notify.shown[i].number == number) return &the_notify.shown[i];
    return NULL;
}

static Shown *shown_id(dbus_uint32_t id) {
    for (int i = 0; i < the_notify.shown_count; i++)
        if (the_notify.shown[i].id == id) return &the_notify.shown[i];
    return NULL;
}

static Shown *shown_serial(dbus_uint32_t serial) {
    for (int i = 0; i < the_notify.shown_count; i++)
        if (the_notify.shown[i].serial == serial) return &the_notify.shown[i];
    return NULL;
}

static void forget(Shown *shown) {
    if (shown != NULL) *shown = the_notify.shown[--the_notify.shown_count];
}

/* MARK: the bus. Thread: worker */

/* mem_free. NULL: there is none; libdbus itself would start one. */
static char *bus_address(void) {
    const char *said = getenv("DBUS_SESSION_BUS_ADDRESS"), *folder = getenv("XDG_RUNTIME_DIR");
    if (said != NULL && said[0] != '\0') return mem_text(said);
    if (folder == NULL || folder[0] == '\0') return NULL;
    struct stat about;
    char *socket = mem_textf("%s/bus", folder);
    char *address = stat(socket, &about) == 0 ? mem_textf("unix:path=%s", socket) : NULL;
    mem_free(socket);
    return address;
}

static void leave_bus(void) {
    if (the_notify.bus == NULL) return;
    the_notify.dbus->connection_close(the_notify.bus);
    the_notify.dbus->connection_unref(the_notify.bus);
    the_notify.bus = NULL;
    the_notify.shown_count = 0;
}

/* Takes the message; its serial number, 0: it could not be sent. */
static dbus_uint32_t send_message(DBusMessage *message) {
    dbus_uint32_t serial = 0;
    bool sent =
        message != NULL && the_notify.dbus->connection_send(the_notify.bus, message, &serial);
    if (message != NULL) the_notify.dbus->message_unref(message);
    return sent ? serial : 0;
}

static void greet(void) {
    const DbusLibrary *dbus = the_notify.dbus;
    const char *bus = "org.freedesktop.DBus", *bus_path = "/org/freedesktop/DBus";
    const char *rule = "type='signal',interface='org.freedesktop.Notifications'";
    send_message(dbus->message_new_method_call(bus, bus_path, bus, "Hello"));
    DBusMessage *match = dbus->message_new_method_call(bus, bus_path, bus, "AddMatch");
    if (match != NULL) dbus->message_append_args(match, DBUS_TYPE_STRING, &rule, DBUS_TYPE_INVALID);
    send_message(match);
}

static bool connect_to(const char *address, char *why) {
    DBusError error;
    the_notify.dbus->error_init(&error);
    the_notify.bus = the_notify.dbus->connection_open_private(address, &error);
    if (the_notify.bus == NULL) snprintf(why, LIBRARY_WHY, "%s", error.message);
    the_notify.dbus->error_free(&error);
    if (the_notify.bus == NULL) return false;
    the_notify.dbus->connection_set_exit_on_disconnect(the_notify.bus, false);
    greet();
    return true;
}

static bool join_bus(void) {
    char why[LIBRARY_WHY] = "there is no D-Bus session";
    if (the_notify.bus != NULL) return true;
    if (the_notify.dbus == NULL) the_notify.dbus = dbus_library(why);
    char *address = the_notify.dbus != NULL ? bus_address() : NULL;
    bool joined = address != NULL && connect_to(address, why);
    mem_free(address);
    if (!joined) log_warn_once("notifications are not shown: %s", why);
    return joined;
}

/* MARK: messages that go out. Thread: worker */

/* The text may be taken as markup: what would be is written as itself. mem_free */
static char *without_markup(const char *text) {
    char *escaped = mem_alloc(strlen(text) * 5 + 1), *to = escaped;
    for (; *text != '\0'; text++) {
        const char *as = *text == '&'   ? "&amp;"
                         : *text == '<' ? "&lt;"
                         : *text == '>' ? "&gt;"
                                        : NULL;
        if (as != NULL)
            to += snprintf(to, 6, "%s", as);
        else
            *to++ = *text;
    }
    return escaped;
}

/* Its only action is the click on itself; no hints; the desktop says how long. */
static void append_actions(DBusMessage *message) {
    const DbusLibrary *dbus = the_notify.dbus;
    const char *actions[] = {"default", "Open"};
    dbus_int32_t timeout_ms = -1;
    DBusMessageIter all, list;
    dbus->message_iter_init_append(message, &all);
    dbus->message_iter_open_container(&all, DBUS_TYPE_ARRAY, "s", &list);
    for (int i = 0; i < 2; i++)
        dbus->message_iter_append_basic(&list, DBUS_TYPE_STRING, &actions[i]);
    dbus->message_iter_close_container(&all, &list);
    dbus->message_iter_open_container(&all, DBUS_TYPE_ARRAY, "{sv}", &list);
    dbus->message_iter_close_container(&all, &list);
    dbus->message_iter_append_basic(&all, DBUS_TYPE_INT32, &timeout_ms);
}

static void show(const Wish *wish) {
    const DbusLibrary *dbus = the_notify.dbus;
    const char *icon = "";
    dbus_uint32_t replaces = 0;
    DBusMessage *message = dbus->message_new_method_call(service, path, service, "Notify");
    if (message == NULL) return;
    char *text = without_markup(wish->text);
    dbus->message_append_args(message, DBUS_TYPE_STRING, &wish->program, DBUS_TYPE_UINT32,
                              &replaces, DBUS_TYPE_STRING, &icon, DBUS_TYPE_STRING, &wish->title,
                              DBUS_TYPE_STRING, &text, DBUS_TYPE_INVALID);
    append_actions(message);
    mem_free(text);
    dbus_uint32_t serial = send_message(message);
    if (serial == 0) return;
    MEM_RESERVE(the_notify.shown, the_notify.shown_capacity, the_notify.shown_count + 1);
    the_notify.shown[the_notify.shown_count++] = (Shown){.number = wish->number, .serial = serial};
}

static void withdraw(Shown *shown) {
    const DbusLibrary *dbus = the_notify.dbus;
    shown->is_unwanted = true;
    if (shown->id == 0) return;
    DBusMessage *message =
        dbus->message_new_method_call(service, path, service, "CloseNotification");
    if (message != NULL)
        dbus->message_append_args(message, DBUS_TYPE_UINT32, &shown->id, DBUS_TYPE_INVALID);
    send_message(message);
}

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
        if (wish->text == NULL) {
            Shown *shown = shown_number(wish->number);
            if (shown != NULL) withdraw(shown);
        } else if (join_bus()) {
            show(wish);
        }
        wish_free(wish);
    }
}

/* MARK: messages that come in. Thread: worker */

static bool first_number(DBusMessage *message, dbus_uint32_t *number) {
    return the_notify.dbus->message_get_args(message, NULL, DBUS_TYPE_UINT32, number,
                                             DBUS_TYPE_INVALID);
}

static void take_reply(DBusMessage *message) {
    Shown *shown = shown_serial(the_notify.dbus->message_get_reply_serial(message));
    if (shown == NULL) return; /* to something else */
    if (the_notify.dbus->message_get_type(message) == DBUS_MESSAGE_TYPE_ERROR) {
        log_warn_once("notifications are not shown: %s",
                      the_notify.dbus->message_get_error_name(message));
        forget(shown);
    } else if (!first_number(message, &shown->id) || shown->id == 0) {
        forget(shown);
    } else if (shown->is_unwanted) {
        withdraw(shown);
    }
}

static void take_signal(DBusMessage *message) {
    dbus_uint32_t id = 0;
    if (!first_number(message, &id) || id == 0) return;
    Shown *shown = shown_id(id);
    if (shown == NULL) return; /* another program's */
    if (the_notify.dbus->message_is_signal(message, service, "ActionInvoked"))
        the_notify.clicked(shown->number);
    else if (the_notify.dbus->message_is_signal(message, service, "NotificationClosed"))
        forget(shown);
}

static void take_messages(void) {
    if (the_notify.bus == NULL) return;
    const DbusLibrary *dbus = the_notify.dbus;
    bool is_connected = dbus->connection_read_write(the_notify.bus, 0);
    for (DBusMessage *message = dbus->connection_pop_message(the_notify.bus); message != NULL;
         message = dbus->connection_pop_message(the_notify.bus)) {
        if (dbus->message_get_type(message) == DBUS_MESSAGE_TYPE_SIGNAL)
            take_signal(message);
        else
            take_reply(message);
        dbus->message_unref(message);
    }
    if (!is_connected) {
        log_warn_once("the D-Bus session ended: notifications are not shown");
        leave_bus();
    }
}

/* Until there is a wish or a message; while some are on their way out, only for a moment. */
static void wait_for_work(void) {
    struct pollfd files[2] = {{.fd = the_notify.wake[0], .events = POLLIN}, {.fd = -1}};
    char woken[64];
    int ms = -1;
    if (the_notify.bus != NULL) {
        the_notify.dbus->connection_get_unix_fd(the_notify.bus, &files[1].fd);
        files[1].events = POLLIN;
        if (the_notify.dbus->connection_has_messages_to_send(the_notify.bus)) ms = SENDING_MS;
    }
    poll(files, 2, ms);
    while (read(the_notify.wake[0], woken, sizeof woken) > 0)
        continue;
}

static void run(void *context) {
    (void)context;
    while (!atomic_load(&the_notify.closing)) {
        grant_wishes();
        take_messages();
        wait_for_work();
    }
    grant_wishes();
    if (the_notify.bus != NULL) the_notify.dbus->connection_read_write(the_notify.bus, 0);
    leave_bus();
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
    mem_free(the_notify.shown);
    the_notify.shown = NULL;
    the_notify.shown_count = the_notify.shown_capacity = 0;
    the_notify.is_running = false;
}
