/* Notifications on a desktop: a real notification daemon (dbusmock's) on a private D-Bus, clicks on
 * what it shows, and its death; no daemon; no bus. */
#define _XOPEN_SOURCE 700
#include "pushes.h"

#include "../platform/process.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static Process *the_bus, *the_daemon;
static char the_address[128];

/* MARK: the bus and its daemon */

static void bus_start(void) {
    static const char settings[] =
        "<busconfig><type>session</type><listen>unix:path=%s/bus</listen>"
        "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
        "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>";
    const char *folder = support_folder();
    char text[512], file[128], socket[128], option[160], why[256] = "";
    int length = snprintf(text, sizeof text, settings, folder);
    support_write(folder, "bus.conf", text, (size_t)length);
    snprintf(file, sizeof file, "%s/bus.conf", folder);
    snprintf(socket, sizeof socket, "%s/bus", folder);
    snprintf(the_address, sizeof the_address, "unix:path=%.100s", socket);
    snprintf(option, sizeof option, "--config-file=%s", file);
    the_bus =
        process_start((const char *const[]){"dbus-daemon", option, "--nofork", NULL}, NULL, why);
    if (the_bus == NULL) fail_msg("%s", why);
    while (access(socket, F_OK) != 0)
        if (process_wait_ms(the_bus, 10)) fail_msg("%s", process_output(the_bus));
    setenv("DBUS_SESSION_BUS_ADDRESS", the_address, 1);
}

/* Runs Python on the bus; its exit status. */
static int python(const char *const *arguments) {
    const char *argv[16] = {"/usr/bin/python3"};
    char why[256] = "";
    for (int i = 0; i < 14 && arguments[i] != NULL; i++)
        argv[i + 1] = arguments[i];
    Process *process = process_start(argv, NULL, why);
    if (process == NULL) fail_msg("%s", why);
    process_wait(process);
    int status = process_status(process);
    process_free(process);
    return status;
}

static const char *const asks_for_daemon =
    "import dbus, sys\n"
    "sys.exit(0 if dbus.SessionBus().name_has_owner('org.freedesktop.Notifications') else 1)\n";

static void daemon_start(void) {
    char why[256] = "";
    the_daemon = process_start((const char *const[]){"/usr/bin/python3", "-u", "-m", "dbusmock",
                                                     "--template", "notification_daemon", NULL},
                               NULL, why);
    if (the_daemon == NULL) fail_msg("%s", why);
    while (python((const char *const[]){"-c", asks_for_daemon, NULL}) != 0)
        if (process_poll(the_daemon)) fail_msg("%s", process_output(the_daemon));
}

static void daemon_kill(void) {
    process_free(the_daemon);
    the_daemon = NULL;
}

static void bus_kill(void) {
    process_free(the_bus);
    the_bus = NULL;
}

static const char *const signals =
    "import dbus, sys\n"
    "o = dbus.SessionBus().get_object('org.freedesktop.Notifications',\n"
    "                                 '/org/freedesktop/Notifications')\n"
    "last = dbus.UInt32(int(sys.argv[2])) if len(sys.argv) > 2 else dbus.UInt32(1)\n"
    "args = [last, 'default'] if sys.argv[1] == 'ActionInvoked' else [last, dbus.UInt32(2)]\n"
    "dbus.Interface(o, 'org.freedesktop.DBus.Mock').EmitSignal(\n"
    "    'org.freedesktop.Notifications', sys.argv[1],\n"
    "    'us' if sys.argv[1] == 'ActionInvoked' else 'uu', args)\n";

/* As if the player had clicked on the daemon's notification of that id, or closed it. */
static void emit(const char *signal, const char *id) {
    assert_int_equal(python((const char *const[]){"-c", signals, signal, id, NULL}), 0);
}

static const char *the_wanted_text;

static bool daemon_has_said(void) {
    process_poll(the_daemon);
    return strstr(process_output(the_daemon), the_wanted_text) != NULL;
}

static void expect_daemon(const char *text) {
    the_wanted_text = text;
    if (!support_until(daemon_has_said))
        fail_msg("%s is not in: %s", text, process_output(the_daemon));
}

static bool log_says_it(void) {
    return strstr(support_log(), the_wanted_text) != NULL;
}

static void expect_log(const char *text) {
    the_wanted_text = text;
    if (!support_until(log_says_it)) fail_msg("%s is not in: %s", text, support_log());
}

static int open_desktop(void **state) {
    (void)state;
    bus_start();
    daemon_start();
    push_open(support_folder(), "desktop:Corner Shop", 0);
    return 0;
}

static int close_desktop(void **state) {
    push_close(state);
    daemon_kill();
    bus_kill();
    unsetenv("DBUS_SESSION_BUS_ADDRESS");
    return 0;
}

/* MARK: what is shown */

static void a_notification_that_is_due_is_shown_with_its_texts(void **state) {
    (void)state;
    gm_push_local_notification(gm_push_date_in(0), "Gr\xc3\xbc\xc3\x9f dich", "1 < 2 & <b>", "d");
    push_next("local", "d");
    expect_daemon("Notify \"Corner Shop\" 0 \"\" \"Gr\xc3\xbc\xc3\x9f dich\" "
                  "\"1 &lt; 2 &amp; &lt;b&gt;\" [\"default\", \"Open\"] {} -1");
    gm_push_local_notification(gm_push_date_in(0), "broken \xff", "\xc3", "e");
    expect_daemon("\"broken \xef\xbf\xbd\" \"\xef\xbf\xbd\"");
    assert_string_equal(support_log(), "");
}

static void a_click_is_told_and_what_was_closed_is_forgotten(void **state) {
    (void)state;
    int first = push_schedule(0, "first"), second = push_schedule(0.1, "second");
    push_next("local", "first");
    push_next("local", "second");
    expect_daemon("Notify \"Corner Shop\"");
    emit("ActionInvoked", "99"); /* another program's */
    emit("ActionInvoked", "2");
    assert_int_equal(push_next("click", "second")->index, second);
    emit("NotificationClosed", "2");
    emit("ActionInvoked", "2"); /* gone */
    emit("ActionInvoked", "1");
    assert_int_equal(push_next("click", "first")->index, first);
    support_steps(20);
    assert_int_equal(the_heard_count, 4);
}

static void a_notification_that_is_cancelled_leaves_the_screen(void **state) {
    (void)state;
    int index = push_schedule(0, "short");
    push_next("local", "short");
    gm_push_cancel_local_notification(index);
    expect_daemon("CloseNotification 1");
}

/* MARK: nobody shows it */

static void a_daemon_that_is_killed_costs_a_warning_and_no_event(void **state) {
    (void)state;
    push_schedule(0, "seen");
    push_next("local", "seen");
    expect_daemon("Notify \"Corner Shop\"");
    daemon_kill();
    push_schedule(0, "unseen");
    push_next("local", "unseen");
    expect_log("notifications are not shown: org.freedesktop.DBus.Error.ServiceUnknown");
    daemon_start();
    push_schedule(0, "seen again");
    push_next("local", "seen again");
    expect_daemon("Notify \"Corner Shop\"");
}

static void a_bus_that_is_killed_costs_a_warning_and_no_event(void **state) {
    (void)state;
    push_schedule(0, "seen");
    push_next("local", "seen");
    expect_daemon("Notify \"Corner Shop\"");
    bus_kill();
    expect_log("the D-Bus session ended");
    push_schedule(0, "unseen");
    push_next("local", "unseen");
    expect_log("notifications are not shown: ");
    daemon_kill();
    bus_start(); /* and a new one is found by the next notification */
    daemon_start();
    push_schedule(0, "seen again");
    push_next("local", "seen again");
    expect_daemon("Notify \"Corner Shop\"");
}

static void without_a_bus_events_come_all_the_same(void **state) {
    (void)state;
    setenv("XDG_RUNTIME_DIR", support_folder(), 1);
    push_open(support_folder(), "desktop", 0);
    push_schedule(0, "unseen");
    push_next("local", "unseen");
    expect_log("notifications are not shown: there is no D-Bus session");
    push_schedule(0, "unseen too");
    push_next("local", "unseen too");
}

/* A socket that takes connections and never says a word. */
static void a_bus_that_says_nothing_does_not_keep_the_game(void **state) {
    (void)state;
    const char *folder = support_folder();
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/bus", folder);
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 5), 0);
    setenv("XDG_RUNTIME_DIR", folder, 1);
    push_open(support_folder(), "desktop", 0);
    push_schedule(0, "unseen");
    push_next("local", "unseen");
    push_schedule(0, "unseen too");
    push_next("local", "unseen too");
    support_close(); /* soon */
    close(listener);
    push_open(support_folder(), NULL, 0);
}

int main(void) {
#define DESKTOP_TEST(test) cmocka_unit_test_setup_teardown(test, open_desktop, close_desktop)
    const struct CMUnitTest tests[] = {
        DESKTOP_TEST(a_notification_that_is_due_is_shown_with_its_texts),
        DESKTOP_TEST(a_click_is_told_and_what_was_closed_is_forgotten),
        DESKTOP_TEST(a_notification_that_is_cancelled_leaves_the_screen),
        DESKTOP_TEST(a_daemon_that_is_killed_costs_a_warning_and_no_event),
        DESKTOP_TEST(a_bus_that_is_killed_costs_a_warning_and_no_event),
        cmocka_unit_test_teardown(without_a_bus_events_come_all_the_same, push_close),
        cmocka_unit_test_teardown(a_bus_that_says_nothing_does_not_keep_the_game, push_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
