"""Two spaces where one is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleantext.expressions import expression
from cleantext.kernel.marks import AFTER, BEFORE
from cleantext.profile import Register, View

from .habits import WIDE_GAP, habits
from .local import Options, Passage, has_unspaced

_GAP = expression(r"  (?<=\S  )(?=\S)")
MOST = 2
BRACKETS = 3
_LISTED = expression(r"\s*-{1,2}\w")
_ENDS, _CLOSERS = frozenset(".!?:\u2026"), "\"\u201d\u2019)]'"
_OPENS = expression(r"(?:^|[\s(\[{=,])[\"']$")
_NAMES = expression(r"(?:[A-Z][A-Z\d_-]+ ?)+|.*[>`%\]]|\S*\w\.\w+")
"""What is explained, set apart from its explanation: `COMMENT`, `append-to <file>`, `a.txt`."""
_ENTITY = expression(r"&#?\w")
_ENDED = expression(r"[.!?][\"\u201d\u2019)\]']*\s*$")
_ITEM = expression(
    r"[\[(]?(?:[\d.]+|[a-z])[\])]?|[A-Z][.)]|\W+|[.*+-] [a-z]\S*|[(\[][^()\[\]]*[)\]]|.*::|\W.*:"
    r"|\S*\d\S*(?: \w{1,3})?"
)
"""The mark of an item, perhaps with its term; a label in brackets; an amount: set apart."""
_FIELD = expression(
    r"(?:\S+ )?\S*_\S*|\S*[a-z][A-Z]\S*|@\w+ \S+|:[\w-]+|(?:.* )?--?\w[\w-]*|[a-z]\w*-[\w-]+"
)
"""`describe A_NAME`, `SetHandler`, `@param it`, `local -i`: a field, and its value follows."""
_KEY = expression(r"(?<=  )[^\W\d_a](?=  | [.,])")
_EDGES = ".,;:!?\"'\u2019\u201d)"
_APART = expression(r"(?<=  )\S{1,12}(?=  )")
_LITERAL = expression(r"\"[^\"\s]{1,40}\"\s*$")
_FORMATTED = expression(r"%[-+.\d]*[a-z]$")
_OPTION = expression(r"(?:^|\")\s*--?[\w\[]\S*(?: \S+)?$")
_SPACED_OUT = expression(r"(?<!\S)\w \w \w  |  \w \w \w(?!\S)")
_ESCAPED = expression(r"\\[nrt]$")
_DIGIT = expression(r"\d")
_COLUMNS = expression(r"\d\d:\d\d:\d\d|#\w|\t|\|.*\||\S {3,}\S| <> |;\}$")


def places(view: View, gaps: Sequence[int], options: Options) -> Iterator[int]:
    """Those of the gaps that are worth a look: not between sentences that are so throughout."""
    text = view.text
    style = options.spaces_between_sentences
    if habits(view.profile).is_justified:
        return
    for start in gaps:
        is_end = text[max(0, start - 6) : start].rstrip(_CLOSERS)[-1:] in _ENDS
        if is_end and style == "auto" and not _is_slip(view, start):
            continue
        if not is_end or style != "keep":
            yield start


def _is_slip(view: View, start: int) -> bool:
    """Whether two spaces between sentences are one too many: rare in prose that has one elsewhere.

    A program has too few sentences to tell how those who wrote its comments part them.
    """
    return view.register(start) != Register.REMARK and habits(view.profile).collapses_doubles


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
        if _ESCAPED.search(text, 0, start):
            continue  # a line of its own in a string, and its indent
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
        if _is_set_apart(passage, start) or text.startswith("*/", end):
            continue
        if _SPACED_OUT.search(text, max(0, start - 6), start + 8):
            continue  # words of which the letters are set apart
        if after == "*" and end + 1 == line.stop and not passage.is_function_word(head.split()[-1]):
            continue  # the right edge of a box
        if after == "(" and own.count("(") > BRACKETS:
            continue  # forms of Lisp
        if _LITERAL.match(text, end, line.stop):
            continue  # syntax function one  "1%Z"
        if _FORMATTED.search(text, 0, start) or _OPTION.search(head) or _is_printed(passage, start):
            continue
        if _FIELD.fullmatch(head):
            continue
        if _NAMES.fullmatch(head) and not any(map(passage.is_function_word, head.split())):
            continue
        if after in "\"'" and not text[end + 1 : end + 2].isalnum():
            continue  # "Is  ": a string ends with spaces
        if after == "&" and not _ENTITY.match(text, end):
            continue  # cells of a table
        if not (before.isalpha() or before in BEFORE):
            is_dash = before in "-\u2013\u2014" and text[start - 2 : start - 1] == " "
            if not (is_dash and text[end].isalpha() and head.strip(" -")):
                continue
        if not (after.isalpha() or (after in AFTER and (is_prose or after in '"\u201c\u2018('))):
            continue
        if has_unspaced(text[max(0, start - 1) : end + 1]) or _are_figures(passage, start):
            continue
        yield start


def _is_set_apart(passage: Passage, start: int) -> bool:
    """Whether what is no word stands between two such gaps: `type  :wq  to leave`."""
    text = passage.text
    last = text.rfind(" ", 0, start) + 1
    found = _APART.match(text, start + 2) or (last and _APART.match(text, last))
    word = found[0].rstrip(_EDGES) if found else ""
    return bool(word) and not (word.isalpha() and (passage.is_word(word) or not word.isascii()))


def _is_printed(passage: Passage, start: int) -> bool:
    """Whether both words have two spaces between them often, or what comes after a name always
    stands so: a program writes them so."""
    text, whole = passage.text, passage.view.profile.text
    left, right = text[:start].split()[-1], text[start + 2 :].split(None, 1)[0]
    if left.isalpha() and right[0] == "(" and not left.islower():
        return whole.count(f"{left}  (") > 1
    is_plain = left.isalpha() and right.isalpha()
    return is_plain and whole.count(f"{left}  {right}") > MOST


def _are_figures(passage: Passage, start: int) -> bool:
    """Whether groups of digits and capitals stand on both sides, as in fingerprints."""
    sides = passage.token(start - 1), passage.token(start + 2)
    return all(side is None or (side.upper() == side and _DIGIT.search(side)) for side in sides)
