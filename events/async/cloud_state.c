/* What the cloud keeps: the envelope around a save, and the file of what waits and what is known.
 */
#include "cloud.h"

#include "../../platform/files.h"
#include "../../platform/files_safe.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../platform/unpack.h"

#include <cJSON.h>
#include <stdio.h>
#include <string.h>

/* MARK: a line of JSON, then bytes */

/* Takes the JSON. mem_free */
static char *join(cJSON *json, const void *bytes, size_t size, size_t *whole) {
    char *line = cJSON_PrintUnformatted(json);
    size_t length = strlen(line);
    char *joined = mem_alloc(length + 1 + size + 1);
    memcpy(joined, line, length);
    joined[length] = '\n';
    if (size > 0) memcpy(joined + length + 1, bytes, size);
    *whole = length + 1 + size;
    cJSON_free(line);
    cJSON_Delete(json);
    return joined;
}

/* cJSON_Delete. NULL: it does not begin with such a line. */
static cJSON *split(const char *joined, size_t whole, const char **bytes, size_t *size) {
    const char *end = memchr(joined, '\n', whole);
    if (end == NULL) return NULL;
    *bytes = end + 1;
    *size = whole - (size_t)(*bytes - joined);
    return cJSON_ParseWithLength(joined, (size_t)(end - joined));
}

static const char *text_of(const cJSON *json, const char *key) {
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key));
    return text != NULL ? text : "";
}

static double number_of(const cJSON *json, const char *key) {
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(json, key);
    return cJSON_IsNumber(number) ? number->valuedouble : -1;
}

/* MARK: envelopes */

char *cloud_envelope(const void *bytes, size_t size, const char *description, size_t *whole) {
    cJSON *json = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "asyncade_cloud", 1);
    cJSON_AddNumberToObject(json, "bytes", (double)size);
    cJSON_AddNumberToObject(json, "crc32", unpack_crc32(bytes, size));
    cJSON_AddStringToObject(json, "description", description);
    return join(json, bytes, size, whole);
}

static bool is_whole(const cJSON *json, const char *data, size_t size) {
    return json != NULL && number_of(json, "asyncade_cloud") == 1 &&
           number_of(json, "bytes") == (double)size &&
           number_of(json, "crc32") == unpack_crc32(data, size);
}

bool cloud_envelope_open(const char *envelope, size_t whole, const char **data, size_t *size,
                         char **description, char *why) {
    cJSON *json = split(envelope, whole, data, size);
    bool good = is_whole(json, *data, *size);
    if (good)
        *description =
            text_of(json, "description")[0] != '\0' ? mem_text(text_of(json, "description")) : NULL;
    else
        snprintf(why, CLOUD_WHY, "what is stored there (%zu bytes) is no whole save of a game",
                 whole);
    cJSON_Delete(json);
    return good;
}

/* MARK: the file */

static void copy_text(char *to, size_t size, const cJSON *json, const char *key) {
    snprintf(to, size, "%s", text_of(json, key));
}

static bool take(CloudState *state, const char *place, const char *bytes, size_t size) {
    const char *waiting = NULL;
    size_t waiting_bytes = 0;
    cJSON *json = split(bytes, size, &waiting, &waiting_bytes);
    bool good = is_whole(json, waiting, waiting_bytes);
    if (good && strcmp(text_of(json, "place"), place) == 0) {
        copy_text(state->known, sizeof state->known, json, "known");
        copy_text(state->conflict, sizeof state->conflict, json, "conflict");
        copy_text(state->sent, sizeof state->sent, json, "sent");
    }
    if (good && waiting_bytes > 0) {
        state->waiting = mem_alloc(waiting_bytes);
        memcpy(state->waiting, waiting, waiting_bytes);
        state->waiting_bytes = waiting_bytes;
    }
    cJSON_Delete(json);
    return good;
}

void cloud_state_load(CloudState *state, const char *file, const char *place) {
    char why[FILES_WHY];
    *state = (CloudState){0};
    if (file == NULL || !files_exists(file)) return;
    size_t size = 0;
    bool recovered = false;
    char *bytes = files_load(file, &size, &recovered, why);
    if (bytes == NULL || recovered) log_warn("%s", why);
    if (bytes != NULL && !take(state, place, bytes, size))
        log_warn("%s is not what the cloud kept there: what waited to be stored is lost", file);
    mem_free(bytes);
}

void cloud_state_keep(const CloudState *state, const char *file, const char *place) {
    char why[FILES_WHY];
    size_t size = 0;
    if (file == NULL) return;
    cJSON *json = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "asyncade_cloud", 1);
    cJSON_AddNumberToObject(json, "bytes", (double)state->waiting_bytes);
    cJSON_AddNumberToObject(json, "crc32", unpack_crc32(state->waiting, state->waiting_bytes));
    cJSON_AddStringToObject(json, "place", place);
    cJSON_AddStringToObject(json, "known", state->known);
    cJSON_AddStringToObject(json, "conflict", state->conflict);
    cJSON_AddStringToObject(json, "sent", state->sent);
    char *bytes = join(json, state->waiting, state->waiting_bytes, &size);
    if (!files_save(file, bytes, size, why))
        log_warn("%s: a save that waits for the cloud would not survive a restart", why);
    mem_free(bytes);
}

void cloud_state_free(CloudState *state) {
    mem_free(state->waiting);
    *state = (CloudState){0};
}
