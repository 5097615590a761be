/* The third door: time. Only the frame's pacing, traces and the overlay look at it; a game's time
 * is its count of steps; only notifications have a date, and who asks for it. A test can hold the
 * clock and move it by hand. Thread: any. */
#ifndef PLATFORM_CLOCK_H
#define PLATFORM_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

int64_t clock_now_us(void);            /* microseconds, monotonic */
int64_t clock_thread_us(void);         /* microseconds that the calling thread has worked */
void clock_sleep_until_us(int64_t us); /* held clock: moves it there at once */
void clock_hold(bool held);            /* held: stands still until moved */
void clock_move_us(int64_t us);        /* of a held clock */

/* The time of day, in milliseconds since 1970, UTC: for what must happen at a date, also after the
 * program was off. Held: it is the first of January 2000 until it is moved, so that runs without
 * regard to time (--fast, --settle) are alike. */
int64_t clock_date_ms(void);
void clock_date_hold(bool held);
void clock_date_move_us(int64_t us); /* of a held date; else does nothing */

#endif
