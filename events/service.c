/* Which back end each kind of service has: looked up by name when it is first needed. */
#include "service.h"
#include "service_settings.h"

#include "../platform/log.h"
#include "../platform/mem.h"
#include "async/services.h"

#include <stdio.h>
#include <string.h>

enum { REGISTERED = 32 };

typedef struct Registered {
    GmServiceKind kind;
    const GmService *service;
} Registered;

static struct {
    Registered registered[REGISTERED];
    int registered_count;
    char *file;
    cJSON *chosen; /* game.json's "services"; NULL: it has none */
    struct {
        bool is_decided;
        const GmService *service; /* open; NULL: none */
        GmServiceSettings *settings;
    } kinds[GM_SERVICE_KIND_COUNT];
} the_services;

static const char *const kind_names[] = {
#define NAME(kind, name, variable) name,
    GM_SERVICE_KINDS(NAME)
#undef NAME
};

/* MARK: the back ends there are */

static bool is_called(const GmService *service, const char *name) {
    return strcmp(service->name, name) == 0;
}

void gm_service_register(GmServiceKind kind, const GmService *service) {
    Registered *at = the_services.registered;
    Registered *end = at + the_services.registered_count;
    while (at < end && (at->kind != kind || !is_called(at->service, service->name)))
        at++;
    if (at == the_services.registered + REGISTERED) {
        log_error("gm_service_register: %d back ends are the most", REGISTERED);
        return;
    }
    if (at == end) the_services.registered_count++;
    *at = (Registered){kind, service};
}

static const GmService *find(GmServiceKind kind, const char *name) {
    for (int i = 0; i < the_services.registered_count; i++)
        if (the_services.registered[i].kind == kind &&
            is_called(the_services.registered[i].service, name))
            return the_services.registered[i].service;
    for (const GmService *const *own = services_built_in[kind]; *own != NULL; own++)
        if (is_called(*own, name)) return *own;
    return NULL;
}

static void add_name(char *list, size_t size, const char *name) {
    size_t used = strlen(list);
    snprintf(list + used, size - used, "%s%s", used > 0 ? ", " : "", name);
}

static void complain_of_name(GmServiceKind kind, GmServiceSettings *settings) {
    char known[256] = "";
    for (const GmService *const *own = services_built_in[kind]; *own != NULL; own++)
        add_name(known, sizeof known, (*own)->name);
    for (int i = 0; i < the_services.registered_count; i++)
        if (the_services.registered[i].kind == kind)
            add_name(known, sizeof known, the_services.registered[i].service->name);
    gm_service_complain(settings, "use", "there is no back end \"%s\"; known are %s",
                        settings_use(settings), known);
}

/* MARK: what game.json says */

static bool is_kind(const char *name) {
    for (int i = 0; i < GM_SERVICE_KIND_COUNT; i++)
        if (strcmp(kind_names[i], name) == 0) return true;
    return false;
}

static bool check_one(const JsonPlace *services, const char *name) {
    char known[256] = "";
    JsonPlace own;
    const char *use = NULL;
    for (int i = 0; i < GM_SERVICE_KIND_COUNT; i++)
        add_name(known, sizeof known, kind_names[i]);
    if (!is_kind(name))
        return json_complain(services, "there is no kind of service \"%s\"; known are %s", name,
                             known);
    if (!json_object(services, name, &own) || !json_text(&own, "use", &use)) return false;
    return use != NULL || json_complain(&own, "expected \"use\", the name of a back end");
}

bool services_check(const JsonPlace *services) {
    const cJSON *member;
    cJSON_ArrayForEach(member, services->value) {
        if (!check_one(services, member->string)) return false;
    }
    return true;
}

void services_choose(const char *file, const cJSON *services) {
    services_close();
    the_services.file = mem_text(file);
    the_services.chosen = cJSON_Duplicate(services, true);
}

void services_close(void) {
    for (int kind = 0; kind < GM_SERVICE_KIND_COUNT; kind++) {
        service_close((GmServiceKind)kind);
        the_services.kinds[kind].is_decided = false;
    }
    mem_free(the_services.file);
    the_services.file = NULL;
    cJSON_Delete(the_services.chosen);
    the_services.chosen = NULL;
}

/* MARK: opening and closing one */

/* NULL: said why. */
static const GmService *open_service(GmServiceKind kind, GmServiceSettings *settings) {
    const GmService *service = find(kind, settings_use(settings));
    if (service == NULL) {
        complain_of_name(kind, settings);
        settings_are_good(settings);
        return NULL;
    }
    settings_take_argument(settings, service->argument);
    bool opened = service->open == NULL || service->open(settings);
    if (settings_are_good(settings) && opened) return service;
    if (opened && service->close != NULL) service->close();
    return NULL;
}

const GmService *service_of(GmServiceKind kind) {
    if (the_services.kinds[kind].is_decided) return the_services.kinds[kind].service;
    the_services.kinds[kind].is_decided = true;
    GmServiceSettings *settings = settings_read(kind, the_services.file, the_services.chosen);
    if (settings == NULL) return NULL;
    the_services.kinds[kind].service = open_service(kind, settings);
    if (the_services.kinds[kind].service != NULL)
        the_services.kinds[kind].settings = settings;
    else
        settings_free(settings);
    return the_services.kinds[kind].service;
}

const GmService *service_poll(GmServiceKind kind) {
    const GmService *service = service_of(kind);
    if (service != NULL && service->poll != NULL) service->poll();
    return service;
}

const char *gm_service_name(GmServiceKind kind) {
    const GmService *service = service_of(kind);
    return service != NULL ? service->name : NULL;
}

bool gm_service_simulate(GmServiceKind kind, const char *what) {
    const GmService *service = service_of(kind);
    if (service != NULL && service->simulate != NULL && service->simulate(what)) return true;
    log_warn("gm_service_simulate: the service \"%s\" (%s) cannot do \"%s\"", kind_names[kind],
             service != NULL ? service->name : "none", what);
    return false;
}

void service_close(GmServiceKind kind) {
    const GmService *service = the_services.kinds[kind].service;
    the_services.kinds[kind].service = NULL;
    if (service != NULL && service->close != NULL) service->close();
    settings_free(the_services.kinds[kind].settings);
    the_services.kinds[kind].settings = NULL;
}
