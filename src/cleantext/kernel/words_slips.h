/* Which known words a slip turns into an unknown one: `slips`. */
#include "words_costs.h"

typedef struct { uint32_t word[ROOM + 4]; int size, kind, at, zipf, cost, place, listed; uint64_t code; } candidate_t;
typedef struct { const lexicon_t *lex; const uint32_t *word; int size; const uint32_t *listed; int listed_size;
                 int count; candidate_t found[MOST]; } search_t;

static void add(search_t *s, const uint32_t *near, int m, int kind, int i, int zipf, uint64_t code) {
    if (s->count == MOST) return;
    int listed = s->listed && equal(near, m, s->listed, s->listed_size);
    if (kind != LISTED && !listed && is_other_form(s->word, s->size, near, m, kind, i, zipf)) return;
    candidate_t *c = &s->found[s->count++];
    memcpy(c->word, near, 4 * (size_t)m);
    int place = i < 2 ? i : i >= m - 1 ? 3 : 2;
    c->size = m; c->kind = kind; c->at = i; c->zipf = zipf; c->code = code; c->listed = listed;
    c->cost = cost_of(&s->lex->model, s->word, s->size, near, m, kind, i);
    c->place = s->lex->model.places[4 * kind + place];
}

typedef struct { uint64_t power[ROOM + 2], heads[ROOM + 2], tails[ROOM + 2]; } parts_t;

static void parts_of(const uint32_t *w, int n, parts_t *p) {
    p->power[0] = 1; p->heads[0] = 0; p->tails[n] = 0;
    for (int i = 0; i < n; i++) { p->power[i + 1] = p->power[i] * BASE; p->heads[i + 1] = p->heads[i] * BASE + w[i]; }
    for (int i = n - 1; i >= 0; i--) p->tails[i] = w[i] * p->power[n - 1 - i] + p->tails[i + 1];
}

static void splice_word(uint32_t *out, const uint32_t *w, int n, int i, int skip, const uint32_t *put, int count) {
    memcpy(out, w, 4 * (size_t)i);
    memcpy(out + i, put, 4 * (size_t)count);
    memcpy(out + i + count, w + i + skip, 4 * (size_t)(n - i - skip));
}

static void one_slip(search_t *s, const parts_t *p) {
    const lexicon_t *lex = s->lex;
    const uint32_t *w = s->word;
    uint32_t near[ROOM + 4], put[2];
    uint64_t keys[2][64];
    int n = s->size, zipf;
    for (int i = 0; i < n; i++) {
        if (w[i] == '\'' || (i && w[i] == w[i - 1])) continue;
        uint64_t code = p->heads[i] * p->power[n - 1 - i] + p->tails[i + 1];
        if (!(zipf = known_edit(lex, code))) continue;
        splice_word(near, w, n, i, 1, put, 0);
        add(s, near, n - 1, i + 1 < n && w[i + 1] == w[i] ? EXTRA_DOUBLE : EXTRA, i, zipf, code);
    }
    for (int i = 0; i + 1 < n; i++) {
        if (w[i] == w[i + 1]) continue;
        uint64_t code = ((p->heads[i] * BASE + w[i + 1]) * BASE + w[i]) * p->power[n - 2 - i] + p->tails[i + 2];
        if (!(zipf = known_edit(lex, code))) continue;
        put[0] = w[i + 1]; put[1] = w[i];
        splice_word(near, w, n, i, 2, put, 2);
        add(s, near, n, TRANSPOSED, i, zipf, code);
    }
    for (int i = 0; i < n; i++) {
        uint64_t power = p->power[n - 1 - i], rest = p->heads[i] * BASE * power + p->tails[i + 1];
        if (!i) fetch_edits(lex, rest, power, keys[0]);
        if (i + 1 < n)
            fetch_edits(lex, p->heads[i + 1] * BASE * p->power[n - 2 - i] + p->tails[i + 2], p->power[n - 2 - i], keys[(i + 1) & 1]);
        if (w[i] == '\'') continue;
        for (int k = 0; k < lex->alphabet_size; k++) {
            uint32_t c = lex->alphabet[k];
            uint64_t code = rest + c * power;
            if (c == w[i] || !(zipf = known_edit_of(lex, code, keys[i & 1][k]))) continue;
            splice_word(near, w, n, i, 1, &c, 1);
            int kind = is_vowel(w[i]) && is_vowel(c) ? VOWEL : beside(w[i], c) ? KEY : LETTER;
            add(s, near, n, kind, i, zipf, code);
        }
    }
    for (int i = 0; i <= n; i++) {
        uint64_t power = p->power[n - i], rest = p->heads[i] * BASE * power + p->tails[i];
        if (!i) fetch_edits(lex, rest, power, keys[0]);
        if (i < n)
            fetch_edits(lex, p->heads[i + 1] * BASE * p->power[n - 1 - i] + p->tails[i + 1], p->power[n - 1 - i], keys[(i + 1) & 1]);
        for (int k = 0; k <= lex->alphabet_size; k++) {
            uint32_t c = k < lex->alphabet_size ? lex->alphabet[k] : '\'';
            uint64_t code = rest + c * power;
            if ((i && w[i - 1] == c) || (c == '\'' && (i == 0 || i == n))
                || !(zipf = known_edit_of(lex, code, k < lex->alphabet_size ? keys[i & 1][k] : key_of(code))))
                continue;
            splice_word(near, w, n, i, 0, &c, 1);
            int kind = c == '\'' ? APOSTROPHE : i < n && w[i] == c ? MISSING_DOUBLE : MISSING;
            add(s, near, n + 1, kind, i, zipf, code);
        }
    }
}

static int shared(const uint32_t *a, int n, const uint32_t *b, int m, int step) {
    int most = n < m ? n : m, i = 0;
    while (i < most && (step > 0 ? a[i] == b[i] : a[n - 1 - i] == b[m - 1 - i])) i++;
    return i;
}

static int distance(const uint32_t *a, int n, const uint32_t *b, int m) {
    int rows[3][ROOM + 6], *before = rows[0], *previous = rows[1], *row = rows[2];
    for (int j = 0; j <= m; j++) row[j] = j;
    for (int i = 1; i <= n; i++) {
        int *spare = before;
        before = previous; previous = row; row = spare;
        row[0] = i;
        for (int j = 1; j <= m; j++) {
            int cost = previous[j - 1] + (a[i - 1] != b[j - 1]);
            if (previous[j] + 1 < cost) cost = previous[j] + 1;
            if (row[j - 1] + 1 < cost) cost = row[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < cost) cost = before[j - 2] + 1;
            row[j] = cost;
        }
    }
    return row[m];
}

static int is_met(const search_t *s, const uint32_t *near, int m) {
    for (int i = 0; i < s->count; i++) if (equal(near, m, s->found[i].word, s->found[i].size)) return 1;
    return 0;
}

static void near_under(search_t *s, const uint32_t *key, int size, int kind, int most) {
    const table_t *t = &s->lex->words;
    uint32_t want = (uint32_t)code_of(key, size), near[ROOM + 4];
    uint32_t low = 0, high = t->near_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (u32(t->near_keys + 4 * (size_t)mid) < want) low = mid + 1; else high = mid;
    }
    for (; low < t->near_count && u32(t->near_keys + 4 * (size_t)low) == want; low++) {
        uint32_t at = u32(t->near_at + 4 * (size_t)low);
        int m = at < t->blob_size ? t->blob[at] : 0;
        if (!m || m > ROOM || at + (uint32_t)m >= t->blob_size || abs(m - s->size) > 2) continue;
        for (int i = 0; i < m; i++) near[i] = t->blob[at + 1 + i];
        int slips = distance(s->word, s->size, near, m);
        if (slips < 2 || slips > most) continue;
        int head = shared(s->word, s->size, near, m, 1), tail = shared(s->word, s->size, near, m, -1);
        int chunk = head + tail >= (m < s->size ? m : s->size) && m > s->size;
        uint64_t code = code_of(near, m);
        if (!is_met(s, near, m)) add(s, near, m, chunk ? CHUNK : kind, head, known_edit(s->lex, code), code);
    }
}

static void several_slips(search_t *s, const parts_t *p) {
    const uint32_t *w = s->word;
    uint32_t near[ROOM + 4], key[ROOM + 4], none[1];
    int n = s->size, zipf, m;
    if (has(w, n, '\'')) return;
    for (int i = 0; n >= 5 && i + 2 < n; i++) {
        uint32_t a = w[i], b = w[i + 1], c = w[i + 2], parts[3][3] = {{c, a, b}, {b, c, a}, {c, b, a}};
        if (a == b || b == c || a == c) continue;
        for (int k = 0; k < 3; k++) {
            uint64_t head = ((p->heads[i] * BASE + parts[k][0]) * BASE + parts[k][1]) * BASE + parts[k][2],
                     code = head * p->power[n - 3 - i] + p->tails[i + 3];
            if (!(zipf = known_edit(s->lex, code))) continue;
            splice_word(near, w, n, i, 3, parts[k], 3);
            if (!is_met(s, near, n)) add(s, near, n, MOVED, i, zipf, code);
        }
    }
    if (n >= 6)
        for (int i = 0; i < n; i++)
            for (int part = 2; part <= 4; part++)
                if (i + 2 * part <= n && !memcmp(w + i, w + i + part, 4 * (size_t)part)) {
                    splice_word(near, w, n, i, part, none, 0);
                    uint64_t code = code_of(near, n - part);
                    if ((zipf = known_edit(s->lex, code)) && !is_met(s, near, n - part)) add(s, near, n - part, CHUNK, i, zipf, code);
                }
    if (n >= 7) {
        key[0] = w[0]; m = 1;
        for (int i = 1; i < n; i++)
            if (!(w[i] < 128 && strchr("aeiouyh", (int)w[i])) && w[i] != key[m - 1]) key[m++] = w[i];
        near_under(s, key, m, SKELETON, 3);
    }
    if (n >= 8) {
        uint32_t a = w[n - 3], b = w[n - 2];
        key[0] = w[0]; key[1] = w[1]; key[2] = w[2]; key[3] = '-';
        key[4] = a < b ? a : b; key[5] = a < b ? b : a;
        near_under(s, key, 6, FRAME, 2);
    }
}

/* The likeliest first, at most KEPT; returns how many. */
static int candidates(const lexicon_t *lex, const uint32_t *w, int n, uint64_t code, const parts_t *p, candidate_t *out) {
    search_t s;
    uint32_t right[ROOM + 4];
    const listed_t *listed = listed_of(lex, code);
    s.lex = lex; s.word = w; s.size = n; s.count = 0; s.listed = NULL; s.listed_size = 0;
    if (listed) {
        for (int i = 0; i < listed->size; i++) right[i] = small(listed->right[i]);
        s.listed = right; s.listed_size = listed->size;
    }
    one_slip(&s, p);
    several_slips(&s, p);
    if (listed) {
        int met = 0;
        for (int i = 0; i < s.count; i++) met |= s.found[i].listed;
        uint64_t own = code_of(right, listed->size);
        int zipf = known_edit(lex, own);
        if (!met) add(&s, right, listed->size, LISTED, shared(w, n, right, listed->size, 1), zipf ? zipf : 40, own);
    }
    int kept = s.count < KEPT ? s.count : KEPT;
    uint8_t used[MOST] = {0};
    for (int k = 0; k < kept; k++) {
        int best = -1, rank = 0;
        for (int i = 0; i < s.count; i++) {
            if (used[i]) continue;
            int here = s.found[i].cost + s.found[i].place - s.found[i].zipf - (s.found[i].listed ? 100000 : 0);
            if (best < 0 || here < rank) { best = i; rank = here; }
        }
        used[best] = 1;
        out[k] = s.found[best];
    }
    return kept;
}
