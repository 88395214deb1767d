/* What tells languages apart, in plain C: `languages.py` is its definition. */

#ifndef CLEANTEXT_LANGUAGES_H
#define CLEANTEXT_LANGUAGES_H

#include "letters.h"

enum { LANGUAGES_LONGEST = 48, LANGUAGES_GROUPS = 8, LANGUAGES_COLUMNS = 64, LANGUAGES_AHEAD = 16 };
enum { LANGUAGES_BEFORE, LANGUAGES_INSIDE, LANGUAGES_AFTER, LANGUAGES_NO_WORD };

typedef struct {
    letters_model letters;
    const uint8_t *groups, *rows;
    uint32_t size, columns, width, names, scripts, marks, no_break, punctuation;
} languages_model;

typedef struct { /* a feature whose row is on its way from memory */
    uint32_t at, group;
    uint16_t check;
    uint8_t is_trigram;
} languages_asked;

typedef struct {
    uint64_t letters[64], trigrams[LANGUAGES_GROUPS], found[LANGUAGES_GROUPS];
    uint64_t penalties[LANGUAGES_GROUPS][LANGUAGES_COLUMNS];
    uint16_t low[LANGUAGES_GROUPS][LANGUAGES_COLUMNS / 2], high[LANGUAGES_GROUPS][LANGUAGES_COLUMNS / 2];
    uint32_t pending; /* features in `low` and `high` */
    languages_asked asked[LANGUAGES_AHEAD];
    uint32_t number; /* of those that were asked */
} languages_counted;

static inline int languages_open(languages_model *model, const uint8_t *data, size_t length) {
    if (length < 88 || memcmp(data, "languag1", 8) != 0) return 0;
    model->size = letters_u32(data + 8);
    model->columns = letters_u32(data + 12);
    model->names = letters_u32(data + 16);
    model->scripts = data[20];
    model->marks = data[21];
    model->no_break = data[22];
    model->punctuation = data[23];
    model->groups = data + 24;
    model->width = 2 + model->columns / 2;
    if (!model->size || model->columns > LANGUAGES_COLUMNS || length - 88 < model->names) return 0;
    model->rows = data + 88 + model->names;
    return length - 88 - model->names == (size_t)model->size * model->width;
}

static inline void languages_flush(languages_counted *counted) {
    for (int group = 0; group < LANGUAGES_GROUPS; group++)
        for (int column = 0; column < LANGUAGES_COLUMNS / 2; column++) {
            counted->penalties[group][column] += counted->low[group][column];
            counted->penalties[group][LANGUAGES_COLUMNS / 2 + column] += counted->high[group][column];
        }
    memset(counted->low, 0, sizeof counted->low);
    memset(counted->high, 0, sizeof counted->high);
    counted->pending = 0;
}

static inline void languages_answer(
    const languages_model *model, languages_counted *counted, const languages_asked *asked) {
    uint32_t at = asked->at, half = model->columns / 2, own, column;
    const uint8_t *row;
    uint16_t *low = counted->low[asked->group], *high = counted->high[asked->group];
    for (;;) {
        row = model->rows + (size_t)at * model->width;
        own = row[0] | (uint32_t)row[1] << 8;
        if (!own) return;
        if (own == asked->check) break;
        if (++at == model->size) at = 0;
    }
    row += 2;
    for (column = 0; column < half; column++) {
        low[column] += row[column] & 15;
        high[column] += row[column] >> 4;
    }
    counted->found[asked->group] += asked->is_trigram;
    if (++counted->pending == 4000) languages_flush(counted);
}

/* Ask for a feature: it is answered when as many more were asked, and its row is near. */
static inline void languages_feature(
    const languages_model *model, languages_counted *counted, uint32_t group, uint64_t key, int is_trigram) {
    uint64_t hash = letters_hash(key);
    languages_asked *asked = counted->asked + counted->number % LANGUAGES_AHEAD;
    if (counted->number >= LANGUAGES_AHEAD) languages_answer(model, counted, asked);
    counted->number++;
    asked->at = (uint32_t)(((hash & 0xFFFFFFFFu) * model->size) >> 32);
    asked->check = (uint16_t)(hash >> 48);
    if (!asked->check) asked->check = 1;
    asked->group = group;
    asked->is_trigram = (uint8_t)is_trigram;
    LETTERS_FETCH(model->rows + (size_t)asked->at * model->width);
}

static inline void languages_word(
    const languages_model *model, languages_counted *counted, uint32_t kind,
    const uint32_t *word, uint32_t length) {
    uint32_t group = model->groups[kind], a = 0x20, b = word[0], c;
    uint64_t whole = 4;
    counted->letters[kind] += length;
    counted->trigrams[group] += length;
    for (uint32_t at = 0; at < length; at++) {
        c = at + 1 < length ? word[at + 1] : 0x20;
        languages_feature(
            model, counted, group, ((3 * LETTERS_GOLDEN + a) * LETTERS_GOLDEN + b) * LETTERS_GOLDEN + c, 1);
        if (b > 0x7F) languages_feature(model, counted, group, 5 * LETTERS_GOLDEN + b, 0);
        whole = whole * LETTERS_GOLDEN + b;
        a = b;
        b = c;
    }
    if (length > 1) languages_feature(model, counted, group, whole, 0);
}

static inline int languages_among(uint32_t symbol, const char *signs) {
    return symbol && symbol < 0x80 && strchr(signs, (int)symbol) != NULL;
}

static inline void languages_count(
    const languages_model *model, languages_counted *counted, const uint8_t *data, size_t length) {
    uint32_t word[LANGUAGES_LONGEST + 4], number = 0, state = LANGUAGES_BEFORE, pending = 0;
    uint32_t script = 255, before = 3, point, what, kind, symbol, cased;
    size_t at = 0;
    int end = 0, fits;
    memset(counted, 0, sizeof *counted);
    while (!end) {
        point = 0x20;
        end = at >= length;
        if (!end) point = letters_point(data, length, &at);
        what = letters_u32(model->letters.what + letters_place(model->letters.pages, point) * 4);
        kind = what & 63;
        symbol = point + (uint32_t)((int32_t)what >> 8);
        cased = what >> 6 & 3;
        if (kind == model->letters.format) continue;
        if (kind == model->letters.space || kind == model->no_break) {
            if (number && number <= LANGUAGES_LONGEST
                && (state == LANGUAGES_INSIDE || state == LANGUAGES_AFTER))
                languages_word(model, counted, script, word, number);
            state = LANGUAGES_BEFORE;
            number = pending = 0;
            script = 255;
            before = 3;
            continue;
        }
        if (kind < model->scripts && model->groups[kind] == 255) {
            counted->letters[kind]++;
            state = LANGUAGES_NO_WORD;
        }
        if (state == LANGUAGES_NO_WORD) continue;
        if (kind < model->marks) {
            fits = state < LANGUAGES_AFTER && (state == LANGUAGES_INSIDE || kind < model->scripts);
            if (kind < model->scripts) {
                fits &= script == 255 || script == kind;
                fits &= !(before == 1 && cased == 0 && !pending);
                script = kind;
            }
            if (number < LANGUAGES_LONGEST + 1) {
                if (pending) word[number++] = pending;
                word[number++] = symbol;
            }
            pending = 0;
            state = fits ? LANGUAGES_INSIDE : LANGUAGES_NO_WORD;
        } else if (state == LANGUAGES_BEFORE
                   && (languages_among(symbol, "\"'(*-") || kind == model->punctuation)) {
        } else if (state == LANGUAGES_INSIDE && languages_among(symbol, "'-") && !pending) {
            pending = symbol;
        } else if ((state == LANGUAGES_INSIDE || state == LANGUAGES_AFTER)
                   && (languages_among(symbol, "\"')!?.,;:*-") || kind == model->punctuation)) {
            state = LANGUAGES_AFTER;
        } else
            state = LANGUAGES_NO_WORD;
        before = cased;
    }
    for (at = 0; at < counted->number && at < LANGUAGES_AHEAD; at++)
        languages_answer(model, counted, counted->asked + at);
    languages_flush(counted);
}

#endif
