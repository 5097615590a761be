/* Tile sets: the tiles numbered first to first + count - 1, row by row in one picture. */
#ifndef ASSETS_TILESET_H
#define ASSETS_TILESET_H

typedef struct Tileset {
    int first, count;
    int sprite; /* its picture, one sub-image */
    int columns;
    int width, height; /* of a tile, pixels. One larger than a cell keeps the cell's bottom left */
    int margin, spacing; /* pixels around the tiles, and between them */
} Tileset;

#endif
