/* Every back end that the runtime brings: adding one is a file and a line here. */
#include "services.h"

static const GmService *const cloud[] = {&cloud_folder.service, &cloud_webdav.service,
                                         &cloud_simulator.service, NULL};
static const GmService *const iap[] = {&shop_simulator.service, NULL};
static const GmService *const steam[] = {&steam_library_service.service, &steam_simulator.service,
                                         NULL};
static const GmService *const social[] = {&social_simulator.service, NULL};
static const GmService *const push[] = {&push_desktop.service, &push_simulator.service, NULL};

const GmService *const *const services_built_in[GM_SERVICE_KIND_COUNT] = {
    [GM_SERVICE_CLOUD] = cloud, [GM_SERVICE_PUSH] = push,     [GM_SERVICE_IAP] = iap,
    [GM_SERVICE_STEAM] = steam, [GM_SERVICE_SOCIAL] = social,
};
