/* Places that other rules ask about: `places`. */
#include "words_evidence.h"

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
        if (two && two->how == LOWER && two->ascii && one->code == two->code && two->ca - one->cb <= 60) {
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
