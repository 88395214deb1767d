"""A rule: one repair, as a frozen value around a pure function from text to changes."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from .edits import Change as Change
from .edits import Edit
from .engine import Plan
from .errors import UnknownRuleError, check_text
from .gate import Gate
from .options import Option as Option
from .options import checked, near
from .scope import STAGES
from .scope import Scope as Scope
from .scope import Stage as Stage


class Rule:
    """One repair. Calling it cleans a text, `scan(text)` yields the edits that do so.

    A rule is frozen; `configure` makes a changed copy. Rules are equal when id and options are.
    """

    __slots__ = (
        "_doc",
        "_plan",
        "defaults",
        "find",
        "gate",
        "id",
        "name",
        "options",
        "safe",
        "scope",
        "shared",
        "stage",
        "whole",
    )

    id: str
    name: str
    stage: Stage
    scope: Scope
    gate: Gate
    safe: bool
    find: Callable[..., Iterable[Any]]
    shared: bool
    whole: bool  # `find` takes all lines of a text at once, as quickly as one by one
    defaults: Mapping[str, Option]
    options: Mapping[str, Option]
    _doc: str
    _plan: Plan | None

    def __init__(
        self,
        id: str,
        name: str,
        find: Callable[..., Iterable[Any]],
        *,
        scope: Scope,
        gate: Gate,
        safe: bool = True,
        doc: str | None = None,
        shared: bool = False,
        whole: bool = False,
        options: Mapping[str, Option] | None = None,
    ) -> None:
        if not re.fullmatch("(?:ENC|INV|NRM|TYP|SPC)[0-9]{3}", id):
            raise ValueError(f"rule id {id!r}: want ENC, INV, NRM, TYP or SPC and three digits")
        defaults = _options_of(find)
        put = object.__setattr__
        put(self, "id", id)
        put(self, "name", name)
        put(self, "stage", STAGES[id[:3]])
        put(self, "scope", scope)
        put(self, "gate", gate)
        put(self, "safe", safe)
        put(self, "_doc", doc or find.__doc__ or "")
        put(self, "find", find)
        put(self, "shared", shared)
        put(self, "whole", whole)
        put(self, "defaults", defaults)
        put(self, "options", MappingProxyType({**defaults, **(options or {})}))
        put(self, "_plan", None)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"rules are frozen; use configure() to change {self.id}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"rules are frozen; use configure() to change {self.id}")

    def __call__(self, text: str) -> str:
        """`text` cleaned by this rule; the same object when there is nothing to do."""
        plain = check_text(text)
        new = self.plan.clean(plain)
        return text if new is plain else new

    def scan(self, text: str) -> Iterator[Edit]:
        """The edits by which this rule cleans `text`: sorted, disjoint, none without effect."""
        yield from self.plan.run(check_text(text))

    def configure(self, **options: Option | list[str]) -> "Rule":
        """This rule with other options; `options` lists those it has, with their values.

        Raises `UnknownRuleError` for an option it has not and `OptionError` for a value that the
        option does not take; both name near ones.
        """
        values: dict[str, Option] = {}
        for key, value in options.items():
            if key not in self.defaults:
                known = ", ".join(self.defaults) or "none"
                raise UnknownRuleError(
                    f"rule {self.id} has no option {key!r}{near(key, self.defaults)}; "
                    f"it has: {known}"
                )
            name = f"rule {self.id}"
            values[key] = checked(self.find, key, value, self.defaults[key], name)
        return Rule(
            self.id,
            self.name,
            self.find,
            scope=self.scope,
            gate=self.gate,
            safe=self.safe,
            doc=self._doc,
            shared=self.shared,
            whole=self.whole,
            options={**self.options, **values},
        )

    @property
    def plan(self) -> Plan:
        """How the engine runs this rule alone; made once."""
        if self._plan is None:
            object.__setattr__(self, "_plan", Plan([self]))
        assert self._plan is not None
        return self._plan

    @property
    def changed_options(self) -> dict[str, Option]:
        """The options that differ from their defaults."""
        return {k: v for k, v in self.options.items() if v != self.defaults[k]}

    @property
    def doc(self) -> str:
        """The documentation: what it does, why that is safe, what it leaves alone."""
        from inspect import cleandoc  # 10 ms to import, needed by few

        return cleandoc(self._doc)

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.doc.partition("\n")[0]

    def _key(self) -> tuple[object, ...]:
        return self.id, self.name, tuple(sorted(self.options.items())), self.find

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Rule) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.id, self.name))

    def __reduce__(self) -> tuple[Callable[..., "Rule"], tuple[object, ...]]:
        # By reference, as functions are pickled; `rules` has the package's own written by id.
        return _refer, (self.find.__module__, self.find.__qualname__, self.changed_options)

    def __repr__(self) -> str:
        options = "".join(f", {k}={v!r}" for k, v in self.changed_options.items())
        return f"<Rule {self.id} {self.name}{options}>"


def rule(
    id: str, name: str, *, scope: Scope, gate: Gate, safe: bool = True, whole: bool = False
) -> Callable[[Callable[..., Iterable[Change]]], Rule]:
    """Make a `Rule` of a function from text to changes `(start, end, new)`.

    The function's keyword-only parameters are the rule's options, its docstring is the rule's
    documentation. Changes must be sorted and disjoint, offsets are code points.

    >>> @rule("NRM399", "tab", scope=Scope.LINE, gate=Gate(chars="\\t"))
    ... def tab(text):
    ...     return ((m.start(), m.end(), " ") for m in re.finditer("\\t", text))
    >>> tab("a\\tb")
    'a b'
    """

    def make(find: Callable[..., Iterable[Change]]) -> Rule:
        return Rule(id, name, find, scope=scope, gate=gate, safe=safe, whole=whole)

    return make


def _options_of(find: Callable[..., Iterable[Any]]) -> Mapping[str, Option]:
    code, defaults = find.__code__, find.__kwdefaults__ or {}
    first = code.co_argcount
    names = code.co_varnames[first : first + code.co_kwonlyargcount]
    return MappingProxyType({name: defaults[name] for name in names})


def _refer(module: str, name: str, options: Mapping[str, Option]) -> Rule:
    from importlib import import_module
    from operator import attrgetter

    rule: Rule = attrgetter(name)(import_module(module))
    return rule.configure(**options) if options else rule
