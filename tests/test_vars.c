/* Variables by name: setting them, and moving them into another struct. */
#include "support.h"

#include <limits.h>

#include "../objects/vars.h"

typedef struct Old {
    int count;
    double power;
    bool open;
    char name[8];
    int cells[3];
    int gone;
    char *lent;
} Old;

typedef struct New {
    char name[5];
    float count;
    int power;
    double open;
    int cells[3];
    int fresh;
    char *lent;
} New;

static const GmVars old_vars = GM_VARS(Old, count, power, open, name, cells, gone, lent);
static const GmVars new_vars = GM_VARS(New, name, count, power, open, cells, fresh, lent);

static void fields_know_their_kind(void **state) {
    (void)state;
    const GmFieldKind kinds[] = {GM_FIELD_INT,   GM_FIELD_DOUBLE, GM_FIELD_BOOL, GM_FIELD_TEXT,
                                 GM_FIELD_BYTES, GM_FIELD_INT,    GM_FIELD_BYTES};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        assert_int_equal(old_vars.fields[i].kind, kinds[i]);
    assert_null(old_vars.fields[7].name);
    assert_ptr_equal(vars_field(&old_vars, "power"), &old_vars.fields[1]);
    assert_null(vars_field(&old_vars, "nothing"));
    assert_null(vars_field(&(GmVars){0}, "power"));
}

static void what_both_structs_name_moves_and_changes_its_kind(void **state) {
    (void)state;
    char text[] = "text";
    const Old from = {.count = 7,
                      .power = 2.9,
                      .open = true,
                      .name = "abcdefg",
                      .cells = {1, 2, 3},
                      .gone = 4,
                      .lent = text};
    New to = {.fresh = 5};
    vars_carry_over(&new_vars, &to, &old_vars, &from);
    assert_float_equal(to.count, 7, 0);
    assert_int_equal(to.power, 2);
    assert_float_equal(to.open, 1, 0);
    assert_string_equal(to.name, "abcd");
    assert_int_equal(to.cells[2], 3);
    assert_int_equal(to.fresh, 5);
    assert_ptr_equal(to.lent, text);
}

static void an_int_stays_in_its_range(void **state) {
    (void)state;
    Old vars = {0};
    const GmField *count = vars_field(&old_vars, "count");
    const struct {
        double number;
        int whole;
    } cases[] = {{3.9, 3}, {-3.9, -3}, {1e20, INT_MAX}, {-1e20, INT_MIN}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(vars_set_number(count, &vars, cases[i].number));
        assert_int_equal(vars.count, cases[i].whole);
    }
    assert_false(vars_set_number(vars_field(&old_vars, "cells"), &vars, 1));
    assert_false(vars_set_number(vars_field(&old_vars, "name"), &vars, 1));
}

static void a_long_text_is_cut_between_characters(void **state) {
    (void)state;
    Old vars = {0};
    bool cut = false;
    const GmField *name = vars_field(&old_vars, "name");
    assert_true(vars_set_text(name, &vars, "ab", &cut));
    assert_false(cut);
    assert_string_equal(vars.name, "ab");
    assert_true(vars_set_text(name, &vars, "abcdef\xC3\xA9z", &cut)); /* e with an accent */
    assert_true(cut);
    assert_string_equal(vars.name, "abcdef");
    assert_false(vars_set_text(vars_field(&old_vars, "lent"), &vars, "x", &cut));
    assert_null(vars.lent);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_know_their_kind),
        cmocka_unit_test(what_both_structs_name_moves_and_changes_its_kind),
        cmocka_unit_test(an_int_stays_in_its_range),
        cmocka_unit_test(a_long_text_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
