/* The settings of a service: an object of game.json, or what the environment says. */
#include "service_settings.h"

#include "../platform/log.h"
#include "../platform/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ASKED = 32 };

struct GmServiceSettings {
    char *file; /* where they come from */
    cJSON *json;
    JsonPlace root, services, own;
    char *text;         /* what followed the name's colon; NULL: nothing */
    char why[JSON_WHY]; /* the first that was wrong */
    char *asked[ASKED]; /* what open asked for: other fields are unknown */
    int asked_count;
};

static const struct {
    const char *name, *variable;
} kinds[] = {
#define KIND(kind, name, variable) {name, variable},
    GM_SERVICE_KINDS(KIND)
#undef KIND
};

/* MARK: where they come from */

/* NAME or NAME:TEXT */
static cJSON *read_short(GmServiceSettings *settings, const char *said) {
    size_t length = strcspn(said, ":");
    char *name = mem_textf("%.*s", (int)length, said);
    cJSON *json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "use", name);
    if (said[length] == ':') settings->text = mem_text(said + length + 1);
    mem_free(name);
    return json;
}

static void read_variable(GmServiceSettings *settings, const char *variable, const char *said) {
    settings->file = mem_text(variable);
    settings->json = said[0] == '{' ? cJSON_Parse(said) : read_short(settings, said);
    settings->own = json_root(settings->file, settings->json, settings->why);
    if (settings->json == NULL) /* what it says stays unsaid: it may hold a password */
        json_complain(&settings->own, "expected NAME, NAME:TEXT or a JSON object that is complete");
}

static void read_member(GmServiceSettings *settings, GmServiceKind kind, const char *file,
                        const cJSON *services) {
    settings->file = mem_text(file);
    settings->json = cJSON_Duplicate(services, true);
    settings->root = json_root(settings->file, NULL, settings->why);
    settings->services = json_member(&settings->root, "services");
    settings->services.value = settings->json;
    settings->own = json_member(&settings->services, kinds[kind].name);
}

GmServiceSettings *settings_read(GmServiceKind kind, const char *file, const cJSON *services) {
    const char *said = getenv(kinds[kind].variable);
    bool is_said = said != NULL && said[0] != '\0';
    bool has_member = cJSON_GetObjectItemCaseSensitive(services, kinds[kind].name) != NULL;
    if (is_said ? strcmp(said, "none") == 0 : !has_member) return NULL;
    GmServiceSettings *settings = mem_alloc(sizeof *settings);
    if (is_said)
        read_variable(settings, kinds[kind].variable, said);
    else
        read_member(settings, kind, file, services);
    if (settings->why[0] == '\0' && settings_use(settings)[0] != '\0') return settings;
    settings_are_good(settings);
    settings_free(settings);
    return NULL;
}

const char *settings_use(const GmServiceSettings *settings) {
    const char *use = NULL;
    if (!json_text(&settings->own, "use", &use)) return "";
    if (use == NULL) json_complain(&settings->own, "expected \"use\", the name of a back end");
    return use != NULL ? use : "";
}

void settings_take_argument(GmServiceSettings *settings, const char *argument) {
    if (settings->text == NULL) return;
    if (argument != NULL)
        cJSON_AddStringToObject(settings->json, argument, settings->text);
    else
        json_complain(&settings->own, "nothing was expected after \"%s:\"", settings_use(settings));
}

void settings_free(GmServiceSettings *settings) {
    if (settings == NULL) return;
    cJSON_Delete(settings->json);
    for (int i = 0; i < settings->asked_count; i++)
        mem_free(settings->asked[i]);
    mem_free(settings->text);
    mem_free(settings->file);
    mem_free(settings);
}

/* MARK: reading them */

static bool was_asked(const GmServiceSettings *settings, const char *field) {
    for (int i = 0; i < settings->asked_count; i++)
        if (strcmp(settings->asked[i], field) == 0) return true;
    return false;
}

static void note_asked(GmServiceSettings *settings, const char *field) {
    if (settings->asked_count < ASKED && !was_asked(settings, field))
        settings->asked[settings->asked_count++] = mem_text(field);
}

const char *gm_service_text(GmServiceSettings *settings, const char *field, const char *absent) {
    const char *text = absent;
    note_asked(settings, field);
    json_text(&settings->own, field, &text);
    if (text != NULL) return text;
    if (settings->why[0] == '\0') gm_service_complain(settings, field, "expected a text");
    return "";
}

int gm_service_whole(GmServiceSettings *settings, const char *field, int least, int most,
                     int absent) {
    int number = absent;
    note_asked(settings, field);
    json_whole(&settings->own, field, least, most, &number);
    return number;
}

void gm_service_complain(GmServiceSettings *settings, const char *field, const char *format, ...) {
    char sentence[JSON_WHY];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    JsonPlace at = json_member(&settings->own, field);
    json_complain(&at, "%s", sentence);
}

static void warn_of_unknown(GmServiceSettings *settings) {
    char known[256] = "use";
    for (int i = 0; i < settings->asked_count; i++) {
        size_t used = strlen(known);
        snprintf(known + used, sizeof known - used, ", %s", settings->asked[i]);
    }
    const cJSON *field;
    cJSON_ArrayForEach(field, settings->own.value) {
        if (strcmp(field->string, "use") != 0 && !was_asked(settings, field->string))
            json_warn(&settings->own, "there is no setting \"%s\"; known are %s", field->string,
                      known);
    }
}

bool settings_are_good(GmServiceSettings *settings) {
    if (settings->why[0] != '\0') {
        log_error("%s", settings->why);
        return false;
    }
    warn_of_unknown(settings);
    return true;
}
