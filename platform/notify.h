/* The desktop's notifications: org.freedesktop.Notifications over D-Bus, on a thread "notify" of
 * its own. libdbus is opened when the first one is shown. Where there is no library, no bus, or
 * nobody on the bus that shows notifications, one warning says so and nothing else happens; each
 * later notification tries again. Thread: main, unless said otherwise. */
#ifndef PLATFORM_NOTIFY_H
#define PLATFORM_NOTIFY_H

/* clicked is called with the number of a notification that the player clicked on. Thread: worker.
 * Nothing is started yet. */
void notify_open(void (*clicked)(int number));
/* The texts are UTF-8, repaired if need be, and copied. Never waits. */
void notify_show(int number, const char *program, const char *title, const char *text);
void notify_withdraw(int number); /* if it is shown */
void notify_close(void);

#endif
