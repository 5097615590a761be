/* Watching folders: what was saved, moved or removed in them since the last question. One set of
 * folders at a time. Thread: main. */
#ifndef PLATFORM_FILES_WATCH_H
#define PLATFORM_FILES_WATCH_H

#include <stdbool.h>
#include <stddef.h>

bool files_watch_open(void); /* false: said why */
void files_watch_close(void);
/* Not the folders inside it. The same folder twice is watched once. False: it cannot be watched. */
bool files_watch_add(const char *folder);
/* The path (folder as it was added, "/", name) of the next change; never waits. A file counts when
 * its writer has closed it. "": so much changed that the system lost count. False: nothing more. */
bool files_watch_poll(char *path, size_t size);

#endif
