/* What is known of the words of a language, read where it lies: `vocabulary`. */
#include "words_trees.h"

enum { BUCKETS = 1 << 16, BLOCK = 16, HEAD = 4 + 2 * (BLOCK + 1) };
enum { LONGEST = 24, ROOM = 32, OWN = 10, LOW_END = 0x530, COMMON = 1 << 14, COMMONEST = 1 << 13, SIEVE = 1 << 15 };
enum { TRANSPOSED, MISSING_DOUBLE, MISSING, EXTRA_DOUBLE, EXTRA, VOWEL, KEY, LETTER, APOSTROPHE,
       CHUNK, MOVED, SKELETON, FRAME, LISTED };
enum { LOWER, START, MIDDLE, UPPER, MIXED };
enum { MOST = 48, KEPT = 6, BEST = 3, NEAR = 6 };
static const uint64_t BASE = 0xD6E8FEB86659FD93ULL, PAIR = 0x9E3779B97F4A7C15ULL;

typedef struct { const uint8_t *what, *heads, *near_keys, *near_at, *body, *blob;
                 uint32_t near_count, blob_size; } table_t;
typedef struct { uint64_t code; const uint8_t *right; int size; } listed_t;
typedef struct {
    table_t words, pairs; int has_pairs; const uint8_t *letters; model_t model;
    listed_t *listed; uint64_t listed_mask; uint64_t *own, *phrases; int own_count, phrase_count;
    uint64_t phrase_bits[64];  /* which words phrases may begin with */
    uint32_t alphabet[64]; int alphabet_size, is_read; size_t met;
    uint64_t sieve[SIEVE];  /* three bits of one number for each word that is known */
    uint64_t common[COMMON];  /* what is found of the common words: 40 bits of the key, flags, frequency */
} lexicon_t;

static uint16_t LOWERED[LOW_END];      /* filled from evidence.py */
static uint8_t IS_LETTER[LOW_END], IS_VOWEL[LOW_END];
static uint8_t IN_ASCII[256];          /* the small letter of a letter, else 0 */
static char SUFFIX[128][16], PREFIX[128][16];
static int SUFFIX_SIZE[128], PREFIX_SIZE[128];
static int SUFFIXES_COUNT, PREFIXES_COUNT;

static inline uint64_t key_of(uint64_t code) {
    code ^= code >> 32; code *= PAIR; code ^= code >> 29; code *= BASE; return code ^ code >> 32;
}

static int table_open(table_t *t, const uint8_t *data, size_t size) {
    if (size < 12) return -1;
    uint64_t near = u32(data), body = u32(data + 4), blob = u32(data + 8), end = 0;
    if (size != 12 + 2 * 256 + HEAD * (BUCKETS / BLOCK) + 8 * near + body + blob) return -1;
    t->what = data + 12;
    t->heads = t->what + 2 * 256;
    t->near_keys = t->heads + HEAD * (BUCKETS / BLOCK);
    t->near_at = t->near_keys + 4 * near;
    t->body = t->near_at + 4 * near;
    t->blob = t->body + body;
    t->near_count = (uint32_t)near; t->blob_size = (uint32_t)blob;
    for (const uint8_t *head = t->heads; head < t->near_keys; head += HEAD) {
        const uint8_t *ends = head + 4, *told = ends + BLOCK + 1;
        if (u32(head) != end || ends[0] || told[0]) return -1;
        for (int i = 0; i < BLOCK; i++)
            if (told[i + 1] < told[i] || ends[i + 1] - ends[i] < told[i + 1] - told[i]) return -1;
        end += 3 * ends[BLOCK] + told[BLOCK];
    }
    return end == body ? 0 : -1;
}

static inline const uint8_t *head_of(const table_t *t, uint64_t bucket) { return t->heads + HEAD * (bucket / BLOCK); }

/* The value and flags of an entry, 0 where there is none. */
static inline int table_find(const table_t *t, uint64_t key) {
    const uint8_t *head = head_of(t, key >> 48), *ends = head + 4 + (key >> 48) % BLOCK, *told = ends + BLOCK + 1,
                  *keys = t->body + u32(head), *what = t->what;
    uint32_t want = key >> 24 & 0xFFFFFF;
    for (int i = ends[0]; i < ends[1]; i++) {
        if (u24(keys + 3 * i) != want) continue;
        int at = told[0] + i - ends[0];
        if (at < told[1]) what += 2 * keys[3 * head[4 + BLOCK] + at];
        return what[0] | what[1] << 8;
    }
    return 0;
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

/* The bits of a key in the number of the sieve that it belongs to. */
static inline uint64_t sieved(uint64_t key) {
    return (uint64_t)1 << (key >> 43 & 63) | (uint64_t)1 << (key >> 37 & 63) | (uint64_t)1 << (key >> 32 & 31);
}

/* Nearly all words of running text are common: they are looked up in one place. And of what is no
   word nearly all is told by one look into the sieve. Whoever only looks a word up needs neither, and
   a few lines not enough to pay for reading the table; until then the sieve lets all through. */
enum { BRIEF = 1 << 13 };

static void lexicon_read(lexicon_t *lex) {
    const table_t *t = &lex->words;
    const uint8_t *whats = t->what;
    uint32_t often[256] = {0}, count = 0;
    int least = 256;
    for (const uint8_t *head = t->heads; head < t->near_keys; head += HEAD) {
        const uint8_t *told = t->body + u32(head) + 3 * head[4 + BLOCK];
        int n = head[HEAD - 1];
        often[whats[0]] += head[4 + BLOCK] - n;
        while (n--) often[whats[2 * *told++]]++;
    }
    while (least > 1 && (count += often[least - 1]) <= COMMONEST) least--;
    lex->is_read = 1;
    memset(lex->sieve, 0, sizeof(lex->sieve));
    for (uint64_t bucket = 0; bucket < BUCKETS; bucket++) {
        const uint8_t *head = head_of(t, bucket), *ends = head + 4 + bucket % BLOCK, *keys = t->body + u32(head),
                      *told = keys + 3 * head[4 + BLOCK] + ends[BLOCK + 1], *last = told + ends[BLOCK + 2] - ends[BLOCK + 1];
        keys += 3 * ends[0];
        for (int left = ends[1] - ends[0]; left; left--, keys += 3) {
            const uint8_t *what = whats + (told < last ? 2 * *told++ : 0);
            if (!what[0]) continue;
            uint64_t tag = bucket << 24 | u24(keys), at = tag & (COMMON - 1);
            lex->sieve[tag >> 25] |= sieved(tag << 24);
            if (what[0] < least) continue;
            while (lex->common[at]) at = (at + 1) & (COMMON - 1);
            lex->common[at] = tag << 16 | (uint64_t)what[1] << 8 | what[0];
        }
    }
}

#ifdef __GNUC__
#define FETCH(p) __builtin_prefetch(p)
#else
#define FETCH(p) ((void)0)
#endif

/* What is found of a common word, -1 of others. */
static inline int look_common(const lexicon_t *lex, uint64_t tag) {
    for (uint64_t at = tag & (COMMON - 1); lex->common[at]; at = (at + 1) & (COMMON - 1))
        if (lex->common[at] >> 16 == tag) return lex->common[at] & 0xFFFF;
    return -1;
}

static inline int look_rare(const lexicon_t *lex, uint64_t code, uint64_t key) {
    int found = table_find(&lex->words, key);
    return !(found & 255) && lex->own_count && is_own(lex, code) ? OWN : found;
}

static int look_code(const lexicon_t *lex, uint64_t code) {
    uint64_t key = key_of(code);
    int common = look_common(lex, key >> 24);
    return common >= 0 ? common : look_rare(lex, code, key);
}

static inline int zipf_of(const lexicon_t *lex, uint64_t code) { return look_code(lex, code) & 255; }

/* Asked some 400 times of each unknown word. */
static inline int known_edit_of(const lexicon_t *lex, uint64_t code, uint64_t key) {
    uint64_t bits = sieved(key);
    if ((lex->sieve[key >> 49] & bits) != bits && !(lex->own_count && is_own(lex, code))) return 0;
    return look_rare(lex, code, key) & 255;
}

static inline int known_edit(const lexicon_t *lex, uint64_t code) { return known_edit_of(lex, code, key_of(code)); }

/* Asks ahead for where the sieve tells of words that differ in one letter; `keys` are theirs. */
static inline void fetch_edits(const lexicon_t *lex, uint64_t rest, uint64_t power, uint64_t *keys) {
    for (int k = 0; k < lex->alphabet_size; k++) {
        keys[k] = key_of(rest + lex->alphabet[k] * power);
        FETCH(&lex->sieve[keys[k] >> 49]);
    }
}

static int pair_of(const lexicon_t *lex, uint64_t first, uint64_t second) {
    return lex->has_pairs ? table_find(&lex->pairs, key_of(first * PAIR + second)) : 0;
}

static uint64_t code_of(const uint32_t *w, int n) {
    uint64_t code = 0;
    for (int i = 0; i < n; i++) code = code * BASE + w[i];
    return code;
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
