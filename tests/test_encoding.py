"""Mojibake: damage of every page is undone, clean text and doubtful text stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import find_damage, repair_mojibake, strip_invisible
from cleantext.edits import Edit
from cleantext.rules import get
from cleantext.rules.encoding.channels import (
    MISREAD,
    PAGES,
    glyphs,
    lost,
    reading,
    starting,
    unseen,
)
from cleantext.rules.encoding.damage import in_damage, is_damaged, spared
from cleantext.rules.encoding.wide import _bytes, _decoded
from tests.tools import amount, generator

FRENCH = (
    "L\u2019\u00e9t\u00e9 dernier, \u00e0 Besan\u00e7on, la for\u00eat \u00e9tait br\u00fbl\u00e9e."
)
GERMAN = "Gr\u00f6\u00dfere Stra\u00dfen f\u00fchren \u00fcber die Br\u00fccke nach K\u00f6ln."
POLISH = (
    "Za\u017c\u00f3\u0142\u0107 g\u0119\u015bl\u0105 ja\u017a\u0144, bo \u0142atwo nie b\u0119dzie."
)
RUSSIAN = (
    "\u0417\u0430\u0432\u0442\u0440\u0430 \u0443\u0442\u0440\u043e\u043c \u043c\u044b "
    "\u043f\u043e\u0435\u0434\u0435\u043c \u043d\u0430 \u0434\u0430\u0447\u0443."
)
GREEK = (
    "\u03a4\u03bf \u03c0\u03c1\u03c9\u03af \u03c0\u03ae\u03b3\u03b1\u03bc\u03b5 "
    "\u03bc\u03b1\u03b6\u03af \u03c3\u03c4\u03b7\u03bd \u03b1\u03b3\u03bf\u03c1\u03ac."
)
HEBREW = (
    "\u05d0\u05ea\u05de\u05d5\u05dc \u05d1\u05e2\u05e8\u05d1 \u05d4\u05dc\u05db\u05e0\u05d5 "
    "\u05d9\u05d7\u05d3 \u05dc\u05e9\u05d5\u05e7."
)
THAI = (
    "\u0e40\u0e21\u0e37\u0e48\u0e2d\u0e27\u0e32\u0e19\u0e40\u0e23\u0e32\u0e44\u0e1b"
    "\u0e15\u0e25\u0e32\u0e14\u0e14\u0e49\u0e27\u0e22\u0e01\u0e31\u0e19"
)
CHINESE = (
    "\u6628\u5929\u65e9\u4e0a\u6211\u4eec\u4e00\u8d77\u53bb\u5e02\u573a\u4e70\u9762\u5305\u3002"
)
ENGLISH = "She said \u201cwe\u2019ll see\u201d \u2013 and left\u2026"
ROMANIAN = "M\u00e2ine diminea\u021b\u0103 mergem la pia\u021b\u0103 \u0219i apoi acas\u0103."
TURKISH = "Yar\u0131n \u00e7ar\u015f\u0131ya gidip \u0131l\u0131k giysiler alaca\u011f\u0131z."
CZECH = "V\u010dera ve\u010der jsme \u0161li na tr\u017ei\u0161t\u011b pro chl\u00e9b."
SENTENCES = (FRENCH, GERMAN, POLISH, RUSSIAN, GREEK, HEBREW, THAI, CHINESE, ENGLISH)


def damaged(text: str, *pages: str) -> str:
    """`text` as UTF-8 read through one page after another, undefined bytes passed through."""
    for page in pages:
        shown = dict(enumerate(glyphs(page), 0x80))
        text = "".join(shown.get(byte, chr(byte)) for byte in text.encode())
    return text


LOST = {"drop": "", "replace": "\ufffd", "question": "?"}


def robbed(text: str, page: str, fate: str = "drop") -> str:
    """`text` as UTF-8 read through a page, what it has no sign for lost."""
    gone = dict.fromkeys(lost(page), LOST[fate])
    shown = {**dict(enumerate(glyphs(page), 0x80)), **gone}
    return "".join(shown.get(byte, chr(byte)) for byte in text.encode())


@pytest.mark.parametrize(
    ("text", "page"), [(text, page) for text in SENTENCES for page in PAGES], ids=ascii
)
def test_a_sentence_read_through_any_page_comes_back(text: str, page: str) -> None:
    assert repair_mojibake(damaged(text, page)) == text


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=4),
    st.lists(st.sampled_from(["cp1252", "latin-1"]), min_size=1, max_size=3),
)
def test_layers_and_pages_in_turn_come_off(sentences: list[str], pages: list[str]) -> None:
    text = "\n".join(sentences)
    assert repair_mojibake(damaged(text, *pages)) == text


@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES), st.sampled_from(PAGES))
def test_clean_lines_beside_damaged_ones_stay(clean: str, text: str, page: str) -> None:
    broken = f"{clean}\n{damaged(text, page)}\n{clean}"
    assert repair_mojibake(broken) == f"{clean}\n{text}\n{clean}"


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map("\n".join))
def test_clean_text_is_returned_as_it_is(text: str) -> None:
    assert repair_mojibake(text) is text


@pytest.mark.parametrize("page", ["tis-620", "iso8859-11", "iso8859-5", "cp1255", "iso8859-7"])
def test_invisible_marks_that_lost_bytes_go_and_nothing_else(page: str) -> None:
    marked = "a \u2062walk \u200bin the \u2063park\u200b, and \u2064then \u200bhome"
    repaired = (repair_mojibake | strip_invisible)(robbed(marked, page))
    assert repaired == "a walk in the park, and then home"


@pytest.mark.parametrize("page", ["latin-1", "cp874", "iso8859-2", "iso8859-13", "iso8859-8"])
@pytest.mark.parametrize("fate", ["drop", "replace", "question"])
def test_punctuation_that_lost_bytes_is_put_back_on_strict_evidence(page: str, fate: str) -> None:
    text = (
        "They call it \u201cold\u201d and \u201cnew\u201d, and they don\u2019t say which is which."
    )
    assert repair_mojibake(robbed(text, page, fate)) == text


@pytest.mark.parametrize("fate", LOST)
@pytest.mark.parametrize("text", [*SENTENCES, ROMANIAN, TURKISH, CZECH], ids=ascii)
def test_letters_that_were_lost_come_back_or_the_line_stays_and_is_named(
    text: str, fate: str
) -> None:
    broken = robbed(text, "latin-1", fate)
    repaired = repair_mojibake(broken)
    assert repaired == text or (repaired == broken and find_damage(broken))


@pytest.mark.parametrize(
    "text",
    [
        "The letter \u00e2 is used in French.",
        "Compare \u0e42, \u0e44 and \u0e43 in the chart.",
        "TGF-\u03b2 and IFN-\u03b2 in \u03b2-cells",
        "Le ch\u00e2teau, la p\u00e2te, le m\u00e2t, donc: \u00e7a va?",
        "No sta cre\u00e2 in automatic e regjistr\u00e2 la risorse",
        "[\u041e\u041f\u0426\u0418\u042f\u2026] [\u0412\u0415\u0420\u0421\u0418\u042f\u2026]",
        "D\u0430daj",  # a Cyrillic letter that looks like the plain one
        "F\u0430rmat iCalendar (.ics)",
    ],
)
def test_doubtful_text_stays(text: str) -> None:
    assert repair_mojibake(text) is text


@pytest.mark.parametrize("page", PAGES)
def test_reading_is_the_inverse_of_the_glyphs(page: str) -> None:
    every = glyphs(page)
    assert len(every) == 128
    read = [reading(page)[ord(glyph)] for glyph in every]
    twice = [glyph for glyph in every if every.count(glyph) > 1]  # an undefined byte and a sign
    for byte, back in enumerate(read, 0x80):
        assert back == chr(byte) or every[byte - 0x80] in twice
    assert len(twice) <= 6


@pytest.mark.parametrize("id", ["ENC111", "ENC112", "ENC113", "ENC114"])
@pytest.mark.parametrize("text", SENTENCES, ids=lambda text: ascii(text[:8]))
def test_ordinary_text_is_left_alone(id: str, text: str) -> None:
    assert get(id)(text) is text


@given(st.text(st.sampled_from("\u00c3\u00a9\u00e2\u20ac\u2122\u201c\u0420\u0412\xa0\ufffd? ab\n")))
def test_scraps_of_mojibake_settle(text: str) -> None:
    once = repair_mojibake(text)
    assert repair_mojibake(once) is once


def test_regenerating_the_gate_changes_nothing() -> None:
    module = generator("mojibake_gate")
    assert module.render() == module.TARGET.read_text(encoding="ascii")


def test_regenerating_the_pages_changes_nothing() -> None:
    module = generator("pages")
    assert module.render() == module.TARGET.read_bytes()


@given(st.sampled_from(SENTENCES), st.integers(1, 3), st.data())
def test_any_layers_of_one_page_are_undone_or_left(
    text: str, layers: int, data: st.DataObject
) -> None:
    """Whatever was done to a sentence, what is repaired of it settles at once."""
    page = data.draw(st.sampled_from(PAGES))
    once = repair_mojibake(damaged(text, *[page] * layers))
    assert repair_mojibake(once) is once


@pytest.mark.parametrize("page", ["cp874", "cp1251", "cp1253", "cp1255", "cp1256", "iso8859-5"])
def test_a_page_proved_in_one_line_explains_the_words_of_others(page: str) -> None:
    lines = [
        "T\u00e1 n\u00f3s: informa\u00e7\u00e3o, op\u00e7\u00e3o, p\u00e1gina.",
        "O pap\u00e1 tem raz\u00e3o.",
    ]
    assert repair_mojibake("\n".join(damaged(line, page) for line in lines)) == "\n".join(lines)
    half = f"{damaged(lines[0], page)}\n{lines[1]}\n{RUSSIAN}\n{GREEK}\n{HEBREW}"
    assert repair_mojibake(half) == f"{lines[0]}\n{lines[1]}\n{RUSSIAN}\n{GREEK}\n{HEBREW}"


def test_what_lost_bytes_in_some_lines_of_a_document_explains_a_mark_alone_in_others() -> None:
    lines = (
        "He opened the\u200b gate and walked\u200b to the river\u200b where the boats\u200b lay.",
        "Nobody came,\u200b and at ten\u200b she locked the door.",
        "The dog barked at the\u200b postman, and the\u200b postman ran.",
    )
    lost = [
        "".join(c for c in line.encode().decode("latin-1") if not "\x80" <= c <= "\x9f")
        for line in lines
    ]
    assert repair_mojibake("\n".join(lost)) == "\n".join(lines)
    assert repair_mojibake(lost[1]) == lost[1]


def test_a_line_that_a_page_shows_whole_lost_nothing_though_others_of_its_document_did() -> None:
    lossy = (
        "\xe2no,\xe2 she said \xe2 and \xe2yes\xe2, and it\xe2s the end of the story\n"
        "I don\xe2t know what it\xe2s about, and they won\xe2t say"
    )
    whole = "M\xe9 klob\xe1sy hl\xeddaj\xed dva kluci a mal\xe1 hol\u010di\u010dka."
    expected = f"{repair_mojibake(lossy)}\n{whole}"
    assert repair_mojibake(f"{lossy}\n{damaged(whole, 'iso8859-2')}") == expected


def test_words_decide_between_pages_that_explain_as_much() -> None:
    text = "La p\u00e1gina es v\u00e1lida en espa\u00f1ol."
    assert repair_mojibake(damaged(text, "iso8859-2")) == text  # cp1250 has other letters for it


@pytest.mark.parametrize("fate", ["drop", "replace"])
def test_a_word_that_lost_bytes_comes_back_in_a_line_of_other_letters(fate: str) -> None:
    russian = "\u0441\u043e\u0440\u0435\u0432\u043d\u043e\u0432\u0430\u0442\u044c\u0441\u044f"
    greek = (
        "\u03c7\u03c1\u03b7\u03c3\u03b9\u03bc\u03bf\u03c0\u03bf\u03b9\u03ce\u03bd\u03c4\u03b1\u03c2"
    )
    for text, word in ((RUSSIAN, russian), (GREEK, greek)):
        broken = f"{text} {text} {robbed(word, 'cp1252', fate)} {text}"
        assert robbed(word, "cp1252", fate) != damaged(word, "cp1252")
        assert repair_mojibake(broken) == f"{text} {text} {word} {text}"


@pytest.mark.parametrize("text", [TURKISH, GREEK, RUSSIAN])
def test_a_word_that_went_through_a_page_twice_comes_back_in_a_clean_line(text: str) -> None:
    words = f"{text} {text}".split(" ")
    at = next(k for k, word in enumerate(words) if not word.isascii())
    broken = [*words[:at], damaged(words[at], "cp1252", "cp1252"), *words[at + 1 :]]
    assert repair_mojibake(" ".join(broken)) == " ".join(words)


def _twice(text: str, when: str, fate: str = "drop") -> str:
    """A text that was read through Windows-1252 twice, and lost bytes the second time or each."""
    once = robbed(text, "cp1252", fate) if when == "each" else damaged(text, "cp1252")
    return robbed(once, "cp1252", fate)


@pytest.mark.parametrize("fate", LOST)
@pytest.mark.parametrize("when", ["last", "each"])
@pytest.mark.parametrize("text", [ENGLISH, f"{RUSSIAN} {RUSSIAN}", f"{ENGLISH} {FRENCH}"])
def test_what_went_through_a_page_twice_and_lost_bytes_comes_back(
    text: str, when: str, fate: str
) -> None:
    assert repair_mojibake(_twice(text, when, fate)) == text


@pytest.mark.parametrize("fate", LOST)
@pytest.mark.parametrize("text", [HEBREW, THAI, CHINESE, GREEK, CZECH])
def test_no_byte_of_a_lower_layer_is_taken_for_a_character(text: str, fate: str) -> None:
    broken = _twice(text, "last", fate)
    assert repair_mojibake(broken) in (text, broken)


def test_a_text_that_is_cut_within_a_character_does_not_end_with_another() -> None:
    cut = damaged(CHINESE, "cp1252", "cp1252").removesuffix(damaged("\u3002", "cp1252", "cp1252"))
    for size in range(1, 8):
        new = repair_mojibake(cut[:-size])
        assert new == cut[:-size] or CHINESE.startswith(
            new.rstrip("\xc2\xc3\xe2\xe9\xa5\u0152\u2026")
        )


def test_signs_that_explain_hardly_more_than_marks_stay() -> None:
    text = (
        "They sold \u200bthe mill to a man from the next\u200b valley.\n"
        "My sister \u200bkeeps three hens, two ducks and a\u200b goat.\n"
    )
    doubtful = robbed(f"{text}In spring the road is wet and \u200bthe ford is deep.", "iso8859-7")
    assert repair_mojibake(doubtful) == doubtful


@pytest.mark.parametrize("page", ["iso8859-7", "iso8859-13", "cp1257", "tis-620"])
def test_invisible_operators_are_marks_as_others(page: str) -> None:
    text = "Some \u2062of the people \u2061here\u2062 have never seen\u2062 the sea."
    assert strip_invisible(repair_mojibake(robbed(text, page))) == strip_invisible(text)


def test_marks_that_are_proved_are_marks_in_each_line() -> None:
    text = (
        "We \u200bwalk along the river\u200b until the sun goes down.\n"
        "My sister keeps three hens, two ducks\u200b and a\u200b goat.\n"
        "Nobody knows who planted\u200b the old oak by \u200bthe \u200bchurch."
    )
    assert repair_mojibake(robbed(text, "iso8859-6")) == text


def test_half_of_a_layer_is_no_repair() -> None:
    text = _twice("\xcdndice de la \xc1frica y \xc1lava", "last")
    assert repair_mojibake(text) == text


@pytest.mark.parametrize(
    "text", ["Ya est\xe1, pap\xe1: est\xe1 ac\xe1.", "Plut\xf4t t\xf4t: \xf4 c\xf4te!"]
)
def test_one_letter_again_and_again_came_by_the_likeliest_pages(text: str) -> None:
    assert repair_mojibake(damaged(text, "cp1252", "mac_roman")) == text


def test_what_pages_do_with_bytes() -> None:
    assert lost("cp1252") == (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    assert lost("latin-1") == tuple(range(0x80, 0xA0))
    assert lost("koi8-r") == ()
    assert 0xAA in lost("cp1253")  # which is undefined there
    assert unseen("cp1252") == (0xA0, 0xAD)
    assert unseen("koi8-r") == (0x9A,)
    assert unseen("cp437") == ()
    # one sign for two bytes, of which a character begins with the higher
    assert starting("cp857")[ord("\xe7")] == "\xe7" != reading("cp857")[ord("\xe7")]
    assert all(starting(page) == reading(page) for page in ("cp1252", "cp1251", "cp437"))


def test_how_rare_it_is_that_one_page_is_read_for_another() -> None:
    rare = {(through, of): cost for through, of, cost in MISREAD}
    assert rare["cp1252", "cp1252"] == 0.0 < min(c for pair, c in rare.items() if len({*pair}) > 1)
    assert [pair for pair in rare if len({*pair}) == 1] == [("cp1252", "cp1252")]
    assert rare["cp1252", "cp1250"] < rare["cp1251", "cp1250"]
    assert rare["cp1252", "koi8-r"] < rare["cp737", "koi8-r"]
    assert rare["cp1252", "cp1251"] < rare["cp1252", "koi8-r"] < rare["cp1252", "cp1257"]


KHMER = "\u1794\u1789\u17d2\x85\u17bc\u179b"


@pytest.mark.parametrize(
    ("line", "expected"),
    [(KHMER, True), ("Gr\xc3\xb6\xc3\x9fe", True), ("plain", False), ("caf\xe9", False),
     ("a\x85b", False), ("\x85\x85", False), ("\u1794 \x85a", False),
     ("\u0915 \xa4\x94\u0915", True), ("\u0915 \x91\x94\u0915", False),
     ("\u0915\u200b\x85a", True)],
)  # fmt: skip
def test_lines_that_are_damaged(line: str, expected: bool) -> None:
    assert is_damaged(line) is expected


def test_a_damaged_line_keeps_the_bytes_by_which_it_may_be_repaired() -> None:
    text = f"{KHMER} and\nsome \x85 more"
    inside, outside = Edit(3, 4, "", ("X",)), Edit(16, 17, "", ("X",))
    other = Edit(8, 9, "", ("X",))
    assert spared(text, [inside, other, outside]) == [other, outside]
    whole = [Edit(0, 1, "", ("X",))]
    assert spared("plain text", whole) is whole
    is_hurt = in_damage(text)
    assert [is_hurt(at) for at in (0, 3, 12, 16)] == [True, True, False, False]
    assert not in_damage("plain text")(0)
    assert strip_invisible("you \ufffd\xadwill, you\xad will") == "you \ufffd\xadwill, you will"


def test_wide_pages_by_the_character() -> None:
    assert _bytes("\u20ac", "gbk") == b"\x80"
    assert _bytes("\u5e3d", "gbk") == b"\xc3\xb1"
    assert _bytes("\x85", "cp932") == b"\x85"
    assert _bytes("\xff", "cp932") is None
    within = _decoded("\u5e3d", "gbk", "ni", "o")
    assert within is not None and within.text == "\xf1"
    assert _decoded("\u5e3d", "gbk", " ", " ") is None  # an ideograph by itself


# More than some fifty times are more than are looked at one by one.
@pytest.mark.parametrize("times", [10, 50, amount(1000, 120)])
def test_damage_that_comes_again_and_again_in_one_line(times: int) -> None:
    for text in (
        "I don\u2019t know what it is. ",
        "don\u2019t ",
        "En \u00e9t\u00e9, la f\u00eate. ",
    ):
        assert repair_mojibake(damaged(text * times, "cp1252")) == text * times
    broken = (
        "\u201cx\u201d" + " \xc3\xa9, \u2014" * 8 * times
    )  # no page of other letters gains by it
    assert repair_mojibake(broken) == broken.replace("\xc3\xa9", "\xe9")
    assert repair_mojibake(russian(times)) == RUSSIAN * times


def russian(times: int) -> str:
    """Russian in Windows-1251, read as Latin-1, over and over again."""
    return RUSSIAN.encode("cp1251").decode("latin-1") * times


def test_of_more_than_two_lost_bytes_no_character_is_made() -> None:
    from cleantext.rules.encoding.wide import _ways

    assert _ways((-1, -1, -1), 0x20, "cp1252") == ()
    assert _ways((0xE2, -1, -1), 0x20, "cp1252")


def test_an_edit_of_a_reading_goes_from_the_first_to_the_last_difference() -> None:
    from cleantext.rules.encoding.misread import _runs

    pairs = (("abc def", "abx def"), ("abc", "abc d"), ("abc d", "abc"), ("aXbYc", "axbyc"))
    assert [_runs(*pair) for pair in pairs] == [
        ((2, 3, "x"),), ((3, 3, " d"),), ((3, 5, ""),), ((1, 4, "xby"),)
    ]  # fmt: skip


def test_a_character_alone_between_quotes_is_meant() -> None:
    from cleantext.rules.encoding.meant import is_meant, ways_to_mean

    for line, wanted in (("the '\u00e0' here", True), ("the -\u00e0' and '\u00e9 here", False)):
        at = line.index("\u00e0")
        assert is_meant(line, [(at, at + 1, "\u0430")], ways_to_mean(line)) is wanted
