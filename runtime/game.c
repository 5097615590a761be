/* The running game: everything opened and closed in order, and the tick in between.
 *
 * Order of opening: log, trace, window, drawing, sound, assets, objects, rooms, pads, sources.
 * Closing is exactly reversed; sources stop their threads first. */
#include "game.h"
#include "../assets/draw.h"
#include "../assets/ds.h"
#include "../assets/buffer.h"
#include "../assets/random.h"
#include "../assets/sound_group.h"
#include "../assets/sprite.h"
#include "../assets/surface.h"
#include "../assets/text.h"
#include "../events/async/dialog.h"
#include "../events/contract.h"
#include "../events/async/system.h"
#include "../events/dispatch.h"
#include "../events/event.h"
#include "../events/pump.h"
#include "../events/service.h"
#include "../objects/collide.h"
#include "../objects/layer_sequence.h"
#include "../objects/motion.h"
#include "../platform/clock.h"
#include "../platform/files.h"
#include "../platform/input.h"
#include "../platform/log.h"
#include "../platform/mem.h"
#include "../platform/mem_late.h"
#include "../platform/pads.h"
#include "../platform/render.h"
#include "../platform/trace.h"
#include "../platform/window.h"
#include "../assets/font.h"
#include "display.h"
#include "draw_frame.h"
#include "files.h"
#include "folder.h"
#include "folder_reload.h"
#include "module.h"
#include "frame.h"
#include "gm.h"
#include "input_tape.h"
#include "keys.h"
#include "crash.h"
#include "overlay.h"
#include "room.h"
#include "screenshots.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MAX_SPEED = 1000, ROUNDS = 10, CATCH_UP_STEPS = 5, SECOND_US = 1000000 };

static struct {
    GmGameDesc desc;
    bool is_open, has_ended;
    int speed; /* steps per second */
    int steps;
    int first_room;
    int64_t next_us; /* when the next step is due */
} the_game;

/* MARK: opening */

static bool check(const GmGameDesc *desc) {
    if (desc->size != sizeof *desc) {
        log_error("GmGameDesc.size is %zu, expected %zu: build the game with this version's gm.h",
                  desc->size, sizeof *desc);
        return false;
    }
    if (desc->folder == NULL && desc->objects == NULL) {
        log_error("GmGameDesc needs a folder, or objects");
        return false;
    }
    return true;
}

static bool open_window(const GameFolder *folder) {
    WindowDesc window = {.title = folder->title,
                         .width = folder->width,
                         .height = folder->height,
                         .scale = folder->scale,
                         .headless = the_game.desc.headless};
    return window_open(&window) && render_open();
}

/* The mapping file that many games share; a game may bring it. */
static void open_pads(void) {
    char mappings[FILES_PATH];
    bool has_mappings = files_find("gamecontrollerdb.txt", mappings, sizeof mappings);
    pads_devices_open(the_game.desc.headless, has_mappings ? mappings : NULL);
}

static void start_game(const GameFolder *folder) {
    ds_open();
    random_open(the_game.desc.seed);
    input_open();
    open_pads();
    keys_open(the_game.desc.paused);
    dispatch_reset();
    if (the_game.desc.check) contract_open(!the_game.desc.fast);
    clock_date_hold(the_game.desc.fast || the_game.desc.settle);
    draw_frame_over(dialog_window_draw);
    dialog_choose(the_game.desc.answers, folder->title);
    services_choose(gm_text("%s/game.json", folder->path != NULL ? folder->path : ""),
                    folder->services);
    pump_open();
    the_game.speed = folder->speed;
    the_game.first_room = folder->first_room;
    the_game.next_us = clock_now_us();
    the_game.is_open = true;
    if (folder->path != NULL && folder->linked == NULL) crash_open();
    room_start_game(the_game.first_room);
}

static bool open_game(GameFolder *folder) {
    if (!open_window(folder)) return false;
    audio_open(&(AudioDesc){.headless = the_game.desc.headless});
    return folder_load(folder);
}

bool game_open(const GmGameDesc *desc) {
    memset(&the_game, 0, sizeof the_game);
    mem_open();
    log_reset();
    if (!check(desc) || !screenshots_open(desc->screenshots)) return false;
    the_game.desc = *desc;
    the_game.speed = 60;
    if (desc->trace != NULL && !trace_open(desc->trace)) return false;
    GameFolder folder;
    if (folder_read(&folder, desc) && open_game(&folder)) {
        start_game(&folder);
        folder_free(&folder);
        return true;
    }
    folder_free(&folder);
    the_game.is_open = true;
    game_close();
    return false;
}

/* MARK: one tick */

static void take_window_events(void) {
    WindowEvent event;
    while (window_poll(&event)) {
        system_hear(&event);
        if (event.kind == WINDOW_CLOSE)
            frame_note_close_button();
        else if (event.kind == WINDOW_RESIZED)
            frame_note_resize();
        else if (!keys_handle(&event) && !dialog_window_input(&event))
            input_tape_feed(&event);
    }
}

/* Waits until the next step is due. Late by more than a few steps: those are given up, so that a
 * slow machine slows the game down instead of making it race afterwards. */
static void wait_for_tick(void) {
    if (the_game.desc.fast) return;
    int64_t step_us = (int64_t)SECOND_US * keys_slowdown() / the_game.speed;
    int64_t now = clock_now_us();
    if (now > the_game.next_us + CATCH_UP_STEPS * step_us) the_game.next_us = now;
    if (now < the_game.next_us) clock_sleep_until_us(the_game.next_us);
    the_game.next_us += step_us;
}

static void end_game(void) {
    room_end_game();
    the_game.has_ended = true;
}

/* Steps and room changes until a step went through: at most ten, so that rooms which send each
 * other to and fro cannot stop the game (runtime-model 1.1). */
static void run_rounds(void) {
    FrameRules rules = {.settle = the_game.desc.settle};
    for (int round = 0; round < ROUNDS; round++) {
        frame_step(&rules);
        if (room_pending() == ROOM_STAY) return;
        if (room_pending() == ROOM_END_GAME) {
            end_game();
            return;
        }
        bool restarts = room_pending() == ROOM_RESTART_GAME;
        room_change();
        if (restarts) return;
    }
}

static void step(void) {
    input_tape_step();
    the_game.steps++;
    int64_t traced = trace_now(), worked = trace_worked(), start = clock_now_us();
    clock_date_move_us(SECOND_US / the_game.speed);
    audio_step(the_game.speed);
    run_rounds();
    overlay_step_took(clock_now_us() - start);
    trace_step(traced, worked, the_game.steps);
    screenshots_step(the_game.steps);
}

bool game_step(void) {
    if (the_game.has_ended) return false;
    take_window_events();
    crash_step();
    folder_reload_step(); /* also while the game is paused */
    if (keys_may_step())
        step();
    else
        render_present(overlay_draw);
    wait_for_tick();
    return !the_game.has_ended;
}

/* MARK: closing */

static void say_what_was_fired(void) {
    char counts[512] = "";
    size_t used = 0;
    for (int number = 60; number <= 80 && used < sizeof counts; number++)
        if (dispatch_count(number) > 0)
            used += (size_t)snprintf(counts + used, sizeof counts - used, "%s%s %u",
                                     used > 0 ? ", " : "", event_name(event_async_kind(number)),
                                     dispatch_count(number));
    log_info("%d steps. Asynchronous events: %s.", the_game.steps, used > 0 ? counts : "none");
}

int game_close(void) {
    if (!the_game.is_open) return 1;
    the_game.is_open = false;
    if (!the_game.has_ended && room_now() != NULL) end_game();
    bool has_crashed = crash_close();
    if (the_game.desc.headless && !the_game.desc.quiet) say_what_was_fired();
    contract_close();
    file_texts_close();
    ini_end();
    gm_file_find_close();
    pump_close();
    services_close();
    input_tape_close();
    pads_devices_close();
    clock_date_hold(false);
    folder_close();
    rooms_close();
    draw_frame_close();
    instances_close();
    layers_close();
    layer_sequences_close();
    collide_close();
    motion_close();
    objects_close();
    module_close();
    ds_close();
    buffers_close();
    sprites_close();
    surfaces_close();
    fonts_close();
    sequences_close();
    draw_close();
    display_reset();
    texts_close();
    overlay_close();
    audio_close();
    sounds_close();
    sound_groups_close();
    render_close();
    window_close();
    mem_late_close();
    trace_close();
    int trouble = log_trouble_count();
    return has_crashed || (the_game.desc.strict && trouble > 0) ? 1 : 0;
}

/* MARK: the whole run */

static void say_progress(int steps) {
    if (!the_game.desc.headless || the_game.desc.quiet || steps % the_game.speed != 0) return;
    log_info("step %d%s%s: %d instances, %d open requests", steps,
             the_game.desc.steps > 0 ? " of " : "",
             the_game.desc.steps > 0 ? gm_text("%d", the_game.desc.steps) : "",
             instances_all()->count, request_count());
}

int gm_game_run(const GmGameDesc *desc) {
    if (!game_open(desc)) return 1;
    bool goes_on = true;
    while (goes_on && (desc->steps == 0 || the_game.steps < desc->steps)) {
        int before = the_game.steps;
        goes_on = game_step();
        if (the_game.steps != before) say_progress(the_game.steps);
    }
    return game_close();
}

/* MARK: what games may ask */

void gm_game_end(void) {
    room_ask(ROOM_END_GAME, GM_NONE);
}

void gm_game_restart(void) {
    room_ask(ROOM_RESTART_GAME, the_game.first_room);
}

void gm_game_set_speed(int steps_per_second) {
    if (steps_per_second >= 1 && steps_per_second <= MAX_SPEED)
        the_game.speed = steps_per_second;
    else
        log_warn_once("gm_game_set_speed: %d is not 1 to %d", steps_per_second, MAX_SPEED);
}

int gm_game_get_speed(void) {
    return the_game.speed;
}

int gm_step_count(void) {
    return the_game.steps;
}

double gm_current_time(void) {
    return the_game.steps * 1000.0 / the_game.speed;
}

int gm_delta_time(void) {
    return SECOND_US / the_game.speed;
}

int64_t gm_get_timer(void) {
    return (int64_t)the_game.steps * SECOND_US / the_game.speed;
}

double gm_date_current_datetime(void) {
    return gm_push_date_in(0);
}

void gm_show_debug_message(const char *format, ...) {
    char text[1000];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    log_info("%s", text);
}

int gm_parameter_count(void) {
    int count = 0;
    while (the_game.desc.parameters != NULL && the_game.desc.parameters[count] != NULL)
        count++;
    return count;
}

const char *gm_parameter_string(int n) {
    return n >= 1 && n <= gm_parameter_count() ? the_game.desc.parameters[n - 1] : "";
}
