/* Every source of asynchronous events, in the order they are opened. */
#include "../async.h"

#include <stddef.h>

const AsyncSource *const async_sources[] = {
    &http_source,     &image_source,  &sound_source,  &recording_source,
    &playback_source, &ended_source,  &dialog_source, &save_load_source,
    &network_source,  &system_source, &job_source,    &audio_group_source,
    &cloud_source,    &push_source,   &iap_source,    &steam_source,
    &social_source,   &video_source,  NULL,
};
