/* Playing the samples in tests: what a person does, and what can be seen of the objects. */
#ifndef TESTS_PLAYS_H
#define TESTS_PLAYS_H

#include "support.h"

#include <stdlib.h>

#include "../events/contract.h"
#include "../objects/object.h"
#include "../platform/log.h"
#include "../platform/render.h"
#include "../runtime/game.h"

/* A run that does not depend on how fast answers come: each step waits for what is under way. */
static inline void open_settled(const char *folder, int seed, const char *const *answers) {
    support_forget_log();
    assert_true(game_open(&(GmGameDesc){.size = sizeof(GmGameDesc),
                                        .folder = folder,
                                        .save_dir = support_folder(),
                                        .seed = seed,
                                        .answers = answers,
                                        .headless = true,
                                        .fast = true,
                                        .settle = true,
                                        .quiet = true,
                                        .check = true}));
}

/* A run in which answers come when they come. */
static inline void open_live(const char *folder) {
    assert_true(support_open_folder(folder, NULL));
    contract_open(false);
}

/* A variable of an instance, by its name. */
static inline void *field_of(const GmInstance *self, const char *name) {
    assert_non_null(self);
    const GmField *each = object_of(self->object_index)->def->vars.fields;
    while (each->name != NULL && strcmp(each->name, name) != 0)
        each++;
    assert_non_null(each->name);
    return (char *)self->vars + each->offset;
}

/* The same of an object's oldest instance. */
static inline void *field(const char *object, const char *name) {
    return field_of(gm_instance(object), name);
}

static inline int int_of(const char *object, const char *name) {
    return *(const int *)field(object, name);
}

static inline bool bool_of(const char *object, const char *name) {
    return *(const bool *)field(object, name);
}

static inline void set_int(const char *object, const char *name, int value) {
    *(int *)field(object, name) = value;
}

static inline const char *text_of(const char *object, const char *name) {
    return field(object, name);
}

static inline void tap(int key) {
    gm_keyboard_key_press(key);
    support_steps(1);
    gm_keyboard_key_release(key);
    support_steps(1);
}

static inline bool in_room(const char *name) {
    return gm_room() == gm_room_named(name);
}

/* A number that tells pictures apart: every byte of the one drawn last counts. */
static inline uint64_t picture_hash(void) {
    size_t size = (size_t)gm_window_get_width() * (size_t)gm_window_get_height() * 4;
    uint8_t *rgba = malloc(size);
    uint64_t hash = 0xcbf29ce484222325u;
    assert_true(render_read(rgba, gm_window_get_width(), gm_window_get_height()));
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ rgba[i]) * 0x100000001b3u;
    free(rgba);
    return hash;
}

/* After each test, whether it failed or not, so that the next begins with nothing. No sample gives
 * cause for a warning, whatever happens to it. */
static inline int close_game(void **state) {
    (void)state;
    support_close();
    assert_int_equal(log_trouble_count(), 0);
    return 0;
}

static inline uint64_t hash_of_run(const char *folder, int seed, int steps) {
    open_settled(folder, seed, NULL);
    support_steps(steps);
    uint64_t hash = picture_hash();
    support_close();
    return hash;
}

#define SAMPLE_TEST(test) cmocka_unit_test_teardown(test, close_game)

#endif
