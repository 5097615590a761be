/* obj_lobby: where a duel begins: who hosts, who joins, and by which way. Also reads the line the
 * game was started with. */
#include "tanks.h"

#include <stdlib.h>
#include <string.h>

enum { IDLE_STEPS = 180 };

typedef struct Lobby {
    bool is_open;
    int idle_steps, port;
    char host[48], trouble[64];
} Lobby;

static void go(Lobby *my, const char *host, bool watches) {
    wire_join(host, my->port, watches);
    my->is_open = false;
    my->trouble[0] = '\0';
}

static void host_and_join(Lobby *my, bool watches) {
    if (server_open(my->port))
        go(my, "127.0.0.1", watches);
    else
        gm_copy_text(my->trouble, sizeof my->trouble,
                     gm_text("port %d to %d: taken. Is a server there already?", my->port,
                             my->port + WAYS - 1));
}

static void leave(Lobby *my) {
    wire_leave();
    server_close();
    my->is_open = true;
    my->idle_steps = 0;
}

/* "server [PORT]" or "join [HOST [PORT]]" */
static void read_line(Lobby *my) {
    const char *what = gm_parameter_string(1);
    bool serves = strcmp(what, "server") == 0, joins = strcmp(what, "join") == 0;
    const char *port = gm_parameter_string(serves ? 2 : 3);
    if (port[0] != '\0') my->port = atoi(port);
    if (joins && gm_parameter_count() > 1)
        gm_copy_text(my->host, sizeof my->host, gm_parameter_string(2));
    if (serves && server_open(my->port))
        gm_show_debug_message("listening: TCP %d, UDP %d, WebSocket %d", my->port,
                              my->port + WAY_UDP, my->port + WAY_WS);
    else if (serves)
        gm_game_end();
    if (joins) go(my, my->host, false);
    my->is_open = !serves && !joins;
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Lobby *my = gm_vars(self);
    my->port = PORT;
    gm_copy_text(my->host, sizeof my->host, "127.0.0.1");
    gm_alarm_set(self, 0, 1); /* the wire is made after this */
}

static void on_start(GmInstance *self, const GmEvent *event) {
    (void)event;
    read_line(gm_vars(self));
}

static void choose_way(void) {
    static const char keys[WAYS] = {'T', 'U', 'W'};
    for (int way = 0; way < WAYS; way++)
        if (gm_keyboard_check_pressed(keys[way])) wire()->way = (Way)way;
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    Lobby *my = gm_vars(self);
    if (!my->is_open) {
        if (gm_keyboard_check_pressed(GM_VK_ESCAPE)) leave(my);
        return;
    }
    my->idle_steps = gm_keyboard_check(GM_VK_ANYKEY) ? 0 : my->idle_steps + 1;
    choose_way();
    if (gm_keyboard_check_pressed('H') || my->idle_steps == IDLE_STEPS)
        host_and_join(my, my->idle_steps == IDLE_STEPS); /* nobody is here: machines fight */
    else if (gm_keyboard_check_pressed('J'))
        go(my, my->host, false);
}

static void draw_gui(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Lobby *my = gm_vars(self);
    if (!my->is_open) return;
    gm_draw_set_alpha(0.7);
    gm_draw_set_colour(INK);
    gm_draw_rectangle(110, 70, 530, 300, false);
    gm_draw_set_alpha(1);
    gm_draw_sprite("spr_title", 0, 320 - gm_sprite_get_width(gm_sprite("spr_title")) / 2, 90);
    note(320, 162, "H   host a duel here", 2, CREAM, GM_FA_CENTER);
    note(320, 186, gm_text("J   join %s", my->host), 2, CREAM, GM_FA_CENTER);
    for (int way = 0; way < WAYS; way++)
        note(210 + way * 110, 228, gm_text("%c  %s", "TUW"[way], way_name(way)), 1,
             wire()->way == (Way)way ? GOLD : STONE, GM_FA_CENTER);
    note(320, 250, "arrows drive, space shoots, escape leaves", 1, ASH, GM_FA_CENTER);
    note(320, 272, my->trouble, 1, CORAL, GM_FA_CENTER);
}

const GmObject obj_lobby = {
    .vars = GM_VARS(Lobby, is_open, idle_steps, port, host, trouble),
    .on = {[GM_CREATE] = create,
           [GM_ALARM(0)] = on_start,
           [GM_STEP] = step,
           [GM_DRAW_GUI] = draw_gui},
};
