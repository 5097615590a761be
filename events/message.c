/* Messages: a map for each text that an animation said, and the event that carries it. They need no
 * queue: they are of this step, or of none (async-events 17.4). */
#include "message.h"
#include "../assets/ds.h"
#include "../objects/layer_sequence.h"
#include "../objects/motion.h"
#include "../objects/object.h"
#include "async.h"
#include "dispatch.h"

#include <string.h>

static void set_text(Map *map, const MapKey *key, const char *text) {
    map_set_text(map, key, text, strlen(text));
}

static void fire(const char *event_type, int element, const char *text) {
    Map *map = map_new();
    set_text(map, ASYNC_KEY(event_type), event_type);
    map_set_real(map, ASYNC_KEY(element_id), element);
    set_text(map, ASYNC_KEY(message), text);
    dispatch_async(EVENT_OTHER_MESSAGE_EVENT, ds_map_adopt(map));
}

static bool somebody_listens(void) {
    return object_responders(GM_BROADCAST_MESSAGE).count > 0;
}

void message_listen(void) {
    motion_want_messages(somebody_listens());
}

void message_fire(void) {
    int count;
    const MotionMessage *messages = motion_messages(&count);
    for (int i = 0; i < count; i++)
        fire("sprite event", messages[i].instance, messages[i].text);
}

void message_sequences(double steps_per_second) {
    if (layer_sequences()->count == 0) return;
    int count;
    layer_sequences_step(steps_per_second, somebody_listens());
    const SequenceMessage *messages = layer_sequences_messages(&count);
    for (int i = 0; i < count; i++)
        fire("sequence event", messages[i].element, messages[i].text);
}
