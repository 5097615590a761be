/* Numbers as texts and back (runtime-model 10.2). */
#include "../runtime/gm_math.h"
#include "../runtime/gm_string.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_BYTES = 400, MOST_PLACES = 300 };

/* The fewest digits that read back as the same number. */
static const char *shortest(double value) {
    char digits[NUMBER_BYTES];
    for (int precision = 1; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, value);
        if (strtod(digits, NULL) == value) break;
    }
    return gm_text("%s", digits);
}

/* printf rounds the exact value, but a tie to even where we want it away from zero. Of so many
 * decimals only odd multiples of half of 2^-decimals lie on one. */
static double off_the_tie(double value, int decimals) {
    bool is_tie = fmod(fabs(value), ldexp(1, -decimals)) == ldexp(1, -decimals - 1);
    return is_tie ? nextafter(value, value * 2) : value;
}

const char *gm_string(double value) {
    if (isnan(value)) return "NaN";
    if (isinf(value)) return value < 0 ? "-inf" : "inf";
    if (fabs(value) >= 1e21) return shortest(value);
    if (value >= INT32_MIN && value <= INT32_MAX && value == trunc(value))
        return gm_text("%d", (int)value);
    return gm_text("%.2f", off_the_tie(value, 2));
}

const char *gm_string_format(double value, int width, int decimals) {
    if (!isfinite(value)) return gm_string(value);
    decimals = decimals < 0 ? 0 : decimals > MOST_PLACES ? MOST_PLACES : decimals;
    width = width < 0 ? 0 : width > MOST_PLACES ? MOST_PLACES : width;
    int behind = decimals > 0 ? decimals + 1 : 0; /* the point, too */
    return gm_text("%*.*f", width + behind, decimals, off_the_tie(value, decimals));
}

static double hexadecimal(const char *digits) {
    double value = 0;
    for (size_t i = 0, count = strspn(digits, "0123456789abcdefABCDEF"); i < count; i++) {
        char c = digits[i];
        value = value * 16 + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
}

double gm_real(const char *text, double fallback) {
    if (text == NULL) return fallback;
    text += strspn(text, " \t\r\n");
    const char *digits = text + (*text == '-' || *text == '+' ? 1 : 0);
    const char *first = digits + (*digits == '.' ? 1 : 0);
    if (*first < '0' || *first > '9') return fallback; /* strtod knows "nan" and "infinity" too */
    bool is_hexadecimal = digits[0] == '0' && (digits[1] | 0x20) == 'x' &&
                          strspn(digits + 2, "0123456789abcdefABCDEF") > 0;
    if (is_hexadecimal) return *text == '-' ? -hexadecimal(digits + 2) : hexadecimal(digits + 2);
    if (digits[0] == '0' && (digits[1] | 0x20) == 'x') return 0;
    return strtod(text, NULL);
}
