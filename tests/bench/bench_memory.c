/* Memory for each instance, and what a game costs until its first picture where there is no
 * display: against a program that only opens a window of SDL's dummy driver. */
#define _GNU_SOURCE
#include "bench.h"

#include "../../objects/instance.h"
#include "../../runtime/game.h"
#include "../../runtime/gm.h"

#include <malloc.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MANY = 1000000, STARTS = 15 };

static const GmObject obj_plain = {0};
static const GmNamedObject objects[] = {GM_OBJECT(obj_plain), {NULL, NULL}};
static const GmGameDesc game = {.size = sizeof(GmGameDesc),
                                .objects = objects,
                                .headless = true,
                                .fast = true,
                                .quiet = true,
                                .steps = 1};

/* MARK: an instance */

static double resident_bytes(void) {
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%*d %ld", &pages) != 1) pages = 0;
    if (file != NULL) fclose(file);
    return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

static void measure_instances(void) {
    game_open(&game);
    game_step();
    double before = resident_bytes();
    for (int i = 0; i < MANY; i++)
        gm_instance_create_layer(i % 320, i % 240, "Instances", "obj_plain");
    double made = (resident_bytes() - before) / MANY;
    game_step();
    double drawn = (resident_bytes() - before) / MANY;
    bench_row("bytes of an instance without variables, at a million",
              bench_text(sizeof(GmInstance), "bytes"), "", bench_text(made, "bytes"), -1,
              "at most 160 bytes", made <= 160);
    bench_row("the same after a picture, with its place in the drawing order", "", "",
              bench_text(drawn, "bytes"), -1, "", true);
    game_close();
}

/* MARK: the first picture */

typedef struct Cost {
    double ms;  /* of the processor, in user and system mode */
    double mib; /* resident at most */
} Cost;

/* Starts a program and waits for its end. */
static Cost cost_of(char *const *argv) {
    struct rusage usage;
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        execv(argv[0], argv);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) {
        printf("%s could not be run\n", argv[0]);
        exit(1);
    }
    double user = (double)usage.ru_utime.tv_sec * 1e3 + (double)usage.ru_utime.tv_usec / 1e3;
    double system = (double)usage.ru_stime.tv_sec * 1e3 + (double)usage.ru_stime.tv_usec / 1e3;
    return (Cost){user + system, (double)usage.ru_maxrss / 1024};
}

static void measure_first_picture(char *self) {
    char bare_path[] = TEST_BUILD "/bare_sdl", first[] = "--first";
    char *bare[] = {bare_path, NULL}, *ours[] = {self, first, NULL};
    double bare_ms[STARTS], our_ms[STARTS];
    Cost a = {0}, b = {0};
    for (int i = 0; i < STARTS; i++) {
        a = cost_of(bare);
        b = cost_of(ours);
        bare_ms[i] = a.ms;
        our_ms[i] = b.ms;
    }
    double limit = bench_median(bare_ms, STARTS), took = bench_median(our_ms, STARTS);
    bench_row("first picture, processor time", bench_text(limit, "ms"), "", bench_text(took, "ms"),
              took / limit, "at most 1.15 x bare SDL", took <= 1.15 * limit);
    bench_row("first picture, resident memory", bench_text(a.mib, "MiB"), "",
              bench_text(b.mib, "MiB"), b.mib / a.mib, "at most 14 MiB", b.mib <= 14);
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "--first") == 0) return gm_game_run(&game);
    bench_title("Memory and the first picture");
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    measure_first_picture(argv[0]);
    measure_instances();
    return 0;
}
