"""Words that are known and yet wrong beside others: a closed list of pairs.

The kernel names the places where two words of a pair stand side by side.

    TYP404  dont                                    don't
            you wont, we cant, im going, i think    you won't, we can't, I'm going, I think
    TYP405  could of been                           could have been
    TYP406  more then a week                        more than a week
    TYP407  its a pity, its possible to             it's a pity, it's possible to
            in it's place, it's order is            in its place, its order is
"""

from __future__ import annotations

import re
from itertools import product

from ... import lexicon as lists
from ...expressions import expression

Change = tuple[int, int, str]
Pair = tuple[str, str]

_PERSONS = "i you he she it we they this that who there".split()
_IM = "going not a the so sure trying looking using getting having sorry glad happy afraid".split()
_I = "am think want know need don't didn't can't hope guess wish suppose believe wonder".split()
_MODAL = "could should would might must".split()
_COMPARED = (
    "more less fewer rather other better worse greater higher lower larger smaller bigger faster "
    "slower longer shorter older younger easier harder stronger weaker"
).split()
_IS = "a an the been not because".split()
_CLAUSE = (
    "possible impossible necessary unnecessary important likely unlikely recommended preferred "
    "advisable preferable worth now also"
).split()
_IS_CLAUSE = expression(
    r"(?: now| also)?(?: not)? (?:(?:im)?possible|(?:un)?necessary|important|(?:un)?likely"
    r"|recommended|prefer(?:red|able)|advisable) (?:to|that|for)\b"
    r"|(?: now| also)? worth [a-z]+ing\b"
)
_PREPOSITIONS = (
    "of in with by from to into on through within under for at without via over about upon"
).split()
_IT_IS = expression(r"[Ii]t['\u2019]s(?=[ \n]+([a-z]+)(?:[ \n]+([a-z]+))?)")
_LAST_WORD = expression(r"([A-Za-z]+)[ \n]+\Z")
_GOES_ON = frozenset(
    "a an the not been being all just only so too also still always never now going like very that "
    "this what in on at more less as no".split()
)
"""What follows `it is` after a clause that ends with a preposition: what it is made of it's not."""
_FINITE = frozenset(
    "should can cannot could may might must will would is are was were has have had does do".split()
)
"""Verbs that need a subject before them."""
_PARTICIPLE = expression(
    r" (?:been|done|had|gone|known|seen|taken|made|said|got|come|given|written|told|found|kept"
    r"|become|thought|[a-z]{3,}ed)\b"
)
_COMPARED_WITH = expression(
    r" (?:an?|the|that|this|these|those|any|one|two|three|half|just|what|[0-9]+|usual|expected)\b"
)

_CONDITION = expression(r"\b(?:if|when(?:ever)?|once|unless)\b[^.;:!?]*\Z", re.I)
"""What a clause with `then` follows: if it takes longer then this should be increased."""
_THAN = expression(r"\bthan\b[^.;:!?]*\Z", re.IGNORECASE)

_APOSTROPHE: dict[Pair, str] = {
    **dict.fromkeys(product(_PERSONS, ["cant"]), "can't"),
    **dict.fromkeys(product(_PERSONS, ["wont"]), "won't"),
}
_FIRST: dict[Pair, str] = {
    **dict.fromkeys(product(["im"], _IM), "I'm"),
    **dict.fromkeys(product(["i"], _I), "I"),
    **dict.fromkeys(product(["its"], _IS), "it's"),
    **dict.fromkeys(product(["its"], _CLAUSE), "it's"),
}
LOST = {
    whole.replace("'", ""): whole
    for whole in (
        "don't doesn't didn't isn't wasn't aren't weren't haven't hasn't hadn't couldn't wouldn't "
        "shouldn't mustn't needn't i've you're you've you'll they're they've they'll we've that's "
        "there's who's"
    ).split()
}
"""Words that are none without their apostrophe."""
_OF = frozenset(product(_MODAL, ["of"]))
_THEN = frozenset(product(_COMPARED, ["then"]))
PAIRS: tuple[Pair, ...] = (
    *((word, "") for word in (*LOST, "it's")), *_APOSTROPHE, *_FIRST, *_OF, *_THEN
)  # fmt: skip
_SMALL = expression("[a-z]+")
_LAST_OF_LINE = expression("([A-Za-z]+) \\Z")
_REMARKS = ("rem", "dnl")
"""What a comment may begin with, so that it is not seen."""
_ONE = expression(r"[A-Za-z]+(?![\w'\u2019-])")
_TWO = expression(r"([A-Za-z'\u2019]+)([ \n])([A-Za-z'\u2019]+)")


def phrase_at(text: str, at: int) -> tuple[str, Change] | None:
    """The rule and the change of the pair that begins at an offset.

    >>> phrase_at("It could of been worse.", 3)
    ('TYP405', (9, 11, 'have'))
    >>> phrase_at("You must of course go.", 4) is None
    True
    """
    is_it = _IT_IS.match(text, at)
    if is_it:
        return ("TYP407", (at, is_it.end(), text[at] + "ts")) if _is_its(text, is_it) else None
    whole = _ONE.match(text, at)
    if whole and (new := LOST.get(whole[0].lower())) and not whole[0][1:].isupper():
        is_capital = whole[0][0].isupper() or new == "i've"
        return "TYP404", (
            *whole.span(),
            _quoted(text, at, new[0].upper() + new[1:] if is_capital else new),
        )
    match = _TWO.match(text, at)
    if match is None:
        return None
    first, second = (match[k].lower().replace("\u2019", "'") for k in (1, 3))
    pair = first, second
    if not match[3].islower() or text[match.end() : match.end() + 1] in tuple("-'_(."):
        return None
    if pair in _APOSTROPHE:
        return "TYP404", (*match.span(3), _quoted(text, at, _APOSTROPHE[pair]))
    if pair in _OF and _PARTICIPLE.match(text, match.end()):
        return "TYP405", (*match.span(3), "have")
    if (
        pair in _THEN
        and _COMPARED_WITH.match(text, match.end())
        and (first in ("other", "rather") or not _CONDITION.search(text, max(0, at - 160), at))
        and not _THAN.search(text, max(0, at - 160), at)  # shorter than the other then the rest
    ):
        return "TYP406", (*match.span(3), "than")
    if pair[1] in _CLAUSE and not _IS_CLAUSE.match(text, match.end(1)):
        return None
    if pair not in _FIRST or not (match[1].islower() or match[1] == "Its"):  # ITS, a system
        return None
    new = _FIRST[pair]
    if match[1][0].isupper():
        new = new.capitalize()
    rule = "TYP407" if first == "its" else "TYP404"
    return rule, (*match.span(1), _quoted(text, at, new))


def _is_its(text: str, match: re.Match[str]) -> bool:
    """Whether `it's` can be no clause: after a preposition or a verb that has `its` after it more
    often than `it`, or before the subject of a verb."""
    following, verb = match.groups()
    before = _LAST_WORD.search(text, max(0, match.start() - 24), match.start())
    last = before[1].lower() if before else ""
    if following == "own":
        return True
    if last in _PREPOSITIONS:
        if last == "for" and not lists.bigram("the", following):
            return False  # for it's squally off there: because
        return following not in _GOES_ON
    if lists.bigram("is", following) or not lists.bigram("the", following):
        return False
    return verb in _FINITE or 0 < lists.bigram(last, "its") > lists.bigram(last, "it")


def may_be_its(text: str, at: int) -> bool:
    """Whether `it's` can be no clause in some view of a text, which may leave marks and tags out:
    not so, where the words beside it in its line speak against that.

    >>> may_be_its("and it's best\\n", 4), may_be_its("and it's best", 4)
    (False, False)
    >>> may_be_its("by it's weight\\n", 3), may_be_its("it's\\nbest", 0)
    (True, True)
    """
    following = _SMALL.match(text, at + 5)
    if text[at + 4 : at + 5] != " " or following is None or following[0] == "own":
        return True
    before = _LAST_OF_LINE.search(text, max(0, at - 24), at)
    is_told = before is not None and before[1].lower() not in (*_PREPOSITIONS, *_REMARKS)
    if not is_told and following[0] not in _GOES_ON:
        return True
    return not lists.bigram("is", following[0]) and lists.bigram("the", following[0]) > 0


def _quoted(text: str, at: int, new: str) -> str:
    """The word with the apostrophe that the text around it has."""
    return new.replace("'", "\u2019") if "\u2019" in text[max(0, at - 200) : at + 200] else new
