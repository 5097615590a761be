/* Aseprite's sheets: frames anywhere on the picture, trimmed or not, become a strip. */
#include "sprite_sheet.h"

#include "../platform/mem.h"

#include <string.h>

enum { MAX_SIDE = 8192, MAX_FRAMES = 4096 };
static const double MS_PER_SECOND = 1000.0;

typedef struct Box {
    int x, y, w, h;
} Box;

bool sprite_sheet_is(const JsonPlace *root) {
    const cJSON *frames = json_member(root, "frames").value;
    return cJSON_IsObject(frames) || cJSON_IsArray(frames);
}

static bool read_size(const JsonPlace *at, Box *box) {
    return json_whole(at, "w", 1, MAX_SIDE, &box->w) && json_whole(at, "h", 1, MAX_SIDE, &box->h);
}

static bool read_place(const JsonPlace *at, Box *box) {
    return json_whole(at, "x", 0, MAX_SIDE, &box->x) && json_whole(at, "y", 0, MAX_SIDE, &box->y);
}

static bool fits(const Box *box, int width, int height) {
    return box->w > 0 && box->h > 0 && box->x + box->w <= width && box->y + box->h <= height;
}

/* One frame of the sheet: where it is, where it goes inside the sub-image, how long it shows. */
typedef struct Frame {
    Box from, to; /* of to only x, y */
    int width, height;
    double ms;
} Frame;

static bool read_frame(const JsonPlace *at, const Image *sheet, Frame *frame) {
    JsonPlace from, to, size;
    bool is_rotated = false;
    *frame = (Frame){.ms = 100};
    if (!json_object(at, "frame", &from) || !json_object(at, "spriteSourceSize", &to) ||
        !json_object(at, "sourceSize", &size) || !json_bool(at, "rotated", &is_rotated) ||
        !json_number(at, "duration", &frame->ms) || !read_place(&from, &frame->from) ||
        !read_size(&from, &frame->from) || !read_place(&to, &frame->to))
        return false;
    if (from.value == NULL)
        return json_complain(at, "expected a \"frame\" with x, y, w and h, as Aseprite writes it");
    if (is_rotated)
        return json_complain(at, "the frame is stored turned; export the sheet without rotation");
    if (!fits(&frame->from, sheet->width, sheet->height))
        return json_complain(&from, "the frame lies outside the picture of %d x %d pixels",
                             sheet->width, sheet->height);
    Box whole = frame->from;
    if (!read_size(&size, &whole)) return false;
    frame->width = whole.w;
    frame->height = whole.h;
    frame->to.w = frame->from.w;
    frame->to.h = frame->from.h;
    return fits(&frame->to, whole.w, whole.h) ||
           json_complain(at, "the frame does not fit into its \"sourceSize\" of %d x %d", whole.w,
                         whole.h);
}

static void copy_frame(Image *strip, int index, const Image *sheet, const Frame *frame) {
    int left = index * frame->width + frame->to.x;
    for (int y = 0; y < frame->from.h; y++)
        memcpy(image_row(strip, frame->to.y + y) + left,
               image_row(sheet, frame->from.y + y) + frame->from.x,
               (size_t)frame->from.w * sizeof(uint32_t));
}

static bool open_strip(Image *strip, const Frame *first, int count) {
    return count <= IMAGE_PIXELS_MAX / first->width / first->height &&
           image_new(strip, first->width * count, first->height);
}

static bool lay_out(const JsonPlace *frames, SpriteFile *sprite, int count) {
    Image strip = {0};
    double ms = 0;
    int index = 0, width = 0, height = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, frames->value) {
        Frame frame;
        JsonPlace at = json_item(frames, index, item);
        if (item->string != NULL) at = json_member(frames, item->string);
        bool good = read_frame(&at, &sprite->image, &frame);
        if (good && index == 0) {
            width = frame.width;
            height = frame.height;
            good = open_strip(&strip, &frame, count) ||
                   json_complain(&at, "all frames side by side are too large for memory");
        } else if (good && (frame.width != width || frame.height != height)) {
            good = json_complain(&at, "every frame must be as large as the first, %d x %d", width,
                                 height);
        }
        if (!good) {
            image_free(&strip);
            return false;
        }
        copy_frame(&strip, index++, &sprite->image, &frame);
        ms += frame.ms;
    }
    image_free(&sprite->image);
    sprite->image = strip;
    sprite->frame_count = count;
    if (ms > 0) sprite->speed = count * MS_PER_SECOND / ms;
    return true;
}

/* A slice's first key has its bounds and, if the artist set one, a pivot inside them. */
static bool read_slice(const JsonPlace *at, SpriteFile *sprite) {
    JsonPlace keys, bounds, pivot;
    const char *name = "";
    Box box = {0}, turn = {0};
    if (!json_text(at, "name", &name) || !json_list(at, "keys", &keys)) return false;
    JsonPlace first = json_item(&keys, 0, cJSON_GetArrayItem(keys.value, 0));
    if (first.value == NULL) return true;
    if (!json_object(&first, "bounds", &bounds) || !json_object(&first, "pivot", &pivot) ||
        !read_place(&bounds, &box) || !read_size(&bounds, &box) || !read_place(&pivot, &turn))
        return false;
    if (pivot.value != NULL) {
        sprite->xorigin = box.x + turn.x;
        sprite->yorigin = box.y + turn.y;
    }
    if (strcmp(name, "bbox") != 0 || bounds.value == NULL) return true;
    sprite->has_box = true;
    sprite->left = box.x;
    sprite->top = box.y;
    sprite->right = box.x + box.w - 1;
    sprite->bottom = box.y + box.h - 1;
    return true;
}

static bool read_slices(const JsonPlace *root, SpriteFile *sprite) {
    JsonPlace meta, slices;
    if (!json_object(root, "meta", &meta) || !json_list(&meta, "slices", &slices)) return false;
    int index = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, slices.value) {
        JsonPlace at = json_item(&slices, index++, item);
        if (!read_slice(&at, sprite)) return false;
    }
    return true;
}

bool sprite_sheet_read(const JsonPlace *root, SpriteFile *sprite) {
    JsonPlace frames = json_member(root, "frames");
    int count = cJSON_GetArraySize(frames.value);
    if (count < 1 || count > MAX_FRAMES)
        return json_complain(&frames, "expected 1 to %d frames, but there are %d", MAX_FRAMES,
                             count);
    return lay_out(&frames, sprite, count) && read_slices(root, sprite);
}

/* MARK: messages */

/* Each line that is not empty is a message of the frame. */
static void add_lines(SpriteFile *sprite, int frame, const char *text) {
    while (*text != '\0') {
        size_t length = strcspn(text, "\r\n");
        char *line = mem_textf("%.*s", (int)length, text);
        if (length > 0) sprite_messages_add(&sprite->messages, frame, line);
        mem_free(line);
        text += length + (text[length] != '\0' ? 1 : 0);
    }
}

/* The user data of a tag ("from") or a cel ("frame"). */
static bool read_data(const JsonPlace *at, const char *frame_key, SpriteFile *sprite) {
    int frame = 0;
    const char *data = "";
    if (!json_whole(at, frame_key, 0, sprite->frame_count - 1, &frame) ||
        !json_text(at, "data", &data))
        return false;
    add_lines(sprite, frame, data);
    return true;
}

static bool read_all_data(const JsonPlace *in, const char *list_key, const char *frame_key,
                          SpriteFile *sprite) {
    JsonPlace list;
    int index = 0;
    const cJSON *item;
    if (!json_list(in, list_key, &list)) return false;
    cJSON_ArrayForEach(item, list.value) {
        JsonPlace at = json_item(&list, index++, item);
        if (!read_data(&at, frame_key, sprite)) return false;
    }
    return true;
}

bool sprite_sheet_messages(const JsonPlace *root, SpriteFile *sprite) {
    JsonPlace meta, layers;
    int index = 0;
    const cJSON *layer;
    if (!json_object(root, "meta", &meta) || !read_all_data(&meta, "frameTags", "from", sprite) ||
        !json_list(&meta, "layers", &layers))
        return false;
    cJSON_ArrayForEach(layer, layers.value) {
        JsonPlace at = json_item(&layers, index++, layer);
        if (!read_all_data(&at, "cels", "frame", sprite)) return false;
    }
    return true;
}
