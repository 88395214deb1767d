"""DuckDB: a scalar function over Arrow vectors."""

from typing import Any

from ..pipeline import Pipeline
from .column import OnError, job


def register(
    connection: Any,
    name: str = "clean_text",
    pipeline: Pipeline | None = None,
    *,
    on_error: OnError = "raise",
) -> Any:
    """Make `name(text)` a function of this connection's SQL; returns the connection.

    It takes whole vectors of VARCHAR; NULL stays NULL.
    """
    from . import arrow

    work = job(pipeline, on_error, name)

    def clean(texts: Any) -> Any:
        return arrow.clean(texts, work)

    connection.create_function(
        name, clean, ["VARCHAR"], "VARCHAR", type="arrow", null_handling="special"
    )
    return connection
