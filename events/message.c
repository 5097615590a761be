/* Messages: a map for each text that an animation said, and the event that carries it. They need no
 * queue: they are of this step, or of none (async-events 17.4). */
#include "message.h"
#include "../assets/ds.h"
#include "../objects/motion.h"
#include "../objects/object.h"
#include "async.h"
#include "dispatch.h"

#include <string.h>

static void set_text(Map *map, const MapKey *key, const char *text) {
    map_set_text(map, key, text, strlen(text));
}

static void fire(const MotionMessage *message) {
    Map *map = map_new();
    set_text(map, ASYNC_KEY(event_type), "sprite event");
    map_set_real(map, ASYNC_KEY(element_id), message->instance);
    set_text(map, ASYNC_KEY(message), message->text);
    dispatch_async(EVENT_OTHER_MESSAGE_EVENT, ds_map_adopt(map));
}

void message_listen(void) {
    motion_want_messages(object_responders(GM_BROADCAST_MESSAGE).count > 0);
}

void message_fire(void) {
    int count;
    const MotionMessage *messages = motion_messages(&count);
    for (int i = 0; i < count; i++)
        fire(&messages[i]);
}
