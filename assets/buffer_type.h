/* Numbers as bytes, little-endian, by GM_BUFFER_... type. Thread: any. */
#ifndef ASSETS_BUFFER_TYPE_H
#define ASSETS_BUFFER_TYPE_H

#include <stdint.h>

enum { BUFFER_TYPE_MOST = 8 }; /* bytes of the widest */

int buffer_type_size(int type); /* bytes; 0: a text, or no type */
/* type has a size; bytes has room for it. */
void buffer_type_encode(int type, double value, uint8_t *bytes);
double buffer_type_decode(int type, const uint8_t *bytes);

void buffer_type_put(uint64_t bits, uint8_t *bytes, int size);
uint64_t buffer_type_get(const uint8_t *bytes, int size);

#endif
