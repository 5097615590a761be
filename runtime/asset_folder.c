/* Loading what lies in sprites/, sounds/, fonts/ and sequences/, at the start and again when it was
 * saved. */
#include "asset_folder.h"

#include "../assets/font.h"
#include "../assets/json_file.h"
#include "../assets/sequence.h"
#include "../assets/sound.h"
#include "../assets/sprite.h"
#include "../assets/sprite_file.h"
#include "../platform/files.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "gm_types.h"

#include <stdio.h>
#include <string.h>

enum { FONT_PIXELS = 16, MAX_FONT_PIXELS = 512 };

static struct {
    char *folder; /* the game's */
    int size_changes;
} the_assets;

/* MARK: sprites */

static bool fill(int handle, SpriteFile *file) {
    const Sprite before = *sprite_of(handle); /* 1 x 1 if it is new */
    if (!sprite_fill(handle, &file->image, file->frame_count, file->xorigin, file->yorigin))
        return false;
    Sprite *sprite = sprite_of(handle);
    if (before.width != sprite->width || before.height != sprite->height ||
        before.xorigin != sprite->xorigin || before.yorigin != sprite->yorigin)
        the_assets.size_changes++;
    sprite->is_asset = true;
    if (file->speed > 0) sprite->speed = file->speed;
    sprite_take_messages(sprite, &file->messages);
    if (!file->has_box) return true;
    sprite->left = file->left;
    sprite->top = file->top;
    sprite->right = file->right;
    sprite->bottom = file->bottom;
    return true;
}

/* Into the sprite of that name. A new one is made once the file was found to be good, and does not
 * count as changed. */
static bool load_sprite(const char *path, const char *name, char *why) {
    SpriteFile file;
    if (!sprite_file_read(&file, path, why)) return false;
    int changes = the_assets.size_changes, known = sprite_named(name);
    int sprite = known != GM_NONE ? known : sprite_create(name);
    bool filled = fill(sprite, &file); /* the log says why not */
    if (known == GM_NONE) the_assets.size_changes = changes;
    if (known == GM_NONE && !filled) sprite_end(sprite);
    sprite_file_free(&file);
    return filled;
}

static bool load_named_sprite(const char *path, char *why) {
    int frames;
    char *name = sprite_file_name(path, &frames);
    bool loaded = load_sprite(path, name, why);
    mem_free(name);
    return loaded;
}

/* MARK: fonts */

/* The size in pixels that a JSON file beside the font says. */
static bool read_font_size(const char *path, int *pixels, char *why) {
    char *side = mem_textf("%.*s.json", (int)(strrchr(path, '.') - path), path);
    bool good = true;
    if (files_exists(side)) {
        cJSON *json = json_read_file(side, why);
        good = json != NULL;
        if (good) {
            JsonPlace root = json_root(side, json, why);
            good = json_whole(&root, "size", 1, MAX_FONT_PIXELS, pixels);
        }
        cJSON_Delete(json);
    }
    mem_free(side);
    return good;
}

static char *plain_name(const char *file) {
    const char *name = files_name_of(file), *dot = strrchr(name, '.');
    return mem_textf("%.*s", (int)(dot != NULL ? (size_t)(dot - name) : strlen(name)), name);
}

static bool load_font(const char *path, char *why) {
    int pixels = FONT_PIXELS;
    if (!read_font_size(path, &pixels, why)) return false;
    char *name = plain_name(path);
    bool loaded = font_open(name, path, pixels) != GM_NONE; /* says why itself */
    mem_free(name);
    return loaded;
}

/* MARK: sounds */

static bool load_sound(const char *path, char *why) {
    char *name = plain_name(path);
    int sound = sound_named(name);
    bool loaded = sound_load_file(sound != GM_NONE ? sound : sound_create(name), path, why);
    mem_free(name);
    return loaded;
}

/* MARK: sequences */

static bool load_sequence(const char *path, char *why) {
    Sequence *made = sequence_file_read(path, why);
    if (made == NULL) return false;
    char *name = plain_name(path);
    sequence_take(name, made);
    mem_free(name);
    return true;
}

/* MARK: folders of assets */

/* One kind of asset: the folder it lies in, its files, and how one of them is loaded. */
typedef struct AssetKind {
    const char *folder;
    const char *extensions[5]; /* ends with NULL */
    const char *expected;
    char *(*name)(const char *file); /* the asset's; mem_free */
    bool (*load)(const char *path, char *why);
} AssetKind;

static char *sprite_name(const char *file) {
    int frames;
    return sprite_file_name(file, &frames);
}

static const AssetKind kinds[] = {
    {"sprites", {".png"}, "PNG", sprite_name, load_named_sprite},
    {"sounds", {".ogg", ".mp3", ".flac", ".wav"}, "OGG, MP3, FLAC or WAV", plain_name, load_sound},
    {"fonts", {".ttf", ".otf"}, "TTF or OTF", plain_name, load_font},
    {"sequences", {".json"}, "JSON", plain_name, load_sequence}, /* after the sprites they show */
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static bool is_of(const AssetKind *kind, const char *file) {
    for (int i = 0; kind->extensions[i] != NULL; i++)
        if (files_has_extension(file, kind->extensions[i])) return file[0] != '.';
    return false;
}

/* Sources of artists' programs may lie beside what they export; a picture that is not PNG is more
 * likely meant to be in the game. */
static void warn_of_stranger(const AssetKind *kind, const char *file) {
    static const char *const likely[] = {".jpg", ".jpeg", ".gif",   ".webp", ".bmp", ".opus",
                                         ".mod", ".woff", ".woff2", ".m4a",  ".aiff"};
    for (size_t i = 0; i < sizeof likely / sizeof likely[0]; i++)
        if (files_has_extension(file, likely[i]))
            log_warn("%s/%s/%s is left out: expected %s", the_assets.folder, kind->folder, file,
                     kind->expected);
}

/* False: why names two files that would be the same asset. */
static bool check_unique(const AssetKind *kind, const FileList *files, int index, char *why) {
    char *name = kind->name(files->names[index]);
    bool unique = true;
    for (int i = 0; unique && i < index; i++) {
        if (!is_of(kind, files->names[i])) continue;
        char *other = kind->name(files->names[i]);
        unique = strcmp(name, other) != 0;
        mem_free(other);
        if (!unique)
            snprintf(why, ASSET_WHY, "%s/%s: %s and %s are both named \"%s\"; one must go",
                     the_assets.folder, kind->folder, files->names[i], files->names[index], name);
    }
    mem_free(name);
    return unique;
}

static bool load_kind(const AssetKind *kind, char *why) {
    char *folder = mem_textf("%s/%s", the_assets.folder, kind->folder);
    FileList files = files_list(folder);
    bool good = true;
    for (int i = 0; good && i < files.count; i++) {
        if (!is_of(kind, files.names[i])) {
            warn_of_stranger(kind, files.names[i]);
            continue;
        }
        char *path = mem_textf("%s/%s", folder, files.names[i]);
        good = check_unique(kind, &files, i, why) && kind->load(path, why);
        mem_free(path);
    }
    files_list_free(&files);
    mem_free(folder);
    return good;
}

bool assets_load(const char *game_folder, char *why) {
    assets_close();
    the_assets.folder = mem_text(game_folder);
    for (int i = 0; i < KINDS; i++)
        if (!load_kind(&kinds[i], why)) return false;
    return true;
}

void assets_close(void) {
    mem_free(the_assets.folder);
    the_assets.folder = NULL;
}

/* MARK: pictures that rooms show */

/* Where path lies in the game folder, "rooms/sky.png"; false: elsewhere. */
static bool inside_game(const char *path, char *inside, size_t size) {
    char game[FILES_PATH], real[FILES_PATH];
    if (the_assets.folder == NULL || !files_real_path(the_assets.folder, game, sizeof game) ||
        !files_real_path(path, real, sizeof real))
        return false;
    size_t length = strlen(game);
    if (strncmp(real, game, length) != 0 || real[length] != '/') return false;
    snprintf(inside, size, "%s", real + length + 1);
    return true;
}

int asset_picture(const char *path, char *why) {
    char inside[FILES_PATH];
    if (!files_exists(path)) {
        snprintf(why, ASSET_WHY, "there is no file %s", path);
        return GM_NONE;
    }
    if (!inside_game(path, inside, sizeof inside)) {
        snprintf(why, ASSET_WHY, "%s lies outside the game folder", path);
        return GM_NONE;
    }
    if (strncmp(inside, "sprites/", 8) == 0 && strchr(inside + 8, '/') == NULL) {
        char *name = sprite_name(inside);
        int sprite = sprite_named(name);
        mem_free(name);
        if (sprite != GM_NONE) return sprite;
    }
    if (sprite_named(inside) == GM_NONE && !load_sprite(path, inside, why)) return GM_NONE;
    return sprite_named(inside);
}

/* MARK: loading again */

/* The file whose side file this JSON is: the first of the folder with the same asset's name. */
static char *owner_of(const AssetKind *kind, const char *side_file) {
    char *folder = mem_textf("%s/%s", the_assets.folder, kind->folder);
    char *wanted = kind->name(side_file), *found = NULL;
    FileList files = files_list(folder);
    for (int i = 0; found == NULL && i < files.count; i++) {
        if (!is_of(kind, files.names[i])) continue;
        char *name = kind->name(files.names[i]);
        if (strcmp(name, wanted) == 0) found = mem_textf("%s/%s", folder, files.names[i]);
        mem_free(name);
    }
    files_list_free(&files);
    mem_free(wanted);
    mem_free(folder);
    return found;
}

static AssetResult load_again(const AssetKind *kind, const char *file, char *why) {
    const char *name = files_name_of(file);
    char *path = files_has_extension(name, ".json") ? owner_of(kind, name)
                 : is_of(kind, name)                ? mem_textf("%s/%s", the_assets.folder, file)
                                                    : NULL;
    AssetResult result = ASSET_OTHER;
    if (path != NULL && files_exists(path))
        result = kind->load(path, why) ? ASSET_LOADED : ASSET_BROKEN;
    mem_free(path);
    return result;
}

static AssetResult load_picture_again(const char *file, char *why) {
    if (sprite_named(file) == GM_NONE) return ASSET_OTHER;
    char *path = mem_textf("%s/%s", the_assets.folder, file);
    AssetResult result = ASSET_OTHER;
    if (files_exists(path)) result = load_sprite(path, file, why) ? ASSET_LOADED : ASSET_BROKEN;
    mem_free(path);
    return result;
}

AssetResult asset_reload(const char *file, char *why) {
    for (int i = 0; i < KINDS; i++) {
        size_t length = strlen(kinds[i].folder);
        if (strncmp(file, kinds[i].folder, length) == 0 && file[length] == '/')
            return load_again(&kinds[i], file, why);
    }
    return load_picture_again(file, why);
}

int asset_size_changes(void) {
    return the_assets.size_changes;
}
