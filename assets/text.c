/* Short-lived texts: bytes are handed out from chunks, and a step's chunks are freed together. */
#include "text.h"
#include "../platform/mem.h"
#include "../runtime/gm_math.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { CHUNK_BYTES = 16 * 1024 };

typedef struct Chunk {
    struct Chunk *next;
    size_t used, size;
    char bytes[];
} Chunk;

/* Chunks of this step and of the one before; the first is the one that still has room. */
static struct {
    Chunk *now, *before;
    Chunk *spare; /* one of CHUNK_BYTES, so that an ordinary step needs no malloc */
} the_texts;

/* MARK: lifetime */

static Chunk *chunk_new(size_t bytes) {
    Chunk *chunk = the_texts.spare;
    if (chunk != NULL && bytes <= CHUNK_BYTES) {
        the_texts.spare = NULL;
    } else {
        size_t size = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
        chunk = mem_alloc(sizeof *chunk + size);
        chunk->size = size;
    }
    chunk->used = 0;
    chunk->next = the_texts.now;
    the_texts.now = chunk;
    return chunk;
}

static void free_chunks(Chunk *chunk) {
    while (chunk != NULL) {
        Chunk *next = chunk->next;
        bool keep = the_texts.spare == NULL && chunk->size == CHUNK_BYTES;
        if (keep)
            the_texts.spare = chunk;
        else
            mem_free(chunk);
        chunk = next;
    }
}

char *text_take(size_t bytes) {
    Chunk *chunk = the_texts.now;
    if (chunk == NULL || chunk->size - chunk->used < bytes) chunk = chunk_new(bytes);
    char *text = chunk->bytes + chunk->used;
    chunk->used += bytes;
    return text;
}

void text_step(void) {
    free_chunks(the_texts.before);
    the_texts.before = the_texts.now;
    the_texts.now = NULL;
}

void texts_close(void) {
    text_step();
    text_step();
    mem_free(the_texts.spare);
    the_texts.spare = NULL;
}

/* MARK: texts */

void gm_copy_text(char *to, size_t size, const char *text) {
    if (size == 0) return;
    size_t length = text != NULL ? strlen(text) : 0;
    if (length >= size) {
        length = size - 1;
        /* the first byte left out must begin a character */
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
    }
    if (length > 0) memmove(to, text, length);
    to[length] = '\0';
}

const char *gm_text(const char *format, ...) {
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) return "";
    char *text = text_take((size_t)length + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return text;
}
