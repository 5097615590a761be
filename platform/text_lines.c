/* Lines of text as textures, the ones used last kept. */
#include "text_lines.h"

#include "mem.h"
#include "render.h"

#include <string.h>
#include <xxhash.h>

enum { KEPT_LINES = 256, NOWHERE = -1 };

/* What a line is known by. */
typedef struct Key {
    const void *font; /* NULL: none, the place is free */
    const char *text;
    int bytes;
    uint32_t colour;
} Key;

typedef struct KeptLine {
    TextLine line;
    Key key;
    char *text;    /* the key's */
    uint64_t used; /* by which call of text_line */
} KeptLine;

static struct {
    uint64_t hashes[KEPT_LINES]; /* apart, since all of them are looked at */
    KeptLine lines[KEPT_LINES];
    uint64_t calls;
} the_lines;

static void drop(int at) {
    KeptLine *kept = &the_lines.lines[at];
    render_texture_destroy(kept->line.texture);
    mem_free(kept->text);
    *kept = (KeptLine){0};
    the_lines.hashes[at] = 0;
}

static bool is_same(const Key *a, const Key *b) {
    return a->font == b->font && a->colour == b->colour && a->bytes == b->bytes &&
           memcmp(a->text, b->text, (size_t)a->bytes) == 0;
}

static int find(const Key *key, uint64_t hash) {
    for (int i = 0; i < KEPT_LINES; i++)
        if (the_lines.hashes[i] == hash && is_same(&the_lines.lines[i].key, key)) return i;
    return NOWHERE;
}

/* A free place; if there is none, that of the line not used for the longest time. */
static int make_room(void) {
    int oldest = 0;
    for (int i = 0; i < KEPT_LINES; i++) {
        if (the_lines.lines[i].key.font == NULL) return i;
        if (the_lines.lines[i].used < the_lines.lines[oldest].used) oldest = i;
    }
    drop(oldest);
    return oldest;
}

static int keep(const Key *key, uint64_t hash, const Image *image) {
    int texture = render_texture_create(image->width, image->height);
    if (texture == 0) return NOWHERE;
    render_texture_update(texture, 0, 0, image->width, image->height, image->pixels, image->pitch);
    int at = make_room();
    KeptLine *kept = &the_lines.lines[at];
    *kept = (KeptLine){.line = {texture, image->width, image->height}, .key = *key};
    kept->key.text = kept->text = mem_textf("%.*s", key->bytes, key->text);
    the_lines.hashes[at] = hash;
    return at;
}

const TextLine *text_line(void *font, const char *text, int bytes, uint32_t colour,
                          TextPaint *paint) {
    Image image = {0};
    Key key = {font, text, bytes, colour};
    uint64_t hash = XXH3_64bits_withSeed(text, (size_t)bytes, colour);
    int at = find(&key, hash);
    if (at == NOWHERE && paint(font, text, bytes, colour, &image)) at = keep(&key, hash, &image);
    image_free(&image);
    if (at == NOWHERE) return NULL;
    the_lines.lines[at].used = ++the_lines.calls;
    return &the_lines.lines[at].line;
}

void text_lines_forget(const void *font) {
    for (int i = 0; i < KEPT_LINES; i++)
        if (the_lines.lines[i].key.font == font) drop(i);
}

void text_lines_close(void) {
    for (int i = 0; i < KEPT_LINES; i++)
        if (the_lines.lines[i].key.font != NULL) drop(i);
    the_lines.calls = 0;
}
