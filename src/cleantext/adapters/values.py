"""What all adapters share: which of many values change, each distinct one cleaned once."""

from collections.abc import Iterable, Sequence
from typing import Any

from ..errors import check_text
from ..pipeline import Pipeline


def default() -> Pipeline:
    """The pipeline used where none is named."""
    from .. import presets

    return presets.default


def changes(values: Iterable[Any], pipeline: Pipeline) -> dict[str, str]:
    """The distinct strings among `values` that are not clean, with their cleaned text.

    >>> changes(["a", "b\\u200b", None, 3, "b\\u200b"], default())
    {'b\\u200b': 'b'}
    """
    distinct = dict.fromkeys(check_text(value) for value in values if isinstance(value, str))
    return {text: new for text in distinct if (new := pipeline(text)) is not text}


def clean_list(values: Sequence[Any], pipeline: Pipeline) -> Sequence[Any]:
    """`values` with every string cleaned; the same object when all are clean.

    >>> clean_list(["a\\u200b", None, 3], default())
    ['a', None, 3]
    """
    changed = changes(values, pipeline)
    if not changed:
        return values
    return [changed.get(check_text(v), v) if isinstance(v, str) else v for v in values]
