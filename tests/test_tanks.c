/* The sample two_tanks: a duel over TCP, UDP and WebSocket, with a server in this process, in
 * another, and in none. */
#define _XOPEN_SOURCE 700
#include "plays.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define TANKS "samples/two_tanks"

enum { WAY_TCP, WAY_UDP, WAY_WS, WAYS };               /* as tanks.h has them */
enum { ALONE, CONNECTING, WAITING, IN, LOST };         /* links */
enum { NO_SEAT = 255, FIRST_PORT = 6540, APART = 10 }; /* other ports than a person's game */

static int the_port = FIRST_PORT;

static void open_lobby(void) {
    open_live(TANKS);
    support_steps(3);
    set_int("obj_lobby", "port", the_port);
}

static bool is_in(void) {
    return int_of("obj_wire", "link") == IN;
}

static bool is_lost(void) {
    return int_of("obj_wire", "link") == LOST;
}

/* Of the first tank, as the server told it last. */
typedef struct Place {
    int phase, steps;
    double x, y, angle;
} Place;

static Place place(void) {
    Place now;
    memcpy(&now, field("obj_wire", "now"), sizeof now);
    return now;
}

static double the_start;
static bool has_driven(void) {
    return place().x > the_start + 20;
}

static bool is_fighting(void) {
    return place().phase == 1;
}

/* MARK: in one process */

static void the_lobby_waits_for_a_key(void **state) {
    (void)state;
    open_lobby();
    support_steps(30);
    assert_int_equal(int_of("obj_wire", "link"), ALONE);
    assert_true(support_golden("tanks_lobby"));
}

static void nobody_touches_anything_and_machines_fight(void **state) {
    (void)state;
    open_lobby();
    support_steps(180);
    assert_true(gm_instance_exists("obj_server"));
    assert_true(support_until(is_in));
    assert_int_equal(int_of("obj_wire", "seat"), NO_SEAT);
    assert_true(support_until(is_fighting));
    the_start = 48;
    assert_true(support_until(has_driven));
}

static void a_person_drives_by_each_way(void **state) {
    static const char keys[WAYS] = {'T', 'U', 'W'};
    (void)state;
    for (int way = 0; way < WAYS; way++) {
        the_port += APART;
        open_lobby();
        tap(keys[way]);
        tap('H');
        assert_true(support_until(is_in));
        assert_int_equal(int_of("obj_wire", "way"), way);
        assert_int_equal(int_of("obj_wire", "seat"), 0);
        assert_true(support_until(is_fighting));
        the_start = place().x;
        gm_keyboard_key_press(GM_VK_UP);
        assert_true(support_until(has_driven));
        gm_keyboard_key_release(GM_VK_UP);
        tap(GM_VK_ESCAPE);
        assert_int_equal(int_of("obj_wire", "link"), ALONE);
        assert_false(gm_instance_exists("obj_server"));
        support_close();
    }
    open_lobby();
}

static void a_port_that_is_taken_is_said(void **state) {
    (void)state;
    the_port += APART;
    open_lobby();
    int socket = gm_network_create_server(GM_NETWORK_SOCKET_TCP, the_port, 1);
    assert_true(socket >= 0);
    tap('H');
    assert_non_null(strstr(text_of("obj_lobby", "trouble"), "taken"));
    assert_int_equal(int_of("obj_wire", "link"), ALONE);
    gm_network_destroy(socket);
}

/* MARK: a server in another process */

static pid_t the_server;

static void start_server(void) {
    char port[16], program[512];
    snprintf(port, sizeof port, "%d", the_port);
    snprintf(program, sizeof program, "%s/asyncade", TEST_BUILD);
    const char *folder = support_folder();
    the_server = fork();
    if (the_server != 0) return;
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, 1);
    dup2(nowhere, 2);
    execl(program, program, "play", TANKS, "--headless", "--quiet", "--save-dir", folder, "--",
          "server", port, (char *)NULL);
    _exit(127);
}

static int stop_server(void **state) {
    if (the_server > 0) {
        kill(the_server, SIGKILL);
        waitpid(the_server, NULL, 0);
    }
    the_server = 0;
    return close_game(state);
}

static void join(char way) {
    open_lobby();
    tap(way);
    tap('J');
}

/* It takes the server a while to start: who joins asks again until it is there. */
static void a_server_without_a_picture_is_joined(void **state) {
    (void)state;
    the_port += APART;
    start_server();
    join('W');
    assert_true(support_until(is_in));
    assert_int_equal(int_of("obj_wire", "seat"), 0);
    assert_true(support_until(is_fighting));
}

static void a_server_that_dies_is_missed_and_found_again(void **state) {
    static const char keys[WAYS] = {'T', 'U', 'W'};
    (void)state;
    the_port += APART;
    for (int way = 0; way < WAYS; way++) {
        start_server();
        join(keys[way]);
        assert_true(support_until(is_in));
        kill(the_server, SIGKILL);
        waitpid(the_server, NULL, 0);
        assert_true(support_until(is_lost));
        start_server();
        assert_true(support_until(is_in));
        kill(the_server, SIGKILL);
        waitpid(the_server, NULL, 0);
        the_server = 0;
        support_close();
        the_port += APART;
    }
    open_lobby();
}

static void with_no_server_there_it_says_so_and_goes_on(void **state) {
    (void)state;
    the_port += APART;
    join('T');
    assert_true(support_until(is_lost));
    support_steps(30);
    assert_true(support_golden("tanks_nobody"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SAMPLE_TEST(the_lobby_waits_for_a_key),
        SAMPLE_TEST(nobody_touches_anything_and_machines_fight),
        SAMPLE_TEST(a_person_drives_by_each_way),
        SAMPLE_TEST(a_port_that_is_taken_is_said),
        cmocka_unit_test_teardown(a_server_without_a_picture_is_joined, stop_server),
        cmocka_unit_test_teardown(a_server_that_dies_is_missed_and_found_again, stop_server),
        SAMPLE_TEST(with_no_server_there_it_says_so_and_goes_on),
    };
    setenv("SDL_FRAMEBUFFER_ACCELERATION", "0", 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
