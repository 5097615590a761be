/* The third door: time. Only the frame's pacing, traces and the overlay look at it; a game's time
 * is its count of steps. A test can hold the clock and move it by hand. Thread: any. */
#ifndef PLATFORM_CLOCK_H
#define PLATFORM_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

int64_t clock_now_us(void);            /* microseconds, monotonic */
int64_t clock_thread_us(void);         /* microseconds that the calling thread has worked */
void clock_sleep_until_us(int64_t us); /* held clock: moves it there at once */
void clock_hold(bool held);            /* held: stands still until moved */
void clock_move_us(int64_t us);        /* of a held clock */

#endif
