/* What a game may ask about its files, and do with them while it waits. */
#include "files.h"
#include "gm_file.h"
#include "gm_game.h"

#include "../assets/text.h"
#include "../events/async/disk.h"
#include "../platform/digest.h"
#include "../platform/files.h"
#include "../platform/files_safe.h"
#include "../platform/log.h"
#include "../platform/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool gm_file_exists(const char *file) {
    char path[FILES_PATH];
    return files_find(file, path, sizeof path);
}

const char *gm_game_save_id(void) {
    return files_save_folder();
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

/* MARK: whole files */

char *game_file_load(const char *call, const char *name, size_t *size, bool *is_missing) {
    char why[FILES_WHY], path[FILES_PATH];
    bool recovered;
    if (name == NULL) name = "";
    disk_wait();
    *is_missing =
        !files_find_saved(name, path, sizeof path) && !files_find(name, path, sizeof path);
    if (*is_missing) return NULL;
    char *bytes = disk_load_file("", name, size, &recovered, why);
    if (bytes == NULL || recovered) log_warn("%s: %s", call, why);
    return bytes;
}

bool game_file_save(const char *call, const char *name, const void *bytes, size_t size) {
    char why[FILES_WHY];
    disk_wait();
    bool saved = disk_save_file("", name, bytes, size, why);
    if (!saved) log_warn("%s: %s", call, why);
    return saved;
}

const char *game_file_number(double value) {
    char *text = text_take(32);
    snprintf(text, 32, "%.15g", value);
    if (strtod(text, NULL) != value) snprintf(text, 32, "%.17g", value);
    return text;
}

double game_file_real(const char *text, const char **end) {
    const char *from = text + strspn(text, " \t\r\n");
    size_t sign = strspn(from, "+-");
    *end = text;
    if (sign > 1 || strchr(".0123456789", from[sign]) == NULL || from[sign] == '\0') return 0;
    char *behind = NULL;
    double value = strtod(from, &behind); /* neither "inf" nor "nan" get here */
    if (behind != from) *end = behind;
    return value;
}

/* MARK: files as a whole. Copies go through a save of their own: its checksum comes with it */

bool gm_file_delete(const char *file) {
    char path[FILES_PATH];
    disk_wait();
    if (!files_find_saved(file, path, sizeof path)) return true;
    return files_forget(path) && files_remove(path);
}

static bool copy(const char *call, const char *file, const char *name) {
    size_t size;
    bool is_missing;
    char *bytes = game_file_load(call, file, &size, &is_missing);
    if (is_missing) log_warn("%s: there is no file \"%s\"", call, file != NULL ? file : "");
    bool done = bytes != NULL && game_file_save(call, name != NULL ? name : "", bytes, size);
    mem_free(bytes);
    return done;
}

bool gm_file_copy(const char *file, const char *name) {
    return copy("gm_file_copy", file, name);
}

bool gm_file_rename(const char *file, const char *name) {
    bool is_same = file != NULL && name != NULL && strcmp(file, name) == 0;
    return is_same || (copy("gm_file_rename", file, name) && gm_file_delete(file));
}

/* MARK: fingerprints */

static const char *fingerprint(const char *call, Digest digest, const char *file) {
    size_t size;
    bool is_missing;
    char *bytes = game_file_load(call, file, &size, &is_missing), *hex = text_take(DIGEST_HEX);
    if (is_missing) log_warn("%s: there is no file \"%s\"", call, file != NULL ? file : "");
    hex[0] = '\0';
    if (bytes != NULL) digest_hex(digest, bytes, size, hex);
    mem_free(bytes);
    return hex;
}

const char *gm_md5_file(const char *file) {
    return fingerprint("gm_md5_file", DIGEST_MD5, file);
}

const char *gm_sha1_file(const char *file) {
    return fingerprint("gm_sha1_file", DIGEST_SHA1, file);
}
