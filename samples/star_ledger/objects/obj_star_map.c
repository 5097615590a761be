/* obj_star_map: a larger download with progress, straight into a file; then the file is shown. */
#include "ledger.h"

enum { ASK = 0, RETRY_STEPS = 300 };
static const char file[] = "star_map.png";

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    StarMap *my = gm_vars(self);
    my->request = my->sprite = GM_NONE;
    gm_alarm_set(self, ASK, 1);
}

static void on_alarm(GmInstance *self, const GmEvent *event) {
    (void)event;
    StarMap *my = gm_vars(self);
    my->trouble[0] = '\0';
    my->request = gm_http_get_file(ledger_url("/star_map.png"), file);
}

static void fail(GmInstance *self, StarMap *my, const char *why) {
    gm_copy_text(my->trouble, sizeof my->trouble, why);
    my->share = 0;
    gm_alarm_set(self, ASK, RETRY_STEPS);
}

static void on_http(GmInstance *self, const GmEvent *event) {
    StarMap *my = gm_vars(self);
    const GmAsyncHttp *answer = gm_async_http(event);
    if (answer->id != my->request) return;
    if (answer->content_length > 0) my->share = answer->size_downloaded / answer->content_length;
    if (answer->status > 0) return;
    my->request = GM_NONE;
    const char *why = ledger_why(answer, 200);
    if (why[0] == '\0')
        my->sprite = gm_sprite_add_ext(answer->result, 1, 0, 0, true);
    else
        fail(self, my, why);
}

static void on_image(GmInstance *self, const GmEvent *event) {
    StarMap *my = gm_vars(self);
    const GmAsyncImage *picture = gm_async_image(event);
    if (picture->id != my->sprite) return;
    if (picture->status == 0) {
        self->visible = true;
        return;
    }
    gm_sprite_delete(my->sprite);
    my->sprite = GM_NONE;
    fail(self, my, "the map is no picture");
}

static void step(GmInstance *self, const GmEvent *event) {
    (void)event;
    StarMap *my = gm_vars(self);
    if (self->visible) my->light = gm_lerp(my->light, 1, 0.02);
}

static void draw(GmInstance *self, const GmEvent *event) {
    const StarMap *my = gm_vars(self);
    (void)event;
    gm_draw_sprite_ext(my->sprite, 0, self->x, self->y, 1, 1, 0, GM_C_WHITE, my->light);
}

const GmObject obj_star_map = {
    .invisible = true, /* until the picture is there */
    .vars = GM_VARS(StarMap, request, sprite, share, light, trouble),
    .on = {[GM_CREATE] = create,
           [GM_ALARM(ASK)] = on_alarm,
           [GM_ASYNC_HTTP] = on_http,
           [GM_ASYNC_IMAGE_LOADED] = on_image,
           [GM_STEP] = step,
           [GM_DRAW] = draw},
};
