"""Where a word is left alone whatever it looks like: code, addresses, markup, names, quotations."""

from __future__ import annotations

import re
from bisect import bisect_right

from ... import lexicon as lists
from ...expressions import expression
from .words import FAR

_CODE_IN_CHUNK = expression(r"[\d_/\\@#$&{}<>=%~^+|`\[\]]|\.\w|\w:\w|[a-z][A-Z]|^!")
"""What makes a run without white space an identifier, a path, an address, a formula or markup."""

_SPANS = expression(
    r"`[^`\n]*(?:`|$)"  # code between backticks, or after an odd one
    r"|\$[^$\n]*\$"  # TeX between dollar signs
    r"|<[A-Za-z/!][^<>\n]*>",  # a tag
    re.MULTILINE,
)

_QUOTES = "\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a"
_BROKEN_LINE = expression(r"[^\W\d_]-[ \t]*\n[ \t]*$")
_LINE_AFTER = expression(r"\n[ \t]*([a-z]{2,20})\b")
_LINE_BEFORE = expression(r"\b([A-Za-z]{2,20})\n[ \t]*\Z")
_OPERATOR_BEFORE = expression(r"(?:[=<>|!\u2192]|&&)\s?\Z")
_OPERATOR_AFTER = expression(r"\s?(?:[=<>|\u2192]|!=|&&|->)")
_TAG = expression(r"</?[A-Za-z][^<>\n]{0,200}>")
_TAG_BEFORE = expression(r"<[^<>\n]*>\Z")
_BLOCK = r"(?!/?(?:br|p|li|t[dhr]|h[1-6r]|d[dt]|div|para|title|term|entry)\b)"
_CUT_BEFORE = expression(rf"[^\W_](?:<{_BLOCK}[^<>\n]*>|\n(?:\\[a-z_]+(?: [a-z]+)?\n)+)\Z")
_CUT_AFTER = expression(rf"(?:<{_BLOCK}[^<>\n]*>|\n(?:\\[a-z_]+(?: [a-z]+)?\n)+)[^\W_]")
"""What marks up a part of a word: a tag, a sequence of POD, lines of LyX."""
_LETTER_AFTER = expression(r" [b-hj-z](?![\w'\u2019.)])")
_DECLARED = expression(
    r"\b(?:int|char|void|bool|float|double|long|unsigned|signed|struct|const|var|let|def|fn|func"
    r"|return|static|import|from|class|enum|type|val)\s\Z"
)
_OF_TYPE = expression(r"[,;=)\[]| ?:(?!\w)")
_ARGUMENT = expression(r"(?:^|\s)-[A-Za-z] \Z")
_POINTER = expression(r"[^\s*] [*(]?\*\Z")
_STATEMENT = expression(
    r"(?:^|\n)[^\S\n]*(?:from[ \t]+\S+[ \t]+import|import|from|return|raise|yield|del)[ \t]+\Z"
)
_KEY_OF_ENTRY = expression(r"^(?:#~ ?)?msg(id|str)\b", re.MULTILINE)
_LOOP = expression(r"(?:^|\n)[^\S\n]*(?:async )?for[ \t]+\Z")
_LOOP_REST = expression(r"(?:,[ \t]*\w+)*[ \t]+in\b[^\n]*:[^\S\n]*(?:\Z|\n|#)")
_STATEMENT_REST = expression(r"[^\S\n]*(?:\Z|\n|#|(?:as|import)\b)")
_DEFINED = expression(r"(?:^|\n)(?:=\w+ )?[\s#*\-/;.]*\Z")
_DEFINES = expression(":| +(?:-|--|\u2013|\u2014) ")
_TITLE = expression(
    r"\b(?:[A-Za-z]|mr|mrs|ms|dr|st|prof|sr|jr|rev|gen|col|capt|lt|sgt|messrs|mme|vs|no|vol|fig|hon"
    r"|gov|sen|rep|pres|maj|cpl|mt|ft|op|cf|ed|eds|al|approx|dept|inc|ltd|co|corp|etc)\.\Z",
    re.I,
)
_LISTED_WORD = expression(r"[^\W\d_]+(?:/\w+)?(?:[ \t]+\d+)?\r?")
_SIC = expression(r"(?:[^\"\u201d()]{0,80}[\"\u201d]|['\u2019,])?\s?[\[(]sic\b")
_ENTRY_BEFORE = expression(r"(?:^|\n)[^\S\n]*(?:(?:\* ?)?[^\s(]*[./][^\n(]*)?\((?:[^()\n]*,\s*)?\Z")
_ENTRY_AFTER = expression(r"(?:,[^()\n]*)?\):")
"""What is around the name of a function in an entry of a change log (GNU Coding Standards, 6.8.2).
"""
_STARTS = ".!?\n"
_LEADING = " \t\"'\u201c\u2018([*_#>-\u2013\u2014"
_EDGES = ".,;:!?()[]*_" + _QUOTES
_LOOK_BACK = 40
_STATEMENT_REACH = 80


def is_code_chunk(chunk: str) -> bool:
    """Whether a run without white space holds what prose does not.

    >>> [is_code_chunk(chunk) for chunk in ("fooBar", "a/b", "x.y", "teh,", "O'Leery")]
    [True, True, True, False, False]
    """
    return _CODE_IN_CHUNK.search(chunk) is not None


def protected_spans(text: str) -> tuple[list[int], list[int]]:
    """Starts and ends of code between backticks, TeX between dollar signs, and tags."""
    if "`" not in text and "$" not in text and "<" not in text:
        return [], []
    found = [match.span() for match in _SPANS.finditer(text)]
    return [start for start, _ in found], [end for _, end in found]


def without_spans(text: str) -> str:
    """A text with a space for each of those.

    >>> without_spans("the set $A$ of `b`")
    'the set   of  '
    """
    return _SPANS.sub(" ", text)


def is_inside(spans: tuple[list[int], list[int]], at: int) -> bool:
    starts, ends = spans
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < ends[index]


def chunk_around(text: str, start: int, end: int) -> str:
    """The run without white space that holds a word; what is far off is not looked at."""
    low, high = start, end
    while low > max(0, start - 60) and not text[low - 1].isspace():
        low -= 1
    while high < min(len(text), end + 60) and not text[high].isspace():
        high += 1
    return text[low:high]


def guard(text: str, start: int, end: int) -> str:
    """What touches a word and speaks against its being a plain word of prose; "" if nothing does.

    >>> guard("call recieve(x)", 5, 12), guard("to recieve it", 3, 10)
    ('half of a hyphenated word, or a call', '')
    """
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before in ")\\@" or after in "(\\@":
        return "half of a hyphenated word, or a call"
    if "-" in (before, after) and not _is_plain_compound(text, start, end):
        return "half of a hyphenated word, or a call"
    if before in _QUOTES and after in _QUOTES:
        return "a word that is quoted"
    if before in "'\"\u2019" and start > 1 and text[start - 2].isalnum():
        return "part of a longer word"  # ma'am, "o"ptions
    if after in "'\u2019" and (text[end - 2 : end] == "in" or text[end + 1 : end + 2].isalnum()):
        return "a spoken form, or part of a longer word"  # doin'
    if (before == "*" and text[max(0, start - 4) : start].rstrip("*")[-1:].isalnum()) or (
        after == "*" and text[end : end + 4].lstrip("*")[:1].isalnum()
    ):
        return "part of a word with markup in it"
    if (before in ">\n" and _CUT_BEFORE.search(text, max(0, start - 60), start)) or (
        after in "<\n" and _CUT_AFTER.match(text, end)
    ):
        return "part of a word with markup in it"
    if before == "*" != after and _POINTER.search(text, max(0, start - 4), start):
        return "what a pointer leads to"
    if before.isspace() and _BROKEN_LINE.search(text, max(0, start - 20), start):
        return "half of a word that is broken across lines"
    if _is_half(text, start, end):
        return "half of a word that is broken across lines"
    if after == "." and text[end + 1 : end + 2] == " " and text[end + 2 : end + 3].islower():
        return "an abbreviation"
    if is_defined(text, start, end):
        return "a name that is defined"
    if before == " " and _ARGUMENT.search(text, max(0, start - 4), start):
        return "the argument of an option"
    if (
        text[max(0, start - 2) : start] == ": "
        and after in "\r\n ,"
        and (not text[end : end + 20].split("\n")[0].strip())
    ):
        return "the value of a field"
    if text[end : end + 2] == ".*":
        return "a pattern of names of files"
    if _OPERATOR_AFTER.match(text, end) and not _TAG.match(text, end + (after == " ")):
        return "an operand"
    if _OPERATOR_BEFORE.search(text, max(0, start - 3), start):
        at = start - (before == " ")
        if not _TAG_BEFORE.search(text, max(0, at - 80), at):
            return "an operand"
    if _OF_TYPE.match(text, end) and _DECLARED.search(text, max(0, start - 10), start):
        return "a name that is declared"  # int indx;
    if after == ";" and (end + 1 == len(text) or text[end + 1] in "\r\n"):
        return "the end of a statement"
    if _ENTRY_AFTER.match(text, end) and _ENTRY_BEFORE.search(
        text, max(0, start - _STATEMENT_REACH), start
    ):
        return "a function that an entry of a change log names"
    if _is_listed(text, start, end):
        return "an entry of a list of words"
    if _SIC.match(text, end):
        return "marked as meant (sic)"
    if _LETTER_AFTER.match(text, end):
        return "followed by a stray letter"  # woul d
    return "code, an address or markup" if is_code_chunk(_core(text, start, end)) else ""


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether a word is all of its line but for a number, and so is what is above and below it.

    >>> _is_listed("agre 3\\nagree 70\\nagri 2", 7, 12), _is_listed("agree\\nand agri", 0, 5)
    (True, False)
    """
    if start and text[start - 1] != "\n":
        return False
    low = text.rfind("\n", 0, max(0, start - 1)) + 1
    around = text[low : end + 2 * _LOOK_BACK].split("\n")[: 3 if start else 2]
    return len(around) > 1 and all(map(_LISTED_WORD.fullmatch, around))


def is_defined(text: str, start: int, end: int) -> bool:
    """Whether a word in small letters is what a line says something of.

    >>> is_defined("noteon   -- sends a note", 0, 6), is_defined("Noteon: sends a note", 0, 6)
    (True, False)
    """
    return (
        text[start].islower()
        and _DEFINES.match(text, end) is not None
        and _DEFINED.search(text, max(0, start - 20), start) is not None
    )


def _is_half(text: str, start: int, end: int) -> bool:
    """Whether a word and its neighbour on another line are a known word, in which no hyphen was
    put where it was broken.

    >>> _is_half("based on his sugges\\ntion", 13, 19), _is_half("his sugges\\nthat", 4, 10)
    (True, False)
    """
    word = text[start:end].lower()
    after = _LINE_AFTER.match(text, end)
    before = _LINE_BEFORE.search(text, max(0, start - _LOOK_BACK), start)
    return bool(
        (after and lists.known(word + after[1]))
        or (before and lists.known(before[1].lower() + word))
    )


def _is_plain_compound(text: str, start: int, end: int) -> bool:
    """Whether a word is part of words with hyphens between, all others of which are known."""
    low, high = start, end
    while low > max(0, start - 40) and (text[low - 1].isalpha() or text[low - 1] == "-"):
        low -= 1
    while high < min(len(text), end + 40) and (text[high].isalpha() or text[high] == "-"):
        high += 1
    if text[low - 1 : low] == "*" == text[high : high + 1]:
        return False  # *new-window-name*, as Lisp has it
    others = text[low:start].split("-")[:-1] + text[end:high].split("-")[1:]
    return all(o.isascii() and lists.zipf(o.lower()) >= 3 for o in others)


def _core(text: str, start: int, end: int) -> str:
    """The run without white space that holds a word, without what only marks it up: tags around it,
    a link that it is the text of, brackets and marks of emphasis."""
    low, high = start, end
    while low > max(0, start - 60) and not text[low - 1].isspace():
        if text[low - 1] == ">" and _TAG_BEFORE.search(text, max(0, low - 60), low):
            break
        low -= 1
    while high < min(len(text), end + 60) and not text[high].isspace():
        if text[high] == "<" and _TAG.match(text, high):
            break
        high += 1
    link = text.find("](", end, high)
    return text[low : high if link < 0 else link].strip("[]*_~\"'")


def is_in_statement(text: str, start: int, end: int) -> bool:
    """Whether a word is all that follows a keyword at the beginning of a line, or what a loop
    names.

    >>> is_in_statement("import networkx as nx", 7, 15), is_in_statement("import othre cars", 7, 12)
    (True, False)
    >>> is_in_statement("for strat in found:", 4, 9)
    True
    """
    if _LOOP_REST.match(text, end) and _LOOP.search(text, max(0, start - _STATEMENT_REACH), start):
        return True
    if _STATEMENT_REST.match(text, end) is None:
        return False
    return _STATEMENT.search(text, max(0, start - _STATEMENT_REACH), start) is not None


def is_translation(text: str, at: int) -> bool:
    """Whether a place is in the translation of an entry of gettext, which is in any language.

    >>> entry = 'msgid "more"\\nmsgstr "Aktion"'
    >>> is_translation(entry, 8), is_translation(entry, 24)
    (False, True)
    """
    if "msgstr" not in text:
        return False
    keys = _KEY_OF_ENTRY.findall(text, max(0, at - FAR), at)
    return bool(keys) and keys[-1] == "str"


def is_amid_strangers(text: str, start: int, end: int) -> bool:
    """Whether two of the two words on either side are none of English, one by its letters: what
    stands between is of their language.

    >>> is_amid_strangers("Usu\xe1rios e grupos do sistema", 11, 17)
    True
    """
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    before = text[max(low, start - 2 * _LOOK_BACK) : start].split()[-2:]
    after = text[end : min(len(text) if high < 0 else high, end + 2 * _LOOK_BACK)].split()[:2]
    words = [word.strip(_EDGES) for word in before + after]
    strangers = [word for word in words if _is_strange(word)]
    return len(strangers) > 1 and not "".join(strangers).isascii()


def _is_strange(word: str) -> bool:
    plain = word.replace("\u2019", "'")
    if not plain.replace("'", "").isalpha() or len(word) < 2:
        return False
    is_name = word[0].isupper() and word[1:].islower() and word.isascii()
    return not is_name and not lists.known(plain.lower())


def starts_sentence(text: str, start: int) -> bool:
    """Whether a word stands first in a sentence, a line, a list item or a quotation."""
    at = start - 1
    least = max(-1, start - _LOOK_BACK)
    while at > least and text[at] in _LEADING:
        at -= 1
    if at < 0 or text[at] in _STARTS:
        return at < 0 or text[at] != "." or not _TITLE.search(text, max(0, at - 8), at + 1)
    return False
