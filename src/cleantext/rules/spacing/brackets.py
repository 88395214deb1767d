"""Spaces around brackets: `( note )`, `word(two words)`, `[text ](address)`."""

from __future__ import annotations

from cleantext.expressions import expression
from cleantext.lexicon import known
from cleantext.profile import Register

from .local import Passage, has_unspaced
from .quoted import SUFFIXES
from .words import find_words, listed, word_after, word_before

_CODE = expression(r"[=<>{}|\\;*_]|://|(?<!\S)[\"'](?!\S)")
_TABLE = expression(r"\b[A-Z]{2,} [A-Z]{2,} [\w.]+ ?$")  # INSERT INTO houses (
_SIGNS = expression(
    r"[\"'][^\w\s\"']{1,3}[\"']"  # rules of a grammar have such among their names
    r"|[^\w\s], $|^\s*(?:\#|//|/\*)"  # `the marks ", ), >`; a comment
)
_BRACKETS = expression(r"(?i)\b(?:opening|closing|paren|bracket|delimiter)")
"""Words that tell that marks are talked of."""
_SYMBOL = expression(
    r"(?<!\w)[$@%&]\w|[A-Za-z]{2}\.[a-z]{2}|\b[a-z]\d?\s[-+/]\s|\s[-+/]\s[a-z]\d?\b"
    r"|(?<![\w.'\u2019/])[b-df-hj-np-tvx](?![\w.'\u2019/])"
)
"""What stands among arguments and in formulas, and in no remark: such letters are no words."""
_OPERATOR = expression(r"[+*/=$\u00d7] ?$|(?<![\w.'\u2019-])[b-zB-HJ-Z] ?$")
"""What stands before a bracket in a formula: a sign, a symbol."""
_EXPLAINED = expression(r"\t| {2}")
_LISTED = expression(r"\{ ?$")
_KEYS_AFTER = expression(r" [B-HJ-Z] ")
_FIELDS = 80
ACRONYM = 6
"""Capitals that are more stand for what is to be put there."""
_STATEMENT = expression(r"\s*[A-Z]{2,} [A-Z]{2,} [a-z]")
_NAMED_ARGUMENT = expression(r"\w+: [\w.]+")
_RANGE = expression(r"\d\.\.|(?<!\.)\.\. ?$")
_FIGURES = expression(r"\s*[\d.,\u2013\- %]+\s*")
_LINK = expression(r"\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)?\)")
_PREFIXES = frozenset(
    "anti auf aus auto back be bi co contra counter de des dis down ein ent ex extra fore ge her "
    "hyper il im in infra inter intra ir macro man mega meta micro mid mini mis mit mono multi "
    "neo non off on out over para pan poly post pre pro proto pseudo re self semi sub super tele "
    "the trans tri ultra un under uni up ver vice vor wo zu".split()
)
ENDINGS = frozenset("tr az fi et hu eu ka kk".split())
"""Languages that put several endings to a word (agglutinative ones)."""
_ARGUMENT = expression(r", [\"']|\w\[")
_NO_WORD = expression(r"[@\\_=<>{}`|#$~^*/&\[\].:(-]|\d")
_TRIM = '.,;:!?\u201c\u201d\u2019"'
_Change = tuple[int, int, str]


def opening(line: Passage, at: int) -> _Change | None:
    """What is wrong about the bracket that opens at `at`."""
    text = line.text
    if text[at + 1 : at + 2] == " ":
        return _inner_open(line, at)
    if at and text[at - 1].isalpha() and _is_gap_before_open(line, at):
        return at, at, " "
    return None


def closing(line: Passage, at: int) -> _Change | None:
    """What is wrong about the bracket that closes at `at`."""
    text = line.text
    if at and text[at - 1] == " ":
        return _inner_close(line, at)
    is_gap = text[at + 1 : at + 2].isalpha() and _is_gap_after_close(line, at)
    return (at + 1, at + 1, " ") if is_gap or _is_after_link(line, at) else None


def link(line: Passage, at: int) -> _Change | None:
    """`[text ](address)`, `[ text](address)`: the space within taken out; `*[`: one put in."""
    text = line.text
    close = at if text[at] == "]" else line.find_close("]", at)
    start = line.find_open("[", at) if text[at] == "]" else at
    if start < 0 or close < 0 or not _LINK.match(text, close) or text.startswith("]()", close):
        return None
    inner = text[start + 1 : close]
    if at == line.line.start + 1 and text[at - 1] == "*":  # `*[text](address)`, no emphasis
        return (at, at, " ") if "*" not in text[at : line.line.stop] else None
    if "[" in inner or "\\" in inner or not any(map(str.isalpha, inner)):
        return None
    return (at - 1, at, "") if at == close else (at + 1, at + 2, "")


def _is_after_link(line: Passage, at: int) -> bool:
    """`[text](address)(remark)`, `[text](address)word`: a link that what follows is glued to."""
    text = line.text
    start = text.rfind("](", max(0, at - 300), at)
    if start < 0 or text[start - 1 : start] == "\\":
        return False
    found = _LINK.match(text, start)
    if not found or found.end() != at + 1 or text.rfind("[", 0, start) < 0:
        return False
    if text[at + 1] == "(":
        return text[at + 2 : at + 3].isalnum() or text[at + 2 : at + 4] in ("[P", "[p")
    right = word_after(text, at + 1)
    return len(right) > 2 and line.is_function_word(right)


def _inner_open(line: Passage, at: int) -> _Change | None:
    """`( note`: the space after the bracket taken out."""
    text = line.text
    close = line.find_close(")", at)
    inner = text[at + 1 : close] if close > 0 else text[at + 1 :]
    if not _is_remark(line, inner) or (close < 0 and not _may_stay_open(line, at)):
        return None
    if word_before(text, at - 1).isupper() and _KEYS_AFTER.match(text, at + 1):
        return None  # ESC ( K, and a bracket that closes later
    if _OPERATOR.search(text, max(0, at - 3), at) or _is_meant(line, at, close):
        return None
    if text[at - 1 : at].isalpha() and text[at + 2 : at + 3] in ("'", '"'):
        return None  # print( "a string
    if not line.is_whole(at, at + 2) or _goes_on(line, at):
        return None
    if close > 0 and (
        text[close + 1 :].lstrip().startswith("{") or text[close + 1 : close + 2].isalnum()
    ):
        return None  # (gcc)Name: a node of a manual
    if text.count("( ") - text.count(" )") > 1:
        return None
    if at and not text[at - 1].isspace() and text[at - 1] not in '"\u201c\u2018\u2014-\u2013':
        word = word_before(text, at)
        if len(word) < 3 or not line.is_word(word) or text[:at].endswith("qw"):
            return None
        return (at, at + 2, " (") if _is_sentence(line, inner) else None
    return at + 1, at + 2, ""


def _may_stay_open(line: Passage, at: int) -> bool:
    """Whether a remark may go on beyond what is seen, so that no bracket is talked of: `ESC ( K`,
    `an opening ( in a column`, `a case of ( that has two`."""
    text = line.text
    left, right = word_before(text, at - 1), word_after(text, at + 2)
    if left.isupper() or text.count('"', at) % 2 or _BRACKETS.search(text):
        return False
    return line.is_function_word(right) and not line.is_function_word(left)


def _goes_on(line: Passage, at: int) -> bool:
    """Whether a sentence goes on over a bracket, so that the bracket itself is talked of."""
    left, right = word_before(line.text, at - 1), word_after(line.text, at + 2)
    return right in ("and", "or", "of", "is", "are") and line.is_function_word(left)


def _is_sentence(line: Passage, inner: str) -> bool:
    """Whether a remark has words of a sentence: arguments of a call have none."""
    return any(map(line.is_function_word, find_words(inner))) and not inner.isupper()


def _inner_close(line: Passage, at: int) -> _Change | None:
    """`note )`: the space before the bracket taken out."""
    text = line.text
    start = line.find_open("(", at)
    inner = text[start + 1 : at]
    if start < 0 or not _is_remark(line, inner):
        return None
    if not line.is_whole(at - 1, at + 1):
        return None  # it was beside an element that the view leaves out
    if text[at + 1 :].lstrip().startswith("{"):
        return None
    if _OPERATOR.search(text, max(0, start - 3), start) or _is_meant(line, start, at):
        return None
    if text[at + 1 : at + 2].isalnum() or text[at + 1 : at + 2] == ")":  # `commands with )s`
        return None
    if start and (text[start - 1].isalnum() or text[start - 1] in "_?:$<>&@#"):
        return None  # a call; or `word( so it is )`, of which the opening bracket is first
    return at - 1, at, ""


def _is_meant(line: Passage, start: int, end: int) -> bool:
    """Whether brackets are themselves talked of: quoted with what is in them, or in tags alone.

    Or part of a statement of SQL.
    """
    text = line.text
    quote = text[start - 1 : start] if start else ""
    own = text[line.line]
    if "( (" in own or ") )" in own or _LISTED.search(text, max(0, start - 3), start):
        return True  # ( ( a ) or ( b ) ), { ( a ) }
    first, rest, _ = line.view.text[line.low + start :][:_FIELDS].partition("\n")
    if rest and not (")" in first or any(map(str.isalpha, first))):
        return True  # a figure, and fields on the lines that follow
    if _TABLE.search(text, max(0, start - 80), start):
        return True
    if _STATEMENT.match(text, start + 1) and not text.isupper():
        return True  # OVER ( ORDER BY a )
    inner = text[start + 1 : end].strip() if end > 0 else ""
    is_first = not text[line.line.start : start].strip()
    if is_first and (text[start:end].strip("( ").isupper() or _EXPLAINED.match(text, end + 1)):
        return True  # ( EXPRESSION ), shown on a line of its own or beside what it means
    if inner and text[end + 1 : end + 2] in tuple("*+?"):
        return True  # what may be repeated: `item ( next )*`
    if quote in ("'", '"', "`") and end > 0 and text[end + 1 : end + 2] in ("'", '"'):
        return True
    if inner.isalpha() and f"({inner})" in text:
        return True  # both ways are shown
    is_word = len(inner) > ACRONYM and line.frequency(inner.lower()) > 0
    if is_word and inner.isupper() and not text.isupper():
        return True  # return ( EXPRESSION )
    if end > 0 and line.is_tagged(start + 2, end - 1):
        return True  # the same, in tags
    return line.is_tagged(start, start + 1) or (end > 0 and line.is_tagged(end, end + 1))


def _is_remark(line: Passage, inner: str) -> bool:
    """Whether what stands in brackets is prose or a figure."""
    if not line.is_prose() or _CODE.search(inner) or has_unspaced(inner) or "  " in inner:
        return False
    if line.habits.calls_with_spaces or _SYMBOL.search(inner) or _SIGNS.search(inner):
        return False
    if "(" in inner or ")" in inner or _RANGE.search(inner) or inner[:1] in tuple(",.;:"):
        return False  # the bracket itself is meant: `ESC ( xx`; a range: `( 1..12)`
    if word_before(inner, len(inner.rstrip())) in ("and", "or"):
        return False  # `( marks the start and ) marks the end`
    words = find_words(inner)
    if words:
        return any(line.is_word(word) or word[0].isupper() or len(word) > 2 for word in words)
    return bool(_FIGURES.fullmatch(inner)) and any(map(str.isdigit, inner))


def _is_gap_before_open(line: Passage, at: int) -> bool:
    """`word(two words)`, but never before a single word: `word(s)`, `printf(3)`, `f(x)`."""
    text, left = line.text, word_before(line.text, at)
    start = at - len(left)
    token = line.token(start)
    close = line.find_close(")", at)
    is_open = close < 0  # it closes beyond what is seen
    if token is None or len(left) < 2 or (is_open and line.line.stop < len(text)):
        return False
    if is_open and (not left.islower() or line.register != Register.PROSE):
        return False
    inner = text[at + 1 : None if is_open else close]
    parts = inner.split()[:20]
    head = token[: token.find("(")]
    if len(parts) < 2 - is_open or _NO_WORD.search(head) or "*" in inner or "?" in head:
        return False
    if "(" in inner or _CODE.search(inner) or has_unspaced(text[max(0, start - 1) :]):
        return False
    if f"{text[line.line].rstrip()}\n{{" in line.view.profile.text:
        return False  # a definition, and its body on the next line
    if _SYMBOL.search(inner) or _is_ending(line, parts[0]):
        return False
    if not is_open and _is_acronym(left, inner):
        return True
    # Arguments of a call have no small words, and may be strings.
    if inner[0] in "\"'" or _ARGUMENT.search(inner) or _NAMED_ARGUMENT.fullmatch(inner):
        return False
    is_listed = "," in inner
    if is_listed and any(len(item.strip()) == 1 for item in inner.split(",")):
        return False  # min(i, N)
    if (is_listed or line.has_code_words) and not _is_sentence(line, inner):
        return is_listed and _is_foreign_list(line, start, inner)
    if len(left) < 3:
        return False
    if ("'" in inner or inner.isupper()) and "," in inner:  # arguments of a call
        return False
    before = word_before(text, start - 1)
    if len(before) > 1 and before.isupper() and not left.isupper():  # CREATE TABLE big(a int)
        return False
    if not _may_have_remark(line, left, start, inner):
        return False
    words = [part.strip(_TRIM) for part in parts]
    good = sum(line.is_word(w) or w[:1].isupper() or w[:1].isdigit() for w in words)
    if good < 0.7 * len(words):
        return False
    if line.view.profile.text.count(left + "(") > 1:
        return False  # sizeof(float), sizeof(long double): called throughout
    common = any(line.frequency(word) > 5.3 or not word.isascii() for word in words)
    return common or (_is_plain(line, start) and not is_open)


def _is_ending(line: Passage, part: str) -> bool:
    """Whether a language that puts endings to words has one in brackets: `tuzaklar(\u0131n
    cezas\u0131)`."""
    return (
        line.lang in ENDINGS
        and part.islower()
        and len(part) < 4
        and not line.is_function_word(part)
    )


def _is_plain(line: Passage, start: int) -> bool:
    """Whether enough prose stands before, and nothing like code in the line."""
    return line.is_prose(6) and not line.has_code_words and line.words_between(0, start) > 2


def _is_foreign_list(line: Passage, start: int, inner: str) -> bool:
    """Whether what would be the arguments of a call are words of a prose that is not English."""
    words = find_words(inner)
    is_foreign = line.lang not in ("", "en") and _is_plain(line, start)
    return is_foreign and all(len(word) > 2 and not known(word.lower()) for word in words)


def _is_acronym(word: str, inner: str) -> bool:
    """Whether what stands in brackets spells a word out: `GC(garbage collection)`."""
    letters = "".join(part[0] for part in find_words(inner))
    return word.isupper() and len(word) > 1 and " " in inner and letters.upper() == word


def _may_have_remark(line: Passage, left: str, start: int, inner: str) -> bool:
    """Whether a remark in brackets may follow a word, as arguments follow a function's name."""
    if left.islower():
        if left in _PREFIXES:  # poly(vinyl chloride)
            return False
        if left in listed("module") and line.lang in ("", "en") and not inner[0].isupper():
            return False
        known = line.is_word(left) or (len(left) > 5 and line.is_prose(8))
        at = start + len(left)
        is_amid = line.words_between(0, start) > 1 or line.small_words(at, at + len(inner)) > 1
        return known and line.is_prose(5) and is_amid
    if left[1:].islower():
        return _is_plain(line, start) and not line.code_talk
    return left.isupper() and inner[0].isupper() and _is_plain(line, start)


def _is_gap_after_close(line: Passage, at: int) -> bool:
    """`(two words)word`, but not `(re)build`, `(gen)starte`, `(48)Address`."""
    text, right = line.text, word_after(line.text, at + 1)
    start = line.find_open("(", at)
    if start < 0 or (start and not text[start - 1].isspace()) or not line.is_prose():
        return False
    inner = text[start + 1 : at]
    following = text[at + 1 + len(right) : at + 2 + len(right)]
    if (
        (following and following in "(_=[/")
        or not inner.strip()
        or inner[0] == " "
        or inner.endswith("-")
    ):
        return False
    if _CODE.search(inner) or has_unspaced(text[max(0, at - 1) : at + 3]):
        return False
    if len(right) < 2 and not line.opens_clause(right):
        return False
    if " " in inner:
        return line.is_word(right)
    if len(inner) < 3 or not inner.isalpha() or not line.words_between(0, start):
        return False
    if line.frequency(inner + right) or inner.lower() in _PREFIXES or len(line.words) < 5:
        return False
    is_short = len(right) < 3 and not inner.isupper() and right.lower() in SUFFIXES
    if line.opens_clause(right) and not is_short:
        return following in (" ", ",") and (inner[0].isupper() or right.islower())
    # A name in brackets, and a word after it: not `(dis)prove`, `(fake)root`.
    return inner[0].isupper() and len(right) > 3 and line.frequency(right) > 3 and right.islower()
