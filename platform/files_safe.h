/* Saves that survive: killed at any moment, a file is the old save or the new one, and damage is
 * found out when it is loaded. Independent of events; for small and middling files. Thread: any.
 *
 * What people see, NAME, is exactly the bytes that were saved. Hidden beside it lie
 *   .NAME.sum   size and checksum of this save and of the one before it, in readable lines
 *   .NAME.old   the save before it
 *   .NAME.new   one that is being written, or that a crash cut off; the next save replaces it
 * A save writes .NAME.new and .NAME.sum (which then vouches for old and new), links NAME to
 * .NAME.old, and moves .NAME.new over NAME; file and folder are synced before each step that counts
 * on them. Threads and processes that save the same file take turns.
 * What was changed by hand cannot be told from damage: who does that removes .NAME.sum as well. */
#ifndef PLATFORM_FILES_SAFE_H
#define PLATFORM_FILES_SAFE_H

#include <stdbool.h>
#include <stddef.h>

/* Replaces the file. Its folder must be there. False: why (FILES_WHY bytes) holds a sentence; what
 * was saved before is untouched. (Only if the folder cannot be synced at the very end, the new save
 * is already in its place.) */
bool files_save(const char *path, const void *bytes, size_t size, char *why);

/* Reads what was saved; a file without a checksum, which others wrote, is read as it is. mem_free
 * it; a zero follows the last byte. If the file is damaged, the save before it is given: *recovered
 * is true, and why (FILES_WHY bytes) says what happened; else why is "".
 * NULL: no such file, or no good one; why holds a sentence. */
char *files_load(const char *path, size_t *size, bool *recovered, char *why);

/* For whoever writes or removes a file in another way, before that: its checksum and the save
 * before it are forgotten. False: they are still there. */
bool files_forget(const char *path);

/* Keeps what a damaged file held as PATH.damaged, for whoever wants to look at it. False: why
 * (FILES_WHY bytes) holds a sentence. */
bool files_put_aside(const char *path, const void *bytes, size_t size, char *why);

/* The name of a file is one of the hidden ones: .x.sum, .x.old, .x.new. Such cannot be saved. */
bool files_is_hidden(const char *name);

#endif
