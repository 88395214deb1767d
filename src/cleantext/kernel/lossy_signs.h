/* Which way quotation marks turn, and how long dashes are. */

#ifndef CLEANTEXT_LOSSY_SIGNS_H
#define CLEANTEXT_LOSSY_SIGNS_H

#include "lossy_table.h"

static inline int lossy_opens(uint32_t point) {
    return point == 0x2018 || point == 0x201C || point == 0x201E || point == 0x201A
        || point == 0x2039;
}
static inline int lossy_closes(uint32_t point) {
    return point == 0x2019 || point == 0x201D || point == 0x203A;
}

/* Whether a quotation mark is due that opens. */
static inline int lossy_is_due(uint32_t last) {
    return last == ' ' || last == '\t' || last == '\n' || last == '(' || last == '['
        || last == '{' || last == '/' || last == 0x2014 || last == 0x2013 || last == 0xA0
        || last == 0x201C || last == 0x2018;
}

/* Whether a quotation mark closes the one that is open. */
static inline int lossy_answers(uint32_t opened, uint32_t made) {
    switch (opened) {
        case 0x2018: case 0x201A: return made == 0x2019;
        case 0x201C: case 0x201E: return made == 0x201D;
        case 0x2039: return made == 0x203A;
        default: return 0;
    }
}

/* Whether a character is a quotation mark that opens (1) or closes (-1). */
static inline int lossy_turn(uint32_t made) { return lossy_opens(made) - lossy_closes(made); }

/* Which way quotation marks turn and dashes are long, which is one to the model. */
static inline int lossy_misplaced(
    const lossy_table *table, uint32_t last, uint32_t opened, uint32_t made, int losses,
    uint32_t after) {
    int after_word = !lossy_is(table, last, LOSSY_SPACE);
    int before_word = !lossy_is(table, after, LOSSY_SPACE);
    int turn = lossy_turn(made), cost;
    const int *w = table->weights;
    if (made == 0x2013 || made == 0x2014) {
        int is_long = losses == 1;
        if (after_word != before_word) return w[LOSSY_TURNED];
        if (after_word) is_long = last - '0' > 9 || after - '0' > 9;
        return is_long == (made == 0x2013) ? w[LOSSY_SHORT] : 0;
    }
    if (!turn) return 0;
    if (made == 0x2019 && lossy_is(table, last, LOSSY_ALPHA) && lossy_is(table, after, LOSSY_ALPHA))
        return 0;
    cost = lossy_is_due(last) == (turn > 0) ? 0 : w[LOSSY_TURNED];
    if (!(turn > 0 ? before_word : after_word)) cost += w[LOSSY_TURNED];
    if (turn > 0)
        return cost + (opened ? w[LOSSY_UNPAIRED] : 0)
            + (made == 0x2018 ? w[LOSSY_SINGLE] : 0);
    if (!opened) return cost + (made == 0x2019 ? w[LOSSY_POSSESSIVE] : w[LOSSY_UNPAIRED]);
    return cost + (lossy_answers(opened, made) ? -w[LOSSY_ANSWERED] : w[LOSSY_UNPAIRED]);
}

/* The quotation mark that is open after a character, 0 if none is. */
static inline uint32_t lossy_opened(
    const lossy_table *table, uint32_t opened, uint32_t made, uint32_t after) {
    int turn = lossy_turn(made);
    if (turn > 0) return made;
    return turn && !lossy_is(table, after, LOSSY_ALPHA) ? 0 : opened;
}

#endif
