/* The roster of sound devices by SDL. Its events are only taken as a hint to look: they come twice
 * for some devices, never for others, and do not say which one went. What is told is the difference
 * between the names that were told and those that are there. */
#include "audio_roster.h"
#include "mem.h"
#include "sdl.h"

enum { PLAYS, RECORDS, DIRECTIONS, DEVICES = 32, ASK_EVERY_MS = 200, ASK_TIMES = 5 };

typedef struct Names {
    char *items[DEVICES];
    int count;
} Names;

static struct {
    bool is_open, may_differ;
    Names told[DIRECTIONS];
    char *standard; /* the default device's name; "" none */
    int questions;  /* after devices changed: how often to ask for it still */
    Uint64 asked_at;
} the_roster;

/* MARK: names */

static int find(const Names *names, const char *name) {
    for (int i = 0; i < names->count; i++)
        if (SDL_strcmp(names->items[i], name) == 0) return i;
    return -1;
}

static void add(Names *names, const char *name) {
    if (name != NULL && names->count < DEVICES) names->items[names->count++] = mem_text(name);
}

static void take_out(Names *names, int at) {
    mem_free(names->items[at]);
    names->items[at] = names->items[--names->count];
}

static void empty(Names *names) {
    while (names->count > 0)
        take_out(names, 0);
}

static Names present(int direction) {
    Names names = {.count = 0};
    int count = SDL_GetNumAudioDevices(direction); /* -1: it does not know */
    for (int i = 0; i < count; i++)
        add(&names, SDL_GetAudioDeviceName(i, direction));
    return names;
}

/* mem_free */
static char *standard_name(void) {
    char *name = NULL;
    SDL_AudioSpec spec;
    bool known = SDL_GetDefaultAudioInfo(&name, &spec, 0) == 0 && name != NULL;
    char *copy = mem_text(known ? name : "");
    SDL_free(name);
    return copy;
}

/* MARK: opening */

void audio_roster_open(void) {
    for (int direction = 0; direction < DIRECTIONS; direction++)
        the_roster.told[direction] = present(direction);
    the_roster.standard = standard_name();
    the_roster.questions = 0;
    the_roster.is_open = true;
}

void audio_roster_close(void) {
    for (int direction = 0; direction < DIRECTIONS; direction++)
        empty(&the_roster.told[direction]);
    mem_free(the_roster.standard);
    the_roster.standard = NULL;
    the_roster.is_open = the_roster.may_differ = false;
}

/* MARK: telling */

static bool tell(WindowEvent *event, WindowEventKind kind, int direction, const char *name) {
    *event = (WindowEvent){.kind = kind, .key = direction};
    SDL_strlcpy(event->text, name, sizeof event->text);
    return true;
}

static bool tell_difference(WindowEvent *event, int direction) {
    Names now = present(direction), *told = &the_roster.told[direction];
    bool differs = false;
    for (int i = 0; i < told->count && !differs; i++) {
        if (find(&now, told->items[i]) >= 0) continue;
        differs = tell(event, WINDOW_AUDIO_REMOVED, direction, told->items[i]);
        take_out(told, i);
    }
    for (int i = 0; i < now.count && !differs; i++) {
        if (find(told, now.items[i]) >= 0) continue;
        differs = tell(event, WINDOW_AUDIO_ADDED, direction, now.items[i]);
        add(told, now.items[i]);
    }
    empty(&now);
    return differs;
}

/* SDL learns of another default only when a device comes or goes, and a little later. */
static bool tell_standard(WindowEvent *event) {
    Uint64 now = SDL_GetTicks64();
    if (the_roster.questions == 0 || now < the_roster.asked_at + ASK_EVERY_MS) return false;
    the_roster.questions--;
    the_roster.asked_at = now;
    char *name = standard_name();
    bool differs = SDL_strcmp(name, the_roster.standard) != 0;
    mem_free(the_roster.standard);
    the_roster.standard = name;
    return differs && tell(event, WINDOW_AUDIO_DEFAULT, PLAYS, name);
}

void audio_roster_look(void) {
    the_roster.may_differ = true;
    the_roster.questions = ASK_TIMES;
    the_roster.asked_at = SDL_GetTicks64();
}

bool audio_roster_tell(WindowEvent *event) {
    if (!the_roster.is_open) return false;
    for (int direction = 0; the_roster.may_differ && direction < DIRECTIONS; direction++)
        if (tell_difference(event, direction)) return true;
    the_roster.may_differ = false;
    return tell_standard(event);
}
