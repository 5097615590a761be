/* Alarms: setting, reading and counting down. */
#include "alarm.h"
#include "../platform/log.h"
#include "extra.h"
#include "object.h"

#include <math.h>

static bool is_alarm(const GmInstance *self, int alarm) {
    if (alarm >= 0 && alarm < GM_ALARM_COUNT) return true;
    log_warn_once("%s: there is no alarm %d, they are 0 to %d",
                  gm_object_get_name(self->object_index), alarm, GM_ALARM_COUNT - 1);
    return false;
}

void gm_alarm_set(GmInstance *self, int alarm, double steps) {
    if (is_alarm(self, alarm)) extra_need(self)->alarm[alarm] = steps;
}

double gm_alarm_get(const GmInstance *self, int alarm) {
    const Extra *extra = extra_of(self);
    return is_alarm(self, alarm) && extra != NULL ? extra->alarm[alarm] : -1;
}

bool alarm_count(const GmInstance *self, int alarm) {
    Extra *extra = extra_of(self);
    if (extra == NULL) return false;
    double value = trunc(extra->alarm[alarm]);
    if (value < 0) return false;
    extra->alarm[alarm] = value - 1;
    return value == 1;
}
