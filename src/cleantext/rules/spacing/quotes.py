"""The direction of curly quotes: double ones, single ones within, German ones; apostrophes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.expressions import expression
from cleantext.profile import View
from cleantext.profile.language import language_of

from .local import has_unspaced
from .words import find_words, frequency, function_words, word_after, word_before

Change = tuple[int, int, str]
_DOUBLE = expression("[\u201c\u201d]")
_INVISIBLE = "\u2060\u200b\ufeff\xad\u200d\u200c"
_NORDIC = expression(
    "[\xe5\xe4\xf6\xc5\xc4\xd6\xf8\xd8\xe6\xc6]|"
    r"\b(?:och|att|inte|jag|ikke|ogs\u00e5|h\u00e4n|ett\u00e4|kuin|joka|oli|ikkje|ved|ein)\b",
    re.IGNORECASE,
)
_RTL = expression("[\u0590-\u08ff]")
_SINGLE_OPEN = expression(r"\u2019(?<=[\s\u201c(\u2014]\u2019)(?=\w)")
_SINGLE_CLOSE = expression(r"(?<=[\w.,!?\u2026])\u2019(?!\w)")
_ELISION = expression(
    r"\u2019(?:tis|twas|twill|twere|twould|em|til|till|cause|cuz|bout|n|\d+s?|round|s|cos|coz|neath|"
    r"fore|gainst|tween|ere|pon|un|uns|ud|ave|ad|as|er|is|im|old|orse|ouse|nother|nuff|fraid|cept|"
    r"scuse|spect|gin|most|ol|erself|imself|em|ard|igh|alf|and|ead|eart|elp|ome|ow|op|ope|ate|ere)\b",
    re.IGNORECASE,
)
# What `_side` would call wrong, at the speed of `re`; invisible neighbours it sees past.
_SUSPECT = expression(
    "\u201d(?<![^\\s(\\[{/\u2018]\u201d)(?=[\\w\u2018\u2019(\xbf\xa1\\[$\xa3\u20ac#\u2026\u2014-])"
    "|\u201c(?<=[\\w.,!?\u2026;:\u2019)%\\]\u2014\u2013-]\u201c)(?![^\\s).,;:!?\\]}/\u2026])"
)
_LEFT = expression(
    "(?<=[^\\W\\d_])\u2018(?:(?P<inner>(?=[^\\W\\d_]))|(?=[\\s.,;:!?)\\]\u201d]|$))"
    "|(?<=[\\w][.,!?\u2026])\u2018(?=\\s|$)"
    "|(?<![\\w\u2018\u2019])\u2018(?:(?P<year>(?=\\d0s\\b))"
    "|(?P<elided>(?=(?:tis|twas|twere|twill|em|til|cause|n\u2019)\\b)))"
)
_CONTRACTED = frozenset("s d m re ve ll".split())
_CLITICS = frozenset("l d j n s t c m qu jusqu lorsqu puisqu dell all nell sull un".split())
_TURNED_IN = frozenset(("", "en", "fr", "it", "es", "pt", "nl", "ca"))
_HIDDEN = expression(f"[{_INVISIBLE}]")
_GERMAN = expression("[\u201e\u201c\u201d]")
_SAME = expression("\u201d([^\u201d]*)\u201d")
_WRONG = {"open": "\u201d", "close": "\u201c"}
_LONGEST = 100_000
_FOREIGN_STYLE = frozenset(("sv", "da", "de", "cs", "pl", "ro"))


def directions(view: View, style: str) -> Iterator[Change]:
    """The quotes of a view that point the wrong way, turned, paragraph by paragraph."""
    done = 0
    for part in view.text.split("\n\n"):
        if len(part) <= _LONGEST and style != "keep":
            found = list(_directions(part, style, view))
            if "\u2018" in part:
                taken = {at for at, _, _ in found}
                found += (c for c in _apostrophes(part, view.language) if c[0] not in taken)
                found.sort()
            for start, end, new in found:
                yield done + start, done + end, new
        done += len(part) + 2


def _directions(text: str, style: str, view: View) -> Iterator[Change]:
    lang = view.language
    if style == "german" or (style == "auto" and "\u201e" in text):
        if "\u201e" in text and not _RTL.search(text):
            is_german = style == "german" or lang == "de"
            yield from _german(text, is_german)
        return
    if not _SUSPECT.search(text) and not _HIDDEN.search(text):
        if "\u2019" in text:
            yield from _singles(text, lang)
        return
    places = [match.start() for match in _DOUBLE.finditer(text)]
    sides = [_side(text, at) for at in places]
    if any(text[at] == _WRONG.get(side) for at, side in zip(places, sides, strict=True)):
        yield from _english(text, style, view, places, sides)
    elif "\u2019" in text:
        # Singles are judged by the doubles around them, when those are right.
        yield from _singles(text, lang)


def _english(
    text: str, style: str, view: View, places: list[int], sides: list[str]
) -> Iterator[Change]:
    if _RTL.search(text) or any(has_unspaced(text[max(0, at - 1) : at + 2]) for at in places):
        return
    bad = [at for at, side in zip(places, sides, strict=True) if text[at] == _WRONG.get(side)]
    if style == "auto" and not _is_english_style(text, view, bad):
        return
    turned = _alternate(
        [
            side if side != "?" else "open" if text[at] == "\u201c" else "close"
            for at, side in zip(places, sides, strict=True)
        ]
    )
    if turned is None:
        return
    for at, side in zip(places, turned, strict=True):
        quote = "\u201c" if side == "open" else "\u201d"
        if text[at] != quote:
            yield at, at + 1, quote


def _is_english_style(text: str, view: View, bad: list[int]) -> bool:
    """Whether the text quotes in the English way; Nordic languages use two right quotes."""
    language = view.language
    if "\u201c" not in text:
        segment = view.profile.text
        around = view.profile.language.code
        if "\u201c" not in segment and _NORDIC.search(segment):
            return False
        if language not in ("", "en") or around not in ("", "en") or _NORDIC.search(text):
            return False
        words = {word.lower() for word in find_words(text[:4000])}
        if not words & function_words("en") and "\u2019" not in text:
            return False
        return all(map(_is_english, _SAME.findall(text)))
    if _NORDIC.search(text) or language in _FOREIGN_STYLE:
        return not any(text[at] == "\u201d" and _side(text, at) == "open" for at in bad)
    return True


def _is_english(phrase: str) -> bool:
    words = [word for word in find_words(phrase) if len(word) > 1]
    return sum(frequency(word, "en") > 0 for word in words) >= 0.6 * len(words)


def _side(text: str, at: int) -> str:
    """Which side of a phrase a mark stands on by its neighbours: open, close, open?, close?, ?."""
    before, after = at - 1, at + 1
    while before >= 0 and text[before] in _INVISIBLE:
        before -= 1
    while after < len(text) and text[after] in _INVISIBLE:
        after += 1
    a = text[before] if before >= 0 else "\n"
    b = text[after] if after < len(text) else "\n"
    space_before = a.isspace() or a in "([{/\u2018"
    space_after = b.isspace() or b in ").,;:!?]}/\u2026"
    word_before = a.isalnum() or a in ".,!?\u2026;:\u2019)%]\u2014\u2013-"
    word_after = b.isalnum() or b in "\u2018\u2019(\xbf\xa1[$\xa3\u20ac#\u2026\u2014-"
    if space_before and word_after:
        return "open"
    if word_before and space_after:
        return "close"
    if a in "\u2014\u2013-" and b.isalnum():
        return "open?"
    if b in "\u2014\u2013-\u2019" and word_before:
        return "close?"
    return "?"


def _alternate(sides: list[str]) -> list[str] | None:
    """Every mark opens or closes, in turn; None when those that are sure of it do not alternate.

    The last phrase of a paragraph may stay open: the next paragraph goes on with it.
    """
    out: list[str] = []
    for side in sides:
        due = "close" if out and out[-1] == "open" else "open"
        if side in ("open", "close") and side != due:
            return None
        out.append(due)
    return out


def _singles(text: str, lang: str) -> Iterator[Change]:
    """Within a double quotation, a right single quote that opens a phrase."""
    if text.count("\u2019") < 2 or _RTL.search(text):
        return
    language = lang or "en"
    for match in _SINGLE_OPEN.finditer(text):
        at = match.start()
        if _ELISION.match(text, at):
            continue
        if text[at + 1].islower() and frequency(word_after(text, at + 1), language) < 3:
            continue
        start = text.rfind("\u201c", 0, at)
        if start < 0 or text.rfind("\u201d", 0, at) > start:
            continue
        opened = text.rfind("\u2018", start, at)
        if opened >= 0 and not _SINGLE_CLOSE.search(text, opened, at):
            continue
        end = text.find("\u201d", at)
        if _SINGLE_CLOSE.search(text, at + 1, end if end > 0 else len(text)):
            yield at, at + 1, "\u2018"


def _german(text: str, is_german: bool) -> Iterator[Change]:
    """What closes a low-high quotation looks in German like what opens one in English.

    In a text of another language the words between the marks must be German.
    """
    start = -1
    for match in _GERMAN.finditer(text):
        at = match.start()
        if match[0] == "\u201e":
            start = at
        elif start >= 0:
            if match[0] == "\u201d" and (
                is_german or language_of(text[start:at][:500]).code == "de"
            ):
                yield at, at + 1, "\u201c"
            start = -1


def _apostrophes(text: str, language: str) -> Iterator[Change]:
    """A left single quote where only an apostrophe or a right one can stand.

    Left alone: the letter of Hawaiian, Uzbek and Arabic names that looks like one, and what closes
    a quotation in German (`\u201ahallo\u2018`).
    """
    if "\u201a" in text or "\u201e" in text or _RTL.search(text) or language not in _TURNED_IN:
        return
    for match in _LEFT.finditer(text):
        at = match.start()
        if match["inner"] is not None:
            good = _is_contraction(word_before(text, at), word_after(text, at + 1), language)
        elif match["year"] is not None:
            good = not _closes_later(text, at)
        elif match["elided"] is not None:
            good = text[at + 1].isalpha() and not _closes_later(text, at)
        else:
            good = _closes(text, at, language)
        if good:
            yield at, at + 1, "\u2019"


def _is_contraction(left: str, right: str, language: str) -> bool:
    left, right = left.lower(), right.lower()
    if language in ("fr", "it", "ca"):
        return left in _CLITICS and frequency(right, language) > 0
    if right == "t":
        return left.endswith("n") and frequency(left + "'t", "en") > 0
    return right in _CONTRACTED and frequency(left, "en") > 0


def _closes_later(text: str, at: int) -> bool:
    """Whether what would open here is closed further on."""
    end = text.find("\u2018", at + 1)
    return _SINGLE_CLOSE.search(text, at + 2, end if end > 0 else len(text)) is not None


def _closes(text: str, at: int, language: str) -> bool:
    """Whether a quotation is open that the mark closes, or a known word stands before it."""
    start = text.rfind("\u2018", 0, at)
    if start >= 0 and not text[start - 1 : start].isalnum() and text[start + 1].isalnum():
        return not _SINGLE_CLOSE.search(text, start + 1, at)
    return language == "en" and frequency(word_before(text, at), "en") > 4
