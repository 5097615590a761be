/* The lane "disk", whose one thread keeps saves in order, and what its jobs share. */
#ifndef EVENTS_ASYNC_DISK_H
#define EVENTS_ASYNC_DISK_H

#include "../../platform/files.h"
#include "../async.h"

/* A job's own struct begins with this; mem_alloc it, fill perform and free, submit it. */
typedef struct DiskJob {
    Job job;
    Request *request;
    /* False: why says what went wrong. Thread: worker */
    bool (*perform)(struct DiskJob *job);
    /* main, whatever came of it; false: it failed after all. NULL: nothing is left to do */
    bool (*land)(struct DiskJob *job);
    void (*free)(struct DiskJob *job); /* main; not the job itself */
    const char *what;                  /* "save", for sentences */
    bool is_save;                      /* finished even if the game ends first */
    bool is_zip;                       /* its status is 0 or -1, not true or false */
    bool done, recovered;              /* recovered: why says how */
    char why[FILES_WHY];               /* FILES_WHY bytes */
} DiskJob;

/* main: takes it; its request's id. call: the function that the game called. */
int disk_submit(DiskJob *job, const char *call);
/* Before a call that blocks: until all that was asked for earlier is on the disk. main */
void disk_wait(void);
bool disk_is_closing(void); /* the game ends: stop what is no save. Thread: any */

/* Loads the file that a game's name means: in the folder of its group in the save area ("": none),
 * in the save area, in the game. As files_load. Thread: any */
char *disk_load_file(const char *folder, const char *name, size_t *size, bool *recovered,
                     char *why);
/* Saves it in that folder of the save area. As files_save. Thread: any */
bool disk_save_file(const char *folder, const char *name, const void *bytes, size_t size,
                    char *why);

/* Drops a group of buffers that was begun and not ended. save_load.c */
void save_load_close(void);
/* Whether one is begun: then nothing else may be asked of the disk but buffers. */
bool save_load_in_group(void);
/* Forgets the zips that were not saved. zip_calls.c */
void zips_close(void);

#endif
