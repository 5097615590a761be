/* Saves that survive against plain ones: the time a save and a load take, and what the main thread
 * notices of it. Wall time, since a save mostly waits for the disk; medians of interleaved runs. */
#define _XOPEN_SOURCE 700
#include "../../platform/files.h"
#include "../../platform/files_safe.h"
#include "../../platform/mem.h"
#include "../../runtime/game.h"
#include "../../runtime/gm.h"
#include "bench.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { KB = 1024, MB = 1024 * 1024, ROUNDS = 15 };

static char the_folder[] = "/tmp/asyncade-bench-XXXXXX";
static char *the_bytes;

static const char *path_of(const char *name) {
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", the_folder, name);
    return path;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

/* MARK: saving and loading */

/* The limit: the bytes on the disk, in place. Killed meanwhile, old and new are both gone. */
static void save_plainly(size_t size) {
    int fd = open(path_of("plain"), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    for (size_t at = 0; at < size;) {
        ssize_t count = write(fd, the_bytes + at, size - at);
        if (count < 0) fail("write");
        at += (size_t)count;
    }
    if (fsync(fd) != 0 || close(fd) != 0) fail("fsync");
}

/* What a careful program does by itself: a file beside it, renamed. Damage goes unnoticed. */
static void save_carefully(size_t size) {
    char why[FILES_WHY];
    if (!files_write(path_of("careful"), the_bytes, size, why)) fail(why);
}

static void save_safely(size_t size) {
    char why[FILES_WHY];
    if (!files_save(path_of("safe"), the_bytes, size, why)) fail(why);
}

static void load_plainly(size_t size) {
    size_t read = 0;
    char *bytes = files_read(path_of("plain"), &read, NULL);
    if (bytes == NULL || read != size) fail("read");
    mem_free(bytes);
}

static void load_safely(size_t size) {
    char why[FILES_WHY];
    size_t read = 0;
    bool recovered;
    char *bytes = files_load(path_of("safe"), &read, &recovered, why);
    if (bytes == NULL || read != size || recovered) fail(why);
    mem_free(bytes);
}

static double time_of(void (*act)(size_t size), size_t size) {
    double start = bench_wall_ns();
    act(size);
    return bench_wall_ns() - start;
}

/* The medians of several ways, each run once a round. */
static void race(void (*const *ways)(size_t size), int count, size_t size, double *medians) {
    double took[3][ROUNDS];
    for (int round = -1; round < ROUNDS; round++)
        for (int way = 0; way < count; way++) {
            double ns = time_of(ways[way], size);
            if (round >= 0) took[way][round] = ns;
        }
    for (int way = 0; way < count; way++)
        medians[way] = bench_median(took[way], ROUNDS);
}

static const char *rate(size_t size, double ns) {
    return size < MB ? bench_text(ns / 1e3, "us")
                     : bench_text((double)size / MB / (ns / 1e9), "MB/s");
}

static void compare(size_t size, const char *text, double most_save, double most_load) {
    void (*const saves[])(size_t size) = {save_plainly, save_carefully, save_safely};
    void (*const loads[])(size_t size) = {load_plainly, load_safely};
    double save[3], load[2];
    char name[80], goal[48];
    race(saves, 3, size, save);
    race(loads, 2, size, load);
    snprintf(name, sizeof name, "save of %s, time against a careful one", text);
    snprintf(goal, sizeof goal, "at most %.1fx", most_save);
    bench_row(name, rate(size, save[0]), rate(size, save[1]), rate(size, save[2]),
              save[2] / save[1], goal, save[2] <= most_save * save[1]);
    snprintf(name, sizeof name, "load of %s, time against a plain read", text);
    snprintf(goal, sizeof goal, "at most %.1fx", most_load);
    bench_row(name, rate(size, load[0]), "", rate(size, load[1]), load[1] / load[0], goal,
              load[1] <= most_load * load[0]);
}

/* MARK: what the main thread notices */

static int the_answers;

static void on_saved(GmInstance *self, const GmEvent *event) {
    (void)self;
    the_answers += gm_async_save_load(event)->status == 1 ? 1 : 0;
}

static const GmObject obj_saver = {.on = {[GM_ASYNC_SAVE_LOAD] = on_saved}};
static const GmNamedObject objects[] = {GM_OBJECT(obj_saver), {0}};

/* The longest time that the game stood still: the call, and the steps until the event. */
static double stall_of(int (*ask)(int buffer), int buffer) {
    double start = bench_wall_ns();
    ask(buffer);
    double longest = bench_wall_ns() - start;
    for (the_answers = 0; the_answers == 0;) {
        start = bench_wall_ns();
        game_step();
        double took = bench_wall_ns() - start;
        if (took > longest) longest = took;
        struct timespec pause = {0, 1000000};
        nanosleep(&pause, NULL);
    }
    return longest;
}

static int ask_save(int buffer) {
    return gm_buffer_save_async(buffer, "big", 0, -1);
}

static int ask_load(int buffer) {
    return gm_buffer_load_async(buffer, "big", 0, -1);
}

static void compare_stalls(size_t size) {
    double saves[ROUNDS], loads[ROUNDS], plain[ROUNDS];
    game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                            .objects = objects,
                            .save_dir = the_folder,
                            .headless = true,
                            .fast = true,
                            .quiet = true});
    gm_instance_create_layer(0, 0, "Instances", "obj_saver");
    int buffer = gm_buffer_create((int)size, GM_BUFFER_GROW, 1);
    gm_buffer_write_bytes(buffer, the_bytes, (int)size);
    for (int i = 0; i < ROUNDS; i++) {
        plain[i] = time_of(save_plainly, size);
        saves[i] = stall_of(ask_save, buffer);
        loads[i] = stall_of(ask_load, buffer);
    }
    game_close();
    double save = bench_median(saves, ROUNDS), load = bench_median(loads, ROUNDS);
    double blocking = bench_median(plain, ROUNDS);
    bench_row("save of 16 MB: longest the game stands still", "",
              bench_text(blocking / 1e6, "ms, blocking"), bench_text(save / 1e6, "ms"),
              blocking / save, "at least 2x shorter", blocking >= 2 * save);
    bench_row("load of 16 MB: longest the game stands still", "", "", bench_text(load / 1e6, "ms"),
              -1, "at most 4 ms", load <= 4e6);
}

int main(void) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    if (mkdtemp(the_folder) == NULL) return 1;
    the_bytes = mem_alloc(64 * MB);
    for (size_t i = 0; i < 64 * MB; i++)
        the_bytes[i] = (char)(i * 2654435761u >> 13);
    bench_title(
        "Saving: in place (limit), carefully (alternative), and so that damage is found out");
    compare(4 * KB, "4 KB", 3, 5);
    compare(1 * MB, "1 MB", 2, 4);
    compare(64 * MB, "64 MB", 1.5, 2);
    compare_stalls(16 * MB);
    mem_free(the_bytes);
    files_remove_tree(the_folder);
    return 0;
}
