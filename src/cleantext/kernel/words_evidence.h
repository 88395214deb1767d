/* What a place says of an unknown word: `evidence`, `neighbourhood`, `word_parts`. */
#include "words_tokens.h"

/* The share of unknown words near a token, itself apart; `more` is what to add for weights. */
static int share(const scan_t *s, size_t i, int more) {
    size_t low = i < 12 ? 0 : i - 12, high = i + 13 < s->count ? i + 13 : s->count;
    int total = (int)(s->sums[high].plain - s->sums[low].plain) - s->plain[i] + more;
    int count = (int)(s->sums[high].prose - s->sums[low].prose) - s->tokens[i].prose;
    return 10 * total / (count > 4 ? count : 4);
}

/* By how much what tokens near one weigh, itself apart, is more than as unknown words. */
static int lighter(const scan_t *s, size_t i) {
    size_t low = i < 12 ? 0 : i - 12, high = i + 13 < s->count ? i + 13 : s->count;
    int more = 0;
    for (size_t k = low; k < high; k++) more += (int)s->weight[k] - s->plain[k];
    return more - ((int)s->weight[i] - s->plain[i]);
}

static const token_t *neighbour(const scan_t *s, size_t i, int step) {
    if ((step < 0 && !i) || (step > 0 && i + 1 >= s->count)) return NULL;
    const token_t *one = &s->tokens[step < 0 ? i - 1 : i], *two = &s->tokens[step < 0 ? i : i + 1];
    if (two->a - one->b != 1 || (s->text[one->b] != ' ' && s->text[one->b] != '\n')) return NULL;
    return step < 0 ? one : two;
}

static int pull(int pair, const token_t *other, const candidate_t *c) {
    if (!other || (!pair && has(c->word, c->size, '\''))) return 0;
    int chance = other->zipf + c->zipf;
    if (pair) return pair - (chance - 120);
    return chance > 190 ? 190 - chance : 0;
}

static tally_t *tally_of(const scan_t *s, uint64_t code) {
    for (uint64_t i = key_of(code) & s->tally_mask;; i = (i + 1) & s->tally_mask)
        if (!s->tally[i].count || s->tally[i].code == code) return &s->tally[i];
}

static void count_tokens(scan_t *s) {
    size_t room = 64;
    while (room < 2 * s->count) room *= 2;
    if (room > s->tallies) {
        free(s->tally);
        s->tally = malloc(room * sizeof(tally_t));
        if (!s->tally) { s->failed = 1; s->tallies = 0; return; }
        s->tallies = room;
    }
    s->tally_mask = room - 1;
    memset(s->tally, 0, room * sizeof(tally_t));
    for (size_t i = 0; i < s->count; i++) {
        tally_t *t = tally_of(s, s->tokens[i].code);
        if (!t->count) { t->code = s->tokens[i].code; t->near_count = -1; }
        t->count++; t->capitals += s->tokens[i].how != LOWER;
        t->marked += !s->tokens[i].prose;
    }
}

static void costs_of(const lexicon_t *lex, const uint32_t *w, int n, int *out) {
    int home = 0, away = 0, worst = 0, one = 0, two = 0;
    if (lex->letters) {
        for (int i = 0; i <= n; i++) {
            int three = i < n ? number(w[i]) : 0, at = (one * 27 + two) * 27 + three;
            home += lex->letters[at]; away += lex->letters[27 * 27 * 27 + at];
            if (lex->letters[at] > worst) worst = lex->letters[at];
            one = two; two = three;
        }
        home /= n + 1; away /= n + 1;
    }
    out[0] = home; out[1] = away; out[2] = worst;
}

static inline int most(int a, int b) { return a > b ? a : b; }

static int compound(const lexicon_t *lex, const parts_t *p, int n) {
    int best = 0;
    for (int i = 3; i < n - 2; i++) {
        int a = zipf_of(lex, p->heads[i]);
        if (a > best) { int b = zipf_of(lex, p->tails[i]); best = most(best, a < b ? a : b); }
    }
    return best;
}

static int stem(const lexicon_t *lex, const uint32_t *w, int n, const parts_t *p) {
    int best = 0;
    for (int k = 0; k < SUFFIXES_COUNT; k++) {
        const char *end = SUFFIX[k];
        int size = n - SUFFIX_SIZE[k];
        if (size < 3 || w[n - 1] != (uint8_t)end[SUFFIX_SIZE[k] - 1] || !ends(w, n, end)) continue;
        int vowel = within("aeiouy", (uint8_t)end[0]);
        if (!(vowel && w[size - 1] == 'e' && !within("eoy", w[size - 2]))) best = most(best, zipf_of(lex, p->heads[size]));
        if (vowel && strcmp(end, "y")) best = most(best, zipf_of(lex, p->heads[size] * BASE + 'e'));
        if (w[size - 1] == 'i') best = most(best, zipf_of(lex, p->heads[size - 1] * BASE + 'y'));
        if (size > 3 && w[size - 1] == w[size - 2]) best = most(best, zipf_of(lex, p->heads[size - 1]));
    }
    return best;
}

static int prefixed(const lexicon_t *lex, const uint32_t *w, int n, const parts_t *p) {
    int best = 0;
    for (int k = 0; k < PREFIXES_COUNT; k++) {
        int m = PREFIX_SIZE[k], fits = n - m >= 4;
        for (int i = 0; i < m && fits; i++) fits = w[i] == (uint8_t)PREFIX[k][i];
        if (fits) best = most(best, zipf_of(lex, p->tails[m]));
    }
    return best;
}

static int is_latin(const uint32_t *w, int n) {
    static const char *latin[] = {"a", "ae", "am", "um", "us", "is", "ii"};
    for (int i = 0; i < 7; i++) if (ends(w, n, latin[i])) return 1;
    return 0;
}

static int capital_beside(const scan_t *s, size_t i) {
    if (i + 1 < s->count) {
        const token_t *one = &s->tokens[i], *two = one + 1;
        if (two->ca - one->cb <= 2 && two->how != LOWER && !memchr(s->text + one->b, '.', two->a - one->b)) return 1;
    }
    if (!i) return 0;
    const token_t *last = &s->tokens[i - 1];
    return s->tokens[i].ca - last->cb <= 2 && last->how != LOWER && !(last->how == START && last->zipf > 80);
}

typedef struct { int all, prose, lower, lower_weight, archaic; } sums_t;

static void place(const scan_t *s, size_t first, size_t end, size_t i, const sums_t *sums, int16_t *out) {
    const token_t *t = &s->tokens[i], *left = neighbour(s, i, -1), *right = neighbour(s, i, 1);
    const uint8_t *text = s->text;
    size_t low = i < 12 ? 0 : i - 12, high = i + 13 < s->count ? i + 13 : s->count;
    size_t from = t->a, to = t->b;
    int64_t steps = 0, length;
    while (steps < 60 && from > t->begin) { do from--; while ((text[from] & 0xC0) == 0x80); steps++; }
    length = steps + (t->cb - t->ca);
    for (steps = 0; steps < 60 && to < end && text[to] != '\n'; steps++) do to++; while (to < end && (text[to] & 0xC0) == 0x80);
    length += steps;
    int symbols = 0, foreign = 0, common = 0, line = 0, code = 0, upper = 0, n = (int)(high - low) - 1;
    for (size_t k = from; k < to; k++) symbols += is_marked(text[k], SYMBOL) > 0;
    for (size_t k = low; k < high; k++) {
        foreign += (s->tokens[k].flags & 16) || !s->tokens[k].ascii;
        common += s->tokens[k].zipf >= 118;
        code += !s->tokens[k].prose;
        upper += s->tokens[k].how == UPPER && s->tokens[k].size > 1;
    }
    for (size_t k = i < 15 ? 0 : i - 15; k <= i + 15 && k < s->count; k++) line += s->tokens[k].line == t->line;
    uint32_t behind = t->a > first ? before(text, t->a) : ' ', ahead = ' ';
    if (t->b < end) decode(text + t->b, &ahead);
    const tally_t *tally = tally_of(s, t->code);
    int indented = (t->begin + 4 <= end && !memcmp(text + t->begin, "    ", 4)) || (t->begin < end && text[t->begin] == '\t');
    int own = s->weight[i], lower = t->how == LOWER ? own : 0;
    const int values[] = {
        t->how, capital_beside(s, i), i > 0 && s->tokens[i - 1].how != LOWER,
        t->how != LOWER && i + 1 < s->count && t[1].ca - t->cb == 1 && t[1].how != LOWER,
        t->spoken, indented, (int)(100 * symbols / (length > 8 ? length : 8)), share(s, i, lighter(s, i)),
        share(s, i, 0), 100 * foreign / most(4, n), 100 * common / most(6, n),
        10 * (sums->all - own) / most(6, sums->prose - 1), 10 * (sums->lower_weight - lower) / most(6, sums->lower - 1),
        100 * sums->archaic / (s->count > 60 ? (int)s->count : 60), line < 15 ? line : 15,
        s->count < 200 ? (int)s->count : 200, tally->count < 50 ? tally->count : 50,
        tally->capitals - (t->how != LOWER) < 50 ? tally->capitals - (t->how != LOWER) : 50,
        left && left->zipf, right && right->zipf, left ? left->zipf : 0, right ? right->zipf : 0, !left, !right,
        within("\"'(", behind) || behind == 0x2018 || behind == 0x201c || behind == 0xab
            || within("\"')", ahead) || ahead == 0x2019 || ahead == 0x201d || ahead == 0xbb,
        within(".,;:!?", ahead), behind == '-' || ahead == '-', within("*_<>~|[]{}", behind) || within("*_<>~|[]{}", ahead),
        tally->marked < 50 ? tally->marked : 50, 0, 100 * code / most(6, n), 100 * upper / most(6, n),
    };
    for (size_t k = 0; k < sizeof(values) / sizeof(*values); k++) out[k] = (int16_t)values[k];
}

static void weigh(scan_t *s, size_t first, size_t end, size_t i, candidate_t *near, int count, const sums_t *sums) {
    const lexicon_t *lex = s->lex;
    const token_t *t = &s->tokens[i], *left = neighbour(s, i, -1), *right = neighbour(s, i, 1);
    uint32_t w[ROOM + 4];
    parts_t parts;
    int n = letters_of(s, t, w), costs[3], own[3], order[KEPT], score[KEPT], a[KEPT], b[KEPT], pa[KEPT], pb[KEPT];
    parts_of(w, n, &parts);
    uint64_t beside_left = left ? left->code : 0;
    if (left && beside_left == (uint64_t)'a' * BASE + 'n') beside_left = 'a';
    for (int k = 0; k < count; k++) {
        a[k] = left ? pair_of(lex, beside_left, near[k].code) : 0;
        b[k] = right ? pair_of(lex, near[k].code, right->code) : 0;
        pa[k] = pull(a[k], left, &near[k]); pb[k] = pull(b[k], right, &near[k]);
        score[k] = near[k].zipf - near[k].cost - near[k].place + pa[k] + pb[k];
        int at = k;
        for (; at > 0; at--) {
            int other = order[at - 1];
            int better = near[k].listed != near[other].listed ? near[k].listed : score[k] > score[other];
            if (!better) break;
            order[at] = other;
        }
        order[at] = k;
    }
    row_t row;
    row.start = t->ca; row.end = t->cb; row.count = count < BEST ? count : BEST;
    costs_of(lex, w, n, own);
    int whole = compound(lex, &parts, n), made = stem(lex, w, n, &parts), pre = prefixed(lex, w, n, &parts);
    int vowel = 0, latin = is_latin(w, n), listed = listed_of(lex, t->code) != NULL;
    for (int k = 0; k < n; k++) vowel |= is_vowel(w[k]);
    place(s, first, end, i, sums, row.row[0] + OF_PLACE);
    uint32_t shared[256], left_over[256];  /* leaves: by what is the same of all candidates; of one */
    int best = 0, is_asked = s->all || s->lex->model.most >= s->threshold;
    for (int r = 0; r < row.count; r++) {
        int k = order[r], lead = 80;
        const candidate_t *c = &near[k];
        for (int j = 0; j < count; j++) {
            const candidate_t *other = &near[order[j]];
            if (j != r && !same_fold(other->word, other->size, c->word, c->size)) {
                lead = score[k] - score[order[j]];
                lead = lead > 80 ? 80 : lead < -80 ? -80 : lead;
                break;
            }
        }
        costs_of(lex, c->word, c->size, costs);
        int last = c->at >= n - 1, near_count = tally_of(s, c->code)->count;
        const int values[] = {
            c->zipf, c->cost, c->place, lead, count, a[k], b[k], pa[k], pb[k], own[0] - costs[0], c->at == 0, last,
            last && (within("sdrny", w[n - 1]) || within("sdrny", c->word[c->size - 1])),
            (left && left->code == c->code) || (right && right->code == c->code), c->kind,
            near_count < 50 ? near_count : 50, c->listed ? 2 : listed ? -1 : !lex->listed, c->size,
            n, own[0], own[0] - own[1], own[2], t->flags & 1, t->flags >> 1 & 1, t->flags >> 2 & 1, t->flags >> 3 & 1,
            whole, made, pre, !vowel, latin && !is_latin(c->word, c->size),
        };
        for (size_t v = 0; v < sizeof(values) / sizeof(*values); v++) row.row[r][v] = (int16_t)values[v];
        if (r) memcpy(row.row[r] + OF_PLACE, row.row[0] + OF_PLACE, sizeof(int16_t) * (FEATURES - OF_PLACE));
        row.near[r] = *c;
        if (!is_asked) return;
        if (!r) {
            memset(shared, 255, sizeof(shared));
            ruled_out(&lex->model, row.row[0], OF_WORD, OF_PLACE - 1, shared);
            ruled_out(&lex->model, row.row[0], OF_PLACE, FEATURES, shared);
        }
        memcpy(left_over, shared, sizeof(shared));
        ruled_out(&lex->model, row.row[r], 0, OF_WORD, left_over);
        ruled_out(&lex->model, row.row[r], OF_PLACE - 1, OF_PLACE, left_over);
        row.score[r] = sum_of(&lex->model, left_over);
        if (row.score[r] > row.score[best]) best = r;
    }
    if (!s->all) {
        if (row.score[best] < s->threshold) return;
    }
    s->rows = grown(s, s->rows, s->row_count + 1, &s->row_room, sizeof(row_t));
    if (!s->failed) s->rows[s->row_count++] = row;
}
