/* Which characters of a line tell of pages, by what they cost and by what stands beside them. */

#ifndef CLEANTEXT_PAGES_SIGNS_H
#define CLEANTEXT_PAGES_SIGNS_H

#include "pages_images.h"

enum { PAGES_SAMPLE = 48, PAGES_DEAR = 40, PAGES_CHEAP = -140, PAGES_EACH = 38, PAGES_IDEOGRAPH = 72,
       PAGES_STRANGE = 32, PAGES_TRIED = 8, PAGES_PAIRS = 3, PAGES_AHEAD = 4 };

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
            if (pages_gain(model, line, &place, signs + k, 1, 0) >= 0) return 1;
    }
    return 0;
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
