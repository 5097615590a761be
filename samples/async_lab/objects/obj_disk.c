/* obj_disk: saving and loading (72): a buffer, a group, a zip, and a file that is damaged behind
 * the runtime's back. */
#include "lab.h"

#include <stdio.h>

typedef struct Disk {
    int saved, loaded; /* buffers */
    int saves;         /* so far: each save says which it is */
    int load;          /* the request that fills "loaded" */
    int damage;        /* the save that will be damaged; 0: none */
    int button;        /* who asked for that */
} Disk;

static Disk *disk(void) {
    return gm_vars(gm_instance("obj_disk"));
}

static int save(Disk *my, const char *file) {
    gm_buffer_seek(my->saved, GM_BUFFER_SEEK_START, 0);
    gm_buffer_write_string(my->saved, gm_text("save %d", ++my->saves));
    return gm_buffer_save_async(my->saved, file, 0, gm_buffer_tell(my->saved));
}

static void load(Disk *my, const char *file, int button) {
    my->load = gm_buffer_load_async(my->loaded, file, 0, -1);
    open_add(72, my->load, button, "load");
}

/* MARK: buttons */

/* What is asked of the disk is done in order, so the load finds the save. */
void act_save(int button) {
    open_add(72, save(disk(), "lab.sav"), button, "save");
    load(disk(), "lab.sav", button);
}

/* Three files, one event. */
void act_group(int button) {
    gm_buffer_async_group_begin("lab_group");
    save(disk(), "one.sav");
    save(disk(), "two.sav");
    save(disk(), "three.sav");
    open_add(72, gm_buffer_async_group_end(), button, "group of 3");
}

/* Saves twice; the second is damaged as soon as it is on the disk (below), and loaded. */
void act_damage(int button) {
    Disk *my = disk();
    open_add(72, save(my, "fragile.sav"), button, "save");
    my->damage = save(my, "fragile.sav");
    my->button = button;
    open_add(72, my->damage, button, "save, to damage");
}

void act_zip(int button) {
    int zip = gm_zip_create();
    open_add(72, save(disk(), "packed.sav"), button, "save");
    gm_zip_add_file(zip, "inside.sav", "default/packed.sav");
    open_add(72, gm_zip_save(zip, "lab.zip"), button, "zip");
    open_add(72, gm_zip_unzip_async("lab.zip", "unzipped"), button, "unzip");
}

/* MARK: events */

/* What a failing disk may do to a byte. */
static void damage(const char *file) {
    FILE *stream = fopen(gm_text("%s/default/%s", gm_game_save_id(), file), "r+b");
    if (stream == NULL) return;
    fputs("?!", stream);
    fclose(stream);
    log_note(CORAL, gm_text("%s: two bytes of it are wrong now", file));
}

static void on_save_load(GmInstance *self, const GmEvent *event) {
    Disk *my = gm_vars(self);
    const GmAsyncSaveLoad *done = gm_async_save_load(event);
    if (my->damage > 0 && done->id == my->damage) {
        my->damage = 0;
        damage("fragile.sav");
        load(my, "fragile.sav", my->button);
    } else if (my->load > 0 && done->id == my->load && done->status == 1) {
        gm_buffer_seek(my->loaded, GM_BUFFER_SEEK_START, 0);
        log_note(WHITE, gm_text("loaded \"%s\"%s", gm_buffer_read_string(my->loaded),
                                done->recovered ? ", the save before the damaged one" : ""));
    }
}

static void create(GmInstance *self, const GmEvent *event) {
    (void)event;
    Disk *my = gm_vars(self);
    my->saved = gm_buffer_create(32, GM_BUFFER_GROW, 1);
    my->loaded = gm_buffer_create(32, GM_BUFFER_GROW, 1);
}

static void clean_up(GmInstance *self, const GmEvent *event) {
    (void)event;
    const Disk *my = gm_vars(self);
    gm_buffer_delete(my->saved);
    gm_buffer_delete(my->loaded);
}

const GmObject obj_disk = {
    .vars = GM_VARS(Disk, saved, loaded, saves, load, damage, button),
    .on = {[GM_CREATE] = create, [GM_CLEAN_UP] = clean_up, [GM_ASYNC_SAVE_LOAD] = on_save_load},
};
