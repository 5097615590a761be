/* What the objects of this game share. */
#ifndef SHOP_H
#define SHOP_H

#include <gm.h>

/* 0xBBGGRR */
enum {
    INK = 0x1F1012,
    NIGHT = 0x36191C,
    STONE = 0x886260,
    ASH = 0xBA9D94,
    MIST = 0xECDBD3,
    CREAM = 0xC4F0FF,
    GOLD = 0x66D1FF,
    CORAL = 0x666AEC,
    MINT = 0xA5E684
};

enum { SCENE_WIDTH = 446, SCENE_HEIGHT = 300, DOOR_X = 340, DOOR_Y = 264 };

/* MARK: the shop */

enum { DAY_STEPS = 3600, A_SHELF = 8, MOST_SHELVES = 4, MOST_GOODS = 4, NEWS_STEPS = 240 };

/* What is bought with money, not coins. */
typedef enum Product { NEON_SIGN, CAT, DOUBLE_DAY, PRODUCT_COUNT } Product;

/* Of obj_shop. */
typedef struct Shop {
    int coins, earned, served;
    int stock, shelves, goods;     /* goods: how good, 1 to MOST_GOODS */
    int day, steps;                /* steps of this day */
    int double_steps;              /* so long income is doubled */
    char token[PRODUCT_COUNT][64]; /* of the purchase that was given; "": none */
    char news[80];
    int news_steps; /* so long they are still shown */
} Shop;

static inline Shop *the_shop(void) {
    return gm_vars(gm_instance("obj_shop"));
}

static inline bool shop_has(Product product) {
    return product == DOUBLE_DAY ? the_shop()->double_steps > 0
                                 : the_shop()->token[product][0] != '\0';
}

/* obj_shop.c */
int shop_room(void);           /* how much stock there can be */
int shop_price(void);          /* of what a customer buys */
int shop_customer_steps(void); /* from one customer to the next */
int shop_restock_cost(void);   /* 0: it is full */
int shop_shelf_cost(void);     /* 0: there is no place for more */
int shop_goods_cost(void);     /* 0: there are no better ones */
int shop_sell(void);           /* what was paid; 0: there is nothing left */
int shop_sell_all(void);
void shop_restock(void);
void shop_add_shelf(void);
void shop_better_goods(void);
double shop_darkness(void); /* 0 by day to 1 by night */
void shop_tell(const char *news);

/* obj_book.c: the shop as a text. What was bought with money is only in this machine's own. */
const char *book_write(const Shop *shop, bool with_purchases);
bool book_read(Shop *shop, const char *text, bool with_purchases); /* false: it is none */
/* On this machine; the request of its GM_ASYNC_SAVE_LOAD. */
int book_keep(void);

/* MARK: services. The variables of each service's object begin with a report. */

typedef enum Lamp { LAMP_NONE, LAMP_OFFLINE, LAMP_ASKING, LAMP_FINE } Lamp; /* as spr_lamp */

typedef struct Report {
    Lamp lamp;
    char says[96];
} Report;

static inline void report(Report *to, Lamp lamp, const char *says) {
    to->lamp = lamp;
    gm_copy_text(to->says, sizeof to->says, says);
}

static inline GmInstance *service(GmServiceKind kind) {
    static const char *const objects[GM_SERVICE_KIND_COUNT] = {
        [GM_SERVICE_CLOUD] = "obj_cloud",    [GM_SERVICE_PUSH] = "obj_notices",
        [GM_SERVICE_IAP] = "obj_purchases",  [GM_SERVICE_STEAM] = "obj_steam",
        [GM_SERVICE_SOCIAL] = "obj_friends",
    };
    return gm_instance(objects[kind]);
}

static inline const Report *report_of(GmServiceKind kind) {
    return gm_vars(service(kind));
}

enum { LOOK_AGAIN = 0 }; /* a user event and an alarm of each: ask how things are now */

/* Of obj_cloud. */
typedef struct Cloud {
    Report report;
    int resolving;     /* the request that ends a conflict; GM_NONE: none is under way */
    bool has_conflict; /* until it is resolved nothing is saved by itself */
    Shop theirs;       /* what another machine has saved */
} Cloud;
void cloud_save(void);
void cloud_resolve(bool use_mine);

/* Of obj_purchases. */
typedef struct Purchases {
    Report report;
    char price[PRODUCT_COUNT][16], state[PRODUCT_COUNT][16]; /* for the buttons */
    char pending[64], paid[64];                              /* tokens of the last ones; "": none */
    int save;                         /* the request that writes down what was given last */
    bool is_to_finish[PRODUCT_COUNT]; /* once it is written down */
} Purchases;
void purchases_buy(Product product);
void purchases_restore(void);

void notices_plan(void); /* obj_notices.c: says when the shelves will be empty */

/* Of obj_steam. */
enum { MEDAL_COUNT = 3 };
typedef struct Steam {
    Report report;
    bool has_board;
    int rank, players; /* on the board; rank 0: not known */
    bool has_medal[MEDAL_COUNT];
} Steam;

/* Of obj_friends. */
enum { ROW_COUNT = 5, FACE_COUNT = 8 };
typedef struct Row {
    char name[16], player[24];
    int rank, score;
} Row;
typedef struct Face {
    char player[24];
    int request, sprite; /* GM_NONE: none */
} Face;
typedef struct Friends {
    Report report;
    Row rows[ROW_COUNT];
    int row_count;
    Face faces[FACE_COUNT]; /* their sprites are owned by this */
    int face_count;
} Friends;
int friends_face(const Friends *friends, const char *player); /* its sprite, or GM_NONE */

/* MARK: what can be done, by key, button, or the keeper */

typedef enum Deed {
    RESTOCK,
    ADD_SHELF,
    BETTER_GOODS,
    BUY_SIGN,
    BUY_CAT,
    BUY_DOUBLE,
    SAVE,
    TAKE_MINE,
    TAKE_THEIRS,
    RESTORE,
    /* by the simulators: */
    CUT_LINE,
    SAVE_ELSEWHERE,
    CHOOSE_NEXT,
    PAY,
    REFUND,
    PUSH,
    DEED_COUNT
} Deed;
void deed_do(Deed deed); /* obj_counter.c */

/* Of obj_simulator. */
typedef struct Simulator {
    bool is_offline;
    int next;                            /* what becomes of the next purchase */
    bool is_real[GM_SERVICE_KIND_COUNT]; /* these cannot be driven */
} Simulator;
void simulator_do(Deed deed);
const char *simulator_next(void);

static inline void note(double x, double y, const char *words, double scale, GmColour colour,
                        int align) {
    gm_draw_set_font(GM_NONE);
    gm_draw_set_halign(align);
    gm_draw_set_colour(INK);
    gm_draw_text_transformed(x + 1, y + 1, words, scale, scale, 0);
    gm_draw_set_colour(colour);
    gm_draw_text_transformed(x, y, words, scale, scale, 0);
}

#endif
