"""`--interactive`: each edit is shown, and a person says what becomes of it, as in `git add -p`."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..cleaned import Cleaned
from ..edits import Edit, splice
from ..report.color import Paint
from ..report.place import Places
from ..report.visible import visible
from .messages import tell
from .never import add_setting, add_word
from .task import Here, Task, edits_of, text_of

if TYPE_CHECKING:
    from ..records.rows import Piece

KEYS = {
    "y": "do this edit",
    "n": "leave this place as it is",
    "a": "do this and every later edit that is the same",
    "A": "do this and every later edit of the rule",
    "x": "never again: the word goes to cleantext-words.txt, else the place to protect",
    "X": "never again: the rule goes to ignore in the configuration",
    "e": "write what shall stand there instead",
    "q": "leave this and all that follows; what was said before is done",
    "?": "say this",
}
_LONGEST = 80  # characters of what can be protected


class Asker(Here):
    """Asks about every edit; what was said of a rule or word holds for all files of a run."""

    file = ""

    def __init__(self, paint: Paint) -> None:
        self._paint = paint
        self._rules: dict[str, bool] = {}
        self._same: dict[tuple[str, str, tuple[str, ...]], bool] = {}
        self._has_ended = False

    def texts(self, task: Task, items: "Iterable[str | Piece]") -> Iterator[Cleaned]:
        """Each item with those edits that were accepted."""
        place = (1, 1)
        for item in items:
            text = text_of(item)
            edits = () if self._has_ended else edits_of(task, item)
            places = Places(text, *place)
            kept = tuple(self._accepted(task, edits, places))
            yield Cleaned(splice(text, kept), kept, text)
            place = places.end()

    def _accepted(self, task: Task, edits: Sequence[Edit], places: Places) -> Iterator[Edit]:
        text = places.text
        for number, edit in enumerate(edits, 1):
            if self._has_ended:
                return
            answer = self._known(text, edit)
            if answer is None:
                _show(text, edit, places, self.file, self._paint)
                yield from self._asked(task, text, edit, f"({number}/{len(edits)})")
            elif answer:
                yield edit

    def _known(self, text: str, edit: Edit) -> bool | None:
        """What was said before, of the same edit or of its rules."""
        same = self._same.get(_key(text, edit))
        if same is not None:
            return same
        said = [self._rules.get(rule) for rule in edit.rules]
        return False if False in said else True if said and None not in said else None

    def _asked(self, task: Task, text: str, edit: Edit, count: str) -> Iterator[Edit]:
        while True:
            key = _line(f"{count} Do this edit [{','.join(KEYS)}]? ")
            if key is None:
                key = "q"
            if key in ("y", "n", "a", "A", "x", "X"):
                is_wanted = key in "yaA"
                if key in "ax":
                    self._same[_key(text, edit)] = is_wanted
                if key in "AX":
                    self._rules |= dict.fromkeys(edit.rules, is_wanted)
                if key in "xX":
                    _never(key == "X", task, text, edit)
                if is_wanted:
                    yield edit
                return
            if key == "e":
                old = text[edit.start : edit.end]
                new = _line(f"instead of {_quoted(old)} (as it is: {_quoted(edit.new)}): ")
                if new is None:
                    continue
                if not _is_text(new):
                    tell("that is no text in the encoding of this terminal\n")
                    continue
                if new != old:
                    yield edit._replace(new=new)
                return
            if key == "q":
                self._has_ended = True
                return
            tell("".join(f"{name}  {what}\n" for name, what in KEYS.items()))


def _is_text(line: str) -> bool:
    """Whether all bytes that were typed are text: as what stands for bytes no file could hold it,
    and all answers before would be lost."""
    return not any("\ud800" <= character <= "\udfff" for character in line)


def _key(text: str, edit: Edit) -> tuple[str, str, tuple[str, ...]]:
    return text[edit.start : edit.end], edit.new, edit.rules


def _quoted(text: str) -> str:
    return f'"{visible(text)}"'


def _show(text: str, edit: Edit, places: Places, file: str, paint: Paint) -> None:
    from ..report.explain import long_lines

    tell("".join(f"{line}\n" for line in long_lines([edit], places, visible(file), paint)))


def _line(prompt: str) -> str | None:
    """What a person typed, None at the end."""
    tell(prompt)
    line = sys.stdin.readline()
    if not line:
        tell("\n")
        return None
    return line.rstrip("\r\n")


def _never(is_rule: bool, task: Task, text: str, edit: Edit) -> None:
    """Write down that a rule, or this very edit, is not wanted, and say where."""
    try:
        if is_rule:
            where = [add_setting("ignore", rule, task.config) for rule in edit.rules][-1]
        elif _is_word(text, edit):
            where = add_word(text[edit.start : edit.end])
        elif token := _token(text, edit):
            where = add_setting("protect", token, task.config)
        else:
            where = ""
    except (LookupError, OSError) as error:
        tell(f"not written: {error.args[0] if isinstance(error, LookupError) else error}\n")
        return
    tell(f"written to {visible(where)}\n" if where else "for this run\n")


def _is_word(text: str, edit: Edit) -> bool:
    from ..rules import BY_ID

    old = text[edit.start : edit.end]
    asks_words = any("words" in BY_ID[rule].defaults for rule in edit.rules if rule in BY_ID)
    return asks_words and old.isalpha()


def _token(text: str, edit: Edit) -> str:
    """A pattern for the edit and what stands around it without a space; "" if that is long."""
    import re

    start, end = edit.start, edit.end
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    token = text[start:end]
    return re.escape(token) if 0 < len(token) <= _LONGEST else ""
