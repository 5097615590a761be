/* obj_lab: what each button does: one short function each, which asks for something and shows the
 * request. The answers are taken by obj_log, which shows all of them, and by whoever asked. */
#include "lab.h"

#include <string.h>

static const char *const delays[] = {"/0s", "/1s", "/3s"};
static const char *const delay_names[] = {"NONE", "1 S", "3 S"};
static const char *const failures[] = {"404", "reset", "silent", "cut", "loop", "refused"};
static const char *const failure_names[] = {"404", "RESET", "TIME-OUT", "CUT SHORT", "LOOP", "REFUSED"};
enum { DELAYS = 3, FAILURES = 6, BROKEN = 3, TIME_OUT_MS = 2000 };

static const char *delayed(const char *path) {
    return gm_text("%s%s%s", gm_game_origin(), delays[lab()->delay], path);
}

/* MARK: HTTP */

static void get(int button) {
    open_add(62, gm_http_get(delayed("/hello")), button, "GET");
}

static void post(int button) {
    open_add(62, gm_http_post_string(delayed("/echo"), "{\"one\": 1, \"two\": [1, 2]}"), button, "POST");
}

static void file(int button) {
    open_add(62, gm_http_get_file(delayed("/hello"), "lab/hello.txt"), button, "GET to file");
}

static void large(int button) {
    int buffer = gm_buffer_create(1024, GM_BUFFER_GROW);
    int id = gm_http_request_ext(&(GmHttpRequest){
        .url = gm_text("%s/fifty", gm_game_origin()), .has_buffer = true, .body_buffer = buffer});
    Open *open = open_add(62, id, button, "50 MB");
    if (open != NULL) open->buffer = buffer;
    else gm_buffer_delete(buffer);
}

static void fail(int button) {
    const char *how = failures[lab()->failure];
    bool is_refused = strcmp(how, "refused") == 0;
    const char *url = is_refused ? "http://127.0.0.1:1/" : gm_text("%s/fail/%s", gm_game_origin(), how);
    int id = gm_http_request_ext(&(GmHttpRequest){.url = url, .timeout_ms = TIME_OUT_MS});
    open_add(62, id, button, gm_text("GET: %s", how));
}

/* MARK: pictures and sounds */

static void picture(int button) {
    picture_ask(delayed("/flask.png"), 4, true, button);
}

static void huge(int button) {
    picture_ask(gm_text("%s/large.png", gm_game_origin()), 1, true, button);
}

static void broken(int button) {
    static const char *const paths[BROKEN] = {"/damaged.png", "/text.png", "/fail/404"};
    picture_ask(gm_text("%s%s", gm_game_origin(), paths[lab()->broken++ % BROKEN]), 1, true, button);
}

static void sound(int button) {
    if (lab()->sound != GM_NONE) gm_sound_delete(lab()->sound);
    lab()->sound = gm_sound_add(delayed("/chime.ogg"));
    open_add(61, lab()->sound, button, "sound");
}

static void play(int button) {
    int added = lab()->sound;
    int voice = added != GM_NONE && gm_audio_sound_length(added) > 0
                    ? gm_audio_play_sound(added, 5, false)
                    : gm_audio_play_sound("snd_confirm", 5, false);
    open_add(80, voice, button, "playing");
}

/* MARK: dialogs */

static void message(int button) {
    open_add(63, gm_show_message_async("The game goes on behind this."), button, "message");
}

static void question(int button) {
    open_add(63, gm_show_question_async("Do the pendulums still swing?"), button, "question");
}

static void string(int button) {
    open_add(63, gm_get_string_async("What is your name?", "Pip"), button, "string");
}

static void integer(int button) {
    open_add(63, gm_get_integer_async("How many pendulums are there?", 12), button, "integer");
}

static void login(int button) {
    open_add(63, gm_get_login_async("pip", ""), button, "login");
}

/* MARK: one's own */

/* Raises every number there is, now: each handler runs before gm_event_perform_async returns. */
static void perform(int button) {
    (void)button;
    for (int number = FIRST_ASYNC; number <= LAST_ASYNC; number++) {
        if (event_title(number) == NULL) continue;
        int map = gm_ds_map_create();
        gm_ds_map_set_string(map, "note", "performed");
        gm_ds_map_set(map, "event", number);
        gm_event_perform_async(number, map); /* destroys the map */
    }
}

static void cancel(int button) {
    (void)button;
    open_cancel_all();
}

static void delay(int button) {
    (void)button;
    lab()->delay = (lab()->delay + 1) % DELAYS;
}

static void failure(int button) {
    (void)button;
    lab()->failure = (lab()->failure + 1) % FAILURES;
}

static void clear(int button) {
    (void)button;
    log_clear();
}

/* MARK: entry points */

static const struct {
    const char *name;
    void (*run)(int button);
} actions[] = {{"get", get},         {"post", post},         {"file", file},
               {"large", large},     {"fail", fail},         {"picture", picture},
               {"huge", huge},       {"broken", broken},     {"sound", sound},
               {"play", play},       {"message", message},   {"question", question},
               {"string", string},   {"integer", integer},   {"login", login},
               {"thread", thread_start}, {"perform", perform}, {"cancel", cancel},
               {"delay", delay},     {"failure", failure},   {"clear", clear}};

void lab_do(const char *action, int button) {
    lab()->pressed++;
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
        if (strcmp(actions[i].name, action) == 0) actions[i].run(button);
}

const char *lab_label(const char *action, const char *label) {
    if (strcmp(action, "delay") == 0) return gm_text("%s: %s", label, delay_names[lab()->delay]);
    if (strcmp(action, "failure") == 0)
        return gm_text("%s: %s", label, failure_names[lab()->failure]);
    return label;
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Lab *my = gm_vars(self);
    my->sound = GM_NONE;
}

static void draw(GmInstance *self, const GmEvent *event) {
    (void)self, (void)event;
    gm_draw_sprite("spr_title", 0, 10, 3);
    note(276, 12, "Every asynchronous event, asked for and answered.", MIST, GM_FA_LEFT);
    note(276, 24, "Click, or press the keys. PageUp, PageDown, wheel: the log.", STONE, GM_FA_LEFT);
    note(946, 12, gm_text("step %d", gm_step_count()), MIST, GM_FA_RIGHT);
    note(946, 24, gm_text("%d open", gm_request_count()), gm_request_count() > 0 ? GOLD : STONE,
         GM_FA_RIGHT);
    if (demo_is_on() && gm_step_count() / 30 % 2 == 0)
        note(850, 18, "DEMO: touch anything", GOLD, GM_FA_RIGHT);
}

const GmObject obj_lab = {
    .vars = GM_VARS(Lab, delay, failure, sound, broken, pressed),
    .on = {[GM_CREATE] = create, [GM_DRAW] = draw},
};
