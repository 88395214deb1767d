"""A space that is missing within a sentence: after a comma, semicolon or colon."""

from __future__ import annotations

from ...expressions import expression
from .local import LONE_WORDS, NO_END, Passage, has_unspaced
from .words import find_words, word_after, word_before

_EDGES = '"\u201c\u201d\u2018\u2019()\u00ab\u00bb\u201e.,;:!?'
_TECHNICAL = expression(r"://|[@\\_=<>{}`|#$~^*/&\[\]+]|\d")
_ENTITY = expression(r"&#?\w{1,31}$")
_FIGURE = expression(r"(?<![\w.,/])(?<!\s[+-])[$\u20ac\u00a3]?\d+(?:[.,]\d+)*$")
_CAMEL = expression(r"[a-z][A-Z]")
_ENDING = expression(r"[ea]?[nrt]s?|s")
_KEYED = expression(r"\w[:;]\w")
SETS = ("all", "any", "none")
"""What stands for several or no things at once, as the value of a key."""
COMMON = 4
_PARTED = expression(r"[\w)];[^\W\d_]")


def gap_after(line: Passage, at: int) -> int | None:
    """Where a space is missing after the comma, semicolon or colon at `at`."""
    text, mark = line.text, line.text[at]
    right_at = at + 1
    while right_at < len(text) and not text[right_at].isalpha() and right_at < at + 3:
        right_at += 1
    opener = text[at + 1 : right_at]
    left, right = word_before(text, at), word_after(text, right_at)
    if not right or has_unspaced(text[max(0, at - 1) : right_at + 2]):
        return None
    if mark == ";" and _ENTITY.search(text, max(0, at - 32), at):
        return None
    end = right_at + len(right)
    following, after = text[end : end + 1] or " ", text[end + 1 : end + 2] or " "
    if not opener and line.is_tagged(at - len(left), end + (following == ".")):
        return None
    if following in "(=_[:" or (
        following == "." and not (after.isspace() or after in "\u201d\"')")
    ):
        return None
    if not left:
        return at + 1 if not opener and _goes_on(line, at, right, following) else None
    token = line.token(at)
    if len(left) < 2 or token is None or any(name in token for name in line.options.exceptions):
        return None
    if token.startswith("-") and mark == ":":
        return None  # --option:value
    core = token.strip(_EDGES)
    if _TECHNICAL.search(core) or (len(right) == 1 and right.lower() not in LONE_WORDS):
        return at + 1 if not opener and _is_two_names(line, at, left, right, end) else None
    if opener:
        if opener == '"' and ("(" in core or (mark == ":" and _is_key(text, at - len(left)))):
            return None  # f(x,"of a call"), key:"value"
        opens = opener in ("\u201c", "\u201e", "\u00ab", "\xbf", "\xa1") or (
            opener == '"'
            and line.count('"', at) % 2 == 0
            and line.total('"') > line.count('"', right_at)
        )
        return at + 1 if opens and line.is_prose() else None
    if mark == "," and _is_two_names(line, at, left, right, end):
        return at + 1
    if left[0].isupper() and right[0].isupper() and _is_setting(line, left + right):
        return None
    if _CAMEL.search(left) and _CAMEL.search(right):
        return None  # BufNewFile,BufRead
    if not line.is_prose() or _is_list(line, core, mark) or _is_enclosed(token, mark, left + right):
        return None
    judge = _after_comma if mark == "," else _after_colon
    return at + 1 if judge(line, at, left, right, core, end) else None


def _goes_on(line: Passage, at: int, right: str, following: str) -> bool:
    """`(two words),which is`, `4.2,and`: no word before, but a small word of the sentence after."""
    text = line.text
    before = text[at - 1] if at else " "
    return (
        text[at] in ",;"
        and (before in ')]"\u201d*\u00bb' or _ends_in_figure(text, at))
        and right.islower()
        and len(right) > 1
        and line.is_function_word(right)
        and following == " "
        and line.is_prose(5)
        and line.words_between(0, at) > 1
        and not (before in ")]" and _is_after_call(text, at))
    )


def _ends_in_figure(text: str, at: int) -> bool:
    """Whether a figure ends there, neither one with a sign nor a part of a name: not `0x2a`."""
    return _FIGURE.search(text, max(0, at - 24), at) is not None


def _is_after_call(text: str, at: int) -> bool:
    """Whether the bracket that closes before a place was opened directly after a name."""
    start = max(text.rfind("[" if text[at - 1] == "]" else "(", max(0, at - 300), at - 1), 0)
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_([")


def _is_key(text: str, start: int) -> bool:
    """Whether a word before a colon stands first in its line, or in what a mark begins."""
    head = text[max(0, start - 80) : start].rstrip(" ")
    return not head or head[-1] in "{,([\"'"


def _is_two_names(line: Passage, at: int, left: str, right: str, end: int) -> bool:
    """`Anna Muster,Otto Meier`: full names in a row in which other commas have a space."""
    text = line.text
    previous = word_before(text, at - len(left) - 1)
    goes_on = text[end : end + 1] == " " and end < line.line.stop
    following = word_after(text, end + 1) if goes_on else ""
    names = (previous, left, right, following)
    return (
        text[at] == ","
        and all(len(name) > 1 and name[0].isupper() and name[1:].islower() for name in names)
        and ", " in text
        and not line.lists_without_spaces
    )


def _is_setting(line: Passage, words: str) -> bool:
    """`Order Deny,Allow`, `map EXPR,LIST`: a short line without small words, or placeholders."""
    own = line.text[line.line]
    is_short = len(own.split()) < 5 and not any(map(line.is_function_word, find_words(own)))
    return is_short or (words.isupper() and not own.isupper())


def _is_enclosed(token: str, mark: str, words: str) -> bool:
    """Whether a token is quoted or bracketed as a whole, as names are: `"a:B"`, `(pid,file)`."""
    if token[0] not in '"(' or token.rstrip(".,;:")[-1:] not in tuple('")'):
        return False
    return mark == ":" or words.isupper() or (token[0] == "(" and words.islower())


def _is_list(line: Passage, core: str, mark: str) -> bool:
    """Whether things are listed without spaces (`red,green,blue`), here or in the whole line."""
    if core.count(mark) > 1 or (mark != ":" and ":" in core):
        return True
    return mark == "," and line.lists_without_spaces


def _after_comma(line: Passage, at: int, left: str, right: str, core: str, end: int) -> bool:
    text = line.text
    if "(" in core.rstrip(")") and not core.startswith("("):
        return False
    small = left.islower() and right.islower()
    if small and ("-" in core or _is_compound(line, at, left, right, end)):
        return False
    non_ascii = not (left + right).isascii()
    if small and not non_ascii:
        # `allow,deny` is a setting, `allow,but` is a sentence
        near = (left, right, word_after(text, end + 1), word_before(text, at - len(left) - 1))
        ends = text.rstrip()[-1:] in tuple('.!?\u2026\u201d"')
        if not ends and not any(line.is_function_word(word) for word in near):
            return False
    if small and not (line.is_own_word(left) or line.is_own_word(right)):
        return False
    known_left, known_right = line.is_word(left), line.is_word(right)
    if known_left and known_right:
        return True
    if non_ascii:
        return len(right) > 1
    if small and line.code_talk:
        return False  # `routine,certmatch`: values
    if (known_left or known_right) and len(left) > 3 and (len(right) > 3 or known_right):
        return ", " in text or ". " in text or line.is_prose(6)
    return left[0].isupper() and right[0].isupper() and len(left) > 2 and len(right) > 2


def _is_compound(line: Passage, at: int, left: str, right: str, end: int) -> bool:
    """`a key,value hash`: two names before a noun that they tell more of, after an article."""
    text = line.text
    noun = word_after(text, end + 1) if text[end : end + 1] == " " else ""
    article = word_before(text, at - len(left) - 1).lower()
    is_any = any(map(line.is_function_word, (left, right, noun)))
    return line.code_talk > 0 and article in NO_END and noun.islower() and not is_any


def _head(line: Passage, at: int) -> str:
    """What stands before a place in its own line."""
    return line.text[line.line.start : at].strip(" -*\"'[(")


def _is_choice(line: Passage, at: int) -> bool:
    """Whether semicolons part what was chosen: several in a string, of which none has a space."""
    span = line.span(at, at + 1)
    text = line.text
    if span.kind == "quoted":
        text = text[span.start : span.end]
    return len(_PARTED.findall(text)) > 1 and "; " not in text


def _after_colon(line: Passage, at: int, left: str, right: str, core: str, end: int) -> bool:
    text, mark = line.text, line.text[at]
    if mark == ":" and (line.habits.has_glued_colons or line.habits.colon_prefixes[left] > 1):
        return False
    if left.lower() == right.lower() or not line.is_word(right) or "&" in core:
        return False
    if not (line.is_word(left) or (len(left) > 6 and line.is_prose(6))):
        return False
    if left.isupper() and right.isupper():
        return False
    is_key = left.islower() or (left.isupper() and line.habits.glued_colons > 1)
    if mark == ":" and is_key and not _head(line, at - len(left)):
        return False  # desc:A short sword, DESCRIPTION:A short sword
    if mark == ":" and (text[end : end + 1] == "-" or (len(right) < 2 and right not in "IA")):
        return False
    if mark == ":" and text[at - len(left) - 1 : at - len(left)] in ('"', "'", "[", ":"):
        return False  # a prefix or a record: "map:File", a:b:c
    if mark == ":" and right.islower() and line.lang in ("sv", "fi") and _ENDING.fullmatch(right):
        return False  # filnamn:et
    if mark == ":" and right in SETS:
        return False  # arch:all
    if (
        mark == ":"
        and len(right) > 2
        and right.islower()
        and right.isascii()
        and not line.is_own_word(right)
    ):
        return False  # user:group, within another language
    if mark == ";" and _is_choice(line, at):
        return False
    if mark == ":" and left[0].isupper() and right.islower() and len(right) < 5:
        has_ending = left.isupper() and line.lang in ("sv", "fi")  # EU:ssa, URL:er
        return line.is_function_word(right) and len(line.words) > 4 and not has_ending
    non_ascii = not (left + right).isascii()
    is_small = left.islower() and right.islower()
    is_noted = line.code_talk > 0 or line.habits.glued_colons > 1
    if is_small and is_noted and not line.is_function_word(right):
        return False  # `host:path`, `name:value`, `pass;wait`
    if non_ascii and line.lang not in ("sv", "fi"):
        return len(line.words) > 4 and not left.isupper() and "-" not in core
    plain = not line.has_code_words and line.code_talk < 2
    goes_on = word_after(text, end + 1) if text[end : end + 1] == " " else ""
    if line.is_function_word(right) and len(line.words) > 4:
        return mark == ";" or (not left.isupper() and text[end : end + 1] in tuple(" ,.!?"))
    if left.islower() and right[0].isupper() and len(left) > 2 and len(line.words) > 5:
        if text.count(right) > 1:
            return False  # misc:Depends, in the Depends line
        return not line.code_talk or line.opens_clause(right)
    if not goes_on or not plain or not line.is_word(goes_on):
        return False
    if is_small:
        rare = [word for word in (left, right) if line.frequency(word) <= COMMON]
        whole = line.view.profile.text
        return (
            not any(whole.count(word) > 1 for word in rare)  # what recurs may be a name
            and len(left) > 2
            and len(line.words) > 8
            and not _KEYED.search(text, end, end + 200)
        )
    # `Result: Nothing came of it`, but not `Re:Zero`, `Steins;Gate`
    if mark == ";" or len(left) < 3 or not right[0].isupper():
        return False
    return goes_on.islower() and line.frequency(right) > 4
