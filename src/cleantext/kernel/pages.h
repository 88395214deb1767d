/* Code pages in plain C: what `pages.py` defines. The layout of the table is told by
   data/build/pages.py. */

#ifndef CLEANTEXT_PAGES_H
#define CLEANTEXT_PAGES_H

#include "letters.h"

enum {
    PAGES_ENOUGH = 16, PAGES_SAMPLE = 48, PAGES_NEAR = 3, PAGES_DEAR = 40, PAGES_CHEAP = -140, PAGES_EACH = 38,
    PAGES_IDEOGRAPH = 72, PAGES_TRIED = 8, PAGES_SIGN = 0, PAGES_EXCERPT = 48, PAGES_FLOOR = -96, PAGES_ALTERED = 16,
    PAGES_PAIRS = 3, PAGES_AHEAD = 4, PAGES_STRANGE = 32, PAGES_SELDOM = 112, PAGES_PLAIN = 0xFFFE, PAGES_FILLED = 0xFFFF
};

typedef struct {
    const uint8_t *index, *blocks, *characters, *masks, *bytes, *glyphs;
    uint32_t count;
} pages_table;

typedef struct { /* characters of a line with their numbers in the table */
    uint32_t *points;
    uint16_t *numbers;
    size_t length;
} pages_line;

typedef struct { /* in code points; `made` is where in the points that were made it begins */
    uint32_t start, end, made, size;
} pages_image;

typedef struct { /* a stretch of a line: what stands before it, and what it costs with what follows */
    letters_state before;
    size_t start, end, to;
    int cost;
} pages_place;

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

/* What stands where a byte was lost, or was straightened. */
static inline int pages_stands_for(uint32_t point) {
    return point == '?' || point == ' ' || point == '"' || point == '\'' || point == 0xFFFD;
}

/* What of a line may tell of sequences: the numbers of what it has beyond ASCII, and of the three
   characters behind, which may stand for the rest of one, whether they do. How many there are. */
static inline size_t pages_tell(
    const uint32_t *points, const uint16_t *numbers, size_t length, uint16_t *told) {
    size_t i, count = 0, left = 0;
    for (i = 0; i < length; i++) {
        if (points[i] > 0x7F && points[i] != 0xFFFD) {
            told[count++] = numbers[i];
            left = 3;
        } else if (left) {
            told[count++] = pages_stands_for(points[i]) ? PAGES_FILLED : PAGES_PLAIN;
            left--;
        }
    }
    return count;
}

/* The pages that explain most of what a line has beyond ASCII as sequences, of which at least one
   lacks a byte; `told` is what `pages_tell` says of it. */
static inline uint64_t pages_lossy(
    const pages_table *table, const uint16_t *told, size_t count) {
    uint64_t found = 0;
    size_t step = 2 * (size_t)table->count, i;
    uint32_t page;
    for (page = 0; page < table->count; page++) {
        size_t inside = 0, outside = 0, lacking = 0, due = 0;
        for (i = 0; i < count; i++) {
            const uint8_t *bytes;
            if (told[i] >= PAGES_PLAIN) {
                lacking += due != 0;
                due = due && told[i] == PAGES_FILLED ? due - 1 : 0;
                continue;
            }
            bytes = table->bytes + told[i] * step + 2 * page;
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
static inline int pages_is_usual(const pages_line *line, size_t i) {
    uint32_t before, after;
    if (pages_is_blank(line->points[i])) return 1;
    switch (line->points[i]) {
        case 0xAB: case 0xBB: case 0xB7: case 0x2013: case 0x2014: case 0x2018:
        case 0x2019: case 0x201C: case 0x201D: case 0x201E: case 0x2022: case 0x2026: break;
        default: return 0;
    }
    before = i ? line->points[i - 1] : ' ';
    after = i + 1 < line->length ? line->points[i + 1] : ' ';
    return line->points[i] == 0x2019
        ? before < 0x80 && after < 0x80
        : (before < 0x80 && !pages_is_letter(before)) || (after < 0x80 && !pages_is_letter(after));
}

/* Whether the first characters beyond ASCII, with the two after each, cost more than what is
   written does; `strange` tells whether one of them does so by itself. */
static inline int pages_is_dear(
    const letters_model *model, const pages_line *line, int *strange) {
    letters_state state, asked = {{0}, {0}, 0}; /* what is some characters ahead */
    long total = -PAGES_DEAR, count = 0;
    int cost, one = 0, two = 0; /* of those before */
    unsigned told = 0; /* which of the last ones tell something */
    size_t i, from, next = 0, left = 0;
    letters_start(model, &state);
    *strange = 0;
    for (i = 0; i <= line->length && count < PAGES_SAMPLE && total > PAGES_CHEAP; i++) {
        uint32_t point = i < line->length ? line->points[i] : 0x20;
        told <<= 1;
        if (point > 0x7F && (point >= 0x2E80 || line->numbers[i]) && !pages_is_usual(line, i)) {
            if (!left) {
                letters_start(model, &state);
                for (from = i > PAGES_NEAR ? i - PAGES_NEAR : 0; from < i; from++)
                    letters_pass(model, &state, line->points[from]);
                asked = state;
                next = i;
            }
            left = PAGES_NEAR;
            told |= point < 0x2E80;
        }
        if (!left) continue;
        left--;
        for (; next < line->length && next < i + PAGES_AHEAD; next++)
            letters_ask(model, &asked, line->points[next]);
        cost = letters_step(model, &state, point);
        if (pages_is_blank(point)) {
            told = 0;
            continue;
        }
        cost -= point < 0x2E80 ? PAGES_EACH : PAGES_IDEOGRAPH;
        total += cost;
        *strange |= (told & 4) && one + two + cost > PAGES_STRANGE;
        two = one;
        one = cost;
        count++;
    }
    return total > 0;
}

static inline int pages_is_attached(const pages_line *line, size_t i) {
    uint32_t after = i + 1 < line->length ? line->points[i + 1] : ' ';
    return (i && pages_is_letter(line->points[i - 1])) || pages_is_letter(after) || after == '?'
        || after == 0xFFFD;
}

/* Whether a quotation mark, an apostrophe or a dash would be cheaper where the first byte of such
   a sign stands in some page, with what stands for its other bytes. */
static inline int pages_lost_signs(
    const pages_table *table, const letters_model *model, const pages_line *line) {
    static const uint32_t signs[3] = {0x2019, 0x201C, 0x2014};
    pages_place place;
    size_t i, end;
    int k, tried = 0;
    for (i = 0; i < line->length && tried < PAGES_TRIED; i++) {
        if (!table->characters[(size_t)line->numbers[i] * 8 + 5]) continue;
        if (line->points[i] >= 0x250 && !pages_is_attached(line, i)) continue;
        if (pages_goes_on(table, line, i) || pages_goes_on(table, line, i + 1)) continue;
        for (end = i + 1; end < line->length && end < i + 3; end++)
            if (line->points[end] != '?' && line->points[end] != 0xFFFD) break;
        tried++;
        pages_at(model, line, i, end, &place);
        for (k = 0; k < 3; k++)
            if (pages_gain(model, line, &place, signs + k, 1, PAGES_SIGN) >= PAGES_SIGN) return 1;
    }
    return 0;
}

/* What a page shows for the byte that another shows as a character beyond ASCII; 0 if none. */
static inline uint32_t pages_shown(
    const pages_table *table, uint32_t number, uint32_t viewer, uint32_t page) {
    uint32_t byte = table->bytes[((size_t)number * table->count + viewer) * 2 + 1];
    const uint8_t *glyph = table->glyphs + (size_t)page * 256 + (byte - 0x80) * 2;
    return byte ? glyph[0] | (uint32_t)glyph[1] << 8 : 0;
}

typedef struct { /* the beginning of a line, by which readings are compared at first */
    const uint32_t *points;
    const uint16_t *numbers;
    size_t length;
    letters_state states[PAGES_EXCERPT + 1]; /* before each character, and what it costs */
    int costs[PAGES_EXCERPT];
    uint8_t high[PAGES_EXCERPT + 1]; /* where what is beyond ASCII goes on from each place */
} pages_excerpt;

/* It begins a little before the first character beyond ASCII. */
static inline void pages_cut(
    const letters_model *model, const pages_line *line, pages_excerpt *excerpt) {
    letters_state state;
    size_t i = 0;
    while (i < line->length && (line->points[i] < 0x80 || pages_is_usual(line, i))) i++;
    i = i > PAGES_NEAR ? i - PAGES_NEAR : 0;
    excerpt->points = line->points + i;
    excerpt->numbers = line->numbers + i;
    excerpt->length = line->length - i < PAGES_EXCERPT ? line->length - i : PAGES_EXCERPT;
    letters_start(model, &state);
    for (i = 0; i < excerpt->length; i++) {
        excerpt->states[i] = state;
        excerpt->costs[i] = letters_step(model, &state, excerpt->points[i]);
    }
    excerpt->states[i] = state;
    excerpt->high[i] = (uint8_t)i;
    while (i--) excerpt->high[i] = excerpt->points[i] > 0x7F ? (uint8_t)i : excerpt->high[i + 1];
}

/* Whether a page shows all that an excerpt has beyond ASCII. */
static inline int pages_shows(
    const pages_table *table, const pages_excerpt *excerpt, uint32_t viewer) {
    size_t i;
    for (i = excerpt->high[0]; i < excerpt->length; i = excerpt->high[i + 1])
        if (!table->bytes[((size_t)excerpt->numbers[i] * table->count + viewer) * 2 + 1]) return 0;
    return 1;
}

/* The gain of an excerpt if what was read through one page is read through another; 0 if there is
   none, or none to be expected after its beginning. The viewer shows it. */
static inline int pages_misread(
    const pages_table *table, const letters_model *model, const pages_excerpt *excerpt,
    uint32_t viewer, uint32_t page) {
    letters_state state;
    size_t i;
    int gain = 0, is_same = 1; /* what stands before is what stood there */
    for (i = excerpt->high[0]; i < excerpt->length && gain > PAGES_FLOOR;
         i = is_same ? excerpt->high[i + 1] : i + 1) {
        uint32_t point = excerpt->points[i];
        if (point > 0x7F) {
            point = pages_shown(table, excerpt->numbers[i], viewer, page);
            if (point != excerpt->points[i]) gain -= PAGES_ALTERED;
        }
        if (is_same && point == excerpt->points[i]) continue;
        if (is_same) state = excerpt->states[i];
        gain += excerpt->costs[i] - letters_step(model, &state, point);
        is_same = memcmp(&state, &excerpt->states[i + 1], sizeof state) == 0;
    }
    return gain > 0 ? gain : 0;
}

/* Whether a page of two bytes a character shows such characters: no variation selectors. */
static inline int pages_has_wide(const pages_line *line) {
    size_t i;
    for (i = 0; i < line->length; i++) {
        uint32_t point = line->points[i];
        if (point >= 0x2E80 && (point <= 0x9FFF || (point >= 0xAC00 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xF8FF) || (point >= 0xFF00 && point <= 0xFFEF)))
            return 1;
    }
    return 0;
}

/* Whether a line has what may be left of a letter that lost bytes: see MAY_LACK. */
static inline int pages_may_lack(const pages_line *line) {
    size_t i;
    for (i = 0; i < line->length; i++) {
        uint32_t before = i ? line->points[i - 1] : 0, here = line->points[i];
        uint32_t after = i + 1 < line->length ? line->points[i + 1] : 0;
        int is_hole = after == '?' || after == 0xFFFD, is_quote = after == '"' || after == '\'';
        if (here < 0x80) continue;
        if (here <= 0x9F) return 1;
        if (here >= 0xC0 && here <= 0x1FFF && (is_hole || after == 0x20AC)) return 1;
        if (here == 0x20AC && (is_hole || is_quote)) return 1;
        if (here >= 0xC0 && here <= 0xDF && is_quote) return 1;
        if (pages_is_letter(before) && here >= 0x370 && (here < 0x1E00 || here >= 0x2E80))
            return 1;
        if (((here >= 0xC0 && here <= 0xDE) || here == 0x102 || here == 0x106 || here == 0x139)
            && ((before >= 'a' && before <= 'z') || (before >= 0xDF && before <= 0xFF)))
            return 1;
    }
    return 0;
}

/* Whether a line has as many pairs of bytes as a wide page's text, all of them in one viewer. */
static inline int pages_is_wide(
    const pages_table *table, const pages_line *line, const uint8_t *viewers, size_t count) {
    size_t i, pairs = 0, step = 2 * (size_t)table->count;
    const uint32_t *at = line->points;
    for (i = 0; i + 1 < line->length; i++)
        if (at[i] > 0x7F && (at[i + 1] > 0x7F || (at[i + 1] >= '@' && at[i + 1] < 0x7F
                && i + 2 < line->length && at[i + 2] > 0x7F))) {
            pairs++;
            i++;
        }
    while (pairs >= PAGES_PAIRS && count--) {
        for (i = 0; i < line->length; i++)
            if (at[i] > 0x7F && !table->bytes[line->numbers[i] * step + 2 * viewers[count] + 1])
                break;
        if (i == line->length) return 1;
    }
    return 0;
}

#endif
