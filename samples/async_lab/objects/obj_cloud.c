/* obj_cloud: one save in the cloud (67). Another machine can save meanwhile; then the lab keeps its
 * own save the first time, the other one the next time, and so on. */
#include "lab.h"

typedef struct Cloud {
    int saves;       /* so far */
    int resolve;     /* the request that ends a conflict; 0: there is none */
    bool keeps_mine; /* the last time */
    int button;      /* that was pressed last */
} Cloud;

static Cloud *cloud(void) {
    return gm_vars(gm_instance("obj_cloud"));
}

void act_cloud_save(int button) {
    Cloud *my = cloud();
    my->button = button;
    open_add(67, gm_cloud_string_save(gm_text("cloud save %d", ++my->saves), "from the lab"),
             button, "cloud save");
}

void act_synchronise(int button) {
    cloud()->button = button;
    open_add(67, gm_cloud_synchronise(), button, "synchronise");
}

void act_conflict(int button) {
    gm_service_simulate(GM_SERVICE_CLOUD, "save what another machine has");
    act_cloud_save(button);
}

static void on_cloud(GmInstance *self, const GmEvent *event) {
    Cloud *my = gm_vars(self);
    const GmAsyncCloud *news = gm_async_cloud(event);
    if (my->resolve > 0 && news->id == my->resolve) my->resolve = 0;
    if (news->status != 2 || my->resolve > 0) return;
    my->keeps_mine = !my->keeps_mine;
    log_note(WHITE, gm_text("conflict: %s is kept", my->keeps_mine ? "mine" : "the other"));
    my->resolve = gm_cloud_resolve(my->keeps_mine);
    open_add(67, my->resolve, my->button, "resolve");
}

const GmObject obj_cloud = {
    .vars = GM_VARS(Cloud, saves, resolve, keeps_mine, button),
    .on = {[GM_ASYNC_CLOUD] = on_cloud},
};
