/* Numbers as bytes: whole numbers are cut to their bits, fractions rounded to the nearest. */
#include "buffer_type.h"
#include "../runtime/gm_buffer.h"

#include <math.h>
#include <string.h>

static const uint8_t type_sizes[] = {
    [GM_BUFFER_U8] = 1,  [GM_BUFFER_S8] = 1,   [GM_BUFFER_U16] = 2, [GM_BUFFER_S16] = 2,
    [GM_BUFFER_U32] = 4, [GM_BUFFER_S32] = 4,  [GM_BUFFER_F16] = 2, [GM_BUFFER_F32] = 4,
    [GM_BUFFER_F64] = 8, [GM_BUFFER_BOOL] = 1, [GM_BUFFER_U64] = 8,
};

int buffer_type_size(int type) {
    return type > 0 && type < (int)sizeof type_sizes ? type_sizes[type] : 0;
}

void buffer_type_put(uint64_t bits, uint8_t *bytes, int size) {
    for (int i = 0; i < size; i++)
        bytes[i] = (uint8_t)(bits >> (8 * i));
}

uint64_t buffer_type_get(const uint8_t *bytes, int size) {
    uint64_t bits = 0;
    for (int i = 0; i < size; i++)
        bits |= (uint64_t)bytes[i] << (8 * i);
    return bits;
}

/* The low 64 bits of a number without its fraction. */
static uint64_t whole_bits(double value) {
    if (!isfinite(value)) return 0;
    value = fmod(trunc(value), 0x1p64);
    return value < 0 ? ~(uint64_t)-value + 1 : (uint64_t)value;
}

/* Half precision: sign, 5 bits of exponent (bias 15), 10 of fraction. */
static uint64_t half_bits(double value) {
    uint64_t sign = signbit(value) ? 0x8000 : 0;
    double size = fabs(value);
    if (isnan(value)) return sign | 0x7E00;
    if (size >= 65520) return sign | 0x7C00; /* rounds past the largest, 65504 */
    int exponent = -13; /* below 2^-14 lie zero and the subnormals: steps of 2^-24 */
    if (size >= 0x1p-14) frexp(size, &exponent); /* size is 0.5 to 1 times 2^exponent */
    double steps = rint(ldexp(size, 11 - exponent));
    /* a normal number counts 1024 to 2048 steps; the first 1024 are the exponent's own bit */
    return sign | (((uint64_t)(exponent + 13) << 10) + (uint64_t)steps);
}

static double half_value(uint64_t bits) {
    int exponent = (int)(bits >> 10 & 0x1F);
    double fraction = (double)(bits & 0x3FF);
    double size = exponent == 0 ? ldexp(fraction, -24) : ldexp(fraction + 1024, exponent - 25);
    if (exponent == 0x1F) size = fraction > 0 ? (double)NAN : (double)INFINITY;
    return (bits & 0x8000) != 0 ? -size : size;
}

static uint64_t float_bits(double value) {
    float single = (float)value;
    uint32_t bits;
    memcpy(&bits, &single, sizeof bits);
    return bits;
}

static uint64_t double_bits(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static double float_value(uint64_t bits) {
    uint32_t half = (uint32_t)bits;
    float single;
    memcpy(&single, &half, sizeof single);
    return (double)single;
}

static double double_value(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

void buffer_type_encode(int type, double value, uint8_t *bytes) {
    uint64_t bits;
    if (type == GM_BUFFER_F16)
        bits = half_bits(value);
    else if (type == GM_BUFFER_F32)
        bits = float_bits(value);
    else if (type == GM_BUFFER_F64)
        bits = double_bits(value);
    else
        bits = whole_bits(value);
    buffer_type_put(bits, bytes, buffer_type_size(type));
}

double buffer_type_decode(int type, const uint8_t *bytes) {
    uint64_t bits = buffer_type_get(bytes, buffer_type_size(type));
    switch (type) {
    case GM_BUFFER_S8:
        return (double)(int8_t)bits;
    case GM_BUFFER_S16:
        return (double)(int16_t)bits;
    case GM_BUFFER_S32:
        return (double)(int32_t)bits;
    case GM_BUFFER_F16:
        return half_value(bits);
    case GM_BUFFER_F32:
        return float_value(bits);
    case GM_BUFFER_F64:
        return double_value(bits);
    case GM_BUFFER_BOOL:
        return bits == 1 ? 1 : 0;
    default:
        return (double)bits; /* the unsigned ones */
    }
}
