/* The grid: one torus of cells for each size of box, once for those that search and once for those
 * that are only found. An item lies in one cell, that of its upper left corner; who searches looks
 * as far to the left and up as the level's largest item reaches. The cells of a row lie side by
 * side, so that a search reads one stretch of memory for each row. Far places share a cell: what
 * does not overlap is left out anyway. Items that leave their cell after the grid was built hang in
 * a chain at their new one. */
#include "grid.h"
#include "../platform/mem.h"

#include <stdint.h>
#include <string.h>

enum { SIZES = 6, LEVELS = 2 * SIZES, FIRST_SHIFT = 3, SHIFT_STEP = 2, MANY_FOUND = 48 };
enum { NO_CELL = -1, NO_ITEM = -1 };

typedef struct Item {
    int kind;
    int sizes; /* its levels begin here: 0 if it searches, or SIZES */
    int cell;  /* NO_CELL: nowhere */
    int entry; /* place in entries; NO_ITEM: it left its cell */
    int next;  /* in the chain of moved items */
} Item;

typedef struct Entry {
    GridBox box;
    int kind, item;
} Entry;

/* Boxes of about one size. Its cells are half as wide as its largest boxes, and twice as high: that
 * makes fewer rows to search, and no more boxes to look at. */
typedef struct Level {
    int count;                   /* 0: it has no cells */
    int column_shift, row_shift; /* cells are 1 << shift pixels wide and high */
    int column_bits, row_bits, first_cell;
    int widest, tallest; /* of its items */
} Level;

static struct {
    Item *items;
    GridBox *boxes; /* of items */
    Entry *entries;
    int *starts;     /* [cell_count + 1]: where a cell's entries begin */
    int *chains;     /* [cell_count]: first moved item; only while there are moved ones */
    GridPair *found; /* by a search */
    int *numbers;    /* what was found, in rising order */
    uint64_t *bits;  /* all zero between searches */
    Level levels[LEVELS];
    int merged[LEVELS]; /* the level that has taken in this one's boxes */
    int count, cell_count, moved_count, found_count;
    int item_capacity, box_capacity, entry_capacity, start_capacity, chain_capacity, found_capacity;
    int number_capacity, bit_capacity;
} the_grid;

/* MARK: cells */

static int larger(int a, int b) {
    return a > b ? a : b;
}

/* Without a branch for each size: it cannot be guessed. */
static int level_of(const GridBox *box, int sizes) {
    int size = larger(box->right - box->left, box->bottom - box->top), level = sizes;
    for (int i = 0; i < SIZES - 1; i++)
        level += size > 1 << (FIRST_SHIFT + i * SHIFT_STEP);
    return the_grid.merged[level];
}

static bool is_last(int level) {
    return level % SIZES == SIZES - 1;
}

static int cell_of(const Level *level, const GridBox *box) {
    int column = (box->left >> level->column_shift) & ((1 << level->column_bits) - 1);
    int row = (box->top >> level->row_shift) & ((1 << level->row_bits) - 1);
    return level->first_cell + (row << level->column_bits) + column;
}

static void reach(Level *level, const GridBox *box) {
    level->widest = larger(level->widest, box->right - box->left);
    level->tallest = larger(level->tallest, box->bottom - box->top);
}

/* MARK: building */

void grid_clear(void) {
    the_grid.count = the_grid.moved_count = the_grid.cell_count = 0;
    memset(the_grid.levels, 0, sizeof the_grid.levels);
    for (int i = 0; i < LEVELS; i++)
        the_grid.merged[i] = i;
}

int grid_add(GridBox box, int kind, bool searches) {
    if (the_grid.count == the_grid.item_capacity || the_grid.count == the_grid.box_capacity) {
        MEM_RESERVE(the_grid.items, the_grid.item_capacity, the_grid.count + 1);
        MEM_RESERVE(the_grid.boxes, the_grid.box_capacity, the_grid.count + 1);
    }
    Item *item = &the_grid.items[the_grid.count];
    the_grid.boxes[the_grid.count] = box;
    *item = (Item){kind, searches ? 0 : SIZES, NO_CELL, NO_ITEM, NO_ITEM};
    if (box.left <= box.right && box.top <= box.bottom) {
        item->cell = level_of(&box, item->sizes); /* its level, until the levels have cells */
        the_grid.levels[item->cell].count++;
        reach(&the_grid.levels[item->cell], &box);
    }
    return the_grid.count++;
}

/* To search a level costs more than to look at a few more boxes: it joins the next larger one
 * unless it has many more. What is larger than all levels but the last is looked at every time. */
static void merge_levels(void) {
    for (int i = 0; i < LEVELS; i++) {
        if (is_last(i) || is_last(i + 1)) continue;
        Level *level = &the_grid.levels[i], *larger_one = level + 1;
        if (level->count > 0 && level->count >= 4 * larger_one->count) continue;
        larger_one->count += level->count;
        larger_one->widest = larger(larger_one->widest, level->widest);
        larger_one->tallest = larger(larger_one->tallest, level->tallest);
        level->count = 0;
        for (int k = 0; k <= i; k++)
            if (the_grid.merged[k] == i) the_grid.merged[k] = i + 1;
    }
}

/* About one cell for each item. The last level always has one, for boxes that grow. One row, or at
 * least four: boxes reach into two at most, so that of two in different rows one finds the other.
 */
static void lay_out(void) {
    for (int i = 0; i < LEVELS; i++) {
        Level *level = &the_grid.levels[i];
        int bits = 0;
        while (1 << bits < level->count && bits < 24)
            bits++;
        level->column_shift = FIRST_SHIFT + i % SIZES * SHIFT_STEP - 1;
        level->row_shift = level->column_shift + 2;
        level->row_bits = is_last(i) || bits < 6 ? 0 : bits / 2 - 1;
        level->column_bits = is_last(i) ? 0 : bits - level->row_bits;
        level->first_cell = the_grid.cell_count;
        if (level->count > 0 || is_last(i))
            the_grid.cell_count += 1 << (level->column_bits + level->row_bits);
    }
}

/* A counting sort by cell. starts[cell + 1] counts first, then it is where the next one goes. */
static void sort_entries(void) {
    int *next = the_grid.starts + 1;
    memset(the_grid.starts, 0, (size_t)(the_grid.cell_count + 1) * sizeof *the_grid.starts);
    for (int i = 0; i < the_grid.count; i++) {
        Item *item = &the_grid.items[i];
        if (item->cell == NO_CELL) continue;
        item->cell = cell_of(&the_grid.levels[the_grid.merged[item->cell]], &the_grid.boxes[i]);
        next[item->cell]++;
    }
    int sum = 0;
    for (int cell = 0; cell < the_grid.cell_count; cell++) {
        int count = next[cell];
        next[cell] = sum;
        sum += count;
    }
    for (int i = 0; i < the_grid.count; i++) {
        Item *item = &the_grid.items[i];
        if (item->cell == NO_CELL) continue;
        item->entry = next[item->cell]++;
        the_grid.entries[item->entry] = (Entry){the_grid.boxes[i], item->kind, i};
    }
}

void grid_build(void) {
    int words = the_grid.count / 64 + 1, before = the_grid.bit_capacity;
    merge_levels();
    lay_out();
    MEM_RESERVE(the_grid.starts, the_grid.start_capacity, the_grid.cell_count + 1);
    MEM_RESERVE(the_grid.entries, the_grid.entry_capacity, the_grid.count);
    MEM_RESERVE(the_grid.numbers, the_grid.number_capacity, the_grid.count);
    MEM_RESERVE(the_grid.bits, the_grid.bit_capacity, words);
    if (the_grid.bit_capacity > before)
        memset(the_grid.bits, 0, (size_t)the_grid.bit_capacity * sizeof *the_grid.bits);
    sort_entries();
}

const GridBox *grid_boxes(void) {
    return the_grid.boxes;
}

/* MARK: moving */

static void leave_cell(Item *item) {
    if (item->cell == NO_CELL) return;
    if (item->entry != NO_ITEM) {
        the_grid.entries[item->entry].box = GRID_NOWHERE;
        item->entry = NO_ITEM;
    } else {
        int *link = &the_grid.chains[item->cell];
        while (&the_grid.items[*link] != item)
            link = &the_grid.items[*link].next;
        *link = item->next;
        the_grid.moved_count--;
    }
    item->cell = NO_CELL;
}

static void enter_cell(int number, int cell) {
    if (the_grid.moved_count++ == 0) {
        MEM_RESERVE(the_grid.chains, the_grid.chain_capacity, the_grid.cell_count);
        for (int i = 0; i < the_grid.cell_count; i++)
            the_grid.chains[i] = NO_ITEM;
    }
    the_grid.items[number].cell = cell;
    the_grid.items[number].next = the_grid.chains[cell];
    the_grid.chains[cell] = number;
}

void grid_move(int number, GridBox box) {
    Item *item = &the_grid.items[number];
    the_grid.boxes[number] = box;
    if (box.left > box.right || box.top > box.bottom) {
        leave_cell(item);
        return;
    }
    Level *level = &the_grid.levels[level_of(&box, item->sizes)];
    if (level->count == 0) level = &the_grid.levels[item->sizes + SIZES - 1];
    int cell = cell_of(level, &box);
    reach(level, &box);
    level->count++; /* the last one may have been empty */
    if (cell != item->cell) {
        leave_cell(item);
        enter_cell(number, cell);
    } else if (item->entry != NO_ITEM) {
        the_grid.entries[item->entry].box = box;
    }
}

/* MARK: searching */

/* What counts overlaps the box and is wanted. */
typedef struct Search {
    GridBox box;
    int item; /* whose it is */
    const int *wanted;
    int begin; /* in the first row, only the entries from this place on */
} Search;

/* The cells first to last. Without a branch for each box: whether it is found cannot be guessed. */
static void search_entries(const Search *search, int begin, int first, int last) {
    const Entry *end = the_grid.entries + the_grid.starts[last + 1];
    const GridBox box = search->box;
    const int *wanted = search->wanted;
    GridPair *found = the_grid.found + the_grid.found_count;
    begin = larger(begin, the_grid.starts[first]);
    for (const Entry *entry = the_grid.entries + begin; entry < end; entry++) {
        found->a = search->item;
        found->b = entry->item;
        found += (entry->box.left < box.right) & (box.left < entry->box.right) &
                 (entry->box.top < box.bottom) & (box.top < entry->box.bottom) &
                 (entry->item >= wanted[entry->kind]);
    }
    the_grid.found_count = (int)(found - the_grid.found);
}

static void search_chains(const Search *search, int first, int last) {
    for (int cell = first; cell <= last; cell++)
        for (int i = the_grid.chains[cell]; i != NO_ITEM; i = the_grid.items[i].next)
            if (grid_overlap(&the_grid.boxes[i], &search->box) &&
                i >= search->wanted[the_grid.items[i].kind])
                the_grid.found[the_grid.found_count++] = (GridPair){search->item, i};
}

/* A stretch of cells, in so many rows: the torus goes on in its first row. */
static void search_stretch(const Search *search, const Level *level, int top, int rows, int first,
                           int last) {
    int row_mask = (1 << level->row_bits) - 1;
    for (int row = top; row < top + rows; row++) {
        int cells = level->first_cell + ((row & row_mask) << level->column_bits);
        search_entries(search, row == top ? search->begin : 0, cells + first, cells + last);
        if (the_grid.moved_count > 0) search_chains(search, cells + first, cells + last);
    }
}

/* From the row on that lies at that height. */
static void search_level(const Search *search, const Level *level, int height) {
    const GridBox *box = &search->box;
    int columns = 1 << level->column_bits, rows = 1 << level->row_bits;
    int left = (box->left - level->widest + 1) >> level->column_shift;
    int top = height >> level->row_shift;
    int across = ((box->right - 1) >> level->column_shift) - left + 1;
    int down = ((box->bottom - 1) >> level->row_shift) - top + 1;
    if (down < rows) rows = larger(down, 1);
    if (across <= 0) return;
    if (across >= columns) {
        search_stretch(search, level, top, rows, 0, columns - 1);
        return;
    }
    int first = left & (columns - 1), last = first + across - 1;
    search_stretch(search, level, top, rows, first, last < columns ? last : columns - 1);
    if (last >= columns) search_stretch(search, level, top, rows, 0, last - columns);
}

/* Upwards as far as its boxes reach. */
static void search_all_of(const Search *search, const Level *level) {
    search_level(search, level, search->box.top - level->tallest + 1);
}

/* MARK: pairs */

/* All of one level search another one, or in their own what comes after them: later in the same
 * row, and all in rows below. False: they are more than most. */
static bool search_by_level(int mine, int other, const int *wanted, int kinds, int most) {
    const Level *level = &the_grid.levels[mine];
    int first = the_grid.starts[level->first_cell], end = the_grid.starts[level[1].first_cell];
    for (int i = first; i < end && the_grid.found_count <= most; i++) {
        const Entry *entry = &the_grid.entries[i];
        Search search = {entry->box, entry->item, wanted + entry->kind * kinds, 0};
        MEM_RESERVE(the_grid.found, the_grid.found_capacity, the_grid.found_count + the_grid.count);
        if (other != mine) {
            search_all_of(&search, &the_grid.levels[other]);
        } else {
            search.begin = i + 1;
            search_level(&search, level, entry->box.top);
        }
    }
    return the_grid.found_count <= most;
}

/* Smaller boxes do not search for larger ones: those find them. */
int grid_pairs(const int *wanted, int kinds, int most, const GridPair **pairs) {
    the_grid.found_count = 0;
    for (int mine = 0; mine < SIZES; mine++)
        for (int other = 0; other < LEVELS; other++) {
            if (the_grid.levels[other].count == 0 || (other > mine && other < SIZES)) continue;
            if (!search_by_level(mine, other, wanted, kinds, most)) return -1;
        }
    *pairs = the_grid.found;
    return the_grid.found_count;
}

/* MARK: finding */

/* Few are put in order where they are. */
static void sort_few(void) {
    int *numbers = the_grid.numbers;
    for (int i = 0; i < the_grid.found_count; i++) {
        int number = the_grid.found[i].b, k = i;
        for (; k > 0 && numbers[k - 1] > number; k--)
            numbers[k] = numbers[k - 1];
        numbers[k] = number;
    }
}

/* Many through a bit for each item. */
static void sort_many(void) {
    int low = the_grid.count, high = 0, sorted = 0;
    for (int i = 0; i < the_grid.found_count; i++) {
        int number = the_grid.found[i].b;
        the_grid.bits[number / 64] |= (uint64_t)1 << (number % 64);
        low = number < low ? number : low;
        high = larger(high, number);
    }
    for (int word = low / 64; word <= high / 64; word++) {
        for (uint64_t bits = the_grid.bits[word]; bits != 0; bits &= bits - 1)
            the_grid.numbers[sorted++] = word * 64 + __builtin_ctzll(bits);
        the_grid.bits[word] = 0;
    }
}

int grid_find(GridBox box, const int *wanted, const int **found) {
    Search search = {box, NO_ITEM, wanted, 0};
    MEM_RESERVE(the_grid.found, the_grid.found_capacity, the_grid.count + 1);
    the_grid.found_count = 0;
    for (int i = 0; i < LEVELS; i++)
        if (the_grid.levels[i].count > 0) search_all_of(&search, &the_grid.levels[i]);
    if (the_grid.found_count < MANY_FOUND)
        sort_few();
    else
        sort_many();
    *found = the_grid.numbers;
    return the_grid.found_count;
}

void grid_close(void) {
    mem_free(the_grid.items);
    mem_free(the_grid.boxes);
    mem_free(the_grid.entries);
    mem_free(the_grid.starts);
    mem_free(the_grid.chains);
    mem_free(the_grid.found);
    mem_free(the_grid.numbers);
    mem_free(the_grid.bits);
    memset(&the_grid, 0, sizeof the_grid);
}
