/* What one slip costs, and which pairs are two forms of a word: `slip_costs`, `spellings`. */
#include "words_vocabulary.h"

static inline int number(uint32_t c) { return c >= 'a' && c <= 'z' ? (int)c - 96 : 0; }
static inline int is_vowel(uint32_t c) { return c < LOW_END && IS_VOWEL[c]; }

static int beside(uint32_t letter, uint32_t other) {
    static const char *rows[3] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
    if (letter > 127 || other > 127 || !letter || !other) return 0;
    for (int row = 0; row < 3; row++) {
        const char *p = strchr(rows[row], (int)letter);
        if (!p) continue;
        int i = (int)(p - rows[row]);
        for (int step = -1; step <= 1; step++) {
            if (row + step < 0 || row + step > 2) continue;
            const char *q = strchr(rows[row + step], (int)other);
            if (!q) continue;
            int at = (int)(q - rows[row + step]);
            if (i - (step >= 0) <= at && at <= i + (step <= 0)) return at != i || step != 0;
        }
    }
    return 0;
}

static int ends_so(const uint32_t *w, int n, int i, const char *const *ends, int count) {
    for (int k = 0; k < count; k++) {
        int m = (int)strlen(ends[k]), fits = n - i - 1 == m;
        for (int j = 0; j < m && fits; j++) fits = w[i + 1 + j] == (uint8_t)ends[k][j];
        if (fits) return 1;
    }
    return 0;
}

static inline int is_aeiouy(uint32_t c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }

static int may_be_single(const uint32_t *w, int n, int i) {
    static const char *const single[] = {"ed", "ing", "ings", "er", "ers", "or", "ors", "able", "ous", "ist", "ists"},
                      *const single_l[] = {"ful", "fully", "ment", "ments", "ness"};
    int groups = 0;
    if (w[i] == 'l' && ends_so(w, n, i, single_l, 5)) return 1;
    for (int k = 0; k + 1 < i; k++) groups += is_aeiouy(w[k]) && !is_aeiouy(w[k + 1]);
    return w[i] == 'l' && groups > 1 && ends_so(w, n, i, single, 11);
}

static int is_our(const uint32_t *w, int n, int at) {
    static const char *const our[] = {"s", "ed", "ing", "er", "abl", "ful", "it", "less", "is", "iz", "hood", "al", "y", "ly"};
    if (at == n) return 1;
    for (int k = 0; k < 14; k++) {
        int m = (int)strlen(our[k]), fits = at + m <= n;
        for (int j = 0; j < m && fits; j++) fits = w[at + j] == (uint8_t)our[k][j];
        if (fits) return 1;
    }
    return 0;
}

static int folded(const uint32_t *w, int n, uint32_t *out) {
    int m = 0;
    for (int i = 0; i < n; i++) {
        uint32_t c = w[i], before = i ? w[i - 1] : 0, after = i + 1 < n ? w[i + 1] : 0;
        if (c == 'u' && i > 2 && before == 'o' && after == 'r' && is_our(w, n, i + 2)) continue;
        if ((c == 'a' || c == 'o') && after == 'e' && i + 2 < n) continue;
        if (c == before && may_be_single(w, n, i)) continue;
        if (c == 's' && (before == 'i' || before == 'y') && (after == 'a' || after == 'e' || after == 'i')) c = 'z';
        if (c == 'e' && before == 'r' && i >= 2 && w[i - 2] == 't' && i + 2 >= n) {
            if (m) m--;
            out[m++] = 'e'; out[m++] = 'r';
            continue;
        }
        out[m++] = c;
    }
    return m;
}

static int same_fold(const uint32_t *a, int n, const uint32_t *b, int m) {
    uint32_t x[2 * ROOM + 8], y[2 * ROOM + 8];
    int p = folded(a, n, x), q = folded(b, m, y);
    return p == q && !memcmp(x, y, 4 * (size_t)p);
}

static inline int equal(const uint32_t *a, int n, const uint32_t *b, int m) {
    return n == m && !memcmp(a, b, 4 * (size_t)n);
}

static int has(const uint32_t *w, int n, uint32_t c) {
    for (int i = 0; i < n; i++) if (w[i] == c) return 1;
    return 0;
}

static int ends(const uint32_t *w, int n, const char *end) {
    int m = (int)strlen(end);
    if (m > n) return 0;
    for (int i = 0; i < m; i++) if (w[n - m + i] != (uint8_t)end[i]) return 0;
    return 1;
}

static int is_other_form(const uint32_t *w, int n, const uint32_t *near, int m, int kind, int i, int zipf) {
    if (has(near, m, '\'') != has(w, n, '\'') && kind != APOSTROPHE) return 1;
    if (ends(w, n, "'t") && w[n - 3] != 'n') return 1;
    if (m == n + 1 && near[n] == 'g' && !memcmp(w, near, 4 * (size_t)n) && ends(w, n, "in")) return 1;
    if (m == n && w[n - 1] == 'z' && near[m - 1] == 's' && !memcmp(w, near, 4 * (size_t)(n - 1))) return 1;
    if ((ends(w, n, "est") || ends(w, n, "eth")) && kind >= MISSING_DOUBLE && kind <= EXTRA && i >= n - 2) return 1;
    return zipf < 80 && same_fold(w, n, near, m);
}

static inline int at_number(const uint32_t *w, int n, int i) { return i >= 0 && i < n ? number(w[i]) : 0; }

static int cost(const model_t *m, int group, int a, int b, int left, int right) {
    if (!b || (!a && (group == 0 || group == 3))) return m->mean;
    int at = 729 * group + 27 * a + b, c = m->costs[at] + m->beside[27 * at + left] + m->beside[27 * (CELLS + at) + right];
    return c < 0 ? 0 : c > 255 ? 255 : c;
}

static int transposed(const model_t *m, const uint32_t *near, int n, int i) {
    return cost(m, 0, at_number(near, n, i), at_number(near, n, i + 1), at_number(near, n, i - 1), at_number(near, n, i + 2));
}

static int missing(const model_t *m, const uint32_t *near, int n, int i) {
    return cost(m, 1, at_number(near, n, i - 1), at_number(near, n, i), at_number(near, n, i - 2), at_number(near, n, i + 1));
}

static int extra(const model_t *m, uint32_t letter, const uint32_t *near, int n, int i) {
    return cost(m, 2, at_number(near, n, i - 1), number(letter), at_number(near, n, i - 2), at_number(near, n, i));
}

static int wrong(const model_t *m, uint32_t letter, const uint32_t *near, int n, int i) {
    return cost(m, 3, number(letter), at_number(near, n, i), at_number(near, n, i - 1), at_number(near, n, i + 1));
}

static int aligned(const model_t *m, const uint32_t *w, int n, const uint32_t *near, int size) {
    int rows[3][ROOM + 6], lost[ROOM + 6], *before = rows[0], *above = rows[1], *row = rows[2];
    row[0] = 0;
    for (int j = 0; j < size; j++) { lost[j] = missing(m, near, size, j); row[j + 1] = row[j] + lost[j]; }
    for (int i = 0; i < n; i++) {
        int *spare = before;
        before = above; above = row; row = spare;
        row[0] = above[0] + extra(m, w[i], near, size, 0);
        for (int j = 0; j < size; j++) {
            int best = above[j] + (w[i] == near[j] ? 0 : wrong(m, w[i], near, size, j));
            int other = above[j + 1] + extra(m, w[i], near, size, j + 1);
            best = other < best ? other : best;
            other = row[j] + lost[j];
            best = other < best ? other : best;
            if (i && j && w[i] == near[j - 1] && w[i] != near[j] && near[j] == w[i - 1]) {
                other = before[j - 1] + transposed(m, near, size, j - 1);
                best = other < best ? other : best;
            }
            row[j + 1] = best;
        }
    }
    return row[size];
}

static int cost_of(const model_t *m, const uint32_t *w, int n, const uint32_t *near, int size, int kind, int i) {
    if (kind == APOSTROPHE) return 0;
    if (kind >= CHUNK) { int c = aligned(m, w, n, near, size); return c < 255 ? c : 255; }
    switch (kind) {
    case TRANSPOSED: return transposed(m, near, size, i);
    case MISSING: case MISSING_DOUBLE: return missing(m, near, size, i + (kind == MISSING_DOUBLE));
    case EXTRA: case EXTRA_DOUBLE: return extra(m, w[i], near, size, i + (kind == EXTRA_DOUBLE));
    default: return wrong(m, w[i], near, size, i);
    }
}
