"""Where a word is left alone whatever it looks like: code, addresses, markup, names, quotations."""

from __future__ import annotations

import re
from bisect import bisect_right

from ... import lexicon as lists
from .words import FAR

_CODE_IN_CHUNK = re.compile(r"[\d_/\\@#$&{}<>=%~^+|`\[\]]|\.\w|\w:\w|[a-z][A-Z]|^!")
"""What makes a run without white space an identifier, a path, an address, a formula or markup."""

_SPANS = re.compile(
    r"`[^`\n]*(?:`|$)"  # code between backticks, or after an odd one
    r"|\$[^$\n]*\$"  # TeX between dollar signs
    r"|<[A-Za-z/!][^<>\n]*>",  # a tag
    re.MULTILINE,
)

_QUOTES = "\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a"
_BROKEN_LINE = re.compile(r"[^\W\d_]-[ \t]*\n[ \t]*$")
_OPERATOR_BEFORE = re.compile(r"(?:[=<>|!\u2192]|&&)\s?\Z")
_OPERATOR_AFTER = re.compile(r"\s?(?:[=<>|\u2192]|!=|&&|->)")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
_TAG_BEFORE = re.compile(r"<[^<>\n]*>\Z")
_BLOCK = r"(?!/?(?:br|p|li|t[dhr]|h[1-6r]|d[dt]|div|para|title|term|entry)\b)"
_CUT_BEFORE = re.compile(rf"[^\W_](?:<{_BLOCK}[^<>\n]*>|\n(?:\\[a-z_]+(?: [a-z]+)?\n)+)\Z")
_CUT_AFTER = re.compile(rf"(?:<{_BLOCK}[^<>\n]*>|\n(?:\\[a-z_]+(?: [a-z]+)?\n)+)[^\W_]")
"""What marks up a part of a word: a tag, a sequence of POD, lines of LyX."""
_LETTER_AFTER = re.compile(r" [b-hj-z](?![\w'\u2019.)])")
_DECLARED = re.compile(
    r"\b(?:int|char|void|bool|float|double|long|unsigned|signed|struct|const|var|let|def|fn|func"
    r"|return|static|import|from|class|enum|type)\s\Z"
)
_STATEMENT = re.compile(
    r"(?:^|\n)[^\S\n]*(?:from[ \t]+\S+[ \t]+import|import|from|return|raise|yield|del)[ \t]+\Z"
)
_KEY_OF_ENTRY = re.compile(r"^(?:#~ ?)?msg(id|str)\b", re.MULTILINE)
_LOOP = re.compile(r"(?:^|\n)[^\S\n]*(?:async )?for[ \t]+\Z")
_LOOP_REST = re.compile(r"(?:,[ \t]*\w+)*[ \t]+in\b[^\n]*:[^\S\n]*(?:\Z|\n|#)")
_STATEMENT_REST = re.compile(r"[^\S\n]*(?:\Z|\n|#|(?:as|import)\b)")
_DEFINED = re.compile(r"(?:^|\n)(?:=\w+ )?[\s#*\-/;.]*\Z")
_DEFINES = re.compile(":| (?:-|--|\u2013|\u2014) ")
_TITLE = re.compile(
    r"\b(?:[A-Za-z]|mr|mrs|ms|dr|st|prof|sr|jr|rev|gen|col|capt|lt|sgt|messrs|mme|vs|no|vol|fig|hon"
    r"|gov|sen|rep|pres|maj|cpl|mt|ft|op|cf|ed|eds|al|approx|dept|inc|ltd|co|corp|etc)\.\Z",
    re.I,
)
_SIC = re.compile(r"[\"'\u2019\u201d,]?\s?[\[(]sic\b")
_STARTS = ".!?\n"
_LEADING = " \t\"'\u201c\u2018([*_#>-\u2013\u2014"
_LOOK_BACK = 40
FEW_CAPITALS = 4
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
    if before in "'\u2019" and start > 1 and text[start - 2].isalnum():
        return "part of a longer word"
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
    if before.isspace() and _BROKEN_LINE.search(text, max(0, start - 20), start):
        return "half of a word that is broken across lines"
    if after == "." and text[end + 1 : end + 2] == " " and text[end + 2 : end + 3].islower():
        return "an abbreviation"
    if (
        text[start].islower()
        and _DEFINES.match(text, end)
        and _DEFINED.search(text, max(0, start - 20), start)
    ):
        return "a name that is defined"
    if (
        text[max(0, start - 2) : start] == ": "
        and after in "\r\n ,"
        and (not text[end : end + 20].split("\n")[0].strip())
    ):
        return "the value of a field"
    if _OPERATOR_AFTER.match(text, end) and not _TAG.match(text, end + (after == " ")):
        return "an operand"
    if _OPERATOR_BEFORE.search(text, max(0, start - 3), start):
        at = start - (before == " ")
        if not _TAG_BEFORE.search(text, max(0, at - 80), at):
            return "an operand"
    if after in ",;:=)[" and _DECLARED.search(text, max(0, start - 10), start):
        return "a name that is declared"  # int indx;
    if after == ";" and (end + 1 == len(text) or text[end + 1] in "\r\n"):
        return "the end of a statement"
    if _SIC.match(text, end):
        return "marked as meant (sic)"
    if _LETTER_AFTER.match(text, end):
        return "followed by a stray letter"  # woul d
    return "code, an address or markup" if is_code_chunk(_core(text, start, end)) else ""


def _is_plain_compound(text: str, start: int, end: int) -> bool:
    """Whether a word is part of words with hyphens between, all others of which are known."""
    low, high = start, end
    while low > max(0, start - 40) and (text[low - 1].isalpha() or text[low - 1] == "-"):
        low -= 1
    while high < min(len(text), end + 40) and (text[high].isalpha() or text[high] == "-"):
        high += 1
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


def is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether a word is a few capitals with no other word in capitals beside it.

    >>> is_abbreviation("in USD to", 3, 6), is_abbreviation("ADOBE TEH BOOK", 6, 9)
    (True, False)
    """
    if end - start > FEW_CAPITALS or not text[start:end].isupper():
        return False
    beside = text[max(0, start - _LOOK_BACK) : start].split()[-1:]
    beside += text[end : end + _LOOK_BACK].split()[:1]
    return not any(word.isupper() and len(word) > 1 for word in beside)


def starts_sentence(text: str, start: int) -> bool:
    """Whether a word stands first in a sentence, a line, a list item or a quotation."""
    at = start - 1
    least = max(-1, start - _LOOK_BACK)
    while at > least and text[at] in _LEADING:
        at -= 1
    if at < 0 or text[at] in _STARTS:
        return at < 0 or text[at] != "." or not _TITLE.search(text, max(0, at - 8), at + 1)
    return False
