/* obj_lab: what each button does: one short function each, which asks for something and shows the
 * request. The answers are taken by obj_log, which shows all of them, and by whoever asked. */
#include "lab.h"

#include <string.h>

enum { BROKEN = 3, TIME_OUT_MS = 2000 };

/* MARK: HTTP */

static void get(int button) {
    open_add(62, gm_http_get(url_delayed("/hello")), button, "GET");
}

static void post(int button) {
    open_add(62, gm_http_post_string(url_delayed("/echo"), "{\"one\": 1, \"two\": [1, 2]}"), button,
             "POST");
}

static void file(int button) {
    open_add(62, gm_http_get_file(url_delayed("/hello"), "lab/hello.txt"), button, "GET to file");
}

static void large(int button) {
    int buffer = gm_buffer_create(1024, GM_BUFFER_GROW, 1);
    int id = gm_http_request_ext(&(GmHttpRequest){
        .url = gm_text("%s/fifty", gm_game_origin()), .has_buffer = true, .body_buffer = buffer});
    Open *open = open_add(62, id, button, "50 MB");
    if (open != NULL)
        open->buffer = buffer;
    else
        gm_buffer_delete(buffer);
}

static void fail(int button) {
    int id = gm_http_request_ext(&(GmHttpRequest){.url = url_failing(), .timeout_ms = TIME_OUT_MS});
    open_add(62, id, button, "GET that fails");
}

/* MARK: pictures and sounds */

static void picture(int button) {
    picture_ask(url_delayed("/flask.png"), 4, true, button);
}

static void huge(int button) {
    picture_ask(gm_text("%s/large.png", gm_game_origin()), 1, true, button);
}

static void broken(int button) {
    static const char *const paths[BROKEN] = {"/damaged.png", "/text.png", "/fail/404"};
    picture_ask(gm_text("%s%s", gm_game_origin(), paths[lab()->broken++ % BROKEN]), 1, true,
                button);
}

static void sound(int button) {
    if (lab()->sound != GM_NONE) gm_sound_delete(lab()->sound);
    lab()->sound = gm_sound_add(url_delayed("/chime.ogg"));
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
    switch_delay();
}

static void failure(int button) {
    (void)button;
    switch_failure();
}

static void clear(int button) {
    (void)button;
    log_clear();
}

/* MARK: entry points */

static const struct {
    const char *name;
    void (*run)(int button);
} actions[] = {
    {"get", get},         {"post", post},       {"file", file},       {"large", large},
    {"fail", fail},       {"picture", picture}, {"huge", huge},       {"broken", broken},
    {"sound", sound},     {"play", play},       {"message", message}, {"question", question},
    {"string", string},   {"integer", integer}, {"login", login},     {"thread", thread_start},
    {"perform", perform}, {"cancel", cancel},   {"delay", delay},     {"failure", failure},
    {"clear", clear}};

void lab_do(const char *action, int button) {
    lab()->pressed++;
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
        if (strcmp(actions[i].name, action) == 0) actions[i].run(button);
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Lab *my = gm_vars(self);
    my->sound = GM_NONE;
}

const GmObject obj_lab = {
    .vars = GM_VARS(Lab, sound, broken, pressed),
    .on = {[GM_CREATE] = create},
};
