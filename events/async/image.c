/* Image Loaded (event 60): pictures are read, decoded and converted on the lane "decode"; on main
 * their pixels go to the renderer piece by piece, a little in every step. The decoded picture may
 * be large: it goes back to a worker to be freed. */
#include "../../assets/buffer.h"
#include "../../assets/sprite.h"
#include "../../platform/clock.h"
#include "../../platform/files.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../platform/unpack.h"
#include "../../runtime/gm_sprite.h"
#include "../pump.h"
#include "asset_job.h"
#include "http.h"

#include <stdio.h>
#include <string.h>

enum { UPLOAD_US = 1000 }; /* of a step, for all pictures together */

typedef struct ImageJob {
    AssetJob asset;
    int sprite, frame_count, xorigin, yorigin;
    bool prefetch;
    /* the worker's result */
    Image image;
    SpriteBox box;
    int status;
    Sprite *made; /* main's, while pieces are uploaded */
} ImageJob;

static struct {
    int64_t uploaded_until_us; /* of this step */
    bool is_open;
} the_images;

/* MARK: jobs */

static void job_free(ImageJob *job) {
    image_free(&job->image);
    asset_job_free(&job->asset);
}

static void work_on_freeing(Job *job) { /* Thread: worker */
    job_free((ImageJob *)job);
}

/* Giving back the memory of a large picture takes milliseconds: not in a step. */
static void job_free_elsewhere(ImageJob *job) {
    if (job->image.pixels == NULL || !the_images.is_open) {
        job_free(job);
        return;
    }
    job->asset.job = (Job){.name = "free picture", .work = work_on_freeing};
    asset_job_submit(&job->asset);
}

/* MARK: decoding. Thread: worker */

static bool is_data_url(const char *name) {
    return strncmp(name, "data:", 5) == 0;
}

static int status_of(ImageProblem problem) {
    switch (problem) {
    case IMAGE_FINE:
        return 0;
    case IMAGE_NOT_READ:
        return GM_SPRITE_ADD_EXT_ERROR_LOADFAILED;
    case IMAGE_NOT_DECODED:
        break;
    }
    return GM_SPRITE_ADD_EXT_ERROR_DECOMPRESSFAILED;
}

/* For who wonders why there is no picture; the game itself has the event. */
static void say_failed(const ImageJob *job, const char *why) {
    log_info("%.100s: the picture cannot be shown: %s",
             job->asset.name[0] != '\0' ? job->asset.name : "buffer", why);
}

/* "data:image/png;base64,...": its bytes; no base64: none. */
static void unpack_data_url(ImageJob *job) {
    const char *comma = strchr(job->asset.name, ','), *mark = strstr(job->asset.name, ";base64");
    if (comma == NULL || mark == NULL || mark > comma) return;
    job->asset.bytes = unpack_base64(comma + 1, strlen(comma + 1), &job->asset.size);
}

static void decode(ImageJob *job, char *why) {
    if (is_data_url(job->asset.name)) unpack_data_url(job);
    ImageProblem problem = IMAGE_NOT_READ;
    if (job->asset.path != NULL)
        problem = image_decode_file(&job->image, job->asset.path, why);
    else if (job->asset.bytes != NULL)
        problem = image_decode(&job->image, job->asset.bytes, job->asset.size, why);
    else
        snprintf(why, IMAGE_WHY_BYTES, "%s",
                 is_data_url(job->asset.name) ? "expected data:TYPE;base64,BYTES"
                                              : "there is no such file");
    job->status = status_of(problem);
    if (problem == IMAGE_FINE) job->box = sprite_box_of(&job->image, job->frame_count);
    if (!http_is_url(job->asset.name)) job->asset.http_status = problem == IMAGE_NOT_READ ? 0 : 200;
}

static void work(Job *base) {
    ImageJob *job = (ImageJob *)base;
    char why[IMAGE_WHY_BYTES];
    if (request_is_cancelled(job->asset.request))
        job->status = GM_SPRITE_ADD_EXT_ERROR_CANCELLED;
    else
        decode(job, why);
    if (job->image.pixels == NULL && job->status != GM_SPRITE_ADD_EXT_ERROR_CANCELLED)
        say_failed(job, why);
    asset_job_post(&job->asset);
}

static void not_fetched(AssetJob *base, const char *error) {
    ImageJob *job = (ImageJob *)base;
    bool cancelled = request_is_cancelled(job->asset.request);
    job->status =
        cancelled ? GM_SPRITE_ADD_EXT_ERROR_CANCELLED : GM_SPRITE_ADD_EXT_ERROR_LOADFAILED;
    if (error != NULL && !cancelled) say_failed(job, error);
    if (error == NULL) say_failed(job, "the server has no such picture");
    asset_job_post(&job->asset);
}

/* MARK: uploading */

static bool budget_is_left(void) {
    return pump_is_settling() || clock_now_us() < the_images.uploaded_until_us;
}

/* True when there is nothing more to upload. */
static bool upload_some(Sprite *sprite, const Image *image) {
    while (budget_is_left())
        if (!sprite_upload_piece(sprite, image)) return true;
    return false;
}

static void poll_images(void) {
    the_images.uploaded_until_us = clock_now_us() + UPLOAD_US;
}

static void fill_sprite(ImageJob *job) {
    if (!job->prefetch)
        sprite_wait(job->made, &job->image);
    else if (!sprite_is_uploaded(job->made)) {
        job->status = GM_SPRITE_ADD_EXT_ERROR_SETUPFAILED;
        return;
    }
    sprite_take(job->sprite, job->made);
    job->made = NULL;
}

/* Makes the sprite of what was decoded; false: not all of it is with the renderer yet. */
static bool land_picture(ImageJob *job) {
    if (sprite_of(job->sprite) == NULL) {
        job->status = GM_SPRITE_ADD_EXT_ERROR_SPRITENOTFOUND;
        return true;
    }
    if (job->made == NULL)
        job->made =
            sprite_make(&job->image, job->frame_count, job->xorigin, job->yorigin, job->box);
    if (job->made == NULL) {
        job->status = GM_SPRITE_ADD_EXT_ERROR_SETUPFAILED;
        say_failed(job, "it has fewer pixels in a row than sub-images were asked for");
        return true;
    }
    if (job->prefetch && !upload_some(job->made, &job->image)) return false;
    fill_sprite(job);
    return true;
}

static bool land(Completion *completion) {
    ImageJob *job = (ImageJob *)asset_job_of(completion);
    if (job->status == 0 && !land_picture(job)) return false;
    asset_job_tell(&job->asset, completion->map, job->sprite, job->status);
    return true;
}

static void release(Completion *completion) {
    ImageJob *job = (ImageJob *)asset_job_of(completion);
    sprite_free(job->made);
    job->made = NULL;
    job_free_elsewhere(job);
    mem_free(completion);
}

static void open_images(void) {
    the_images.is_open = true;
}

static void close_images(void) {
    the_images.is_open = false;
}

const AsyncSource image_source = {.name = "image",
                                  .event = EVENT_OTHER_WEB_IMAGE_LOAD,
                                  .open = open_images,
                                  .poll = poll_images,
                                  .land = land,
                                  .free = release,
                                  .cancel = asset_job_cancel,
                                  .close = close_images};

/* MARK: what games may call */

/* A sprite of one pixel and the job that will fill it; NULL: imgnum is negative. */
static ImageJob *begin(const char *name, int imgnum, int xorig, int yorig, bool prefetch) {
    if (imgnum < 0 || name == NULL) return NULL;
    ImageJob *job = mem_alloc(sizeof *job);
    job->asset.job = (Job){.name = "decode picture", .work = work};
    job->asset.not_fetched = not_fetched;
    job->asset.name = mem_text(name);
    job->sprite = sprite_create("");
    job->frame_count = imgnum > 0 ? imgnum : 1;
    job->xorigin = xorig;
    job->yorigin = yorig;
    job->prefetch = prefetch;
    return job;
}

/* Where a name leads; NULL: there is no such file, or it is no file's name. */
static char *path_of(const char *name) {
    char path[FILES_PATH];
    if (name[0] == '\0' || is_data_url(name) || http_is_url(name)) return NULL;
    return files_find(name, path, sizeof path) ? mem_text(path) : NULL;
}

static void start(ImageJob *job, const char *call) {
    job->asset.request = request_open(&image_source, call);
    if (http_is_url(job->asset.name))
        asset_job_fetch(&job->asset);
    else
        asset_job_submit(&job->asset);
}

/* Takes the job. */
static int add_later(ImageJob *job, const char *file, const char *call) {
    if (job == NULL) return GM_NONE;
    int sprite = job->sprite;
    job->asset.path = path_of(file);
    start(job, call);
    return sprite;
}

int gm_sprite_add_ext(const char *file, int imgnum, int xorig, int yorig, bool prefetch) {
    return add_later(begin(file, imgnum, xorig, yorig, prefetch), file, "gm_sprite_add_ext");
}

int gm_sprite_add_buffer(int handle, int imgnum, int xorig, int yorig, bool prefetch) {
    const Buffer *buffer = buffer_of(handle);
    if (buffer == NULL) {
        log_warn_once("gm_sprite_add_buffer: there is no buffer %d", handle);
        return GM_NONE;
    }
    ImageJob *job = begin("", imgnum, xorig, yorig, prefetch);
    if (job == NULL) return GM_NONE;
    job->asset.size = (size_t)buffer_used(buffer);
    job->asset.bytes = mem_try(job->asset.size + 1);
    if (job->asset.bytes != NULL)
        memcpy(job->asset.bytes, buffer_bytes(buffer), job->asset.size);
    else
        job->asset.size = 0;
    int sprite = job->sprite;
    start(job, "gm_sprite_add_buffer");
    return sprite;
}

static int add_now(ImageJob *job) {
    char why[IMAGE_WHY_BYTES];
    int sprite = job->sprite;
    decode(job, why);
    bool filled = job->status == 0 &&
                  sprite_fill(sprite, &job->image, job->frame_count, job->xorigin, job->yorigin);
    if (job->status != 0) log_warn("gm_sprite_add: %.100s: %s", job->asset.name, why);
    if (!filled) {
        sprite_end(sprite);
        sprite = GM_NONE;
    }
    job_free(job);
    return sprite;
}

int gm_sprite_add(const char *file, int imgnum, int xorig, int yorig) {
    ImageJob *job = begin(file, imgnum, xorig, yorig, true);
    if (job == NULL) return GM_NONE;
    if (http_is_url(file)) return add_later(job, file, "gm_sprite_add");
    job->asset.path = path_of(file);
    return add_now(job);
}
