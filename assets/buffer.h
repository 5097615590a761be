/* Buffers: bytes with a cursor. gm_buffer_... are their public face. Thread: any, one owner, until
 * they have a handle; then main. */
#ifndef ASSETS_BUFFER_H
#define ASSETS_BUFFER_H

#include "map.h"

Buffer *buffer_new(int size, int kind); /* GM_BUFFER_...; alignment 1; NULL: bad size, too large */
void buffer_free(Buffer *buffer);       /* out of its parent first; NULL is fine */
Buffer *buffer_copy_of(const void *bytes, size_t size); /* grow, cursor at 0; NULL: no memory */
const uint8_t *buffer_bytes(const Buffer *buffer);
int buffer_kind(const Buffer *buffer);
int buffer_size(const Buffer *buffer);
int buffer_used(const Buffer *buffer);
void buffer_set_used(Buffer *buffer, int used); /* 0 to size */
int buffer_alignment(const Buffer *buffer);
int buffer_tell(const Buffer *buffer);
void buffer_rewind(Buffer *buffer);
int buffer_seek(Buffer *buffer, int base, int offset);    /* as gm_buffer_seek */
bool buffer_resize(Buffer *buffer, int size);             /* false: no memory, nothing changed */
void buffer_set_alignment(Buffer *buffer, int alignment); /* rounded up to a power of 2, to 1024 */

int buffer_write(Buffer *buffer, const void *bytes, int size); /* 0, or -2: full */
int buffer_read(Buffer *buffer, void *bytes, int size);        /* how many there were */
/* Bytes from the cursor to the next zero (*ends), or to the end of what is used. */
int buffer_text_length(const Buffer *buffer, bool *ends);
/* Bytes at an offset; the cursor stays. False: not all of it lies inside; nothing is done. */
bool buffer_poke(Buffer *buffer, int offset, const void *bytes, int size);
bool buffer_peek(const Buffer *buffer, int offset, void *bytes, int size);
/* Bytes from mem_try become all that is in a grow buffer, uncopied; cursor at their end. False
 * (and the bytes are still the caller's): another kind, or too large. */
bool buffer_take(Buffer *buffer, void *bytes, size_t size);

/* Cuts offset and size (< 0: to the end) to what is there; the number of bytes. */
int buffer_clamp(const Buffer *buffer, int *offset, int size);

int buffer_adopt(Buffer *buffer); /* main: its handle, given now if it has none yet */
Buffer *buffer_of(int handle);    /* main; NULL: no such buffer */
/* If it ends meanwhile, its number names no other until it is let go. main */
void buffer_hold(int handle);
void buffer_let_go(int handle);
void buffers_close(void); /* main */

#endif
