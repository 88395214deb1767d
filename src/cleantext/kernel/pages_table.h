/* The table of code pages and lines in its numbers, in plain C: what `pages.py` defines. The layout
   of the table is told by data/build/pages.py. */

#ifndef CLEANTEXT_PAGES_TABLE_H
#define CLEANTEXT_PAGES_TABLE_H

#include "letters.h"

enum { PAGES_NEAR = 3 }; /* how many characters before a place the model looks at, and more than behind it */

typedef struct {
    const uint8_t *index, *blocks, *characters, *masks, *bytes, *glyphs;
    uint32_t count;
} pages_table;

typedef struct { /* characters of a line with their numbers in the table */
    uint32_t *points;
    uint16_t *numbers;
    size_t length;
} pages_line;

/* 0 if the bytes are not such a table. */
static inline int pages_open(pages_table *table, const uint8_t *data, size_t length) {
    uint32_t size, blocks;
    if (length < 16 || memcmp(data, "pages1", 6) != 0) return 0;
    table->count = data[8] | (uint32_t)data[9] << 8;
    size = data[10] | (uint32_t)data[11] << 8;
    blocks = letters_u32(data + 12);
    if (table->count > 64 || blocks > 257) return 0;
    table->index = data + 16;
    table->blocks = table->index + 256;
    table->characters = table->blocks + (size_t)blocks * 512;
    table->masks = table->characters + (size_t)size * 8;
    table->bytes = table->masks + (size_t)size * 64;
    table->glyphs = table->bytes + (size_t)size * 2 * table->count;
    return length == (size_t)(table->glyphs - data) + (size_t)table->count * 256;
}

static inline uint32_t pages_number(const pages_table *table, uint32_t point) {
    const uint8_t *at;
    if (point < 0x80 || point > 0xFFFF) return 0;
    at = table->blocks + (size_t)table->index[point >> 8] * 512 + (point & 0xFF) * 2;
    return at[0] | (uint32_t)at[1] << 8;
}

static inline uint64_t pages_mask(const pages_table *table, uint32_t number, int which) {
    const uint8_t *at = table->masks + (size_t)number * 64 + which * 8;
    return letters_u32(at) | (uint64_t)letters_u32(at + 4) << 32;
}

static inline int pages_script(const pages_table *table, uint32_t number) {
    return table->characters[(size_t)number * 8 + 4];
}

/* Where the next byte beyond ASCII is. */
static inline size_t pages_next(const uint8_t *data, size_t size, size_t at) {
    uint64_t word;
    for (; at + 8 <= size; at += 8) {
        memcpy(&word, data + at, 8);
        if (word & 0x8080808080808080ull) break;
    }
    while (at < size && data[at] < 0x80) at++;
    return at;
}

static inline void pages_add(pages_line *line, uint32_t point, uint32_t number) {
    line->points[line->length] = point;
    line->numbers[line->length++] = (uint16_t)number;
}

/* Read a line; how many characters it has. Who looks only at what is beyond ASCII and PAGES_NEAR
   around it has enough with both ends of long runs of ASCII. */
static inline size_t pages_read(
    const pages_table *table, const uint8_t *data, size_t size, int is_enough, pages_line *line) {
    size_t at = 0, count = 0, end;
    line->length = 0;
    while (at < size) {
        uint32_t point;
        if (data[at] >= 0x80) {
            point = letters_point(data, size, &at);
            pages_add(line, point, pages_number(table, point));
            count++;
            continue;
        }
        end = pages_next(data, size, at);
        count += end - at;
        if (is_enough && end - at > 2 * PAGES_NEAR + 2) {
            size_t stop = at + PAGES_NEAR + 1;
            while (at < stop) pages_add(line, data[at++], 0);
            at = end - PAGES_NEAR - 1;
        }
        while (at < end) pages_add(line, data[at++], 0);
    }
    return count;
}

static inline int pages_goes_on(const pages_table *table, const pages_line *line, size_t at) {
    int script;
    if (at == 0 || at >= line->length) return 0;
    script = pages_script(table, line->numbers[at]);
    return script && script == pages_script(table, line->numbers[at - 1]);
}


#endif
