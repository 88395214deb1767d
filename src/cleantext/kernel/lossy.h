/* What a line may have been that lost bytes, in plain C: what `lossy.py` defines. The layout of the
   table is told by data/build/lossy.py. */

#ifndef CLEANTEXT_LOSSY_H
#define CLEANTEXT_LOSSY_H

#include <math.h>
#include <stdlib.h>

#include "pages.h"

enum { /* weights, in eighths of a nat as all costs: see `Weights` in lossy.py */
    LOSSY_LOSS, LOSSY_ALTERED, LOSSY_MARK, LOSSY_SELDOM, LOSSY_TURNED, LOSSY_UNPAIRED,
    LOSSY_ANSWERED, LOSSY_POSSESSIVE, LOSSY_WITHIN, LOSSY_SINGLE, LOSSY_SHORT,
    LOSSY_BY_KIND, LOSSY_SURE = LOSSY_BY_KIND + 5, LOSSY_PASSED, LOSSY_WEIGHTS
};
enum {
    LOSSY_BEAM = 5, LOSSY_MOST = 3, LOSSY_PAGES = 8, LOSSY_AHEAD = 8, LOSSY_DEEP = 3,
    LOSSY_FEW = 8, LOSSY_START = 16 + 40
};
enum { LOSSY_LETTER, LOSSY_USUAL, LOSSY_PICTURE, LOSSY_TYPOGRAPHIC, LOSSY_OTHER, LOSSY_HARDLY,
       LOSSY_INVISIBLE, LOSSY_NO_TEXT };
enum { LOSSY_ALPHA = 8, LOSSY_SPACE = 16, LOSSY_UPPER = 32, LOSSY_LOWER = 64 };

typedef struct {
    const uint8_t *index, *blocks, *masks, *signs, *order, *likely;
    uint32_t likely_count;
    int weights[LOSSY_WEIGHTS], rarity[8];
} lossy_table;

typedef struct { /* what a stretch may have been; `spaced`: with a space behind it */
    size_t end;
    uint32_t made;
    int losses, spaced;
} lossy_way;

typedef struct { /* of the edits that led to a state; `before` counts from one, 0 is none */
    size_t start, end, before;
    uint32_t made;
    int spaced;
} lossy_edit;

typedef struct { /* a beginning of a line, read */
    letters_state letters;
    int64_t cost;
    double doubt;
    size_t before, start; /* its edits, and where the last one begins if it is not among them */
    size_t alike; /* where an invisible character or a dash begins that was just taken, from one */
    uint32_t last, opened, made;
    int losses, is_new, spaced;
} lossy_state;

typedef struct {
    lossy_state states[LOSSY_BEAM];
    int count;
} lossy_beam;

typedef struct { /* a line, and what is known of it through one page */
    const lossy_table *table;
    const pages_table *pages;
    const letters_model *model;
    const uint32_t *points;
    const uint16_t *numbers;
    uint16_t *flags; /* of each place, see below */
    size_t length;
    uint32_t page;
    uint64_t lost, unseen;
    const uint8_t *signs;
} lossy_line;

/* COVERED: a part of a stretch; STARTS: the first of one, which ends, at the first of its ways,
   so many places on, and at the most so many; WHOLE: it lacks nothing; LEFT, RIGHT: what stands of
   its word on this side is covered. */
enum {
    LOSSY_COVERED = 1, LOSSY_STARTS = 2, LOSSY_WHOLE = 4, LOSSY_LEFT = 8, LOSSY_RIGHT = 16,
    LOSSY_KEPT = 32, LOSSY_FIRST = 256, LOSSY_REACH = 4096
};

/* 0 if the bytes are not such a table. */
static inline int lossy_open(
    lossy_table *table, const uint8_t *data, size_t length, uint32_t pages) {
    uint32_t blocks;
    int i;
    if (length < LOSSY_START + 0x1100 || memcmp(data, "lossy1", 6) != 0) return 0;
    if ((data[8] | (uint32_t)data[9] << 8) != pages) return 0;
    table->likely_count = data[10] | (uint32_t)data[11] << 8;
    blocks = letters_u32(data + 12);
    if (blocks > 256) return 0;
    memset(table->rarity, 0, sizeof table->rarity);
    for (i = 0; i < LOSSY_WEIGHTS; i++)
        table->weights[i] = (int16_t)(data[16 + 2 * i] | data[17 + 2 * i] << 8);
    for (i = 0; i < 5; i++) table->rarity[LOSSY_USUAL + i] = table->weights[LOSSY_BY_KIND + i];
    table->index = data + LOSSY_START;
    table->blocks = table->index + 0x1100;
    table->masks = table->blocks + (size_t)blocks * 256;
    table->signs = table->masks + (size_t)pages * 16;
    table->order = table->signs + (size_t)pages * 6;
    table->likely = table->order + pages;
    return length == (size_t)(table->likely - data) + (size_t)table->likely_count * 4;
}

static inline int lossy_described(const lossy_table *table, uint32_t point) {
    return table->blocks[(size_t)table->index[point >> 8] * 256 + (point & 0xFF)];
}
static inline int lossy_is(const lossy_table *table, uint32_t point, int what) {
    return (lossy_described(table, point) & what) != 0;
}
static inline int lossy_kind(const lossy_table *table, uint32_t point) {
    return lossy_described(table, point) & 7;
}

static inline int lossy_opens(uint32_t point) {
    return point == 0x2018 || point == 0x201C || point == 0x201E || point == 0x201A
        || point == 0x2039;
}
static inline int lossy_closes(uint32_t point) {
    return point == 0x2019 || point == 0x201D || point == 0x203A;
}

/* The character at a place, a space beyond the ends. */
static inline uint32_t lossy_at(const lossy_line *line, size_t at) {
    return at < line->length ? line->points[at] : 0x20;
}
static inline int lossy_byte(const lossy_line *line, size_t at, int role) {
    return line->pages->bytes[
        ((size_t)line->numbers[at] * line->pages->count + line->page) * 2 + role];
}

/* Whether a word in a script other than Latin goes on at a place. */
static inline int lossy_goes_on(const lossy_line *line, size_t at) {
    int script;
    if (at == 0 || at >= line->length) return 0;
    script = pages_script(line->pages, line->numbers[at]);
    return script && script == pages_script(line->pages, line->numbers[at - 1]);
}

/* The code point of so many bytes, 0 if they are no UTF-8 of text. */
static inline uint32_t lossy_decoded(const lossy_table *table, const uint8_t *data, int size) {
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t point = data[0] & (0x7F >> size);
    int i;
    for (i = 1; i < size; i++) {
        if ((data[i] & 0xC0) != 0x80) return 0;
        point = point << 6 | (data[i] & 0x3F);
    }
    if (point < least[size] || point > 0x10FFFF || (point >> 11) == 0x1B) return 0;
    return lossy_kind(table, point) == LOSSY_NO_TEXT ? 0 : point;
}

static inline int lossy_is_gone(uint64_t gone, int byte) {
    return (byte & 0xC0) == 0x80 && (gone >> (byte & 0x3F) & 1);
}

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

/* Which way quotation marks turn and dashes are long, which is one to the model. */
static inline int lossy_misplaced(
    const lossy_table *table, uint32_t last, uint32_t opened, uint32_t made, int losses,
    uint32_t after) {
    int after_word = !lossy_is(table, last, LOSSY_SPACE);
    int before_word = !lossy_is(table, after, LOSSY_SPACE);
    int is_opening = lossy_opens(made), is_due, cost;
    const int *w = table->weights;
    if (made == 0x2013 || made == 0x2014) {
        int is_long = losses == 1;
        if (after_word != before_word) return w[LOSSY_TURNED];
        if (after_word) is_long = last - '0' > 9 || after - '0' > 9;
        return is_long == (made == 0x2013) ? w[LOSSY_SHORT] : 0;
    }
    if (!is_opening && !lossy_closes(made)) return 0;
    if (made == 0x2019 && lossy_is(table, last, LOSSY_ALPHA) && lossy_is(table, after, LOSSY_ALPHA))
        return 0;
    is_due = last == ' ' || last == '\t' || last == '\n' || last == '(' || last == '['
        || last == '{' || last == '/' || last == 0x2014 || last == 0x2013 || last == 0xA0
        || last == 0x201C || last == 0x2018;
    cost = is_due == is_opening ? 0 : w[LOSSY_TURNED];
    if (!(is_opening ? before_word : after_word)) cost += w[LOSSY_TURNED];
    if (is_opening)
        return cost + (opened ? w[LOSSY_UNPAIRED] : 0) + (made == 0x2018 ? w[LOSSY_SINGLE] : 0);
    if (!opened) return cost + (made == 0x2019 ? w[LOSSY_POSSESSIVE] : w[LOSSY_UNPAIRED]);
    is_due = opened == 0x2018 || opened == 0x201A ? made == 0x2019
        : opened == 0x2039 ? made == 0x203A : made == 0x201D;
    return cost + (is_due ? -w[LOSSY_ANSWERED] : w[LOSSY_UNPAIRED]);
}

/* The quotation mark that is open after a character, 0 if none is. */
static inline uint32_t lossy_opened(
    const lossy_table *table, uint32_t opened, uint32_t made, uint32_t after) {
    if (lossy_opens(made)) return made;
    return lossy_closes(made) && !lossy_is(table, after, LOSSY_ALPHA) ? 0 : opened;
}

/* Add to the doubt of a state that there is another. */
static inline void lossy_doubt(
    const lossy_table *table, lossy_state *state, const lossy_state *other) {
    double behind = (double)(other->cost - state->cost) / table->weights[LOSSY_SURE]
        - other->doubt + state->doubt;
    state->doubt += log1p(exp(fmin(-behind, 500.0)));
}

/* Keep a state if it is among the cheapest of those that go on differently. */
static inline void lossy_offer(
    const lossy_table *table, lossy_beam *beam, const lossy_state *state) {
    int i, worst = 0;
    for (i = 0; i < beam->count; i++) {
        lossy_state *other = beam->states + i, old;
        if (other->letters.symbols[0] == state->letters.symbols[0]
            && other->letters.symbols[1] == state->letters.symbols[1]
            && other->opened == state->opened) {
            old = *other;
            if (state->cost < old.cost) *other = *state;
            if (!old.alike || old.alike != state->alike)
                lossy_doubt(table, other, state->cost < old.cost ? &old : state);
            return;
        }
        if (other->cost > beam->states[worst].cost) worst = i;
    }
    if (beam->count < LOSSY_BEAM) beam->states[beam->count++] = *state;
    else if (state->cost < beam->states[worst].cost) beam->states[worst] = *state;
}

typedef struct {
    const lossy_line *line;
    const lossy_beam *from;
    lossy_beam *beams;
    size_t start;
    int with_marks, has_marks; /* whether they are to be taken, and whether there were any */
} lossy_going;

/* Whether three letters stand on each side, where words have no apostrophes. */
static inline int lossy_is_deep(const lossy_line *line, size_t start, size_t end) {
    int i;
    if (start < LOSSY_DEEP) return 0;
    for (i = 0; i < LOSSY_DEEP; i++)
        if (!lossy_is(line->table, line->points[start - 1 - i], LOSSY_ALPHA)
            || !lossy_is(line->table, lossy_at(line, end + i), LOSSY_ALPHA)) return 0;
    return 1;
}

/* Take a way from every state at its start that allows it. */
static inline void lossy_take(void *context, const lossy_way *way) {
    lossy_going *going = context;
    const lossy_table *table = going->line->table;
    const int *w = table->weights;
    const letters_model *model = going->line->model;
    uint32_t made = way->made, after = lossy_at(going->line, way->end);
    int kind = lossy_kind(table, made), i, cost;
    int is_sign = way->losses > 1 && !lossy_is(table, made, LOSSY_ALPHA)
        && (made != 0x2019 || lossy_is_deep(going->line, going->start, way->end));
    if (way->losses && made != 0xFE0F) {
        if (kind == LOSSY_INVISIBLE) {
            going->has_marks = 1;
            if (!going->with_marks) return;
        }
        if ((kind == LOSSY_USUAL || kind == LOSSY_TYPOGRAPHIC) && going->with_marks) return;
    }
    for (i = 0; i < going->from->count; i++) {
        lossy_state state = going->from->states[i];
        uint32_t last = state.last;
        if (way->losses && made == 0xFE0F && last < 0x2000) continue;
        cost = letters_step(model, &state.letters, made >> 4 == 0x206 ? 0x200B : made);
        if (kind == LOSSY_INVISIBLE) {
            int between = lossy_is(table, last, LOSSY_SPACE) && lossy_is(table, after, LOSSY_SPACE);
            cost = w[LOSSY_MARK] + (between ? w[LOSSY_TURNED] : 0) + (made != 0x200B)
                + (made > 0x200F && (made < 0x2060 || made > 0x2064) && made != 0xFEFF ? w[LOSSY_SELDOM] : 0);
        } else if (way->losses) {
            /* What stands within a word is a letter. */
            int within = lossy_is(table, last, LOSSY_ALPHA) && lossy_is(table, after, LOSSY_ALPHA);
            if (is_sign && within) continue;
            cost += table->rarity[kind] - (within && made == 0x2019 ? w[LOSSY_WITHIN] : 0);
        }
        if (kind != LOSSY_INVISIBLE && (way->losses || (made != 0x2013 && made != 0x2014)))
            cost += lossy_misplaced(table, last, state.opened, made, way->losses, after);
        state.last = made;
        if (way->spaced) {
            cost += letters_step(model, &state.letters, 0x20);
            state.last = 0x20;
        }
        state.cost += cost + w[LOSSY_LOSS] * way->losses
            + w[LOSSY_ALTERED] * (int64_t)(way->end - going->start);
        state.opened = lossy_opened(table, state.opened, made, after);
        state.losses += way->losses;
        state.start = going->start;
        state.alike = kind == LOSSY_INVISIBLE || made == 0x2013 || made == 0x2014
            ? going->start + 1 : 0;
        state.made = made;
        state.spaced = way->spaced;
        state.is_new = 1;
        lossy_offer(table, going->beams + way->end % LOSSY_AHEAD, &state);
    }
}

typedef struct { /* `settled`: edits in order; `chain`: those that states still lead back to */
    lossy_edit *settled, *chain;
    size_t count, room, chain_count, chain_room;
} lossy_edits;

static inline int lossy_make_room(lossy_edit **edits, size_t *room, size_t count) {
    lossy_edit *more;
    if (count <= *room) return 1;
    more = realloc(*edits, (count + count / 2 + 16) * sizeof **edits);
    if (!more) return 0;
    *edits = more;
    *room = count + count / 2 + 16;
    return 1;
}

/* Put the last edit of a state on the chain. */
static inline int lossy_link(lossy_edits *edits, lossy_state *state, size_t end) {
    lossy_edit *edit;
    if (!state->is_new) return 1;
    if (!lossy_make_room(&edits->chain, &edits->chain_room, edits->chain_count + 1)) return 0;
    edit = edits->chain + edits->chain_count++;
    edit->start = state->start;
    edit->end = end;
    edit->made = state->made;
    edit->spaced = state->spaced;
    edit->before = state->before;
    state->before = edits->chain_count;
    state->is_new = 0;
    return 1;
}

/* Settle the edits that led to the only state there is. */
static inline int lossy_settle(lossy_edits *edits, lossy_state *state) {
    size_t at, number = 0;
    for (at = state->before; at; at = edits->chain[at - 1].before) number++;
    if (!lossy_make_room(&edits->settled, &edits->room, edits->count + number)) return 0;
    edits->count += number;
    number = edits->count;
    for (at = state->before; at; at = edits->chain[at - 1].before)
        edits->settled[--number] = edits->chain[at - 1];
    edits->chain_count = 0;
    state->before = 0;
    return 1;
}

/* The cheapest reading of a line that was scanned: 1 if there is one that lost something, with its
   cost, doubt and edits, -1 without memory. `marks`: whether invisible characters may come out, and
   then whether any might. */
static inline int lossy_read(
    const lossy_line *line, int *marks, lossy_edits *edits, int64_t *cost, double *doubt) {
    lossy_beam beams[LOSSY_AHEAD], *from;
    lossy_state state, *best;
    lossy_going going = {line, NULL, beams, 0, *marks, 0};
    size_t i, furthest = 0;
    int k;
    for (k = 0; k < LOSSY_AHEAD; k++) beams[k].count = 0;
    edits->count = edits->chain_count = 0;
    memset(&state, 0, sizeof state);
    letters_start(line->model, &state.letters);
    state.last = 0x20;
    lossy_offer(line->table, beams, &state);
    for (i = 0; i < line->length; i++) {
        uint32_t point = line->points[i], after = lossy_at(line, i + 1);
        int passed = line->flags[i] & LOSSY_KEPT ? line->table->weights[LOSSY_PASSED] : 0;
        from = beams + i % LOSSY_AHEAD;
        for (k = 0; k < from->count; k++)
            if (!lossy_link(edits, from->states + k, i)) return -1;
        if (from->count == 1 && i >= furthest && !lossy_settle(edits, from->states)) return -1;
        for (k = 0; k < from->count; k++) {
            state = from->states[k];
            state.cost += passed + letters_step(line->model, &state.letters, point);
            state.last = point;
            state.alike = 0;
            state.opened = lossy_opened(line->table, state.opened, point, after);
            lossy_offer(line->table, beams + (i + 1) % LOSSY_AHEAD, &state);
        }
        if (line->flags[i] & LOSSY_KEPT) {
            if (i + line->flags[i] / LOSSY_REACH > furthest)
                furthest = i + line->flags[i] / LOSSY_REACH;
            going.from = from;
            going.start = i;
            lossy_each(line, i, lossy_take, &going);
        }
        from->count = 0;
    }
    *marks = going.has_marks;
    from = beams + i % LOSSY_AHEAD;
    best = from->states;
    for (k = 0; k < from->count; k++) {
        lossy_state *end = from->states + k;
        end->cost += letters_step(line->model, &end->letters, 0x20);
        if (end->opened) end->cost += line->table->weights[LOSSY_UNPAIRED];
        if (end->cost < best->cost) best = end;
    }
    *cost = best->cost;
    for (k = 0; k < from->count; k++)
        if (from->states + k != best && (!best->alike || best->alike != from->states[k].alike))
            lossy_doubt(line->table, best, from->states + k);
    *doubt = best->doubt;
    if (!best->losses) return 0;
    return lossy_link(edits, best, i) && lossy_settle(edits, best) ? 1 : -1;
}

/* What edits make of a line; how long that is, and how many characters beyond ASCII they leave. */
static inline size_t lossy_made(
    const lossy_line *line, const lossy_edits *edits, uint32_t *made, size_t *left) {
    const lossy_edit *edit = edits->settled, *end = edit + edits->count;
    size_t at = 0, length = 0;
    *left = 0;
    while (at < line->length) {
        if (edit < end && edit->start == at) {
            made[length++] = edit->made;
            if (edit->spaced) made[length++] = ' ';
            at = edit++->end;
        } else {
            *left += line->points[at] > 0x7F;
            made[length++] = line->points[at++];
        }
    }
    return length;
}

#endif
