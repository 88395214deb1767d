"""Word lists of the kernel: what they hold and what is near, alike in both kernels."""

import gc
import sys
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import lexicon
from cleantext._native_words import FRAME_LENGTH, OWN, SKELETON_LENGTH, skeleton, skeletons

from .test_kernel import KERNELS, both

SOME = sorted(lexicon.words())[::211]
SCORES = bytes(lexicon.words()[word] for word in SOME)
ODD = ["caf\u00e9", "\u0432\u0440\u0435\u043c\u044f", "a\U0001f600b", "don't", "\ud800", "x" * 70]


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
def test_a_list_goes_quietly(kernel: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it is collected with what it was made from, as at the end of a program."""
    heard: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", heard.append)
    ring: list[object] = [kernel.Words(memoryview(b"one\ntwo"), b"\1\2")]
    ring.append(ring)
    del ring
    gc.collect()
    assert heard == []


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
def test_a_list_holds_its_words(kernel: ModuleType) -> None:
    words = kernel.Words("\n".join(SOME).encode(), SCORES, [*ODD, SOME[0]])
    assert [words[word] for word in SOME] == list(SCORES)
    assert [words.get(word) for word in ODD] == [OWN] * len(ODD)
    assert all(word in words for word in SOME + ODD)
    assert sorted(words) == sorted(SOME + ODD)
    assert len(words) == len(SOME + ODD)
    for other in ("", "the\n", SOME[1] + "\0", SOME[1] + "\n" + SOME[2], "\udfff", "\u6161"):
        assert other not in words
        assert words.get(other, 7) == 7
        with pytest.raises(KeyError):
            words[other]


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
@pytest.mark.parametrize(("lines", "scores"), [(b"", b""), (b"a\nb", b"d"), (b"a\nb", b"ddd")])
def test_a_list_without_its_frequencies_is_refused(
    kernel: ModuleType, lines: bytes, scores: bytes
) -> None:
    with pytest.raises(ValueError, match="do not match"):
        kernel.Words(lines, scores)


LISTS = [kernel.Words("\n".join(SOME).encode(), SCORES, ODD) for kernel in KERNELS]
known = st.sampled_from([*SOME, *ODD])
slip = st.tuples(st.integers(0, 12), st.sampled_from(["", "e", "i", "ss", "\u00e9", "'", "xyz"]))


@st.composite
def slipped(draw: st.DrawFn) -> str:
    word = draw(known)
    for at, new in draw(st.lists(slip, max_size=3)):
        word = word[:at] + new + word[at + draw(st.integers(0, 2)) :]
    at = draw(st.integers(0, 12))
    return word[:at] + word[at : at + 3] * draw(st.integers(1, 2)) + word[at + 3 :]


@both
@given(word=st.one_of(slipped(), known, st.text(max_size=9)))
def test_lists_of_both_kernels_answer_alike(word: str) -> None:
    pure, compiled = LISTS
    assert pure.get(word) == compiled.get(word)
    assert (word in pure) == (word in compiled)
    assert pure.near(word) == compiled.near(word)


@pytest.mark.parametrize("lang", ["en", "de", "ru"])
@both
def test_lists_of_languages_are_alike(lang: str) -> None:
    import zlib

    count, body = lexicon._mapped(f"words-{lang}.bin")
    body = body if lang == "en" else memoryview(zlib.decompress(body))
    pure, compiled = (k.Words(body[: -count - 1], body[-count:]) for k in KERNELS)
    assert len(pure) == len(compiled) == count
    assert all(compiled.get(word) == score for word, score in pure.items())
    near = [word[:2] + word[3:] for word in list(pure)[:: count // 500]]
    assert [pure.near(word) for word in near] == [compiled.near(word) for word in near]


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("openeded", ("opened", "doubled-chunk", 2)),
        ("recomendded", ("recommended", "skeleton", 2)),
        ("unforuntately", ("unfortunately", "frame", 2)),
    ],
)
def test_words_several_slips_away(
    kernel: ModuleType, word: str, near: tuple[str, str, int]
) -> None:
    words = kernel.Words(b"opened\nrecommended\nunfortunately", b"ddd")
    assert words.near(word) == [near]
    rare = kernel.Words(b"recommended\nunfortunately", b"22")
    assert not rare.near(word)


def test_skeletons_of_all_words_are_those_of_each() -> None:
    table = skeletons(lexicon.words())
    assert all(skeleton(word) == key for key, group in table.items() for word in group)
    assert min(SKELETON_LENGTH, FRAME_LENGTH) <= min(len(w) for g in table.values() for w in g)
