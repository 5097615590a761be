/* Many small answers of nginx at once, delivered to a handler: against a loop around libcurl's
 * multi interface written by hand, and against a thread for each request. Then what the main thread
 * pays for an answer, small or large. */
#define _GNU_SOURCE
#include "bench.h"

#include "../../events/mailbox.h"
#include "../../events/pump.h"
#include "../../platform/thread.h"
#include "../../runtime/game.h"
#include "../nginx.h"

#include <curl/curl.h>

enum { MOST = 256, ROUNDS = 15, SMALL = 1024, LARGE = 1024 * 1024 };
/* Steps are frequent, so that 64 requests at once are enough to keep the server at work; counting
 * instructions makes everything else fifty times slower. */
enum { STEP_NS = 500000, COUNTED_STEP_NS = 25000000 };
enum { EACH_ROUND = 2048, BY_THREADS = 256, COUNTED = 1536, COUNTS = 3, WARM = 512, FOR_MAIN = 32 };

static char the_small_url[256], the_large_url[256];

static void check(bool right, const char *name) {
    if (right) return;
    printf("%s: an answer is wrong\n", name);
    exit(1);
}

/* MARK: the limit: one thread, one multi handle, easy handles that are used again */

typedef struct Answer {
    char *bytes;
    size_t count;
} Answer;

static size_t hear(char *bytes, size_t one, size_t count, void *context) {
    (void)one;
    Answer *answer = context;
    answer->bytes = realloc(answer->bytes, answer->count + count + 1);
    memcpy(answer->bytes + answer->count, bytes, count);
    answer->count += count;
    answer->bytes[answer->count] = '\0';
    return count;
}

/* The same bytes are asked of the server as by the runtime. */
static CURL *easy_new(Answer *answer) {
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, the_small_url);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "Asyncade/0.1.0");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, hear);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, answer);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, answer);
    return easy;
}

static struct {
    CURLM *multi;
    CURL *easy[MOST];
    Answer answers[MOST];
} the_loop;

static void loop_open(void) {
    the_loop.multi = curl_multi_init();
    curl_multi_setopt(the_loop.multi, CURLMOPT_MAXCONNECTS, (long)MOST);
    for (int i = 0; i < MOST; i++)
        the_loop.easy[i] = easy_new(&the_loop.answers[i]);
}

static void loop_close(void) {
    for (int i = 0; i < MOST; i++)
        curl_easy_cleanup(the_loop.easy[i]);
    curl_multi_cleanup(the_loop.multi);
}

static void loop_begin(CURL *easy) {
    curl_easy_setopt(easy, CURLOPT_URL, the_small_url); /* the next could be another */
    curl_multi_add_handle(the_loop.multi, easy);
}

static void loop_end(CURL *easy) {
    Answer *answer = NULL;
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &answer);
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    check(status == 200 && answer->count == SMALL, "curl_multi loop");
    free(answer->bytes);
    *answer = (Answer){0};
    curl_multi_remove_handle(the_loop.multi, easy);
}

static void loop_fetch(int at_once, int total) {
    int asked = at_once, done = 0, running = 0, left = 0;
    for (int i = 0; i < at_once; i++)
        loop_begin(the_loop.easy[i]);
    while (done < total) {
        curl_multi_perform(the_loop.multi, &running);
        for (CURLMsg *message; (message = curl_multi_info_read(the_loop.multi, &left)) != NULL;) {
            CURL *easy = message->easy_handle;
            loop_end(easy);
            done++;
            if (asked++ < total) loop_begin(easy);
        }
        if (done < total) curl_multi_poll(the_loop.multi, NULL, 0, 1000, NULL);
    }
}

/* MARK: the alternative: a thread for each request */

static void fetch_one(void *context) {
    (void)context;
    Answer answer = {0};
    CURL *easy = easy_new(&answer);
    check(curl_easy_perform(easy) == CURLE_OK && answer.count == SMALL, "thread");
    curl_easy_cleanup(easy);
    free(answer.bytes);
}

static void threads_fetch(int at_once, int total) {
    static Thread threads[MOST];
    for (int done = 0; done < total; done += at_once) {
        for (int i = 0; i < at_once; i++)
            thread_start(&threads[i], "request", fetch_one, NULL);
        for (int i = 0; i < at_once; i++)
            thread_join(&threads[i]);
    }
}

static void nothing(void) {}

/* MARK: ours: each answer's handler asks for the next one */

static struct {
    const char *url;
    long step_ns;
    int asked, done, total, bytes;
} the_asker = {.step_ns = STEP_NS};

static void ask(void) {
    the_asker.asked++;
    gm_http_get(the_asker.url);
}

static void on_http(GmInstance *self, const GmEvent *event) {
    (void)self;
    const GmAsyncHttp *answer = gm_async_http(event);
    if (answer->status > 0) return;
    check(answer->http_status == 200 && answer->size_downloaded == the_asker.bytes &&
              answer->result[0] == 'a',
          "gm_http_get");
    the_asker.done++;
    if (the_asker.asked < the_asker.total) ask();
}

static const GmObject obj_asker = {.on = {[GM_ASYNC_HTTP] = on_http}};

static void game_open_asker(void) {
    static const GmNamedObject objects[] = {GM_OBJECT(obj_asker), {NULL, NULL}};
    game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                            .objects = objects,
                            .headless = true,
                            .fast = true,
                            .quiet = true});
    gm_instance_create_layer(0, 0, "Instances", "obj_asker");
}

static void game_close_asker(void) {
    game_close();
}

static void begin_asking(const char *url, int bytes, int at_once, int total) {
    the_asker.url = url;
    the_asker.bytes = bytes;
    the_asker.total = total;
    the_asker.asked = the_asker.done = 0;
    for (int i = 0; i < at_once; i++)
        ask();
}

static void game_fetch(int at_once, int total) {
    begin_asking(the_small_url, SMALL, at_once, total);
    while (the_asker.done < total) {
        nanosleep(&(struct timespec){.tv_nsec = the_asker.step_ns}, NULL);
        pump_run();
    }
}

/* MARK: measuring */

typedef struct Way {
    void (*open)(void);
    void (*fetch)(int at_once, int total);
    void (*close)(void);
    int each_round;
    double wall[ROUNDS], cpu[ROUNDS]; /* nanoseconds of a request */
    double instructions;
} Way;

enum { LOOP, THREADS, GAME, WAYS };
static Way the_ways[WAYS] = {
    [LOOP] = {loop_open, loop_fetch, loop_close, EACH_ROUND, {0}, {0}, 0},
    [THREADS] = {nothing, threads_fetch, nothing, BY_THREADS, {0}, {0}, 0},
    [GAME] = {game_open_asker, game_fetch, game_close_asker, EACH_ROUND, {0}, {0}, 0},
};

static void run_round(Way *way, int at_once, int round) {
    double wall = bench_wall_ns(), cpu = bench_process_ns();
    way->fetch(at_once, way->each_round);
    if (round < 0) return; /* it opened the connections */
    way->wall[round] = (bench_wall_ns() - wall) / way->each_round;
    way->cpu[round] = (bench_process_ns() - cpu) / way->each_round;
}

static void race(int at_once) {
    for (int i = 0; i < WAYS; i++)
        the_ways[i].open();
    for (int round = -1; round < ROUNDS; round++)
        for (int i = 0; i < WAYS; i++) /* there and back: nobody always follows the threads */
            run_round(&the_ways[round % 2 == 0 ? i : WAYS - 1 - i], at_once, round);
    for (int i = 0; i < WAYS; i++)
        the_ways[i].close();
}

/* Of all threads, for so many requests; -1: callgrind is not there. */
static double count_instructions(const char *program, int way, int at_once, int total) {
    char command[1024], line[256];
    double collected = -1;
    snprintf(command, sizeof command,
             "valgrind --tool=callgrind --callgrind-out-file=/dev/null '%s' '%s' %d %d %d 2>&1",
             program, the_small_url, way, at_once, total);
    FILE *output = popen(command, "r");
    while (output != NULL && fgets(line, sizeof line, output) != NULL) {
        const char *found = strstr(line, "Collected : ");
        if (found != NULL) collected = atof(found + strlen("Collected : "));
    }
    if (output != NULL) pclose(output);
    return collected;
}

/* The fewest of several counts: libcurl looks at all requests each time that some have news, and
 * how many have at once is the server's luck. */
static double count_fewest(const char *program, int way, int at_once, int total) {
    double fewest = count_instructions(program, way, at_once, total);
    for (int i = 1; i < COUNTS && fewest > 0; i++) {
        double counted = count_instructions(program, way, at_once, total);
        if (counted < fewest) fewest = counted;
    }
    return fewest;
}

/* What opens and closes everything is no part of a request. */
static void count(const char *program, int at_once) {
    for (int way = 0; way < WAYS; way++) {
        if (way == THREADS) continue;
        double few = count_fewest(program, way, at_once, WARM);
        double more = count_fewest(program, way, at_once, WARM + COUNTED);
        the_ways[way].instructions = (more - few) / COUNTED;
    }
}

/* MARK: the main thread */

/* Answers gather while the main thread sleeps; then it lands and delivers all of them. */
static double main_ns(const char *url, int bytes) {
    double best = 0;
    for (int round = -1; round < ROUNDS; round++) {
        begin_asking(url, bytes, FOR_MAIN, FOR_MAIN);
        nanosleep(&(struct timespec){.tv_nsec = 150000000}, NULL);
        double start = bench_thread_ns();
        pump_settle(10000);
        double took = (bench_thread_ns() - start) / FOR_MAIN;
        check(the_asker.done == FOR_MAIN, "gm_http_get, settled");
        if (round <= 0 || took < best) best = took;
    }
    return best;
}

static void measure_main(void) {
    game_open_asker();
    double small = main_ns(the_small_url, SMALL), large = main_ns(the_large_url, LARGE);
    game_close_asker();
    bench_row("the main thread's time for an answer of 1 MiB, against 1 KiB",
              bench_text(small / 1e3, "us"), "", bench_text(large / 1e3, "us"), large / small,
              "at most 1.50 x", large <= 1.5 * small);
}

/* MARK: the rows */

/* Each round of one way against the other's round beside it: the machine, which also works for the
 * server, has been as busy for both. */
static double median_ratio(const double *over, const double *under) {
    double ratios[ROUNDS];
    for (int i = 0; i < ROUNDS; i++)
        ratios[i] = over[i] / under[i];
    return bench_median(ratios, ROUNDS);
}

static double median(const double *numbers) {
    double sorted[ROUNDS];
    memcpy(sorted, numbers, sizeof sorted);
    return bench_median(sorted, ROUNDS);
}

static void say_rows(int at_once) {
    const Way *loop = &the_ways[LOOP], *threads = &the_ways[THREADS], *game = &the_ways[GAME];
    char name[80];
    double ratio = median_ratio(loop->wall, game->wall);
    snprintf(name, sizeof name, "answers of 1 KiB, %d at once", at_once);
    bench_row(name, bench_text(1e9 / median(loop->wall), "/s"),
              bench_text(1e9 / median(threads->wall), "/s"),
              bench_text(1e9 / median(game->wall), "/s"), ratio, "at least 0.90 x", ratio >= 0.9);
    bench_row("    processor time of all threads", bench_text(median(loop->cpu) / 1e3, "us"),
              bench_text(median(threads->cpu) / 1e3, "us"),
              bench_text(median(game->cpu) / 1e3, "us"), median_ratio(game->cpu, loop->cpu), "",
              true);
    if (loop->instructions <= 0 || game->instructions <= 0) {
        bench_row("    instructions of all threads (valgrind is missing)", "", "", "", -1, "",
                  false);
        return;
    }
    ratio = game->instructions / loop->instructions;
    bench_row("    instructions of all threads", bench_text(loop->instructions, ""), "",
              bench_text(game->instructions, ""), ratio, "at most 1.10 x", ratio <= 1.1);
}

static void write_files(void) {
    char *bytes = malloc(LARGE);
    memset(bytes, 'a', LARGE);
    support_write(the_nginx_folder, "www/small", bytes, SMALL);
    support_write(the_nginx_folder, "www/large", bytes, LARGE);
    free(bytes);
    snprintf(the_small_url, sizeof the_small_url, "%s", nginx_url(NGINX_PLAIN, "small"));
    snprintf(the_large_url, sizeof the_large_url, "%s", nginx_url(NGINX_PLAIN, "large"));
}

int main(int argc, char **argv) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    if (argc == 5) { /* counted by callgrind: URL, way, at once, total */
        const Way *way = &the_ways[atoi(argv[2])];
        snprintf(the_small_url, sizeof the_small_url, "%s", argv[1]);
        the_asker.step_ns = COUNTED_STEP_NS;
        way->open();
        way->fetch(atoi(argv[3]), atoi(argv[4]));
        way->close();
        return 0;
    }
    nginx_open(NULL);
    write_files();
    bench_title("HTTP answers of nginx, delivered to a handler (limit: a loop around curl_multi; "
                "alternative: a thread per request)");
    for (int at_once = 64; at_once <= MOST; at_once *= 4) {
        race(at_once);
        count(argv[0], at_once);
        say_rows(at_once);
    }
    measure_main();
    nginx_close(NULL);
    curl_global_cleanup();
    return 0;
}
