/* The words of a text over UTF-8: what `words.py` and what it imports define, compiled, a file for a file. Each
   function has the name it has there; look there for what it means. */
#include "words_places.h"

static void judge(scan_t *s, size_t first, size_t end) {
    size_t n = s->count, unknown = 0, asked = 0, kept = 0;
    int is_counted = 0;
    s->plain = grown(s, s->plain, 2 * n, &s->weights, 1);
    s->sums = grown(s, s->sums, n + 1, &s->sums_room, sizeof(summed_t));
    if (!s->failed) look_up(s);
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
        if (!is_counted) { count_tokens(s); is_counted = 1; }
        s->near = grown(s, s->near, kept + KEPT, &s->near_room, sizeof(candidate_t));
        if (s->failed) break;
        tally_t *tally = tally_of(s, t->code);
        if (tally->near_count < 0) {  /* what comes again is sought once */
            uint32_t w[ROOM + 4];
            parts_t parts;
            int size = letters_of(s, t, w);
            parts_of(w, size, &parts);
            tally->near = kept;
            tally->near_count = candidates(s->lex, w, size, t->code, &parts, s->near + kept);
            kept += (size_t)tally->near_count;
        }
        if (!tally->near_count) continue;
        const candidate_t *best = s->near + tally->near;
        s->asked = grown(s, s->asked, asked + 1, &s->asked_room, sizeof(asked_t));
        if (!s->failed) s->asked[asked++] = (asked_t){(uint32_t)i, tally->near, tally->near_count};
        if (s->plain[i] && best->kind <= VOWEL && best->zipf >= 76 && best->at > 0 && t->size >= 5 && !(t->flags & 14))
            s->weight[i] = 3;
    }
    if (!asked) return;
    sums_t sums = {0, 0, 0, 0, 0};
    for (size_t i = 0; i < n; i++) {
        const token_t *t = &s->tokens[i];
        sums.all += s->weight[i]; sums.prose += t->prose; sums.archaic += (t->flags & 32) > 0;
        if (t->how == LOWER) { sums.lower += t->prose; sums.lower_weight += s->weight[i]; }
    }
    for (size_t k = 0; k < asked && !s->failed && !(s->any && s->row_count); k++)
        weigh(s, first, end, s->asked[k].token, s->near + s->asked[k].first, s->asked[k].count, &sums);
}

/* Whether a stretch has a letter of ASCII: where it has none nothing can be told in a language whose
   slips are words of ASCII. */
static int has_ascii_letter(const uint8_t *p, size_t n) {
    while (n) {
        size_t part = n < 64 ? n : 64;
        uint8_t found = 0;
        for (size_t i = 0; i < part; i++) found |= (uint8_t)((p[i] | 32) - 'a') < 26;
        if (found) return 1;
        p += part; n -= part;
    }
    return 0;
}

static void scan_paragraph(scan_t *s, size_t first, size_t end, int64_t cfirst) {
    const uint8_t *text = s->text;
    if (s->lex->has_pairs && !has_ascii_letter(text + first, end - first)) return;
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
                                     free(s->parts); free(s->waits);                                    free(s->near); free(s->asked); }
