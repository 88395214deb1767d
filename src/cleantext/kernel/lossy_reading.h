/* What a line that lost bytes was: the cheapest of its readings, by a beam over it. */

#ifndef CLEANTEXT_LOSSY_READING_H
#define CLEANTEXT_LOSSY_READING_H

#include <math.h>
#include <stdlib.h>

#include "lossy_signs.h"
#include "lossy_stretches.h"

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
            state.opened = lossy_opened(line->table, state.opened, point, after);
            state.last = point;
            state.alike = 0;
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
