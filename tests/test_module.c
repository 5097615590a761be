/* The game's own code: compiling, opening, and the sentences when that fails. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

#include "../platform/files.h"
#include "../runtime/module.h"

static void write_object(const char *game, const char *name, const char *code) {
    char file[128], text[2048];
    snprintf(file, sizeof file, "objects/%s.c", name);
    snprintf(text, sizeof text, "#include <gm.h>\n%s\n", code);
    support_write_text(game, file, text);
}

/* An object whose Step does nothing, and whose sprite tells which code it is. */
static void write_marked(const char *game, const char *name, const char *mark) {
    char code[512];
    snprintf(code, sizeof code,
             "static void step(GmInstance *self, const GmEvent *event) {\n"
             "    (void)self; (void)event;\n"
             "}\n"
             "const GmObject %s = {.sprite = \"%s\", .on = {[GM_STEP] = step}};",
             name, mark);
    write_object(game, name, code);
}

/* Waits until the clock that files are stamped with has moved on: what was written before counts as
 * older than what comes now. */
static void let_files_grow_old(const char *game) {
    char first[FILES_PATH], second[FILES_PATH];
    snprintf(first, sizeof first, "%s/first", game);
    snprintf(second, sizeof second, "%s/second", game);
    support_write(game, "first", "", 0);
    do
        support_write(game, "second", "", 0);
    while (files_modified(first) == files_modified(second));
}

static ModuleState build(const char *game) {
    module_build(game);
    return module_wait();
}

static int close_module(void **state) {
    (void)state;
    module_close();
    return 0;
}

static void objects_are_compiled_and_found_by_the_name_of_their_file(void **state) {
    (void)state;
    const char *game = support_folder();
    write_marked(game, "obj_b", "spr_b");
    write_marked(game, "obj_a", "spr_a");
    support_write(game, "objects/notes.txt", "x", 1);
    assert_int_equal(build(game), MODULE_READY);
    assert_string_equal(module_problem(), "");
    assert_int_equal(module_object_count(), 2);
    assert_string_equal(module_object_name(0), "obj_a");
    assert_string_equal(module_object_name(1), "obj_b");
    assert_string_equal(module_object(1)->sprite, "spr_b");
    assert_ptr_equal(module_object_named("obj_a"), module_object(0));
    assert_null(module_object_named("obj_c"));
    assert_non_null(module_object(0)->on[GM_STEP]);
}

static void nothing_is_written_into_the_game_folder(void **state) {
    (void)state;
    const char *game = support_folder();
    write_marked(game, "obj_a", "spr_a");
    assert_int_equal(build(game), MODULE_READY);
    FileList folder = files_list(game);
    assert_int_equal(folder.count, 1);
    files_list_free(&folder);
    char objects[FILES_PATH];
    snprintf(objects, sizeof objects, "%s/objects", game);
    folder = files_list(objects);
    assert_int_equal(folder.count, 1);
    files_list_free(&folder);
}

static void a_changed_file_gives_new_code_and_the_old_stays_mapped(void **state) {
    (void)state;
    const char *game = support_folder();
    write_marked(game, "obj_a", "old");
    write_marked(game, "obj_b", "same");
    let_files_grow_old(game);
    assert_int_equal(build(game), MODULE_READY);
    const GmObject *old = module_object(0);
    write_marked(game, "obj_a", "new");
    assert_int_equal(build(game), MODULE_READY);
    assert_int_equal(module_compiled_count(), 1);
    assert_ptr_not_equal(old, module_object(0));
    assert_string_equal(module_object(0)->sprite, "new");
    assert_string_equal(module_object(1)->sprite, "same");
    assert_string_equal(old->sprite, "old");
    old->on[GM_STEP](NULL, NULL);
    write_marked(game, "obj_a", "old");
    assert_int_equal(build(game), MODULE_READY);
    assert_string_equal(module_object(0)->sprite, "old");
    assert_ptr_not_equal(old, module_object(0));
}

static void what_did_not_change_is_not_compiled_again(void **state) {
    (void)state;
    const char *game = support_folder();
    write_marked(game, "obj_a", "x");
    let_files_grow_old(game);
    assert_int_equal(build(game), MODULE_READY);
    assert_int_equal(module_compiled_count(), 1);
    assert_int_equal(build(game), MODULE_UNCHANGED);
    assert_int_equal(module_compiled_count(), 0);
    module_close();
    assert_int_equal(build(game), MODULE_READY); /* as the next start of the program would */
    assert_int_equal(module_compiled_count(), 0);
    assert_string_equal(module_object(0)->sprite, "x");
}

static void a_changed_header_compiles_who_includes_it(void **state) {
    (void)state;
    const char *game = support_folder();
    const char *one = "#define MARK \"one\"\n", *two = "#define MARK \"two\"\n";
    support_write_text(game, "objects/shared thing.h", one);
    write_object(game, "obj_a",
                 "#include \"shared thing.h\"\nconst GmObject obj_a = {.sprite = MARK};");
    write_marked(game, "obj_b", "x");
    let_files_grow_old(game);
    assert_int_equal(build(game), MODULE_READY);
    assert_string_equal(module_object(0)->sprite, "one");
    support_write_text(game, "objects/shared thing.h", two);
    assert_int_equal(build(game), MODULE_READY);
    assert_int_equal(module_compiled_count(), 1);
    assert_string_equal(module_object(0)->sprite, "two");
}

static void a_missing_definition_is_named(void **state) {
    (void)state;
    const char *game = support_folder();
    char expected[FILES_PATH];
    write_object(game, "obj_x", "const GmObject obj_y = {0};");
    assert_int_equal(build(game), MODULE_FAILED);
    snprintf(expected, sizeof expected, "%s/objects/obj_x.c must define `const GmObject obj_x`",
             game);
    assert_string_equal(module_problem(), expected);
    assert_int_equal(module_object_count(), 0);
}

static void a_compile_error_names_file_and_line_and_the_old_code_stays(void **state) {
    (void)state;
    const char *game = support_folder();
    char expected[FILES_PATH];
    write_marked(game, "obj_a", "good");
    assert_int_equal(build(game), MODULE_READY);
    write_object(game, "obj_a", "\nint x = nothing;\nconst GmObject obj_a = {.sprit = \"s\"};");
    assert_int_equal(build(game), MODULE_FAILED);
    snprintf(expected, sizeof expected, "%s/objects/obj_a.c:3:9: error: ", game);
    assert_memory_equal(module_problem(), expected, strlen(expected));
    assert_non_null(strstr(module_problem(), "'nothing'")); /* quotes that every font has */
    assert_non_null(strstr(module_problem(), "(and 1 more error)"));
    assert_non_null(strstr(module_messages(), "sprit"));
    assert_string_equal(module_object(0)->sprite, "good");
    write_marked(game, "obj_a", "mended");
    assert_int_equal(build(game), MODULE_READY);
    assert_string_equal(module_problem(), "");
    assert_string_equal(module_object(0)->sprite, "mended");
}

static void of_two_broken_files_the_first_by_name_is_told(void **state) {
    (void)state;
    const char *game = support_folder();
    write_object(game, "obj_b", "const GmObject obj_b = {.nothing = 1};");
    write_object(game, "obj_a", "#include <stdio.h>\nconst GmObject obj_a = {.nothing = 1};");
    assert_int_equal(build(game), MODULE_FAILED);
    assert_non_null(strstr(module_problem(), "obj_a.c:3:"));
}

static void an_unknown_function_is_an_error_with_its_line(void **state) {
    (void)state;
    const char *game = support_folder();
    write_object(game, "obj_a",
                 "static void step(GmInstance *self, const GmEvent *event) { gm_jump(); }\n"
                 "const GmObject obj_a = {.on = {[GM_STEP] = step}};");
    assert_int_equal(build(game), MODULE_FAILED);
    assert_non_null(strstr(module_problem(), "obj_a.c:2:"));
    assert_non_null(strstr(module_problem(), "gm_jump"));
    write_object(game, "obj_a",
                 "void nowhere(void);\n"
                 "static void step(GmInstance *self, const GmEvent *event) {\n"
                 "    nowhere();\n"
                 "}\n"
                 "const GmObject obj_a = {.on = {[GM_STEP] = step}};");
    assert_int_equal(build(game), MODULE_FAILED);
    assert_non_null(strstr(module_problem(), "uses nowhere, which is defined nowhere"));
}

static void two_files_that_define_the_same_name_are_told(void **state) {
    (void)state;
    const char *game = support_folder();
    write_object(game, "obj_a", "int shared = 1;\nconst GmObject obj_a = {0};");
    write_object(game, "obj_b", "int shared = 1;\nconst GmObject obj_b = {0};");
    assert_int_equal(build(game), MODULE_FAILED);
    assert_non_null(strstr(module_problem(), "shared"));
}

static void a_file_name_that_is_no_c_name_is_told(void **state) {
    (void)state;
    const char *game = support_folder();
    write_object(game, "obj-a", "");
    assert_int_equal(build(game), MODULE_FAILED);
    assert_non_null(strstr(module_problem(), "objects/obj-a.c: an object's file is named like"));
}

static void a_game_without_objects_has_none(void **state) {
    (void)state;
    assert_int_equal(build(support_folder()), MODULE_READY);
    assert_int_equal(module_object_count(), 0);
}

static void a_build_that_is_started_again_gives_the_newest_code(void **state) {
    (void)state;
    const char *game = support_folder();
    write_marked(game, "obj_a", "first");
    module_build(game);
    module_poll();
    write_marked(game, "obj_a", "second");
    assert_int_equal(build(game), MODULE_READY);
    assert_string_equal(module_object(0)->sprite, "second");
}

static void a_compiler_that_is_not_there_is_named(void **state) {
    (void)state;
    const char *game = support_folder();
    write_marked(game, "obj_a", "x");
    char *before = getenv("CC") != NULL ? strdup(getenv("CC")) : NULL;
    setenv("CC", "no-such-compiler", 1);
    assert_int_equal(build(game), MODULE_FAILED);
    assert_non_null(strstr(module_problem(), "no-such-compiler cannot be started"));
    if (before != NULL)
        setenv("CC", before, 1);
    else
        unsetenv("CC");
    free(before);
}

int main(void) {
#define TEST(name) cmocka_unit_test_teardown(name, close_module)
    const struct CMUnitTest tests[] = {
        TEST(objects_are_compiled_and_found_by_the_name_of_their_file),
        TEST(nothing_is_written_into_the_game_folder),
        TEST(a_changed_file_gives_new_code_and_the_old_stays_mapped),
        TEST(what_did_not_change_is_not_compiled_again),
        TEST(a_changed_header_compiles_who_includes_it),
        TEST(a_missing_definition_is_named),
        TEST(a_compile_error_names_file_and_line_and_the_old_code_stays),
        TEST(of_two_broken_files_the_first_by_name_is_told),
        TEST(an_unknown_function_is_an_error_with_its_line),
        TEST(two_files_that_define_the_same_name_are_told),
        TEST(a_file_name_that_is_no_c_name_is_told),
        TEST(a_game_without_objects_has_none),
        TEST(a_build_that_is_started_again_gives_the_newest_code),
        TEST(a_compiler_that_is_not_there_is_named),
    };
    return cmocka_run_group_tests(tests, support_own_cache, NULL);
}
