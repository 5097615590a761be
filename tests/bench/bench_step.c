/* What a step costs for each instance: built-in motion, one handler of the game, and an event that
 * nobody handles. */
#define _XOPEN_SOURCE 700
#include "bench.h"

#include "../../events/dispatch.h"
#include "../../objects/instance.h"
#include "../../objects/motion.h"
#include "../../runtime/frame.h"
#include "../../runtime/game.h"
#include "../../runtime/gm.h"

#include <string.h>

enum { ROUNDS = 15 };

typedef struct Turns {
    int count;
} Turns;

static void take_turn(GmInstance *self, const GmEvent *event) {
    (void)event;
    Turns *my = gm_vars(self);
    my->count++;
    if (self->x > 1000) self->hspeed = -1;
}

static const GmObject obj_mover = {0};
static const GmObject obj_stepper = {.vars = GM_VARS(Turns, count), .on = {[GM_STEP] = take_turn}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_mover), GM_OBJECT(obj_stepper), {NULL, NULL}};

static void open_game(const char *object, int count) {
    game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                            .objects = objects,
                            .headless = true,
                            .fast = true,
                            .quiet = true});
    for (int i = 0; i < count; i++) {
        int id = gm_instance_create_layer(i % 640, i % 480, "Instances", object);
        GmInstance *self = gm_instance(id);
        self->hspeed = 1 + i % 3;
        self->vspeed = i % 5;
    }
}

/* MARK: built-in motion, against plain arrays */

static struct {
    double *x, *y, *xprevious, *yprevious, *hspeed, *vspeed, *image;
    int count;
} the_arrays;

static double *array_of(int count, double value) {
    double *numbers = malloc((size_t)count * sizeof *numbers);
    for (int i = 0; i < count; i++)
        numbers[i] = value;
    return numbers;
}

static void open_arrays(int count) {
    the_arrays.count = count;
    the_arrays.x = array_of(count, 0);
    the_arrays.y = array_of(count, 0);
    the_arrays.xprevious = array_of(count, 0);
    the_arrays.yprevious = array_of(count, 0);
    the_arrays.hspeed = array_of(count, 1);
    the_arrays.vspeed = array_of(count, 2);
    the_arrays.image = array_of(count, 0);
}

static void close_arrays(void) {
    free(the_arrays.x);
    free(the_arrays.y);
    free(the_arrays.xprevious);
    free(the_arrays.yprevious);
    free(the_arrays.hspeed);
    free(the_arrays.vspeed);
    free(the_arrays.image);
}

/* As fast as a compiler makes it: with vector instructions. */
__attribute__((optimize("O3"))) static void move_arrays(void *context) {
    (void)context;
    double *restrict x = the_arrays.x, *restrict y = the_arrays.y;
    double *restrict xprevious = the_arrays.xprevious, *restrict yprevious = the_arrays.yprevious;
    double *restrict image = the_arrays.image;
    const double *restrict hspeed = the_arrays.hspeed, *restrict vspeed = the_arrays.vspeed;
    for (int i = 0; i < the_arrays.count; i++) {
        xprevious[i] = x[i];
        yprevious[i] = y[i];
        x[i] += hspeed[i];
        y[i] += vspeed[i];
        image[i] += 0.25;
        image[i] -= image[i] >= 4 ? 4 : 0;
    }
    bench_use(x);
}

static void move_instances(void *context) {
    (void)context;
    GmInstance *const *ended;
    motion_begin_step(1.0 / 60, &ended, false);
    motion_move();
}

static void race_motion(int count) {
    char name[80];
    Bench benches[] = {{.run = move_arrays}, {.run = move_instances}};
    open_arrays(count);
    open_game("obj_mover", count);
    bench_race(benches, 2, count > 100000 ? ROUNDS : 4 * ROUNDS);
    double limit = benches[0].best / count, ours = benches[1].best / count;
    snprintf(name, sizeof name, "built-in motion, per instance, %d of them", count);
    bench_row(name, bench_text(limit, "ns"), "", bench_text(ours, "ns"), ours / limit,
              "at most 3 x the arrays", ours <= 3 * limit);
    game_close();
    close_arrays();
}

/* MARK: the full step with a handler. Nothing is drawn: their layer is hidden. */

static void full_step(void *context) {
    (void)context;
    FrameRules rules = {0};
    frame_step(&rules);
}

static double step_of(const char *object, int count) {
    Bench bench = {.run = full_step};
    open_game(object, count);
    gm_layer_set_visible("Instances", false);
    bench_race(&bench, 1, 4 * ROUNDS);
    game_close();
    return bench.best;
}

static void race_steps(void) {
    static const int counts[] = {10000, 100000};
    double empty = step_of("obj_mover", 0), each[2];
    for (int i = 0; i < 2; i++) {
        char name[80];
        each[i] = (step_of("obj_stepper", counts[i]) - empty) / counts[i];
        snprintf(name, sizeof name, "the full step with one handler, per instance, %d", counts[i]);
        bench_row(name, "", "", bench_text(each[i], "ns"), -1, i == 1 ? "at most 10 ns" : "",
                  each[i] <= 10);
    }
    bench_row("the same, from 10,000 to 100,000", bench_text(each[0], "ns"), "",
              bench_text(each[1], "ns"), each[1] / each[0], "at most 1.5 x",
              each[1] <= 1.5 * each[0]);
}

/* MARK: an event that nobody handles, counted by callgrind */

/* What is counted: every broadcast there is, of which nobody handles one. Not inlined: callgrind
 * knows it by its name. */
__attribute__((noinline)) void bench_unhandled(void);
__attribute__((noinline)) void bench_unhandled(void) {
    for (int kind = 0; kind < GM_EVENT_COUNT; kind++)
        if (kind != GM_STEP) dispatch_all((GmEventKind)kind);
    dispatch_by_age(GM_ROOM_START);
    __asm__ volatile("");
}

static void run_counted(int count) {
    open_game("obj_mover", count);
    bench_unhandled();
    game_close();
}

/* Instructions of bench_unhandled among so many instances; -1: callgrind is not there. */
static double count_instructions(const char *program, int count) {
    char command[512], line[256];
    double collected = -1;
    snprintf(command, sizeof command,
             "valgrind --tool=callgrind --toggle-collect=bench_unhandled "
             "--callgrind-out-file=/dev/null '%s' --unhandled %d 2>&1",
             program, count);
    FILE *output = popen(command, "r");
    while (output != NULL && fgets(line, sizeof line, output) != NULL) {
        const char *found = strstr(line, "Collected : ");
        if (found != NULL) collected = atof(found + strlen("Collected : "));
    }
    if (output != NULL) pclose(output);
    return collected;
}

static void race_unhandled(const char *program) {
    static const int few = 1000, many = 21000;
    double first = count_instructions(program, few), second = count_instructions(program, many);
    if (first < 0 || second < 0) {
        bench_row("events nobody handles (valgrind is missing)", "", "", "", -1, "", false);
        return;
    }
    double each = (second - first) / (many - few);
    bench_row("events nobody handles, per instance", "0", "", bench_text(each, "instructions"), -1,
              "0 instructions", first > 0 && each <= 0);
}

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "--unhandled") == 0) {
        run_counted(atoi(argv[2]));
        return 0;
    }
    bench_title("A step (limit: arrays of doubles)");
    race_motion(10000);
    race_motion(100000);
    race_motion(1000000);
    race_steps();
    race_unhandled(argv[0]);
    return 0;
}
