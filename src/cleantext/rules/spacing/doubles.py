"""Two spaces where one is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleantext.expressions import expression
from cleantext.lexicon import LANGUAGES
from cleantext.profile import Register, View

from .habits import WIDE_GAP, habits
from .local import LONE_WORDS, NO_END, Options, Passage, has_unspaced
from .words import find_words, word_after

_GAP = expression(r"  (?<=\S  )(?=\S)")
_ENDED = expression(r"[.!?][\"\u201d\u2019)\]']*\s*$")
_OPTION = expression(r"(?:^|\")\s*--?[\w\[]\S*(?: \S+)?$")
_ENDS = frozenset(".!?:\u2026")
_CLOSING = "\"\u201d\u2019)]'_*"
_ESCAPED = expression(r"\\[nrt]$")
_COLUMNS = expression(r"\d\d:\d\d:\d\d|#\w|\t|\|.*\||\S {3,}\S| <> |;\}$")
_LISTED = expression(r"\s*-{1,2}\w")
_SIGN = expression(r"\W*[@\\:]|[(\[][^()\[\]]*[)\]]$|\w{1,3}[).\]]$|\S*\d\S*(?: \w{1,3})?$")
"""How what is explained may look: a tag of a comment, a field; a label in brackets, an amount."""
_AFTER_TERM = NO_END.difference("and or und oder et ou y e och".split())
_OPENING = expression(
    r"[\"\u201c\u2018]\w+[\s\"\u201d\u2019.,]|\(\w|[*_`]+\w|<\w|\[\w|&#?\w+;|@\w+|[*+]$"
)
_CLOSERS = ",;\"\u201d'\u2019)*_`>]"
_BEFORE = '.,;:!?"\u201d\u2019)]>*_`-\u2013\u2014'
_NAME = expression(r"[\w./:-]{3,}[,.;:]?(?!\S|  | [<>=^*+])")
"""A name that is not set apart on its other side."""
_MARKS = ".,;:!?()[]*_`\"\u201c\u201d\u2018\u2019'\u201e\u00ab\u00bb"
_OPENERS = "([*_`\"\u201c\u2018'\u201e\u00ab"
_JOINED = dict.fromkeys(map(ord, "'\u2019-/"))
_DASHES = ("-", "\u2013", "\u2014")
SENTENCE = 3
SHORT = 3
"""What is explained has fewer words."""


def places(view: View, gaps: Sequence[int], options: Options) -> Iterator[int]:
    """Those of the gaps that are worth a look: not between sentences that are so throughout."""
    text = view.text
    style = options.spaces_between_sentences
    if habits(view.profile).is_justified:
        return
    for start in gaps:
        is_end = _ends_sentence(text, start)
        if is_end and style == "auto" and not _is_slip(view, start):
            continue
        if not is_end or style != "keep":
            yield start


def _ends_sentence(text: str, at: int) -> bool:
    return text[max(0, at - 6) : at].rstrip(_CLOSING)[-1:] in _ENDS


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
    is_sentence = len(gaps) < SHORT and _is_sentence(passage)
    for start in gaps:
        head = own[: start - line.start]
        if _ESCAPED.search(text, max(0, start - 2), start) or _OPTION.search(head):
            continue  # a line of its own in a string, and its indent; an option
        if has_unspaced(text[max(0, start - 1) : start + 4]):
            continue
        right, is_only = word_after(text, start + 2), len(gaps) == 1
        is_listed = habits(passage.view.profile).lists_terms or not is_sentence
        if _SIGN.match(head) or _is_term(passage, head, right, is_only, is_listed):
            continue
        if passage.is_tagged(line.start, start):
            continue
        if _ends_sentence(text, start):
            goes_on = _begins(passage, start)
        else:
            goes_on = (is_sentence and _is_read(passage, start)) or _goes_on(passage, start)
        if goes_on:
            yield start


def _is_sentence(passage: Passage) -> bool:
    """Whether a line of prose has several small words, or begins and ends as a sentence does."""
    own = passage.text[passage.line].strip()
    small = passage.small_words(passage.line.start, passage.line.stop)
    is_whole = own[:1].isupper() and _ENDED.search(own) and len(own.split()) > SENTENCE
    return bool(is_whole) or (passage.register == Register.PROSE and small >= SENTENCE)


def _is_term(passage: Passage, head: str, right: str, is_only: bool, is_listed: bool) -> bool:
    """Whether what stands before a gap is a term, and its explanation follows: few words that
    begin a line which goes on no other."""
    before = passage.text[: passage.line.start].rstrip()[-1:]
    is_short = len(head.split()) < SHORT and before in ("", *".:;!?") and "](" not in head
    is_single = is_only and " " not in head.lstrip(" .*") and (head.islower() or head.isupper())
    if not is_listed and not is_single and not (is_only and right in _AFTER_TERM):
        return False  # the only one of its kind, and a sentence
    is_led = passage.is_function_word(right) and right not in _AFTER_TERM and not is_single
    is_bare = not any(map(passage.is_function_word, find_words(head)))
    return is_short and is_bare and not is_led


def _beside(passage: Passage, start: int) -> tuple[str, str]:
    """What stands directly before and after a gap, up to the next space."""
    text, line = passage.text, passage.line
    return text[line.start : start].split()[-1], text[start + 2 : line.stop].split(None, 1)[0]


def _begins(passage: Passage, start: int) -> bool:
    """Whether a sentence begins after a gap."""
    last, after = _beside(passage, start)[0], passage.text[start + 2]
    if last[-1] == ":" and not passage.small_words(passage.line.start, start):
        return False  # a label, and its value
    is_whole = len(last.strip("(\"'.!?")) > 1 or last[0] in "\u00bb\u201d"
    return is_whole and (after.isalpha() or after in '"\u201c\u2018([<*_`')


def _is_read(passage: Passage, start: int) -> bool:
    """Whether plain words, or what may open one, stand on both sides of a gap in a sentence; few
    words and no small one before a capital may be keys that are explained."""
    last, right = _beside(passage, start)
    left, word = last.lstrip(_OPENERS).rstrip(_MARKS), right.strip(_MARKS).partition("(")[0]
    if last[-1] in ")]" and (right[0] == "(" or right[0].isupper()):
        return False  # forms of Lisp; a note, and a sentence of its own
    if not _is_plain(passage, left) or not (left.isupper() or left[1:].islower() or not left[1:]):
        return False
    low = passage.line.start
    is_led = passage.small_words(low, start) or len(passage.text[low:start].split()) > SHORT
    if right[0].isupper() and not is_led:
        return False
    return _is_plain(passage, word) or (len(right) > 1 and _OPENING.match(right) is not None)


def _is_plain(passage: Passage, word: str) -> bool:
    is_lone = word in LONE_WORDS and passage.lang not in ("", "en")
    is_long = len(word) > 1 or is_lone or passage.is_function_word(word)
    return is_long and word.translate(_JOINED).isalpha()


def _goes_on(passage: Passage, start: int) -> bool:
    """Whether a sentence goes on over a gap: a small word leads to anything that is read, any
    other to a word in small letters. Markdown draws many spaces as one, so what they part is read.
    """
    text = passage.text
    last, right = _beside(passage, start)
    if "](" in text[passage.line]:
        return last[-1] in _BEFORE or last[-1].isalpha()
    left = last.strip("(\"\u201c\u2018'*_`").rstrip(_CLOSERS).rpartition("-")[2]
    word = word_after(text, start + 2 + (right[0] == "("))
    is_read = right.strip("(.,;:!?" + _CLOSERS) == word
    is_read = is_read and (len(word) > 1 or passage.is_function_word(word))
    if passage.is_function_word(left) and left == last and not left.isupper():
        is_named = _NAME.match(text, start + 2, passage.line.stop) is not None
        return is_read or is_named or word.istitle() or _OPENING.match(right) is not None
    if last[-1] == ")" and right[0] == "(":
        return False  # forms of Lisp
    is_small = word.islower() or passage.lang == "de" or (right[0] == "(" and left.islower())
    is_begun = last in _DASHES or last[-1] in ")\u201d`" or _is_known(passage, left)
    return is_read and is_small and is_begun and _is_known(passage, word)


def _is_known(passage: Passage, word: str) -> bool:
    """Whether a word is one of the language, or of one without a list; or a name."""
    if len(word) < 2:
        return passage.is_function_word(word)
    is_listed = passage.lang in LANGUAGES or not passage.lang
    return word.translate(_JOINED).isalpha() and (
        not is_listed or word.istitle() or passage.is_word(word)
    )
