/* Every source of asynchronous events, in the order they are opened. */
#include "../async.h"

#include <stddef.h>

const AsyncSource *const async_sources[] = {
    &http_source, &image_source, &sound_source, &ended_source,  &dialog_source, &cloud_source,
    &push_source, &iap_source,   &steam_source, &social_source, NULL,
};
