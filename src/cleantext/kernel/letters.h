/* The model of letters in plain C: what `letters.py` defines, over UTF-8 bytes.

   Text goes through `letters_step` a character at a time; the state holds what stands before.
   Costs are in 1/8 nat.  The layout of the table is told by data/build/letter_model.py. */

#ifndef CLEANTEXT_LETTERS_H
#define CLEANTEXT_LETTERS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Ask for what is far away before it is needed. */
#if defined(__GNUC__)
#define LETTERS_FETCH(at) __builtin_prefetch(at)
#else
#define LETTERS_FETCH(at) ((void)0)
#endif

typedef struct {
    const uint8_t *after, *cases, *pages, *priced, *what, *within, *slots;
    uint32_t classes, size, space, format, never, stop;
    uint64_t *kept; /* costs that were looked up, LETTERS_KEPT of them, or none */
} letters_model;

/* Of fresh text nine in ten symbols of an alphabet have stood after the same two before, half of
   Chinese; each is in one word, so that threads may share them: most of a hash of all it depends
   on, and the cost. */
#define LETTERS_KEPT ((size_t)1 << 15)
#define LETTERS_COST 0xFFFull

typedef struct { /* the two characters before, the nearest last */
    uint32_t symbols[2];
    uint32_t classes[2];
    uint32_t cases;
} letters_state;

static inline uint32_t letters_u32(const uint8_t *at) {
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* 0 if the bytes are not such a table. */
static inline int letters_open(letters_model *model, const uint8_t *data, size_t length) {
    size_t cube, at;
    uint32_t first, second;
    model->kept = NULL;
    if (length < 32 || memcmp(data, "letters1", 8) != 0 || letters_u32(data + 8) != 3) return 0;
    model->classes = letters_u32(data + 12);
    model->size = letters_u32(data + 16);
    first = letters_u32(data + 20);
    second = letters_u32(data + 24);
    model->space = data[28];
    model->format = data[29];
    model->never = data[30]; /* this and those above */
    model->stop = data[31];
    if (model->classes > 64 || first > 0x1100 || second > 0x1100 || !model->size) return 0;
    cube = ((size_t)model->classes * model->classes * model->classes + 7) / 8 * 8;
    at = 32;
    model->after = data + at;
    model->cases = data + (at += cube);
    model->pages = data + (at += 32);
    model->priced = data + (at += 0x1100 * 2);
    model->what = data + (at += 0x1100 * 2);
    model->within = data + (at += (size_t)first * 1024);
    model->slots = data + (at += (size_t)second * 256);
    return length == at + (size_t)model->size * 3 + 1;
}

/* Where in one of the two tables of blocks a code point stands. */
static inline size_t letters_place(const uint8_t *pages, uint32_t point) {
    const uint8_t *page = pages + (size_t)(point >> 8) * 2;
    return (size_t)(page[0] | (uint32_t)page[1] << 8) << 8 | (point & 0xFF);
}

static inline uint64_t letters_hash(uint64_t value) {
    value ^= value >> 32;
    value *= 0xD6E8FEB86659FD93ull;
    return value ^ value >> 32;
}

#define LETTERS_GOLDEN 0x9E3779B97F4A7C15ull

static inline int letters_find(const letters_model *model, uint64_t hash) {
    uint32_t at = (uint32_t)(((hash & 0xFFFFFFFFu) * model->size) >> 32);
    uint32_t check = (uint32_t)(hash >> 47), slot;
    if (!check) check = 1;
    for (;;) {
        slot = letters_u32(model->slots + (size_t)at * 3) & 0xFFFFFFu;
        if (!slot) return -1;
        if (slot >> 7 == check) return slot & 127;
        if (++at == model->size) at = 0;
    }
}

static inline int letters_get(const letters_model *model, uint64_t key) {
    return letters_find(model, letters_hash(key));
}

static inline void letters_start(const letters_model *model, letters_state *state) {
    state->symbols[0] = state->symbols[1] = 0x20;
    state->classes[0] = state->classes[1] = model->space;
    state->cases = 2 * 3 + 2;
}

/* The cost of a code point after what was stepped over before. */
static inline int letters_step(const letters_model *model, letters_state *state, uint32_t point) {
    uint32_t what = letters_u32(model->what + letters_place(model->pages, point) * 4);
    uint32_t kind = what & 63, symbol = point + (uint32_t)((int32_t)what >> 8);
    uint32_t a = state->symbols[0], b = state->symbols[1];
    const uint8_t *after = model->after
        + ((size_t)state->classes[0] * model->classes + state->classes[1]) * model->classes;
    uint32_t cases = state->cases * 3 + (what >> 6 & 3);
    int cost, dear, more, within, always = kind == model->stop;
    if (kind == model->format || kind == model->stop + 1)
        return after[kind] + model->within[letters_place(model->priced, point)];
    if (symbol == 0x20 && b == 0x20) return 0;
    if (kind >= model->never)
        cost = after[kind];
    else {
        uint64_t one = (LETTERS_GOLDEN + a) * LETTERS_GOLDEN + b;
        uint64_t hash = letters_hash(one * LETTERS_GOLDEN + symbol), tag, found = 0;
        uint64_t *kept = model->kept ? model->kept + (hash & (LETTERS_KEPT - 1)) : NULL;
        tag = (uint64_t)point << 32 | state->classes[0] << 24 | state->classes[1] << 18 | kind << 12;
        tag = (hash ^ tag) & ~LETTERS_COST;
        if (kept) found = *kept;
        if (found && (found & ~LETTERS_COST) == tag)
            cost = (int)(found & LETTERS_COST);
        else {
            cost = letters_find(model, hash);
            if (cost < 0) {
                more = letters_get(model, one + LETTERS_GOLDEN * LETTERS_GOLDEN);
                cost = more < 0 ? 0 : more;
                dear = letters_get(model, (LETTERS_GOLDEN + b) * LETTERS_GOLDEN + symbol);
                if (dear < 0) {
                    more = letters_get(model, 2 * LETTERS_GOLDEN + b);
                    within = always ? 0 : model->within[letters_place(model->priced, point)];
                    dear = (more < 0 ? 0 : more) + after[kind] + within;
                }
                cost += dear;
            }
            if (kept) *kept = tag | (uint64_t)cost;
        }
    }
    if (always) cost += model->within[letters_place(model->priced, point)];
    cost += model->cases[cases];
    state->symbols[0] = b;
    state->symbols[1] = symbol;
    state->classes[0] = state->classes[1];
    state->classes[1] = kind;
    state->cases = cases % 9;
    return cost;
}

/* Step over a code point of which nobody asks the cost. */
static inline void letters_pass(
    const letters_model *model, letters_state *state, uint32_t point) {
    uint32_t what = letters_u32(model->what + letters_place(model->pages, point) * 4);
    uint32_t kind = what & 63, symbol = point + (uint32_t)((int32_t)what >> 8);
    if (kind == model->format || kind == model->stop + 1) return;
    if (symbol == 0x20 && state->symbols[1] == 0x20) return;
    state->cases = (state->cases * 3 + (what >> 6 & 3)) % 9;
    state->symbols[0] = state->symbols[1];
    state->symbols[1] = symbol;
    state->classes[0] = state->classes[1];
    state->classes[1] = kind;
}

/* Step over a code point whose cost will be asked, and let come what tells it. */
static inline void letters_ask(const letters_model *model, letters_state *state, uint32_t point) {
    uint64_t one = (LETTERS_GOLDEN + state->symbols[0]) * LETTERS_GOLDEN + state->symbols[1], hash;
    letters_pass(model, state, point);
    hash = letters_hash(one * LETTERS_GOLDEN + state->symbols[1]);
    if (model->kept) LETTERS_FETCH(model->kept + (hash & (LETTERS_KEPT - 1)));
    LETTERS_FETCH(model->slots + (((hash & 0xFFFFFFFFu) * model->size) >> 32) * 3);
}

/* One code point of well-formed UTF-8 (surrogates pass); of other bytes something, in bounds. */
static inline uint32_t letters_point(const uint8_t *data, size_t length, size_t *at) {
    size_t i = *at, left = length - i;
    uint32_t first = data[i];
    if (first < 0x80) { *at = i + 1; return first; }
    if (first < 0xE0 && left > 1) {
        *at = i + 2;
        return (first & 0x1F) << 6 | (data[i + 1] & 0x3F);
    }
    if (first < 0xF0 && left > 2) {
        *at = i + 3;
        return (first & 0x0F) << 12 | (uint32_t)(data[i + 1] & 0x3F) << 6 | (data[i + 2] & 0x3F);
    }
    if (left > 3) {
        uint32_t point = (first & 0x07) << 18 | (uint32_t)(data[i + 1] & 0x3F) << 12
            | (uint32_t)(data[i + 2] & 0x3F) << 6 | (data[i + 3] & 0x3F);
        *at = i + 4;
        return point < 0x110000 ? point : 0xFFFD;
    }
    *at = length;
    return 0xFFFD;
}

/* Step over what stands before a place: its last characters alone matter. */
static inline void letters_skip(
    const letters_model *model, letters_state *state, const uint8_t *data, size_t length) {
    size_t at = 0;
    while (at < length) letters_pass(model, state, letters_point(data, length, &at));
}

static inline int64_t letters_sum(
    const letters_model *model, letters_state *state, const uint8_t *data, size_t length) {
    int64_t total = 0;
    size_t at = 0;
    while (at < length) total += letters_step(model, state, letters_point(data, length, &at));
    return total;
}

/* The cost of a whole text, between two spaces. */
static inline int64_t letters_cost(const letters_model *model, const uint8_t *data, size_t length) {
    letters_state state;
    int64_t total;
    letters_start(model, &state);
    total = letters_sum(model, &state, data, length);
    return total + letters_step(model, &state, 0x20);
}

/* (cost, number) of the characters beyond ASCII and of the two after each. */
static inline int64_t letters_beyond(
    const letters_model *model, const uint8_t *data, size_t length, int64_t *number) {
    letters_state state;
    int64_t total = 0, count = 0;
    size_t at = 0;
    int left = 0, cost, end = 0;
    letters_start(model, &state);
    while (!end) {
        uint32_t point = 0x20;
        end = at >= length;
        if (!end) point = letters_point(data, length, &at);
        cost = letters_step(model, &state, point);
        if (point > 0x7F) left = 3;
        if (left > 0) { total += cost; count++; left--; }
    }
    *number = count;
    return total;
}

#endif
