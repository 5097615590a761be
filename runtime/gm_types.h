/* Numbers that mean something: instance keywords, colours, keys, buttons, alignments. */
#ifndef GM_TYPES_H
#define GM_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GM_API __attribute__((visibility("default")))

typedef struct GmInstance GmInstance;
typedef struct GmEvent GmEvent;
typedef struct GmObject GmObject;

/* Keywords wherever an instance or an object is asked for (runtime-model 4.1). */
enum { GM_ALL = -3, GM_NOONE = -4 };
/* "There is none": of a sprite, sound, font, room, layer, map, request. */
enum { GM_NONE = -1 };
/* The smallest instance id; every number below it is an object's index. */
enum { GM_FIRST_INSTANCE_ID = 100000 };

/* A colour is 0xBBGGRR, as in the manual's Colour And Alpha. */
typedef uint32_t GmColour;
enum {
    GM_C_AQUA = 0xFFFF00,
    GM_C_BLACK = 0x000000,
    GM_C_BLUE = 0xFF0000,
    GM_C_DKGRAY = 0x404040,
    GM_C_FUCHSIA = 0xFF00FF,
    GM_C_GRAY = 0x808080,
    GM_C_GREEN = 0x008000,
    GM_C_LIME = 0x00FF00,
    GM_C_LTGRAY = 0xC0C0C0,
    GM_C_MAROON = 0x000080,
    GM_C_NAVY = 0x800000,
    GM_C_OLIVE = 0x008080,
    GM_C_ORANGE = 0x40A0FF,
    GM_C_PURPLE = 0x800080,
    GM_C_RED = 0x0000FF,
    GM_C_SILVER = 0xC0C0C0,
    GM_C_TEAL = 0x808000,
    GM_C_WHITE = 0xFFFFFF,
    GM_C_YELLOW = 0x00FFFF
};

/* Key codes (runtime-model 8.1). Letters and digits are their capital ASCII: 'A', '7'. */
enum {
    GM_VK_NOKEY = 0,
    GM_VK_ANYKEY = 1,
    GM_VK_BACKSPACE = 8,
    GM_VK_TAB = 9,
    GM_VK_ENTER = 13,
    GM_VK_SHIFT = 16,
    GM_VK_CONTROL = 17,
    GM_VK_ALT = 18,
    GM_VK_PAUSE = 19,
    GM_VK_ESCAPE = 27,
    GM_VK_SPACE = 32,
    GM_VK_PAGEUP = 33,
    GM_VK_PAGEDOWN = 34,
    GM_VK_END = 35,
    GM_VK_HOME = 36,
    GM_VK_LEFT = 37,
    GM_VK_UP = 38,
    GM_VK_RIGHT = 39,
    GM_VK_DOWN = 40,
    GM_VK_PRINTSCREEN = 44,
    GM_VK_INSERT = 45,
    GM_VK_DELETE = 46,
    GM_VK_NUMPAD0 = 96, /* to NUMPAD0 + 9 */
    GM_VK_MULTIPLY = 106,
    GM_VK_ADD = 107,
    GM_VK_SUBTRACT = 109,
    GM_VK_DECIMAL = 110,
    GM_VK_DIVIDE = 111,
    GM_VK_F1 = 112, /* to F1 + 11 */
    GM_VK_LSHIFT = 160,
    GM_VK_RSHIFT = 161,
    GM_VK_LCONTROL = 162,
    GM_VK_RCONTROL = 163,
    GM_VK_LALT = 164,
    GM_VK_RALT = 165,
    GM_VK_COUNT = 256
};

/* Mouse buttons (runtime-model 8.2). */
enum {
    GM_MB_ANY = -1,
    GM_MB_NONE = 0,
    GM_MB_LEFT = 1,
    GM_MB_RIGHT = 2,
    GM_MB_MIDDLE = 3,
    GM_MB_SIDE1 = 4,
    GM_MB_SIDE2 = 5
};

/* Text alignment, and blend modes of gm_gpu_set_blendmode. */
enum { GM_FA_LEFT = 0, GM_FA_CENTER = 1, GM_FA_RIGHT = 2 };
enum { GM_FA_TOP = 0, GM_FA_MIDDLE = 1, GM_FA_BOTTOM = 2 };
enum { GM_BM_NORMAL = 0, GM_BM_ADD = 1, GM_BM_MULTIPLY = 2 };

#ifdef __cplusplus
}
#endif
#endif
