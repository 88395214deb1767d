"""Everything this package raises on purpose.

    CleantextError
    ├── InputTypeError(TypeError)        something other than `str` was given as text
    ├── UnknownRuleError(LookupError)    no rule, preset or option of that name
    ├── OptionError(TypeError, ValueError)  a value that an option of a rule does not take
    ├── ColumnError(ValueError)          a value of a column that cannot be cleaned
    ├── SpecError(ValueError)            a pipeline description that cannot be read or written
    ├── PatternError(ValueError)         a pattern of the user's that is wrong or takes too long
    ├── InputDecodeError(ValueError)     bytes that are not text in the named encoding
    ├── DataError(OSError)               a data file of this package that is damaged
    └── WorkerError(RuntimeError)        a process that worked for this one was killed

Each also derives from the built-in exception a caller would expect, so `except TypeError` works.
"""

from typing import Literal, get_args

Missing = Literal["raise", "keep"]
"""What becomes of None and NaN: an error, or they stay as they are."""


class CleantextError(Exception):
    """Base of every exception this package raises on purpose."""


class InputTypeError(CleantextError, TypeError):
    """Text must be `str`; the message says how to get there from what was given."""


class UnknownRuleError(CleantextError, LookupError):
    """A rule id, preset or option that does not exist; the message names near ones."""


class OptionError(CleantextError, TypeError, ValueError):
    """A value that an option does not take; the message says what it takes, and names near ones."""


class ColumnError(CleantextError, ValueError):
    """A value of a column that cannot be cleaned: `row`, `column` and `value` say which.

    Rows count from 0 within the frame, array or batch that was given.
    """

    def __init__(
        self, row: int | str, column: object = None, value: object = None, reason: str = ""
    ) -> None:
        self.row = -1 if isinstance(row, str) else row
        self.column, self.value, self.reason = column, value, reason
        if isinstance(row, str):  # Polars makes an error anew, of what it says alone
            super().__init__(row)
            return
        shown = repr(value)
        shown = shown if len(shown) <= 80 else shown[:77] + "..."
        place = f"row {row}" + (f" of column {column!r}" if column not in (None, "") else "")
        super().__init__(f"{place}: {reason}; the value is {shown}")

    def __reduce__(self) -> "tuple[type[ColumnError], tuple[object, ...]]":
        made_of = self.row, self.column, self.value, self.reason
        return type(self), made_of if self.row >= 0 else self.args


class SpecError(CleantextError, ValueError):
    """A pipeline description (dict, TOML, JSON) that cannot be read or written."""


class PatternError(CleantextError, ValueError):
    """A regular expression that is none, is too large or takes too long; the message names it."""


class InputDecodeError(CleantextError, ValueError):
    """Bytes that are not text in the named encoding; the message has offset and way out."""


class DataError(CleantextError, OSError):
    """A data file of this package that is damaged or cut off; the message says which."""


class WorkerError(CleantextError, RuntimeError):
    """A process that worked for this one was killed, by hand or for want of memory."""


def check_text(text: object) -> str:
    """`text` if it is a `str`, else raise an `InputTypeError` that says what to do.

    What is derived from `str` (`numpy.str_`, `markupsafe.Markup`, a `StrEnum`) comes as the plain
    `str` it holds, whatever its `__str__` shows.
    """
    if type(text) is str:
        return text
    if isinstance(text, str):
        return str.__str__(text)
    raise InputTypeError(f"text must be str, not {_kind(text)}; {_advice(text)}")


def is_missing(value: object) -> bool:
    """Whether `value` stands for one that is missing: None, NaN, and pandas' NA and NaT.

    >>> [is_missing(value) for value in (None, float("nan"), "", 0)]
    [True, True, False, False]
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and value != value


def is_kept(value: object, missing: Missing) -> bool:
    """Whether `value` is missing and is to stay as it is."""
    if missing not in get_args(Missing):
        raise OptionError(f"missing is 'raise' or 'keep', not {missing!r}")
    return missing == "keep" and is_missing(value)


def _kind(value: object) -> str:
    return "NaN" if isinstance(value, float) and value != value else type(value).__name__


def _advice(value: object) -> str:
    if isinstance(value, bytes | bytearray | memoryview):
        return "decode it first: cleantext.decode(data).text, or data.decode('utf-8')"
    if is_missing(value):
        return "missing='keep' lets missing values pass: pipeline(x, missing='keep')"
    if hasattr(value, "dtype"):
        return "columns have a function of their own: cleantext.adapters.clean_series(series)"
    if hasattr(value, "keys"):
        return (
            "name the column of a table: cleantext.adapters.clean_column(frame, 'text'), or "
            "cleantext.adapters.datasets.clean(dataset, 'text')"
        )
    if hasattr(value, "__iter__"):
        return "for many texts use Pipeline.map(texts)"
    return "convert it on purpose with str(...) if that is what you mean"


class FileError(CleantextError, OSError):
    """A file that cannot be read or written as asked; the message says why and what to do."""
