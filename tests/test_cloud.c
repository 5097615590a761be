/* The cloud (event 67): without a service, in a folder, by a game's own back end; saves that wait,
 * conflicts, settings. */
#define _XOPEN_SOURCE 700
#include "clouds.h"
#include "kills.h"

#include "../events/service.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static char the_folder[128]; /* the cloud's: what ASYNCADE_CLOUD says */

static int use_new_folder(void **state) {
    (void)state;
    snprintf(the_folder, sizeof the_folder, "folder:%s/cloud", support_folder());
    return 0;
}

static int close_game(void **state) {
    (void)state;
    support_close();
    unsetenv("ASYNCADE_CLOUD");
    return 0;
}

static const char *cloud_path(void) {
    return the_folder + strlen("folder:");
}

static const char *away(void) {
    static char path[160];
    snprintf(path, sizeof path, "%s-away", cloud_path());
    return path;
}

/* Nothing can be read or stored: where the folder was, a file is. */
static void go_offline(void) {
    assert_int_equal(rename(cloud_path(), away()), 0);
    support_write("", cloud_path(), "no folder", 9);
}

static void come_back(void) {
    assert_int_equal(remove(cloud_path()), 0);
    assert_int_equal(rename(away(), cloud_path()), 0);
}

/* MARK: no service */

/* spec: async-events C-1, 7.4 */
static void without_a_service_each_call_gives_one_event_not_logged_in(void **state) {
    (void)state;
    cloud_open(support_folder(), NULL);
    const HeardCloud *heard = cloud_answer(gm_cloud_synchronise());
    assert_int_equal(heard->status, -1);
    assert_non_null(strstr(heard->error, "Not logged in to "));
    assert_int_equal(heard->keys, 3); /* id, status, errorString */
    assert_null(gm_service_name(GM_SERVICE_CLOUD));
    cloud_expect_failure(gm_cloud_string_save("x", "first"), -1, "Not logged in to ");
    cloud_expect_failure(gm_cloud_file_save("none", NULL), -1, "Not logged in to ");
    cloud_expect_failure(gm_cloud_resolve(true), -1, "Not logged in to ");
    assert_string_equal(support_log(), "");
}

/* spec: async-events C-2 */
static void two_calls_give_two_events_with_their_ids(void **state) {
    (void)state;
    cloud_open(support_folder(), NULL);
    int first = gm_cloud_synchronise(), second = gm_cloud_synchronise();
    assert_true(first != second);
    assert_int_equal(gm_request_count(), 2);
    support_steps(3);
    assert_int_equal(the_heard_count, 2);
    assert_int_equal(the_heard[0].id, first);
    assert_int_equal(the_heard[1].id, second);
    assert_int_equal(gm_request_count(), 0);
}

/* spec: async-events C-3 */
static void what_an_extension_posts_arrives_unchanged(void **state) {
    (void)state;
    cloud_open(support_folder(), NULL);
    GmPayload *payload = gm_payload_map();
    gm_payload_real(payload, "id", 77);
    gm_payload_real(payload, "status", 0);
    gm_payload_string(payload, "resultString", "their data");
    assert_true(gm_async_post(EVENT_OTHER_WEB_CLOUD, payload));
    const HeardCloud *heard = cloud_next();
    assert_int_equal(heard->id, 77);
    assert_int_equal(heard->status, 0);
    assert_string_equal(heard->result, "their data");
    assert_int_equal(heard->keys, 3);
}

/* MARK: a folder */

/* spec: async-events 7.2, 7.3 */
static void a_save_is_stored_and_another_machine_gets_it_once(void **state) {
    (void)state;
    const char *here = support_folder(), *there = support_folder();
    cloud_open(here, the_folder);
    const HeardCloud *heard = cloud_answer(gm_cloud_string_save("gold 10", "level 2"));
    assert_int_equal(heard->status, 3);
    assert_string_equal(heard->result, "GameUploadSuccess");
    assert_string_equal(heard->description, "level 2");
    cloud_expect(gm_cloud_synchronise(), 1, "AlreadySynchronized");
    support_close();
    cloud_open(there, the_folder);
    heard = cloud_answer(gm_cloud_synchronise());
    assert_int_equal(heard->status, 0);
    assert_string_equal(heard->result, "gold 10");
    assert_string_equal(heard->description, "level 2");
    assert_int_equal(heard->bytes, 7);
    cloud_expect(gm_cloud_synchronise(), 1, "AlreadySynchronized");
    cloud_expect_stored(gm_cloud_string_save("gold 11", NULL));
    support_close();
    cloud_open(here, the_folder); /* what it knew is known after a restart */
    heard = cloud_answer(gm_cloud_synchronise());
    assert_string_equal(heard->result, "gold 11");
    assert_string_equal(heard->description, "");
}

static void an_empty_cloud_has_nothing_new(void **state) {
    (void)state;
    cloud_open(support_folder(), the_folder);
    cloud_expect(gm_cloud_synchronise(), 1, "AlreadySynchronized");
}

static void a_file_is_stored_with_all_its_bytes(void **state) {
    (void)state;
    const char *here = support_folder();
    support_write(here, "slot.bin", "a\0b\nc", 5);
    cloud_open(here, the_folder);
    cloud_expect_failure(gm_cloud_file_save("missing.bin", "x"), -2, "missing.bin");
    cloud_expect_failure(gm_cloud_file_save(NULL, NULL), -2, "there is no file");
    cloud_expect_stored(gm_cloud_file_save("slot.bin", "all"));
    support_close();
    cloud_open(support_folder(), the_folder);
    const HeardCloud *heard = cloud_answer(gm_cloud_synchronise());
    assert_int_equal(heard->status, 0);
    assert_int_equal(heard->bytes, 5);
    assert_string_equal(heard->result, "a");
}

static void texts_of_every_kind_come_back_as_they_were(void **state) {
    (void)state;
    const char *here = support_folder(), *there = support_folder();
    const char *texts[] = {"", "{\"asyncade_cloud\":1}\n", "gr\xc3\xbc\xc3\x9f \"quoted\"\n\n"};
    for (int i = 0; i < 3; i++) {
        cloud_open(here, the_folder);
        if (i > 0) cloud_answer(gm_cloud_synchronise());
        cloud_expect_stored(gm_cloud_string_save(texts[i], texts[i]));
        support_close();
        cloud_open(there, the_folder);
        const HeardCloud *heard = cloud_answer(gm_cloud_synchronise());
        assert_int_equal(heard->status, 0);
        assert_string_equal(heard->result, texts[i]);
        assert_string_equal(heard->description, texts[i]);
        if (i < 2) support_close();
    }
}

/* MARK: conflicts */

/* Two machines store without having seen each other; the second is in conflict. */
static void make_conflict(const char *here, const char *there) {
    cloud_open(here, the_folder);
    cloud_expect_stored(gm_cloud_string_save("theirs", "their words"));
    support_close();
    cloud_open(there, the_folder);
    const HeardCloud *heard = cloud_answer(gm_cloud_string_save("mine", "my words"));
    assert_int_equal(heard->status, 2);
    assert_string_equal(heard->result, "ConflictDeferral");
    assert_string_equal(heard->conflict, "theirs");
    assert_string_equal(heard->description, "their words");
}

static void expect_in_cloud(const char *text) {
    support_close();
    cloud_open(support_folder(), the_folder);
    cloud_expect(gm_cloud_synchronise(), 0, text);
}

/* spec: async-events 7.3, status 2 */
static void a_conflict_is_told_and_nothing_is_overwritten(void **state) {
    (void)state;
    make_conflict(support_folder(), support_folder());
    cloud_expect(gm_cloud_synchronise(), 2, "ConflictDeferral"); /* still */
    cloud_expect(gm_cloud_string_save("mine too", NULL), 2, "ConflictDeferral");
    expect_in_cloud("theirs");
}

static void a_conflict_can_end_with_the_own_save(void **state) {
    (void)state;
    make_conflict(support_folder(), support_folder());
    cloud_expect_stored(gm_cloud_resolve(true));
    cloud_expect_failure(gm_cloud_resolve(true), -2, "there is no conflict");
    expect_in_cloud("mine");
}

static void a_conflict_can_end_with_the_others_save(void **state) {
    (void)state;
    make_conflict(support_folder(), support_folder());
    cloud_expect(gm_cloud_resolve(false), 0, "theirs");
    cloud_expect(gm_cloud_synchronise(), 1, "AlreadySynchronized");
    cloud_expect_stored(gm_cloud_string_save("on theirs", NULL));
    expect_in_cloud("on theirs");
}

static void a_conflict_outlives_a_restart(void **state) {
    (void)state;
    const char *there = support_folder();
    make_conflict(support_folder(), there);
    support_close();
    cloud_open(there, the_folder);
    cloud_expect_stored(gm_cloud_resolve(true));
    expect_in_cloud("mine");
}

static void a_save_that_changed_after_it_was_shown_is_a_new_conflict(void **state) {
    (void)state;
    const char *here = support_folder(), *there = support_folder();
    make_conflict(here, there);
    support_close();
    cloud_open(here, the_folder);
    cloud_expect_stored(gm_cloud_string_save("theirs again", NULL));
    support_close();
    cloud_open(there, the_folder);
    const HeardCloud *heard = cloud_answer(gm_cloud_resolve(true));
    assert_int_equal(heard->status, 2);
    assert_string_equal(heard->conflict, "theirs again");
    cloud_expect_stored(gm_cloud_resolve(true));
    expect_in_cloud("mine");
}

static void the_same_save_from_two_machines_is_no_conflict(void **state) {
    (void)state;
    cloud_open(support_folder(), the_folder);
    cloud_expect_stored(gm_cloud_string_save("same", "d"));
    support_close();
    cloud_open(support_folder(), the_folder);
    cloud_expect_stored(gm_cloud_string_save("same", "d"));
}

static void a_cloud_that_was_emptied_takes_the_next_save(void **state) {
    (void)state;
    char command[256];
    cloud_open(support_folder(), the_folder);
    cloud_expect_stored(gm_cloud_string_save("one", NULL));
    snprintf(command, sizeof command, "rm -f %s/*", cloud_path());
    assert_int_equal(system(command), 0);
    cloud_expect_stored(gm_cloud_string_save("two", NULL));
    expect_in_cloud("two");
}

/* MARK: saves that wait */

static void a_save_waits_through_a_restart_and_is_stored_then(void **state) {
    (void)state;
    const char *here = support_folder();
    cloud_open(here, the_folder);
    cloud_expect_stored(gm_cloud_string_save("old", NULL));
    go_offline();
    cloud_expect_failure(gm_cloud_string_save("new", "waits"), -2, "folder: ");
    assert_string_equal(the_heard[the_heard_count - 1].description, "waits");
    support_close();
    cloud_open(here, the_folder); /* still offline */
    cloud_expect_failure(gm_cloud_synchronise(), -2, "folder: ");
    support_close();
    come_back();
    cloud_open(here, the_folder); /* stored without a call, and told */
    const HeardCloud *heard = cloud_next();
    assert_int_equal(heard->status, 3);
    assert_false(heard->had_id);
    assert_int_equal(heard->id, -1);
    assert_string_equal(heard->description, "waits");
    cloud_expect(gm_cloud_synchronise(), 1, "AlreadySynchronized");
    expect_in_cloud("new");
}

static void a_save_that_waits_is_tried_again_while_the_game_runs(void **state) {
    (void)state;
    cloud_open(support_folder(), the_folder);
    cloud_expect_stored(gm_cloud_string_save("old", NULL));
    go_offline();
    cloud_expect_failure(gm_cloud_string_save("new", NULL), -2, "folder: ");
    come_back();
    const HeardCloud *heard = cloud_next();
    assert_int_equal(heard->status, 3);
    assert_false(heard->had_id);
    expect_in_cloud("new");
}

static void the_latest_of_several_waiting_saves_is_stored(void **state) {
    (void)state;
    cloud_open(support_folder(), the_folder);
    cloud_expect_stored(gm_cloud_string_save("old", NULL));
    go_offline();
    cloud_expect_failure(gm_cloud_string_save("first", NULL), -2, "folder: ");
    cloud_expect_failure(gm_cloud_string_save("second", NULL), -2, "folder: ");
    come_back();
    cloud_expect_stored(gm_cloud_synchronise());
    expect_in_cloud("second");
}

static void a_save_that_waited_may_be_in_conflict(void **state) {
    (void)state;
    const char *here = support_folder();
    cloud_open(here, the_folder);
    cloud_expect_stored(gm_cloud_string_save("old", NULL));
    go_offline();
    cloud_expect_failure(gm_cloud_string_save("mine", NULL), -2, "folder: ");
    support_close();
    come_back();
    cloud_open(support_folder(), the_folder);
    cloud_expect(gm_cloud_synchronise(), 0, "old");
    cloud_expect_stored(gm_cloud_string_save("theirs", NULL));
    support_close();
    cloud_open(here, the_folder);
    const HeardCloud *heard = cloud_next();
    assert_int_equal(heard->status, 2);
    assert_false(heard->had_id);
    assert_string_equal(heard->conflict, "theirs");
    expect_in_cloud("theirs");
}

/* The game ends with the call: it is stored by then, or by the next game. */
static void a_save_at_the_very_end_is_not_lost(void **state) {
    (void)state;
    const char *here = support_folder();
    for (int i = 0; i < 10; i++) {
        char text[32];
        snprintf(text, sizeof text, "last words %d", i);
        cloud_open(here, the_folder);
        gm_cloud_string_save(text, NULL);
        support_close();
        cloud_open(here, the_folder);
        gm_cloud_synchronise();
        support_steps(1);
        the_wanted_count = 1;
        assert_true(support_until(cloud_has_heard));
        support_close();
        cloud_open(support_folder(), the_folder);
        cloud_expect(gm_cloud_synchronise(), 0, text);
        if (i < 9) support_close();
    }
}

static void a_state_file_that_is_garbage_is_said_and_the_game_goes_on(void **state) {
    (void)state;
    const char *here = support_folder();
    static const char garbage[] = "{\"asyncade_cloud\":1,\"bytes\":900}\nxx";
    support_write_text(here, "asyncade.cloud", garbage);
    cloud_open(here, the_folder);
    cloud_expect_stored(gm_cloud_string_save("text", NULL));
    assert_non_null(strstr(support_log(), "asyncade.cloud is not what the cloud kept there"));
}

/* A flipped bit is found out; what was kept before it is taken. */
static void a_state_file_that_is_damaged_is_the_one_before(void **state) {
    (void)state;
    const char *here = support_folder();
    cloud_open(here, the_folder);
    cloud_expect_stored(gm_cloud_string_save("text", NULL));
    support_close();
    char path[256];
    size_t size = 0;
    snprintf(path, sizeof path, "%s/asyncade.cloud", here);
    char *bytes = support_read(path, &size);
    bytes[size / 2] ^= 4;
    support_write(here, "asyncade.cloud", bytes, size);
    free(bytes);
    cloud_open(here, the_folder);
    const HeardCloud *heard = cloud_next(); /* then it waited: it is there already */
    assert_int_equal(heard->status, 3);
    assert_non_null(strstr(support_log(), "asyncade.cloud"));
    cloud_expect(gm_cloud_synchronise(), 1, "AlreadySynchronized");
}

static void what_is_no_save_is_refused_and_left_alone(void **state) {
    (void)state;
    support_write(cloud_path(), "save.0000000003.cloud", "<html>Error</html>", 18);
    cloud_open(support_folder(), the_folder);
    cloud_expect_failure(gm_cloud_synchronise(), -2, "is no whole save of a game");
    cloud_expect(gm_cloud_string_save("mine", NULL), 2, "ConflictDeferral");
    cloud_expect_stored(gm_cloud_resolve(true)); /* by the player's will */
    expect_in_cloud("mine");
}

static void a_cancelled_call_has_its_event_and_its_save_waits(void **state) {
    (void)state;
    cloud_open(support_folder(), the_folder);
    int id = gm_cloud_string_save("text", NULL);
    gm_request_cancel(id);
    const HeardCloud *heard = cloud_answer(id);
    assert_true(heard->status == 3 || strstr(heard->error, "cancelled") != NULL);
    int status = heard->status;
    heard = cloud_answer(gm_cloud_synchronise());
    assert_int_equal(heard->status, status == 3 ? 1 : 3);
}

/* MARK: kills. These fork: before the other tests have threads */

static int number_in_cloud(void) {
    cloud_open(support_folder(), the_folder);
    const HeardCloud *heard = cloud_answer(gm_cloud_synchronise());
    int number = heard->status == 0 ? atoi(heard->result) : 0;
    assert_in_range(heard->status, 0, 1);
    support_close();
    return number;
}

/* Saves one number after the other, each as soon as the last is stored, until it is killed. */
static void save_for_ever(const char *save, int number) {
    cloud_open(save, the_folder);
    for (;; number++) {
        the_heard_count = 0;
        gm_cloud_string_save(gm_text("%d", number), NULL);
        the_wanted_count = 1;
        support_until(cloud_has_heard);
        kills_tell_progress();
    }
}

/* Wherever it was killed: before or after the save was kept, stored, or known to be stored; it is
 * no conflict with itself, and numbers never go back. */
static void a_game_that_is_killed_while_saving_goes_on_where_it_was(void **state) {
    (void)state;
    const char *save = support_folder();
    int number = 0;
    for (int round = 0; round < 12; round++) {
        kills_in_the_middle(save_for_ever, save, number + 1, round % 4 + 1, round * 471);
        int in_cloud = number_in_cloud();
        assert_true(in_cloud >= number);
        cloud_open(save, the_folder); /* what waited is stored, or nothing did */
        support_steps(5);
        int id = gm_cloud_synchronise();
        the_heard_count = 0;
        the_wanted_count = 1;
        assert_true(support_until(cloud_has_heard));
        for (int i = 0; i < the_heard_count; i++)
            assert_true(the_heard[i].status == 1 || the_heard[i].status == 3 ||
                        (the_heard[i].status == 0 && atoi(the_heard[i].result) >= number));
        assert_in_range(id, 1, 1 << 30);
        support_close();
        number = number_in_cloud();
        assert_true(number >= in_cloud);
    }
    assert_true(number >= 12);
}

/* Several games store at once what none has seen of the others: only one of them can. */
static void of_several_processes_that_store_at_once_one_wins(void **state) {
    (void)state;
    enum { GAMES = 4 };
    pid_t games[GAMES];
    int start[2], stored = 0, conflicts = 0;
    assert_int_equal(pipe(start), 0);
    for (int i = 0; i < GAMES; i++) {
        games[i] = fork();
        if (games[i] != 0) continue;
        char byte;
        close(start[1]);
        cloud_open(support_folder(), the_folder);
        if (read(start[0], &byte, 1) < 0) _exit(9); /* until all are there */
        const HeardCloud *heard = cloud_answer(gm_cloud_string_save(gm_text("game %d", i), NULL));
        support_close();
        _exit(heard->status);
    }
    close(start[0]);
    close(start[1]);
    for (int i = 0; i < GAMES; i++) {
        int status = 0;
        assert_int_equal(waitpid(games[i], &status, 0), games[i]);
        stored += WIFEXITED(status) && WEXITSTATUS(status) == 3 ? 1 : 0;
        conflicts += WIFEXITED(status) && WEXITSTATUS(status) == 2 ? 1 : 0;
    }
    assert_int_equal(stored, 1);
    assert_int_equal(conflicts, GAMES - 1);
}

/* MARK: a game's own back end */

static struct {
    int opened, closed, polled, fetched, stored;
    char colour[32];
    int depth;
} the_own;

static bool own_open(GmServiceSettings *settings) {
    the_own.opened++;
    snprintf(the_own.colour, sizeof the_own.colour, "%s",
             gm_service_text(settings, "colour", "grey"));
    the_own.depth = gm_service_whole(settings, "depth", 1, 9, 5);
    return true;
}

static void own_poll(void) {
    the_own.polled++;
}

static void own_close(void) {
    the_own.closed++;
}

static GmCloudOutcome own_fetch(GmCloudJob *job) {
    the_own.fetched++;
    snprintf(job->why, sizeof job->why, "it rains");
    return GM_CLOUD_FAILED;
}

static GmCloudOutcome own_store(GmCloudJob *job) {
    (void)job;
    the_own.stored++;
    return GM_CLOUD_NOT_LOGGED_IN;
}

/* A cloud in memory, whose answers get lost now and then. */
static struct {
    char bytes[1024];
    size_t size;
    int version, answers_to_lose;
} the_memory;

static GmCloudOutcome memory_fetch(GmCloudJob *job) {
    if (the_memory.version == 0) return GM_CLOUD_NOTHING;
    snprintf(job->version, sizeof job->version, "%d", the_memory.version);
    gm_cloud_give(job, the_memory.bytes, the_memory.size);
    return GM_CLOUD_DONE;
}

static GmCloudOutcome memory_store(GmCloudJob *job) {
    if (atoi(job->version) != the_memory.version) return GM_CLOUD_CONFLICT;
    memcpy(the_memory.bytes, job->bytes, job->size);
    the_memory.size = job->size;
    snprintf(job->version, sizeof job->version, "%d", ++the_memory.version);
    if (the_memory.answers_to_lose-- <= 0) return GM_CLOUD_DONE;
    snprintf(job->why, sizeof job->why, "no answer came");
    return GM_CLOUD_FAILED;
}

static const GmCloudService memory_cloud = {
    .service = {.name = "memory"}, .fetch = memory_fetch, .store = memory_store};

static void a_save_whose_answer_got_lost_is_no_conflict_with_the_next(void **state) {
    (void)state;
    const char *save = support_folder();
    memset(&the_memory, 0, sizeof the_memory);
    gm_service_register(GM_SERVICE_CLOUD, &memory_cloud.service);
    cloud_open(save, "memory");
    for (int lost = 1; lost <= 30; lost++) { /* more than are remembered: the last ones are */
        the_memory.answers_to_lose = 1;
        cloud_expect_failure(gm_cloud_string_save(gm_text("lost %d", lost), NULL), -2,
                             "no answer came");
    }
    support_close();
    cloud_open(save, "memory");
    cloud_expect_stored(gm_cloud_string_save("found", NULL));
    the_memory.answers_to_lose = 1;
    cloud_expect_failure(gm_cloud_string_save("lost", NULL), -2, "no answer came");
    cloud_expect_stored(gm_cloud_synchronise()); /* it is there already */
    support_close();
    cloud_open(support_folder(), "memory"); /* another machine's is a conflict all the same */
    cloud_expect(gm_cloud_string_save("other", NULL), 2, "ConflictDeferral");
}

static const GmCloudService own_cloud = {.service = {.name = "own",
                                                     .argument = "colour",
                                                     .open = own_open,
                                                     .poll = own_poll,
                                                     .close = own_close},
                                         .fetch = own_fetch,
                                         .store = own_store};

static void a_game_brings_its_own_back_end(void **state) {
    (void)state;
    memset(&the_own, 0, sizeof the_own);
    gm_service_register(GM_SERVICE_CLOUD, &own_cloud.service);
    cloud_open(support_folder(), "own:blue");
    cloud_expect_failure(gm_cloud_synchronise(), -2, "own: it rains");
    cloud_expect_failure(gm_cloud_string_save("x", NULL), -1, "Not logged in to own");
    assert_string_equal(the_own.colour, "blue");
    assert_int_equal(the_own.depth, 5);
    assert_int_equal(the_own.opened, 1);
    assert_int_equal(the_own.fetched, 1);
    assert_int_equal(the_own.stored, 1);
    assert_in_range(the_own.polled, 2, 10000);
    assert_int_equal(the_own.closed, 0);
    support_close();
    assert_int_equal(the_own.closed, 1);
    support_open_saved(support_folder(), cloud_objects);
}

/* MARK: the simulator */

static void the_simulator_is_driven_through_all_that_may_happen(void **state) {
    (void)state;
    cloud_open(support_folder(), "simulator");
    cloud_expect_stored(gm_cloud_string_save("one", NULL));
    assert_string_equal(gm_service_name(GM_SERVICE_CLOUD), "simulator");
    assert_true(gm_service_simulate(GM_SERVICE_CLOUD, "offline"));
    cloud_expect_failure(gm_cloud_string_save("two", NULL), -2, "simulator: no connection");
    assert_true(gm_service_simulate(GM_SERVICE_CLOUD, "save theirs"));
    assert_true(gm_service_simulate(GM_SERVICE_CLOUD, "online"));
    const HeardCloud *heard = cloud_answer(gm_cloud_synchronise());
    assert_int_equal(heard->status, 2);
    assert_string_equal(heard->conflict, "theirs");
    assert_string_equal(heard->description, "another machine");
    cloud_expect_stored(gm_cloud_resolve(true));
    assert_true(gm_service_simulate(GM_SERVICE_CLOUD, "log out"));
    cloud_expect_failure(gm_cloud_synchronise(), -1, "Not logged in to simulator");
    assert_true(gm_service_simulate(GM_SERVICE_CLOUD, "log in"));
    cloud_expect(gm_cloud_synchronise(), 1, "AlreadySynchronized");
    assert_false(gm_service_simulate(GM_SERVICE_CLOUD, "rain"));
    assert_non_null(strstr(support_log(), "the service \"cloud\" (simulator) cannot do \"rain\""));
    assert_false(gm_service_simulate(GM_SERVICE_PUSH, "click"));
    assert_non_null(strstr(support_log(), "the service \"push\" (none) cannot do \"click\""));
}

/* MARK: settings */

typedef struct WrongCloud {
    const char *services, *said;
} WrongCloud;

static bool open_services(const char *services) {
    char json[1024];
    const char *folder = support_folder();
    unsetenv("ASYNCADE_CLOUD");
    int length = snprintf(json, sizeof json, "{\"services\": %s}", services);
    support_write(folder, "game.json", json, (size_t)length);
    static const char room[] =
        "{\"width\": 4, \"height\": 4, \"tilewidth\": 16, \"tileheight\": 16, "
        "\"orientation\": \"orthogonal\", \"layers\": [{\"type\": \"objectgroup\", "
        "\"name\": \"Instances\", \"objects\": []}]}";
    support_write_text(folder, "rooms/rm_a.tmj", room);
    the_heard_count = 0;
    return support_open_folder(folder, cloud_objects);
}

static void settings_that_are_wrong_are_named_with_what_was_expected(void **state) {
    (void)state;
    static const WrongCloud wrong[] = {
        {"5", "game.json: services: expected an object { }, but it is a number"},
        {"{\"clowd\": {}}", "services: there is no kind of service \"clowd\"; known are cloud"},
        {"{\"cloud\": 1}", "services.cloud: expected an object { }, but it is a number"},
        {"{\"cloud\": {}}", "services.cloud: expected \"use\", the name of a back end"},
        {"{\"cloud\": {\"use\": 1}}", "services.cloud.use: expected a text, but it is a number"},
        {"{\"cloud\": {\"use\": \"x\"}}",
         "services.cloud.use: there is no back end \"x\"; known are folder, webdav, simulator"},
        {"{\"cloud\": {\"use\": \"folder\"}}", "services.cloud.path: expected a text"},
        {"{\"cloud\": {\"use\": \"folder\", \"path\": \"x\"}}",
         "services.cloud.path: expected a path that starts with /"},
        {"{\"cloud\": {\"use\": \"folder\", \"path\": \"/tmp\", \"name\": \"a/b\"}}",
         "services.cloud.name: expected a file's name"},
        {"{\"cloud\": {\"use\": \"folder\", \"path\": \"/tmp/x\", \"pth\": 1}}",
         "services.cloud: there is no setting \"pth\"; known are use, path, name"},
        {"{\"cloud\": {\"use\": \"webdav\", \"url\": \"ftp://x\"}}",
         "services.cloud.url: expected an address that starts with http:// or https://"},
        {"{\"cloud\": {\"use\": \"webdav\", \"url\": \"http://a:secret@x/\"}}",
         "services.cloud.url: expected an address without name and password"},
        {"{\"cloud\": {\"use\": \"webdav\", \"url\": \"http://x/\", \"timeout_ms\": 0}}",
         "services.cloud.timeout_ms: expected a whole number from 1 to 600000, but it is 0"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (open_services(wrong[i].services)) support_steps(2);
        if (strstr(support_log(), wrong[i].said) == NULL)
            fail_msg("%s: %s", wrong[i].services, support_log());
        assert_null(strstr(support_log(), "secret"));
        support_close();
    }
    cloud_open(support_folder(), NULL);
}

static void a_wrong_service_is_as_none(void **state) {
    (void)state;
    cloud_open(support_folder(), "folder:relative");
    cloud_expect_failure(gm_cloud_synchronise(), -1, "Not logged in");
    assert_non_null(strstr(support_log(), "ASYNCADE_CLOUD: path: expected a path"));
    support_close();
    cloud_open(support_folder(), "{\"use\": \"webdav\", \"password\": \"sesame\"");
    cloud_expect_failure(gm_cloud_synchronise(), -1, "Not logged in");
    assert_non_null(strstr(support_log(), "ASYNCADE_CLOUD: expected NAME, NAME:TEXT or a JSON"));
    assert_null(strstr(support_log(), "sesame"));
    support_close();
    cloud_open(support_folder(), "none");
    cloud_expect_failure(gm_cloud_synchronise(), -1, "Not logged in");
    assert_string_equal(support_log(), "");
}

static void the_game_file_chooses_and_the_environment_goes_first(void **state) {
    (void)state;
    char services[256], json[300];
    snprintf(services, sizeof services,
             "{\"cloud\": {\"use\": \"folder\", \"path\": \"%s\", \"name\": \"game\"}}",
             cloud_path());
    assert_true(open_services(services));
    support_make("obj_cloudy");
    cloud_expect_stored(gm_cloud_string_save("by game.json", NULL));
    support_close();
    snprintf(json, sizeof json, "{\"use\": \"folder\", \"path\": \"%s\", \"name\": \"game\"}",
             cloud_path());
    cloud_open(support_folder(), json);
    cloud_expect(gm_cloud_synchronise(), 0, "by game.json");
}

int main(void) {
#define CLOUD_TEST(test) cmocka_unit_test_setup_teardown(test, use_new_folder, close_game)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_game_that_is_killed_while_saving_goes_on_where_it_was,
                               use_new_folder),
        cmocka_unit_test_setup(of_several_processes_that_store_at_once_one_wins, use_new_folder),
        CLOUD_TEST(without_a_service_each_call_gives_one_event_not_logged_in),
        CLOUD_TEST(two_calls_give_two_events_with_their_ids),
        CLOUD_TEST(what_an_extension_posts_arrives_unchanged),
        CLOUD_TEST(a_save_is_stored_and_another_machine_gets_it_once),
        CLOUD_TEST(an_empty_cloud_has_nothing_new),
        CLOUD_TEST(a_file_is_stored_with_all_its_bytes),
        CLOUD_TEST(texts_of_every_kind_come_back_as_they_were),
        CLOUD_TEST(a_conflict_is_told_and_nothing_is_overwritten),
        CLOUD_TEST(a_conflict_can_end_with_the_own_save),
        CLOUD_TEST(a_conflict_can_end_with_the_others_save),
        CLOUD_TEST(a_conflict_outlives_a_restart),
        CLOUD_TEST(a_save_that_changed_after_it_was_shown_is_a_new_conflict),
        CLOUD_TEST(the_same_save_from_two_machines_is_no_conflict),
        CLOUD_TEST(a_cloud_that_was_emptied_takes_the_next_save),
        CLOUD_TEST(a_save_waits_through_a_restart_and_is_stored_then),
        CLOUD_TEST(a_save_that_waits_is_tried_again_while_the_game_runs),
        CLOUD_TEST(the_latest_of_several_waiting_saves_is_stored),
        CLOUD_TEST(a_save_that_waited_may_be_in_conflict),
        CLOUD_TEST(a_save_at_the_very_end_is_not_lost),
        CLOUD_TEST(a_state_file_that_is_garbage_is_said_and_the_game_goes_on),
        CLOUD_TEST(a_state_file_that_is_damaged_is_the_one_before),
        CLOUD_TEST(what_is_no_save_is_refused_and_left_alone),
        CLOUD_TEST(a_cancelled_call_has_its_event_and_its_save_waits),
        CLOUD_TEST(a_game_brings_its_own_back_end),
        CLOUD_TEST(a_save_whose_answer_got_lost_is_no_conflict_with_the_next),
        CLOUD_TEST(the_simulator_is_driven_through_all_that_may_happen),
        CLOUD_TEST(settings_that_are_wrong_are_named_with_what_was_expected),
        CLOUD_TEST(a_wrong_service_is_as_none),
        CLOUD_TEST(the_game_file_chooses_and_the_environment_goes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
