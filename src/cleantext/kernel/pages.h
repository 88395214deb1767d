/* Code pages in plain C: what `pages.py` defines. The layout of the table is told by
   data/build/pages.py. */

#ifndef CLEANTEXT_PAGES_H
#define CLEANTEXT_PAGES_H

#include "letters.h"

enum {
    PAGES_ENOUGH = 16, PAGES_SAMPLE = 48, PAGES_NEAR = 3, PAGES_DEAR = 40, PAGES_CHEAP = -240, PAGES_EACH = 38,
    PAGES_IDEOGRAPH = 72, PAGES_TRIED = 8, PAGES_SIGN = 0, PAGES_EXCERPT = 48, PAGES_FLOOR = -96, PAGES_ALTERED = 16
};

typedef struct {
    const uint8_t *index, *blocks, *characters, *masks, *bytes, *glyphs;
    uint32_t count;
} pages_table;

typedef struct { /* in code points; `made` is where in the points that were made it begins */
    size_t start, end, made, size;
    int gain;
} pages_image;

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

static inline int pages_goes_on(
    const pages_table *table, const uint32_t *points, size_t length, size_t at) {
    int script;
    if (at == 0 || at >= length) return 0;
    script = pages_script(table, pages_number(table, points[at]));
    return script && script == pages_script(table, pages_number(table, points[at - 1]));
}

/* All pages in which an image may end in a line: a superset, found for all of them at once. */
static inline uint64_t pages_possible(
    const pages_table *table, const uint32_t *points, size_t length) {
    uint64_t start = ~(uint64_t)0, one = 0, two = 0, three = 0, done, found = 0, tail;
    uint32_t number = 0;
    int script = 0, before = 0;
    size_t i;
    done = 0;
    for (i = 0; i < length; i++) {
        if (points[i] < 0x80) {
            found |= done;
            done = one = two = three = 0;
            before = 0;
            continue;
        }
        number = pages_number(table, points[i]);
        script = pages_script(table, number);
        if (script && script == before)
            start = done;
        else {
            found |= done;
            start = ~(uint64_t)0;
        }
        tail = pages_mask(table, number, 3);
        done = one & tail;
        one = (two & tail) | (start & pages_mask(table, number, 0));
        two = (three & tail) | (start & pages_mask(table, number, 1));
        three = start & pages_mask(table, number, 2);
        before = script;
    }
    return found | done;
}

/* The character whose UTF-8 stands at a place, read through a page, and how many characters of
   the line it takes; 0 if there is none. */
static inline uint32_t pages_sequence(
    const pages_table *table, const uint32_t *points, size_t length, size_t at, uint32_t page,
    size_t *size) {
    static const uint32_t least[4] = {0, 0x80, 0x800, 0x10000};
    const uint8_t *bytes = table->bytes + 2 * page;
    size_t step = 2 * (size_t)table->count, more, i;
    uint32_t point, byte = bytes[pages_number(table, points[at]) * step];
    if (byte < 0xC2 || byte > 0xF4) return 0;
    more = 1 + (byte >= 0xE0) + (byte >= 0xF0);
    if (at + more >= length) return 0;
    point = byte & (0x3F >> more);
    for (i = 1; i <= more; i++) {
        byte = bytes[pages_number(table, points[at + i]) * step + 1];
        if ((byte & 0xC0) != 0x80) return 0;
        point = point << 6 | (byte & 0x3F);
    }
    if (point < least[more] || point > 0x10FFFF || (point >> 11) == 0x1B) return 0;
    *size = more + 1;
    return point;
}

/* Invisible operators and their like, which no text has that the model learnt from. */
static inline int pages_is_mark(uint32_t point) { return point >= 0x2060 && point <= 0x206F; }

static inline int pages_gain(
    const letters_model *model, const uint32_t *points, size_t length, const pages_image *image,
    const uint32_t *made) {
    letters_state before, state;
    int gain = 0;
    size_t i, from = image->start > PAGES_NEAR ? image->start - PAGES_NEAR : 0;
    size_t to = image->end + PAGES_NEAR - 1 < length ? image->end + PAGES_NEAR - 1 : length;
    letters_start(model, &before);
    for (i = from; i < image->start; i++) letters_step(model, &before, points[i]);
    state = before;
    for (i = image->start; i < to; i++) gain += letters_step(model, &state, points[i]);
    gain += letters_step(model, &state, 0x20);
    state = before;
    for (i = 0; i < image->size; i++) gain -= letters_step(
            model, &state, pages_is_mark(made[image->made + i]) ? 0x200B : made[image->made + i]);
    for (i = image->end; i < to; i++) gain -= letters_step(model, &state, points[i]);
    return gain - letters_step(model, &state, 0x20);
}

/* The images of a line through one page, without their gains: how many. There is room for one
   image and one point a character of the line. */
static inline size_t pages_images(
    const pages_table *table, const uint32_t *points, size_t length, uint32_t page,
    pages_image *images, uint32_t *made) {
    size_t at = 0, count = 0, size, all = 0, start, first;
    uint32_t point;
    while (at < length) {
        if (points[at] < 0x80) { at++; continue; }
        start = at;
        first = all;
        while (at < length
               && (point = pages_sequence(table, points, length, at, page, &size)) != 0) {
            made[all++] = point;
            at += size;
        }
        if (all == first) { at++; continue; }
        if (pages_goes_on(table, points, length, start)
            || pages_goes_on(table, points, length, at)) {
            all = first;
            continue;
        }
        images[count].start = start;
        images[count].end = at;
        images[count].made = first;
        images[count++].size = all - first;
    }
    return count;
}

/* What stands where a byte was lost, or was straightened. */
static inline int pages_stands_for(uint32_t point) {
    return point == '?' || point == ' ' || point == '"' || point == '\'' || point == 0xFFFD;
}

/* The pages that explain most of what a line has beyond ASCII as sequences, of which at least one
   lacks a byte. */
static inline uint64_t pages_lossy(
    const pages_table *table, const uint32_t *points, size_t length) {
    uint64_t found = 0;
    size_t step = 2 * (size_t)table->count, i;
    uint32_t page;
    for (page = 0; page < table->count; page++) {
        size_t inside = 0, outside = 0, lacking = 0, due = 0;
        for (i = 0; i < length; i++) {
            const uint8_t *bytes;
            if (points[i] < 0x80 || points[i] == 0xFFFD) {
                lacking += due != 0;
                due = due && pages_stands_for(points[i]) ? due - 1 : 0;
                continue;
            }
            bytes = table->bytes + pages_number(table, points[i]) * step + 2 * page;
            if (due && (bytes[1] & 0xC0) == 0x80) {
                due--;
                inside++;
                continue;
            }
            lacking += due != 0;
            due = 0;
            if (bytes[0] >= 0xC2 && bytes[0] <= 0xF4) {
                due = 1 + (bytes[0] >= 0xE0) + (bytes[0] >= 0xF0);
                inside++;
            } else
                outside++;
        }
        if ((lacking || due) && 2 * inside > 3 * outside) found |= (uint64_t)1 << page;
    }
    return found;
}

static inline int pages_is_letter(uint32_t point) { return (point | 32) - 'a' < 26; }

/* What draws no ink stands in good text of any page. */
static inline int pages_is_blank(uint32_t point) {
    return point == 0xA0 || point == 0xAD || (point >= 0x200C && point <= 0x200F);
}

/* Signs that are written everywhere, and say nothing of pages where they stand beside a word. */
static inline int pages_is_usual(const uint32_t *points, size_t length, size_t i) {
    uint32_t before, after;
    if (pages_is_blank(points[i])) return 1;
    switch (points[i]) {
        case 0xAB: case 0xBB: case 0xB7: case 0x2013: case 0x2014: case 0x2018:
        case 0x2019: case 0x201C: case 0x201D: case 0x201E: case 0x2022: case 0x2026: break;
        default: return 0;
    }
    before = i ? points[i - 1] : ' ';
    after = i + 1 < length ? points[i + 1] : ' ';
    return points[i] == 0x2019
        ? before < 0x80 && after < 0x80
        : (before < 0x80 && !pages_is_letter(before)) || (after < 0x80 && !pages_is_letter(after));
}

/* Whether the first characters beyond ASCII, with the two after each, cost more than what is
   written does. */
static inline int pages_is_dear(
    const pages_table *table, const letters_model *model, const uint32_t *points, size_t length) {
    letters_state state;
    long total = -PAGES_DEAR, count = 0;
    int cost;
    size_t i, from, left = 0;
    letters_start(model, &state);
    for (i = 0; i <= length && count < PAGES_SAMPLE && total > PAGES_CHEAP; i++) {
        uint32_t point = i < length ? points[i] : 0x20;
        if (point > 0x7F && (point >= 0x2E80 || pages_number(table, point))
            && !pages_is_usual(points, length, i)) {
            if (!left) {
                letters_start(model, &state);
                for (from = i > PAGES_NEAR ? i - PAGES_NEAR : 0; from < i; from++)
                    letters_step(model, &state, points[from]);
            }
            left = PAGES_NEAR;
        }
        if (!left) continue;
        left--;
        cost = letters_step(model, &state, point);
        if (pages_is_blank(point)) continue;
        total += cost - (point < 0x2E80 ? PAGES_EACH : PAGES_IDEOGRAPH);
        count++;
    }
    return total > 0;
}

static inline int pages_is_attached(const uint32_t *points, size_t length, size_t i) {
    return (i && pages_is_letter(points[i - 1]))
        || (i + 1 < length && (pages_is_letter(points[i + 1]) || points[i + 1] == '?'
                               || points[i + 1] == 0xFFFD));
}

/* Whether a quotation mark, an apostrophe or a dash would be cheaper where the first byte of such
   a sign stands in some page, with what stands for its other bytes. */
static inline int pages_lost_signs(
    const pages_table *table, const letters_model *model, const uint32_t *points, size_t length) {
    static const uint32_t signs[3] = {0x2019, 0x201C, 0x2014};
    size_t i, end;
    int k, tried = 0;
    for (i = 0; i < length && tried < PAGES_TRIED; i++) {
        pages_image image;
        if (points[i] < 0x80 || !table->characters[pages_number(table, points[i]) * 8 + 5]) continue;
        if (points[i] >= 0x250 && !pages_is_attached(points, length, i)) continue;
        if (pages_goes_on(table, points, length, i)
            || pages_goes_on(table, points, length, i + 1)) continue;
        for (end = i + 1; end < length && end < i + 3; end++)
            if (points[end] != '?' && points[end] != 0xFFFD) break;
        image.start = i;
        image.end = end;
        image.made = 0;
        image.size = 1;
        tried++;
        for (k = 0; k < 3; k++)
            if (pages_gain(model, points, length, &image, signs + k) >= PAGES_SIGN) return 1;
    }
    return 0;
}

/* Where the excerpt of a line begins by which readings are compared at first: a little before
   its first character beyond ASCII. */
static inline size_t pages_excerpt(const uint32_t *points, size_t length) {
    size_t i = 0;
    while (i < length && (points[i] < 0x80 || pages_is_usual(points, length, i))) i++;
    return i > PAGES_NEAR ? i - PAGES_NEAR : 0;
}

/* What stands for a line as it is: the cost up to each of its characters. */
static inline void pages_costs(
    const letters_model *model, const uint32_t *points, size_t length, int *costs) {
    letters_state state;
    int cost = 0;
    size_t i;
    letters_start(model, &state);
    for (i = 0; i < length; i++) costs[i] = cost += letters_step(model, &state, points[i]);
}

/* The gain of an excerpt if what was read through one page is read through another; 0 if there is
   none, or none to be expected after its beginning. */
static inline int pages_misread(
    const pages_table *table, const letters_model *model, const uint32_t *points, size_t length,
    const int *costs, uint32_t viewer, uint32_t page) {
    letters_state state;
    size_t step = 2 * (size_t)table->count, i;
    int gain = 0, cost = 0;
    letters_start(model, &state);
    for (i = 0; i < length && gain > PAGES_FLOOR; i++) {
        uint32_t point = points[i];
        if (point > 0x7F) {
            uint32_t byte = table->bytes[pages_number(table, point) * step + 2 * viewer + 1];
            const uint8_t *glyph;
            if (!byte) return 0;
            glyph = table->glyphs + (size_t)page * 256 + (byte - 0x80) * 2;
            point = glyph[0] | (uint32_t)glyph[1] << 8;
            if (point != points[i]) cost += PAGES_ALTERED;
        }
        cost += letters_step(model, &state, point);
        gain = costs[i] - cost;
    }
    return gain > 0 ? gain : 0;
}

#endif
