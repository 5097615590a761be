/* The program as a user meets it: run as a child, by what it prints, writes and returns. */
#define _XOPEN_SOURCE 700
#include "program.h"

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>

/* Plays dodge for 600 steps and writes the last picture. */
static int play_dodge(const char *options, const char *folder, const char *picture) {
    char arguments[900];
    snprintf(arguments, sizeof arguments,
             "play samples/dodge --headless --fast --steps 600 %s "
             "--screenshot 600:%s/%s",
             options, folder, picture);
    return run(arguments);
}

#define assert_said(text)                                                                          \
    if (strstr(the_said, text) == NULL) fail_msg("expected \"%s\" in:\n%s", text, the_said)

static void every_verb_has_its_help(void **state) {
    (void)state;
    assert_int_equal(run("--help"), 0);
    assert_said("play GAME");
    assert_said("serve ROUTES");
    assert_said("docs [EVENT]");
    assert_int_equal(run("play --help"), 0);
    assert_said("--no-check");
    assert_said("--screenshot STEP:FILE");
    assert_said("F12 screenshot");
    assert_int_equal(run("serve --help"), 0);
    assert_said("ROUTES");
    assert_int_equal(run("--version"), 0);
    assert_said("asyncade ");
}

static void what_is_wrong_with_a_line_is_said_in_a_sentence(void **state) {
    (void)state;
    assert_int_equal(run("dance"), 2);
    assert_said("there is no verb \"dance\"");
    assert_int_equal(run("play"), 2);
    assert_said("a game folder must be named");
    assert_int_equal(run("play x --speed"), 2);
    assert_said("--speed: there is no such option");
    assert_int_equal(run("play x --steps"), 2);
    assert_said("--steps: a value must follow");
    assert_int_equal(run("play x --steps many"), 2);
    assert_said("expected a number of steps, 1 or more");
    assert_int_equal(run("play samples/dodge --headless --steps 1 --screenshot shot.png"), 1);
    assert_said("expected STEP:FILE.png");
}

static void a_folder_that_is_no_game_is_refused(void **state) {
    (void)state;
    assert_int_equal(run("play /no/such/folder --headless --steps 1"), 1);
    assert_said("/no/such/folder: there is no such folder");
    char arguments[256];
    snprintf(arguments, sizeof arguments, "play %s --headless --steps 1", support_folder());
    assert_int_equal(run(arguments), 1);
    assert_said("it has no game.json");
}

static const char *broken_game(const char *code) {
    const char *folder = support_folder();
    support_write(folder, "game.json", "{}", 2);
    support_write_text(folder, "objects/obj_a.c", code);
    return folder;
}

static void a_compile_error_names_file_and_line(void **state) {
    (void)state;
    char arguments[256];
    snprintf(arguments, sizeof arguments, "play %s --headless --steps 1",
             broken_game("#include <gm.h>\n\nint x = nothing;\n"));
    assert_int_equal(run(arguments), 1);
    assert_said("objects/obj_a.c:3:9: error:");
}

static void strict_makes_a_warning_count(void **state) {
    (void)state;
    const char *folder =
        broken_game("#include <gm.h>\nstatic void create(GmInstance *s, const GmEvent "
                    "*e) { (void)s, (void)e; gm_sprite(\"spr_none\"); }\n"
                    "const GmObject obj_a = {.on = {[GM_ROOM_START] = create, "
                    "[GM_CREATE] = create}};\n");
    const char room[] =
        "{\"type\":\"map\",\"orientation\":\"orthogonal\",\"infinite\":false,"
        "\"width\":4,\"height\":4,\"tilewidth\":16,\"tileheight\":16,\"tilesets\":[],"
        "\"layers\":[{\"type\":\"objectgroup\",\"name\":\"Instances\",\"x\":0,\"y\":0,"
        "\"opacity\":1,\"visible\":true,\"objects\":[{\"id\":1,\"name\":\"obj_a\","
        "\"type\":\"\",\"x\":1,\"y\":1,\"width\":0,\"height\":0,\"rotation\":0,"
        "\"visible\":true,\"point\":true}]}]}";
    char arguments[256];
    support_write(folder, "rooms/rm_a.tmj", room, sizeof room - 1);
    snprintf(arguments, sizeof arguments, "play %s --headless --fast --steps 2", folder);
    assert_int_equal(run(arguments), 0);
    assert_said("there is no sprite \"spr_none\" in this game");
    snprintf(arguments, sizeof arguments, "play %s --headless --fast --steps 2 --strict", folder);
    assert_int_equal(run(arguments), 1);
}

/* With the contract checker, which "asyncade play" has on. */
static void no_sample_gives_cause_for_a_warning(void **state) {
    (void)state;
    static const char *const samples[] = {"dodge",      "star_ledger",  "async_lab",   "echo_choir",
                                          "quiz_night", "gallery_walk", "corner_shop", "two_tanks"};
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        char arguments[256];
        snprintf(arguments, sizeof arguments,
                 "play samples/%s --headless --fast --settle --steps 200 --strict", samples[i]);
        int status = run(arguments);
        if (status != 0 || strstr(the_said, "warning:") != NULL)
            fail_msg("%s ends with %d:\n%s", samples[i], status, the_said);
    }
}

static void the_same_seed_gives_the_same_picture_byte_by_byte(void **state) {
    (void)state;
    const char *folder = support_folder();
    char path[300];
    size_t sizes[3];
    char *pictures[3];
    assert_int_equal(play_dodge("--seed 7", folder, "0.png"), 0);
    assert_int_equal(play_dodge("--seed 7", folder, "1.png"), 0);
    assert_int_equal(play_dodge("--seed 8", folder, "2.png"), 0);
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%d.png", folder, i);
        pictures[i] = support_read(path, &sizes[i]);
        assert_non_null(pictures[i]);
    }
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(pictures[0], pictures[1], sizes[0]);
    assert_true(sizes[0] != sizes[2] || memcmp(pictures[0], pictures[2], sizes[0]) != 0);
    for (int i = 0; i < 3; i++)
        free(pictures[i]);
}

/* MARK: the trace */

typedef struct Counts {
    int steps, phases, landed, jobs, flow_begins, flow_ends, main_thread, worker_threads;
} Counts;

static const char *text_of(const cJSON *event, const char *key) {
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(event, key));
    return text != NULL ? text : "";
}

static int number_of(const cJSON *event, const char *key) {
    return (int)cJSON_GetNumberValue(cJSON_GetObjectItem(event, key));
}

static void count_event(Counts *counts, const cJSON *event) {
    const char *phase = text_of(event, "ph"), *name = text_of(event, "name");
    if (strcmp(phase, "M") == 0 && strcmp(name, "thread_name") == 0) {
        const char *thread = text_of(cJSON_GetObjectItem(event, "args"), "name");
        if (strcmp(thread, "main") == 0) counts->main_thread = number_of(event, "tid");
        if (strncmp(thread, "decode", 6) == 0 || strcmp(thread, "http") == 0)
            counts->worker_threads++;
    }
    bool on_main = number_of(event, "tid") == counts->main_thread;
    if (strcmp(phase, "s") == 0) counts->flow_begins++;
    if (strcmp(phase, "f") == 0) counts->flow_ends++;
    if (strcmp(phase, "X") != 0) return;
    if (strcmp(name, "step") == 0 && cJSON_GetObjectItem(event, "args") != NULL) {
        assert_true(on_main);
        assert_int_equal(number_of(cJSON_GetObjectItem(event, "args"), "step"), ++counts->steps);
    } else if (strcmp(name, "async") == 0) {
        counts->phases++;
    } else if (strcmp(name, "landed") == 0) {
        assert_true(on_main);
        counts->landed++;
    } else if (strncmp(name, "decode", 6) == 0 || strcmp(name, "http done") == 0) {
        assert_false(on_main);
        counts->jobs++;
    }
}

static void the_trace_tells_steps_phases_jobs_and_arrows(void **state) {
    (void)state;
    char arguments[512], path[300];
    snprintf(path, sizeof path, "%s/trace.json", support_folder());
    snprintf(arguments, sizeof arguments,
             "play samples/star_ledger --headless --fast --settle --steps 200 --trace %s", path);
    assert_int_equal(run(arguments), 0);
    assert_said("Asynchronous events: ");
    size_t size;
    char *text = support_read(path, &size);
    assert_non_null(text);
    cJSON *trace = cJSON_Parse(text);
    assert_non_null(trace);
    Counts counts = {0};
    const cJSON *event;
    cJSON_ArrayForEach(event, cJSON_GetObjectItem(trace, "traceEvents"))
        count_event(&counts, event);
    assert_int_equal(counts.steps, 200);
    assert_int_equal(counts.phases, 200);
    assert_true(counts.landed >= 5);
    assert_true(counts.jobs >= 5);
    assert_true(counts.worker_threads >= 2);
    assert_true(counts.flow_begins >= counts.flow_ends);
    assert_true(counts.flow_ends >= 5);
    cJSON_Delete(trace);
    free(text);
}

static void star_ledger_says_what_was_fired(void **state) {
    (void)state;
    assert_int_equal(run("play samples/star_ledger --headless --fast --settle --steps 600"), 0);
    assert_said("600 steps. Asynchronous events: ");
    assert_said("HTTP ");
    assert_said("Image Loaded ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_verb_has_its_help),
        cmocka_unit_test(what_is_wrong_with_a_line_is_said_in_a_sentence),
        cmocka_unit_test(a_folder_that_is_no_game_is_refused),
        cmocka_unit_test(a_compile_error_names_file_and_line),
        cmocka_unit_test(strict_makes_a_warning_count),
        cmocka_unit_test(no_sample_gives_cause_for_a_warning),
        cmocka_unit_test(the_same_seed_gives_the_same_picture_byte_by_byte),
        cmocka_unit_test(the_trace_tells_steps_phases_jobs_and_arrows),
        cmocka_unit_test(star_ledger_says_what_was_fired),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
