/* The monotonic clock, and a held one for tests. */
#define _POSIX_C_SOURCE 200809L
#include "clock.h"

#include <stdatomic.h>
#include <time.h>

static const int64_t year_2000_us = 946684800LL * 1000000;

static atomic_bool the_clock_is_held, the_date_is_held;
static _Atomic int64_t the_held_us, the_held_date_us;

static int64_t read_us(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t real_now_us(void) {
    return read_us(CLOCK_MONOTONIC);
}

int64_t clock_thread_us(void) {
    return read_us(CLOCK_THREAD_CPUTIME_ID);
}

int64_t clock_now_us(void) {
    return atomic_load(&the_clock_is_held) ? atomic_load(&the_held_us) : real_now_us();
}

void clock_sleep_until_us(int64_t us) {
    if (atomic_load(&the_clock_is_held)) {
        if (us > atomic_load(&the_held_us)) atomic_store(&the_held_us, us);
        return;
    }
    struct timespec until = {.tv_sec = us / 1000000, .tv_nsec = (us % 1000000) * 1000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
}

void clock_hold(bool held) {
    atomic_store(&the_held_us, real_now_us());
    atomic_store(&the_clock_is_held, held);
}

void clock_move_us(int64_t us) {
    atomic_fetch_add(&the_held_us, us);
}

int64_t clock_date_ms(void) {
    if (atomic_load(&the_date_is_held)) return atomic_load(&the_held_date_us) / 1000;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_date_hold(bool held) {
    atomic_store(&the_held_date_us, year_2000_us);
    atomic_store(&the_date_is_held, held);
}

void clock_date_move_us(int64_t us) {
    atomic_fetch_add(&the_held_date_us, us);
}
