"""Gates: cheap, sound tests that a rule cannot act on a text.

A rule declares as data what must be present for it to act: a set of characters, or one class of
characters directly before another. The gates of a pipeline are compiled into one table, and one
pass of the kernel over the text answers which of them fire and where first.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from . import kernel
from .scope import Scope

Ranges = tuple[tuple[int, int], ...]
Quiet = Callable[..., bool]
Where = Callable[..., Sequence[int]]
CharSpec = str | Iterable[str | int | tuple[int, int]]


def ranges(spec: CharSpec) -> Ranges:
    """Sorted, disjoint, inclusive code-point ranges of what `spec` names.

    `spec` is a string of characters or an iterable of characters, code points and inclusive
    `(low, high)` ranges.

    >>> ranges("ba") + ranges([(0x200B, 0x200D), 0x200E])
    ((97, 98), (8203, 8206))
    """
    pairs = []
    for item in spec:
        if isinstance(item, str):
            pairs.append((ord(item), ord(item)))
        elif isinstance(item, int):
            pairs.append((item, item))
        else:
            pairs.append(item)
    out: list[tuple[int, int]] = []
    for low, high in sorted(pairs):
        if out and low <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(high, out[-1][1]))
        else:
            out.append((low, high))
    return tuple(out)


class Gate:
    """What must be present in a text for a rule to act on it.

    `chars`: any of these characters. `pairs`: a character of a first class directly before one of
    a second; a text counts as standing between two line feeds. `unless(text, **options)` looks
    closer at a paragraph at which that is so; that of a rule for whole documents at each line,
    so that it holds for a text if it does for all its lines. A gate may fire for nothing, it must
    never stay silent where its rule would act.

    >>> Gate(chars="!", pairs=[(".", "ab")]).fires("x.a"), Gate(chars="!").fires("x.a")
    (True, False)
    """

    __slots__ = ("_table", "chars", "is_always", "pairs", "quiet", "where")

    def __init__(
        self,
        chars: CharSpec = (),
        pairs: Iterable[tuple[CharSpec, CharSpec]] = (),
        unless: Quiet | None = None,
    ) -> None:
        self.chars = ranges(chars)
        classes = ((ranges(first), ranges(second)) for first, second in pairs)
        self.pairs = tuple(pair for pair in classes if all(pair))
        self.is_always = False
        self.quiet = unless
        self.where: Where | None = None
        self._table: kernel.Table | None = None

    @classmethod
    def always(cls, *, where: Where | None = None) -> "Gate":
        """The gate of a rule that may act on any text, but for the empty one.

        `where(text, **options)`, with the options of the rule, tells where the paragraphs begin in
        which it may act; it cannot in others.
        """
        gate = cls()
        gate.is_always = True
        gate.where = where
        return gate

    def fires(self, text: str, **options: Any) -> bool:
        """Whether the rule, with its options, may act on `text`."""
        may_act = text != "" if self.is_always else kernel.find(self._compiled(), text, 0) >= 0
        if not may_act or (self.quiet is not None and self.quiet(text, **options)):
            return False
        return self.where is None or bool(self.where(text, **options))

    def find(self, text: str, start: int = 0) -> int:
        """The first offset from `start` on at which this gate fires, or -1."""
        return kernel.find(self._compiled(), text, start)

    def positions(self, text: str) -> list[int]:
        """Every offset at which this gate fires; of a pair, that of the first character.

        >>> Gate(chars="!", pairs=[(".", "ab")]).positions("x.a!")
        [1, 3]
        """
        return kernel.positions(self._compiled(), text)

    def lines(self, text: str) -> list[tuple[int, int]]:
        """The bounds of the lines at which this gate fires.

        >>> Gate(chars="!").lines("ah\\noh!\\neh!")
        [(3, 6), (7, 10)]
        """
        return [unit[:2] for unit in kernel.units(self._compiled(), text, Scope.LINE, 1)]

    def units(self, text: str, scope: Scope) -> list[tuple[int, int, int]]:
        """The bounds of the lines or paragraphs at which this gate fires, all where it always
        does."""
        return kernel.units(self._compiled(), text, scope, 1, self.is_always)

    def _compiled(self) -> kernel.Table:
        if self._table is None:
            self._table = kernel.compile_table([self.parts()])
        return self._table

    def parts(self) -> kernel.Parts:
        """The declaration as plain data, as the kernels take it."""
        return self.chars, self.pairs

    def _key(self) -> tuple[object, ...]:
        return self.chars, self.pairs, self.is_always, self.quiet, self.where

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Gate) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        if self.is_always:
            return "Gate.always()"
        return f"Gate(chars={self.chars!r}, pairs={self.pairs!r})"


def merge(gates: Iterable[Gate]) -> Gate:
    """The gate that fires where any of `gates` does."""
    gates = list(gates)
    always = {gate for gate in gates if gate.is_always}
    if always:
        return always.pop() if len(always) == len(set(gates)) == 1 else Gate.always()
    quiet = {gate.quiet for gate in gates}
    unless = quiet.pop() if len(quiet) == 1 else None
    merged = Gate([part for gate in gates for part in gate.chars], unless=unless)
    # They are in order already; to put them in order again took a tenth of the start.
    merged.pairs = tuple(dict.fromkeys(pair for gate in gates for pair in gate.pairs))
    return merged


def compile_table(gates: Iterable[Gate]) -> kernel.Table:
    """One table for all `gates`; bit k of a scan's answer stands for the k-th of them."""
    return kernel.compile_table([gate.parts() for gate in gates])
