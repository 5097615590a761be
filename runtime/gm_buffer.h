/* Buffers: bytes with a cursor. Thread: main. Source: runtime-model 9.3. */
#ifndef GM_BUFFER_H
#define GM_BUFFER_H

#include "gm_types.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { GM_BUFFER_FIXED = 0, GM_BUFFER_GROW = 1 };
enum { GM_BUFFER_SEEK_START = 0, GM_BUFFER_SEEK_RELATIVE = 1, GM_BUFFER_SEEK_END = 2 };

/* kind: GM_BUFFER_FIXED or GM_BUFFER_GROW (doubles when full). Zeroed. GM_NONE: bad arguments. */
GM_API int gm_buffer_create(int size, int kind);
GM_API void gm_buffer_delete(int buffer);
GM_API bool gm_buffer_exists(int buffer);
GM_API int gm_buffer_get_size(int buffer);      /* bytes allotted */
GM_API int gm_buffer_get_used_size(int buffer); /* bytes up to the furthest written */
GM_API int gm_buffer_tell(int buffer);
/* Moves the cursor and returns it; GM_BUFFER_SEEK_END counts backwards. Clamped to 0..size. */
GM_API int gm_buffer_seek(int buffer, int base, int offset);
/* Copies bytes in at the cursor. 0; -1: no such buffer; -2: a fixed buffer is full, nothing
 * written. */
GM_API int gm_buffer_write_bytes(int buffer, const void *bytes, int size);
GM_API int gm_buffer_write_string(int buffer, const char *text); /* with its final zero */
GM_API int gm_buffer_write_text(int buffer, const char *text);   /* without */
/* Copies at most size bytes out at the cursor; returns how many there were. */
GM_API int gm_buffer_read_bytes(int buffer, void *bytes, int size);
/* The bytes themselves, lent until the buffer is written, resized or deleted. NULL: none. */
GM_API const void *gm_buffer_get_address(int buffer);

#ifdef __cplusplus
}
#endif
#endif
