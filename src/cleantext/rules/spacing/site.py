"""One place where a sentence may end: what stands there, and whether two words are parted there."""

from __future__ import annotations

import re
from functools import cached_property

from ...expressions import expression
from .evidence import THRESHOLD, score
from .local import NO_END, Passage
from .words import (
    LETTER,
    is_abbreviation,
    is_title,
    listed,
    technical_talk,
    word_after,
    word_before,
)

_CONTRACTED = expression(rf"({LETTER}{{1,5}})['\u2019]({LETTER}{{2,}})")
_CAMEL = expression(r"[A-Z]+[a-z]+[A-Z]|[A-Z]{2,}[a-z]|[a-z][A-Z]")
# Given names and particles as much as openers: after an initial they go on with the name.
_NAME_PARTS = frozenset(
    "will may art can an van de la le el al da di du von der den do ten".split()
)
# Openers that also stand second in a two-part name (`Product.One`).
_SECOND_PARTS = frozenset(
    "one two three four five six seven eight nine ten today tomorrow either any both next last "
    "first second third right ok okay note see using given based half plus look wait thank hello "
    "hi via per est like near just now here other others more less well sure even most all upon "
    "do on over me us my in at no is so to be it go up out off".split()
)
_FORMS_OF_ADDRESS = frozenset("mr mrs ms dr prof rev hon mme mlle sr sra".split())
_MONTHS = frozenset(
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
_TO = frozenset(("to", "the", "a", "for", "into", "with", "and"))
OFTEN = 2
_NAME_MARGIN = 0.5
"""More evidence is asked for when both words have a capital: such names are legion."""
_SURE_MARGIN = 4.0
"""A function word before a small word: not much can be said against it."""
_PLAIN_BONUS, _PLAIN_NAME_BONUS, _ACCENT_BONUS = 3.0, 3.0, 2.0
"""How much less is asked for in plain prose, and of words that no program would name so."""


def _stem(word: str) -> str:
    """A word without what follows its apostrophe, or without the apostrophe when that is short."""
    if "'" not in word and "\u2019" not in word:
        return word
    last = re.split("['\u2019]", word)[-1]
    return last if len(last) > 2 else word.replace("'", "").replace("\u2019", "")


class Site:
    """One place where a sentence may end, with the words and marks around it."""

    def __init__(
        self,
        line: Passage,
        first: int,
        marks: str,
        closers: str,
        openers: str,
        right_at: int,
        right: str,
        token: str,
    ) -> None:
        text = line.text
        self.line, self.first, self.marks = line, first, marks
        self.closers, self.openers, self.token = closers, openers, token
        self.right_at = right_at
        self.insert_at = first + len(marks) + len(closers)
        self.right = right
        self.right_end = right_at + len(right)
        left = word_before(text, first)
        self.left, self.left_at = _stem(left), first - len(left)
        self.next = text[self.right_end : self.right_end + 1] or " "
        after = text[self.right_end + 1 : self.right_end + 2]
        contracted = _CONTRACTED.match(right)
        base = contracted[2] if contracted and contracted[2][0].isupper() else right
        self.title = is_title(base) or bool(contracted and is_title(right))
        gap = 1 if self.next == " " else 2 if self.next == "," and after == " " else 0
        self.follow = word_after(text, self.right_end + gap) if gap else ""
        follows = text[self.right_end + gap : self.right_end + gap + 1] if gap else ""
        self.is_followed = (
            bool(self.follow)
            or follows.isdigit()
            or follows in tuple('\u201c"\u2018$\u20ac\u00a3(<`')
            # An article goes on in the next line, if in none that is seen.
            or (len(right) > 1 and right.lower() in NO_END and not text[self.right_end :].strip())
        )
        self.ends_well = self.next in " ,'\u2019:;!?.-\u2013\u2014\"\u201d)" and not (
            self.next == "." and after.isalnum()
        )

    @cached_property
    def opener(self) -> bool:
        """Whether the right word is one that sentences begin with."""
        return self.line.opens_clause(self.right)

    def is_between_words(self) -> bool:
        left, right, line = self.left, self.right, self.line
        low = left.lower()
        if self.left_at and line.text[self.left_at - 1].isdigit():
            return low in listed("unit") and self._after_unit()
        if len(left) == 1:
            return self._after_initial()
        if is_abbreviation(low) and not (
            self.opener and low not in listed("title") and self.is_followed and len(right) > 1
        ):
            return low in _FORMS_OF_ADDRESS and self._is_person()
        if self.marks[0] in "!?":
            return self._after_shout()
        if line.view.profile.text.count(f"{left}.{right}") > OFTEN:
            return False  # what is written so again and again is a name
        goes_on = self.opener and self.is_followed
        if right.lower() in listed("extension") and not (goes_on or self.follow in _TO):
            return False
        if right in listed("acronym") and not self.opener:
            return False
        if line.habits.endings[right] > 1 and not goes_on:
            return False
        if len(right) == 1 and not self._may_stand_alone():
            return False
        if not self.ends_well:
            return False
        if self.next == ":" and not line.text[self.right_end + 1 : line.line.stop].strip():
            return False  # while node.Next:
        if right.isupper() and not self.opener and self.follow in _TO:
            return False  # copy a.SAVE to b
        is_camel = _CAMEL.search(left) is not None and not left.isupper()
        if is_camel and not (self.opener and self.follow.islower()):
            return False  # TStream.Read
        if right.isupper() and line.text[self.left_at - 1 : self.left_at] in ("-", "_"):
            return False  # delete-later.README
        if left[0].isupper():
            return self._after_name()
        is_name = not self.title and not self.opener  # http.IncomingMessage, exports.ADNAME
        if low in listed("module") and (is_name or (self.opener and not self.is_followed)):
            return False
        if not self.opener and (
            line.habits.members[left] > 1
            or (self.right.isalpha() and self.follow in technical_talk())
        ):
            return False  # a module, of which members are named: math.Unit object
        threshold = THRESHOLD[line.options.mode]
        if not (left + right).isascii():  # names in programs are of plain letters
            threshold -= _ACCENT_BONUS
        if line.is_plain:
            threshold -= _PLAIN_BONUS
        if right.isupper() and self.follow.islower() and self._is_amid_prose():
            threshold -= _ACCENT_BONUS
        return score(line, self.first, self.right_at) > threshold

    def _is_person(self) -> bool:
        """`Mr.Smith`, but not `the Mr.Children tour`: no article stands before a person."""
        previous = word_before(self.line.text, self.left_at - 1) if self.left_at else ""
        return (
            is_title(self.left)
            and self.title
            and len(self.right) > 2
            and self.ends_well
            and self.line.is_prose()
            and previous.lower() not in NO_END
        )

    def _is_amid_prose(self) -> bool:
        """Whether plain prose stands before, and a known word after."""
        line = self.line
        return (
            line.is_plain
            and line.words_between(0, self.left_at) > 3
            and line.frequency(self.right) > 3.5
            and self.right.lower() not in listed("member")
        )

    def _may_stand_alone(self) -> bool:
        """Whether a word of one letter is a word here: `I`, `A`, Spanish `Y`, Russian `\u0412`."""
        if not self.opener or not self.next.isspace() or not self.is_followed:
            return False
        if self.left.isupper() and (len(self.left) < 5 or self.right != "I"):
            return False
        if self.right_end == self.line.line.stop and self.left.lower() in listed("module"):
            return False  # re.I
        goes_on = self.follow[:1].islower()
        return goes_on or (self.right == "I" and self.left.islower()) or not self.right.isascii()

    def _after_unit(self) -> bool:
        text, start = self.line.text, self.left_at
        low = max(0, start - 24)
        while start > low and (text[start - 1].isdigit() or text[start - 1] in ",.:"):
            start -= 1
        clean = not start or text[start - 1].isspace() or text[start - 1] in '($\u20ac\u00a3"\u201c'
        return clean and self.opener and self.title and self.ends_well and self.is_followed

    def _after_initial(self) -> bool:
        previous = word_before(self.line.text, self.left_at - 1) if self.left_at else ""
        return (
            self.opener
            and self.title
            and len(self.right) > 1
            and self.left.isupper()
            and self.follow.islower()
            and previous.islower()
            and len(previous) > 1
            and self.right.lower() not in _NAME_PARTS
        )

    def _after_shout(self) -> bool:
        left, right, line = self.left, self.right, self.line
        if right in listed("acronym") and not self.opener:
            return False
        if left[0].isupper() and not left.isupper() and not self.opener:
            return (
                self.title
                and bool(self.follow)
                and line.frequency(left) > 4
                and line.frequency(right) > 3.5
            )
        if self.opener:
            return True
        if right.isupper() and len(right) > 1:  # shouted on
            return self.ends_well and left.islower() and line.is_word(left)
        return self.ends_well and self.title and (line.is_word(right) or line.is_word(left))

    def _after_name(self) -> bool:
        """`Germany.The`: a capital before the mark, so that a name in two parts is likely."""
        left, right, line = self.left, self.right, self.line
        low = left.lower()
        if not self.title:
            return False
        is_space = low in listed("namespace") or low in listed("module")
        text, end = line.text, self.right_end
        goes_on = (
            self.follow.islower()
            or self.next in ",'\u2019"
            or (text[end + 1 : end + 2].isdigit() or self.follow in _MONTHS)
        )
        is_opener = self.opener and right.lower() not in _SECOND_PARTS
        if left.isupper():
            return (is_opener and len(right) > 1 and self.is_followed and not is_space) or (
                self.follow.islower() and (len(left) > 4 if self.opener else self._is_amid_prose())
            )
        if not self.opener and line.habits.members[left] > 1:
            return False
        weight = score(line, self.first, self.right_at) - THRESHOLD[line.options.mode]
        if is_opener:
            sure = self.follow.islower() and not is_space and len(right) > 1
            return weight > (-_SURE_MARGIN if sure else -_NAME_MARGIN)
        if line.is_technical or is_space:
            return False
        if line.lang not in ("", "en") and line.is_word(right) and len(left) > 2:
            return weight > 2 * _NAME_MARGIN
        if line.is_plain and len(left) > 2 and line.words_between(0, self.left_at) > 3:
            return weight > -_PLAIN_NAME_BONUS
        if not goes_on:
            return False
        if self.opener:
            return weight > 0
        return len(left) > 2 and line.words_between(0, self.left_at) > 3 and weight > _NAME_MARGIN
