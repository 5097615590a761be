/* Four threads post, one takes: what each message costs from the first post to the last one taken,
 * and in what order they come. Against SDL's event queue, GLib's and libuv's way to do it. */
#include "bench.h"

#include "../../events/mailbox.h"
#include "../../platform/thread.h"

#include <SDL.h>
#include <glib.h>
#include <stdatomic.h>
#include <string.h>
#include <uv.h>

enum { POSTERS = 4, EACH = 250000, ALL = POSTERS * EACH, ROUNDS = 15, STEP = 10000 };

/* A message knows who sent it and the how manieth it is, so that order and loss are seen. */
typedef struct Message {
    Completion completion;
    int poster, number;
} Message;

static Message *the_messages[POSTERS];
static const Message **the_received; /* [ALL], in the order of taking */
static int the_taken;

static void receive(const Message *message) {
    the_received[the_taken++] = message;
}

/* After the clock has stopped: was anything lost, twice there, or out of its poster's order? */
static void check(const char *name) {
    int next[POSTERS] = {0}, wrong = 0;
    for (int i = 0; i < the_taken; i++)
        if (the_received[i]->number != next[the_received[i]->poster]++) wrong++;
    if (the_taken == ALL && wrong == 0) return;
    printf("%s: %d of %d taken, %d out of order\n", name, the_taken, ALL, wrong);
    exit(1);
}

/* MARK: the ways */

typedef struct Way {
    const char *name;
    void (*open)(void);
    bool (*post)(Message *message); /* Thread: any; false: it is full, try again */
    bool (*take)(void);             /* main: takes what is there; false: nothing was */
    void (*close)(void);
} Way;

static bool mailbox_way_post(Message *message) {
    mailbox_post(&message->completion);
    return true;
}

static bool mailbox_way_take(void) {
    Completion *all = mailbox_take_all();
    for (const Completion *c = all; c != NULL; c = c->next)
        receive((const Message *)c);
    return all != NULL;
}

static void sdl_open(void) {
    SDL_InitSubSystem(SDL_INIT_EVENTS);
}

static bool sdl_post(Message *message) {
    SDL_Event event = {.type = SDL_USEREVENT};
    event.user.data1 = message;
    return SDL_PushEvent(&event) == 1;
}

static bool sdl_take(void) {
    SDL_Event event;
    bool any = false;
    while (SDL_PollEvent(&event)) {
        if (event.type != SDL_USEREVENT) continue;
        receive(event.user.data1);
        any = true;
    }
    return any;
}

static void sdl_close(void) {
    SDL_QuitSubSystem(SDL_INIT_EVENTS);
}

static GAsyncQueue *the_g_queue;

static void g_open(void) {
    the_g_queue = g_async_queue_new();
}

static bool g_post(Message *message) {
    g_async_queue_push(the_g_queue, message);
    return true;
}

static bool g_take(void) {
    const Message *message = g_async_queue_try_pop(the_g_queue);
    if (message == NULL) return false;
    for (; message != NULL; message = g_async_queue_try_pop(the_g_queue))
        receive(message);
    return true;
}

static void g_close(void) {
    g_async_queue_unref(the_g_queue);
}

/* libuv's handle only wakes the loop: the messages wait in a list under a mutex, as its own
 * documentation has it. */
static struct {
    uv_loop_t loop;
    uv_async_t handle;
    uv_mutex_t mutex;
    Message *first, *last;
    bool any;
} the_uv;

static void uv_on_async(uv_async_t *handle) {
    (void)handle;
    uv_mutex_lock(&the_uv.mutex);
    Message *all = the_uv.first;
    the_uv.first = the_uv.last = NULL;
    uv_mutex_unlock(&the_uv.mutex);
    for (Message *message = all; message != NULL;) {
        Message *next = (Message *)message->completion.next;
        receive(message);
        message = next;
        the_uv.any = true;
    }
}

static void uv_open(void) {
    memset(&the_uv, 0, sizeof the_uv);
    uv_loop_init(&the_uv.loop);
    uv_async_init(&the_uv.loop, &the_uv.handle, uv_on_async);
    uv_mutex_init(&the_uv.mutex);
}

static bool uv_post(Message *message) {
    message->completion.next = NULL;
    uv_mutex_lock(&the_uv.mutex);
    if (the_uv.last != NULL)
        the_uv.last->completion.next = &message->completion;
    else
        the_uv.first = message;
    the_uv.last = message;
    uv_mutex_unlock(&the_uv.mutex);
    uv_async_send(&the_uv.handle);
    return true;
}

static bool uv_take(void) {
    the_uv.any = false;
    uv_run(&the_uv.loop, UV_RUN_NOWAIT);
    return the_uv.any;
}

static void uv_close_all(void) {
    uv_close((uv_handle_t *)&the_uv.handle, NULL);
    uv_run(&the_uv.loop, UV_RUN_DEFAULT);
    uv_loop_close(&the_uv.loop);
    uv_mutex_destroy(&the_uv.mutex);
}

static void nothing(void) {}

static const Way ways[] = {
    {"mailbox", nothing, mailbox_way_post, mailbox_way_take, nothing},
    {"SDL_PushEvent, SDL_PollEvent", sdl_open, sdl_post, sdl_take, sdl_close},
    {"GAsyncQueue", g_open, g_post, g_take, g_close},
    {"uv_async_send", uv_open, uv_post, uv_take, uv_close_all},
};
enum { WAYS = sizeof ways / sizeof ways[0] };

/* MARK: measuring */

static const Way *the_way;
static atomic_int the_ready;
static atomic_bool the_start;

static void post_all(void *context) {
    Message *messages = context;
    atomic_fetch_add(&the_ready, 1);
    while (!atomic_load(&the_start))
        SDL_Delay(0);
    for (int i = 0; i < EACH; i++)
        while (!the_way->post(&messages[i]))
            SDL_Delay(0);
}

static void start_posters(Thread *threads) {
    the_taken = 0;
    atomic_store(&the_ready, 0);
    atomic_store(&the_start, false);
    for (int i = 0; i < POSTERS; i++)
        thread_start(&threads[i], "poster", post_all, the_messages[i]);
    while (atomic_load(&the_ready) < POSTERS)
        SDL_Delay(0);
}

/* Nanoseconds a message, of each round. Threads that happen to run one after the other are much
 * faster than threads that meet, so it is not the best round that counts. */
typedef struct Took {
    double both[ROUNDS];  /* posted by four threads while the main thread takes */
    double cpu[ROUNDS];   /* the same in processor time, which a busy machine hardly changes */
    double post[ROUNDS];  /* posted by four threads, nobody takes */
    double drain[ROUNDS]; /* a million are there: taken and looked through */
    double step[ROUNDS];  /* ten thousand are there, as after a busy step */
} Took;

static void post_and_take(const Way *way, double *both, double *cpu) {
    Thread threads[POSTERS] = {0};
    the_way = way;
    way->open();
    start_posters(threads);
    double start = bench_wall_ns(), cpu_start = bench_process_ns();
    atomic_store(&the_start, true);
    while (the_taken < ALL)
        if (!way->take()) SDL_Delay(0);
    *both = (bench_wall_ns() - start) / ALL;
    *cpu = (bench_process_ns() - cpu_start) / ALL;
    for (int i = 0; i < POSTERS; i++)
        thread_join(&threads[i]);
    check(way->name);
    way->close();
}

/* Posting alone, then taking alone. Not for SDL, whose queue is full at 65,535. */
static void post_then_take(const Way *way, double *post, double *drain) {
    Thread threads[POSTERS] = {0};
    the_way = way;
    way->open();
    start_posters(threads);
    double start = bench_wall_ns();
    atomic_store(&the_start, true);
    for (int i = 0; i < POSTERS; i++)
        thread_join(&threads[i]);
    *post = (bench_wall_ns() - start) / ALL;
    start = bench_thread_ns();
    while (the_taken < ALL && way->take()) {
    }
    *drain = (bench_thread_ns() - start) / ALL;
    check(way->name);
    way->close();
}

static double take_a_steps(const Way *way) {
    double took = 0;
    way->open();
    for (int portion = 0; portion < 20; portion++) {
        for (int i = 0; i < STEP; i++)
            way->post(&the_messages[i % POSTERS][i / POSTERS]);
        the_taken = 0;
        double start = bench_thread_ns();
        while (the_taken < STEP && way->take()) {
        }
        took += bench_thread_ns() - start;
    }
    way->close();
    return took / (20 * STEP);
}

static void link_all(Completion **first, int count) {
    Completion **last = first;
    for (int i = 0; i < count; i++) {
        Message *message = &the_messages[i % POSTERS][i / POSTERS];
        *last = &message->completion;
        last = &message->completion.next;
    }
    *last = NULL;
}

static double walk(const Completion *first, int count) {
    the_taken = 0;
    double start = bench_thread_ns();
    for (const Completion *c = first; c != NULL; c = c->next)
        receive((const Message *)c);
    return (bench_thread_ns() - start) / count;
}

/* The limit: one thread links all of them into a list, and then walks it. */
static void measure_limit(Took *limit, int round) {
    Completion *first;
    double start = bench_thread_ns();
    link_all(&first, ALL);
    limit->post[round] = (bench_thread_ns() - start) / ALL;
    limit->drain[round] = walk(first, ALL);
    limit->both[round] = limit->cpu[round] = limit->post[round] + limit->drain[round];
    link_all(&first, STEP);
    limit->step[round] = walk(first, STEP);
}

static void measure(Took *took, Took *limit) {
    for (int round = 0; round < ROUNDS; round++) {
        measure_limit(limit, round);
        for (int way = 0; way < WAYS; way++) {
            post_and_take(&ways[way], &took[way].both[round], &took[way].cpu[round]);
            took[way].step[round] = take_a_steps(&ways[way]);
            if (ways[way].post != sdl_post)
                post_then_take(&ways[way], &took[way].post[round], &took[way].drain[round]);
        }
    }
}

/* MARK: the rows */

/* A quarter of the rounds was faster: neither luck nor what else the machine had to do. */
static double usual(double *numbers) {
    bench_median(numbers, ROUNDS); /* sorts them */
    return numbers[ROUNDS / 4];
}

static const char *usual_text(double *numbers) {
    return bench_text(usual(numbers), "ns");
}

/* A row about one side alone; at: where in Took its numbers are. */
static void say_side(const char *name, Took *took, Took *limit, size_t at, double goal) {
    double *numbers[WAYS], *limits = (double *)((char *)limit + at);
    char others[64], goal_text[64] = "";
    for (int way = 0; way < WAYS; way++)
        numbers[way] = (double *)((char *)&took[way] + at);
    double ours = usual(numbers[0]), least = usual(limits);
    snprintf(others, sizeof others, "GLib %.0f, libuv %.0f ns", usual(numbers[2]),
             usual(numbers[3]));
    if (goal > 0) snprintf(goal_text, sizeof goal_text, "at most %g ns", goal);
    bench_row(name, bench_text(least, "ns"), others, bench_text(ours, "ns"), ours / least,
              goal_text, ours <= goal);
}

static void say_rows(Took *took, Took *limit) {
    char name[80];
    for (int way = 1; way < WAYS; way++) {
        double ratio = usual(took[way].both) / usual(took[0].both);
        snprintf(name, sizeof name, "post and take, against %s", ways[way].name);
        bench_row(name, usual_text(limit->both), usual_text(took[way].both),
                  usual_text(took[0].both), ratio, way == 1 ? "at least 20 x faster" : "",
                  ratio >= 20);
        bench_row("    in processor time", usual_text(limit->cpu), usual_text(took[way].cpu),
                  usual_text(took[0].cpu), usual(took[way].cpu) / usual(took[0].cpu), "", true);
    }
    say_side("post, 4 threads at once", took, limit, offsetof(Took, post), 10);
    say_side("take 10,000 that are there", took, limit, offsetof(Took, step), 3);
    say_side("take a million that are there (out of the cache)", took, limit, offsetof(Took, drain),
             0);
}

int main(void) {
    static Took took[WAYS], limit;
    the_received = calloc(ALL, sizeof(Message *));
    for (int i = 0; i < POSTERS; i++) {
        the_messages[i] = calloc(EACH, sizeof(Message));
        for (int k = 0; k < EACH; k++) {
            the_messages[i][k].poster = i;
            the_messages[i][k].number = k;
        }
    }
    measure(took, &limit);
    bench_title("The mailbox: a million messages of 4 threads (limit: one thread, no lock)");
    say_rows(took, &limit);
    for (int i = 0; i < POSTERS; i++)
        free(the_messages[i]);
    free(the_received);
    return 0;
}
