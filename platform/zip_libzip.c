/* Zip archives by libzip: nothing of an archive is trusted before it was checked. */
#include "zip.h"
#include "files.h"
#include "files_safe.h"
#include "mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>

enum { CHUNK = 64 * 1024, FIRST_DAY = 1 << 5 | 1 }; /* 1 January 1980, where zip's days begin */

__attribute__((format(printf, 2, 3))) static bool refuse(char *why, const char *sentence, ...) {
    va_list args;
    va_start(args, sentence);
    vsnprintf(why, FILES_WHY, sentence, args);
    va_end(args);
    return false;
}

static zip_t *open_archive(zip_source_t *source, int flags, char *why) {
    zip_stat_t about;
    zip_error_t error;
    bool creates = (flags & ZIP_CREATE) != 0;
    if (!creates && source != NULL && zip_source_stat(source, &about) == 0 && about.size == 0) {
        zip_source_free(source); /* which libzip would take for an archive of no files */
        refuse(why, "it is no zip archive: it is empty");
        return NULL;
    }
    zip_error_init(&error);
    zip_t *zip = source != NULL ? zip_open_from_source(source, flags, &error) : NULL;
    if (zip == NULL) {
        snprintf(why, FILES_WHY, "it is no zip archive: %s", zip_error_strerror(&error));
        zip_source_free(source);
    }
    zip_error_fini(&error);
    return zip;
}

/* MARK: unpacking */

/* Some programs write names with backslashes. */
static bool take_name(zip_t *zip, zip_uint64_t index, char *name) {
    const char *text = zip_get_name(zip, index, 0);
    if (text == NULL || strlen(text) >= FILES_PATH) return false;
    snprintf(name, FILES_PATH, "%s", text);
    for (char *c = name; *c != '\0'; c++)
        if (*c == '\\') *c = '/';
    return true;
}

static bool is_folder(const char *name) {
    size_t length = strlen(name);
    return length > 0 && name[length - 1] == '/';
}

/* A file of its own beside a save would be taken for its checksum. */
static bool is_left_out(const char *name) {
    return files_is_hidden(files_name_of(name));
}

static bool check_name(const char *name, char *why) {
    char inside[FILES_PATH + 2];
    snprintf(inside, sizeof inside, "%s%s", name, is_folder(name) ? "x" : "");
    if (files_stays_inside(inside) && strchr(name, ':') == NULL) return true;
    return refuse(why, "its file \"%.300s\" would lie outside of the folder", name);
}

/* Reads a whole entry, as far as is allowed; bytes NULL: only counts. */
static bool read_entry(zip_t *zip, zip_uint64_t index, char *bytes, int64_t most, int64_t *count) {
    char chunk[CHUNK];
    zip_file_t *file = zip_fopen_index(zip, index, 0);
    zip_int64_t now = file != NULL ? 1 : -1;
    *count = 0;
    while (now > 0 && *count <= most) {
        size_t left = bytes != NULL ? (size_t)(most - *count) : sizeof chunk;
        char beyond;
        now = left > 0 ? zip_fread(file, bytes != NULL ? bytes + *count : chunk, left)
                       : zip_fread(file, &beyond, 1);
        if (now > 0) *count += now;
    }
    if (file != NULL && zip_fclose(file) != 0) now = -1;
    return now >= 0;
}

static bool check_entry(zip_t *zip, zip_uint64_t index, const ZipLimits *limits, int64_t *left,
                        char *why) {
    char name[FILES_PATH];
    zip_stat_t about;
    int64_t count;
    if (!take_name(zip, index, name)) return refuse(why, "one of its names is too long");
    if (!check_name(name, why)) return false;
    if (is_folder(name) || is_left_out(name)) return true;
    if (!read_entry(zip, index, NULL, *left, &count))
        return refuse(why, "its file \"%.300s\" is broken", name);
    if (count > *left)
        return refuse(why, "it holds more than %lld bytes, at \"%.300s\"", (long long)limits->bytes,
                      name);
    if (zip_stat_index(zip, index, 0, &about) != 0 || (int64_t)about.size != count)
        return refuse(why, "its file \"%.300s\" is not as large as it says", name);
    *left -= count;
    return true;
}

static bool check(zip_t *zip, const ZipLimits *limits, char *why) {
    int64_t left = limits->bytes;
    zip_int64_t entries = zip_get_num_entries(zip, 0);
    if (entries > limits->files)
        return refuse(why, "it holds %lld files; %d are allowed", (long long)entries,
                      limits->files);
    for (zip_int64_t i = 0; i < entries; i++)
        if (!check_entry(zip, (zip_uint64_t)i, limits, &left, why)) return false;
    return true;
}

static bool write_file(const char *path, const void *bytes, size_t size, char *why) {
    char *folder = mem_textf("%.*s", (int)(files_name_of(path) - path), path);
    bool made = files_make_folders(folder);
    mem_free(folder);
    if (!made || !files_forget(path))
        return refuse(why, "the folder of %.300s cannot be written to", path);
    return files_write(path, bytes, size, why);
}

static bool unpack_entry(zip_t *zip, zip_uint64_t index, const char *folder, int *files,
                         char *why) {
    char name[FILES_PATH];
    zip_stat_t about;
    int64_t count;
    if (!take_name(zip, index, name) || is_left_out(name)) return true;
    char *path = mem_textf("%s/%s", folder, name);
    bool good = false;
    if (is_folder(name)) {
        good = files_make_folders(path) || refuse(why, "the folder %.300s cannot be made", path);
    } else if (zip_stat_index(zip, index, 0, &about) == 0) {
        char *bytes = mem_try((size_t)about.size + 1);
        good = bytes != NULL && read_entry(zip, index, bytes, (int64_t)about.size, &count) &&
               count == (int64_t)about.size;
        if (!good) refuse(why, "its file \"%.300s\" cannot be unpacked", name);
        good = good && write_file(path, bytes, (size_t)about.size, why);
        *files += good ? 1 : 0;
        mem_free(bytes);
    }
    mem_free(path);
    return good;
}

int zip_unpack(const void *bytes, size_t size, const char *folder, const ZipLimits *limits,
               bool (*stop)(void), char *why) {
    zip_source_t *source = zip_source_buffer_create(bytes, size, 0, NULL);
    zip_t *zip = open_archive(source, ZIP_RDONLY | ZIP_CHECKCONS, why);
    if (zip == NULL) return -1;
    int files = 0;
    bool good = check(zip, limits, why);
    if (good && !files_make_folders(folder))
        good = refuse(why, "the folder %.300s cannot be made", folder);
    for (zip_int64_t i = 0; good && i < zip_get_num_entries(zip, 0); i++) {
        good = stop == NULL || !stop() || refuse(why, "the game ended meanwhile");
        good = good && unpack_entry(zip, (zip_uint64_t)i, folder, &files, why);
    }
    zip_discard(zip);
    return good ? files : -1;
}

/* MARK: packing */

static bool add_entry(zip_t *zip, const ZipEntry *entry, char *why) {
    zip_source_t *source = zip_source_buffer(zip, entry->bytes, entry->size, 0);
    zip_int64_t index = zip_file_add(zip, entry->name, source, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return refuse(why, "the file \"%.300s\" cannot be added", entry->name);
    }
    zip_file_set_dostime(zip, (zip_uint64_t)index, 0, FIRST_DAY, 0); /* no clock in an archive */
    return true;
}

/* What closing the archive wrote into its source. */
static char *bytes_of(zip_source_t *source, size_t *size) {
    zip_stat_t about;
    if (zip_source_open(source) != 0) return NULL;
    bool known = zip_source_stat(source, &about) == 0;
    char *bytes = known ? mem_try((size_t)about.size + 1) : NULL;
    zip_int64_t count = bytes != NULL ? zip_source_read(source, bytes, about.size) : -1;
    zip_source_close(source);
    if (count >= 0 && (zip_uint64_t)count == about.size) {
        *size = (size_t)about.size;
        return bytes;
    }
    mem_free(bytes);
    return NULL;
}

/* libzip writes nothing for no files. */
static void *pack_nothing(size_t *size) {
    static const char end[22] = "PK\5\6";
    *size = sizeof end;
    return memcpy(mem_alloc(sizeof end), end, sizeof end);
}

void *zip_pack(const ZipEntry *entries, int count, size_t *size, char *why) {
    if (count == 0) return pack_nothing(size);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = open_archive(source, ZIP_CREATE | ZIP_TRUNCATE, why);
    if (zip == NULL) return NULL;
    zip_source_keep(source);
    bool good = true;
    for (int i = 0; good && i < count; i++)
        good = add_entry(zip, &entries[i], why);
    if (good && zip_close(zip) != 0) good = refuse(why, "%s", zip_strerror(zip));
    if (!good) zip_discard(zip);
    char *bytes = good ? bytes_of(source, size) : NULL;
    if (good && bytes == NULL) refuse(why, "there is no memory for the archive");
    zip_source_free(source);
    return bytes;
}
