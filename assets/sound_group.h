/* Audio groups: sounds that are decoded together when a game asks for it. Group 0, the default, is
 * always loaded. Thread: main. */
#ifndef ASSETS_SOUND_GROUP_H
#define ASSETS_SOUND_GROUP_H

#include "sound.h"

typedef enum SoundGroupState { GROUP_UNLOADED, GROUP_LOADING, GROUP_LOADED } SoundGroupState;

typedef struct SoundGroup {
    char *name;
    SoundGroupState state;
    Fade gain;
    char **members; /* names of sounds */
    int count, capacity;
} SoundGroup;

void sound_groups_open(void); /* the default group alone */
void sound_groups_close(void);
int sound_group_create(const char *name);
void sound_group_claim(int group, const char *sound); /* before that sound is created */
int sound_group_claiming(const char *sound);          /* 0: none does */
SoundGroup *sound_group_of(int group);                /* NULL: no such group */
bool sound_group_is_loaded(int group);                /* also if nothing is in it */

#endif
