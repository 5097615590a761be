/* Writes the trace as it happens: one JSON line per event, under one lock (a leaf). */
#include "trace.h"
#include "clock.h"
#include "log.h"
#include "thread.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { NAMED_THREADS = 64 };

static struct {
    atomic_bool open;
    Lock lock;
    FILE *file;
    int64_t began;
    bool named[NAMED_THREADS];
} the_trace = {.lock = LOCK_INIT};

bool trace_open(const char *file) {
    the_trace.file = fopen(file, "w");
    if (the_trace.file == NULL) {
        log_error("the trace %s cannot be written: %s", file, strerror(errno));
        return false;
    }
    memset(the_trace.named, 0, sizeof the_trace.named);
    the_trace.began = clock_now_us();
    fputs("{\"traceEvents\":[\n{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\","
          "\"args\":{\"name\":\"asyncade\"}}",
          the_trace.file);
    atomic_store(&the_trace.open, true);
    return true;
}

void trace_close(void) {
    if (!atomic_exchange(&the_trace.open, false)) return;
    fputs("\n]}\n", the_trace.file);
    if (fclose(the_trace.file) != 0) log_error("the trace is not complete: %s", strerror(errno));
    the_trace.file = NULL;
}

static bool is_open(void) {
    return atomic_load_explicit(&the_trace.open, memory_order_relaxed);
}

int64_t trace_now(void) {
    return is_open() ? clock_now_us() - the_trace.began : 0;
}

/* Name the thread in the file the first time it writes. The lock is held. */
static void name_thread(int number) {
    if (number >= NAMED_THREADS || the_trace.named[number]) return;
    the_trace.named[number] = true;
    fprintf(the_trace.file,
            ",\n{\"ph\":\"M\",\"pid\":1,\"tid\":%d,\"name\":\"thread_name\",\"args\":"
            "{\"name\":\"%s\"}}",
            number, thread_name());
}

static void write_quoted(const char *text) {
    fputc('"', the_trace.file);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\') fputc('\\', the_trace.file);
        if ((unsigned char)*c >= 32) fputc(*c, the_trace.file);
    }
    fputc('"', the_trace.file);
}

static void begin_event(const char *name, const char *phase, int64_t at) {
    int number = thread_number();
    name_thread(number);
    fprintf(the_trace.file,
            ",\n{\"ph\":\"%s\",\"pid\":1,\"tid\":%d,\"ts\":%lld,\"cat\":\"gm\",\"name\":", phase,
            number, (long long)at);
    write_quoted(name);
}

void trace_slice(const char *name, int64_t start, const char *arg_name, int64_t arg) {
    if (!is_open()) return;
    int64_t now = trace_now();
    lock_take(&the_trace.lock);
    begin_event(name, "X", start);
    fprintf(the_trace.file, ",\"dur\":%lld", (long long)(now - start));
    if (arg_name != NULL)
        fprintf(the_trace.file, ",\"args\":{\"%s\":%lld}", arg_name, (long long)arg);
    fputc('}', the_trace.file);
    lock_give(&the_trace.lock);
}

int64_t trace_worked(void) {
    return is_open() ? clock_thread_us() : 0;
}

void trace_step(int64_t start, int64_t worked, int64_t step) {
    if (!is_open()) return;
    int64_t now = trace_now(), working = clock_thread_us();
    lock_take(&the_trace.lock);
    begin_event("step", "X", start);
    fprintf(the_trace.file, ",\"dur\":%lld,\"tts\":%lld,\"tdur\":%lld,\"args\":{\"step\":%lld}}",
            (long long)(now - start), (long long)worked, (long long)(working - worked),
            (long long)step);
    lock_give(&the_trace.lock);
}

static void flow(const char *name, const char *phase, int id) {
    if (!is_open()) return;
    int64_t now = trace_now();
    lock_take(&the_trace.lock);
    begin_event(name, phase, now);
    fprintf(the_trace.file, ",\"id\":%d%s}", id, phase[0] == 'f' ? ",\"bp\":\"e\"" : "");
    lock_give(&the_trace.lock);
}

void trace_flow_begin(const char *name, int id) {
    flow(name, "s", id);
}

void trace_flow_end(const char *name, int id) {
    flow(name, "f", id);
}
