/* Alarms: when they count, when they run, what they read. */
#include "notes.h"

static void (*the_begin_deed)(GmInstance *self), (*the_step_deed)(GmInstance *self);
static void (*the_alarm_deed)(GmInstance *self);

static void begin_step(GmInstance *self, const GmEvent *event) {
    (void)event;
    do_once(&the_begin_deed, self);
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    do_once(&the_step_deed, self);
    note_of(self, "Step");
}

static void alarm_runs(GmInstance *self, const GmEvent *event) {
    note_of(self, gm_text("Alarm%d(%g)", event->number, gm_alarm_get(self, event->number)));
    if (the_alarm_deed != NULL) the_alarm_deed(self);
}

static const GmObject obj_alarms = {.vars = GM_VARS(Named, name),
                                    .on = {[GM_BEGIN_STEP] = begin_step,
                                           [GM_STEP] = step,
                                           [GM_ALARM(0)] = alarm_runs,
                                           [GM_ALARM(1)] = alarm_runs,
                                           [GM_ALARM(3)] = alarm_runs,
                                           [GM_ALARM(4)] = alarm_runs,
                                           [GM_ALARM(5)] = alarm_runs,
                                           [GM_ALARM(6)] = alarm_runs,
                                           [GM_ALARM(11)] = alarm_runs}};

static void set_3(GmInstance *self, const GmEvent *event) {
    (void)event;
    gm_alarm_set(self, 0, 3);
}
static const GmObject obj_three = {
    .on = {[GM_CREATE] = set_3, [GM_STEP] = step, [GM_ALARM(0)] = alarm_runs}};
static const GmObject obj_without = {.on = {[GM_STEP] = step}};
static const GmNamedObject objects[] = {
    GM_OBJECT(obj_alarms), GM_OBJECT(obj_three), GM_OBJECT(obj_without), {NULL, NULL}};

static int open_game(void **state) {
    (void)state;
    forget_notes();
    the_begin_deed = the_step_deed = the_alarm_deed = NULL;
    support_open(objects);
    return 0;
}

static void set_0_to_1(GmInstance *self) {
    gm_alarm_set(self, 0, 1);
}

/* spec: runtime-model R-27 */
static void set_in_begin_step_it_runs_in_the_same_step(void **state) {
    (void)state;
    make("obj_alarms", "a");
    the_begin_deed = set_0_to_1;
    support_steps(1);
    assert_notes("a.Alarm0(0) a.Step");
}

/* spec: runtime-model R-28 */
static void set_in_step_it_runs_in_the_next(void **state) {
    (void)state;
    make("obj_alarms", "a");
    the_step_deed = set_0_to_1;
    support_steps(2);
    assert_notes("a.Step a.Alarm0(0) a.Step");
}

/* spec: runtime-model R-29 */
static void three_in_create_runs_in_the_third_step(void **state) {
    (void)state;
    support_make("obj_three");
    support_steps(4);
    assert_notes("obj_three.Step obj_three.Step obj_three.Alarm0(0) obj_three.Step obj_three.Step");
}

/* spec: runtime-model R-30, C8 */
static void zero_never_runs_and_becomes_minus_1(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make("obj_alarms", "a"));
    assert_true(gm_alarm_get(self, 0) == -1);
    gm_alarm_set(self, 0, 0);
    support_steps(1);
    assert_true(gm_alarm_get(self, 0) == -1);
    gm_alarm_set(self, 0, 1);
    support_steps(1);
    assert_true(gm_alarm_get(self, 0) == 0); /* it ran; -1 in the next step */
    support_steps(1);
    assert_true(gm_alarm_get(self, 0) == -1);
    assert_notes("a.Step a.Alarm0(0) a.Step a.Step");
}

/* spec: runtime-model R-31 */
static void without_a_handler_it_does_not_count(void **state) {
    (void)state;
    GmInstance *self = gm_instance(support_make("obj_without"));
    gm_alarm_set(self, 0, 5);
    support_steps(10);
    assert_true(gm_alarm_get(self, 0) == 5);
}

static void set_0_to_2(GmInstance *self) {
    gm_alarm_set(self, 0, 2);
}

/* spec: runtime-model R-32 */
static void set_again_in_its_handler_it_goes_on(void **state) {
    (void)state;
    make("obj_alarms", "a");
    the_begin_deed = set_0_to_1;
    the_alarm_deed = set_0_to_2;
    support_steps(5);
    assert_notes("a.Alarm0(0) a.Step a.Step a.Alarm0(0) a.Step a.Step a.Alarm0(0) a.Step");
}

/* spec: runtime-model R-33 */
static void alarms_of_one_instance_run_in_ascending_order(void **state) {
    (void)state;
    GmInstance *first = gm_instance(make("obj_alarms", "a1"));
    GmInstance *second = gm_instance(make("obj_alarms", "a2"));
    gm_alarm_set(first, 3, 1);
    gm_alarm_set(first, 1, 1);
    gm_alarm_set(second, 11, 1);
    gm_alarm_set(second, 0, 1);
    support_steps(1);
    assert_notes("a1.Alarm1(0) a1.Alarm3(0) a2.Alarm0(0) a2.Alarm11(0) a1.Step a2.Step");
}

/* spec: runtime-model */
static void fractions_are_cut_off(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make("obj_alarms", "a"));
    gm_alarm_set(self, 0, 1.9);
    gm_alarm_set(self, 1, 0.5);
    gm_alarm_set(self, 3, 2.5);
    gm_alarm_set(self, 4, -5);
    support_steps(1);
    assert_notes("a.Alarm0(0) a.Step");
    assert_true(gm_alarm_get(self, 1) == -1);
    assert_true(gm_alarm_get(self, 3) == 1);
    assert_true(gm_alarm_get(self, 4) == -5);
    support_steps(2);
    assert_notes("a.Alarm3(0) a.Step a.Step");
    assert_true(gm_alarm_get(self, 4) == -5);
}

static void set_6_and_4(GmInstance *self) {
    the_alarm_deed = NULL;
    gm_alarm_set(self, 6, 1);
    gm_alarm_set(self, 4, 1);
}

/* spec: runtime-model R-169 */
static void an_alarm_reads_its_value_when_its_turn_comes(void **state) {
    (void)state;
    gm_alarm_set(gm_instance(make("obj_alarms", "a")), 5, 1);
    the_alarm_deed = set_6_and_4;
    support_steps(2);
    assert_notes("a.Alarm5(0) a.Alarm6(0) a.Step a.Alarm4(0) a.Step");
}

static void set_others_alarm(GmInstance *self) {
    the_alarm_deed = NULL;
    for (GmWith each = gm_with("obj_alarms"); gm_with_next(&each);)
        if (each.self != self) gm_alarm_set(each.self, 0, 1);
}

/* spec: runtime-model 11.1 */
static void one_that_is_set_for_an_instance_still_to_come_counts_now(void **state) {
    (void)state;
    make("obj_alarms", "a1");
    gm_alarm_set(gm_instance(make("obj_alarms", "a2")), 1, 1);
    make("obj_alarms", "a3");
    the_alarm_deed = set_others_alarm;
    support_steps(2);
    assert_notes("a2.Alarm1(0) a3.Alarm0(0) a1.Step a2.Step a3.Step a1.Alarm0(0) a1.Step a2.Step "
                 "a3.Step");
}

static void end_itself(GmInstance *self) {
    gm_instance_destroy(self->id);
}

/* spec: runtime-model 11.1, 1.2 */
static void who_is_destroyed_by_an_alarm_runs_no_further_one(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make("obj_alarms", "a"));
    gm_alarm_set(self, 0, 1);
    gm_alarm_set(self, 5, 1);
    the_alarm_deed = end_itself;
    support_steps(1);
    assert_notes("a.Alarm0(0)");
}

static void make_one_with_an_alarm(GmInstance *self) {
    (void)self;
    the_alarm_deed = NULL;
    gm_alarm_set(gm_instance(make("obj_alarms", "new")), 0, 1);
}

/* spec: runtime-model 1.3: the whole phase is one broadcast */
static void who_is_made_by_an_alarm_has_its_own_in_the_next_step(void **state) {
    (void)state;
    gm_alarm_set(gm_instance(make("obj_alarms", "a")), 0, 1);
    the_alarm_deed = make_one_with_an_alarm;
    support_steps(2);
    assert_notes("a.Alarm0(0) a.Step new.Step new.Alarm0(0) a.Step new.Step");
}

/* spec: runtime-model R-157 */
static void a_deactivated_instances_alarms_stand_still(void **state) {
    (void)state;
    int id = make("obj_alarms", "a");
    gm_alarm_set(gm_instance(id), 0, 4);
    support_steps(2);
    gm_instance_deactivate_object(id);
    support_steps(2);
    gm_instance_activate_object(id);
    support_steps(1);
    assert_notes("a.Step a.Step a.Step");
    support_steps(1);
    assert_notes("a.Alarm0(0) a.Step");
}

/* spec: runtime-model R-77 */
static void performing_an_alarm_does_not_change_it(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make("obj_alarms", "a"));
    gm_alarm_set(self, 0, 10);
    gm_event_perform(self, GM_EV_ALARM, 0);
    assert_notes("a.Alarm0(10)");
    assert_true(gm_alarm_get(self, 0) == 10);
}

static void there_are_twelve_alarms(void **state) {
    (void)state;
    GmInstance *self = gm_instance(make("obj_alarms", "a"));
    support_forget_log();
    gm_alarm_set(self, 12, 1);
    assert_non_null(strstr(support_log(), "no alarm 12"));
    gm_alarm_set(self, -1, 1);
    assert_non_null(strstr(support_log(), "no alarm -1"));
    assert_true(gm_alarm_get(self, 12) == -1);
    support_steps(2);
    assert_notes("a.Step a.Step");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_game, support_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(set_in_begin_step_it_runs_in_the_same_step),
        CASE(set_in_step_it_runs_in_the_next),
        CASE(three_in_create_runs_in_the_third_step),
        CASE(zero_never_runs_and_becomes_minus_1),
        CASE(without_a_handler_it_does_not_count),
        CASE(set_again_in_its_handler_it_goes_on),
        CASE(alarms_of_one_instance_run_in_ascending_order),
        CASE(fractions_are_cut_off),
        CASE(an_alarm_reads_its_value_when_its_turn_comes),
        CASE(one_that_is_set_for_an_instance_still_to_come_counts_now),
        CASE(who_is_destroyed_by_an_alarm_runs_no_further_one),
        CASE(who_is_made_by_an_alarm_has_its_own_in_the_next_step),
        CASE(a_deactivated_instances_alarms_stand_still),
        CASE(performing_an_alarm_does_not_change_it),
        CASE(there_are_twelve_alarms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
