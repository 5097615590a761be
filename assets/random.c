/* Random numbers: the field's WELL512 generator (runtime-model 10.1), so that a seed gives the same
 * stream here as there. */
#include "random.h"
#include "../runtime/gm_math.h"

#include <math.h>

static struct {
    uint32_t words[16];
    int place, seed;
} the_random;

void random_open(int seed) {
    int64_t s = seed;
    for (int i = 0; i < 16; i++) {
        s = ((int32_t)(uint32_t)(uint64_t)(s * 214013 + 2531011) >> 16) & 0x7fffffff;
        the_random.words[i] = (uint32_t)s;
    }
    the_random.place = 0;
    the_random.seed = seed;
}

/* 0 to 1; exactly 1 once in 2^31 draws. */
static double draw(void) {
    uint32_t *w = the_random.words;
    int i = the_random.place;
    uint32_t a = w[i], c = w[(i + 13) & 15];
    uint32_t b = a ^ c ^ (a << 16) ^ (c << 15);
    c = w[(i + 9) & 15];
    c ^= (uint32_t)((int32_t)c >> 11);
    a = w[i] = b ^ c;
    uint32_t d = a ^ ((a << 5) & 0xDA442D24U);
    i = (i + 15) & 15;
    a = w[i];
    w[i] = a ^ b ^ d ^ (a << 2) ^ (b << 18) ^ (c << 28);
    the_random.place = i;
    return (w[i] & 0x7fffffff) / 2147483647.0;
}

double gm_random(double n) {
    return draw() * n;
}

double gm_random_range(double a, double b) {
    double low = fmin(a, b), high = fmax(a, b);
    if (low == high) return low;
    draw();
    return low + draw() * (high - low);
}

int gm_irandom(int n) {
    draw();
    double value = trunc(draw() * (n + (n < 0 ? -1.0 : 1.0)));
    return (int)(n < 0 ? fmax(value, n) : fmin(value, n));
}

int gm_irandom_range(int a, int b) {
    int low = a < b ? a : b, high = a < b ? b : a;
    double value = low + trunc(draw() * ((double)high - low + 1));
    return (int)fmin(value, high);
}

double gm_choose_of(int count, const double *values) {
    int place = (int)floor(draw() * count);
    return values[place < count ? place : count - 1];
}

void gm_random_set_seed(int seed) {
    random_open(seed);
}

int gm_random_get_seed(void) {
    return the_random.seed;
}

int gm_randomise(void) {
    random_open((int)(draw() * 2147483647.0));
    return the_random.seed;
}
