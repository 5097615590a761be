/* Sprites by handle and by name, and what games may ask about them. */
#include "sprite.h"
#include "atlas.h"
#include "sprite_upload.h"

#include "../platform/log.h"
#include "../platform/mem.h"
#include "../runtime/gm_sprite.h"

#include <limits.h>
#include <string.h>

static const double FIRST_SPEED = 30; /* sub-images per second */

static struct {
    Sprite **items;   /* [handle]; NULL: deleted, for good */
    uint32_t *hashes; /* of their names */
    int count, items_capacity, hashes_capacity;
} the_sprites;

/* MARK: names and handles */

static uint32_t hash_of(const char *name) {
    uint32_t hash = 2166136261U;
    for (; *name != '\0'; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619U;
    return hash;
}

int sprite_create(const char *name) {
    Sprite *sprite = mem_alloc(sizeof *sprite);
    *sprite = (Sprite){.name = mem_text(name),
                       .width = 1,
                       .height = 1,
                       .frame_count = 1,
                       .speed = FIRST_SPEED,
                       .columns = 1,
                       .rows = 1,
                       .tile_width = 1,
                       .tile_height = 1,
                       .is_asset = name[0] != '\0'};
    sprite->frames = mem_alloc(sizeof *sprite->frames);
    MEM_RESERVE(the_sprites.items, the_sprites.items_capacity, the_sprites.count + 1);
    MEM_RESERVE(the_sprites.hashes, the_sprites.hashes_capacity, the_sprites.count + 1);
    the_sprites.items[the_sprites.count] = sprite;
    the_sprites.hashes[the_sprites.count] = hash_of(name);
    return the_sprites.count++;
}

Sprite *sprite_of(int handle) {
    return handle >= 0 && handle < the_sprites.count ? the_sprites.items[handle] : NULL;
}

int sprite_named(const char *name) {
    uint32_t hash = hash_of(name);
    for (int i = 0; i < the_sprites.count; i++) {
        if (the_sprites.hashes[i] != hash) continue;
        const Sprite *sprite = the_sprites.items[i];
        if (sprite != NULL && sprite->is_asset && strcmp(sprite->name, name) == 0) return i;
    }
    return GM_NONE;
}

int sprite_count(void) {
    return the_sprites.count;
}

bool sprite_fill(int handle, const Image *image, int frame_count, int xorigin, int yorigin) {
    char why[IMAGE_WHY_BYTES];
    Sprite *sprite = sprite_of(handle);
    SpritePlan plan;
    if (sprite == NULL) return false;
    if (!sprite_plan(&plan, image, frame_count, why)) {
        log_error("sprite %s: %s", sprite->name, why);
        return false;
    }
    SpriteUpload *upload = sprite_upload_asset(&plan, image, sprite);
    int bytes;
    SpriteUploadState state;
    do {
        bytes = INT_MAX;
        state = sprite_upload_some(upload, &bytes);
    } while (state == SPRITE_UPLOAD_ON);
    if (state == SPRITE_UPLOAD_FAILED) {
        sprite_upload_close(upload);
        return false;
    }
    sprite_become(sprite, upload, xorigin, yorigin);
    return true;
}

static void destroy(Sprite *sprite) {
    sprite_empty(sprite);
    mem_free(sprite->name);
    mem_free(sprite);
}

void sprites_close(void) {
    for (int i = 0; i < the_sprites.count; i++)
        if (the_sprites.items[i] != NULL) destroy(the_sprites.items[i]);
    mem_free(the_sprites.items);
    mem_free(the_sprites.hashes);
    memset(&the_sprites, 0, sizeof the_sprites);
    atlas_close();
}

/* MARK: what games may ask */

int gm_sprite(const char *name) {
    int sprite = name != NULL ? sprite_named(name) : GM_NONE;
    if (sprite == GM_NONE)
        log_warn_once("There is no sprite \"%s\"", name != NULL ? name : "(NULL)");
    return sprite;
}

bool gm_sprite_exists(int sprite) {
    return sprite_of(sprite) != NULL;
}

const char *gm_sprite_get_name(int sprite) {
    const Sprite *found = sprite_of(sprite);
    return found != NULL ? found->name : "<undefined>";
}

int gm_sprite_get_width(int sprite) {
    const Sprite *found = sprite_of(sprite);
    return found != NULL ? found->width : 0;
}

int gm_sprite_get_height(int sprite) {
    const Sprite *found = sprite_of(sprite);
    return found != NULL ? found->height : 0;
}

int gm_sprite_get_number(int sprite) {
    const Sprite *found = sprite_of(sprite);
    return found != NULL ? found->frame_count : 0;
}

int gm_sprite_get_xoffset(int sprite) {
    const Sprite *found = sprite_of(sprite);
    return found != NULL ? found->xorigin : 0;
}

int gm_sprite_get_yoffset(int sprite) {
    const Sprite *found = sprite_of(sprite);
    return found != NULL ? found->yorigin : 0;
}

void gm_sprite_set_offset(int sprite, int x, int y) {
    Sprite *found = sprite_of(sprite);
    if (found == NULL) return;
    found->xorigin = x;
    found->yorigin = y;
}

double gm_sprite_get_speed(int sprite) {
    const Sprite *found = sprite_of(sprite);
    return found != NULL ? found->speed : 0;
}

void gm_sprite_set_speed(int sprite, double images_per_second) {
    Sprite *found = sprite_of(sprite);
    if (found != NULL) found->speed = images_per_second;
}

void gm_sprite_delete(int sprite) {
    Sprite *found = sprite_of(sprite);
    if (found == NULL) {
        log_warn("gm_sprite_delete: there is no sprite %d", sprite);
    } else if (found->is_asset) {
        log_warn("gm_sprite_delete: \"%s\" belongs to the game and stays", found->name);
    } else {
        destroy(found);
        the_sprites.items[sprite] = NULL;
    }
}
