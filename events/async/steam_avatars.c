/* The pictures of Steam's simulated players: drawn on a lane of one thread, kept until the end. */
#include "steam_simulator.h"

#include "../../platform/mem.h"
#include "steam.h"

#include <stdatomic.h>
#include <string.h>

typedef struct Avatar {
    Job job;
    int request;
    int64_t user;
    int side;
    char *picture;
    Image image;         /* the worker's, until: */
    atomic_bool is_done; /* then main's */
    bool is_told;
} Avatar;

static struct {
    Avatar **items; /* an image's number is its place, from 1 */
    int count, capacity;
    Lane *lane;
} the_avatars;

static void draw(Job *job) { /* Thread: worker */
    Avatar *avatar = (Avatar *)job;
    players_draw(&avatar->image, avatar->picture, avatar->user, avatar->side);
    atomic_store(&avatar->is_done, true);
}

static const Avatar *finished(int image) {
    if (image < 1 || image > the_avatars.count) return NULL;
    const Avatar *avatar = the_avatars.items[image - 1];
    return avatar->is_told && avatar->image.pixels != NULL ? avatar : NULL;
}

static int order(const Player *player, int side) {
    Avatar *avatar = mem_alloc(sizeof *avatar);
    avatar->job = (Job){.name = "draw avatar", .work = draw};
    avatar->request = request_open(&steam_source, "gm_steam_get_user_avatar")->id;
    avatar->user = player->id;
    avatar->side = side;
    avatar->picture = mem_text(player->picture);
    MEM_RESERVE(the_avatars.items, the_avatars.capacity, the_avatars.count + 1);
    the_avatars.items[the_avatars.count++] = avatar;
    lane_submit(the_avatars.lane, &avatar->job);
    return -1;
}

int steam_avatar(int64_t user, int size) {
    static const int sides[] = {32, 64, 184};
    const Player *player = players_find(&the_steam_simulator.players, user);
    if (player == NULL) return 0;
    for (int i = 0; i < the_avatars.count; i++) {
        const Avatar *avatar = the_avatars.items[i];
        if (avatar->user == user && avatar->side == sides[size])
            return finished(i + 1) != NULL ? i + 1 : avatar->is_told ? 0 : -1;
    }
    return order(player, sides[size]);
}

bool steam_avatar_size(int image, int *width, int *height) {
    const Avatar *avatar = finished(image);
    if (avatar == NULL) return false;
    *width = *height = avatar->side;
    return true;
}

bool steam_avatar_rgba(int image, uint8_t *rgba, int bytes) {
    const Avatar *avatar = finished(image);
    uint8_t *pixels = NULL;
    if (avatar != NULL && bytes == avatar->side * avatar->side * 4)
        pixels = image_to_rgba(&avatar->image);
    if (pixels != NULL) memcpy(rgba, pixels, (size_t)bytes);
    mem_free(pixels);
    return pixels != NULL;
}

void steam_avatars_open(void) {
    the_avatars.lane = lane_open("avatars", 1);
}

void steam_avatars_poll(void) {
    for (int i = 0; i < the_avatars.count; i++) {
        Avatar *avatar = the_avatars.items[i];
        if (avatar->is_told || !atomic_load(&avatar->is_done)) continue;
        avatar->is_told = true;
        bool is_there = avatar->image.pixels != NULL;
        steam_answer_avatar(avatar->request, avatar->user, is_there ? i + 1 : 0, avatar->side,
                            avatar->side);
    }
}

void steam_avatars_close(void) {
    lane_close(the_avatars.lane);
    for (int i = 0; i < the_avatars.count; i++) {
        image_free(&the_avatars.items[i]->image);
        mem_free(the_avatars.items[i]->picture);
        mem_free(the_avatars.items[i]);
    }
    mem_free(the_avatars.items);
    memset(&the_avatars, 0, sizeof the_avatars);
}
