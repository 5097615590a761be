/* What a game may ask about its files. */
#include "gm_game.h"

#include "../assets/text.h"
#include "../platform/files.h"
#include "../platform/log.h"
#include "../platform/mem.h"

#include <string.h>

bool gm_file_exists(const char *file) {
    char path[FILES_PATH];
    return files_find(file, path, sizeof path);
}

const char *gm_file_text(const char *file) {
    char path[FILES_PATH], why[FILES_WHY] = "there is no such file in the game's data folder";
    size_t size = 0;
    bool found = files_find(file, path, sizeof path);
    char *bytes = found ? files_read(path, &size, why) : NULL;
    if (bytes == NULL) {
        log_warn("gm_file_text(\"%s\"): %s", file != NULL ? file : "(null)", why);
        return NULL;
    }
    char *text = text_take(size + 1);
    memcpy(text, bytes, size + 1);
    mem_free(bytes);
    return text;
}
