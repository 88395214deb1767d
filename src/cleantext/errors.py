"""Everything this package raises on purpose.

    CleantextError
    ├── InputTypeError(TypeError)        something other than `str` was given as text
    ├── UnknownRuleError(LookupError)    no rule, preset or option of that name
    ├── SpecError(ValueError)            a pipeline description that cannot be read or written
    ├── InputDecodeError(ValueError)     bytes that are not text in the named encoding
    ├── DataError(OSError)               a data file of this package that is damaged
    └── WorkerError(RuntimeError)        a process that worked for this one was killed

Each also derives from the built-in exception a caller would expect, so `except TypeError` works.
"""


class CleantextError(Exception):
    """Base of every exception this package raises on purpose."""


class InputTypeError(CleantextError, TypeError):
    """Text must be `str`; the message says how to get there from what was given."""


class UnknownRuleError(CleantextError, LookupError):
    """A rule id, preset or option that does not exist; the message names near ones."""


class SpecError(CleantextError, ValueError):
    """A pipeline description (dict, TOML, JSON) that cannot be read or written."""


class InputDecodeError(CleantextError, ValueError):
    """Bytes that are not text in the named encoding; the message has offset and way out."""


class DataError(CleantextError, OSError):
    """A data file of this package that is damaged or cut off; the message says which."""


class WorkerError(CleantextError, RuntimeError):
    """A process that worked for this one was killed, by hand or for want of memory."""


def check_text(text: object) -> str:
    """Return `text` if it is a `str`, else raise an `InputTypeError` that says what to do."""
    if isinstance(text, str):
        return text
    if isinstance(text, bytes | bytearray | memoryview):
        hint = "decode it first: cleantext.decode(data).text, or data.decode('utf-8')"
    elif text is None:
        hint = "missing values are the caller's to handle, for example `clean(x) if x else x`"
    elif hasattr(text, "__iter__"):
        hint = "for many texts use Pipeline.map(texts)"
    else:
        hint = "convert it on purpose with str(...) if that is what you mean"
    raise InputTypeError(f"text must be str, not {type(text).__name__}; {hint}")
