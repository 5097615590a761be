/* obj_answers: how the events name what was asked for, and how they say that it is over, or failed.
 */
#include "lab.h"

#include <string.h>

/* Under which key the event has what was asked for. */
const char *answer_key(int number) {
    switch (number) {
    case 66:
    case 70:
        return "request"; /* "id" says what happened */
    case 71:
        return "index";
    case 80:
        return "sound_id";
    default:
        return "id";
    }
}

bool answer_is_progress(int number, int map, double *share) {
    if (number == 62 && gm_ds_map_find_real(map, "status", 0) > 0) {
        double length = gm_ds_map_find_real(map, "contentLength", -1);
        if (length > 0) *share = gm_ds_map_find_real(map, "sizeDownloaded", 0) / length;
        return true;
    }
    if (number == 66) return gm_ds_map_find_real(map, "id", 0) == GM_IAP_EV_PRODUCT;
    if (number != 75) return false;
    *share = gm_ds_map_find_real(map, "share", *share);
    return strcmp(gm_ds_map_find_string(map, "event_type", ""), "job progress") == 0;
}

bool answer_has_failed(int number, int map) {
    switch (number) {
    case 69:
        return gm_ds_map_find_real(map, "status", 0) < 0 ||
               gm_ds_map_find_real(map, "success", 1) < 1;
    case 70:
        return gm_ds_map_exists(map, "error");
    case 71:
        return gm_ds_map_find_real(map, "status", 0) < 1;
    case 72: /* a status of 0 is good for zips, bad for buffers */
        return gm_ds_map_exists(map, "error") && !gm_ds_map_exists(map, "recovered");
    case 75:
        return gm_ds_map_find_real(map, "cancelled", 0) > 0;
    default:
        return gm_ds_map_find_real(map, "status", 0) < 0 ||
               gm_ds_map_find_real(map, "http_status", 200) >= 400;
    }
}

const GmObject obj_answers = {0};
