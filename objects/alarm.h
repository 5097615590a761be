/* Alarms: twelve countdowns per instance, in steps (runtime-model 11.1). Thread: main. */
#ifndef OBJECTS_ALARM_H
#define OBJECTS_ALARM_H

#include "../runtime/gm_instance.h"

/* Counts one alarm down by one step; true: it is due. Only called where there is a handler. */
bool alarm_count(const GmInstance *self, int alarm);

#endif
