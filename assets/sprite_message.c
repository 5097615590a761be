/* Messages on a sprite's sub-images: what its animation says when it reaches them. Those on the
 * frames of a sequence are kept and written in the same way. */
#include "../platform/mem.h"
#include "sprite_file.h"

#include <math.h>
#include <stdlib.h>

void sprite_messages_add(SpriteMessages *messages, int frame, const char *text) {
    MEM_RESERVE(messages->items, messages->capacity, messages->count + 1);
    messages->items[messages->count++] = (SpriteMessage){frame, mem_text(text)};
}

void sprite_messages_free(SpriteMessages *messages) {
    for (int i = 0; i < messages->count; i++)
        mem_free(messages->items[i].text);
    mem_free(messages->items);
    *messages = (SpriteMessages){0};
}

void sprite_take_messages(Sprite *sprite, SpriteMessages *messages) {
    sprite_messages_free(&sprite->messages);
    sprite->messages = *messages;
    *messages = (SpriteMessages){0};
    sprite->plain_below = sprite->messages.count > 0 ? -HUGE_VAL : sprite->frame_count;
}

/* MARK: in a file */

static bool read_texts(const JsonPlace *at, int frame, SpriteMessages *messages) {
    int index = 0;
    const cJSON *text;
    if (!cJSON_IsArray(at->value))
        return json_complain(at, "expected a list of texts, but it is %s", json_kind(at->value));
    cJSON_ArrayForEach(text, at->value) {
        JsonPlace item = json_item(at, index++, text);
        if (!cJSON_IsString(text))
            return json_complain(&item, "expected a text, but it is %s", json_kind(text));
        sprite_messages_add(messages, frame, text->valuestring);
    }
    return true;
}

bool sprite_messages_read(const JsonPlace *root, int frame_count, const char *what,
                          SpriteMessages *messages) {
    JsonPlace list;
    const cJSON *frame;
    if (!json_object(root, "messages", &list)) return false;
    cJSON_ArrayForEach(frame, list.value) {
        JsonPlace at = json_member(&list, frame->string);
        char *end;
        long number = strtol(frame->string, &end, 10);
        if (end == frame->string || *end != '\0' || number < 0 || number >= frame_count)
            return json_complain(&at, "expected the number of %s, \"0\" to \"%d\"", what,
                                 frame_count - 1);
        if (!read_texts(&at, (int)number, messages)) return false;
    }
    return true;
}
