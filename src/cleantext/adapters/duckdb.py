"""DuckDB: a scalar function over Arrow vectors."""

from contextlib import suppress
from typing import Any

import duckdb

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

    It takes whole vectors of VARCHAR; NULL stays NULL. A function in Python that has the name is
    replaced, so that a cell of a notebook may run again.
    """
    from . import arrow

    work = job(pipeline, on_error, name)

    def clean(texts: Any) -> Any:
        return arrow.clean(texts, work)

    with suppress(duckdb.InvalidInputException):  # there is none
        connection.remove_function(name)
    connection.create_function(
        name, clean, ["VARCHAR"], "VARCHAR", type="arrow", null_handling="special"
    )
    return connection
