/* The trees that tell whether a word was meant to be another, and what slips cost: `vocabulary.Model`. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef _MSC_VER
#include <intrin.h>
static inline int first_of(uint32_t bits) { unsigned long at; _BitScanForward(&at, bits); return (int)at; }
#else
static inline int first_of(uint32_t bits) { return __builtin_ctz(bits); }
#endif

enum { FEATURES = 63, OF_WORD = 18, OF_PLACE = 31, TREE_LEAVES = 32, CELLS = 4 * 27 * 27, PLACES = 14 * 4 };

/* Of a node: what a feature is above, and which leaves of its tree are then left. */
typedef struct { int16_t threshold; uint16_t tree; uint32_t left; } test_t;
typedef struct { const uint8_t *costs, *places; const int8_t *beside; int trees, mean; int32_t start, most;
                 test_t *tests; int16_t (*leaves)[TREE_LEAVES]; uint32_t tests_of[FEATURES + 1]; } model_t;

static inline uint32_t u32(const uint8_t *p) { uint32_t v; memcpy(&v, p, 4); return v; }
static inline uint32_t u24(const uint8_t *p) { return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16; }
static inline int16_t i16(const uint8_t *p) { int16_t v; memcpy(&v, p, 2); return v; }

/* Leaves are numbered from the left. Of every tree a bit stands for each leaf that may be the one;
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
    for (int t = 0; t < m->trees; t++) total += m->leaves[t][first_of(left[t])];
    return total;
}

static int32_t score_of(const model_t *m, const int16_t *row) {
    uint32_t left[256];
    memset(left, 255, sizeof(left));
    ruled_out(m, row, 0, FEATURES, left);
    return sum_of(m, left);
}
