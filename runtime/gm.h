/* Asyncade's public face: include this, nothing else. Names after gm_ are those of the manual. */
#ifndef GM_H
#define GM_H

#include "gm_types.h"
#include "gm_event.h"
#include "gm_object.h"
#include "gm_instance.h"
#include "gm_room.h"
#include "gm_math.h"
#include "gm_string.h"
#include "gm_input.h"
#include "gm_gamepad.h"
#include "gm_draw.h"
#include "gm_sprite.h"
#include "gm_surface.h"
#include "gm_sequence.h"
#include "gm_audio.h"
#include "gm_video.h"
#include "gm_ds.h"
#include "gm_buffer.h"
#include "gm_file.h"
#include "gm_async.h"
#include "gm_network.h"
#include "gm_job.h"
#include "gm_service.h"
#include "gm_iap.h"
#include "gm_steam.h"
#include "gm_steam_service.h"
#include "gm_social.h"
#include "gm_cloud.h"
#include "gm_push.h"
#include "gm_game.h"
#include "gm_names.h" /* last: lets a name in quotes stand wherever an asset's number is wanted */

#endif
