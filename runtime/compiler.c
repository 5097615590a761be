/* Which C compiler builds a game, with which flags, and what its first error is. */
#include "compiler.h"

#include "../platform/files.h"
#include "../platform/mem.h"
#include "../platform/process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void command_add(Command *command, const char *word) {
    MEM_RESERVE(command->words, command->capacity, command->count + 2);
    command->words[command->count++] = mem_text(word);
    command->words[command->count] = NULL;
}

void command_add_words(Command *command, const char *words) {
    while (*words != '\0') {
        size_t blanks = strspn(words, " \t"), length = strcspn(words + blanks, " \t");
        words += blanks;
        if (length == 0) return;
        char *word = mem_textf("%.*s", (int)length, words);
        command_add(command, word);
        mem_free(word);
        words += length;
    }
}

const char *const *command_words(const Command *command) {
    return (const char *const *)command->words;
}

void command_free(Command *command) {
    for (int i = 0; i < command->count; i++)
        mem_free(command->words[i]);
    mem_free(command->words);
    *command = (Command){0};
}

/* A sanitizer's library is the compiler's own: the game's code must come from the same one. */
#if defined(__clang__)
static const char *const sanitizing_compilers[] = {"clang", NULL};
#else
static const char *const sanitizing_compilers[] = {"gcc", "cc", NULL};
#endif
static const char *const usual_compilers[] = {"cc", "gcc", "clang", NULL};

static const char *find_compiler(void) {
    const char *chosen = getenv("CC");
    if (chosen != NULL && chosen[0] != '\0') return chosen;
    const char *const *all = GM_GAME_CFLAGS[0] != '\0' ? sanitizing_compilers : usual_compilers;
    for (int i = 0; all[i] != NULL; i++)
        if (process_can_run(all[i])) return all[i];
    return NULL;
}

/* Where gm.h is: beside the installed program, or where the program was built. */
static bool find_headers(char *folder, size_t size) {
    char program[FILES_PATH], header[FILES_PATH];
    if (process_own_folder(program, sizeof program)) {
        int length = snprintf(folder, size, "%s/../include/asyncade", program);
        if (length < 0 || (size_t)length >= size) return false;
        snprintf(header, sizeof header, "%s/gm.h", folder);
        if (files_exists(header)) return true;
    }
    snprintf(folder, size, "%s", GM_INCLUDE_DIR);
    return files_exists(GM_INCLUDE_DIR "/gm.h");
}

bool compiler_begin(Command *command, char *why) {
    char headers[FILES_PATH - 8];
    const char *compiler = find_compiler();
    if (compiler == NULL) {
        snprintf(why, FILES_WHY,
                 "no C compiler was found (cc, gcc, clang): install one, or set CC");
        return false;
    }
    if (!find_headers(headers, sizeof headers)) {
        snprintf(why, FILES_WHY,
                 "gm.h was not found, neither in %s nor in ../include/asyncade "
                 "beside the program: install Asyncade with `make install`",
                 GM_INCLUDE_DIR);
        return false;
    }
    command_add_words(command, compiler);
    command_add_words(command, "-std=c11 -O1 -g -fPIC -ffp-contract=off -Wall "
                               "-fdiagnostics-color=never "
                               "-Werror=implicit-function-declaration "
                               "-Werror=incompatible-pointer-types -Werror=int-conversion");
    command_add_words(command, GM_GAME_CFLAGS);
    command_add(command, "-I");
    command_add(command, headers);
    return true;
}

/* Compilers and linkers: "file:line:column: error: ...", "file:line: undefined reference to ...".
 */
static bool is_error(const char *line, size_t length) {
    static const char *const signs[] = {
        " error: ",     " fatal error: ", "undefined reference to", "multiple definition of",
        "clang: error", "gcc: error"};
    char text[512];
    snprintf(text, sizeof text, "%.*s", (int)length, line);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (strstr(text, signs[i]) != NULL) return true;
    return false;
}

void compiler_first_error(const char *output, char *sentence, int size) {
    int count = 0;
    sentence[0] = '\0';
    for (const char *line = output; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        if (is_error(line, length) && count++ == 0)
            snprintf(sentence, (size_t)size, "%.*s", (int)length, line);
        line += length + (line[length] == '\n' ? 1 : 0);
    }
    size_t used = strlen(sentence);
    if (count > 1)
        snprintf(sentence + used, (size_t)size - used, " (and %d more error%s)", count - 1,
                 count == 2 ? "" : "s");
}
