/* obj_world: the rules of the yard: driving, shells, hits, rounds. The server steps it; nobody else
 * does. The instance itself has nothing to do. */
#include "tanks.h"

#include <math.h>

enum {
    READY_STEPS = 90,
    HIT_STEPS = 80,
    OVER_STEPS = 240,
    COOLDOWN = 36,
    SHELL_LIFE = 150,
    RADIUS = 10,
    BARREL = 17
};
static const double DRIVE = 1.5, REVERSE = 0.9, TURN = 3, SHELL_SPEED = 4.5, SMALL = 16;

bool world_is_wall(double x, double y) {
    return gm_tilemap_get_at_pixel(gm_layer_get_id("Walls"), x, y) != 0;
}

static bool is_blocked(double x, double y) {
    for (int i = 0; i < 8; i++)
        if (world_is_wall(x + gm_lengthdir_x(RADIUS, i * 45), y + gm_lengthdir_y(RADIUS, i * 45)))
            return true;
    return false;
}

/* MARK: rounds */

static void begin_round(World *world) {
    static const double places[TANKS][3] = {{48, 184, 0}, {592, 184, 180}};
    for (int i = 0; i < TANKS; i++) {
        Tank *tank = &world->tanks[i];
        tank->x = places[i][0];
        tank->y = places[i][1];
        tank->angle = places[i][2];
        tank->is_alive = true;
        tank->cooldown = COOLDOWN;
    }
    for (int i = 0; i < SHELLS; i++)
        world->shells[i].life = 0;
    world->phase = READY;
    world->steps = 0;
}

void world_reset(World *world) {
    for (int i = 0; i < TANKS; i++)
        world->tanks[i].score = 0;
    begin_round(world);
}

static void enter(World *world, Phase phase) {
    world->phase = phase;
    world->steps = 0;
}

/* MARK: tanks and shells */

static void fire(World *world, int owner) {
    Tank *tank = &world->tanks[owner];
    for (int i = 0; i < SHELLS; i++) {
        if (world->shells[i].life > 0) continue;
        world->shells[i] = (Shell){.x = tank->x + gm_lengthdir_x(BARREL, tank->angle),
                                   .y = tank->y + gm_lengthdir_y(BARREL, tank->angle),
                                   .hspeed = gm_lengthdir_x(SHELL_SPEED, tank->angle),
                                   .vspeed = gm_lengthdir_y(SHELL_SPEED, tank->angle),
                                   .owner = owner,
                                   .life = SHELL_LIFE};
        tank->cooldown = COOLDOWN;
        world->shots++;
        return;
    }
}

static void drive(World *world, int number, int keys) {
    Tank *tank = &world->tanks[number];
    const Tank *other = &world->tanks[1 - number];
    if (tank->cooldown > 0) tank->cooldown--;
    if (keys & KEY_LEFT) tank->angle += TURN;
    if (keys & KEY_RIGHT) tank->angle -= TURN;
    double speed = keys & KEY_FORWARD ? DRIVE : keys & KEY_BACK ? -REVERSE : 0;
    double x = tank->x + gm_lengthdir_x(speed, tank->angle);
    double y = tank->y + gm_lengthdir_y(speed, tank->angle);
    bool meets = other->is_alive && gm_point_distance(x, y, other->x, other->y) < 2 * RADIUS;
    if (!meets && !is_blocked(x, tank->y)) tank->x = x;
    if (!meets && !is_blocked(tank->x, y)) tank->y = y;
    if (keys & KEY_FIRE && tank->cooldown == 0) fire(world, number);
}

/* Off one wall, once. */
static void bounce(World *world, Shell *shell) {
    if (shell->has_bounced) {
        shell->life = 0;
        return;
    }
    bool across = world_is_wall(shell->x, shell->y - shell->vspeed);
    bool down = world_is_wall(shell->x - shell->hspeed, shell->y);
    shell->x -= shell->hspeed;
    shell->y -= shell->vspeed;
    if (across || !down) shell->hspeed = -shell->hspeed;
    if (down || !across) shell->vspeed = -shell->vspeed;
    shell->has_bounced = true;
    world->bounces++;
}

static void strike(World *world, Shell *shell, int target) {
    int winner = 1 - target; /* also if it was one's own shell */
    shell->life = 0;
    world->tanks[target].is_alive = false;
    world->tanks[winner].score++;
    world->hits++;
    enter(world, world->tanks[winner].score == WIN ? OVER : HIT);
}

static void fly(World *world, Shell *shell) {
    shell->x += shell->hspeed;
    shell->y += shell->vspeed;
    if (--shell->life > 0 && world_is_wall(shell->x, shell->y)) bounce(world, shell);
    for (int i = 0; i < TANKS && shell->life > 0 && world->phase == FIGHT; i++) {
        const Tank *tank = &world->tanks[i];
        bool is_near = gm_point_distance(shell->x, shell->y, tank->x, tank->y) < RADIUS + 2;
        if (is_near && (i != shell->owner || shell->has_bounced)) strike(world, shell, i);
    }
}

void world_step(World *world, const int *keys) {
    world->steps++;
    if (world->phase == READY && world->steps == READY_STEPS) enter(world, FIGHT);
    if (world->phase == HIT && world->steps == HIT_STEPS) begin_round(world);
    if (world->phase == OVER && world->steps == OVER_STEPS) world_reset(world);
    for (int i = 0; i < TANKS; i++)
        if (world->phase == FIGHT && world->tanks[i].is_alive) drive(world, i, keys[i]);
    for (int i = 0; i < SHELLS; i++)
        if (world->shells[i].life > 0) fly(world, &world->shells[i]);
}

/* MARK: machines */

static bool sees(const Tank *from, const Tank *to) {
    double far = gm_point_distance(from->x, from->y, to->x, to->y);
    for (double at = 0; at < far; at += 8)
        if (world_is_wall(gm_lerp(from->x, to->x, at / far), gm_lerp(from->y, to->y, at / far)))
            return false;
    return true;
}

static bool is_free(const Tank *tank, double turn, double far) {
    return !is_blocked(tank->x + gm_lengthdir_x(far, tank->angle + turn),
                       tank->y + gm_lengthdir_y(far, tank->angle + turn));
}

/* Aims at what it sees; else drives on, and turns where there is room. */
int world_machine_keys(const World *world, int number) {
    const Tank *tank = &world->tanks[number], *other = &world->tanks[1 - number];
    if (other->is_alive && sees(tank, other)) {
        double wanted = gm_point_direction(tank->x, tank->y, other->x, other->y);
        double turn = gm_angle_difference(wanted, tank->angle);
        int keys = turn > TURN ? KEY_LEFT : turn < -TURN ? KEY_RIGHT : KEY_FIRE;
        return fabs(turn) < 30 && number == 0 ? keys | KEY_FORWARD : keys;
    }
    bool ahead = is_free(tank, 0, 14) && is_free(tank, 0, 26);
    bool prefers_left = (world->steps / 100 + number) % 2 == 0;
    if (ahead && world->steps % 40 < 30) return KEY_FORWARD;
    if (ahead) return KEY_FORWARD | (prefers_left ? KEY_LEFT : KEY_RIGHT);
    return is_free(tank, prefers_left ? 60 : -60, 20) == prefers_left ? KEY_LEFT : KEY_RIGHT;
}

/* MARK: to and from bytes */

static void write_small(int buffer, double value) {
    gm_buffer_write(buffer, GM_BUFFER_S16, gm_round(value * SMALL));
}

static double read_small(int buffer) {
    return gm_buffer_read(buffer, GM_BUFFER_S16) / SMALL;
}

void world_write(const World *world, int buffer) {
    gm_buffer_write(buffer, GM_BUFFER_U8, world->phase);
    gm_buffer_write(buffer, GM_BUFFER_U16, world->steps);
    gm_buffer_write(buffer, GM_BUFFER_U16, world->shots);
    gm_buffer_write(buffer, GM_BUFFER_U16, world->bounces);
    gm_buffer_write(buffer, GM_BUFFER_U16, world->hits);
    for (int i = 0; i < TANKS; i++) {
        const Tank *tank = &world->tanks[i];
        write_small(buffer, tank->x);
        write_small(buffer, tank->y);
        write_small(buffer, gm_angle_difference(tank->angle, 0));
        gm_buffer_write(buffer, GM_BUFFER_U8, tank->score);
        gm_buffer_write(buffer, GM_BUFFER_U8, tank->is_alive + 2 * tank->is_person);
    }
    for (int i = 0; i < SHELLS; i++) {
        const Shell *shell = &world->shells[i];
        gm_buffer_write(buffer, GM_BUFFER_U8, shell->life);
        if (shell->life == 0) continue;
        write_small(buffer, shell->x);
        write_small(buffer, shell->y);
        write_small(buffer, shell->hspeed);
        write_small(buffer, shell->vspeed);
    }
}

bool world_read(World *world, int buffer) {
    int phase = (int)gm_buffer_read(buffer, GM_BUFFER_U8);
    if (phase < READY || phase > OVER) return false;
    *world = (World){.phase = (Phase)phase};
    world->steps = (int)gm_buffer_read(buffer, GM_BUFFER_U16);
    world->shots = (int)gm_buffer_read(buffer, GM_BUFFER_U16);
    world->bounces = (int)gm_buffer_read(buffer, GM_BUFFER_U16);
    world->hits = (int)gm_buffer_read(buffer, GM_BUFFER_U16);
    for (int i = 0; i < TANKS; i++) {
        Tank *tank = &world->tanks[i];
        tank->x = read_small(buffer);
        tank->y = read_small(buffer);
        tank->angle = read_small(buffer);
        tank->score = (int)gm_buffer_read(buffer, GM_BUFFER_U8);
        int flags = (int)gm_buffer_read(buffer, GM_BUFFER_U8);
        tank->is_alive = flags & 1;
        tank->is_person = flags & 2;
    }
    for (int i = 0; i < SHELLS; i++) {
        Shell *shell = &world->shells[i];
        int life = (int)gm_buffer_read(buffer, GM_BUFFER_U8);
        if (life < 0) return false; /* the packet ended too soon */
        shell->life = life;
        if (life == 0) continue;
        shell->x = read_small(buffer);
        shell->y = read_small(buffer);
        shell->hspeed = read_small(buffer);
        shell->vspeed = read_small(buffer);
    }
    return true;
}

const GmObject obj_world = {0};
