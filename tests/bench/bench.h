/* What the benchmarks share: a clock, the best of several runs, and the rows of one table:
 *     name | limit | alternative | ours | ratio | goal
 * All numbers of a row are measured in the same run of the same program. */
#ifndef TESTS_BENCH_H
#define TESTS_BENCH_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Nanoseconds. The thread's own time does not count what other programs take away. */
static inline double bench_wall_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static inline double bench_thread_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* Of all threads of the program. */
static inline double bench_process_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* One thing to measure: run(context) does it once. best: the fewest nanoseconds so far. */
typedef struct Bench {
    void (*run)(void *context);
    void *context;
    double best;
} Bench;

/* Runs them in turn, so that a disturbance hits all of them alike, and keeps each one's best. */
static inline void bench_race(Bench *benches, int count, int rounds) {
    for (int round = -1; round < rounds; round++) /* -1: to warm up */
        for (int i = 0; i < count; i++) {
            double start = bench_thread_ns();
            benches[i].run(benches[i].context);
            double took = bench_thread_ns() - start;
            if (round == 0 || (round > 0 && took < benches[i].best)) benches[i].best = took;
        }
}

/* The median of a few numbers; sorts them. */
static inline double bench_median(double *numbers, int count) {
    for (int i = 1; i < count; i++)
        for (int k = i; k > 0 && numbers[k] < numbers[k - 1]; k--) {
            double swap = numbers[k];
            numbers[k] = numbers[k - 1];
            numbers[k - 1] = swap;
        }
    return numbers[count / 2];
}

static inline void bench_title(const char *title) {
    printf("\n%s\n%-58s | %-16s | %-24s | %-16s | %-7s | %s\n", title, "what", "limit",
           "alternative", "ours", "ratio", "goal");
}

/* One row. Texts are written as they are ("" for none); ratio < 0: none. */
static inline void bench_row(const char *name, const char *limit, const char *alternative,
                             const char *ours, double ratio, const char *goal, bool reached) {
    char number[32] = "";
    if (ratio >= 0) snprintf(number, sizeof number, "%.2f", ratio);
    printf("%-58s | %-16s | %-24s | %-16s | %-7s | %s%s\n", name, limit, alternative, ours, number,
           goal,
           goal[0] == '\0' ? ""
           : reached       ? ": reached"
                           : ": MISSED");
    fflush(stdout);
}

/* A number with its unit, for a row; four at a time. */
static inline const char *bench_text(double number, const char *unit) {
    static char texts[8][48];
    static int next;
    char *text = texts[next++ % 8];
    snprintf(text, sizeof texts[0],
             number < 10    ? "%.2f %s"
             : number < 100 ? "%.1f %s"
                            : "%.0f %s",
             number, unit);
    return text;
}

/* Keeps the compiler from leaving out what is only measured. */
static inline void bench_use(const void *result) {
    __asm__ volatile("" : : "r"(result) : "memory");
}

#endif
