/* The connection to the session's bus and what is shown by it. Thread: worker, "notify". */
#ifndef PLATFORM_NOTIFY_BUS_H
#define PLATFORM_NOTIFY_BUS_H

#include <stdbool.h>

/* Connects first, if need be; if that fails, one warning says why. The texts are UTF-8. */
void notify_bus_show(int number, const char *program, const char *title, const char *body);
void notify_bus_withdraw(int number);
/* Sends and takes what there is, without waiting. */
void notify_bus_take(void (*clicked)(int number));
/* What to poll for reading; -1: nothing. is_sending: some messages are still on their way out. */
int notify_bus_file(bool *is_sending);
void notify_bus_close(void);

#endif
