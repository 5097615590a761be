/* The cloud (event 67). cloud.c asks and answers on main; cloud_sync.c, on the worker of the lane
 * "cloud", decides what is stored and fetched; cloud_state.c is what it keeps through a restart;
 * a back end (gm_cloud.h) does it. */
#ifndef EVENTS_ASYNC_CLOUD_H
#define EVENTS_ASYNC_CLOUD_H

#include "../../runtime/gm_cloud.h"

#include <stdatomic.h>

enum { CLOUD_VERSION = 256, CLOUD_WHY = 512 }; /* bytes of a GmCloudJob's version and why */
enum { CLOUD_SENT = 512 };                     /* some twenty fingerprints */
typedef enum CloudStatus {
    CLOUD_FAILED = -2,
    CLOUD_NOT_LOGGED_IN = -1,
    CLOUD_NEW_DATA = 0,
    CLOUD_ALREADY_SYNCHRONISED = 1,
    CLOUD_CONFLICT_DEFERRED = 2,
    CLOUD_STORED = 3
} CloudStatus;

/* What became of one call. cloud_result_free */
typedef struct CloudResult {
    CloudStatus status;
    char *data; /* new data, or what is in conflict with what waits; NULL: none */
    size_t bytes;
    char *description;           /* of the data, or of what was to be stored; NULL: none */
    char version[CLOUD_VERSION]; /* of the data */
    char error[CLOUD_WHY];       /* status < 0 */
} CloudResult;
void cloud_result_free(CloudResult *result);

/* MARK: cloud_sync.c. Thread: worker, but for open and close */

/* file: where its state is kept; NULL: nowhere. Both are lent until close. Thread: main */
void cloud_sync_open(const GmCloudService *service, const char *file);
void cloud_sync_close(void); /* Thread: main, after the last job */
CloudResult cloud_synchronise(const atomic_bool *cancelled);
CloudResult cloud_save(const void *bytes, size_t size, const char *description,
                       const atomic_bool *cancelled);
CloudResult cloud_resolve(bool use_mine, const atomic_bool *cancelled);
/* The game was shown this version: by its next call it may be replaced. */
void cloud_shown(CloudStatus status, const char *version);
bool cloud_load_waits(void); /* the same as the next, and reads the file if it was not yet */
bool cloud_waits(void);      /* there is something to be stored that no conflict holds back */

/* For back ends that wait in platform/: set once the operation is not wanted any more. */
const atomic_bool *cloud_cancelled_flag(const GmCloudJob *job);

/* MARK: cloud_state.c. Thread: worker */

typedef struct CloudState {
    char known[CLOUD_VERSION];    /* what was last stored or shown; "": nothing was */
    char conflict[CLOUD_VERSION]; /* what the game was shown as in conflict; "": nothing */
    /* Fingerprints of earlier saves that waited: one may have been stored though no answer came. */
    char sent[CLOUD_SENT];
    char *waiting; /* an envelope that is not stored yet; NULL: none */
    size_t waiting_bytes;
} CloudState;
/* Of the place: what was kept of another one is forgotten, but for what waits. */
void cloud_state_load(CloudState *state, const char *file, const char *place);
void cloud_state_keep(const CloudState *state, const char *file, const char *place);
void cloud_state_free(CloudState *state);

/* What a back end stores: a line that describes and guards the data, then the data. mem_free */
char *cloud_envelope(const void *bytes, size_t size, const char *description, size_t *whole);
/* data is lent by the envelope. description: mem_free; NULL: it has none. False: why says why. */
bool cloud_envelope_open(const char *envelope, size_t whole, const char **data, size_t *size,
                         char **description, char *why);

#endif
