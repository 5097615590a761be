/* obj_web: what is fetched: HTTP (62) and pictures (60), from an origin that can be late and fail.
 */
#include "lab.h"

typedef struct Web {
    int broken; /* which broken picture comes next */
} Web;

enum { BROKEN = 3, TIME_OUT_MS = 2000 };

/* MARK: HTTP */

void act_get(int button) {
    open_add(62, gm_http_get(url_delayed("/hello")), button, "GET");
}

void act_post(int button) {
    open_add(62, gm_http_post_string(url_delayed("/echo"), "{\"one\": 1, \"two\": [1, 2]}"), button,
             "POST");
}

void act_file(int button) {
    open_add(62, gm_http_get_file(url_delayed("/hello"), "lab/hello.txt"), button, "GET to file");
}

void act_large(int button) {
    int buffer = gm_buffer_create(1024, GM_BUFFER_GROW, 1);
    int id = gm_http_request_ext(&(GmHttpRequest){
        .url = gm_text("%s/fifty", gm_game_origin()), .has_buffer = true, .body_buffer = buffer});
    Open *open = open_add(62, id, button, "50 MB");
    if (open != NULL)
        open->buffer = buffer;
    else
        gm_buffer_delete(buffer);
}

void act_fail(int button) {
    int id = gm_http_request_ext(&(GmHttpRequest){.url = url_failing(), .timeout_ms = TIME_OUT_MS});
    open_add(62, id, button, "GET that fails");
}

/* MARK: pictures */

void act_picture(int button) {
    picture_ask(url_delayed("/flask.png"), 4, true, button);
}

void act_huge(int button) {
    picture_ask(gm_text("%s/large.png", gm_game_origin()), 1, true, button);
}

void act_broken(int button) {
    static const char *const paths[BROKEN] = {"/damaged.png", "/text.png", "/fail/404"};
    Web *my = gm_vars(gm_instance("obj_web"));
    picture_ask(gm_text("%s%s", gm_game_origin(), paths[my->broken++ % BROKEN]), 1, true, button);
}

const GmObject obj_web = {
    .vars = GM_VARS(Web, broken),
};
