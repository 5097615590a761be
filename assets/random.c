/* Random numbers: the WELL512 generator of the manual's runner, seed for seed (runtime-model 10.1).
 * Its words are signed there; here they are unsigned, with the one signed shift written out. */
#include "random.h"
#include "../runtime/gm_math.h"

#include <math.h>

enum { WORDS = 16 };

typedef struct Stream {
    uint32_t words[WORDS];
    int at, seed;
} Stream;

static Stream the_random;

static uint32_t shifted_with_sign(uint32_t word, int bits) {
    uint32_t sign = (word & 0x80000000u) != 0 ? ~(0xFFFFFFFFu >> bits) : 0;
    return word >> bits | sign;
}

void random_open(int seed) {
    /* each word is cut to 31 bits; the product is formed without overflow first */
    int64_t word = seed;
    for (int i = 0; i < WORDS; i++) {
        int32_t low = (int32_t)(uint32_t)(word * 214013 + 2531011);
        word = shifted_with_sign((uint32_t)low, 16) & 0x7FFFFFFF;
        the_random.words[i] = (uint32_t)word;
    }
    the_random.at = 0;
    the_random.seed = seed;
}

void gm_random_set_seed(int seed) {
    random_open(seed);
}

int gm_random_get_seed(void) {
    return the_random.seed;
}

/* 31 random bits. */
static uint32_t draw_bits(void) {
    uint32_t *words = the_random.words;
    int at = the_random.at;
    uint32_t a = words[at];
    uint32_t c = words[(at + 13) % WORDS];
    uint32_t b = a ^ c ^ a << 16 ^ c << 15;
    c = words[(at + 9) % WORDS];
    c ^= shifted_with_sign(c, 11);
    a = words[at] = b ^ c;
    uint32_t d = a ^ (a << 5 & 0xDA442D24u);
    at = the_random.at = (at + 15) % WORDS;
    a = words[at];
    words[at] = a ^ b ^ d ^ a << 2 ^ b << 18 ^ c << 28;
    return words[at] & 0x7FFFFFFF;
}

/* 0 to 1, both included. */
static double draw(void) {
    return draw_bits() / 2147483647.0;
}

/* 0 to count - 1: a draw of exactly 1 is the last one, not one more. */
static double whole_below(double count) {
    double whole = floor(draw() * count);
    return whole < count ? whole : count - 1;
}

int random_below(int count) {
    return (int)whole_below(count);
}

double gm_random(double n) {
    return draw() * n;
}

double gm_random_range(double a, double b) {
    if (a == b) return a;
    double low = a < b ? a : b, high = a < b ? b : a;
    double r = draw();
    draw(); /* the manual's runner draws twice */
    return low + r * (high - low);
}

int gm_irandom(int n) {
    double whole = whole_below(fabs((double)n) + 1);
    draw();
    return (int)(n < 0 ? -whole : whole);
}

int gm_irandom_range(int a, int b) {
    double low = a < b ? a : b, high = a < b ? b : a;
    return (int)(low + whole_below(high - low + 1));
}

int gm_randomise(void) {
    gm_random_set_seed((int)draw_bits());
    return the_random.seed;
}

double gm_choose_of(int count, const double *values) {
    return count > 0 ? values[random_below(count)] : 0;
}
