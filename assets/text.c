/* Texts: short-lived ones in two arenas that take turns, and numbers as texts. */
#include "text.h"
#include "../platform/mem.h"
#include "../runtime/gm_math.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 16384 };

/* Blocks of one step; the first is kept, larger or further ones go when the arena is emptied. */
typedef struct Block {
    struct Block *next;
    size_t used, size;
    char bytes[];
} Block;

static struct {
    Block *arenas[2];
    int now;
} the_texts;

static Block *block_new(size_t size, Block *next) {
    Block *block = mem_resize(NULL, sizeof *block + size);
    *block = (Block){.next = next, .size = size};
    return block;
}

char *text_take(size_t bytes) {
    Block *block = the_texts.arenas[the_texts.now];
    if (block == NULL || block->size - block->used < bytes) {
        block = block_new(bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES, block);
        the_texts.arenas[the_texts.now] = block;
    }
    char *text = block->bytes + block->used;
    block->used += bytes;
    return text;
}

static void arena_empty(Block **arena, bool keep_one) {
    while (*arena != NULL && (!keep_one || (*arena)->next != NULL)) {
        Block *block = *arena;
        *arena = block->next;
        mem_free(block);
    }
    if (*arena != NULL) (*arena)->used = 0;
}

void text_step(void) {
    the_texts.now = 1 - the_texts.now;
    arena_empty(&the_texts.arenas[the_texts.now], true);
}

void texts_close(void) {
    arena_empty(&the_texts.arenas[0], false);
    arena_empty(&the_texts.arenas[1], false);
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

/* Two decimals of the double's exact value, ties away from zero; printf rounds ties to even. */
static const char *two_decimals(double value) {
    double scaled = fabs(value) * 100, whole = floor(scaled);
    bool exact_tie = scaled - whole == 0.5 && fma(fabs(value), 100, -scaled) == 0;
    if (!exact_tie) return gm_text("%.2f", value);
    double hundredths = whole + 1;
    return gm_text("%s%.0f.%02d", value < 0 ? "-" : "", floor(hundredths / 100),
                   (int)fmod(hundredths, 100));
}

const char *gm_string(double value) {
    if (isnan(value)) return "NaN";
    if (isinf(value)) return value > 0 ? "inf" : "-inf";
    if (value == floor(value) && fabs(value) <= 2147483647) return gm_text("%d", (int)value);
    if (fabs(value) >= 1e21) return gm_text("%.15g", value);
    return two_decimals(value);
}

double gm_real(const char *text, double fallback) {
    char *end;
    double value = strtod(text, &end);
    return end != text ? value : fallback;
}

void gm_copy_text(char *to, size_t size, const char *text) {
    if (size == 0) return;
    size_t bytes = text != NULL ? strlen(text) : 0;
    if (bytes >= size) {
        bytes = size - 1;
        while (bytes > 0 && ((unsigned char)text[bytes] & 0xC0) == 0x80) bytes--;
    }
    if (bytes > 0) memcpy(to, text, bytes);
    to[bytes] = '\0';
}
