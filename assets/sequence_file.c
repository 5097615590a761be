/* Reading a sequence's file. */
#include "../platform/mem.h"
#include "../runtime/gm_types.h"
#include "json_file.h"
#include "sequence.h"
#include "sprite_file.h"

#include <string.h>

enum { MAX_FRAMES = 1000000 };
static const double DEFAULT_SPEED = 60, MAX_SPEED = 1000000; /* frames per second */

/* known ends with NULL; list says the same for people. */
static void warn_of_unknown(const JsonPlace *place, const char *const *known, const char *list) {
    const cJSON *field;
    cJSON_ArrayForEach(field, place->value) {
        int i = 0;
        while (known[i] != NULL && strcmp(known[i], field->string) != 0)
            i++;
        if (known[i] == NULL)
            json_warn(place, "there is no field \"%s\"; known are %s", field->string, list);
    }
}

static bool expect_object(const JsonPlace *at) {
    return cJSON_IsObject(at->value) ||
           json_complain(at, "expected an object { }, but it is %s", json_kind(at->value));
}

/* A list that must be there, with something in it. */
static bool expect_list(const JsonPlace *in, const char *key, const char *of, JsonPlace *list) {
    return json_list(in, key, list) &&
           (cJSON_GetArraySize(list->value) > 0 ||
            json_complain(list, "expected a list of %s, at least one", of));
}

/* MARK: keys */

static bool read_key(const JsonPlace *at, int length, double after, SequenceKey *key) {
    static const char *const known[] = {"frame",  "x",      "y",     "angle",
                                        "xscale", "yscale", "alpha", NULL};
    if (!expect_object(at)) return false;
    JsonPlace frame = json_member(at, "frame");
    if (frame.value == NULL) return json_complain(&frame, "expected the number of a frame");
    if (!json_number(at, "frame", &key->frame) || !json_number(at, "x", &key->x) ||
        !json_number(at, "y", &key->y) || !json_number(at, "angle", &key->angle) ||
        !json_number(at, "xscale", &key->xscale) || !json_number(at, "yscale", &key->yscale) ||
        !json_number(at, "alpha", &key->alpha))
        return false;
    if (key->frame < 0 || key->frame > length)
        return json_complain(&frame, "expected a number from 0 to the length, %d, but it is %g",
                             length, key->frame);
    if (key->frame <= after)
        return json_complain(&frame, "expected more than %g, that of the key before, but it is %g",
                             after, key->frame);
    warn_of_unknown(at, known, "frame, x, y, angle, xscale, yscale, alpha");
    return true;
}

static bool read_keys(const JsonPlace *at, int length, SequenceTrack *track) {
    JsonPlace list;
    if (!expect_list(at, "keys", "keys", &list)) return false;
    SequenceKey key = {.xscale = 1, .yscale = 1, .alpha = 1};
    double after = -1;
    const cJSON *value;
    track->keys = mem_alloc((size_t)cJSON_GetArraySize(list.value) * sizeof *track->keys);
    cJSON_ArrayForEach(value, list.value) {
        JsonPlace item = json_item(&list, track->key_count, value);
        if (!read_key(&item, length, after, &key)) return false;
        after = key.frame;
        track->keys[track->key_count++] = key;
    }
    return true;
}

/* MARK: sprites */

static bool read_track(const JsonPlace *at, int length, SequenceTrack *track) {
    static const char *const known[] = {"sprite", "keys", NULL};
    const char *name = NULL;
    if (!expect_object(at) || !json_text(at, "sprite", &name)) return false;
    JsonPlace sprite = json_member(at, "sprite");
    track->sprite = sprite_named(name);
    if (name == NULL) return json_complain(&sprite, "expected the name of a sprite");
    if (track->sprite == GM_NONE)
        return json_complain(&sprite, "expected the name of a sprite, but there is no \"%s\"",
                             name);
    warn_of_unknown(at, known, "sprite, keys");
    return read_keys(at, length, track);
}

static bool read_tracks(const JsonPlace *root, Sequence *sequence) {
    JsonPlace list;
    const cJSON *value;
    if (!json_list(root, "sprites", &list)) return false;
    size_t count = (size_t)cJSON_GetArraySize(list.value);
    sequence->tracks = mem_alloc((count + 1) * sizeof *sequence->tracks);
    cJSON_ArrayForEach(value, list.value) {
        JsonPlace item = json_item(&list, sequence->track_count, value);
        if (!read_track(&item, sequence->length, &sequence->tracks[sequence->track_count++]))
            return false;
    }
    return true;
}

/* MARK: the file */

static bool read_root(const JsonPlace *root, Sequence *sequence) {
    static const char *const known[] = {"length", "speed", "loop", "messages", "sprites", NULL};
    if (!expect_object(root) || !json_whole(root, "length", 1, MAX_FRAMES, &sequence->length) ||
        !json_number(root, "speed", &sequence->speed) || !json_bool(root, "loop", &sequence->loop))
        return false;
    JsonPlace length = json_member(root, "length"), speed = json_member(root, "speed");
    if (length.value == NULL)
        return json_complain(&length, "expected a whole number of frames, at least 1");
    if (sequence->speed <= 0 || sequence->speed > MAX_SPEED)
        return json_complain(&speed, "expected frames per second, more than 0 and at most %g",
                             MAX_SPEED);
    warn_of_unknown(root, known, "length, speed, loop, messages, sprites");
    return sprite_messages_read(root, sequence->length, "a frame", &sequence->messages) &&
           read_tracks(root, sequence);
}

Sequence *sequence_file_read(const char *path, char *why) {
    cJSON *json = json_read_file(path, why);
    if (json == NULL) return NULL;
    JsonPlace root = json_root(path, json, why);
    Sequence *sequence = mem_alloc(sizeof *sequence);
    *sequence = (Sequence){.speed = DEFAULT_SPEED};
    bool good = read_root(&root, sequence);
    cJSON_Delete(json);
    if (good) return sequence;
    sequence_free(sequence);
    return NULL;
}
