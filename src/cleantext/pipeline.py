"""A pipeline: an ordered composition of steps, as a frozen value."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar, Unpack, cast, overload

from .cleaned import Cleaned
from .edits import splice
from .engine import Plan
from .errors import InputTypeError, Missing, UnknownRuleError, check_text, is_kept
from .options import Option, Options, near
from .patterns import compiled
from .rule import Rule, Scope
from .steps import Function as Step
from .streaming import pieces

if TYPE_CHECKING:
    from typing import Any

T = TypeVar("T")


class Pipeline:
    """Steps in order; calling it cleans a text.

    A step is a `Rule` or any function from `str` to `str`. Pipelines are frozen and compare, hash
    and pickle by their steps and protected patterns; every method returns a new one.
    """

    __slots__ = ("_plan", "name", "protected", "steps")

    steps: tuple[Rule | Step, ...]
    protected: tuple[str, ...]
    name: str
    _plan: Plan | None

    def __init__(
        self, steps: Iterable[Rule | Step] = (), *, protect: Iterable[str] = (), name: str = ""
    ) -> None:
        if callable(steps):
            raise TypeError("steps are given in a row: Pipeline([step])")
        flat: list[Rule | Step] = []
        protected = list(protect)
        for step in steps:
            if isinstance(step, Pipeline):
                flat.extend(step.steps)
                protected.extend(step.protected)
            elif callable(step):
                flat.append(step)
            else:
                named = "; rules are named in presets.strict.select(...)" * isinstance(step, str)
                raise TypeError(f"a step is a rule or a function, not {type(step).__name__}{named}")
        put = object.__setattr__
        put(self, "steps", tuple(flat))
        put(self, "protected", tuple(dict.fromkeys(protected)))
        put(self, "name", name)
        put(self, "_plan", None)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("pipelines are frozen; their methods return changed copies")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("pipelines are frozen; their methods return changed copies")

    @overload
    def __call__(self, text: str) -> str: ...
    @overload
    def __call__(self, text: T, *, missing: Missing) -> T | str: ...
    def __call__(self, text: object, *, missing: Missing = "raise") -> object:
        """`text` cleaned; the same object when there is nothing to do.

        With `missing="keep"` None and NaN come back as they are. Raises `InputTypeError` for
        anything else that is no `str`.
        """
        if (type(text) is not str or missing != "raise") and is_kept(text, missing):
            return text
        plain = check_text(text)
        new = self.plan.clean(plain)
        return text if new is plain else new

    def explain(self, text: str) -> Cleaned:
        """The cleaned text with every edit, by rule, and what can be derived from them."""
        plain = check_text(text)
        edits = self.plan.run(plain)
        return Cleaned(splice(plain, edits) if edits else text, edits, text)

    def __or__(self, other: "Rule | Step | Pipeline") -> "Pipeline":
        return Pipeline((self, other)) if callable(other) else NotImplemented

    def __ror__(self, other: "Rule | Step") -> "Pipeline":
        return Pipeline((other, self)) if callable(other) else NotImplemented

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The steps that are rules."""
        return tuple(step for step in self.steps if isinstance(step, Rule))

    @property
    def scope(self) -> Scope:
        """How far the furthest-seeing step looks."""
        return Scope(self.plan.scope)

    def select(self, *prefixes: str) -> "Pipeline":
        """Only the rules whose id begins with one of `prefixes`, and those named in full.

        A rule named in full is added even when this pipeline leaves it out, so opt-in rules are
        switched on by their id or name.
        """
        from .rules import get, matching

        wanted: set[str] = set()
        named: dict[str, Rule] = {}
        for prefix in prefixes:
            found = matching(prefix)
            wanted.update(rule.id for rule in found)
            if len(found) == 1 and prefix in (found[0].id, found[0].name):
                named[found[0].id] = get(prefix)
        kept = [rule for rule in self.rules if rule.id in wanted]
        missing = [rule for id, rule in named.items() if all(id != r.id for r in kept)]
        return self._with(sorted([*kept, *missing], key=_order))

    def extend(self, *ids: str) -> "Pipeline":
        """Also the rules whose id begins with one of `ids`, in the order of their numbers."""
        from .rules import matching

        more = {rule.id: rule for id in ids for rule in matching(id)}
        have = {rule.id for rule in self.rules}
        steps = list(self.steps)
        for rule in sorted(more.values(), key=_order):
            if rule.id not in have:
                at = (k for k, step in enumerate(steps) if _order(step) > _order(rule))
                steps.insert(next(at, len(steps)), rule)
        return self._with(steps)

    def ignore(self, *prefixes: str) -> "Pipeline":
        """Without the rules whose id begins with one of `prefixes` or that are named so."""
        from .rules import matching

        gone = {rule.id for prefix in prefixes for rule in matching(prefix)}
        return self._with(s for s in self.steps if not (isinstance(s, Rule) and s.id in gone))

    def configure(
        self, own: "Mapping[str, Option | list[str]] | None" = None, /, **options: Unpack[Options]
    ) -> "Pipeline":
        """With `options` set in every rule that has an option of that name.

        `own` are options as a mapping: those of your own rules, which no type checker knows. Raises
        `UnknownRuleError` for an option no rule has and `OptionError` for a value that an option
        does not take; both name near ones.
        """
        wanted = cast("dict[str, Option | list[str]]", {**(own or {}), **options})
        for key in wanted:
            if not any(key in rule.defaults for rule in self.rules):
                known = sorted({name for rule in self.rules for name in rule.defaults})
                raise UnknownRuleError(
                    f"no rule of this pipeline has an option {key!r}{near(key, known)}; "
                    f"options: {', '.join(known) or 'none'}"
                )
        steps: list[Rule | Step] = []
        for step in self.steps:
            if isinstance(step, Rule):
                mine = {k: v for k, v in wanted.items() if k in step.defaults}
                steps.append(step.configure(**mine) if mine else step)
            else:
                steps.append(step)
        return self._with(steps)

    def protect(self, *patterns: str) -> "Pipeline":
        """With every match of these regular expressions left exactly as it is.

        They are patterns of `regex`, which knows `\\p{...}` and `\\X`. Raises `PatternError` for
        what is none; so does cleaning when one takes too long on a text.
        """
        for pattern in patterns:
            compiled(pattern)
        return Pipeline(self.steps, protect=(*self.protected, *patterns))

    @overload
    def map(self, texts: Iterable[str], *, jobs: int = 1) -> Iterator[str]: ...
    @overload
    def map(self, texts: Iterable[T], *, jobs: int = 1, missing: Missing) -> Iterator[T | str]: ...
    def map(
        self, texts: Iterable[object], *, jobs: int = 1, missing: Missing = "raise"
    ) -> Iterator[object]:
        """Each of `texts` cleaned, in order, on `jobs` cores (0: all); few are read ahead.

        With `missing="keep"` None and NaN stay as they are.

        >>> from cleantext import presets
        >>> list(presets.corpus.map(["a\u200b", None], missing="keep"))
        ['a', None]
        """
        from .parallel import ordered_map

        is_kept(None, missing)  # says what `missing` may be
        if isinstance(texts, str):  # whose characters, each alone, are other texts
            raise InputTypeError("texts are many, not one str; of one: pipeline(text)")
        kept: deque[tuple[int, object]] = deque()  # read ahead, and not given back

        def texts_alone() -> Iterator[str]:
            for number, text in enumerate(texts):
                if type(text) is not str and is_kept(text, missing):
                    kept.append((number, text))
                    yield ""
                else:
                    yield cast("str", text)

        for number, new in enumerate(ordered_map(self, self.plan.is_quiet, texts_alone(), jobs)):
            yield kept.popleft()[1] if kept and kept[0][0] == number else new

    def stream(self, chunks: Iterable[str]) -> Iterator[str]:
        """The text that `chunks` make together, cleaned, in pieces, in bounded memory.

        >>> from cleantext import presets
        >>> chunks = ["He went home.", "Peter stayed at the office."]
        >>> "".join(presets.default.stream(chunks))
        'He went home. Peter stayed at the office.'
        """
        return map(self, pieces(chunks, self.scope))

    @property
    def plan(self) -> Plan:
        """How the engine runs this pipeline; made once."""
        if self._plan is None:
            patterns = [compiled(pattern) for pattern in self.protected]
            object.__setattr__(self, "_plan", Plan(self.steps, patterns))
        assert self._plan is not None
        return self._plan

    @property
    def fingerprint(self) -> str:
        """A hash of what this pipeline does: equal in every process of the same version."""
        from .spec import fingerprint

        return fingerprint(self.to_dict())

    def to_dict(self) -> "dict[str, Any]":
        """A description in plain data; `Pipeline.from_dict` reads it."""
        from .spec import described

        return described(self.steps, self.protected)

    def to_toml(self) -> str:
        """The description as TOML; `Pipeline.from_toml` reads it."""
        from .spec import as_toml

        return as_toml(self.to_dict())

    def to_json(self) -> str:
        """The description as JSON; `Pipeline.from_json` reads it."""
        from .spec import as_json

        return as_json(self.to_dict())

    @classmethod
    def from_dict(cls, data: object) -> "Pipeline":
        """The pipeline that plain data describe; raises `SpecError` with place and reason."""
        from .spec import read

        rules, protect = read(data)
        return cls(rules, protect=protect)

    @classmethod
    def from_toml(cls, text: str) -> "Pipeline":
        """The pipeline that TOML describes; raises `SpecError` with place and reason."""
        from .spec import of_toml

        return cls.from_dict(of_toml(text))

    @classmethod
    def from_json(cls, text: str) -> "Pipeline":
        """The pipeline that JSON describes; raises `SpecError` with place and reason."""
        from .spec import of_json

        return cls.from_dict(of_json(text))

    def _with(self, steps: Iterable[Rule | Step]) -> "Pipeline":
        return Pipeline(steps, protect=self.protected)

    def _key(self) -> tuple[object, ...]:
        return self.steps, self.protected

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Pipeline) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __len__(self) -> int:
        return len(self.steps)

    def __reduce__(self) -> tuple[Callable[..., "Pipeline"], tuple[object, ...]]:
        return _restore, (self.steps, self.protected, self.name)

    def __repr__(self) -> str:
        steps = ", ".join(getattr(step, "id", None) or repr(step) for step in self.steps)
        return f"<Pipeline {self.name or 'of'} [{steps}]>"


def _order(step: Rule | Step) -> tuple[int, str]:
    return (step.stage, step.id) if isinstance(step, Rule) else (0, "")


def _restore(steps: Sequence[Rule | Step], protected: Sequence[str], name: str) -> Pipeline:
    return Pipeline(steps, protect=protected, name=name)
