/* The words of a text over UTF-8: what `words.py` and what it imports define, compiled. Each function
   has the name it has there (`vocabulary` `slips` `tokens` `evidence` `places`); look there for what it means. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1 << 16, LONGEST = 24, ROOM = 32, OWN = 10, LOW_END = 0x530, COMMON = 1 << 14, COMMONEST = 1 << 13 };
enum { TRANSPOSED, MISSING_DOUBLE, MISSING, EXTRA_DOUBLE, EXTRA, VOWEL, KEY, LETTER, APOSTROPHE,
       CHUNK, MOVED, SKELETON, FRAME, LISTED };
enum { LOWER, START, MIDDLE, UPPER, MIXED };
enum { MOST = 48, KEPT = 6, BEST = 3, FEATURES = 63, OF_WORD = 18, OF_PLACE = 31, NEAR = 6, TREE_LEAVES = 32, CELLS = 4 * 27 * 27, PLACES = 14 * 4 };
static const uint64_t BASE = 0xD6E8FEB86659FD93ULL, PAIR = 0x9E3779B97F4A7C15ULL;

typedef struct { const uint8_t *buckets, *near_keys, *near_at, *bloom, *keys, *values, *flags, *blob;
                 uint32_t count, near_count, blob_size; uint64_t bloom_mask; } table_t;
typedef struct { int16_t threshold; uint16_t tree; uint32_t left; } test_t;
typedef struct { const uint8_t *costs, *places; const int8_t *beside; int trees, mean; int32_t start, most;
                 test_t *tests; int16_t (*leaves)[TREE_LEAVES]; uint32_t tests_of[FEATURES + 1]; } model_t;
typedef struct { uint64_t code; const uint8_t *right; int size; } listed_t;
typedef struct {
    table_t words, pairs; int has_pairs; const uint8_t *letters; model_t model;
    listed_t *listed; uint64_t listed_mask; uint64_t *own, *phrases; int own_count, phrase_count;
    uint64_t phrase_bits[64];  /* which words phrases may begin with */
    uint32_t alphabet[64]; int alphabet_size;
    uint64_t common[COMMON];  /* what is found of the common words: 40 bits of the key, flags, frequency */
} lexicon_t;

static uint16_t LOWERED[LOW_END];      /* filled from evidence.py */
static uint8_t IS_LETTER[LOW_END], IS_VOWEL[LOW_END];
static uint8_t IN_ASCII[256];          /* the small letter of a letter, else 0 */
static char SUFFIX[128][16], PREFIX[128][16];
static int SUFFIX_SIZE[128], PREFIX_SIZE[128];
static int SUFFIXES_COUNT, PREFIXES_COUNT;

static inline uint32_t u32(const uint8_t *p) { uint32_t v; memcpy(&v, p, 4); return v; }
static inline int16_t i16(const uint8_t *p) { int16_t v; memcpy(&v, p, 2); return v; }

static inline uint64_t key_of(uint64_t code) {
    code ^= code >> 32; code *= PAIR; code ^= code >> 29; code *= BASE; return code ^ code >> 32;
}

/* ---- tables ------------------------------------------------------------------------------- */

static int table_open(table_t *t, const uint8_t *data, size_t size) {
    if (size < 24) return -1;
    uint64_t n = u32(data), flagged = u32(data + 4), bits = u32(data + 8), near = u32(data + 12),
             blob = u32(data + 16);
    if (bits > 32) return -1;
    uint64_t bloom = bits ? ((uint64_t)1 << bits) / 8 : 0, at = 24;
    if (size != 24 + 4 * (BUCKETS + 1) + 8 * near + bloom + 4 * n + (flagged ? n : 0) + blob) return -1;
    t->buckets = data + at; at += 4 * (BUCKETS + 1);
    t->near_keys = data + at; at += 4 * near;
    t->near_at = data + at; at += 4 * near;
    t->bloom = bits ? data + at : NULL; at += bloom;
    t->bloom_mask = 8 * bloom - 1;
    t->keys = data + at; at += 3 * n;
    t->values = data + at; at += n;
    t->flags = flagged ? data + at : NULL; at += flagged ? n : 0;
    t->blob = data + at;
    t->count = (uint32_t)n; t->near_count = (uint32_t)near; t->blob_size = (uint32_t)blob;
    uint32_t last = 0;
    for (int i = 0; i <= BUCKETS; i++) {
        uint32_t here = u32(t->buckets + 4 * i);
        if (here < last || here > n) return -1;
        last = here;
    }
    return 0;
}

static inline int64_t table_find(const table_t *t, uint64_t key) {
    const uint8_t *bucket = t->buckets + 4 * (key >> 48);
    uint32_t low = u32(bucket), high = u32(bucket + 4), want = key >> 24 & 0xFFFFFF;
    for (uint32_t i = low; i < high; i++) {
        const uint8_t *p = t->keys + 3 * (size_t)i;
        if ((uint32_t)(p[0] | p[1] << 8 | p[2] << 16) == want) return i;
    }
    return -1;
}

static int holds(const uint64_t *sorted, int count, uint64_t code) {
    int low = 0, high = count;
    while (low < high) {
        int mid = (low + high) / 2;
        if (sorted[mid] < code) low = mid + 1; else high = mid;
    }
    return low < count && sorted[low] == code;
}

static inline int is_own(const lexicon_t *lex, uint64_t code) { return holds(lex->own, lex->own_count, code); }

/* Nearly all words of running text are common: they are looked up in one place. */
static void common_open(lexicon_t *lex) {
    const table_t *t = &lex->words;
    uint32_t often[256] = {0}, count = 0;
    int least = 256;
    for (uint32_t i = 0; i < t->count; i++) often[t->values[i]]++;
    while (least > 1 && (count += often[least - 1]) <= COMMONEST) least--;
    memset(lex->common, 0, sizeof(lex->common));
    for (uint64_t bucket = 0; bucket < BUCKETS; bucket++) {
        for (uint32_t i = u32(t->buckets + 4 * bucket), end = u32(t->buckets + 4 * bucket + 4); i < end; i++) {
            if (t->values[i] < least) continue;
            const uint8_t *p = t->keys + 3 * (size_t)i;
            uint64_t tag = bucket << 24 | (uint64_t)(p[0] | p[1] << 8 | p[2] << 16), at = tag & (COMMON - 1);
            while (lex->common[at]) at = (at + 1) & (COMMON - 1);
            lex->common[at] = tag << 16 | (t->flags ? t->flags[i] << 8 : 0) | t->values[i];
        }
    }
}

static int look_code(const lexicon_t *lex, uint64_t code) {
    uint64_t key = key_of(code), tag = key >> 24;
    for (uint64_t at = tag & (COMMON - 1); lex->common[at]; at = (at + 1) & (COMMON - 1))
        if (lex->common[at] >> 16 == tag) return lex->common[at] & 0xFFFF;
    int64_t i = table_find(&lex->words, key);
    int found = i < 0 ? 0 : lex->words.values[i] | (lex->words.flags ? lex->words.flags[i] << 8 : 0);
    if (!(found & 255) && lex->own_count && is_own(lex, code)) return OWN;
    return found;
}

static inline int zipf_of(const lexicon_t *lex, uint64_t code) { return look_code(lex, code) & 255; }

static inline int known_edit(const lexicon_t *lex, uint64_t code) {
    uint64_t key = key_of(code), bit = key & lex->words.bloom_mask;
    if (!lex->words.bloom || lex->words.bloom[bit >> 3] >> (bit & 7) & 1) {
        int64_t i = table_find(&lex->words, key);
        if (i >= 0 && lex->words.values[i]) return lex->words.values[i];
    }
    return lex->own_count && is_own(lex, code) ? OWN : 0;
}

static int pair_of(const lexicon_t *lex, uint64_t first, uint64_t second) {
    if (!lex->has_pairs) return 0;
    int64_t i = table_find(&lex->pairs, key_of(first * PAIR + second));
    return i < 0 ? 0 : lex->pairs.values[i];
}

static uint64_t code_of(const uint32_t *w, int n) {
    uint64_t code = 0;
    for (int i = 0; i < n; i++) code = code * BASE + w[i];
    return code;
}

/* ---- trees ----------------------------------------------------------------------------------

   Leaves are numbered from the left. Of every tree a bit stands for each leaf that may be the one;
   a feature above the threshold of a node takes away the leaves on the left of that node, and the
   first leaf that is left is the one. So each feature is looked at once for all trees, and the tests
   of one come in the order of their thresholds, without a jump that cannot be foreseen.
   C. Lucchese et al., QuickScorer (SIGIR 2015). */

typedef struct { const uint8_t *nodes, *leaves; model_t *model; uint32_t *count; int tree, failed; } grown_t;

/* Reads what is below a node: its leaves, and its tests, each to be put with those of its feature. */
static int below(grown_t *g, int node, int first) {
    model_t *m = g->model;
    if (node < 0) {
        if (first >= TREE_LEAVES) { g->failed = 1; return first; }
        m->leaves[g->tree][first] = i16(g->leaves + 2 * (-node - 1));
        return first + 1;
    }
    const uint8_t *p = g->nodes + 8 * node;
    int middle = below(g, i16(p + 4), first);
    if (g->failed) return middle;
    uint32_t on_left = (uint32_t)(((uint64_t)1 << middle) - ((uint64_t)1 << first));
    uint32_t at = g->count[i16(p)]++;
    if (m->tests) m->tests[m->tests_of[i16(p)] + at] = (test_t){i16(p + 2), (uint16_t)g->tree, ~on_left};
    return below(g, i16(p + 6), middle);
}

static int in_order(const void *a, const void *b) {
    const test_t *x = a, *y = b;
    return x->threshold != y->threshold ? (x->threshold > y->threshold) - (x->threshold < y->threshold)
                                        : (int)x->tree - (int)y->tree;
}

static int model_open(model_t *m, const uint8_t *data, size_t size) {
    if (size < 24) return -1;
    uint64_t trees = u32(data), nodes = u32(data + 4), leaves = u32(data + 8);
    m->start = (int32_t)u32(data + 12);
    if (trees > 256 || nodes > 32767 || leaves > 32767) return -1;
    if (size != 24 + 2 * (trees + 4 * nodes + leaves) + CELLS + 2 * 27 * CELLS + 1 + PLACES) return -1;
    const uint8_t *roots = data + 24, *rows = roots + 2 * trees;
    m->trees = (int)trees;
    m->costs = rows + 8 * nodes + 2 * leaves; m->beside = (const int8_t *)m->costs + CELLS;
    m->mean = m->costs[CELLS + 2 * 27 * CELLS]; m->places = m->costs + CELLS + 2 * 27 * CELLS + 1;
    for (uint64_t i = 0; i < trees; i++) {
        int to = i16(roots + 2 * i);
        if (to >= (int)nodes || to < -(int)leaves) return -1;
    }
    for (uint64_t i = 0; i < nodes; i++) {
        int feature = i16(rows + 8 * i);
        if (feature < 0 || feature >= FEATURES) return -1;
        for (int side = 4; side < 8; side += 2) {  /* a child comes later, so that it has an end */
            int to = i16(rows + 8 * i + side);
            if (to >= (int)nodes || to < -(int)leaves || (to >= 0 && to <= (int)i)) return -1;
        }
    }
    uint32_t count[FEATURES];
    m->leaves = calloc(trees + 1, sizeof(*m->leaves));
    if (!m->leaves) return -1;
    for (int turn = 0; turn < 2; turn++) {  /* counts the tests of each feature, then puts them there */
        grown_t g = {rows, rows + 8 * nodes, m, count, 0, 0};
        memset(count, 0, sizeof(count));
        for (; g.tree < m->trees && !g.failed; g.tree++) below(&g, i16(roots + 2 * g.tree), 0);
        if (g.failed) return -1;
        for (int f = 0; f < FEATURES; f++) m->tests_of[f + 1] = m->tests_of[f] + count[f];
        if (!turn && !(m->tests = malloc((m->tests_of[FEATURES] + 1) * sizeof(test_t)))) return -1;
    }
    for (int f = 0; f < FEATURES; f++) qsort(m->tests + m->tests_of[f], count[f], sizeof(test_t), in_order);
    m->most = m->start;
    for (int t = 0; t < m->trees; t++) {
        int most = m->leaves[t][0];  /* what is no leaf is 0, which costs nothing but a look in vain */
        for (int i = 1; i < TREE_LEAVES; i++) if (m->leaves[t][i] > most) most = m->leaves[t][i];
        m->most += most;
    }
    return 0;
}

/* Takes away the leaves that the features from one to another rule out. */
static void ruled_out(const model_t *m, const int16_t *row, int from, int to, uint32_t *left) {
    for (int f = from; f < to; f++) {
        const test_t *test = m->tests + m->tests_of[f], *end = m->tests + m->tests_of[f + 1];
        for (; test < end && test->threshold < row[f]; test++) left[test->tree] &= test->left;
    }
}

static int32_t sum_of(const model_t *m, const uint32_t *left) {
    int32_t total = m->start;
    for (int t = 0; t < m->trees; t++) total += m->leaves[t][__builtin_ctz(left[t])];
    return total;
}

static int32_t score_of(const model_t *m, const int16_t *row) {
    uint32_t left[256];
    memset(left, 255, sizeof(left));
    ruled_out(m, row, 0, FEATURES, left);
    return sum_of(m, left);
}

static const listed_t *listed_of(const lexicon_t *lex, uint64_t code) {
    if (!lex->listed) return NULL;
    for (uint64_t i = key_of(code) & lex->listed_mask; lex->listed[i].right; i = (i + 1) & lex->listed_mask)
        if (lex->listed[i].code == code) return &lex->listed[i];
    return NULL;
}

static inline int is_small(uint8_t c) { return c >= 'a' && c <= 'z'; }
static inline uint8_t small(uint8_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

static int listed_open(lexicon_t *lex, const uint8_t *text, size_t size) {
    size_t lines = 1, room = 16;
    for (const uint8_t *p = text; (p = memchr(p, '\n', text + size - p)); p++) lines++;
    while (room < 2 * lines) room *= 2;
    lex->listed = calloc(room, sizeof(listed_t));
    if (!lex->listed) return -1;
    lex->listed_mask = room - 1;
    for (size_t at = 0; at < size;) {
        const uint8_t *line = text + at, *end = memchr(line, '\n', size - at);
        size_t n = end ? (size_t)(end - line) : size - at, wrong = 0;
        at += n + 1;
        while (wrong < n && is_small(small(line[wrong]))) wrong++;
        if (!wrong || wrong > LONGEST || wrong + 2 >= n || line[wrong] != '-' || line[wrong + 1] != '>') continue;
        const uint8_t *right = line + wrong + 2;
        size_t m = n - wrong - 2, letters = 0;
        while (m && (right[0] == ' ' || right[0] == '\t')) right++, m--;
        while (m && (right[m - 1] == ' ' || right[m - 1] == '\r' || right[m - 1] == '\t')) m--;
        while (m && right[m - 1] == ',') m--;
        if (!m || m > LONGEST) continue;
        int fine = 1;
        for (size_t i = 0; i < m; i++) {
            uint8_t c = small(right[i]);
            letters += is_small(c); fine &= is_small(c) || c == '\'';
        }
        if (!fine || !letters) continue;
        uint64_t code = 0;
        for (size_t i = 0; i < wrong; i++) code = code * BASE + small(line[i]);
        uint64_t i = key_of(code) & lex->listed_mask;
        while (lex->listed[i].right && lex->listed[i].code != code) i = (i + 1) & lex->listed_mask;
        if (!lex->listed[i].right) lex->listed[i] = (listed_t){code, right, (int)m};
    }
    return 0;
}

/* ---- slips ---------------------------------------------------------------------------------- */

typedef struct { uint32_t word[ROOM + 4]; int size, kind, at, zipf, cost, place, listed; uint64_t code; } candidate_t;
typedef struct { const lexicon_t *lex; const uint32_t *word; int size; const uint32_t *listed; int listed_size;
                 int count; candidate_t found[MOST]; } search_t;

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

/* Whether an edit may be a word that is known: asked some 400 times of each unknown word. */
typedef struct { const uint8_t *bloom; uint64_t mask; const lexicon_t *lex; int own; } sieve_t;

static inline int may_be(sieve_t of, uint64_t code) {
    if (!of.bloom) return 1;
    uint64_t bit = key_of(code) & of.mask;
    return of.bloom[bit >> 3] >> (bit & 7) & 1 || (of.own && is_own(of.lex, code));
}

static inline sieve_t sieve_of(const lexicon_t *lex) {
    return (sieve_t){lex->words.bloom, lex->words.bloom_mask, lex, lex->own_count};
}

static void one_slip(search_t *s, const parts_t *p) {
    const lexicon_t *lex = s->lex;
    const sieve_t sieve = sieve_of(lex);
    const uint32_t *w = s->word;
    uint32_t near[ROOM + 4], put[2];
    int n = s->size, zipf;
    for (int i = 0; i < n; i++) {
        if (w[i] == '\'' || (i && w[i] == w[i - 1])) continue;
        uint64_t code = p->heads[i] * p->power[n - 1 - i] + p->tails[i + 1];
        if (!may_be(sieve, code) || !(zipf = known_edit(lex, code))) continue;
        splice_word(near, w, n, i, 1, put, 0);
        add(s, near, n - 1, i + 1 < n && w[i + 1] == w[i] ? EXTRA_DOUBLE : EXTRA, i, zipf, code);
    }
    for (int i = 0; i + 1 < n; i++) {
        if (w[i] == w[i + 1]) continue;
        uint64_t code = ((p->heads[i] * BASE + w[i + 1]) * BASE + w[i]) * p->power[n - 2 - i] + p->tails[i + 2];
        if (!may_be(sieve, code) || !(zipf = known_edit(lex, code))) continue;
        put[0] = w[i + 1]; put[1] = w[i];
        splice_word(near, w, n, i, 2, put, 2);
        add(s, near, n, TRANSPOSED, i, zipf, code);
    }
    for (int i = 0; i < n; i++) {
        if (w[i] == '\'') continue;
        uint64_t power = p->power[n - 1 - i], rest = p->heads[i] * BASE * power + p->tails[i + 1];
        for (int k = 0; k < lex->alphabet_size; k++) {
            uint32_t c = lex->alphabet[k];
            uint64_t code = rest + c * power;
            if (!may_be(sieve, code) || c == w[i] || !(zipf = known_edit(lex, code))) continue;
            splice_word(near, w, n, i, 1, &c, 1);
            int kind = is_vowel(w[i]) && is_vowel(c) ? VOWEL : beside(w[i], c) ? KEY : LETTER;
            add(s, near, n, kind, i, zipf, code);
        }
    }
    for (int i = 0; i <= n; i++) {
        uint64_t power = p->power[n - i], rest = p->heads[i] * BASE * power + p->tails[i];
        for (int k = 0; k <= lex->alphabet_size; k++) {
            uint32_t c = k < lex->alphabet_size ? lex->alphabet[k] : '\'';
            uint64_t code = rest + c * power;
            if (!may_be(sieve, code) || (i && w[i - 1] == c) || (c == '\'' && (i == 0 || i == n)) || !(zipf = known_edit(lex, code)))
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
    const sieve_t sieve = sieve_of(s->lex);
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
            if (!may_be(sieve, code) || !(zipf = known_edit(s->lex, code))) continue;
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

/* ---- text ----------------------------------------------------------------------------------- */

/* Bounds in bytes and in characters; where its line begins; a text has less than 4 GB. */
typedef struct { uint64_t code; uint32_t a, b, ca, cb, begin, line, first;
                 uint8_t zipf, flags, how, prose, spoken, ascii, size; } token_t;
typedef struct { uint64_t code; int32_t count, capitals, marked; } tally_t;
typedef struct { int64_t start, end; int count; candidate_t near[BEST]; int16_t row[BEST][FEATURES]; int32_t score[BEST]; } row_t;
typedef struct { int64_t start; int kind; } place_t;
typedef struct { int64_t start; size_t first, end; } part_t;  /* and its places; none where a word was found */
typedef struct { uint32_t token; int first, count; } asked_t;
typedef struct { uint32_t plain, prose; } summed_t;  /* of all tokens before one */
typedef struct {
    const lexicon_t *lex; const uint8_t *text;
    token_t *tokens; size_t count, room;
    uint8_t *plain, *weight; size_t weights;
    summed_t *sums; size_t sums_room;
    tally_t *tally; size_t tallies, tally_mask;
    row_t *rows; size_t row_count, row_room;
    place_t *places; size_t place_count, place_room;
    part_t *parts; size_t part_count, part_room;  /* paragraphs of which anything is told */
    candidate_t *near; size_t near_room;  /* of all words that are asked for, one after the other */
    asked_t *asked; size_t asked_room;
    int32_t threshold; int all, failed, loose, any;
} scan_t;

static void *grown(scan_t *s, void *old, size_t need, size_t *room, size_t size) {
    if (need <= *room) return old;
    size_t want = need + need / 2 + 64;
    void *moved = realloc(old, want * size);
    if (!moved) { s->failed = 1; return old; }
    *room = want;
    return moved;
}

static inline int decode(const uint8_t *p, uint32_t *c) {
    if (p[0] < 0x80) { *c = p[0]; return 1; }
    if (p[0] < 0xE0) { *c = (p[0] & 31u) << 6 | (p[1] & 63u); return 2; }
    if (p[0] < 0xF0) { *c = (p[0] & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u); return 3; }
    *c = (p[0] & 7u) << 18 | (p[1] & 63u) << 12 | (p[2] & 63u) << 6 | (p[3] & 63u);
    return 4;
}

static inline uint32_t before(const uint8_t *text, size_t at) { /* the character that ends there */
    uint32_t c;
    do at--; while ((text[at] & 0xC0) == 0x80);
    decode(text + at, &c);
    return c;
}

static inline int is_letter(uint32_t c) {
    if (c < LOW_END) return IS_LETTER[c];
    if (c < 0x2000) return 1;
    return !(c <= 0x2bff || (c >= 0x2e00 && c <= 0x2e7f) || (c >= 0x3000 && c <= 0x303f) || (c >= 0xd800 && c <= 0xf8ff)
             || (c >= 0xfe00 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff20) || (c >= 0xffe0 && c <= 0xffff)
             || (c >= 0x1f000 && c <= 0x1faff) || c >= 0xe0000);
}

static inline uint32_t lowered(uint32_t c) { return c < LOW_END ? LOWERED[c] : c; }

static inline int is_blank(uint32_t c) { /* white space, but for the line feed */
    return c == ' ' || (c >= 9 && c <= 13 && c != 10) || (c >= 0x1c && c <= 0x1f) || c == 0x85 || c == 0xa0 || c == 0x1680
           || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

enum { MARKED_BEFORE = 1, MARKED_AFTER = 2, SYMBOL = 4 };
static const uint8_t MARKS[128] = {  /* what is beside names of code; what code is full of */
    ['_'] = 7, ['/'] = 7, ['\\'] = 7, ['@'] = 3, ['='] = 7, ['0'] = 3, ['1'] = 3, ['2'] = 3, ['3'] = 3, ['4'] = 3, ['5'] = 3,
    ['6'] = 3, ['7'] = 3, ['8'] = 3, ['9'] = 3, ['`'] = 3, ['#'] = 5, ['$'] = 1, ['&'] = 5, ['<'] = 5, ['.'] = 1, ['('] = 6,
    ['>'] = 6, ['{'] = 4, ['}'] = 4, [')'] = 4, ['['] = 4, [']'] = 4, [';'] = 4, ['|'] = 4, ['*'] = 4, ['+'] = 4,
};
static inline int is_marked(uint32_t c, int how) { return c < 128 && MARKS[c] & how; }

static inline int within(const char *set, uint32_t c) { return c && c < 128 && strchr(set, (int)c) != NULL; }

static int is_leading(uint32_t c) {
    return within(" \t\"'([*_#>-", c) || c == 0x201c || c == 0x2018 || c == 0x2013 || c == 0x2014;
}

static int starts_sentence(const scan_t *s, size_t first, size_t start) {
    size_t at = start;
    int64_t steps = 0;
    uint32_t c = 0, lead = 0, next = 0, last_met = 0;
    for (;;) {
        if (at == first) { c = '\n'; break; }
        c = before(s->text, at);
        if (steps == 40 || !is_leading(c)) break;
        if (c != ' ' && c != '\t') { lead = c; next = last_met; }
        last_met = c;
        do at--; while ((s->text[at] & 0xC0) == 0x80);
        steps++;
    }
    if (c == '\n') {
        if (steps || at == first) return !((lead == '-' && next == '-') || lead == 0x2013 || lead == 0x2014);
        if (at - 1 == first) return 1;
        uint32_t last = before(s->text, at - 1);
        return !(last < LOW_END && IS_LETTER[last] && LOWERED[last] == last);
    }
    if (c == '.') {
        const token_t *last = s->count ? &s->tokens[s->count - 1] : NULL;
        int title = last && last->b == at - 1 && (last->how == START || last->how == MIDDLE);
        return !(title && last->cb - last->ca <= 4);
    }
    return c == '!' || c == '?';
}

/* What is read of a word, before it is looked up. */
typedef struct { size_t a, b, begin; int64_t ca, cb; uint64_t code, bare; uint32_t first, line;
                 int size, letters, capitals, starts_capital, ascii, spoken; } word_t;

static void add_token(scan_t *s, size_t first, size_t end, word_t *w) {
    const uint8_t *text = s->text;
    int known = look_code(s->lex, w->code);
    if (!(known & 255) && w->size > 2 && (text[w->b - 1] | 32) == 's' && w->bare) {
        size_t mark = text[w->b - 2] == '\'' ? w->b - 2 : w->b > 4 ? w->b - 4 : w->b;
        if (mark == w->b - 2 || (mark < w->b && !memcmp(text + mark, "\xe2\x80\x99", 3))) {
            w->capitals -= text[w->b - 1] == 'S';
            w->size -= 2; w->letters--; w->code = w->bare; w->cb -= 2; w->b = mark;
            known = look_code(s->lex, w->code);
        }
    }
    token_t *t = &s->tokens[s->count];
    int how = !w->capitals ? LOWER : w->starts_capital && w->capitals == 1 ? MIDDLE : w->capitals == w->letters ? UPPER : MIXED;
    if (how == MIDDLE && starts_sentence(s, first, w->a)) how = START;
    uint8_t left = w->a > first ? text[w->a - 1] : ' ', right = w->b < end ? text[w->b] : ' ';
    t->a = (uint32_t)w->a; t->b = (uint32_t)w->b; t->ca = (uint32_t)w->ca; t->cb = (uint32_t)w->cb;
    t->code = w->code; t->line = w->line; t->begin = (uint32_t)w->begin; t->first = w->first;
    t->zipf = known & 255; t->flags = known >> 8; t->how = how; t->ascii = w->ascii;
    t->size = w->size > 255 ? 255 : w->size;
    t->prose = how != MIXED && !is_marked(left, MARKED_BEFORE) && !is_marked(right, MARKED_AFTER);
    t->spoken = w->spoken;
    s->count++;
}

/* The lower-case letters of a token, `'` as the apostrophe; at most ROOM. */
static int letters_of(const scan_t *s, const token_t *t, uint32_t *w) {
    int n = 0;
    for (size_t i = t->a; i < t->b && n < ROOM;) {
        uint32_t c;
        i += decode(s->text + i, &c);
        w[n++] = c == 0x2019 ? '\'' : lowered(c);
    }
    return n;
}

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
        t->code = s->tokens[i].code; t->count++; t->capitals += s->tokens[i].how != LOWER;
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

static int begins(const uint32_t *w, int n, const char *const *starts) {
    for (; *starts; starts++) {
        int m = (int)strlen(*starts), fits = m <= n;
        for (int i = 0; i < m && fits; i++) fits = w[i] == (uint8_t)(*starts)[i];
        if (fits) return 1;
    }
    return 0;
}

static int may_disagree(const scan_t *s, const token_t *one, const token_t *two) {
    static const char *const vowel[] = {"hour", "honest", "honor", "honour", "heir", "unin", "unim", "unid", "usher", NULL},
        *const maybe[] = {"eu", "ew", "one", "once", "uni", "us", "oui", "ubi", "ubu", "uke", "ukr", "unan", "unar", "ura", "ure",
                              "uri", "uro", "uten", "uter", "util", "utop", NULL},
        *const consonant[] = {"eu", "ew", "one", "once", "uni", "us", NULL};
    uint32_t w[ROOM + 4], c = two->first;
    int n = letters_of(s, two, w), is_vowel = within("aeiou", c), spelt = within("aefhilmnorsx", c);
    if (two->how == UPPER && !(two->size >= 4 && two->zipf >= 60))
        return one->code == 'a' ? spelt && (is_vowel || !(n > 1 && within("aeiouy", w[1]))) : !spelt;
    if (one->code == 'a') return (is_vowel && !begins(w, n, consonant)) || begins(w, n, vowel);
    return !is_vowel || begins(w, n, maybe);
}

static int is_article_place(const scan_t *s, const token_t *one, const token_t *two, size_t end) {
    size_t i = one->b;
    int feed = 0;
    uint32_t c = 0;
    while (i < end && i - one->b <= NEAR && within(" \t\n", s->text[i])) feed |= s->text[i++] == '\n';
    if (i == one->b || i - one->b > NEAR || i >= end) return 0;
    if (s->text[i] >= '0' && s->text[i] <= '9') 
        return one->code != 'a' || s->text[i] == '8' || (s->text[i] == '1' && i + 1 < end && within("18", s->text[i + 1]));
    for (size_t from = i;;) {
        int step = decode(s->text + i, &c);
        if (!(within("[(\"*_`", c) || c == 0x201c || c == 0x2018) || i - from > NEAR) break;
        if ((i += step) >= end) return 0;
    }
    if (two && two->a == i) return may_disagree(s, one, two);
    return within("<$\\{", c) || (feed && c < 128);
}

static void add_place(scan_t *s, int64_t start, int kind) {
    s->places = grown(s, s->places, s->place_count + 1, &s->place_room, sizeof(place_t));
    if (!s->failed) s->places[s->place_count++] = (place_t){start, kind};
}

/* Of the code of a word, times PAIR: no, in nearly all cases, if no phrase begins with it. */
static inline int may_begin(const lexicon_t *lex, uint64_t code) { return lex->phrase_bits[code >> 58] >> (code >> 52 & 63) & 1; }

static inline int is_phrase(const lexicon_t *lex, uint64_t code) { return holds(lex->phrases, lex->phrase_count, code); }

static void places(scan_t *s, size_t end) {
    const uint64_t a = 'a', an = a * BASE + 'n';
    for (size_t i = 0; i < s->count; i++) {
        const token_t *one = &s->tokens[i], *two = i + 1 < s->count ? one + 1 : NULL;
        int named = 0, twice = 0, article = (one->code == a || one->code == an) && is_article_place(s, one, two, end);
        if (two && two->how == LOWER && one->code == two->code && two->ca - one->cb <= 60) {
            twice = 1;
            for (size_t k = one->b; k < two->a && twice; k++) twice = within("\t\n\x0b\x0c\r ", s->text[k]);
        }
        if (may_begin(s->lex, one->code * PAIR)) {
            named = one->prose && one->how != UPPER && is_phrase(s->lex, one->code * PAIR);
            if (!named && two && two->how == LOWER && (one->code != 'i' || one->how == LOWER) && two->a - one->b == 1
                && (s->text[one->b] == ' ' || s->text[one->b] == '\n'))
                named = is_phrase(s->lex, one->code * PAIR + two->code);
        }
        if (!(article || twice || named) || share(s, i, 0) > 50 + (s->loose ? 15 : 0)) continue;
        if (article) add_place(s, one->ca, 1);
        if (twice) add_place(s, one->ca, 2);
        if (named) add_place(s, one->ca, 3);
    }
}

static void judge(scan_t *s, size_t first, size_t end) {
    size_t n = s->count, unknown = 0, asked = 0, kept = 0;
    s->plain = grown(s, s->plain, 2 * n, &s->weights, 1);
    s->sums = grown(s, s->sums, n + 1, &s->sums_room, sizeof(summed_t));
    if (s->failed || !n) return;
    s->weight = s->plain + n;
    summed_t before = {0, 0};
    for (size_t i = 0; i < n; i++) {
        const token_t *t = &s->tokens[i];
        int is_plain = t->prose && (!t->zipf || t->flags & 16);
        s->plain[i] = is_plain ? 10 : 0;
        s->sums[i] = before;
        before.plain += s->plain[i]; before.prose += t->prose;
        unknown += !t->zipf;
    }
    s->sums[n] = before;
    places(s, end);
    if (!unknown || (!before.plain && !s->loose)) return;
    int most = 50 + (s->loose ? 15 : 0);
    memcpy(s->weight, s->plain, n);
    for (size_t i = 0; i < n && !s->failed; i++) {
        const token_t *t = &s->tokens[i];
        if (t->zipf || t->size < 3 || t->size > LONGEST || t->how == MIXED || !(t->prose || s->loose) || (s->lex->has_pairs && !t->ascii)
            || share(s, i, 0) > most) continue;
        uint32_t w[ROOM + 4];
        parts_t parts;
        int size = letters_of(s, t, w);
        s->near = grown(s, s->near, kept + KEPT, &s->near_room, sizeof(candidate_t));
        if (s->failed) break;
        parts_of(w, size, &parts);
        candidate_t *best = s->near + kept;
        int count = candidates(s->lex, w, size, t->code, &parts, best);
        if (!count) continue;
        s->asked = grown(s, s->asked, asked + 1, &s->asked_room, sizeof(asked_t));
        if (!s->failed) s->asked[asked++] = (asked_t){(uint32_t)i, (int)kept, count};
        kept += (size_t)count;
        if (s->plain[i] && best->kind <= VOWEL && best->zipf >= 76 && best->at > 0 && size >= 5 && !(t->flags & 14))
            s->weight[i] = 3;
    }
    if (!asked) return;
    count_tokens(s);
    sums_t sums = {0, 0, 0, 0, 0};
    for (size_t i = 0; i < n; i++) {
        const token_t *t = &s->tokens[i];
        sums.all += s->weight[i]; sums.prose += t->prose; sums.archaic += (t->flags & 32) > 0;
        if (t->how == LOWER) { sums.lower += t->prose; sums.lower_weight += s->weight[i]; }
    }
    for (size_t k = 0; k < asked && !s->failed && !(s->any && s->row_count); k++)
        weigh(s, first, end, s->asked[k].token, s->near + s->asked[k].first, s->asked[k].count, &sums);
}

/* A word from `i` on, whose first letter is there; returns where it ends. */
static size_t read_word(const uint8_t *text, size_t end, size_t i, int64_t *at, word_t *w) {
    uint64_t code = 0, bare = 0;
    uint32_t c, low;
    int n = 0, marks = 0, capitals = 0, wide = 0;
    for (;;) {
        size_t from = i;
        if (!n && IN_ASCII[text[i]]) { w->first = IN_ASCII[text[i]]; w->starts_capital = w->first != text[i]; }
        for (; i < end && (low = IN_ASCII[text[i]]); i++) { code = code * BASE + low; capitals += low != text[i]; }
        n += (int)(i - from);
        if (i >= end) break;
        int step = decode(text + i, &c);
        if (c >= 128 && is_letter(c)) {
            low = lowered(c);
            if (!n) { w->first = low; w->starts_capital = low != c; }
            code = code * BASE + low; capitals += low != c; n++; i += step; wide += step - 1;
            w->ascii = 0;
            continue;
        }
        if ((c != '\'' && c != 0x2019) || i + step >= end) break;
        uint32_t next;
        decode(text + i + step, &next);
        if (!is_letter(next)) break;
        bare = code;
        code = code * BASE + '\'';
        n++; marks++; i += step; wide += step - 1;
    }
    *at += (int64_t)(i - w->a) - wide;
    w->code = code; w->bare = bare; w->size = n; w->letters = n - marks; w->capitals = capitals;
    return i;
}

static void scan_paragraph(scan_t *s, size_t first, size_t end, int64_t cfirst) {
    const uint8_t *text = s->text;
    size_t i = first;
    int64_t at = cfirst, opened = INT64_MIN / 2, closed = INT64_MIN / 2;
    uint32_t c;
    word_t w;
    memset(&w, 0, sizeof(w));
    w.begin = first;
    s->count = 0;
    s->tokens = grown(s, s->tokens, (end - first) / 12 + 1, &s->room, sizeof(token_t));
    while (i < end && !s->failed) {
        if (text[i] < 128) {
            if (!IN_ASCII[text[i]]) {
                if (text[i] == '\n') { w.line++; w.begin = i + 1; }
                i++; at++;
                continue;
            }
        } else {
            int step = decode(text + i, &c);
            if (!is_letter(c)) {
                if (c == 0x201c) opened = at; else if (c == 0x201d) closed = at;
                i += step; at++;
                continue;
            }
        }
        w.a = i; w.ca = at; w.ascii = 1;
        w.spoken = opened > closed && at - opened <= 300;
        w.b = i = read_word(text, end, i, &at, &w);
        w.cb = at;
        if (s->count == s->room) s->tokens = grown(s, s->tokens, s->count + 1, &s->room, sizeof(token_t));
        if (!s->failed) add_token(s, first, end, &w);
    }
    if (!s->failed) judge(s, first, end);
}

static int64_t characters(const uint8_t *p, size_t n) {
    int64_t count = 0;
    for (size_t i = 0; i < n; i++) count += (p[i] & 0xC0) != 0x80;
    return count;
}

static void scan_text(scan_t *s, const uint8_t *text, size_t size) {
    size_t start = 0, at = 0;
    int64_t cstart = 0;
    s->text = text;
    while (!s->failed) {
        const uint8_t *feed = at < size ? memchr(text + at, '\n', size - at) : NULL;
        size_t end = feed ? (size_t)(feed - text) : size, next = end;
        if (feed) {
            size_t q = end + 1;
            for (;;) {
                size_t r = q;
                uint32_t c = 0;
                while (r < size) {
                    int step = decode(text + r, &c);
                    if (!is_blank(c)) break;
                    r += step;
                }
                if (r < size && text[r] == '\n') { q = r + 1; next = q; } else break;
            }
            if (next == end) { at = end + 1; continue; }
        }
        size_t told = s->place_count;
        scan_paragraph(s, start, end, cstart);
        if (s->any && (s->row_count || s->place_count > told)) {
            if (s->row_count) s->place_count = told;
            s->row_count = 0;
            s->parts = grown(s, s->parts, s->part_count + 1, &s->part_room, sizeof(part_t));
            if (!s->failed) s->parts[s->part_count++] = (part_t){cstart, told, s->place_count};
        }
        if (!feed) return;
        cstart += characters(text + start, next - start);
        start = at = next;
    }
}

static void scan_close(scan_t *s) { free(s->tokens); free(s->sums); free(s->plain); free(s->tally); free(s->rows); free(s->places);
                                     free(s->parts);                                     free(s->near); free(s->asked); }
