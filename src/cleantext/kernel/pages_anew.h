/* A line read anew through another page. */

#ifndef CLEANTEXT_PAGES_ANEW_H
#define CLEANTEXT_PAGES_ANEW_H

#include "pages_signs.h"

enum { PAGES_EXCERPT = 48, PAGES_FLOOR = -96, PAGES_ALTERED = 16 };

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

#endif
