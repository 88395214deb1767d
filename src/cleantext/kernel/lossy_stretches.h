/* Where a line has sequences through a page, whole ones and such as lack bytes. */

#ifndef CLEANTEXT_LOSSY_STRETCHES_H
#define CLEANTEXT_LOSSY_STRETCHES_H

#include "lossy_ways.h"

typedef struct {
    size_t start, first, reach;
    uint64_t hash;
    int whole, marks;
} lossy_seen;

static inline void lossy_look(void *context, const lossy_way *way) {
    lossy_seen *seen = context;
    uint64_t hash = seen->hash;
    if (!seen->first) seen->first = way->end - seen->start;
    if (way->end - seen->start > seen->reach) seen->reach = way->end - seen->start;
    if (!way->losses) seen->whole = 1;
    hash = (hash ^ seen->start) * LETTERS_GOLDEN;
    hash = (hash ^ way->end) * LETTERS_GOLDEN;
    hash = (hash ^ (way->made * 8 + way->losses * 2 + way->spaced)) * LETTERS_GOLDEN;
    seen->hash = hash ^ hash >> 29;
}

/* Whether a stretch is more than one letter that stands by itself, as science has them. */
static inline int lossy_tells(const lossy_line *line, size_t start, size_t reach) {
    uint32_t before = start ? line->points[start - 1] : 0x20;
    uint32_t here = line->points[start], after = lossy_at(line, start + 1);
    if (reach > 1 && !lossy_is(line->table, after, LOSSY_SPACE)) return 1;
    if (here >= 0x250)
        return lossy_is(line->table, before, LOSSY_ALPHA)
            || lossy_is(line->table, after, LOSSY_ALPHA);
    return lossy_byte(line, start, 0) == 0xE2
        || (lossy_is(line->table, here, LOSSY_UPPER) && lossy_is(line->table, before, LOSSY_LOWER));
}

/* Find the stretches of a line through its page: how many there are, 0 if they tell nothing or are
   not most of what the line has beyond ASCII; as `hash` what they are.  No stretches are parts of words in their own script, other than Latin:
   the image of a word leaves none of its letters out. */
static inline size_t lossy_scan(lossy_line *line, uint64_t *hash) {
    size_t i, k, length = line->length, count = 0, inside = 0, outside = 0;
    uint16_t *flags = line->flags;
    int tells = 0, is_well = 0;
    lossy_seen seen = {0, 0, 0, 0, 0, 0};
    memset(flags, 0, length * sizeof *flags);
    line->lost = letters_u32(line->table->masks + (size_t)line->page * 16)
        | (uint64_t)letters_u32(line->table->masks + (size_t)line->page * 16 + 4) << 32;
    line->unseen = letters_u32(line->table->masks + (size_t)line->page * 16 + 8)
        | (uint64_t)letters_u32(line->table->masks + (size_t)line->page * 16 + 12) << 32;
    line->signs = line->table->signs + (size_t)line->page * 6;
    for (i = 0; i < length; i++) {
        if (line->points[i] < 0x80) continue;
        seen.start = i;
        seen.first = seen.reach = 0;
        seen.whole = 0;
        lossy_each(line, i, lossy_look, &seen);
        if (!seen.first) continue;
        flags[i] |= LOSSY_STARTS | LOSSY_WHOLE * seen.whole | LOSSY_FIRST * seen.first
            | LOSSY_REACH * seen.reach;
        for (k = i; k < i + seen.first; k++) flags[k] |= LOSSY_COVERED;
        if (seen.whole) i += seen.first - 1;
    }
    *hash = seen.hash;
    for (i = 0; i < length; i++) {
        is_well = !lossy_goes_on(line, i) || (is_well && flags[i - 1] & LOSSY_COVERED);
        if (is_well) flags[i] |= LOSSY_LEFT;
    }
    for (i = length; i-- > 0;) {
        is_well = !lossy_goes_on(line, i + 1) || (is_well && flags[i + 1] & LOSSY_COVERED);
        if (is_well) flags[i] |= LOSSY_RIGHT;
    }
    for (i = 0, k = 0; i < length; i++) {
        if (flags[i] & LOSSY_STARTS && flags[i] & LOSSY_LEFT
            && flags[i + (flags[i] / LOSSY_FIRST & 15) - 1] & LOSSY_RIGHT) {
            flags[i] |= LOSSY_KEPT;
            count++;
            tells |= lossy_tells(line, i, flags[i] / LOSSY_REACH);
            if (k < i + flags[i] / LOSSY_REACH) k = i + flags[i] / LOSSY_REACH;
        }
        if (line->points[i] > 0x7F && line->points[i] != 0xFFFD) {
            if (i < k) inside++;
            else outside++;
        }
    }
    return tells && 2 * inside > 3 * outside ? count : 0;
}

#endif
