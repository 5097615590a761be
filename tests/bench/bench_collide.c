/* What a step's collisions cost for each box: moving boxes of mixed sizes, each of which meets one
 * or two others. */
#include "bench.h"

#include "../../objects/collide.h"
#include "../../assets/sprite.h"
#include "../../platform/mem.h"
#include "../../runtime/game.h"
#include "../../runtime/gm.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 40 };

static long the_pair_count;

static void bounce(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
}

static const GmObject obj_ball = {.collide = GM_COLLIDE({"obj_ball", bounce})};
static const GmNamedObject objects[] = {GM_OBJECT(obj_ball), {NULL, NULL}};

/* MARK: scenes */

static unsigned the_random;

static unsigned any(unsigned limit) {
    the_random = the_random * 1664525u + 1013904223u;
    return (the_random >> 8) % limit;
}

static int make_sprite(int size) {
    Image image = {.width = size, .height = size, .pitch = size * 4};
    image.pixels = mem_alloc((size_t)(size * size) * 4);
    memset(image.pixels, 0xFF, (size_t)(size * size) * 4);
    int sprite = sprite_create("spr_box");
    sprite_fill(sprite, &image, 1, size / 2, size / 2);
    image_free(&image);
    return sprite;
}

/* Sizes: most 8 or 16 pixels, some 32, few 64 and 128. The room has 30 x 30 pixels for each. */
static void open_scene(int count) {
    static const int sizes[] = {8, 8, 8, 16, 16, 16, 16, 16, 32, 32};
    int sprites[129] = {0};
    game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                            .objects = objects,
                            .headless = true,
                            .fast = true,
                            .quiet = true});
    for (int size = 8; size <= 128; size *= 2)
        sprites[size] = make_sprite(size);
    the_random = 1;
    unsigned side = (unsigned)(30 * sqrt(count));
    for (int i = 0; i < count; i++) {
        int id = gm_instance_create_layer(any(side), any(side), "Instances", gm_object("obj_ball"));
        GmInstance *self = gm_instance(id);
        int size = i % 500 == 0 ? 128 : i % 100 == 0 ? 64 : sizes[any(10)];
        self->sprite_index = sprites[size];
        self->hspeed = any(9) / 2.0 - 2;
        self->vspeed = any(9) / 2.0 - 2;
    }
}

static void count_pair(GmInstance *a, GmInstance *b) {
    (void)a, (void)b;
    the_pair_count++;
}

static void move_all(void) {
    for (GmWith each = gm_with(GM_ALL); gm_with_next(&each);) {
        each.self->x += each.self->hspeed;
        each.self->y += each.self->vspeed;
    }
}

/* MARK: the races */

static void all_pairs(void *context) {
    (void)context;
    the_pair_count = 0;
    collide_pairs(count_pair);
}

/* What every test pays that looks at each pair: two comparisons, without the exact test. */
static void every_pair(void *context) {
    (void)context;
    static GmBox boxes[10000];
    int count = 0;
    long pairs = 0;
    for (GmWith each = gm_with(GM_ALL); gm_with_next(&each);)
        boxes[count++] = gm_bbox(each.self);
    for (int i = 0; i < count; i++)
        for (int k = i + 1; k < count; k++)
            pairs += boxes[i].left < boxes[k].right && boxes[k].left < boxes[i].right &&
                     boxes[i].top < boxes[k].bottom && boxes[k].top < boxes[i].bottom;
    bench_use(&pairs);
}

static void race(int count, double goal) {
    char name[80], wanted[32];
    Bench ours = {.run = all_pairs}, theirs = {.run = every_pair};
    open_scene(count);
    for (int step = 0; step < 3; step++) { /* other places, the same memory */
        move_all();
        bench_race(&ours, 1, ROUNDS);
    }
    if (count <= 10000) bench_race(&theirs, 1, 1);
    double each = ours.best / count, slow = theirs.best / count;
    snprintf(name, sizeof name, "collisions, per box, %d boxes, %.2f pairs each", count,
             (double)the_pair_count / count);
    snprintf(wanted, sizeof wanted, "at most %.0f ns", goal);
    bench_row(name, "", slow > 0 ? bench_text(slow, "ns (every pair)") : "", bench_text(each, "ns"),
              slow > 0 ? each / slow : -1, wanted, each <= goal);
    game_close();
}

int main(void) {
    bench_title("Collisions (alternative: every pair is looked at)");
    race(1000, 100);
    race(10000, 100);
    race(50000, 200);
    return 0;
}
