/* Reading a sprite's picture and what is said about it, by its name and by the file beside it. */
#include "sprite_file.h"
#include "sprite_sheet.h"

#include "../platform/files.h"
#include "../platform/mem.h"
#include "json_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FRAMES = 4096 };

char *sprite_file_name(const char *file, int *frames) {
    const char *name = files_name_of(file), *dot = strrchr(name, '.');
    int length = (int)(dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name));
    char *stem = mem_textf("%.*s", length, name);
    *frames = 0;
    /* the last "_strip" that only digits follow */
    for (char *at = strstr(stem, "_strip"); at != NULL; at = strstr(at + 1, "_strip")) {
        const char *digits = at + strlen("_strip");
        size_t count = strspn(digits, "0123456789");
        if (count == 0 || count > 4 || digits[count] != '\0') continue;
        *frames = atoi(digits);
        *at = '\0';
        break;
    }
    return stem;
}

/* The JSON beside a picture: with its whole name, or with the sprite's alone. NULL: none. */
static char *find_side_file(const char *picture) {
    int frames;
    size_t folder = (size_t)(files_name_of(picture) - picture);
    const char *dot = strrchr(picture, '.');
    char *whole = mem_textf("%.*s.json", (int)(dot - picture), picture);
    if (files_exists(whole)) return whole;
    mem_free(whole);
    char *name = sprite_file_name(picture, &frames);
    char *alone = mem_textf("%.*s%s.json", (int)folder, picture, name);
    mem_free(name);
    if (files_exists(alone)) return alone;
    mem_free(alone);
    return NULL;
}

/* A list of whole numbers of exactly that length. */
static bool read_numbers(const JsonPlace *root, const char *key, const char *expected, int *numbers,
                         int count, bool *found) {
    JsonPlace list;
    if (!json_list(root, key, &list)) return false;
    *found = list.value != NULL;
    if (!*found) return true;
    bool good = cJSON_GetArraySize(list.value) == count;
    for (int i = 0; good && i < count; i++) {
        const cJSON *item = cJSON_GetArrayItem(list.value, i);
        good = cJSON_IsNumber(item);
        if (good) numbers[i] = item->valueint;
    }
    return good || json_complain(&list, "expected %s, whole numbers of pixels", expected);
}

static bool read_side_fields(const JsonPlace *root, SpriteFile *sprite, int *frames) {
    int origin[2], box[4];
    bool has_origin = false;
    if (!json_whole(root, "frames", 1, MAX_FRAMES, frames) ||
        !json_number(root, "speed", &sprite->speed) ||
        !read_numbers(root, "origin", "[x, y]", origin, 2, &has_origin) ||
        !read_numbers(root, "bbox", "[left, top, right, bottom]", box, 4, &sprite->has_box))
        return false;
    if (has_origin) {
        sprite->xorigin = origin[0];
        sprite->yorigin = origin[1];
    }
    if (!sprite->has_box) return true;
    sprite->left = box[0];
    sprite->top = box[1];
    sprite->right = box[2];
    sprite->bottom = box[3];
    JsonPlace at = json_member(root, "bbox");
    return (box[0] <= box[2] && box[1] <= box[3]) ||
           json_complain(&at,
                         "the left edge lies right of the right one, or the top below the bottom");
}

static bool read_messages(const JsonPlace *root, SpriteFile *sprite) {
    return sprite_messages_read(root, sprite->frame_count, "a sub-image", &sprite->messages);
}

static bool warn_of_unknown(const JsonPlace *root) {
    const cJSON *field;
    cJSON_ArrayForEach(field, root->value) {
        const char *name = field->string;
        if (strcmp(name, "frames") != 0 && strcmp(name, "speed") != 0 &&
            strcmp(name, "origin") != 0 && strcmp(name, "bbox") != 0 &&
            strcmp(name, "messages") != 0)
            json_warn(root,
                      "there is no field \"%s\"; known are frames, speed, origin, bbox, messages",
                      name);
    }
    return true;
}

static bool cut_strip(SpriteFile *sprite, const char *picture, int frames, char *why) {
    sprite->frame_count = frames > 0 ? frames : 1;
    if (sprite->image.width % sprite->frame_count == 0) return true;
    snprintf(why, SPRITE_WHY,
             "%s: a strip of %d sub-images must be a multiple of %d pixels wide, but it is %d",
             picture, sprite->frame_count, sprite->frame_count, sprite->image.width);
    return false;
}

static bool read_side_file(SpriteFile *sprite, const char *picture, const char *file, int frames,
                           char *why) {
    cJSON *json = json_read_file(file, why);
    if (json == NULL) return false;
    JsonPlace root = json_root(file, json, why);
    bool good;
    if (!cJSON_IsObject(json))
        good = json_complain(&root, "expected an object { }, but it is %s", json_kind(json));
    else if (sprite_sheet_is(&root))
        good = sprite_sheet_read(&root, sprite) && read_messages(&root, sprite) &&
               sprite_sheet_messages(&root, sprite);
    else
        good = read_side_fields(&root, sprite, &frames) && warn_of_unknown(&root) &&
               cut_strip(sprite, picture, frames, why) && read_messages(&root, sprite);
    cJSON_Delete(json);
    return good;
}

static bool read_picture(Image *image, const char *picture, char *why) {
    char reason[IMAGE_WHY_BYTES] = "";
    ImageProblem problem = image_decode_file(image, picture, reason);
    if (problem == IMAGE_FINE) return true;
    snprintf(why, SPRITE_WHY, "%s cannot be %s: %s", picture,
             problem == IMAGE_NOT_READ ? "read" : "decoded", reason);
    return false;
}

bool sprite_file_read(SpriteFile *sprite, const char *picture, char *why) {
    int frames;
    *sprite = (SpriteFile){0};
    if (!read_picture(&sprite->image, picture, why)) return false;
    mem_free(sprite_file_name(picture, &frames));
    char *side = find_side_file(picture);
    bool good = side != NULL ? read_side_file(sprite, picture, side, frames, why)
                             : cut_strip(sprite, picture, frames, why);
    mem_free(side);
    if (!good) sprite_file_free(sprite);
    return good;
}

void sprite_file_free(SpriteFile *sprite) {
    image_free(&sprite->image);
    sprite_messages_free(&sprite->messages);
}
