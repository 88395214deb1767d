/* What a sequence that lacks bytes may have been. */

#ifndef CLEANTEXT_LOSSY_WAYS_H
#define CLEANTEXT_LOSSY_WAYS_H

#include "lossy_table.h"

typedef void (*lossy_visit)(void *, const lossy_way *);

/* The way of which these are the bytes, if they are a character. */
static inline void lossy_offer_way(
    const lossy_line *line, lossy_way *way, const uint8_t *data, int size, lossy_visit visit,
    void *context) {
    way->made = lossy_decoded(line->table, data, size);
    if (!way->made) return;
    visit(context, way);
    if (way->made == 0xE0 && line->points[way->end - 1] == ' '
        && !(way->end < line->length && line->points[way->end] == ' ')) {
        way->spaced = 1; /* a no-break space and a space, of which one is left */
        visit(context, way);
        way->spaced = 0;
    }
}

/* The ways of which all bytes are known but those that are 0; `marked`: something stands where
   they were. */
static inline void lossy_complete(
    const lossy_line *line, size_t start, lossy_way *way, const uint8_t *data, int size, int marked,
    lossy_visit visit, void *context) {
    uint64_t gone = marked ? line->lost : line->lost | line->unseen, rest, more;
    uint8_t filled[4];
    int i, holes = 0, first = 0, hole = 0, few = 0, one, two;
    for (i = 0; i < size; i++) {
        filled[i] = data[i];
        if (!data[i]) {
            if (!holes++) first = i;
            hole = i;
        }
    }
    for (rest = holes == 2 ? gone : 0; rest; rest &= rest - 1) few++;
    if (holes > 2 || few > LOSSY_FEW) {
        /* Too many could be: one of those that are written everywhere. */
        uint32_t k;
        for (k = 0; k < line->table->likely_count; k++) {
            uint32_t point = letters_u32(line->table->likely + (size_t)k * 4);
            int length = point < 0x800 ? 2 : 3;
            if (length != size) continue;
            filled[0] = size == 2 ? 0xC0 | point >> 6 : 0xE0 | point >> 12;
            filled[1] = 0x80 | (size == 2 ? point & 0x3F : point >> 6 & 0x3F);
            filled[2] = 0x80 | (point & 0x3F);
            for (i = 0; i < size; i++)
                if (data[i] ? data[i] != filled[i] : !lossy_is_gone(gone, filled[i])) break;
            if (i < size) continue;
            way->made = point;
            visit(context, way);
        }
        return;
    }
    if (!holes) lossy_offer_way(line, way, data, size, visit, context);
    for (one = 0x80, rest = holes ? gone : 0; rest; one++, rest >>= 1) {
        if (!(rest & 1)) continue;
        filled[first] = one;
        if (holes == 1) lossy_offer_way(line, way, filled, size, visit, context);
        for (two = 0x80, more = holes == 2 ? gone : 0; more; two++, more >>= 1) {
            if (!(more & 1)) continue;
            filled[hole] = two;
            lossy_offer_way(line, way, filled, size, visit, context);
        }
    }
}

/* What a sequence may be of which the first bytes are known, or 0 where one was lost. */
static inline void lossy_ways(
    const lossy_line *line, size_t start, lossy_way *way, uint8_t *data, int known, int size,
    int marked, lossy_visit visit, void *context) {
    size_t at = way->end;
    uint32_t point = at < line->length ? line->points[at] : 0;
    int byte = point > 0x7F ? lossy_byte(line, at, 1) : 0, i;
    int was_a0 = point == ' ' && data[0] != 0xE2 && line->unseen >> 0x20 & 1;
    if (known == size) {
        /* A letter between quotation marks is quoted. */
        uint32_t last = line->points[at - 1];
        if ((last == '"' || last == '\'') && start && line->points[start - 1] == last) return;
        lossy_complete(line, start, way, data, size, marked, visit, context);
        return;
    }
#define LOSSY_GO_ON(BYTE, END, LOST, MARKED) do { \
        data[known] = (BYTE); way->end = (END); way->losses += (LOST); \
        lossy_ways(line, start, way, data, known + 1, size, (MARKED), visit, context); \
        way->losses -= (LOST); way->end = at; } while (0)
    if ((byte & 0xC0) == 0x80)
        LOSSY_GO_ON(byte, at + 1, 0, marked);
    else if (point == '?' || point == 0xFFFD)
        LOSSY_GO_ON(0, at + 1, 1, 1);
    else if (was_a0)
        LOSSY_GO_ON(0xA0, at + 1, 1, marked);
    else if (point == '"' || point == '\'')
        for (i = 0; i < 3; i++) {
            byte = line->signs[(point == '\'') * 3 + i];
            if (byte) LOSSY_GO_ON(byte, at + 1, 1, marked);
        }
    if (was_a0 && at + 1 < line->length && line->points[at + 1] == ' ') return; /* one too many */
    if (!marked && way->losses < LOSSY_MOST) LOSSY_GO_ON(0, at, 1, 0);
#undef LOSSY_GO_ON
}

/* All ways of a place at which a sequence begins; of a whole one this alone. */
static inline void lossy_each(
    const lossy_line *line, size_t start, lossy_visit visit, void *context) {
    uint8_t data[4] = {0};
    lossy_way way = {start + 1, 0, 0, 0};
    int size, i, byte = lossy_byte(line, start, 0);
    if (byte < 0xC2 || byte > 0xF4) return;
    size = 2 + (byte >= 0xE0) + (byte >= 0xF0);
    data[0] = byte;
    if (start + size <= line->length) {
        for (i = 1; i < size; i++) {
            data[i] = line->points[start + i] > 0x7F ? lossy_byte(line, start + i, 1) : 0;
            if ((data[i] & 0xC0) != 0x80) break;
        }
        if (i == size && (way.made = lossy_decoded(line->table, data, size)) != 0) {
            way.end = start + size;
            visit(context, &way);
            return;
        }
    }
    lossy_ways(line, start, &way, data, 1, size, 0, visit, context);
}

#endif
