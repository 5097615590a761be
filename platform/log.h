/* Sentences for people: stderr, and the last few kept for the overlay. Thread: any. */
#ifndef PLATFORM_LOG_H
#define PLATFORM_LOG_H

#include <stdbool.h>

/* One clear sentence, without a final newline. Warnings and errors are counted for --strict. */
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same sentence is said once only. */
void log_warn_once(const char *format, ...) __attribute__((format(printf, 1, 2)));

int log_trouble_count(void); /* warnings and errors since log_reset */
void log_reset(void);
/* A listener for tests and the overlay; NULL: none. It hears "warning: ..."
 * and "error: ...". Called with the log's lock held: copy, return. */
void log_listen(void (*hear)(const char *sentence));

#endif
