/* Which pages explain a line as sequences that lack bytes. */

#ifndef CLEANTEXT_PAGES_GAPS_H
#define CLEANTEXT_PAGES_GAPS_H

#include "pages_table.h"

enum { PAGES_PLAIN = 0xFFFE, PAGES_FILLED = 0xFFFF };

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

#endif
