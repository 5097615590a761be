/* Background jobs: a function of the game's own that runs on another thread, for what takes longer
 * than a step: making a level, searching a path, compressing a picture.
 *
 *     static GmPayload *count_primes(GmJob *job, void *input) {
 *         int found = 0, most = *(int *)input;
 *         for (int n = 2; n < most && !gm_job_is_cancelled(job); n++) found += is_prime(n);
 *         GmPayload *result = gm_payload_map();
 *         gm_payload_real(result, "found", found);
 *         return result;
 *     }
 *     ...  my->job = gm_job(count_primes, &most, sizeof most);
 *
 * The answer is GM_ASYNC_SYSTEM with event_type "job", the job's "id", and what the function put
 * into its result. It is that event since the manual has none for it, and System is the one whose
 * variants are told apart by a text: handlers of other variants pass it over anyway.
 *
 * gm_request_cancel(id) asks a job to stop: one that waits never begins, one that runs can look.
 * Exactly one "job" follows in any case; only the end of the game frees it instead. The game waits
 * there for jobs that run, so let long ones look. A reload leaves the code of running jobs where
 * it is: they finish what they began. */
#ifndef GM_JOB_H
#define GM_JOB_H

#include "gm_async.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct GmJob GmJob; /* lent to the function, until it returns */

/* The work. input is the job's own copy (NULL: it was given none). Returns the result, which is
 * taken: a map (its keys join the event's), a list (it comes under the key "result"), or NULL.
 * It may call gm_job_..., gm_payload_..., gm_async_post and gm_message, and nothing else of the
 * runtime; it may not touch instances. Thread: worker. */
typedef GmPayload *(*GmJobFunction)(GmJob *job, void *input);

/* Starts a job with a copy of size bytes of input (NULL and 0: none). Two jobs run at once, the
 * others wait in order. Returns the request id; -1: there is no function, or no input. */
GM_API int gm_job(GmJobFunction function, const void *input, size_t size);

/* Was it cancelled, or does the game end? Thread: worker. */
GM_API bool gm_job_is_cancelled(const GmJob *job);
/* Sends what is there so far: GM_ASYNC_SYSTEM with event_type "job progress", "id", and what the
 * payload holds. Takes the payload (NULL: an empty one). Thread: worker. */
GM_API void gm_job_progress(GmJob *job, GmPayload *payload);

#ifdef __cplusplus
}
#endif
#endif
