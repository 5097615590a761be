/* An async map's life: made with eight keys, each looked up once, ended. In instructions, because
 * they are the same in every run; against a fixed array of entries, and what one would take
 * otherwise. */
#define _XOPEN_SOURCE 700
#include "bench.h"

#include "../../assets/ds.h"

#include <cJSON.h>
#include <glib.h>
#include <string.h>
#include <uthash.h>

enum { KEYS = 8, LIVES = 2000, ROUNDS = 9, GOAL_TEXTS = 1500, GOAL_INTERNED = 600 };

/* What an answer of HTTP holds. Volatile: the compiler must not know the texts at the call. */
static const char *volatile the_keys[KEYS] = {
    "id",          "status",          "url", "contentLength", "sizeDownloaded", "result",
    "http_status", "response_headers"};
static const char the_url_text[] = "http://127.0.0.1:8080/motd";
static const char the_result_text[] = "All is well in the harbour.";
static const char *volatile the_url = the_url_text, *volatile the_result = the_result_text;

#define EACH_KEY(REAL, TEXT)                                                                       \
    REAL(0) REAL(1) TEXT(2, the_url) REAL(3) REAL(4) TEXT(5, the_result) REAL(6) REAL(7)

/* MARK: counting what is asked of the heap */

extern void *__libc_malloc(size_t bytes);
extern void *__libc_calloc(size_t count, size_t bytes);
extern void *__libc_realloc(void *old, size_t bytes);

static size_t the_mallocs;
/* Visible, so that libraries come here too. */
#define COUNTED __attribute__((visibility("default")))

COUNTED void *malloc(size_t bytes) {
    the_mallocs++;
    return __libc_malloc(bytes);
}

COUNTED void *calloc(size_t count, size_t bytes) {
    the_mallocs++;
    return __libc_calloc(count, bytes);
}

COUNTED void *realloc(void *old, size_t bytes) {
    the_mallocs++;
    return __libc_realloc(old, bytes);
}

/* MARK: the limit: an array of the right size, searched from the front */

typedef struct Field {
    const char *key;
    const char *text;
    double real;
} Field;

static inline const Field *field_of(const Field *fields, const char *key) {
    for (int i = 0; i < KEYS; i++)
        if (strcmp(fields[i].key, key) == 0) return &fields[i];
    return NULL;
}

static void live_array(void) {
    Field fields[KEYS];
#define PUT_REAL(i)        fields[i] = (Field){the_keys[i], NULL, i};
#define PUT_TEXT(i, lent)  fields[i] = (Field){the_keys[i], lent, 0};
#define FIND_REAL(i)       bench_use(field_of(fields, the_keys[i]));
#define FIND_TEXT(i, text) FIND_REAL(i)
    EACH_KEY(PUT_REAL, PUT_TEXT)
    EACH_KEY(FIND_REAL, FIND_TEXT)
#undef PUT_REAL
#undef PUT_TEXT
#undef FIND_REAL
#undef FIND_TEXT
}

/* MARK: the others */

static void live_cjson(void) {
    cJSON *map = cJSON_CreateObject();
#define PUT_REAL(i)        cJSON_AddNumberToObject(map, the_keys[i], i);
#define PUT_TEXT(i, lent)  cJSON_AddStringToObject(map, the_keys[i], lent);
#define FIND_REAL(i)       bench_use(cJSON_GetObjectItemCaseSensitive(map, the_keys[i]));
#define FIND_TEXT(i, text) FIND_REAL(i)
    EACH_KEY(PUT_REAL, PUT_TEXT)
    EACH_KEY(FIND_REAL, FIND_TEXT)
#undef PUT_REAL
#undef PUT_TEXT
#undef FIND_REAL
#undef FIND_TEXT
    cJSON_Delete(map);
}

typedef struct Hashed {
    char *key, *text;
    double real;
    UT_hash_handle hh;
} Hashed;

static Hashed *hashed_new(const char *key, const char *text, double real) {
    Hashed *hashed = malloc(sizeof *hashed);
    hashed->key = strdup(key);
    hashed->text = text != NULL ? strdup(text) : NULL;
    hashed->real = real;
    return hashed;
}

static __attribute__((noinline)) Hashed *hashed_add(Hashed *map, const char *key, const char *text,
                                                    double real) {
    Hashed *hashed = hashed_new(key, text, real);
    HASH_ADD_KEYPTR(hh, map, hashed->key, strlen(hashed->key), hashed);
    return map;
}

static __attribute__((noinline)) const Hashed *hashed_find(const Hashed *map, const char *key) {
    const Hashed *found = NULL;
    HASH_FIND_STR(map, key, found);
    return found;
}

static void live_uthash(void) {
    Hashed *map = NULL, *hashed, *next;
#define PUT_REAL(i)        map = hashed_add(map, the_keys[i], NULL, i);
#define PUT_TEXT(i, lent)  map = hashed_add(map, the_keys[i], lent, 0);
#define FIND_REAL(i)       bench_use(hashed_find(map, the_keys[i]));
#define FIND_TEXT(i, text) FIND_REAL(i)
    EACH_KEY(PUT_REAL, PUT_TEXT)
    EACH_KEY(FIND_REAL, FIND_TEXT)
#undef PUT_REAL
#undef PUT_TEXT
#undef FIND_REAL
#undef FIND_TEXT
    HASH_ITER(hh, map, hashed, next) {
        HASH_DEL(map, hashed);
        free(hashed->key);
        free(hashed->text);
        free(hashed);
    }
}

typedef struct Boxed {
    char *text;
    double real;
} Boxed;

static Boxed *boxed_new(const char *text, double real) {
    Boxed *boxed = g_new(Boxed, 1);
    *boxed = (Boxed){g_strdup(text), real};
    return boxed;
}

static void boxed_free(void *boxed) {
    g_free(((Boxed *)boxed)->text);
    g_free(boxed);
}

static void live_glib(void) {
    GHashTable *map = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, boxed_free);
#define PUT_REAL(i)        g_hash_table_insert(map, g_strdup(the_keys[i]), boxed_new(NULL, i));
#define PUT_TEXT(i, lent)  g_hash_table_insert(map, g_strdup(the_keys[i]), boxed_new(lent, 0));
#define FIND_REAL(i)       bench_use(g_hash_table_lookup(map, the_keys[i]));
#define FIND_TEXT(i, text) FIND_REAL(i)
    EACH_KEY(PUT_REAL, PUT_TEXT)
    EACH_KEY(FIND_REAL, FIND_TEXT)
#undef PUT_REAL
#undef PUT_TEXT
#undef FIND_REAL
#undef FIND_TEXT
    g_hash_table_destroy(map);
}

/* MARK: ours */

static void live_texts(void) {
    Map *map = map_new();
    MapKey key;
#define PUT_REAL(i)                                                                                \
    key = map_key(the_keys[i]);                                                                    \
    map_set_real(map, &key, i);
#define PUT_TEXT(i, lent)                                                                          \
    key = map_key(the_keys[i]);                                                                    \
    map_set_text(map, &key, lent, sizeof lent##_text - 1);
#define FIND_REAL(i)       bench_use(map_find(map, the_keys[i]));
#define FIND_TEXT(i, text) FIND_REAL(i)
    EACH_KEY(PUT_REAL, PUT_TEXT)
    EACH_KEY(FIND_REAL, FIND_TEXT)
#undef PUT_REAL
#undef PUT_TEXT
#undef FIND_REAL
#undef FIND_TEXT
    map_free(map);
}

static MapKey the_interned[KEYS];

static void live_interned(void) {
    Map *map = map_new();
#define PUT_REAL(i)        map_set_real(map, &the_interned[i], i);
#define PUT_TEXT(i, lent)  map_set_text(map, &the_interned[i], lent, sizeof lent##_text - 1);
#define FIND_REAL(i)       bench_use(map_find_key(map, &the_interned[i]));
#define FIND_TEXT(i, text) FIND_REAL(i)
    EACH_KEY(PUT_REAL, PUT_TEXT)
    EACH_KEY(FIND_REAL, FIND_TEXT)
#undef PUT_REAL
#undef PUT_TEXT
#undef FIND_REAL
#undef FIND_TEXT
    map_free(map);
}

static void live_handles(void) {
    int map = gm_ds_map_create();
    double sum = 0;
#define PUT_REAL(i)        gm_ds_map_set(map, the_keys[i], i);
#define PUT_TEXT(i, lent)  gm_ds_map_set_string(map, the_keys[i], lent);
#define FIND_REAL(i)       sum += gm_ds_map_find_real(map, the_keys[i], -1);
#define FIND_TEXT(i, text) bench_use(gm_ds_map_find_string(map, the_keys[i], ""));
    EACH_KEY(PUT_REAL, PUT_TEXT)
    EACH_KEY(FIND_REAL, FIND_TEXT)
#undef PUT_REAL
#undef PUT_TEXT
#undef FIND_REAL
#undef FIND_TEXT
    bench_use(&sum);
    gm_ds_map_destroy(map);
}

/* MARK: measuring */

typedef struct Way {
    const char *name;
    void (*live)(void);
    int goal; /* instructions; 0: none */
    double instructions, mallocs, ns;
} Way;

static Way the_ways[] = {
    {.name = "fixed array", .live = live_array},
    {.name = "cJSON", .live = live_cjson},
    {.name = "uthash", .live = live_uthash},
    {.name = "GHashTable", .live = live_glib},
    {.name = "keys as texts", .live = live_texts, .goal = GOAL_TEXTS},
    {.name = "interned keys", .live = live_interned, .goal = GOAL_INTERNED},
    {.name = "gm_ds_map_..., by handle", .live = live_handles},
};
enum { WAYS = sizeof the_ways / sizeof *the_ways, FIRST_OF_OURS = 4 };

/* What is counted. Not inlined: callgrind knows it by its name. */
__attribute__((noinline)) void bench_lives(void (*live)(void));
__attribute__((noinline)) void bench_lives(void (*live)(void)) {
    for (int i = 0; i < LIVES; i++)
        live();
}

static void open_ours(void) {
    ds_open();
    for (int i = 0; i < KEYS; i++)
        the_interned[i] = map_key_static(the_keys[i]);
}

static void run_counted(int way) {
    open_ours();
    the_ways[way].live(); /* what is bound or kept at the first call is no part of a life */
    bench_lives(the_ways[way].live);
    ds_close();
}

/* Instructions of one life; -1: callgrind is not there. */
static double count_instructions(const char *program, int way) {
    char command[512], line[256];
    double collected = -1;
    snprintf(command, sizeof command,
             "valgrind --tool=callgrind --toggle-collect=bench_lives "
             "--callgrind-out-file=/dev/null '%s' --way %d 2>&1",
             program, way);
    FILE *output = popen(command, "r");
    while (output != NULL && fgets(line, sizeof line, output) != NULL) {
        const char *found = strstr(line, "Collected : ");
        if (found != NULL) collected = atof(found + strlen("Collected : "));
    }
    if (output != NULL) pclose(output);
    return collected < 0 ? -1 : collected / LIVES;
}

static void live_many(void *way) {
    bench_lives(((const Way *)way)->live);
}

static void measure(const char *program) {
    Bench benches[WAYS];
    open_ours();
    for (int i = 0; i < WAYS; i++)
        benches[i] = (Bench){.run = live_many, .context = &the_ways[i]};
    bench_race(benches, WAYS, ROUNDS);
    for (int i = 0; i < WAYS; i++) {
        the_ways[i].ns = benches[i].best / LIVES;
        size_t before = the_mallocs;
        bench_lives(the_ways[i].live);
        the_ways[i].mallocs = (double)(the_mallocs - before) / LIVES;
        the_ways[i].instructions = count_instructions(program, i);
    }
    ds_close();
}

static void say_row(const Way *ours, const Way *limit, const Way *others) {
    char name[80], alternative[80], goal[40] = "";
    snprintf(name, sizeof name, "instructions, %s", ours->name);
    snprintf(alternative, sizeof alternative, "%.0f / %.0f / %.0f", others[0].instructions,
             others[1].instructions, others[2].instructions);
    if (ours->goal > 0) snprintf(goal, sizeof goal, "at most %d", ours->goal);
    bench_row(name, bench_text(limit->instructions, ""), alternative,
              bench_text(ours->instructions, ""), ours->instructions / limit->instructions, goal,
              ours->instructions <= ours->goal);
    snprintf(name, sizeof name, "nanoseconds, %s", ours->name);
    snprintf(alternative, sizeof alternative, "%.0f / %.0f / %.0f", others[0].ns, others[1].ns,
             others[2].ns);
    bench_row(name, bench_text(limit->ns, "ns"), alternative, bench_text(ours->ns, "ns"),
              ours->ns / limit->ns, "", true);
    snprintf(name, sizeof name, "mallocs, %s", ours->name);
    snprintf(alternative, sizeof alternative, "%.0f / %.0f / %.0f", others[0].mallocs,
             others[1].mallocs, others[2].mallocs);
    bench_row(name, bench_text(limit->mallocs, ""), alternative, bench_text(ours->mallocs, ""), -1,
              "none", ours->mallocs <= 0);
}

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "--way") == 0) {
        run_counted(atoi(argv[2]));
        return 0;
    }
    bench_title("An async map's life: 8 keys (limit: a fixed array; others: cJSON / uthash / "
                "GHashTable)");
    measure(argv[0]);
    if (the_ways[0].instructions < 0) {
        bench_row("an async map's life (valgrind is missing)", "", "", "", -1, "", false);
        return 0;
    }
    for (int i = FIRST_OF_OURS; i < WAYS; i++)
        say_row(&the_ways[i], &the_ways[0], &the_ways[1]);
    return 0;
}
