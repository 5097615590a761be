/* What the objects of this game share, and what goes over the network.
 *
 *   client to server   HELLO   u8 watches            I am here (UDP: again until an answer comes)
 *                      KEYS    u8 bits               what is down now; also says "still here"
 *                      BYE                           UDP has no other way to tell
 *   server to client   SEAT    u8 seat               which tank is yours; NO_SEAT: you watch
 *                      STATE   u32 tick, the World   thirty times a second
 */
#ifndef TANKS_H
#define TANKS_H

#include <gm.h>

enum { HELLO = 'H', KEYS = 'K', BYE = 'B', SEAT = 'S', STATE = 'W' };

/* 0xBBGGRR */
enum {
    INK = 0x1F1012,
    STONE = 0x886260,
    ASH = 0xBA9D94,
    MIST = 0xECDBD3,
    CREAM = 0xC4F0FF,
    GOLD = 0x66D1FF,
    CORAL = 0x666AEC,
    MINT = 0xA5E684
};

/* Ports of a server: this one, and the two behind it. */
enum { PORT = 6510 };
typedef enum Way { WAY_TCP, WAY_UDP, WAY_WS, WAYS } Way;

enum { KEY_FORWARD = 1, KEY_BACK = 2, KEY_LEFT = 4, KEY_RIGHT = 8, KEY_FIRE = 16 };

/* MARK: the world (obj_world.c) */

enum { TANKS = 2, SHELLS = 6, NO_SEAT = 255, WIN = 5 };

typedef struct Tank {
    double x, y, angle; /* room pixels, degrees */
    int score, cooldown;
    bool is_alive, is_person;
} Tank;

typedef struct Shell {
    double x, y, hspeed, vspeed;
    int owner, life; /* life in steps; 0: there is none */
    bool has_bounced;
} Shell;

typedef enum Phase { READY, FIGHT, HIT, OVER } Phase;

typedef struct World {
    Phase phase;
    int steps; /* in this phase */
    Tank tanks[TANKS];
    Shell shells[SHELLS];
    int shots, bounces, hits; /* so far: who sees one more makes a noise */
} World;

void world_reset(World *world);
/* One step: what the keys of each tank do, shells, hits, rounds. */
void world_step(World *world, const int *keys);
bool world_is_wall(double x, double y);
int world_machine_keys(const World *world, int tank); /* what a machine would press */
/* To and from the buffer at its cursor. read: false, it is no world. */
void world_write(const World *world, int buffer);
bool world_read(World *world, int buffer);

/* MARK: the ends of the wire */

/* Of obj_wire. */
typedef enum Link { ALONE, CONNECTING, WAITING, IN, LOST } Link;
typedef struct Wire {
    Way way;
    char host[48];
    int port;
    Link link;
    int socket, steps; /* in this state of the link */
    bool watches;      /* wants no tank */
    int seat, silent;  /* silent: steps without a state */
    unsigned tick;     /* of the state that came last */
    int received, missed;
    World before, now;
    int age; /* steps since now came */
} Wire;
void wire_join(const char *host, int port, bool watches); /* obj_wire.c */
void wire_leave(void);
static inline Wire *wire(void) {
    return gm_vars(gm_instance("obj_wire"));
}
static inline const char *way_name(int way) {
    static const char *const names[WAYS] = {"TCP", "UDP", "WebSocket"};
    return names[way];
}

/* False: the ports are taken. */
bool server_open(int port); /* obj_server.c */
void server_close(void);

static inline void note(double x, double y, const char *words, double scale, GmColour colour,
                        int align) {
    gm_draw_set_font(GM_NONE);
    gm_draw_set_halign(align);
    gm_draw_set_colour(INK);
    gm_draw_text_transformed(x + scale, y + scale, words, scale, scale, 0);
    gm_draw_set_colour(colour);
    gm_draw_text_transformed(x, y, words, scale, scale, 0);
}

#endif
