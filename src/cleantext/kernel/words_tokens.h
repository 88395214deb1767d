/* The tokens of a text: `tokens`. */
#include "words_slips.h"

/* Bounds in bytes and in characters; where its line begins; a text has less than 4 GB. */
typedef struct { uint64_t code; uint32_t a, b, ca, cb, begin, line, first;
                 uint8_t zipf, flags, how, prose, spoken, ascii, size; } token_t;
typedef struct { uint64_t code; int32_t count, capitals, marked, near_count; size_t near; } tally_t;  /* and candidates, once sought */
typedef struct { int64_t start, end; int count; candidate_t near[BEST]; int16_t row[BEST][FEATURES]; int32_t score[BEST]; } row_t;
typedef struct { int64_t start; int kind; } place_t;
typedef struct { int64_t start; size_t first, end; } part_t;  /* and its places; none where a word was found */
typedef struct { uint32_t token; size_t first; int count; } asked_t;
typedef struct { uint32_t plain, prose; } summed_t;  /* of all tokens before one */
typedef struct {
    const lexicon_t *lex; const uint8_t *text;
    token_t *tokens; size_t count, room;
    uint8_t *plain, *weight; size_t weights;
    summed_t *sums; size_t sums_room;
    uint32_t *waits; size_t wait_room;
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
    if (c < 0x2000 || (c >= 0x3040 && c < 0xd800)) return 1;
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
    if (w->size > 2 && (text[w->b - 1] | 32) == 's' && w->bare && !(look_code(s->lex, w->code) & 255)) {
        size_t mark = text[w->b - 2] == '\'' ? w->b - 2 : w->b > 4 ? w->b - 4 : w->b;
        if (mark == w->b - 2 || (mark < w->b && !memcmp(text + mark, "\xe2\x80\x99", 3))) {
            w->capitals -= text[w->b - 1] == 'S';
            w->size -= 2; w->letters--; w->code = w->bare; w->cb -= 2; w->b = mark;
        }
    }
    token_t *t = &s->tokens[s->count];
    int how = !w->capitals ? LOWER : w->starts_capital && w->capitals == 1 ? MIDDLE : w->capitals == w->letters ? UPPER : MIXED;
    if (how == MIDDLE && starts_sentence(s, first, w->a)) how = START;
    uint8_t left = w->a > first ? text[w->a - 1] : ' ', right = w->b < end ? text[w->b] : ' ';
    t->a = (uint32_t)w->a; t->b = (uint32_t)w->b; t->ca = (uint32_t)w->ca; t->cb = (uint32_t)w->cb;
    t->code = w->code; t->line = w->line; t->begin = (uint32_t)w->begin; t->first = w->first;
    t->how = how; t->ascii = w->ascii;
    t->size = w->size > 255 ? 255 : w->size;
    t->prose = how != MIXED && !is_marked(left, MARKED_BEFORE) && !is_marked(right, MARKED_AFTER);
    t->spoken = w->spoken;
    s->count++;
}

/* What is known of the tokens. What is asked for is far apart and seldom near: so each step asks for
   what those need that come later, and of the words that are not common all wait for one pass. */
static void look_up(scan_t *s) {
    enum { AHEAD = 8 };
    const lexicon_t *lex = s->lex;
    const table_t *t = &lex->words;
    size_t waiting = 0, n = s->count;
    s->waits = grown(s, s->waits, n, &s->wait_room, sizeof(uint32_t));
    if (s->failed) return;
    for (size_t i = 0; i < n; i++) {
        if (i + AHEAD < n) FETCH(&lex->common[key_of(s->tokens[i + AHEAD].code) >> 24 & (COMMON - 1)]);
        uint64_t key = key_of(s->tokens[i].code);
        int known = look_common(lex, key >> 24);
        if (known < 0) { FETCH(head_of(t, key >> 48)); s->waits[waiting++] = (uint32_t)i; continue; }
        s->tokens[i].zipf = known & 255; s->tokens[i].flags = known >> 8;
    }
    for (size_t k = 0; k < waiting; k++) {
        if (k + AHEAD < waiting) {
            uint64_t bucket = key_of(s->tokens[s->waits[k + AHEAD]].code) >> 48;
            const uint8_t *head = head_of(t, bucket), *ends = head + 4 + bucket % BLOCK, *keys = t->body + u32(head);
            FETCH(keys + 3 * ends[0]); FETCH(keys + 3 * head[4 + BLOCK] + ends[BLOCK + 1]);
        }
        token_t *one = &s->tokens[s->waits[k]];
        int known = look_rare(lex, one->code, key_of(one->code));
        one->zipf = known & 255; one->flags = known >> 8;
    }
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
