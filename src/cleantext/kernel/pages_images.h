/* What of a line is UTF-8 read through a page, and what that gains. */

#ifndef CLEANTEXT_PAGES_IMAGES_H
#define CLEANTEXT_PAGES_IMAGES_H

#include "pages_table.h"

enum { PAGES_ENOUGH = 16, PAGES_SELDOM = 112 };

typedef struct { /* in code points; `made` is where in the points that were made it begins */
    uint32_t start, end, made, size;
} pages_image;

typedef struct { /* a stretch of a line: what stands before it, and what it costs with what follows */
    letters_state before;
    size_t start, end, to;
    int cost;
} pages_place;

/* All pages in which an image may end in a stretch: a superset, found for all of them at once. */
static inline uint64_t pages_possible(
    const pages_table *table, const pages_line *line, size_t from, size_t to) {
    uint64_t start, one = 0, two = 0, three = 0, done = 0, found = 0, tail;
    int script, before = 0;
    for (; from < to; from++) {
        uint32_t number = line->numbers[from];
        script = pages_script(table, number);
        if (script && script == before)
            start = done;
        else {
            found |= done;
            start = ~(uint64_t)0;
        }
        before = script;
        if (!number || !(start | one | two | three)) {
            done = one = two = three = 0;
            continue;
        }
        tail = pages_mask(table, number, 3);
        done = one & tail;
        one = (two & tail) | (start & pages_mask(table, number, 0));
        two = (three & tail) | (start & pages_mask(table, number, 1));
        three = start & pages_mask(table, number, 2);
    }
    return found | done;
}

/* The character whose UTF-8 stands at a place, read through a page, and how many characters of
   the line it takes; 0 if there is none. */
static inline uint32_t pages_sequence(
    const pages_table *table, const pages_line *line, size_t at, uint32_t page, size_t *size) {
    static const uint32_t least[4] = {0, 0x80, 0x800, 0x10000};
    const uint8_t *bytes = table->bytes + 2 * page;
    size_t step = 2 * (size_t)table->count, more, i;
    uint32_t point, byte = bytes[line->numbers[at] * step];
    if (byte < 0xC2 || byte > 0xF4) return 0;
    more = 1 + (byte >= 0xE0) + (byte >= 0xF0);
    if (at + more >= line->length) return 0;
    point = byte & (0x3F >> more);
    for (i = 1; i <= more; i++) {
        byte = bytes[line->numbers[at + i] * step + 1];
        if ((byte & 0xC0) != 0x80) return 0;
        point = point << 6 | (byte & 0x3F);
    }
    if (point < least[more] || point > 0x10FFFF || (point >> 11) == 0x1B) return 0;
    *size = more + 1;
    return point;
}

/* Invisible operators and their like, which no text has that the model learnt from. */
static inline int pages_is_mark(uint32_t point) { return point >= 0x2060 && point <= 0x206F; }

static inline void pages_at(
    const letters_model *model, const pages_line *line, size_t start, size_t end,
    pages_place *place) {
    letters_state state;
    size_t i, from = start > PAGES_NEAR ? start - PAGES_NEAR : 0;
    place->start = start;
    place->end = end;
    place->to = end + PAGES_NEAR - 1 < line->length ? end + PAGES_NEAR - 1 : line->length;
    place->cost = 0;
    letters_start(model, &place->before);
    for (i = from; i < start; i++) letters_pass(model, &place->before, line->points[i]);
    state = place->before;
    for (i = start; i < place->to; i++) place->cost += letters_step(model, &state, line->points[i]);
    place->cost += letters_step(model, &state, 0x20);
}

/* By how much other characters are cheaper in a place; something below `least` if that is less. */
static inline int pages_gain(
    const letters_model *model, const pages_line *line, const pages_place *place,
    const uint32_t *made, size_t size, int least) {
    letters_state state = place->before;
    int gain = place->cost;
    size_t i;
    for (i = 0; i < size && gain >= least; i++)
        gain -= letters_step(model, &state, pages_is_mark(made[i]) ? 0x200B : made[i]);
    for (i = place->end; i < place->to && gain >= least; i++)
        gain -= letters_step(model, &state, line->points[i]);
    return gain - letters_step(model, &state, 0x20);
}

/* The images of a stretch through one page: how many. There is room for one image and one point a
   character of the line. */
static inline size_t pages_images(
    const pages_table *table, const pages_line *line, size_t at, size_t to, uint32_t page,
    pages_image *images, uint32_t *made) {
    size_t count = 0, size, all = 0, start, first;
    uint32_t point;
    while (at < to) {
        if (!line->numbers[at]) { at++; continue; }
        start = at;
        first = all;
        while (at < to && (point = pages_sequence(table, line, at, page, &size)) != 0) {
            made[all++] = point;
            at += size;
        }
        if (all == first) { at++; continue; }
        if (pages_goes_on(table, line, start) || pages_goes_on(table, line, at)) {
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

/* How many characters of the line images have. */
static inline size_t pages_inside(const pages_image *images, size_t count) {
    size_t inside = 0;
    while (count--) inside += images[count].end - images[count].start;
    return inside;
}

typedef struct { /* what some pages read alike: how much it gains, the likeliest and first of them */
    uint64_t hash, bits;
    int gain, rare;
    uint32_t page;
} pages_way;

static inline int pages_is_seldom(uint32_t point) {
    return (point >= 0x2000 && point <= 0x200A) || point == 0x2028 || point == 0x2029
        || point == 0x205F;
}

/* The way to read all that a line has beyond ASCII, each image of which gains, that gains most less
   how rare its likeliest page is; `ways` has room for all pages. NULL if there is none. */
static inline const pages_way *pages_outright(
    const pages_table *table, const letters_model *model, const pages_line *line,
    const int32_t *rarity, pages_image *images, uint32_t *made, pages_way *ways) {
    uint64_t pages = pages_possible(table, line, 0, line->length);
    size_t i, k, high = 0, count, known = 0;
    const pages_way *best = NULL;
    uint32_t page;
    pages_place place = {0};
    for (i = 0; i < line->length; i++) high += line->points[i] > 0x7F;
    for (page = 0; pages >> page && page < table->count; page++) {
        pages_way way = {0, (uint64_t)1 << page, 0, rarity[page], page};
        if (!(pages >> page & 1)) continue;
        count = pages_images(table, line, 0, line->length, page, images, made);
        if (!count || pages_inside(images, count) != high) continue;
        for (i = 0; i < count; i++) {
            const pages_image *image = images + i;
            int gain;
            if (place.end != image->end || place.start != image->start)
                pages_at(model, line, image->start, image->end, &place);
            gain = pages_gain(model, line, &place, made + image->made, image->size, 1);
            if (gain < 1) break;
            way.gain += gain;
            if (image->size == 1 && pages_is_seldom(made[image->made])) way.gain -= PAGES_SELDOM;
            way.hash = (way.hash ^ image->start) * LETTERS_GOLDEN;
            way.hash = (way.hash ^ image->end) * LETTERS_GOLDEN;
            for (k = 0; k < image->size; k++)
                way.hash = (way.hash ^ made[image->made + k]) * LETTERS_GOLDEN;
            way.hash ^= way.hash >> 29;
        }
        if (i < count) continue;
        for (k = 0; k < known && ways[k].hash != way.hash; k++);
        if (k == known)
            ways[known++] = way;
        else {
            ways[k].bits |= way.bits;
            if (way.rare < ways[k].rare) ways[k].rare = way.rare;
        }
    }
    for (k = 0; k < known; k++)
        if (!best || ways[k].gain - ways[k].rare > best->gain - best->rare) best = ways + k;
    return best;
}

/* Whether an image gains enough to make a line suspicious. Images have no ASCII in them. */
static inline int pages_gains(
    const pages_table *table, const letters_model *model, const pages_line *line,
    pages_image *images, uint32_t *made) {
    size_t start, end = 0, count, i;
    uint32_t page;
    pages_place place = {0};
    while (end < line->length) {
        uint64_t pages;
        start = end++;
        if (line->points[start] < 0x80) continue;
        while (end < line->length && line->points[end] >= 0x80) end++;
        if (end - start < 2) continue;
        pages = pages_possible(table, line, start, end);
        place.end = 0;
        for (page = 0; pages >> page && page < table->count; page++) {
            if (!(pages >> page & 1)) continue;
            count = pages_images(table, line, start, end, page, images, made);
            for (i = 0; i < count; i++) {
                const pages_image *image = images + i;
                if (place.end != image->end || place.start != image->start)
                    pages_at(model, line, image->start, image->end, &place);
                if (pages_gain(model, line, &place, made + image->made, image->size, PAGES_ENOUGH)
                    >= PAGES_ENOUGH) return 1;
            }
        }
    }
    return 0;
}

#endif
