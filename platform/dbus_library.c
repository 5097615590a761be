/* libdbus, looked up function by function, so that a machine without it runs games all the same. */
#include "dbus_library.h"
#include "library.h"

#include <stdio.h>
#include <string.h>

static struct {
    Library *file;
    bool is_complete;
    DbusLibrary functions;
} the_dbus;

static bool look_up(const char *name, void *function, char *why) {
    void *found = library_find(the_dbus.file, name);
    memcpy(function, &found, sizeof found);
    if (found == NULL) snprintf(why, LIBRARY_WHY, "libdbus has no %s", name);
    return found != NULL;
}

static bool look_up_all(char *why) {
#define LOOK_UP(name)                                                                              \
    if (!look_up("dbus_" #name, &the_dbus.functions.name, why)) return false;
    DBUS_FUNCTIONS(LOOK_UP)
#undef LOOK_UP
    return true;
}

const DbusLibrary *dbus_library(char *why) {
    if (the_dbus.file == NULL) {
        the_dbus.file = library_open("libdbus-1.so.3", why);
        if (the_dbus.file == NULL) return NULL;
        the_dbus.is_complete = look_up_all(why) && the_dbus.functions.threads_init_default();
    }
    if (!the_dbus.is_complete) snprintf(why, LIBRARY_WHY, "libdbus cannot be used");
    return the_dbus.is_complete ? &the_dbus.functions : NULL;
}
