/* The one door to the heap. Thread: any. */
#ifndef PLATFORM_MEM_H
#define PLATFORM_MEM_H

#include <stddef.h>

/* What is freed stays with the program, up to 64 MiB: to give a body or a picture back to the
 * system takes whoever frees it, mostly main, 50 us for each MiB. At start; for the whole process.
 */
void mem_open(void);
/* Zeroed memory that is always there: running out ends the program with a sentence. */
void *mem_alloc(size_t bytes);
void *mem_resize(void *old, size_t bytes); /* what is new is not zeroed */
/* Not zeroed; begins at a multiple of alignment (a power of two), of which bytes is a multiple. */
void *mem_aligned(size_t alignment, size_t bytes);
/* For big things (pixels, bodies), whose lack is an ordinary error: NULL. Not zeroed. */
void *mem_try(size_t bytes);
void *mem_try_resize(void *old, size_t bytes); /* NULL: old is still there */
/* NULL is fine. A large block of the main thread is freed on another (mem_late.h). */
void mem_free(void *memory);
char *mem_text(const char *text); /* a copy; NULL stays NULL */
char *mem_textf(const char *format, ...) __attribute__((format(printf, 1, 2)));

void mem_grow(void **items, int *capacity, int wanted, size_t item_bytes); /* for mem_reserve */
/* Grows *items (of item_bytes each) so that at least wanted fit; *capacity is updated. */
static inline void mem_reserve(void **items, int *capacity, int wanted, size_t item_bytes) {
    if (wanted > *capacity) mem_grow(items, capacity, wanted, item_bytes);
}
#define MEM_RESERVE(items, capacity, wanted)                                                       \
    mem_reserve((void **)&(items), &(capacity), (wanted), sizeof *(items))

#endif
