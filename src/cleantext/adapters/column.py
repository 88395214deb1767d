"""What is done to a column, whatever library holds it: how one value is cleaned, and what if not.

The one idea of all adapters: a column in, a column out, of the same type, with the same missing
values, in the same order; and a column with nothing to do is the same object.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from ..errors import ColumnError, InputTypeError, OptionError, UnknownRuleError, check_text
from ..options import near
from ..pipeline import Pipeline

OnError = Literal["raise", "keep", "null"]
"""What becomes of a value that cannot be cleaned: an error, or it stays, or it goes missing."""


@dataclass(frozen=True, slots=True)
class Job:
    """A pipeline for a column, and what is to become of a value that it cannot clean."""

    pipeline: Pipeline
    on_error: OnError = "raise"
    column: object = None

    def __reduce__(self) -> "tuple[Any, tuple[Any, ...]]":
        return job, (self.pipeline, self.on_error, self.column)

    def clean(self, value: Any, row: int) -> Any:
        """`value` cleaned; itself when there is nothing to do.

        Texts in lists, tuples and mappings are cleaned too; what holds no text stays. Raises
        `ColumnError` for bytes, and for a text at which a step of the pipeline fails.
        """
        if isinstance(value, str):
            try:
                return self.pipeline(value)
            except Exception as error:
                return self.failed(row, value, error)
        if isinstance(value, bytes | bytearray | memoryview):
            try:
                return check_text(value)
            except InputTypeError as error:
                return self.failed(row, value, error)
        if isinstance(value, list | tuple):
            return self._like(value, [self.clean(item, row) for item in value], list(value))
        if isinstance(value, dict):
            new = [self.clean(item, row) for item in value.values()]
            old = list(value.values())
            same = all(a is b for a, b in zip(old, new, strict=True))
            return value if same else dict(zip(value, new, strict=True))
        if (
            hasattr(value, "dtype") and len(getattr(value, "shape", ())) > 0
        ):  # numpy: of a nested column
            flat = value.reshape(-1)
            old = list(flat)
            new = [self.clean(item, row) for item in old]
            same = all(a is b for a, b in zip(old, new, strict=True))
            return value if same else like_array(flat, new).reshape(value.shape)
        return value

    def failed(self, row: int, value: Any, error: Exception) -> Any:
        """What becomes of a value at which there was an error."""
        if self.on_error == "keep":
            return value
        if self.on_error == "null":
            return None
        raise ColumnError(row, self.column, value, _reason(error)) from error

    @staticmethod
    def _like(value: Any, new: list[Any], old: list[Any]) -> Any:
        if all(a is b for a, b in zip(old, new, strict=True)):
            return value
        if hasattr(value, "_fields"):  # a named tuple
            return type(value)(*new)
        return type(value)(new)


def job(pipeline: Pipeline | None, on_error: OnError = "raise", column: object = None) -> Job:
    """What is to be done; the default preset where no pipeline is named."""
    if pipeline is None:
        from .. import presets

        pipeline = presets.default
    if not isinstance(pipeline, Pipeline):
        kind = type(pipeline).__name__
        raise TypeError(f"pipeline is a cleantext.Pipeline, not {kind}; cleantext.presets has some")
    if on_error not in get_args(OnError):
        raise OptionError(f"on_error is 'raise', 'keep' or 'null', not {on_error!r}")
    return Job(_shared(pipeline), on_error, column)


def check_rules(pipeline: Pipeline, beginnings: Iterable[str]) -> None:
    """Raise `UnknownRuleError` for a beginning that no rule of the pipeline has.

    >>> from cleantext import presets
    >>> check_rules(presets.corpus, ["NRM"])
    >>> check_rules(presets.corpus, ["NMR"])
    Traceback (most recent call last):
    cleantext.errors.UnknownRuleError: no rule of the pipeline begins with 'NMR'; near: NRM
    """
    ids = [rule.id for rule in pipeline.rules]
    if len(ids) < len(pipeline.steps):
        return  # functions go by names of their own
    for beginning in beginnings:
        if not any(id.startswith(beginning) for id in ids):
            hint = near(beginning, dict.fromkeys(id.rstrip("0123456789") for id in ids))
            raise UnknownRuleError(f"no rule of the pipeline begins with {beginning!r}{hint}")


@lru_cache(16)
def _shared(pipeline: Pipeline) -> Pipeline:
    """One of equal pipelines, so that a worker makes its plan once, not for each task."""
    return pipeline


def changed_values(values: Iterable[Any], job: Job) -> dict[int, Any]:
    """The numbers of the values that change, with what they become; equal texts are cleaned once.

    Of a string in which nothing can act the kernel alone is asked.

    >>> from cleantext import presets
    >>> changed_values(["a", "b\\u200b", None, 3, ["c\\u200b"]], Job(presets.corpus))
    {1: 'b', 4: ['c']}
    """
    is_quiet = job.pipeline.plan.is_quiet
    seen: dict[str, Any] = {}
    changed: dict[int, Any] = {}
    for row, value in enumerate(values):
        if value is None:
            continue
        if type(value) is not str:
            new = job.clean(value, row)
        elif is_quiet(value):
            continue
        elif (new := seen.get(value, _UNSEEN)) is _UNSEEN:
            new = job.clean(value, row)
            seen[value] = value if new is value else new
        elif new == value:
            continue
        if new is not value:
            changed[row] = new
    return changed


_UNSEEN = object()


def clean_list(values: Sequence[Any], job: Job) -> Sequence[Any]:
    """`values` with every text cleaned; the same object when all are clean."""
    changed = changed_values(values, job)
    if not changed:
        return values
    new = list(values)
    for row, value in changed.items():
        new[row] = value
    return new


def like_array(array: Any, values: Sequence[Any]) -> Any:
    """`values` as an array of the type of another; strings of a set length get the one they need.

    >>> import numpy as np
    >>> like_array(np.array(["a.b"]), ["a. b"]).tolist()
    ['a. b']
    """
    if array.dtype.kind == "U":
        is_text = all(isinstance(value, str) for value in values)
        array = array.astype(f"U{max(map(len, values))}" if is_text else object)
    new = array.copy()
    for row, value in enumerate(values):  # one by one: lists are no rows of a matrix
        new[row] = value
    return new


def _reason(error: Exception) -> str:
    """What an error says, in one line; the kind of it where that is not one of ours."""
    text = str(error).splitlines()[0] if str(error) else ""
    if isinstance(error, UnicodeDecodeError):
        return (
            f"not UTF-8 at byte {error.start} ({error.reason}); read the bytes in their encoding, "
            "or set on_error='keep' or 'null'"
        )
    if isinstance(error, InputTypeError):
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
