"""What the command is asked to do, as values that go to workers and back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ..cleaned import Cleaned
from ..edits import Edit, splice
from ..io.encoding import Encoder, Format
from ..io.utf8 import Store
from ..pipeline import Pipeline
from ..streaming import Range
from .kinds import is_code

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from ..io.output import Output
    from ..io.packed import Packer
    from ..io.swap import Swap
    from ..records.rows import Piece

    Sink = Output | Swap | Packer

PACKED = (".gz", ".bz2", ".xz", ".zst")


class Made(NamedTuple):
    """What came of a range that changes: its new bytes, and how often each rule acted."""

    data: bytes
    counts: Mapping[str, int]
    characters: Mapping[str, int]  # that each rule took away


class Choice(NamedTuple):
    """Which pipelines are for files that match; their numbers."""

    globs: tuple[str, ...]  # none: all files
    prose: int
    code: int


class Task(NamedTuple):
    """What is asked for, the same for each input."""

    pipeline: Pipeline
    write: str = "stdout"  # or "in-place", "output", "none"
    suffix: str = ""
    output: str = ""
    report: str = ""  # as in `reports`
    encoding: str | None = None
    to: str | None = None
    errors: str = "strict"
    binary: bool = False
    by_line: bool = False
    asks: bool = False  # about each edit
    live: bool = False  # whether somebody may wait for what is written
    color: bool = False
    seen: bool = False  # whether reports go to a terminal
    config: str = ""  # the file that the pipeline was read from
    counts: bool = True  # whether it will be asked how often each rule acted
    fields: tuple[str, ...] = ()  # of records
    format: str = ""  # of records; "" is by name and content
    comments: str = ""  # "comments" or "strings" of source are texts, too
    pipelines: tuple[Pipeline, ...] = ()
    choices: tuple[Choice, ...] = ()
    root: str = ""  # the folder that globs are about
    number: int = 0  # of the pipeline in `pipelines`

    def of(self, path: str) -> "Task":
        """The task for a file of that name."""
        for globs, prose, code in self.choices:
            if not globs or _matches(globs, self.root, path):
                is_data = is_code(plain_name(path)) and not (self.fields or self.comments)
                number = code if is_data else prose
                return self._replace(pipeline=self.pipelines[number], number=number)
        return self

    def numbered(self, number: int) -> "Task":
        """The task with the pipeline of that number."""
        pipeline = self.pipelines[number] if self.pipelines else self.pipeline
        return self._replace(pipeline=pipeline, number=number)


def plain_name(path: str) -> str:
    """A name without the end that says how the file is compressed."""
    for end in PACKED:
        path = path.removesuffix(end)
    return path


def _matches(globs: tuple[str, ...], root: str, path: str) -> bool:
    from os.path import abspath, basename, relpath

    inside = relpath(abspath(path), root) if root else path
    return _spec(globs).match_file(basename(path) if inside.startswith("..") else inside)


@cache
def _spec(globs: tuple[str, ...]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(globs)


class Outcome(NamedTuple):
    """What came of one input."""

    changed: bool
    counts: Mapping[str, int]
    notices: tuple[str, ...] = ()
    characters: Mapping[str, int] = {}
    is_binary: bool = False  # and so left as it is
    hints: tuple[str, ...] = ()  # for whoever named this very file


class Attempt(NamedTuple):
    """What came of one input, or None and why."""

    outcome: Outcome | None
    problem: str = ""


class Tally:
    """Edits and the characters that went, by rule."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.characters: Counter[str] = Counter()

    def add(self, edits: Iterable[Edit]) -> None:
        """Count some edits."""
        for start, end, _, rules in edits:
            for rule in rules:
                self.counts[rule] += 1
                self.characters[rule] += end - start


class Runner(Protocol):
    """Where the cleaning is done: in this process or in several; order is kept."""

    def texts(self, task: Task, items: "Iterable[str | Piece]") -> Iterator[Cleaned]:
        """Each item cleaned."""

    def ranges(
        self, task: Task, store: Store, ranges: Iterable[Range]
    ) -> Iterator[tuple[Range, Made | None]]:
        """Each range of a text with what came of it, None when it stays."""


def text_of(item: "str | Piece") -> str:
    """The text of an item."""
    return item if isinstance(item, str) else item.text


def edits_of(task: Task, item: "str | Piece") -> Sequence[Edit]:
    """The edits that clean a text, or the wanted fields of rows."""
    run = task.pipeline.plan.run
    if isinstance(item, str):
        return run(item)
    found = item.rows.edits(item.text, run, item.first)
    if not (task.comments and item.rows.name and item.rows.kind == task.comments):
        return found
    around = [task.pipelines[code] for _, prose, code in task.choices if prose == task.number]
    code = around[0].plan.run(item.text) if around else ()
    own = (e for e in found if not any(e.start <= c.end and c.start <= e.end for c in code))
    return sorted((*code, *own), key=lambda edit: edit[:2])


def made(task: Task, text: str) -> Made | None:
    """What `task` makes of a text, None when that stays."""
    plan = task.pipeline.plan
    tally = Tally()
    if task.counts:
        edits = plan.run(text)
        if not edits:
            return None
        tally.add(edits)
        new = splice(text, edits)
    else:
        new = plan.clean(text)
        if new is text:
            return None
    return Made(Encoder(Format("utf-8")).encode(new), tally.counts, tally.characters)


class Here:
    """The work is done in this process."""

    def texts(self, task: Task, items: "Iterable[str | Piece]") -> Iterator[Cleaned]:
        """Each item cleaned."""
        for item in items:
            text, edits = text_of(item), edits_of(task, item)
            yield Cleaned(splice(text, edits), edits, text)

    def ranges(
        self, task: Task, store: Store, ranges: Iterable[Range]
    ) -> Iterator[tuple[Range, Made | None]]:
        """Each range of a text with what came of it, None when it stays."""
        for part in ranges:
            yield part, None if part.is_quiet else made(task, store.text(part.start, part.end))


HERE = Here()
