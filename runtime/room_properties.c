/* Tiled's custom properties: a list of {name, type, value}. */
#include "room_reader.h"

bool room_properties(const JsonPlace *in, RoomTakeProperty take, void *context) {
    JsonPlace list;
    if (!json_list(in, "properties", &list)) return false;
    int index = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, list.value) {
        JsonPlace at = json_item(&list, index++, item);
        const char *name = NULL;
        if (!json_text(&at, "name", &name)) return false;
        JsonPlace value = json_member(&at, "value");
        if (name == NULL || value.value == NULL)
            return json_complain(&at, "expected a property with a \"name\" and a \"value\"");
        if (!take(context, name, &value)) return false;
    }
    return true;
}

bool room_property_number(const JsonPlace *value, double *number) {
    if (!cJSON_IsNumber(value->value))
        return json_complain(value, "expected a number, but it is %s", json_kind(value->value));
    *number = value->value->valuedouble;
    return true;
}

bool room_property_bool(const JsonPlace *value, bool *flag) {
    if (!cJSON_IsBool(value->value))
        return json_complain(value, "expected true or false, but it is %s",
                             json_kind(value->value));
    *flag = cJSON_IsTrue(value->value);
    return true;
}
