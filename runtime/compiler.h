/* The C compiler that a game's own files are built with, and what it is told. Thread: main. */
#ifndef RUNTIME_COMPILER_H
#define RUNTIME_COMPILER_H

#include <stdbool.h>

/* A command line that grows; its texts are copied. Ends with NULL. */
typedef struct Command {
    char **words;
    int count, capacity;
} Command;
void command_add(Command *command, const char *word);
void command_add_words(Command *command, const char *words); /* split at blanks */
/* For process_start; lent by the command. */
const char *const *command_words(const Command *command);
void command_free(Command *command);

/* Begins a command with the compiler ($CC, else the first of cc, gcc and clang that is there) and
 * the flags that every file needs. False: why (512 bytes) says what is missing. */
bool compiler_begin(Command *command, char *why);
/* The first error in what a compiler said, as one line with file and line, and how many more there
 * are. "" if it named none. */
void compiler_first_error(const char *output, char *sentence, int size);

#endif
