/* A game that uses one service: obj_ear hears the service's event and writes it down. */
#ifndef TESTS_SERVICES_H
#define TESTS_SERVICES_H

#include "events_heard.h"

static const GmObject obj_ear = {.persistent = true,
                                 .on = {[GM_ASYNC_IAP] = hear_event,
                                        [GM_ASYNC_SOCIAL] = hear_event,
                                        [GM_ASYNC_STEAM] = hear_event}};
static const GmNamedObject service_objects[] = {GM_OBJECT(obj_ear), {NULL, NULL}};

static const char *the_save_folder;
static const char *the_service_variable; /* in the environment */

/* In this save area, with what the variable says of the service: "ASYNCADE_IAP", "simulator". Then
 * the first step. */
static inline void service_open(const char *save_folder, const char *variable,
                                const char *service) {
    setenv(variable, service, 1);
    the_service_variable = variable;
    the_save_folder = save_folder;
    forget_heard();
    support_open_saved(save_folder, service_objects);
    support_make("obj_ear");
    support_steps(1);
}

static inline int service_close(void **state) {
    (void)state;
    support_close();
    unsetenv(the_service_variable);
    return 0;
}

#endif
