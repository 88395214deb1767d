"""Two spaces where one is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.profile import Register, View

from .habits import WIDE_GAP, habits
from .local import UNSPACED, Options, Passage

_GAP = re.compile(r"  (?<=\S  )(?=\S)")
_LISTED = re.compile(r"\s*-{1,2}\w")
_SENTENCE_END = re.compile(r"[.!?:\u2026][\"\u201d\u2019)\]']*$")
_OPENS = re.compile(r"(?:^|[\s(\[{=,])[\"']$")
_NAMES = re.compile(r"(?:[A-Z][A-Z\d_-]+ ?)+|.*[>`%\]]|\S*\w\.\w+")
"""What is explained, set apart from its explanation: `COMMENT`, `append-to <file>`, `a.txt`."""
_ENTITY = re.compile(r"&#?\w")
_ENDED = re.compile(r"[.!?][\"\u201d\u2019)\]']*\s*$")
_ITEM = re.compile(
    r"[\[(]?(?:[\d.]+|[a-z])[\])]?|[A-Z][.)]|\W+|[.*+-] [a-z]\S*|[(\[][^()\[\]]*[)\]]|.*::|\W.*:"
    r"|\S*\d\S*(?: \w{1,3})?"
)
"""The mark of an item, perhaps with its term; a label in brackets; an amount: set apart."""
_FIELD = re.compile(
    r"(?:\S+ )?\S*_\S*|\S*[a-z][A-Z]\S*|@\w+ \S+|(?:.* )?--?\w[\w-]*|[a-z]\w*-[\w-]+"
)
"""`describe A_NAME`, `SetHandler`, `@param it`, `local -i`: a field, and its value follows."""
_KEY = re.compile(r"(?<=  )[^\W\d_a](?=  | [.,])")
_DIGIT = re.compile(r"\d")
_COLUMNS = re.compile(r"\d\d:\d\d:\d\d|#\w|\t|\|.*\||\S {3,}\S")
_BEFORE, _AFTER = '.,;:!?"\u201d\u2019)]>*_`', '"\u201c\u2018(&<*_`@'
PLACE = re.compile(
    rf"  (?:(?<=[^\W\d]  )|(?<=[{re.escape(_BEFORE)}]  )|(?<=[ ][-\u2013\u2014]  ))"
    rf"(?=[^\W\d]|[{re.escape(_AFTER)}])(?!</)"
)
"""A gap between what may be words of a sentence, and not at the end of an element."""


def places(view: View, options: Options) -> Iterator[int]:
    """The gaps worth a look: not those between sentences that are so throughout."""
    text = view.text
    style = options.spaces_between_sentences
    for match in PLACE.finditer(text):
        if habits(view.profile.text).is_justified:
            return
        start = match.start()
        is_end = _SENTENCE_END.search(text, max(0, start - 6), start) is not None
        if is_end and style == "auto" and not _is_slip(view, start):
            continue
        if not is_end or style != "keep":
            yield start


def _is_slip(view: View, start: int) -> bool:
    """Whether two spaces between sentences are one too many: rare in prose that has one elsewhere.

    A program has too few sentences to tell how those who wrote its comments part them.
    """
    return view.register(start) != Register.REMARK and habits(view.profile.text).collapses_doubles


def doubles(passage: Passage) -> Iterator[int]:
    """Where two spaces are one too many, in a line that is prose and aligned with nothing."""
    text, line = passage.text, passage.line
    own = text[line]
    # Markdown draws many spaces as one, whatever a line with links looks like.
    is_prose = passage.register in (Register.PROSE, Register.REMARK) or "](" in own
    if own.startswith("  ") or _LISTED.match(own) or _COLUMNS.search(own):
        return
    if not (passage.is_prose() or ("](" in own and is_prose)):
        return
    gaps = [match.start() for match in _GAP.finditer(text, line.start, line.stop)]
    single = own.count(" ") - 2 * len(gaps)
    if len(gaps) > 1 and len(gaps) * (2 if len(gaps) == 2 else 3) >= single:
        return  # a menu, a row of forms
    if any(map(passage.is_column, gaps)):
        return
    is_open = passage.lang in ("", "en") and not _ENDED.search(own) and "](" not in own
    if is_open and not passage.small_words(line.start, line.stop):
        return  # names and figures: a row of a list, a sample
    if WIDE_GAP.search(text, 0, line.start) or WIDE_GAP.search(text, line.stop):
        return  # lines made equally long
    for start in gaps:
        end = start + 2
        head = own[: start - line.start]
        if _ITEM.fullmatch(head) or passage.is_tagged(line.start, start):
            continue  # the mark of an item, a term set apart
        is_single = " " not in head and head.islower() and not passage.is_function_word(head)
        if is_single and len(gaps) == 1 and not line.start:
            continue  # a term and its explanation
        before, after = text[start - 1], text[end]
        if before in "\"'" and _OPENS.search(text, 0, start):
            continue  # `print "  so"`: a string begins with spaces
        if _KEY.match(text, end) or _KEY.match(text, start - 1):
            continue  # `press  p  to go on`: what is to be typed is set apart
        if _FIELD.fullmatch(head):
            continue
        if _NAMES.fullmatch(head) and not any(map(passage.is_function_word, head.split())):
            continue
        if after == "&" and not _ENTITY.match(text, end):
            continue  # cells of a table
        if not (before.isalpha() or before in _BEFORE):
            is_dash = before in "-\u2013\u2014" and text[start - 2 : start - 1] == " "
            if not (is_dash and text[end].isalpha() and head.strip(" -")):
                continue
        if not (after.isalpha() or (after in _AFTER and (is_prose or after in '"\u201c\u2018('))):
            continue
        if UNSPACED.search(text, start - 1, end + 1) or _are_figures(passage, start):
            continue
        yield start


def _are_figures(passage: Passage, start: int) -> bool:
    """Whether groups of digits and capitals stand on both sides, as in fingerprints."""
    sides = passage.token(start - 1), passage.token(start + 2)
    return all(side is None or (side.upper() == side and _DIGIT.search(side)) for side in sides)
