/* Lists of scores, kept sorted. */
#include "origin_store.h"
#include "mem.h"

#include <stdbool.h>
#include <string.h>

enum { MOST_SCORES = 10000, MOST_NAME_BYTES = 64 };

static ScoreList *list_named(Stores *stores, const char *name) {
    for (int i = 0; i < stores->count; i++)
        if (strcmp(stores->lists[i].name, name) == 0) return &stores->lists[i];
    MEM_RESERVE(stores->lists, stores->capacity, stores->count + 1);
    ScoreList *list = &stores->lists[stores->count++];
    *list = (ScoreList){.name = mem_text(name)};
    return list;
}

/* Puts it in its place and returns its rank, 1 for the best. */
static int insert(ScoreList *list, const char *name, double score) {
    MEM_RESERVE(list->scores, list->capacity, list->count + 1);
    int place = list->count++;
    for (; place > 0 && list->scores[place - 1].score < score; place--)
        list->scores[place] = list->scores[place - 1];
    list->scores[place] = (Score){mem_text(name), score};
    if (list->count > MOST_SCORES) mem_free(list->scores[--list->count].name);
    return place + 1;
}

char *stores_print(cJSON *json) {
    char *printed = cJSON_PrintUnformatted(json);
    char *text = mem_text(printed != NULL ? printed : "{}");
    cJSON_free(printed);
    cJSON_Delete(json);
    return text;
}

char *stores_add(Stores *stores, const char *list, const char *json, int *status) {
    cJSON *asked = cJSON_Parse(json), *answer = cJSON_CreateObject();
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(asked, "name"));
    const cJSON *score = cJSON_GetObjectItemCaseSensitive(asked, "score");
    bool fits =
        name != NULL && name[0] != '\0' && strlen(name) <= MOST_NAME_BYTES && cJSON_IsNumber(score);
    *status = fits ? 201 : 400;
    if (fits)
        cJSON_AddNumberToObject(answer, "rank",
                                insert(list_named(stores, list), name, score->valuedouble));
    else
        cJSON_AddStringToObject(answer, "error",
                                "{\"name\": a text of 1 to 64 bytes, \"score\": a number} was "
                                "expected");
    cJSON_Delete(asked);
    return stores_print(answer);
}

char *stores_top(Stores *stores, const char *name, int top) {
    const ScoreList *list = list_named(stores, name);
    cJSON *answer = cJSON_CreateObject(), *scores = cJSON_AddArrayToObject(answer, "scores");
    for (int i = 0; i < list->count && i < top; i++) {
        cJSON *row = cJSON_CreateObject();
        cJSON_AddStringToObject(row, "name", list->scores[i].name);
        cJSON_AddNumberToObject(row, "score", list->scores[i].score);
        cJSON_AddItemToArray(scores, row);
    }
    return stores_print(answer);
}

void stores_close(Stores *stores) {
    for (int i = 0; i < stores->count; i++) {
        ScoreList *list = &stores->lists[i];
        for (int j = 0; j < list->count; j++)
            mem_free(list->scores[j].name);
        mem_free(list->scores);
        mem_free(list->name);
    }
    mem_free(stores->lists);
    *stores = (Stores){0};
}
