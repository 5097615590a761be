/* The part of libdbus that is used, opened at run time. Thread: worker, one. */
#ifndef PLATFORM_DBUS_LIBRARY_H
#define PLATFORM_DBUS_LIBRARY_H

#include <dbus/dbus.h>
#include <stdbool.h>

#define DBUS_FUNCTIONS(X)                                                                          \
    X(threads_init_default)                                                                        \
    X(error_init)                                                                                  \
    X(error_free)                                                                                  \
    X(connection_open_private)                                                                     \
    X(connection_set_exit_on_disconnect)                                                           \
    X(connection_close)                                                                            \
    X(connection_unref)                                                                            \
    X(connection_send)                                                                             \
    X(connection_read_write)                                                                       \
    X(connection_pop_message)                                                                      \
    X(connection_get_unix_fd)                                                                      \
    X(connection_has_messages_to_send)                                                             \
    X(message_new_method_call)                                                                     \
    X(message_append_args)                                                                         \
    X(message_iter_init_append)                                                                    \
    X(message_iter_append_basic)                                                                   \
    X(message_iter_open_container)                                                                 \
    X(message_iter_close_container)                                                                \
    X(message_get_args)                                                                            \
    X(message_get_type)                                                                            \
    X(message_get_reply_serial)                                                                    \
    X(message_get_error_name)                                                                      \
    X(message_is_signal)                                                                           \
    X(message_unref)

typedef struct DbusLibrary {
#define DBUS_MEMBER(name) __typeof__(&dbus_##name) name;
    DBUS_FUNCTIONS(DBUS_MEMBER)
#undef DBUS_MEMBER
} DbusLibrary;

/* Lent for good: once opened it stays. NULL: why (LIBRARY_WHY bytes) says why. */
const DbusLibrary *dbus_library(char *why);

#endif
