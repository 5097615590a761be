/* How much one handler costs when an asynchronous event is broadcast, against calling the same
 * handlers in a plain loop, and against what else could carry an event to them. */
#include "bench.h"

#include "../../events/dispatch.h"
#include "../../objects/instance.h"
#include "../../runtime/game.h"
#include "../../runtime/gm.h"

#include <SDL.h>
#include <glib-object.h>

enum { CROWD = 100000, BYSTANDERS = 1000000, ROUNDS = 15 };

typedef struct Heard {
    int count;
} Heard;

static void hear(GmInstance *self, const GmEvent *event) {
    (void)event;
    ((Heard *)gm_vars(self))->count++;
}

static const GmObject obj_bystander = {.vars = GM_VARS(Heard, count)};
static const GmObject obj_listener = {.vars = GM_VARS(Heard, count),
                                      .on = {[GM_ASYNC_SOCIAL] = hear}};
static const GmNamedObject objects[] = {
    GM_OBJECT(obj_bystander), GM_OBJECT(obj_listener), {NULL, NULL}};

/* The listeners of this run, as a plain loop or a signal would keep them. */
static struct {
    GmInstance **items;
    GObject **signals;
    int count;
} the_listeners;

static void open_crowd(int listeners, int bystanders) {
    game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                            .objects = objects,
                            .headless = true,
                            .fast = true,
                            .quiet = true});
    the_listeners.count = 0;
    the_listeners.items = calloc((size_t)listeners, sizeof *the_listeners.items);
    /* Mixed as a game makes them, not one kind after the other. */
    int total = listeners + bystanders;
    for (int i = 0; i < total; i++) {
        bool listens = (long)i * listeners / total != (long)(i + 1) * listeners / total;
        int id =
            gm_instance_create_layer(0, 0, "Instances", listens ? "obj_listener" : "obj_bystander");
        if (listens) the_listeners.items[the_listeners.count++] = gm_instance(id);
    }
}

static void close_crowd(void) {
    free(the_listeners.items);
    game_close();
}

/* MARK: the ways to tell everyone */

static void broadcast(void *context) {
    (void)context;
    gm_event_perform_async(EVENT_OTHER_SOCIAL, gm_ds_map_create());
}

static void loop(void *context) {
    (void)context;
    GmEvent event = {.kind = GM_ASYNC_SOCIAL, .type = 7, .number = 70};
    GmHandler volatile handler = hear; /* through a pointer, as any event system has to */
    for (int i = 0; i < the_listeners.count; i++) {
        event.other = the_listeners.items[i];
        handler(the_listeners.items[i], &event);
    }
}

/* One event of SDL's queue for each listener; the queue holds 65,535, so in portions. */
static void push_and_poll(void *context) {
    (void)context;
    SDL_Event event = {.type = SDL_USEREVENT};
    for (int done = 0; done < the_listeners.count;) {
        int portion = the_listeners.count - done < 1000 ? the_listeners.count - done : 1000;
        for (int i = 0; i < portion; i++) {
            event.user.data1 = the_listeners.items[done + i];
            SDL_PushEvent(&event);
        }
        while (SDL_PollEvent(&event))
            if (event.type == SDL_USEREVENT) hear(event.user.data1, NULL);
        done += portion;
    }
}

static guint the_signal;

static void on_signal(GObject *object, gpointer self) {
    (void)object;
    hear(self, NULL);
}

static void connect_all(void) {
    the_listeners.signals = calloc((size_t)the_listeners.count, sizeof *the_listeners.signals);
    for (int i = 0; i < the_listeners.count; i++) {
        the_listeners.signals[i] = g_object_new(G_TYPE_OBJECT, NULL);
        g_signal_connect(the_listeners.signals[i], "told", G_CALLBACK(on_signal),
                         the_listeners.items[i]);
    }
}

static void disconnect_all(void) {
    for (int i = 0; i < the_listeners.count; i++)
        g_object_unref(the_listeners.signals[i]);
    free(the_listeners.signals);
}

static void emit(void *context) {
    (void)context;
    for (int i = 0; i < the_listeners.count; i++)
        g_signal_emit(the_listeners.signals[i], the_signal, 0);
}

/* MARK: the rows */

static void race(int percent) {
    char name[80], others[64];
    open_crowd(CROWD / 100 * percent, CROWD - CROWD / 100 * percent);
    connect_all();
    Bench benches[] = {{.run = loop}, {.run = broadcast}, {.run = push_and_poll}, {.run = emit}};
    bench_race(benches, 4, ROUNDS);
    double each = the_listeners.count;
    for (int i = 0; i < 4; i++)
        benches[i].best /= each;
    snprintf(name, sizeof name, "broadcast, per handler called, %d %% of %d listen", percent,
             CROWD);
    snprintf(others, sizeof others, "SDL %.0f, g_signal %.0f ns", benches[2].best, benches[3].best);
    bench_row(name, bench_text(benches[0].best, "ns"), others, bench_text(benches[1].best, "ns"),
              benches[1].best / benches[0].best, "at most 1.5 x the loop",
              benches[1].best <= 1.5 * benches[0].best);
    disconnect_all();
    close_crowd();
}

static double broadcast_among(int bystanders) {
    open_crowd(CROWD / 10, bystanders);
    Bench bench = {.run = broadcast};
    bench_race(&bench, 1, 3 * ROUNDS);
    double each = bench.best / the_listeners.count;
    close_crowd();
    return each;
}

/* Alone and in the crowd in turn; the best of each counts. */
static void race_bystanders(void) {
    double alone = 0, crowded = 0;
    for (int i = 0; i < 7; i++) {
        double without = broadcast_among(0), with = broadcast_among(BYSTANDERS);
        if (i == 0 || without < alone) alone = without;
        if (i == 0 || with < crowded) crowded = with;
    }
    bench_row("the same, 10,000 listeners among a million bystanders", bench_text(alone, "ns"), "",
              bench_text(crowded, "ns"), crowded / alone, "changes by less than 5 %",
              crowded < 1.05 * alone);
}

int main(void) {
    the_signal =
        g_signal_new("told", G_TYPE_OBJECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
    bench_title("One asynchronous event to everyone who handles it");
    race(1);
    race(10);
    race(100);
    race_bystanders();
    return 0;
}
