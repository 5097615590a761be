/* Messages on a sprite's sub-images: what its animation says when it reaches them. */
#include "../platform/mem.h"
#include "sprite.h"

#include <math.h>

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
