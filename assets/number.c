/* Numbers, angles and colours (runtime-model 5.3, 7.1, 10.2). */
#include "../runtime/gm_math.h"

#include <math.h>

static const double TO_RADIANS = 0.0174532925,
                    TO_DEGREES = 57.2957795; /* the field's own factors */

double gm_clamp(double value, double low, double high) {
    return fmin(fmax(value, low), high);
}

double gm_lerp(double a, double b, double amount) {
    return a + (b - a) * amount;
}

double gm_sign(double value) {
    return value > 0 ? 1 : value < 0 ? -1 : 0;
}

double gm_round(double value) {
    return nearbyint(value);
}

double gm_frac(double value) {
    return value - trunc(value);
}

double gm_dsin(double degrees) {
    return sin(degrees * TO_RADIANS);
}

double gm_dcos(double degrees) {
    return cos(degrees * TO_RADIANS);
}

double gm_degtorad(double degrees) {
    return degrees * TO_RADIANS;
}

double gm_radtodeg(double radians) {
    return radians * TO_DEGREES;
}

double gm_point_distance(double x1, double y1, double x2, double y2) {
    return hypot(x2 - x1, y2 - y1);
}

double gm_point_direction(double x1, double y1, double x2, double y2) {
    double angle = -atan2(y2 - y1, x2 - x1) * 180 / 3.14159265358979323846;
    if (angle < 0) angle += 360; /* a hair under 0 becomes 360 itself */
    return angle < 360 ? angle + 0.0 : 0;
}

/* To an integer that is almost reached, as the field does with lengths. */
static double snap(double value) {
    double whole = nearbyint(value);
    return fabs(value - whole) < 0.0001 ? whole : value;
}

double gm_lengthdir_x(double length, double degrees) {
    return snap(length * cos(degrees * TO_RADIANS));
}

double gm_lengthdir_y(double length, double degrees) {
    return snap(-length * sin(degrees * TO_RADIANS));
}

double gm_angle_difference(double a, double b) {
    double difference = fmod(a - b + 180, 360);
    return (difference < 0 ? difference + 360 : difference) - 180;
}

bool gm_point_in_rectangle(double x, double y, double x1, double y1, double x2, double y2) {
    return x >= x1 && x <= x2 && y >= y1 && y <= y2;
}

bool gm_point_in_circle(double x, double y, double cx, double cy, double radius) {
    return (x - cx) * (x - cx) + (y - cy) * (y - cy) <= radius * radius;
}

/* MARK: colours */

static uint32_t channel(double value) {
    return (uint32_t)fmin(fmax(value, 0), 255);
}

GmColour gm_make_colour_rgb(int red, int green, int blue) {
    return channel(red) | channel(green) << 8 | channel(blue) << 16;
}

GmColour gm_make_colour_hsv(int hue, int saturation, int value) {
    double h = channel(hue) / 255.0 * 6, s = channel(saturation) / 255.0, v = channel(value);
    double parts[3];
    for (int i = 0; i < 3; i++) { /* how far each of red, green and blue lies from the hue */
        double k = fmod((i == 0 ? 5 : i == 1 ? 3 : 1) + h, 6);
        parts[i] = nearbyint(v - v * s * fmax(0, fmin(fmin(k, 4 - k), 1)));
    }
    return channel(parts[0]) | channel(parts[1]) << 8 | channel(parts[2]) << 16;
}

GmColour gm_merge_colour(GmColour a, GmColour b, double amount) {
    GmColour merged = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
        double from = (a >> shift) & 255, to = (b >> shift) & 255;
        merged |= channel(nearbyint(from * (1 - amount) + to * amount)) << shift;
    }
    return merged;
}
