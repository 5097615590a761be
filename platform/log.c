/* Sentences for people, on stderr. The lock is a leaf: nothing else is called while it is held. */
#include "log.h"
#include "mem.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SENTENCE_BYTES = 1024 };

static struct {
    pthread_mutex_t lock;
    int trouble;
    void (*hear)(const char *sentence);
    char **said_once;
    int said_count, said_capacity;
} the_log = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool already_said(const char *sentence) {
    for (int i = 0; i < the_log.said_count; i++)
        if (strcmp(the_log.said_once[i], sentence) == 0) return true;
    MEM_RESERVE(the_log.said_once, the_log.said_capacity, the_log.said_count + 1);
    the_log.said_once[the_log.said_count++] = mem_text(sentence);
    return false;
}

__attribute__((format(printf, 4, 0))) static void say(const char *level, bool trouble, bool once,
                                                      const char *format, va_list args) {
    char sentence[SENTENCE_BYTES];
    int prefix = snprintf(sentence, sizeof sentence, "%s", level);
    vsnprintf(sentence + prefix, sizeof sentence - (size_t)prefix, format, args);
    pthread_mutex_lock(&the_log.lock);
    if (!once || !already_said(sentence)) {
        the_log.trouble += trouble ? 1 : 0;
        fprintf(stderr, "%s\n", sentence);
        if (the_log.hear != NULL) the_log.hear(sentence);
    }
    pthread_mutex_unlock(&the_log.lock);
}

void log_info(const char *format, ...) {
    va_list args;
    va_start(args, format);
    say("", false, false, format, args);
    va_end(args);
}

void log_warn(const char *format, ...) {
    va_list args;
    va_start(args, format);
    say("warning: ", true, false, format, args);
    va_end(args);
}

void log_error(const char *format, ...) {
    va_list args;
    va_start(args, format);
    say("error: ", true, false, format, args);
    va_end(args);
}

void log_warn_once(const char *format, ...) {
    va_list args;
    va_start(args, format);
    say("warning: ", true, true, format, args);
    va_end(args);
}

int log_trouble_count(void) {
    pthread_mutex_lock(&the_log.lock);
    int count = the_log.trouble;
    pthread_mutex_unlock(&the_log.lock);
    return count;
}

void log_reset(void) {
    pthread_mutex_lock(&the_log.lock);
    the_log.trouble = 0;
    for (int i = 0; i < the_log.said_count; i++)
        mem_free(the_log.said_once[i]);
    mem_free(the_log.said_once);
    the_log.said_once = NULL;
    the_log.said_count = the_log.said_capacity = 0;
    pthread_mutex_unlock(&the_log.lock);
}

void log_listen(void (*hear)(const char *sentence)) {
    pthread_mutex_lock(&the_log.lock);
    the_log.hear = hear;
    pthread_mutex_unlock(&the_log.lock);
}
