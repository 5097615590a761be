/* Lists of scores that the mock origin keeps in memory, by name. Thread: worker. */
#ifndef PLATFORM_ORIGIN_STORE_H
#define PLATFORM_ORIGIN_STORE_H

#include <cjson/cJSON.h>

typedef struct Score {
    char *name;
    double score;
} Score;

typedef struct ScoreList {
    char *name;
    Score *scores; /* the best first; of equal ones the oldest first */
    int count, capacity;
} ScoreList;

typedef struct Stores {
    ScoreList *lists;
    int count, capacity;
} Stores;

/* JSON as text, the caller's to mem_free; the JSON is gone. */
char *stores_print(cJSON *json);

void stores_close(Stores *stores);
/* Adds {"name": ..., "score": ...}. Returns what to answer as JSON, the caller's to mem_free, and
 * its code: 201 with the rank, or 400 with what was expected. */
char *stores_add(Stores *stores, const char *list, const char *json, int *status);
/* The best of a list as JSON, the caller's to mem_free. */
char *stores_top(Stores *stores, const char *list, int top);

#endif
