/* Threads, locks and waiting, on pthreads. */
#define _GNU_SOURCE /* pthread_setname_np */
#include "thread.h"
#include "mem.h"

#include <SDL_thread.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static _Thread_local const char *the_name = "main";
static _Thread_local int the_number;
static atomic_int the_thread_count;

void lock_open(Lock *lock) {
    pthread_mutex_init(&lock->mutex, NULL);
}

void lock_close(Lock *lock) {
    pthread_mutex_destroy(&lock->mutex);
}

NOT_ANALYSED void lock_take(Lock *lock) {
    pthread_mutex_lock(&lock->mutex);
}

NOT_ANALYSED void lock_give(Lock *lock) {
    pthread_mutex_unlock(&lock->mutex);
}

void signal_open(Signal *signal) {
    pthread_cond_init(&signal->condition, NULL);
}

void signal_close(Signal *signal) {
    pthread_cond_destroy(&signal->condition);
}

void signal_wait(Signal *signal, Lock *lock) {
    pthread_cond_wait(&signal->condition, &lock->mutex);
}

bool signal_wait_ms(Signal *signal, Lock *lock, int ms) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    long nanoseconds = until.tv_nsec + (long)(ms % 1000) * 1000000L;
    until.tv_sec += ms / 1000 + nanoseconds / 1000000000L;
    until.tv_nsec = nanoseconds % 1000000000L;
    return pthread_cond_timedwait(&signal->condition, &lock->mutex, &until) != ETIMEDOUT;
}

void signal_one(Signal *signal) {
    pthread_cond_signal(&signal->condition);
}

void signal_all(Signal *signal) {
    pthread_cond_broadcast(&signal->condition);
}

static void *run_thread(void *context) {
    Thread *thread = context;
    the_name = thread->name;
    pthread_setname_np(pthread_self(), thread->name);
    thread->run(thread->context);
    SDL_TLSCleanup(); /* SDL keeps an error text for each thread that had an error */
    return NULL;
}

void thread_start(Thread *thread, const char *name, void (*run)(void *context), void *context) {
    snprintf(thread->name, sizeof thread->name, "%s", name);
    thread->run = run;
    thread->context = context;
    int error = pthread_create(&thread->thread, NULL, run_thread, thread);
    if (error != 0) {
        fprintf(stderr, "asyncade: the thread \"%s\" could not be started: %s\n", name,
                strerror(error));
        abort();
    }
    thread->running = true;
}

void thread_join(Thread *thread) {
    if (!thread->running) return;
    pthread_join(thread->thread, NULL);
    thread->running = false;
}

const char *thread_name(void) {
    return the_name;
}

bool thread_is_main(void) {
    return strcmp(the_name, "main") == 0;
}

int thread_number(void) {
    if (the_number == 0) the_number = atomic_fetch_add(&the_thread_count, 1) + 1;
    return the_number;
}
