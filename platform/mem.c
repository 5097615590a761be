/* The one door to the heap: small things abort with a sentence, big ones may fail. */
#include "mem.h"

#include "mem_late.h"
#include "thread.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { MOST_CLEARED = 1024, MOST_KEPT = 64 * 1024 * 1024, MOST_IN_THE_HEAP = 32 * 1024 * 1024 };

void mem_open(void) {
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, MOST_KEPT);
    mallopt(M_MMAP_THRESHOLD, MOST_IN_THE_HEAP);
#endif
}

static void *or_die(void *memory, size_t bytes) {
    if (memory != NULL) return memory;
    fprintf(stderr, "asyncade: out of memory: %zu bytes were wanted\n", bytes);
    abort();
}

/* calloc passes by the blocks that the thread has just freed, malloc does not; for large ones it
 * knows which memory is zeroed already. */
void *mem_alloc(size_t bytes) {
    if (bytes > MOST_CLEARED) return or_die(calloc(1, bytes), bytes);
    return memset(or_die(malloc(bytes > 0 ? bytes : 1), bytes), 0, bytes);
}

void *mem_resize(void *old, size_t bytes) {
    return or_die(realloc(old, bytes > 0 ? bytes : 1), bytes);
}

void *mem_aligned(size_t alignment, size_t bytes) {
    return or_die(aligned_alloc(alignment, bytes), bytes);
}

void *mem_try(size_t bytes) {
    return malloc(bytes > 0 ? bytes : 1);
}

void *mem_try_resize(void *old, size_t bytes) {
    return realloc(old, bytes > 0 ? bytes : 1);
}

void mem_free(void *memory) {
    if (malloc_usable_size(memory) >= MEM_LATE_BYTES && thread_is_main())
        mem_late_free(memory);
    else
        free(memory);
}

char *mem_text(const char *text) {
    if (text == NULL) return NULL;
    size_t bytes = strlen(text) + 1;
    return memcpy(mem_alloc(bytes), text, bytes);
}

char *mem_textf(const char *format, ...) {
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = mem_alloc((size_t)length + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return text;
}

void mem_grow(void **items, int *capacity, int wanted, size_t item_bytes) {
    int grown = *capacity < 8 ? 8 : *capacity * 2;
    if (grown < wanted) grown = wanted;
    *items = mem_resize(*items, (size_t)grown * item_bytes);
    *capacity = grown;
}
