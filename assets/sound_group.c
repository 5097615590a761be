/* Audio groups: names, members, state. Loading is events/async/audio_group.c. */
#include "sound_group.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../runtime/gm_audio.h"

#include <string.h>

static struct {
    SoundGroup *items;
    int count, capacity;
} the_groups;

void sound_groups_open(void) {
    sound_groups_close();
    sound_group_create("audiogroup_default");
    the_groups.items[0].state = GROUP_LOADED;
}

void sound_groups_close(void) {
    for (int i = 0; i < the_groups.count; i++) {
        SoundGroup *group = &the_groups.items[i];
        for (int k = 0; k < group->count; k++)
            mem_free(group->members[k]);
        mem_free(group->members);
        mem_free(group->name);
    }
    mem_free(the_groups.items);
    memset(&the_groups, 0, sizeof the_groups);
}

int sound_group_create(const char *name) {
    MEM_RESERVE(the_groups.items, the_groups.capacity, the_groups.count + 1);
    the_groups.items[the_groups.count] =
        (SoundGroup){.name = mem_text(name), .gain = fade_at_once(1)};
    return the_groups.count++;
}

void sound_group_claim(int group, const char *sound) {
    SoundGroup *claiming = &the_groups.items[group];
    MEM_RESERVE(claiming->members, claiming->capacity, claiming->count + 1);
    claiming->members[claiming->count++] = mem_text(sound);
}

int sound_group_claiming(const char *sound) {
    for (int i = 1; i < the_groups.count; i++)
        for (int k = 0; k < the_groups.items[i].count; k++)
            if (strcmp(the_groups.items[i].members[k], sound) == 0) return i;
    return 0;
}

SoundGroup *sound_group_of(int group) {
    return group >= 0 && group < the_groups.count ? &the_groups.items[group] : NULL;
}

static int group_named(const char *name) {
    for (int i = 0; name != NULL && i < the_groups.count; i++)
        if (strcmp(the_groups.items[i].name, name) == 0) return i;
    return GM_NONE;
}

bool sound_group_is_loaded(int group) {
    const SoundGroup *loaded = sound_group_of(group);
    return loaded != NULL && (loaded->state == GROUP_LOADED || loaded->count == 0);
}

int gm_audio_group(const char *name) {
    int group = group_named(name);
    if (group == GM_NONE)
        log_warn_once("there is no audio group \"%s\" in this game",
                      name != NULL ? name : "(null)");
    return group;
}

const char *gm_audio_group_name(int group) {
    const SoundGroup *named = sound_group_of(group);
    return named != NULL ? named->name : "";
}

int gm_audio_group_get_assets(int group, int *sounds, int most) {
    int count = 0;
    for (int i = 0; i < sound_count(); i++) {
        const Sound *sound = sound_of(i);
        if (sound == NULL || sound->group != group) continue;
        if (count < most) sounds[count] = i;
        count++;
    }
    return count;
}
