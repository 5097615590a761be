/* Does anything slow make the game late? The sample async_lab presses its own buttons while a
 * picture of 4096x4096 is loaded, 50 MB are downloaded, dialogs are open, files are saved, sockets
 * talk, and so on for every source; each step's time on the main thread is compared with the usual
 * one. */
#define _XOPEN_SOURCE 700
#include "bench.h"

#include "../../events/dispatch.h"
#include "../../runtime/game.h"
#include "../../runtime/gm.h"

#include <stdlib.h>
#include <unistd.h>

enum { STEPS = 1900, FROM = 240 /* the demo is under way, and its log is full soon after */ };

static double the_steps[STEPS], the_sorted[STEPS];

static void play(const char *folder) {
    bool opened = game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                                          .folder = "samples/async_lab",
                                          .save_dir = folder,
                                          .headless = true,
                                          .quiet = true});
    if (!opened) exit(1);
    for (int i = 0; i < STEPS; i++) {
        double start = bench_thread_ns();
        game_step();
        the_steps[i] = bench_thread_ns() - start;
        usleep(10000); /* the downloads and the decoding take real time */
    }
}

/* What must have happened for the measurement to mean anything. */
static void check(void) {
    if (dispatch_count(60) >= 3 && dispatch_count(62) > 100 && dispatch_count(63) >= 3 &&
        dispatch_count(68) >= 5 && dispatch_count(72) >= 10)
        return;
    printf("the lab did not do its work: %u pictures, %u HTTP events, %u dialogs, %u of sockets, "
           "%u of files\n",
           dispatch_count(60), dispatch_count(62), dispatch_count(63), dispatch_count(68),
           dispatch_count(72));
    exit(1);
}

int main(void) {
    char folder[] = "/tmp/asyncade-bench-XXXXXX", name[96];
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    if (mkdtemp(folder) == NULL) return 1;
    play(folder);
    check();
    double longest = 0;
    for (int i = FROM; i < STEPS; i++) {
        the_sorted[i - FROM] = the_steps[i];
        if (the_steps[i] > longest) longest = the_steps[i];
    }
    double usual = bench_median(the_sorted, STEPS - FROM);
    game_close();
    bench_title("async_lab while everything is under way, main thread, software renderer");
    snprintf(name, sizeof name, "longest of %d steps, beyond the usual %.1f ms", STEPS - FROM,
             usual / 1e6);
    bench_row(name, "", "", bench_text((longest - usual) / 1e6, "ms"), longest / usual,
              "at most 4 ms", longest - usual <= 4e6);
    return 0;
}
