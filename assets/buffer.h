/* Buffers: bytes with a cursor. gm_buffer_... are their public face. Thread: any, one owner, until
 * they have a handle; then main. */
#ifndef ASSETS_BUFFER_H
#define ASSETS_BUFFER_H

#include "map.h"

Buffer *buffer_new(int size, int kind); /* GM_BUFFER_FIXED or _GROW; NULL: too large */
void buffer_free(Buffer *buffer);
Buffer *buffer_copy_of(const void *bytes, size_t size); /* grow, cursor at 0; NULL: no memory */
const uint8_t *buffer_bytes(const Buffer *buffer);
int buffer_used(const Buffer *buffer);
int buffer_tell(const Buffer *buffer);
void buffer_rewind(Buffer *buffer);
int buffer_write(Buffer *buffer, const void *bytes, int size); /* 0, or -2: full */

int buffer_adopt(Buffer *buffer);  /* main: gives it a handle */
Buffer *buffer_of(int handle);     /* main; NULL: no such buffer */
void buffers_close(void);          /* main */

#endif
