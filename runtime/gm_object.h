/* What an object is, and what every instance of it holds. */
#ifndef GM_OBJECT_H
#define GM_OBJECT_H

#include "gm_event.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One named variable of an object's struct. The names are how reload carries values over, how a
 * room file sets creation values, and what an inspector shows. */
typedef enum GmFieldKind {
    GM_FIELD_BYTES, /* anything else: carried over whole if the size is the same */
    GM_FIELD_BOOL,
    GM_FIELD_INT,
    GM_FIELD_FLOAT,
    GM_FIELD_DOUBLE,
    GM_FIELD_TEXT /* char array, zero-terminated inside the array */
} GmFieldKind;

typedef struct GmField {
    const char *name;
    size_t offset; /* bytes from the struct's start */
    size_t size;   /* bytes */
    GmFieldKind kind;
} GmField;

typedef struct GmVars {
    size_t size;           /* bytes of the whole struct; 0: no variables */
    const GmField *fields; /* ends with a field whose name is NULL */
} GmVars;

/* A pointer to char is no text of the instance's own: its bytes are carried over as they are. */
#define GM_FIELD(T, f)                                                                             \
    {#f, offsetof(T, f), sizeof(((T *)0)->f),                                                      \
     _Generic(&((T *)0)->f, char **: GM_FIELD_BYTES, default: _Generic(((T *)0)->f,                \
              _Bool: GM_FIELD_BOOL, int: GM_FIELD_INT, float: GM_FIELD_FLOAT,                      \
              double: GM_FIELD_DOUBLE, char *: GM_FIELD_TEXT, default: GM_FIELD_BYTES))},
#define GM_F1(T, f)       GM_FIELD(T, f)
#define GM_F2(T, f, ...)  GM_FIELD(T, f) GM_F1(T, __VA_ARGS__)
#define GM_F3(T, f, ...)  GM_FIELD(T, f) GM_F2(T, __VA_ARGS__)
#define GM_F4(T, f, ...)  GM_FIELD(T, f) GM_F3(T, __VA_ARGS__)
#define GM_F5(T, f, ...)  GM_FIELD(T, f) GM_F4(T, __VA_ARGS__)
#define GM_F6(T, f, ...)  GM_FIELD(T, f) GM_F5(T, __VA_ARGS__)
#define GM_F7(T, f, ...)  GM_FIELD(T, f) GM_F6(T, __VA_ARGS__)
#define GM_F8(T, f, ...)  GM_FIELD(T, f) GM_F7(T, __VA_ARGS__)
#define GM_F9(T, f, ...)  GM_FIELD(T, f) GM_F8(T, __VA_ARGS__)
#define GM_F10(T, f, ...) GM_FIELD(T, f) GM_F9(T, __VA_ARGS__)
#define GM_F11(T, f, ...) GM_FIELD(T, f) GM_F10(T, __VA_ARGS__)
#define GM_F12(T, f, ...) GM_FIELD(T, f) GM_F11(T, __VA_ARGS__)
#define GM_F13(T, f, ...) GM_FIELD(T, f) GM_F12(T, __VA_ARGS__)
#define GM_F14(T, f, ...) GM_FIELD(T, f) GM_F13(T, __VA_ARGS__)
#define GM_F15(T, f, ...) GM_FIELD(T, f) GM_F14(T, __VA_ARGS__)
#define GM_F16(T, f, ...) GM_FIELD(T, f) GM_F15(T, __VA_ARGS__)
#define GM_PICK(_1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16, pick, ...)  \
    pick
#define GM_FIELDS(T, ...)                                                                          \
    GM_PICK(__VA_ARGS__, GM_F16, GM_F15, GM_F14, GM_F13, GM_F12, GM_F11, GM_F10, GM_F9, GM_F8,     \
            GM_F7, GM_F6, GM_F5, GM_F4, GM_F3, GM_F2, GM_F1, 0)                                    \
    (T, __VA_ARGS__)

/* .vars = GM_VARS(Motd, request, text): the struct, and its variables by name (1 to 16 of them;
 * what is not named is zero again after a reload). */
#define GM_VARS(T, ...)                                                                            \
    {                                                                                              \
        sizeof(T), (const GmField[]) {                                                             \
            GM_FIELDS(T, __VA_ARGS__) {                                                            \
                NULL, 0, 0, GM_FIELD_BYTES                                                         \
            }                                                                                      \
        }                                                                                          \
    }

/* A collision event: the handler runs when an instance touches one of that object or of its
 * descendants; event->other is the partner. */
typedef struct GmCollision {
    const char *with; /* the other object's name */
    GmHandler handler;
} GmCollision;

/* .collide = GM_COLLIDE({"obj_wall", hit_wall}, {"obj_coin", take_coin}) */
#define GM_COLLIDE(...) ((const GmCollision[]){__VA_ARGS__, {NULL, NULL}})

/* An object: what the last lines of an object's file say. Zero is always the default. Texts and
 * tables are read again after a reload; the runtime never writes to it. */
struct GmObject {
    const char *parent; /* object whose events are inherited; NULL none */
    const char *sprite; /* sprite_index of a new instance; NULL none */
    const char *mask;   /* collision mask; NULL: the sprite's own */
    bool invisible;     /* visible = false at creation */
    bool solid;
    bool persistent;
    GmVars vars;
    const GmCollision *collide; /* GM_COLLIDE(...), or NULL */
    GmHandler on[GM_EVENT_COUNT];
};

/* An instance. Its fields are the manual's instance variables; read and write them freely, but for
 * those marked "read". What is not here (alarms, speed and direction, depth, friction, gravity)
 * has a function in gm_instance.h. Lent: a pointer stays good until the handler returns; keep the
 * id, which is never given out twice, and ask gm_instance(id). Thread: main. */
struct GmInstance {
    double x, y;                       /* room pixels */
    double xprevious, yprevious;       /* position before this step */
    double hspeed, vspeed;             /* pixels per step; see gm_set_speed and gm_set_direction */
    void *vars;                        /* read; gm_vars(self) */
    uint32_t stamp;                    /* the runtime's: place in the order of creation, 0 gone */
    int sprite_index;                  /* GM_NONE: no sprite. A cache line ends here */
    double image_index;                /* sub-image, fractional; wrapped when the step begins */
    double image_speed;                /* multiplies the sprite's own speed; 1 */
    double image_xscale, image_yscale; /* 1 */
    double image_angle;                /* degrees, counter-clockwise */
    double image_alpha;                /* 0 to 1 */
    int id;                            /* read; GM_FIRST_INSTANCE_ID or more */
    int object_index;                  /* read */
    GmColour image_blend;              /* GM_C_WHITE */
    bool visible, solid, persistent;
};

/* The instance's own variables: the struct named in .vars, zero at first. NULL if it has none. */
static inline void *gm_vars(const GmInstance *self) {
    return self->vars;
}

/* The handler above: runs the event that is running now as the parent of the handler's owner has
 * it (with the same other and the same async map). No parent or no handler: does nothing. */
GM_API void gm_event_inherited(GmInstance *self, const GmEvent *event);
/* User event n, 0 to 15, of this instance, at once. Other numbers are ignored. */
GM_API void gm_event_user(GmInstance *self, int n);
/* One event of this instance, at once (manual: event_perform). Changes no engine state. type
 * GM_EV_..., number as the manual's: an event that is not there, or a draw event, warns once and
 * does nothing. Without a handler nothing happens. Source: async-events 1.10. */
GM_API void gm_event_perform(GmInstance *self, int type, int number);
/* The same with the handler that the given object has or inherits. */
GM_API void gm_event_perform_object(GmInstance *self, int object, int type, int number);

GM_API bool gm_object_exists(int object);
/* Index of the object with that name; GM_NONE and one warning if there is none. */
GM_API int gm_object(const char *name);
GM_API const char *gm_object_get_name(int object); /* lent; "<undefined>": there is none */
GM_API int gm_object_get_parent(int object);       /* GM_NONE: no parent */
GM_API bool gm_object_is_ancestor(int object, int ancestor); /* strict: not its own ancestor */

#ifdef __cplusplus
}
#endif
#endif
