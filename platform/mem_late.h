/* Large blocks that the main thread gives up, freed on the thread "free": the kernel takes about a
 * millisecond to take back ten megabytes, and a step has none to spare. Called by mem_free. */
#ifndef PLATFORM_MEM_LATE_H
#define PLATFORM_MEM_LATE_H

#include <stddef.h>

enum { MEM_LATE_BYTES = 4 * 1024 * 1024 }; /* what counts as large */

/* Takes the block, which has room for a pointer. The thread starts with the first one. */
void mem_late_free(void *memory);
/* Frees what waits and stops the thread; a later block starts it again. */
void mem_late_close(void);

#endif
