/* Shared libraries opened while the program runs. Thread: main. */
#ifndef PLATFORM_LIBRARY_H
#define PLATFORM_LIBRARY_H

#include <stdbool.h>

enum { LIBRARY_WHY = 512 };

typedef struct Library Library;

/* Opens a file; the same path again gives the same library, even if the file was replaced since, so
 * new code needs a new path. NULL: why (LIBRARY_WHY bytes) holds the system's reason. */
Library *library_open(const char *path, char *why);
/* The same for one that may have threads of its own, or leave its address with others: its code
 * stays where it is, also when it is closed. */
Library *library_open_for_good(const char *path, char *why);
void library_close(Library *library); /* NULL is fine */
/* Where a name of the library lies; NULL: it has no such name. */
void *library_find(const Library *library, const char *name);

#endif
