/* Threads, locks and waiting. POSIX underneath; nothing else in the runtime names pthreads. */
#ifndef PLATFORM_THREAD_H
#define PLATFORM_THREAD_H

#include <pthread.h>
#include <stdbool.h>

#if defined(__clang__)
#define GUARDED_BY(lock) __attribute__((guarded_by(lock)))
#define CAPABILITY       __attribute__((capability("mutex")))
#define ACQUIRES(...)    __attribute__((acquire_capability(__VA_ARGS__)))
#define RELEASES(...)    __attribute__((release_capability(__VA_ARGS__)))
#define REQUIRES(...)    __attribute__((requires_capability(__VA_ARGS__)))
#define NOT_ANALYSED     __attribute__((no_thread_safety_analysis))
#else
#define GUARDED_BY(lock)
#define CAPABILITY
#define ACQUIRES(...)
#define RELEASES(...)
#define REQUIRES(...)
#define NOT_ANALYSED
#endif

typedef struct CAPABILITY Lock {
    pthread_mutex_t mutex;
} Lock;
#define LOCK_INIT                                                                                  \
    { PTHREAD_MUTEX_INITIALIZER }

void lock_open(Lock *lock);
void lock_close(Lock *lock);
void lock_take(Lock *lock) ACQUIRES(lock);
void lock_give(Lock *lock) RELEASES(lock);

typedef struct Signal {
    pthread_cond_t condition;
} Signal;
#define SIGNAL_INIT                                                                                \
    { PTHREAD_COND_INITIALIZER }

void signal_open(Signal *signal);
void signal_close(Signal *signal);
void signal_wait(Signal *signal, Lock *lock) REQUIRES(lock); /* may wake for no reason */
/* False if ms milliseconds went by. */
bool signal_wait_ms(Signal *signal, Lock *lock, int ms) REQUIRES(lock);
void signal_one(Signal *signal);
void signal_all(Signal *signal);

typedef struct Thread {
    pthread_t thread;
    void (*run)(void *context);
    void *context;
    char name[16];
    bool running;
} Thread;

/* Starts run(context) on a thread of that name (15 bytes; traces and debuggers show it). */
void thread_start(Thread *thread, const char *name, void (*run)(void *context), void *context);
void thread_join(Thread *thread); /* not running: does nothing */
/* Name of the calling thread; "main" if it was not started here. */
const char *thread_name(void);
bool thread_is_main(void); /* it was not started by thread_start */
/* Small number of the calling thread, 1 for the first that asks. For traces. */
int thread_number(void);

#endif
