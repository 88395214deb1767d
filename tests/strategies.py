"""Hypothesis strategies: texts that look like what the rules are about, clean and damaged."""

from collections.abc import Callable

from hypothesis import strategies as st

WORDS = (
    "the The a an it It we is chains Germany othre teh word important hour university dont "
    "caf\u00e9 na\u00efve stra\u00dfe d'\u00eatre C'est Paris Node.js pathlib.Path U.S. e.g. 3.14 "
    "10:30 https://a.b/c?d=e me@x.org foo_bar x=1; (note) [1] \u201cquoted\u201d 'tis don\u2019t "
    "\u2018so\u2019 \u0434\u043e\u043c \u041c\u043e\u0441\u043a\u0432\u0430 \u03bb\u03cc\u03b3 "
    "\u05e9\u05dc\u05d5\u05dd \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0e44\u0e17\u0e22 "
    "\u0e42\u0e04\u0e23\u0e07 \u4e2d\u6587 \u0915\u094d\u200d\u0937 \u1781\u17d2\u1798\u17c2\u179a"
).split()

# Characters around which rules decide: invisibles, spaces, marks, images of mojibake, controls.
CANDIDATES = (
    "\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u034f\u061c\u115f\u1160\u3164"
    "\u180b\u180e\ufe0e\ufe0f\U000e0020\U000e0067\U000e007f\U000e0100\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069\u00a0\u202f\u2009\u3000\u2028\u2029\u0085\u000b\u000c\r\t\b\x1b\x00\x7f\ufffd"
    "\u00e2\u00c3\u00c2\u20ac\u2122\u0153\u017e\u00a9\u00b0\u0e42\u0e03\u0e02\u0e04\u0432\u0402\u0422\u0393\u2019"
    "\u201c\u201d\u2018\u201e\u00ab\u00bb\"'.,;:!?()[]{}<>-\u2013\u2014\u2026&#;*_`|/\\@$%^~=+0123456789"
    "\U0001f600\U0001f468\U0001f469\U0001f3fd\U0001f3f4\U0001f1e9\u2764e\u0301\u0327\u1e0b\ufb01\uff21\u212b"
)

SPACES = (" ", " ", " ", "", "", "\n", "\n\n", "  ", "\r\n", " \n \n")

fragments = st.one_of(
    st.sampled_from(WORDS),
    st.text(st.sampled_from(CANDIDATES), min_size=1, max_size=4),
    st.sampled_from(WORDS).map(lambda word: word.encode().decode("cp1252", "replace")),
    st.sampled_from(WORDS).map(lambda word: word.encode().decode("latin-1")),
    st.characters(),
)

texts = st.lists(st.tuples(fragments, st.sampled_from(SPACES)), max_size=12).map(
    lambda parts: "".join(part for pair in parts for part in pair)
)

# Text in which no rule may find anything: sentences of ordinary words, set as people set them.
sentences = st.lists(
    st.sampled_from("the house on a hill is green and we like to walk there every day".split()),
    min_size=3,
    max_size=10,
).map(
    lambda words: (
        "It is " + " ".join(w for k, w in enumerate(words) if not k or w != words[k - 1]) + "."
    )
)

# Texts of about a given size that are hard for rules which look around without bounds.
ADVERSARIAL: dict[str, Callable[[int], str]] = {
    "one letter": lambda n: "a" * n,
    "spaces": lambda n: " " * n,
    "line feeds": lambda n: "\n" * n,
    "zero-width": lambda n: "\u200b" * n,
    "joiners in Arabic": lambda n: "\u0645\u200c" * (n // 2),
    "mojibake": lambda n: "\u00e2\u20ac\u2122" * (n // 3),
    "leads": lambda n: "\u00c3" * n,
    "images": lambda n: "a\u0e42 " * (n // 3),
    "dots": lambda n: "a.B" * (n // 3),
    "quotes": lambda n: "\u201d\u201c" * (n // 2),
    "brackets": lambda n: "(" * n,
    "apostrophes": lambda n: "'" * n,
    "misspelt": lambda n: "teh othre " * (n // 10),
    "combining": lambda n: "e" + "\u0301" * (n - 1),
    "escapes": lambda n: "\x1b[" * (n // 2),
    "bidi": lambda n: "\u202e\u2066" * (n // 2),
    "entities": lambda n: "&amp;" * (n // 5),
    "no-break spaces": lambda n: "a\u00a0" * (n // 2) + "!",
    "damage in a quotation": lambda n: "\u201cx\u201d " + "\u00c3\u00a9, \u2014 " * (n // 6),
    "strays": lambda n: "wat\u200ber co\u00adlor " * (n // 14),
    "marks out of order": lambda n: "e\u0301\u0316" * (n // 3),
    "tags": lambda n: "\U0001f3f4" + "\U000e0067" * (n - 1),
}
