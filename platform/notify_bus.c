/* The notification daemon's side: every message is sent without waiting for its answer: "Hello" to
 * the bus, the wish for signals, then notifications; answers and signals are taken as they come. */
#include "notify_bus.h"
#include "dbus_library.h"
#include "library.h"
#include "log.h"
#include "mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const service = "org.freedesktop.Notifications";
static const char *const path = "/org/freedesktop/Notifications";

typedef struct Shown {
    int number;
    dbus_uint32_t serial; /* of the message that asks for it */
    dbus_uint32_t id;     /* the desktop's; 0: not known yet */
    bool is_unwanted;     /* it is to be withdrawn as soon as the id is known */
} Shown;

static struct {
    const DbusLibrary *dbus;
    DBusConnection *bus; /* NULL: not connected */
    Shown *shown;
    int shown_count, shown_capacity;
} the_bus;

/* MARK: what is shown */

static Shown *shown_number(int number) {
    for (int i = 0; i < the_bus.shown_count; i++)
        if (the_bus.shown[i].number == number) return &the_bus.shown[i];
    return NULL;
}

static Shown *shown_id(dbus_uint32_t id) {
    for (int i = 0; i < the_bus.shown_count; i++)
        if (the_bus.shown[i].id == id) return &the_bus.shown[i];
    return NULL;
}

static Shown *shown_serial(dbus_uint32_t serial) {
    for (int i = 0; i < the_bus.shown_count; i++)
        if (the_bus.shown[i].serial == serial) return &the_bus.shown[i];
    return NULL;
}

static void forget(Shown *shown) {
    if (shown != NULL) *shown = the_bus.shown[--the_bus.shown_count];
}

/* MARK: the bus */

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

static void leave(void) {
    if (the_bus.bus == NULL) return;
    the_bus.dbus->connection_close(the_bus.bus);
    the_bus.dbus->connection_unref(the_bus.bus);
    the_bus.bus = NULL;
    the_bus.shown_count = 0;
}

/* Takes the message; its serial number, 0: it could not be sent. */
static dbus_uint32_t send_message(DBusMessage *message) {
    dbus_uint32_t serial = 0;
    bool sent = message != NULL && the_bus.dbus->connection_send(the_bus.bus, message, &serial);
    if (message != NULL) the_bus.dbus->message_unref(message);
    return sent ? serial : 0;
}

static void greet(void) {
    const DbusLibrary *dbus = the_bus.dbus;
    const char *bus = "org.freedesktop.DBus", *bus_path = "/org/freedesktop/DBus";
    const char *rule = "type='signal',interface='org.freedesktop.Notifications'";
    send_message(dbus->message_new_method_call(bus, bus_path, bus, "Hello"));
    DBusMessage *match = dbus->message_new_method_call(bus, bus_path, bus, "AddMatch");
    if (match != NULL) dbus->message_append_args(match, DBUS_TYPE_STRING, &rule, DBUS_TYPE_INVALID);
    send_message(match);
}

static bool connect_to(const char *address, char *why) {
    DBusError error;
    the_bus.dbus->error_init(&error);
    the_bus.bus = the_bus.dbus->connection_open_private(address, &error);
    if (the_bus.bus == NULL) snprintf(why, LIBRARY_WHY, "%s", error.message);
    the_bus.dbus->error_free(&error);
    if (the_bus.bus == NULL) return false;
    the_bus.dbus->connection_set_exit_on_disconnect(the_bus.bus, false);
    greet();
    return true;
}

static bool join_bus(void) {
    char why[LIBRARY_WHY] = "there is no D-Bus session";
    if (the_bus.bus != NULL) return true;
    if (the_bus.dbus == NULL) the_bus.dbus = dbus_library(why);
    char *address = the_bus.dbus != NULL ? bus_address() : NULL;
    bool joined = address != NULL && connect_to(address, why);
    mem_free(address);
    if (!joined) log_warn_once("notifications are not shown: %s", why);
    return joined;
}

/* MARK: messages that go out */

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
    const DbusLibrary *dbus = the_bus.dbus;
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

void notify_bus_show(int number, const char *program, const char *title, const char *body) {
    if (!join_bus()) return;
    const DbusLibrary *dbus = the_bus.dbus;
    const char *icon = "";
    dbus_uint32_t replaces = 0;
    DBusMessage *message = dbus->message_new_method_call(service, path, service, "Notify");
    if (message == NULL) return;
    char *text = without_markup(body);
    dbus->message_append_args(message, DBUS_TYPE_STRING, &program, DBUS_TYPE_UINT32, &replaces,
                              DBUS_TYPE_STRING, &icon, DBUS_TYPE_STRING, &title, DBUS_TYPE_STRING,
                              &text, DBUS_TYPE_INVALID);
    append_actions(message);
    mem_free(text);
    dbus_uint32_t serial = send_message(message);
    if (serial == 0) return;
    MEM_RESERVE(the_bus.shown, the_bus.shown_capacity, the_bus.shown_count + 1);
    the_bus.shown[the_bus.shown_count++] = (Shown){.number = number, .serial = serial};
}

static void withdraw(Shown *shown) {
    const DbusLibrary *dbus = the_bus.dbus;
    shown->is_unwanted = true;
    if (shown->id == 0) return;
    DBusMessage *message =
        dbus->message_new_method_call(service, path, service, "CloseNotification");
    if (message != NULL)
        dbus->message_append_args(message, DBUS_TYPE_UINT32, &shown->id, DBUS_TYPE_INVALID);
    send_message(message);
}

void notify_bus_withdraw(int number) {
    Shown *shown = shown_number(number);
    if (shown != NULL) withdraw(shown);
}

/* MARK: messages that come in */

static bool first_number(DBusMessage *message, dbus_uint32_t *number) {
    return the_bus.dbus->message_get_args(message, NULL, DBUS_TYPE_UINT32, number,
                                          DBUS_TYPE_INVALID);
}

static void take_reply(DBusMessage *message) {
    Shown *shown = shown_serial(the_bus.dbus->message_get_reply_serial(message));
    if (shown == NULL) return; /* to something else */
    if (the_bus.dbus->message_get_type(message) == DBUS_MESSAGE_TYPE_ERROR) {
        log_warn_once("notifications are not shown: %s",
                      the_bus.dbus->message_get_error_name(message));
        forget(shown);
    } else if (!first_number(message, &shown->id) || shown->id == 0) {
        forget(shown);
    } else if (shown->is_unwanted) {
        withdraw(shown);
    }
}

static void take_signal(DBusMessage *message, void (*clicked)(int number)) {
    dbus_uint32_t id = 0;
    if (!first_number(message, &id) || id == 0) return;
    Shown *shown = shown_id(id);
    if (shown == NULL) return; /* another program's */
    if (the_bus.dbus->message_is_signal(message, service, "ActionInvoked"))
        clicked(shown->number);
    else if (the_bus.dbus->message_is_signal(message, service, "NotificationClosed"))
        forget(shown);
}

void notify_bus_take(void (*clicked)(int number)) {
    if (the_bus.bus == NULL) return;
    const DbusLibrary *dbus = the_bus.dbus;
    bool is_connected = dbus->connection_read_write(the_bus.bus, 0);
    for (DBusMessage *message = dbus->connection_pop_message(the_bus.bus); message != NULL;
         message = dbus->connection_pop_message(the_bus.bus)) {
        if (dbus->message_get_type(message) == DBUS_MESSAGE_TYPE_SIGNAL)
            take_signal(message, clicked);
        else
            take_reply(message);
        dbus->message_unref(message);
    }
    if (!is_connected) {
        log_warn_once("the D-Bus session ended: notifications are not shown");
        leave();
    }
}

int notify_bus_file(bool *is_sending) {
    int file = -1;
    *is_sending = false;
    if (the_bus.bus == NULL) return -1;
    the_bus.dbus->connection_get_unix_fd(the_bus.bus, &file);
    *is_sending = the_bus.dbus->connection_has_messages_to_send(the_bus.bus);
    return file;
}

void notify_bus_close(void) {
    if (the_bus.bus != NULL) the_bus.dbus->connection_read_write(the_bus.bus, 0);
    leave();
    mem_free(the_bus.shown);
    the_bus.shown = NULL;
    the_bus.shown_count = the_bus.shown_capacity = 0;
}
