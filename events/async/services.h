/* The back ends that the runtime brings, for each kind of service, by name. */
#ifndef EVENTS_ASYNC_SERVICES_H
#define EVENTS_ASYNC_SERVICES_H

#include "../../runtime/gm_cloud.h"
#include "../../runtime/gm_iap.h"
#include "../../runtime/gm_service.h"
#include "../../runtime/gm_social.h"
#include "../../runtime/gm_steam_service.h"
#include "../../runtime/gm_push.h"

/* Each kind's end with NULL. services.c */
extern const GmService *const *const services_built_in[GM_SERVICE_KIND_COUNT];

extern const GmCloudService cloud_folder, cloud_webdav, cloud_simulator;
extern const GmIapService shop_simulator;
extern const GmSteamService steam_library_service, steam_simulator;
extern const GmSocialService social_simulator;
extern const GmPushService push_desktop, push_simulator;

#endif
