/* What characters are to who asks which one lost bytes, in plain C: what `lossy.py` defines. The
   layout of the table is told by data/build/lossy.py. */

#ifndef CLEANTEXT_LOSSY_TABLE_H
#define CLEANTEXT_LOSSY_TABLE_H

#include "pages_gaps.h"

enum { /* weights, in eighths of a nat as all costs: see `Weights` in lossy.py */
    LOSSY_LOSS, LOSSY_ALTERED, LOSSY_MARK, LOSSY_SELDOM, LOSSY_TURNED, LOSSY_UNPAIRED,
    LOSSY_ANSWERED, LOSSY_POSSESSIVE, LOSSY_WITHIN, LOSSY_SINGLE, LOSSY_SHORT,
    LOSSY_BY_KIND, LOSSY_SURE = LOSSY_BY_KIND + 5, LOSSY_PASSED, LOSSY_WEIGHTS
};
enum {
    LOSSY_BEAM = 5, LOSSY_MOST = 3, LOSSY_PAGES = 8, LOSSY_AHEAD = 8, LOSSY_DEEP = 3,
    LOSSY_FEW = 8, LOSSY_START = 16 + 40
};
enum { LOSSY_LETTER, LOSSY_USUAL, LOSSY_PICTURE, LOSSY_TYPOGRAPHIC, LOSSY_OTHER, LOSSY_HARDLY,
       LOSSY_INVISIBLE, LOSSY_NO_TEXT };
enum { LOSSY_ALPHA = 8, LOSSY_SPACE = 16, LOSSY_UPPER = 32, LOSSY_LOWER = 64 };

typedef struct {
    const uint8_t *index, *blocks, *masks, *signs, *order, *likely;
    uint32_t likely_count;
    int weights[LOSSY_WEIGHTS], rarity[8];
} lossy_table;

typedef struct { /* what a stretch may have been; `spaced`: with a space behind it */
    size_t end;
    uint32_t made;
    int losses, spaced;
} lossy_way;

typedef struct { /* a line, and what is known of it through one page */
    const lossy_table *table;
    const pages_table *pages;
    const letters_model *model;
    const uint32_t *points;
    const uint16_t *numbers;
    uint16_t *flags; /* of each place, see below */
    size_t length;
    uint32_t page;
    uint64_t lost, unseen;
    const uint8_t *signs;
} lossy_line;

/* COVERED: a part of a stretch; STARTS: the first of one, which ends, at the first of its ways,
   so many places on, and at the most so many; WHOLE: it lacks nothing; LEFT, RIGHT: what stands of
   its word on this side is covered. */
enum {
    LOSSY_COVERED = 1, LOSSY_STARTS = 2, LOSSY_WHOLE = 4, LOSSY_LEFT = 8, LOSSY_RIGHT = 16,
    LOSSY_KEPT = 32, LOSSY_FIRST = 256, LOSSY_REACH = 4096
};

/* 0 if the bytes are not such a table. */
static inline int lossy_open(
    lossy_table *table, const uint8_t *data, size_t length, uint32_t pages) {
    uint32_t blocks;
    int i;
    if (length < LOSSY_START + 0x1100 || memcmp(data, "lossy1", 6) != 0) return 0;
    if ((data[8] | (uint32_t)data[9] << 8) != pages) return 0;
    table->likely_count = data[10] | (uint32_t)data[11] << 8;
    blocks = letters_u32(data + 12);
    if (blocks > 256) return 0;
    memset(table->rarity, 0, sizeof table->rarity);
    for (i = 0; i < LOSSY_WEIGHTS; i++)
        table->weights[i] = (int16_t)(data[16 + 2 * i] | data[17 + 2 * i] << 8);
    for (i = 0; i < 5; i++) table->rarity[LOSSY_USUAL + i] = table->weights[LOSSY_BY_KIND + i];
    table->index = data + LOSSY_START;
    table->blocks = table->index + 0x1100;
    table->masks = table->blocks + (size_t)blocks * 256;
    table->signs = table->masks + (size_t)pages * 16;
    table->order = table->signs + (size_t)pages * 6;
    table->likely = table->order + pages;
    return length == (size_t)(table->likely - data) + (size_t)table->likely_count * 4;
}

static inline int lossy_described(const lossy_table *table, uint32_t point) {
    return table->blocks[(size_t)table->index[point >> 8] * 256 + (point & 0xFF)];
}
static inline int lossy_is(const lossy_table *table, uint32_t point, int what) {
    return (lossy_described(table, point) & what) != 0;
}
static inline int lossy_kind(const lossy_table *table, uint32_t point) {
    return lossy_described(table, point) & 7;
}

/* The character at a place, a space beyond the ends. */
static inline uint32_t lossy_at(const lossy_line *line, size_t at) {
    return at < line->length ? line->points[at] : 0x20;
}
static inline int lossy_byte(const lossy_line *line, size_t at, int role) {
    return line->pages->bytes[
        ((size_t)line->numbers[at] * line->pages->count + line->page) * 2 + role];
}

/* Whether a word in a script other than Latin goes on at a place. */
static inline int lossy_goes_on(const lossy_line *line, size_t at) {
    int script;
    if (at == 0 || at >= line->length) return 0;
    script = pages_script(line->pages, line->numbers[at]);
    return script && script == pages_script(line->pages, line->numbers[at - 1]);
}

/* The code point of so many bytes, 0 if they are no UTF-8 of text. */
static inline uint32_t lossy_decoded(const lossy_table *table, const uint8_t *data, int size) {
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t point = data[0] & (0x7F >> size);
    int i;
    for (i = 1; i < size; i++) {
        if ((data[i] & 0xC0) != 0x80) return 0;
        point = point << 6 | (data[i] & 0x3F);
    }
    if (point < least[size] || point > 0x10FFFF || (point >> 11) == 0x1B) return 0;
    return lossy_kind(table, point) == LOSSY_NO_TEXT ? 0 : point;
}

static inline int lossy_is_gone(uint64_t gone, int byte) {
    return (byte & 0xC0) == 0x80 && (gone >> (byte & 0x3F) & 1);
}

#endif
