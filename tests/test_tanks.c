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
enum { READY, FIGHT };                                 /* phases */
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

/* How the World of tanks.h begins. */
typedef struct SeenTank {
    double x, y, angle;
    int score, cooldown;
    bool is_alive, is_person;
} SeenTank;
typedef struct Seen {
    int phase, steps;
    SeenTank tanks[2];
} Seen;

static Seen seen_in(const char *object, const char *name) {
    Seen seen;
    memcpy(&seen, field(object, name), sizeof seen);
    return seen;
}

/* As the server told it last. */
static Seen seen(void) {
    return seen_in("obj_wire", "now");
}

static double the_start;
static bool has_driven(void) {
    return seen().tanks[0].x > the_start + 20;
}

static bool is_fighting(void) {
    return seen().phase == FIGHT;
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
        the_start = seen().tanks[0].x;
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

/* A fight is the same in every run if what a person holds down is: it is looked at in one step of
 * it, in which the server then stops. */
enum { THE_STEP = 150 };

static bool is_the_step(void) {
    Seen world = seen_in("obj_server", "world");
    return world.phase == FIGHT && world.steps == THE_STEP;
}

static bool is_told_of_the_step(void) {
    return is_fighting() && seen().steps == THE_STEP;
}

/* The server tells every other step of its own: let these be the world's even ones. */
static void tell_even_steps(void) {
    int tick = int_of("obj_server", "tick");
    if ((tick + seen_in("obj_server", "world").steps) % 2 != 0)
        set_int("obj_server", "tick", tick + 1);
}

/* How many states came depends on the network: the line at the bottom gets the same in every run.
 */
static bool is_counted(void) {
    bool is_so = int_of("obj_wire", "received") == 1000 && int_of("obj_wire", "missed") == 0;
    set_int("obj_wire", "received", 1000);
    set_int("obj_wire", "missed", 0);
    return is_so;
}

static void a_duel_with_a_machine_looks_the_same_in_every_run(void **state) {
    (void)state;
    the_port += APART;
    open_lobby();
    tap('H');
    assert_true(support_until(is_in));
    assert_int_equal(int_of("obj_wire", "seat"), 0);
    gm_keyboard_key_press(GM_VK_UP);
    gm_keyboard_key_press(GM_VK_RIGHT);
    gm_keyboard_key_press(GM_VK_SPACE);
    tell_even_steps();
    assert_true(support_until(is_the_step));
    gm_instance_deactivate_object("obj_server");
    assert_true(support_until(is_told_of_the_step));
    support_steps(2); /* it shows what it was told two steps late */
    assert_true(support_until(is_counted));
    assert_true(support_golden("tanks_duel"));
}

/* MARK: a server in another process */

static pid_t the_server, the_rival;

/* The game in a process of its own, without a picture; its line is that word, perhaps a host, and
 * the port. */
static pid_t start_game(const char *word, const char *host) {
    char port[16], program[512];
    snprintf(port, sizeof port, "%d", the_port);
    snprintf(program, sizeof program, "%s/asyncade", TEST_BUILD);
    const char *folder = support_folder();
    pid_t child = fork();
    if (child != 0) return child;
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, 1);
    dup2(nowhere, 2);
    execl(program, program, "play", TANKS, "--headless", "--quiet", "--save-dir", folder, "--",
          word, host != NULL ? host : port, host != NULL ? port : NULL, (char *)NULL);
    _exit(127);
}

static void start_server(void) {
    the_server = start_game("server", NULL);
}

static void stop_game(pid_t *child) {
    if (*child > 0) {
        kill(*child, SIGKILL);
        waitpid(*child, NULL, 0);
    }
    *child = 0;
}

static int stop_games(void **state) {
    stop_game(&the_rival);
    stop_game(&the_server);
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

static bool are_persons(void) {
    return seen().tanks[0].is_person && seen().tanks[1].is_person;
}

/* In a fight, at the wall on its way, and nothing has moved since the state before. */
static bool has_come_to_rest(void) {
    Seen before = seen_in("obj_wire", "before"), now = seen();
    return now.phase == FIGHT && now.tanks[0].x > 60 && before.tanks[0].x == now.tanks[0].x;
}

/* Three processes, each with its own clock: the picture is taken where all of them have come to
 * rest, however long that took. */
static void two_persons_and_a_server_in_three_processes(void **state) {
    (void)state;
    the_port += APART;
    start_server();
    join('W');
    assert_true(support_until(is_in));
    the_rival = start_game("join", "127.0.0.1"); /* and touches nothing; a new duel begins */
    assert_true(support_until(are_persons));
    gm_keyboard_key_press(GM_VK_UP);
    assert_true(support_until(has_come_to_rest));
    assert_true(support_until(is_counted));
    assert_true(are_persons());
    assert_true(support_golden("tanks_persons"));
}

static void a_server_that_dies_is_missed_and_found_again(void **state) {
    static const char keys[WAYS] = {'T', 'U', 'W'};
    (void)state;
    the_port += APART;
    for (int way = 0; way < WAYS; way++) {
        start_server();
        join(keys[way]);
        assert_true(support_until(is_in));
        stop_game(&the_server);
        assert_true(support_until(is_lost));
        start_server();
        assert_true(support_until(is_in));
        stop_game(&the_server);
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
        SAMPLE_TEST(a_duel_with_a_machine_looks_the_same_in_every_run),
        SAMPLE_TEST(a_port_that_is_taken_is_said),
        cmocka_unit_test_teardown(a_server_without_a_picture_is_joined, stop_games),
        cmocka_unit_test_teardown(two_persons_and_a_server_in_three_processes, stop_games),
        cmocka_unit_test_teardown(a_server_that_dies_is_missed_and_found_again, stop_games),
        SAMPLE_TEST(with_no_server_there_it_says_so_and_goes_on),
    };
    setenv("SDL_FRAMEBUFFER_ACCELERATION", "0", 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
