"""What cleaning does to a column, for its reviewers: the edits of each row, and statistics."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..edits import Edit
from ..pipeline import Pipeline
from .arrow import changed_rows, chunks_of_text
from .column import Job, check_rules, job
from .libraries import FRAMES, check_name, library_of

EDIT = pa.struct(
    [
        ("rule", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("old", pa.string()),
        ("new", pa.string()),
    ]
)
"""An edit in a row of a table: offsets count code points; several rules are joined by commas."""


def edits_of(array: Any, job: Job) -> Any:
    """The edits of each row of an array of strings: an Arrow array of lists of `EDIT`."""
    offsets, found = [0], []
    for text, edits in _rows(array, job):
        found += [_row(text, edit) for edit in edits]
        offsets.append(len(found))
    values = pa.array(found, EDIT)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values)


def rows_with(frame: Any, column: Any, *rules: str, pipeline: Pipeline | None = None) -> Any:
    """The rows of a frame in which cleaning a column makes an edit by one of some rules.

    `rules` are ids or what they begin with; without any, all rows that change. Raises
    `UnknownRuleError` where the pipeline has no such rule.

    >>> from cleantext import presets
    >>> table = pa.table({"t": ["a\\u200b", "b", "c\\u00a0d"]})
    >>> rows_with(table, "t", "NRM", pipeline=presets.corpus).to_pylist()
    [{'t': 'c\\xa0d'}]
    """
    library = library_of(frame, FRAMES, "pandas or Polars DataFrame or a pyarrow Table")
    check_name(library.names(frame), column)
    work = job(pipeline, "keep", column)
    check_rules(work.pipeline, rules)

    def mask(array: Any) -> list[bool]:
        found = ({rule for edit in edits for rule in edit.rules} for _, edits in _rows(array, work))
        return [any(rule.startswith(rules or "") for rule in made) for made in found]

    return library.filter(frame, column, mask)


def summary(frame: Any, column: Any, pipeline: Pipeline | None = None) -> Any:
    """What cleaning would do to a column, rule by rule, as a frame of the same library.

    Columns: `rule` (the first row, `all`, sums up), `name`, `edits`, `rows` that the rule changes,
    `share` of the rows that are not missing, `words` of the whole column (on each line, so that
    what parts of a corpus say can be summed up), `per_million_words` (edits), and of the first edit
    `row`, `old` and `new`.

    >>> from cleantext import presets
    >>> table = pa.table({"t": ["a\\u200b", "b", "c\\u00a0d"]})
    >>> summary(table, "t", presets.corpus).select(["rule", "edits", "rows"]).to_pylist()[1:]
    [{'rule': 'INV213', 'edits': 1, 'rows': 1}, {'rule': 'NRM303', 'edits': 1, 'rows': 1}]
    """
    from ..rules import BY_ID

    library = library_of(frame, FRAMES, "pandas or Polars DataFrame or a pyarrow Table")
    check_name(library.names(frame), column)
    array = library.to_arrow(library.get(frame, column))
    edits_by: Counter[str] = Counter()
    rows_by: Counter[str] = Counter()
    first: dict[str, tuple[int, str, str]] = {}
    for row, (text, edits) in enumerate(_rows(array, job(pipeline, "keep", column))):
        for edit in edits:
            for rule in ("all", *edit.rules):
                edits_by[rule] += 1
                first.setdefault(rule, (row, text[edit.start : edit.end], edit.new))
        rows_by.update({rule for edit in edits for rule in ("all", *edit.rules)})
    there, words = _size(array)
    rules = ["all", *sorted(set(edits_by) - {"all"})]
    examples = [first.get(rule, (None, None, None)) for rule in rules]
    table = pa.table(
        {
            "rule": rules,
            "name": [BY_ID[rule].name if rule in BY_ID else rule for rule in rules],
            "edits": [edits_by[rule] for rule in rules],
            "rows": [rows_by[rule] for rule in rules],
            "share": [rows_by[rule] / max(there, 1) for rule in rules],
            "words": pa.array([words] * len(rules), pa.int64()),
            "per_million_words": [1e6 * edits_by[rule] / max(words, 1) for rule in rules],
            "row": pa.array([example[0] for example in examples], pa.int64()),
            "old": pa.array([example[1] for example in examples], pa.string()),
            "new": pa.array([example[2] for example in examples], pa.string()),
        }
    )
    return library.from_table(table)


def _rows(array: Any, job: Job) -> Iterator[tuple[str, Sequence[Edit]]]:
    """The text and the edits of each row; of a row that does not change nothing is told."""
    for chunk in chunks_of_text(array):
        changed = changed_rows(chunk, job)
        at = 0
        for row, new in changed.items():
            yield from [("", ())] * (row - at)
            text = chunk[row].as_py() if new is not None else ""
            yield text, job.pipeline.explain(text).edits
            at = row + 1
        yield from [("", ())] * (len(chunk) - at)


def _row(text: str, edit: Edit) -> tuple[str, int, int, str, str]:
    start, end, new, rules = edit
    return ",".join(rules), start, end, text[start:end], new


def _size(array: Any) -> tuple[int, int]:
    """How many rows are not missing, and how many words they have."""
    there = words = 0
    for chunk in chunks_of_text(array):
        there += len(chunk) - chunk.null_count
        spaces = pc.sum(pc.count_substring_regex(chunk, r"[^\s\p{Z}]+")).as_py()
        words += spaces or 0
    return there, words
