/* Crashes caught with signals, on a stack of their own, since a crash may be a full stack. */
#define _GNU_SOURCE /* dladdr, SA_ONSTACK */
#include "guard.h"

#include "mem.h"
#include "process.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { IS_SANITIZED = 1 };
#else
enum { IS_SANITIZED = 0 };
#endif

enum { STACK = 64 * 1024, FULL_BYTES = 1 << 20, OUR_FRAMES = 2 /* the handler, the kernel's */ };

static const int the_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
enum { SIGNALS = sizeof the_signals / sizeof *the_signals };

static struct {
    bool is_open;
    char *stack;
    struct sigaction before[SIGNALS];
} the_guard;

static _Thread_local sigjmp_buf *the_return; /* NULL: nothing is guarded on this thread */
static _Thread_local GuardCrash *the_crash;

/* MARK: in the signal handler */

/* Has it used nearly all the stack there may be below the guarded call? */
static bool is_full_stack(const void *at) {
    struct rlimit limit;
    uintptr_t top = (uintptr_t)the_return, fault = (uintptr_t)at;
    if (getrlimit(RLIMIT_STACK, &limit) != 0 || fault >= top) return false;
    return top - fault > FULL_BYTES && top - fault - FULL_BYTES < limit.rlim_cur;
}

static const char *what_happened(int number, const void *at) {
    if (number == SIGFPE) return "it divided by zero";
    if (number == SIGILL) return "it ran into what is no instruction";
    if (is_full_stack(at)) return "it called itself until the stack was full";
    return "it used memory that is not its own";
}

static bool is_heaps(const void *frame) {
    static const char *const names[] = {"malloc", "free", "calloc", "realloc"};
    Dl_info info;
    if (dladdr(frame, &info) == 0 || info.dli_sname == NULL) return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strstr(info.dli_sname, names[i]) != NULL) return true;
    return false;
}

/* The heap's lock would stay taken: nothing can go on. */
static bool is_beyond_help(const GuardCrash *crash) {
    for (int i = OUR_FRAMES; i < crash->frame_count; i++)
        if (is_heaps(crash->frames[i])) return true;
    return false;
}

static void end_as_ever(int number) {
    signal(number, SIG_DFL); /* returning runs into it again */
}

static void on_crash(int number, siginfo_t *info, void *context) {
    (void)context;
    if (the_return == NULL) {
        end_as_ever(number);
        return;
    }
    the_crash->what = what_happened(number, info->si_addr);
    the_crash->frame_count = backtrace(the_crash->frames, GUARD_FRAMES);
    if (is_beyond_help(the_crash))
        end_as_ever(number);
    else
        siglongjmp(*the_return, 1);
}

/* MARK: the guard */

void guard_open(void) {
    if (the_guard.is_open || IS_SANITIZED) return;
    the_guard.is_open = true;
    the_guard.stack = mem_alloc(STACK);
    stack_t stack = {.ss_sp = the_guard.stack, .ss_size = STACK};
    sigaltstack(&stack, NULL);
    void *frame;
    backtrace(&frame, 1); /* opens what it needs, which a handler must not */
    struct sigaction action = {.sa_sigaction = on_crash,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < SIGNALS; i++)
        sigaction(the_signals[i], &action, &the_guard.before[i]);
}

void guard_close(void) {
    if (!the_guard.is_open) return;
    for (int i = 0; i < SIGNALS; i++)
        sigaction(the_signals[i], &the_guard.before[i], NULL);
    sigaltstack(&(stack_t){.ss_flags = SS_DISABLE}, NULL);
    mem_free(the_guard.stack);
    the_guard.stack = NULL;
    the_guard.is_open = false;
}

bool guard_call(void (*call)(void *context), void *context, GuardCrash *crash) {
    sigjmp_buf here, *volatile outer = the_return;
    GuardCrash *volatile outer_crash = the_crash;
    bool crashed = sigsetjmp(here, 0) != 0;
    if (!crashed) {
        the_return = &here;
        the_crash = crash;
        call(context);
    }
    the_return = outer;
    the_crash = outer_crash;
    return !crashed;
}

/* MARK: where it was */

/* "FILE:LINE" and what may follow, to place; false: "??". */
static bool take_place(const char *said, char *place) {
    int length = (int)strcspn(said, " \n");
    if (length == 0 || said[0] == '?') return false;
    snprintf(place, GUARD_FILE, "%.*s", length, said);
    return true;
}

static bool look_up(const char *path, uintptr_t offset, char *place) {
    char why[256], number[32];
    snprintf(number, sizeof number, "0x%llx", (unsigned long long)offset);
    const char *const argv[] = {"addr2line", "-e", path, number, NULL};
    Process *process = process_start_apart(argv, why);
    if (process == NULL) return false;
    process_wait(process);
    bool told = process_status(process) == 0 && take_place(process_output(process), place);
    process_free(process);
    return told;
}

bool guard_place(const GuardCrash *crash, const char *path, char *place) {
    for (int i = OUR_FRAMES; i < crash->frame_count; i++) {
        Dl_info info;
        if (dladdr(crash->frames[i], &info) == 0 || strcmp(info.dli_fname, path) != 0) continue;
        uintptr_t offset = (uintptr_t)crash->frames[i] - (uintptr_t)info.dli_fbase;
        /* a caller's address is the one after its call */
        return look_up(path, i > OUR_FRAMES ? offset - 1 : offset, place);
    }
    return false;
}
