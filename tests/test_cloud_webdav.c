/* The cloud on a real WebDAV server: two machines, conflicts, a server that dies, refuses, stalls
 * or talks nonsense, and that no password is ever told. */
#define _GNU_SOURCE
#include "apache.h"
#include "clouds.h"

#include "../platform/thread.h"

#include <dirent.h>
#include <stdatomic.h>

enum { LARGE = 8 * 1024 * 1024, TRIES = 40 };

static char the_cloud[512]; /* what ASYNCADE_CLOUD says */
static int the_file_number;

static const char *file_name(void) {
    static char name[32];
    snprintf(name, sizeof name, "save%d.cloud", the_file_number);
    return name;
}

static const char *with_password(const char *path, const char *password) {
    snprintf(the_cloud, sizeof the_cloud,
             "{\"use\": \"webdav\", \"url\": \"http://127.0.0.1:%d/%s\", \"user\": \"ada\", "
             "\"password\": \"%s\"}",
             the_apache_port, path, password);
    return the_cloud;
}

/* A file of its own on the server for each test. */
static int use_new_file(void **state) {
    (void)state;
    the_file_number++;
    with_password(file_name(), "sesame");
    return 0;
}

/* MARK: Apache */

/* spec: async-events 7.3 */
static void a_save_reaches_the_server_and_another_machine(void **state) {
    (void)state;
    const char *here = support_folder(), *there = support_folder();
    cloud_open(here, the_cloud);
    cloud_expect(gm_cloud_synchronise(), 1, "AlreadySynchronized"); /* there is nothing */
    cloud_expect_stored(gm_cloud_string_save("one", "first"));
    cloud_expect_stored(gm_cloud_string_save("two", "second"));
    cloud_expect(gm_cloud_synchronise(), 1, "AlreadySynchronized");
    support_close();
    cloud_open(there, the_cloud);
    const HeardCloud *heard = cloud_answer(gm_cloud_synchronise());
    assert_int_equal(heard->status, 0);
    assert_string_equal(heard->result, "two");
    assert_string_equal(heard->description, "second");
    cloud_expect_stored(gm_cloud_string_save("three", NULL));
    support_close();
    cloud_open(here, the_cloud);
    cloud_expect(gm_cloud_synchronise(), 0, "three");
}

/* spec: async-events 7.3, status 2 */
static void two_machines_in_conflict_overwrite_nothing_unseen(void **state) {
    (void)state;
    const char *here = support_folder(), *there = support_folder();
    cloud_open(here, the_cloud);
    cloud_expect_stored(gm_cloud_string_save("common", NULL));
    support_close();
    cloud_open(there, the_cloud);
    cloud_expect(gm_cloud_synchronise(), 0, "common");
    cloud_expect_stored(gm_cloud_string_save("theirs", "by them"));
    support_close();
    cloud_open(here, the_cloud);
    const HeardCloud *heard = cloud_answer(gm_cloud_string_save("mine", NULL));
    assert_int_equal(heard->status, 2);
    assert_string_equal(heard->conflict, "theirs");
    assert_string_equal(heard->description, "by them");
    cloud_expect(gm_cloud_resolve(false), 0, "theirs");
    cloud_expect_stored(gm_cloud_string_save("mine after theirs", NULL));
    support_close();
    cloud_open(there, the_cloud);
    cloud_expect(gm_cloud_string_save("blind", NULL), 2, "ConflictDeferral");
    cloud_expect_stored(gm_cloud_resolve(true));
    support_close();
    cloud_open(here, the_cloud);
    cloud_expect(gm_cloud_synchronise(), 0, "blind");
}

static void a_folder_that_is_not_there_is_made(void **state) {
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "games%d/save.cloud", the_file_number);
    cloud_open(support_folder(), with_password(path, "sesame"));
    cloud_expect_stored(gm_cloud_string_save("deep", NULL));
    support_close();
    cloud_open(support_folder(), the_cloud);
    cloud_expect(gm_cloud_synchronise(), 0, "deep");
}

/* spec: async-events 7.3, status -1 */
static void a_wrong_password_is_not_logged_in_and_the_save_waits(void **state) {
    (void)state;
    const char *here = support_folder();
    cloud_open(here, with_password(file_name(), "wrong"));
    cloud_expect_failure(gm_cloud_synchronise(), -1, "Not logged in to webdav");
    cloud_expect_failure(gm_cloud_string_save("mine", NULL), -1, "Not logged in to webdav");
    support_close();
    cloud_open(here, with_password(file_name(), "sesame"));
    assert_int_equal(cloud_next()->status, 3);
    cloud_expect(gm_cloud_synchronise(), 1, "AlreadySynchronized");
}

static void the_password_may_come_by_the_environment_alone(void **state) {
    (void)state;
    char cloud[256];
    snprintf(cloud, sizeof cloud,
             "{\"use\": \"webdav\", \"url\": \"http://127.0.0.1:%d/%s\", \"user\": \"ada\"}",
             the_apache_port, file_name());
    setenv("ASYNCADE_CLOUD_PASSWORD", "sesame", 1);
    cloud_open(support_folder(), cloud);
    unsetenv("ASYNCADE_CLOUD_PASSWORD");
    cloud_expect_failure(gm_cloud_synchronise(), -1, "Not logged in"); /* opened after that */
    support_close();
    setenv("ASYNCADE_CLOUD_PASSWORD", "sesame", 1);
    cloud_open(support_folder(), cloud);
    cloud_expect_stored(gm_cloud_string_save("x", NULL));
    unsetenv("ASYNCADE_CLOUD_PASSWORD");
}

/* Servers that take some time to call an ETag strong, as Apache does by default. */
static void etags_that_are_weak_right_after_a_change_are_waited_for(void **state) {
    (void)state;
    apache_kill();
    apache_write_settings("FileETag MTime Size");
    apache_start();
    cloud_open(support_folder(), the_cloud);
    cloud_expect_stored(gm_cloud_string_save("one", NULL));
    cloud_expect_stored(gm_cloud_string_save("two", NULL));
    cloud_expect(gm_cloud_synchronise(), 1, "AlreadySynchronized");
    apache_kill();
    apache_write_settings("FileETag None");
    apache_start();
    cloud_expect_failure(gm_cloud_synchronise(), -2, "the server gives no ETag");
    apache_kill();
    apache_write_settings("FileETag Digest");
    apache_start();
}

static char *large_text(char letter) {
    char *text = malloc(LARGE + 1);
    memset(text, letter, LARGE);
    text[LARGE] = '\0';
    return text;
}

/* mod_dav writes an upload to a file of its own first. */
static bool upload_is_under_way(void) {
    char path[128];
    bool found = false;
    snprintf(path, sizeof path, "%s/www", the_apache_folder);
    DIR *folder = opendir(path);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
        found = found || strncmp(entry->d_name, ".davfs", 6) == 0;
    closedir(folder);
    return found;
}

static void remove_uploads(void) {
    char path[512];
    snprintf(path, sizeof path, "%s/www", the_apache_folder);
    DIR *folder = opendir(path);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (strncmp(entry->d_name, ".davfs", 6) != 0) continue;
        snprintf(path, sizeof path, "%s/www/%s", the_apache_folder, entry->d_name);
        remove(path);
    }
    closedir(folder);
}

/* True: the server was killed while it took the save in. */
static bool die_in_the_middle(const char *text) {
    int id = gm_cloud_string_save(text, "large"), before = the_heard_count;
    while (the_heard_count == before && !upload_is_under_way())
        support_steps(1);
    bool was_under_way = upload_is_under_way();
    apache_kill();
    the_wanted_count = before + 1;
    assert_true(support_until(cloud_has_heard));
    const HeardCloud *heard = &the_heard[before];
    assert_int_equal(heard->id, id);
    bool died = was_under_way && heard->status == -2;
    remove_uploads();
    apache_start();
    if (heard->status == -2 && !died) cloud_answer(gm_cloud_synchronise());
    return died;
}

static void a_server_that_dies_in_the_middle_of_an_upload_loses_nothing(void **state) {
    (void)state;
    const char *here = support_folder();
    char *old = large_text('o'), *new = large_text('n');
    bool died = false;
    cloud_open(here, the_cloud);
    for (int i = 0; i < TRIES && !died; i++) {
        the_heard_count = 0;
        cloud_expect_stored(gm_cloud_string_save(old, "old"));
        died = die_in_the_middle(new);
    }
    assert_true(died);
    support_close();
    cloud_open(support_folder(), the_cloud); /* what was there still is, whole */
    const HeardCloud *heard = cloud_answer(gm_cloud_synchronise());
    assert_int_equal(heard->status, 0);
    assert_int_equal(heard->bytes, LARGE);
    assert_string_equal(heard->description, "old");
    support_close();
    cloud_open(here, the_cloud); /* and what was to be stored waited */
    heard = cloud_next();
    assert_int_equal(heard->status, 3);
    assert_string_equal(heard->description, "large");
    support_close();
    cloud_open(support_folder(), the_cloud);
    heard = cloud_answer(gm_cloud_synchronise());
    assert_int_equal(heard->bytes, LARGE);
    assert_string_equal(heard->description, "large");
    free(old);
    free(new);
}

/* MARK: nginx, which overwrites whatever If-Match says */

static Process *nginx_start(const char *folder, int port) {
    static const char settings[] =
        "daemon off; master_process off; pid pid; error_log errors;\n"
        "events { }\nhttp { access_log off; root www; client_body_temp_path t1; proxy_temp_path "
        "t2;\n"
        "fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;\n"
        "server { listen 127.0.0.1:%d; location / { dav_methods PUT; } } }\n";
    char text[1024], file[128];
    int length = snprintf(text, sizeof text, settings, port);
    support_write(folder, "nginx.conf", text, (size_t)length);
    support_write(folder, "www/there", "", 0);
    snprintf(file, sizeof file, "%s/nginx.conf", folder);
    return server_start("nginx", (const char *const[]){"-p", folder, "-c", file, NULL}, port);
}

static void a_server_that_ignores_conditions_is_asked_first(void **state) {
    (void)state;
    int port;
    const char *here = support_folder();
    server_free_ports(&port, 1);
    Process *nginx = nginx_start(support_folder(), port);
    snprintf(the_cloud, sizeof the_cloud, "webdav:http://127.0.0.1:%d/save", port);
    cloud_open(here, the_cloud);
    cloud_expect_stored(gm_cloud_string_save("one", NULL));
    cloud_expect_stored(gm_cloud_string_save("two two", NULL));
    support_close();
    cloud_open(support_folder(), the_cloud);
    cloud_expect(gm_cloud_string_save("blind", NULL), 2, "ConflictDeferral");
    cloud_expect(gm_cloud_resolve(false), 0, "two two");
    cloud_expect_stored(gm_cloud_string_save("three three three", NULL));
    support_close();
    cloud_open(here, the_cloud);
    cloud_expect(gm_cloud_string_save("four", NULL), 2, "ConflictDeferral");
    assert_string_equal(the_heard[the_heard_count - 1].conflict, "three three three");
    process_free(nginx);
}

/* MARK: no password is told */

static void assert_not_in_file(const char *path, const char *text) {
    size_t size = 0;
    char *bytes = support_read(path, &size);
    assert_non_null(bytes);
    for (size_t i = 0; i + strlen(text) <= size; i++)
        if (memcmp(bytes + i, text, strlen(text)) == 0) fail_msg("%s tells \"%s\"", path, text);
    free(bytes);
}

static const char *run_and_read_log(const char *folder, const char *save, const char *trace) {
    static char text[65536];
    char why[256] = "", program[600];
    snprintf(program, sizeof program, "%s/asyncade", TEST_BUILD);
    Process *process =
        process_start((const char *const[]){program, "play", folder, "--headless", "--steps", "400",
                                            "--save-dir", save, "--trace", trace, NULL},
                      NULL, why);
    if (process == NULL) fail_msg("%s", why);
    process_wait(process);
    snprintf(text, sizeof text, "%s", process_output(process));
    if (process_status(process) != 0) fail_msg("%s", text);
    process_free(process);
    return text;
}

static const char *const telling_object =
    "#include <gm.h>\n"
    "static void create(GmInstance *self, const GmEvent *event) {\n"
    "    (void)self, (void)event;\n"
    "    gm_cloud_string_save(\"text\", \"d\");\n"
    "}\n"
    "static void on_cloud(GmInstance *self, const GmEvent *event) {\n"
    "    (void)self;\n"
    "    gm_show_debug_message(\"status %d %s\", gm_async_cloud(event)->status,\n"
    "                          gm_async_cloud(event)->error);\n"
    "    gm_game_end();\n"
    "}\n"
    "const GmObject obj_teller = {.on = {[GM_CREATE] = create, [GM_ASYNC_CLOUD] = on_cloud}};\n";
static const char *const telling_room =
    "{\"width\": 4, \"height\": 4, \"tilewidth\": 16, \"tileheight\": 16, \"orientation\": "
    "\"orthogonal\", \"layers\": [{\"type\": \"objectgroup\", \"name\": \"Instances\", "
    "\"objects\": "
    "[{\"id\": 1, \"name\": \"\", \"type\": \"obj_teller\", \"x\": 0, \"y\": 0, \"point\": "
    "true}]}]}";

static void no_password_reaches_log_trace_or_save_area(void **state) {
    (void)state;
    const char *folder = support_folder(), *passwords[] = {"sesame", "opensaysme"};
    char json[700], trace[128], kept[128];
    cloud_open(support_folder(), NULL);
    support_write_text(folder, "objects/obj_teller.c", telling_object);
    support_write_text(folder, "rooms/rm_a.tmj", telling_room);
    for (int i = 0; i < 2; i++) {
        const char *save = support_folder();
        int length = snprintf(json, sizeof json, "{\"services\": {\"cloud\": %s}}",
                              with_password(file_name(), passwords[i]));
        support_write(folder, "game.json", json, (size_t)length);
        snprintf(trace, sizeof trace, "%s/trace.json", folder);
        const char *log = run_and_read_log(folder, save, trace);
        if (strstr(log, i == 0 ? "status 3" : "status -1 Not logged in to webdav") == NULL)
            fail_msg("%s", log);
        assert_null(strstr(log, passwords[i]));
        assert_null(strstr(log, "YWRhOn")); /* "ada:" in base64 begins so */
        assert_not_in_file(trace, passwords[i]);
        assert_not_in_file(trace, "YWRhOn");
        snprintf(kept, sizeof kept, "%s/asyncade.cloud", save);
        assert_not_in_file(kept, passwords[i]);
    }
}

/* MARK: a server of ours, which behaves badly */

typedef enum Badness { BAD_STALL, BAD_GARBAGE, BAD_CUT, BAD_HTML, BAD_500 } Badness;

static struct {
    Thread thread;
    int listener, port;
    Badness badness;
    atomic_bool closing;
} the_server;

static void say(int client, const char *text) {
    if (write(client, text, strlen(text)) < 0) return;
}

/* Reads a head and maybe some of a body. */
static void hear(int client, char *request, size_t size) {
    size_t used = 0;
    request[0] = '\0';
    while (used + 1 < size && strstr(request, "\r\n\r\n") == NULL) {
        ssize_t count = read(client, request + used, size - used - 1);
        if (count <= 0) return;
        used += (size_t)count;
        request[used] = '\0';
    }
}

static void behave_badly(int client) {
    char request[4096];
    hear(client, request, sizeof request);
    switch (the_server.badness) {
    case BAD_STALL:
        while (!atomic_load(&the_server.closing))
            usleep(5000);
        return;
    case BAD_GARBAGE:
        say(client, "\x01\x02 this is no HTTP \r\n\r\n");
        return;
    case BAD_CUT: /* a PUT is cut off in its middle; before, there is nothing */
        if (strncmp(request, "PUT", 3) != 0)
            say(client, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
    case BAD_HTML:
        say(client, "HTTP/1.1 200 OK\r\nETag: \"x\"\r\nContent-Length: 15\r\nConnection: "
                    "close\r\n\r\n");
        if (strncmp(request, "HEAD", 4) != 0) say(client, "<html>Hi</html>");
        return;
    case BAD_500:
        say(client, "HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
    }
}

static void serve(void *context) {
    (void)context;
    for (;;) {
        int client = accept(the_server.listener, NULL, NULL);
        if (client < 0 || atomic_load(&the_server.closing)) {
            if (client >= 0) close(client);
            return;
        }
        behave_badly(client);
        close(client);
    }
}

static void server_open(Badness badness) {
    struct sockaddr_in address = server_address(0);
    socklen_t size = sizeof address;
    the_server.badness = badness;
    atomic_store(&the_server.closing, false);
    the_server.listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(the_server.listener, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(the_server.listener, 16), 0);
    assert_int_equal(getsockname(the_server.listener, (struct sockaddr *)&address, &size), 0);
    the_server.port = ntohs(address.sin_port);
    thread_start(&the_server.thread, "server", serve, NULL);
}

static void server_close(void) {
    struct sockaddr_in address = server_address(the_server.port);
    atomic_store(&the_server.closing, true);
    int wake = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(wake, (struct sockaddr *)&address, sizeof address), 0);
    thread_join(&the_server.thread);
    close(wake);
    close(the_server.listener);
}

/* A save against a bad server: the game steps on, and the save waits until a good one is there. */
static void expect_bad(Badness badness, const char *error, const char *sync_error) {
    char cloud[256];
    const char *save = support_folder();
    server_open(badness);
    snprintf(cloud, sizeof cloud,
             "{\"use\": \"webdav\", \"url\": \"http://127.0.0.1:%d/s\", \"timeout_ms\": 300}",
             the_server.port);
    cloud_open(save, cloud);
    cloud_expect_failure(gm_cloud_synchronise(), -2, sync_error);
    cloud_expect_failure(gm_cloud_string_save("text", NULL), -2, error);
    server_close();
    support_close();
    the_file_number++;
    cloud_open(save, with_password(file_name(), "sesame"));
    assert_int_equal(cloud_next()->status, 3);
    support_close();
}

static void a_bad_server_gives_a_sentence_and_the_save_waits(void **state) {
    (void)state;
    expect_bad(BAD_STALL, "webdav: ", "webdav: the server");
    expect_bad(BAD_GARBAGE, "webdav: ", "webdav: ");
    expect_bad(BAD_500, "webdav: the server answered 500", "webdav: the server answered 500");
    cloud_open(support_folder(), NULL);
}

static void an_upload_that_is_cut_off_waits(void **state) {
    (void)state;
    char cloud[256];
    const char *save = support_folder();
    server_open(BAD_CUT);
    snprintf(cloud, sizeof cloud, "webdav:http://127.0.0.1:%d/s", the_server.port);
    cloud_open(save, cloud);
    char *text = large_text('x');
    cloud_expect_failure(gm_cloud_string_save(text, NULL), -2, "webdav: the connection");
    free(text);
    server_close();
    support_close();
    cloud_open(save, the_cloud);
    assert_int_equal(cloud_next()->status, 3);
}

static void a_page_instead_of_a_save_is_refused_and_never_overwritten(void **state) {
    (void)state;
    char cloud[256];
    server_open(BAD_HTML);
    snprintf(cloud, sizeof cloud, "webdav:http://127.0.0.1:%d/s", the_server.port);
    cloud_open(support_folder(), cloud);
    cloud_expect_failure(gm_cloud_synchronise(), -2, "is no whole save of a game");
    cloud_expect(gm_cloud_string_save("text", NULL), 2, "ConflictDeferral");
    server_close();
}

static void the_game_steps_on_while_a_server_says_nothing(void **state) {
    (void)state;
    char cloud[256];
    server_open(BAD_STALL);
    snprintf(cloud, sizeof cloud, "webdav:http://127.0.0.1:%d/s", the_server.port);
    cloud_open(support_folder(), cloud);
    int id = gm_cloud_string_save("text", NULL), before = gm_step_count();
    support_steps(500);
    assert_int_equal(gm_step_count(), before + 500);
    assert_int_equal(the_heard_count, 0);
    gm_request_cancel(id);
    cloud_expect_failure(id, -2, "cancelled");
    gm_cloud_synchronise(); /* the game ends meanwhile, soon */
    support_steps(2);
    support_close();
    server_close();
    cloud_open(support_folder(), NULL);
}

int main(void) {
#define WEBDAV_TEST(test) cmocka_unit_test_setup_teardown(test, use_new_file, support_tear_down)
    const struct CMUnitTest tests[] = {
        WEBDAV_TEST(a_save_reaches_the_server_and_another_machine),
        WEBDAV_TEST(two_machines_in_conflict_overwrite_nothing_unseen),
        WEBDAV_TEST(a_folder_that_is_not_there_is_made),
        WEBDAV_TEST(a_wrong_password_is_not_logged_in_and_the_save_waits),
        WEBDAV_TEST(the_password_may_come_by_the_environment_alone),
        WEBDAV_TEST(etags_that_are_weak_right_after_a_change_are_waited_for),
        WEBDAV_TEST(a_server_that_dies_in_the_middle_of_an_upload_loses_nothing),
        WEBDAV_TEST(a_server_that_ignores_conditions_is_asked_first),
        WEBDAV_TEST(no_password_reaches_log_trace_or_save_area),
        WEBDAV_TEST(a_bad_server_gives_a_sentence_and_the_save_waits),
        WEBDAV_TEST(an_upload_that_is_cut_off_waits),
        WEBDAV_TEST(a_page_instead_of_a_save_is_refused_and_never_overwritten),
        WEBDAV_TEST(the_game_steps_on_while_a_server_says_nothing),
    };
    return cmocka_run_group_tests(tests, apache_open, apache_close);
}
