"""The invisible stage: what must stay, what must go, and what holds between the two."""

from typing import Any

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Pipeline, normalize, presets, strip_invisible
from cleantext.data.variations import BASES, EMOJI_BASES
from cleantext.edits import Deletions
from cleantext.kernel.invisible import judge
from cleantext.kernel.pick import pick
from cleantext.rules import invisible
from cleantext.rules.invisible import INSIDE, RULES, bidi
from cleantext.rules.invisible.catalogue import GROUPS, RANGES, rule_of
from cleantext.rules.invisible.context import context
from cleantext.rules.invisible.gates import INVISIBLE, JOINED, JOINING
from cleantext.rules.invisible.runs import Policy, dropped
from tests.strategies import texts
from tests.test_cases import load
from tests.test_cases import test_case as check

FLAG = "\U0001f3f4"
SCOTLAND = FLAG + "\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"

# Writing that needs its invisible characters, by the standard that says so.
NEEDED = {
    "RFC 5892 A.1 Persian": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Persian plural": "\u06a9\u062a\u0627\u0628\u200c\u0647\u0627\u06cc \u0645\u0627",
    "Joining_Type T": "\u062e\u0627\u0646\u0647\u200c\u0654 \u0645\u0627",
    "Sorani final heh": "\u0647\u200c \u0648",
    "RFC 5892 A.2 Devanagari": "\u0915\u094d\u200d\u0937",
    "eyelash ra": "\u0926\u0931\u094d\u200d\u092f\u093e",
    "Malayalam chillu": "\u0d05\u0d35\u0d28\u0d4d\u200d \u0d2a\u0d31\u0d1e\u0d4d\u0d1e\u0d41",
    "Sinhala": "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
    "Bengali": "\u09b0\u200d\u09cd\u09af\u09be\u09ac",
    "Khmer words": "\u1780\u17b6\u179a\u200b\u179f\u179a\u179f\u17c1\u179a",
    "Burmese words": "\u1021\u200b\u1000\u103d\u102c\u1021\u101d\u1031\u1038",
    "Hebrew with marks": "\u05d0\u05d1 C++\u200e \u05d2",
    "isolates in Arabic": "\u0631\u0627 \u2068%s\u2069 \u0646\u062f",
    "Emoji 16 selector": "\u2705\ufe0f \u274c\ufe0f \u2795\ufe0e",
    "Emoji 17 ballet dancer": "\U0001f9d1\U0001f3fe\u200d\U0001fa70",
    "Emoji 18 alone and joined": "\U0001faeb \U0001f9d1\u200d\U0001faf9",
    "Unicode 17 hieroglyph turned": "\U00013bec\ufe02",
    "Unicode 18 CJK stroke": "\u31c6\ufe01\u31cf\ufe00",
    "family": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "pirate": "\U0001f3f4\u200d\u2620\ufe0f",
    "skin and hair": "\U0001f469\U0001f3fd\u200d\U0001f9b0",
    "keycap": "3\ufe0f\u20e3 #\ufe0f\u20e3",
    "Scotland": SCOTLAND,
    "three flags": SCOTLAND * 3,
    "ideographic variation": "\u845b\U000e0100\u57ce\u5e02",
    "CJK compatibility": "\u5e28\ufe00",
    "maths": "\u2229\ufe00",
    "Mongolian": "\u182d\u180b\u1820\u180e\u1821",
    "Biblical Hebrew": "\u05d9\u05b8\u034f\u05b7",
    "old Hangul": "\u115f\u1161\u11a8 \u1100\u1160\u11a8",
    "Quran": "\u06dd\u0661\u0662",
    "Syriac abbreviation": "\u070f\u0725\u0712",
    "Duployan": "\U0001bc02\U0001bca0\U0001bc03",
}


@pytest.mark.parametrize("name", NEEDED)
def test_needed_marks_stay(name: str) -> None:
    text = NEEDED[name]
    assert strip_invisible(text) is text
    assert strip_invisible(f"x {text} y\n") == f"x {text} y\n"


def test_what_the_gates_pass_over_is_what_the_rules_for_runs_keep() -> None:
    ctx = context()
    for test, spans in ((ctx.emoji, JOINED), (ctx.pictograph, JOINING), (ctx.emoji, EMOJI_BASES)):
        assert all(test(chr(cp)) for low, high in spans for cp in range(low, high + 1))
    bases = [chr(cp) for low, high in EMOJI_BASES for cp in range(low, high + 1)]
    assert all(ctx.variation(base, "\ufe0f") for base in bases)


QUIET = "\u200d\ufe0f\U0001f468\u2764\u2640\U0001f3fb\U0001f3f4\U0001f3f3"


@given(st.text(QUIET * 3 + "1a\u200b\u0628\u200c\ufe0e\u2060\u202e\u200f\u20e3\U000e0067\n"))
def test_a_quiet_gate_of_joiners_and_selectors_holds_under_every_policy(text: str) -> None:
    for rule in RULES:
        if rule.id in ("INV214", "INV227") and not rule.gate.fires(text):
            for policy in ("standard", "strict", "permissive", "code"):
                assert not list(rule.find(text, frozenset([rule.id]), policy=policy))


def test_emoji_do_not_stop_the_kernel() -> None:
    text = "\U0001f468\U0001f3fd\u200d\U0001f680 \u2764\ufe0f\u200d\U0001f525 \u2708\ufe0f, so"
    assert not any(rule.gate.fires(text) for rule in RULES)


@pytest.mark.parametrize("selector", BASES, ids=ascii)
def test_every_listed_variation_sequence_stays(selector: str) -> None:
    for base in regex.findall(f"[{BASES[selector]}]", "".join(map(chr, range(0x20, 0xD800)))):
        text = f"a {base}{selector}" + ("\u20e3" if base in "0123456789#*" else "") + " b"
        assert strip_invisible(text) == text


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_nothing_invisible_stays_between_latin_letters(group: object) -> None:
    for low, high in group.ranges:  # type: ignore[attr-defined]
        for code in {low, (low + high) // 2, high}:
            char = chr(code)
            if char in "\u3164\uffa0":
                assert normalize(strip_invisible(f"a{char}b")) == "a b"
            elif char != "\x08":
                assert strip_invisible(f"a{char}b") == "ab"
                assert strip_invisible(f"{char}a{char} b{char}{char}c{char}") == "a bc"


def test_each_invisible_character_has_one_rule() -> None:
    assert all(rule_of(chr(low)) == rule_of(chr(high)) != "" for low, high in RANGES)
    assert {rule.id for rule in RULES} >= {group.id for group in GROUPS}


@given(
    text=st.sampled_from(sorted(NEEDED.values())),
    payload=st.text(st.sampled_from("\u2061\u2062\u2063\u2064\u206a\U000e0041"), min_size=5),
)
def test_a_payload_beside_needed_marks_goes_alone(text: str, payload: str) -> None:
    assert strip_invisible(f"a{payload} {text} b{payload}c") == f"a {text} bc"


@given(text=texts, ids=st.sets(st.sampled_from([group.id for group in GROUPS]), min_size=1))
def test_a_part_of_the_rules_deletes_only_its_own(text: str, ids: set[str]) -> None:
    pipeline = Pipeline([rule for rule in RULES if rule.id in ids])
    for edit in pipeline.explain(text).edits:
        assert {rule_of(char) for char in text[edit.start : edit.end]} <= ids


@given(text=texts)
def test_visible_characters_stay_in_order(text: str) -> None:
    plain = strip_invisible.ignore("INV201", "INV202", "INV203")
    seen = [char for char in text if not rule_of(char)]
    assert [char for char in plain(text) if not rule_of(char)] == seen


@given(text=texts)
def test_policies_are_ordered(text: str) -> None:
    plain = strip_invisible.ignore("INV201", "INV202", "INV203")
    kept = [
        len(plain.configure(policy=policy)(text)) for policy in ("strict", "standard", "permissive")
    ]
    assert kept[0] <= kept[1]
    assert len(text) >= kept[2]


def test_strict_keeps_what_the_standards_require_and_no_bidi() -> None:
    strict = strip_invisible.configure(policy="strict")
    assert strict(NEEDED["RFC 5892 A.1 Persian"]) == NEEDED["RFC 5892 A.1 Persian"]
    assert strict(NEEDED["family"]) == NEEDED["family"]
    assert strict("\u05d0\u200e C++") == "\u05d0 C++"
    assert strict("\u1780\u200babc") == "\u1780abc"


def test_permissive_drops_payloads_only() -> None:
    permissive = strip_invisible.configure(policy="permissive")
    assert permissive("so\u00adft a\u200bb x\u2060y") == "so\u00adft a\u200bb x\u2060y"
    assert permissive("a" + "\u200b\u200c\u200d\u2060" * 4 + "b\u206a\U000e0041c") == "abc"


def test_code_keeps_the_order_in_which_it_runs() -> None:
    line = "/*\u202e } \u2066if (isAdmin)\u2069 \u2066 begin admins only */"
    assert presets.code(line) == "/* } if (isAdmin)  begin admins only */"
    assert presets.code("x = '\u202ecb\u202c'") == "x = 'cb'"
    assert presets.code("s = '\u05d0\u2067\u05d1\u2069\u200e'") == "s = '\u05d0\u05d1\u200e'"
    assert presets.code("is\u200bAdmin\t=\u00a01\x0c\x1b\n") == "isAdmin\t=\u00a01\x0c\x1b\n"


def test_options_are_checked() -> None:
    with pytest.raises(ValueError, match="policy"):
        strip_invisible.configure(policy="loose")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="spaces"):
        normalize.configure(spaces="all")  # type: ignore[arg-type]


def test_keep_lists_characters_never_to_touch() -> None:
    assert (
        strip_invisible.configure(keep="\u00ad\u200b")("a\u00adb\u200bc\u2060") == "a\u00adb\u200bc"
    )


def swapped(text: str, at: int) -> str:
    """The reordering attack of Bad Characters on two neighbouring characters."""
    a, b = text[at], text[at + 1]
    return (
        text[:at]
        + f"\u202d\u2066\u202e\u2066{b}\u2069\u2066{a}\u2069\u202c\u2069\u202c"
        + text[at + 2 :]
    )


@given(text=st.text("abc XYZ12.", min_size=2, max_size=12), data=st.data())
def test_reordering_attacks_are_undone(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 2))
    assert strip_invisible(swapped(text, at)) == text


@given(text=st.text("abc XY", max_size=12))
def test_a_right_to_left_override_shows_text_backwards(text: str) -> None:
    assert strip_invisible(f"-\u202e{text}\u202c-") == f"-{text[::-1]}-"
    assert strip_invisible(f"-\u202e\u202e{text}\u202c\u202c-") == f"-{text[::-1]}-"
    assert strip_invisible(f"-\u202d{text}\u202c-") == f"-{text}-"


@given(text=st.text("ab" + bidi.CONTROLS, max_size=30))
def test_reordering_only_moves(text: str) -> None:
    for start, end, new in bidi.reordered(text):
        assert sorted(new) == sorted(c for c in text[start:end] if c not in bidi.CONTROLS)


@given(text=st.text("abc", max_size=8), noise=st.lists(st.sampled_from("xyz"), max_size=8))
def test_deletion_attacks_are_undone(text: str, noise: list[str]) -> None:
    attacked = "".join(
        a + b for a, b in zip(text, [f"{n}\b" for n in noise] + [""] * 8, strict=False)
    )
    assert strip_invisible(attacked) == text


def test_the_interpreter_has_no_say() -> None:
    # U+1FAE8 came with Unicode 15, U+10EC2 with 16: unassigned for Python 3.11
    assert strip_invisible("\U0001fae8\u200d\U0001f525") == "\U0001fae8\u200d\U0001f525"
    assert strip_invisible("\U00010ec2\u200c\U00010ec3") == "\U00010ec2\u200c\U00010ec3"


PERSIAN = (
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 "
    "\u06a9\u062a\u0627\u0628\u200c\u0647\u0627\u06cc "
    "\u0631\u0627 \u0628\u0628\u06cc\u0646\u0645"
)
KHMER = (
    "\u1780\u17b6\u179a\u200b\u179f\u179a\u179f\u17c1\u179a\u200b"
    "\u17a2\u178f\u17d2\u1790\u1794\u1791"
)


@pytest.mark.parametrize("cover", [PERSIAN, KHMER])
@pytest.mark.parametrize(
    "alphabet", ["\u200c\u200d", "\u200b\u200c\u200d", "\u200c\u200d\u2062\u2063"]
)
def test_a_payload_takes_no_needed_mark_of_its_line_with_it(cover: str, alphabet: str) -> None:
    payload = (alphabet * 20)[:40]
    assert strip_invisible(f"{cover} {payload}{cover}") == f"{cover} {cover}"


@pytest.mark.parametrize("cover", [PERSIAN, KHMER])
def test_marks_after_every_letter_go_and_those_of_the_rest_stay(cover: str) -> None:
    letters = [char for char in cover[:8] if not rule_of(char)]
    marks = "\u200b\u200c\u200c\u200b\u200c\u200b\u200b\u200c"
    attacked = "".join(map("".join, zip(letters, marks, strict=False)))
    assert strip_invisible(f"{attacked} {cover}") == f"{''.join(letters)} {cover}"


def test_alphabets_and_ornaments_are_no_payload() -> None:
    for text in (
        "\u2764\ufe0f\u2764\ufe0f\u2764\ufe0f\u2764\ufe0f\u2764\ufe0f\u2764\ufe0f",
        "1\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e34\ufe0f\u20e35\ufe0f\u20e36\ufe0f\u20e3",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 3,
        "\u05d0\u200f-\u05d1\u200f-\u05d2\u200f-\u05d3",
    ):
        assert strip_invisible(text) is text


def test_joiners_after_every_letter_go_though_each_alone_might_stay() -> None:
    letters = "\u0645\u06cc\u0628\u0633\u062a\u0646\u0647"
    assert strip_invisible("\u200c".join(letters)) == letters
    letters = "\u0915\u0916\u0917\u0918\u091a\u091b\u091c"
    assert strip_invisible("\u200d".join(letters)) == letters


LETTERS = (
    *"\u0645\u06cc\u0647\u064b\u0627\u0915\u094d\u0941\u0d2e\u1780\u17d2\u17b6\u17cd\u0e01\u0e40\u0e32\u1000\u103a\u1039",
    *"\u05d0\u4e2d#1a. bC\xe9\u2013\u200a\xa0\xa9\u1820\u2764\u2640\u20e3\ud800\n",
    *"\U0001f468\U0001f3fd\U0001f680\U0001f3f4\U00020001",
)
MARKS = (
    *"\u200b\u200c\u200d\u200b\u200c\u200d\ufe0e\ufe0f\U000e0100\U000e0101\u00ad\u2060\u2062\ufeff",
    *"\u200e\u200f\u061c\u202a\u202b\u202c\u202e\u2066\u2067\u2069\u206a\u180b\u034f\U000e0061\x86\x01\u2065\ufffc\ufdd0",
    "\ufe0f\u200d",
)


@settings(max_examples=500)
@given(st.data())
def test_the_kernel_judges_as_the_rules_for_runs_do(data: st.DataObject) -> None:
    """What it gives back is theirs anyway; what it judges it judges until nothing more goes."""
    some = data.draw(st.lists(st.sampled_from((*LETTERS, *MARKS)), min_size=2, max_size=8))
    text = "".join(data.draw(st.lists(st.sampled_from(some), max_size=30)))
    check_judge(text)


BIDI = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@settings(max_examples=300)
@given(line=st.text(st.sampled_from(BIDI + '\u05d0\u05d1 .1a"\u0645\u00a0-'), max_size=40))
def test_the_kernel_judges_lines_that_run_right_to_left(line: str) -> None:
    check_judge(line)


def check_judge(text: str) -> None:
    spans, lines, made = judge(INSIDE)(text)
    found = {i for k in range(0, len(spans), 2) for i in range(spans[k], spans[k + 1])}
    start, wanted = 0, set()
    for line in text.split("\n"):
        if (start, start + len(line)) not in lines:
            wanted |= {start + i for i in gone(line)}
        start += len(line) + 1
    assert found == wanted
    if not lines and spans:
        assert made == "".join(char for i, char in enumerate(text) if i not in found)


def gone(line: str) -> set[int]:
    """The places of the characters of a line that go, one after the other."""
    left = list(range(len(line)))
    while found := {
        k for a, b in dropped("".join(line[i] for i in left), Policy()) for k in range(a, b)
    }:
        left = [i for k, i in enumerate(left) if k not in found]
    return set(range(len(line))) - set(left)


@pytest.mark.compiled
def test_no_edit_is_made_an_object_that_nobody_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Deletions, "__getitem__")
    text = "wat\u200ber and so\u2060me more wor\u200bds\n" * 3
    assert strip_invisible(text) == "water and some more words\n" * 3


def test_a_page_of_writing_is_judged_at_a_glance() -> None:
    """By the compiled kernel; the plain one finds the lines."""
    pages = [PERSIAN, KHMER, NEEDED["RFC 5892 A.2 Devanagari"], "wat\u200ber co\xador \u2764\ufe0f"]
    for page in pages:
        spans, lines, made = judge(INSIDE)(page)
        assert made == (strip_invisible(page) if spans else None)
        assert lines == ([] if pick("invisible") else [(0, len(page))])
        assert len(spans) == (4 if pick("invisible") and "\xad" in page else 0)


@pytest.mark.compiled
@pytest.mark.parametrize(("id", "case"), [p for p in load() if "INV21" <= p.values[0] < "INV3"])
def test_the_rules_for_runs_give_what_the_cases_say(
    id: str, case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By themselves, where the kernel has judged no line for them."""

    def judge_none(text: str) -> tuple[list[int], list[tuple[int, int]], None]:
        return [], INVISIBLE.lines(text), None

    monkeypatch.setattr(invisible, "judge", lambda inside: judge_none)
    check(id, case)
