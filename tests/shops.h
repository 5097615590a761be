/* A game with the simulated shop, and its catalogue. */
#ifndef TESTS_SHOPS_H
#define TESTS_SHOPS_H

#define SHOP_CATALOGUE                                                                             \
    "{\"currency\": \"EUR\", \"products\": [\n"                                                    \
    "  {\"id\": \"gems\", \"title\": \"100 gems\", \"description\": \"A handful.\", "              \
    "\"price\": 1.99, \"consumable\": true},\n"                                                    \
    "  {\"id\": \"castle\", \"price\": 5}]}"

#endif
