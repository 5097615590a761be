/* The desktop's own dialogs: a worker of the lane "dialog" starts one and waits for its end. */
#include "dialog.h"

#include "../../platform/log.h"
#include "../../platform/mem.h"

#include <stddef.h>

/* The worker's, from submit until it posted the answer. */
typedef struct DesktopJob {
    Job job;
    Request *request;
    DialogAsk ask;
} DesktopJob;

static struct {
    Lane *lane;            /* NULL: no dialog was shown yet */
    char why[256];         /* the worker's, until it sets: */
    atomic_bool is_broken; /* the open dialog could not be shown */
} the_desktop;

static void work(Job *base) { /* Thread: worker */
    DesktopJob *job = (DesktopJob *)base;
    DialogAnswer answer;
    if (dialog_process_ask(&job->ask, &job->request->cancelled, &answer, the_desktop.why)) {
        dialog_answer(job->request, job->ask.kind, &answer);
        dialog_answer_free(&answer);
    } else {
        atomic_store(&the_desktop.is_broken, true);
    }
    dialog_ask_free(&job->ask);
    mem_free(job);
}

static DialogOpening open(const DialogAsk *ask, Request *request) {
    if (!dialog_process_is_there()) {
        log_warn("there is no zenity, or no display for it: dialogs are drawn in the window");
        return DIALOG_UNABLE;
    }
    if (the_desktop.lane == NULL) the_desktop.lane = lane_open("dialog", 1);
    DesktopJob *job = mem_alloc(sizeof *job);
    job->job = (Job){.name = "dialog", .work = work};
    job->request = request;
    dialog_ask_copy(&job->ask, ask);
    lane_submit(the_desktop.lane, &job->job);
    return DIALOG_OPENED;
}

static bool poll(void) {
    if (!atomic_exchange(&the_desktop.is_broken, false)) return true;
    log_warn("%s: dialogs are drawn in the window", the_desktop.why);
    return false;
}

static void close(void) {
    lane_close(the_desktop.lane);
    the_desktop.lane = NULL;
    atomic_store(&the_desktop.is_broken, false);
}

const DialogBackEnd dialog_desktop = {.name = "zenity", .open = open, .poll = poll, .close = close};
