"""Columns: the same answers as row by row; type, missing values and order kept."""

import pickle
from typing import Any

import pytest

from cleantext import InputTypeError, Pipeline, presets
from cleantext.adapters import clean_arrow, clean_column, clean_series, text_columns
from cleantext.adapters.arrow import holds_text
from cleantext.adapters.column import OnError, changed_values, clean_list, job
from cleantext.adapters.frames import clean_batch
from cleantext.errors import ColumnError, OptionError, UnknownRuleError

pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

DIRTY = ["clean", "in\u200bvisible", None, "", "in\u200bvisible", "two\u00a0words \U0001f600"]
FIXED = ["clean", "invisible", None, "", "invisible", "two words \U0001f600"]
CLEAN = ["clean", None, "caf\u00e9", ""]
WORDS = ["b\u200b", "a", "b", "unused\u00a0word", "z"]
CORPUS = presets.corpus


def fail(text: str) -> str:
    """A step that fails at one text."""
    if text == "bad":
        raise ValueError("cannot")
    return text.upper()


FAILING = Pipeline([fail])


def arrow_types() -> dict[str, Any]:
    return {
        "string": pa.string(),
        "large_string": pa.large_string(),
        "string_view": pa.string_view(),
        "dictionary": pa.dictionary(pa.int8(), pa.string()),
        "dictionary of large": pa.dictionary(pa.int32(), pa.large_string()),
        "run ends": pa.run_end_encoded(pa.int16(), pa.string()),
    }


def as_type(values: list[Any], kind: Any) -> Any:
    if pa.types.is_run_end_encoded(kind):
        return pa.compute.run_end_encode(pa.array(values), run_end_type=kind.run_end_type)
    return pa.array(values, kind)


@pytest.mark.parametrize("name", arrow_types())
@pytest.mark.parametrize("pipeline", [presets.default, CORPUS], ids=lambda p: p.name)
def test_arrow(name: str, pipeline: Pipeline) -> None:
    kind = arrow_types()[name]
    dirty = as_type(DIRTY, kind)
    fixed = clean_arrow(dirty, pipeline)
    fixed.validate(full=True)
    assert fixed.to_pylist() == FIXED
    assert fixed.type == kind
    assert clean_arrow(fixed, pipeline) is fixed
    clean = as_type(CLEAN, kind)
    assert clean_arrow(clean, pipeline) is clean
    for start, size in ((2, 2), (4, 2), (1, 0), (0, 6)):
        part = dirty.slice(start, size)
        assert clean_arrow(part, pipeline).to_pylist() == FIXED[start : start + size]
    if name != "run ends":
        chunks = pa.chunked_array([clean, dirty, dirty[:0], dirty[1:3]])
        made = clean_arrow(chunks, pipeline)
        assert made.to_pylist() == CLEAN + FIXED + FIXED[1:3]
        assert [len(chunk) for chunk in made.chunks] == [4, 6, 0, 2]
        assert made.type == kind
        none = pa.chunked_array([clean, clean], kind)
        assert clean_arrow(none, pipeline) is none


def nested() -> dict[str, tuple[list[Any], list[Any], Any]]:
    """Values, what they become, and their type."""
    text, dirty, fixed = pa.string(), [["x\u200b", None], None, [], ["", "y"]], None
    fixed = [["x", None], None, [], ["", "y"]]
    structs = [{"a": "x\u200b", "n": 1}, None, {"a": None, "n": 2}, {"a": "y", "n": None}]
    fixed_structs = [{"a": "x", "n": 1}, *structs[1:]]
    pairs, fixed_pairs = [["x", "y\u200b"], None, ["z", None]], [["x", "y"], None, ["z", None]]
    maps, fixed_maps = [[("k\u200b", "v\u200b")], None, []], [[("k\u200b", "v")], None, []]
    struct = pa.struct([("a", text), ("n", pa.int64())])
    return {
        "list": (dirty, fixed, pa.list_(text)),
        "large list": (dirty, fixed, pa.large_list(pa.large_string())),
        "list view": (dirty, fixed, pa.list_view(text)),
        "large list view": (dirty, fixed, pa.large_list_view(text)),
        "fixed list": (pairs, fixed_pairs, pa.list_(text, 2)),
        "map": (maps, fixed_maps, pa.map_(text, text)),
        "struct": (structs, fixed_structs, struct),
        "list of structs": ([structs, None], [fixed_structs, None], pa.list_(struct)),
        "list of lists": ([dirty, None], [fixed, None], pa.list_(pa.list_(text))),
    }


@pytest.mark.parametrize("name", nested())
def test_arrow_nested(name: str) -> None:
    dirty, fixed, kind = nested()[name]
    array = pa.array(dirty, kind)
    made = clean_arrow(array, CORPUS)
    made.validate(full=True)
    assert made.to_pylist() == fixed
    assert made.type == kind
    assert clean_arrow(made, CORPUS) is made
    for start in range(len(dirty)):
        assert clean_arrow(array[start:], CORPUS).to_pylist() == fixed[start:]


def test_arrow_extension_types() -> None:
    array = pa.ExtensionArray.from_storage(pa.json_(), pa.array(['["a\u200b"]', None]))
    made = clean_arrow(array, CORPUS)
    assert (made.type, made.storage.to_pylist()) == (pa.json_(), ['["a"]', None])
    assert clean_arrow(made, CORPUS) is made


def test_arrow_dictionary_keeps_order_and_words_without_rows() -> None:
    array = pa.DictionaryArray.from_arrays(
        pa.array([0, 1, None, 2], pa.int8()), WORDS, ordered=True
    )
    made = clean_arrow(array, CORPUS)
    assert made.to_pylist() == ["b", "a", None, "b"]
    assert made.dictionary.to_pylist() == ["b", "a", "unused word", "z"]
    assert made.type == array.type


@pytest.mark.parametrize("kind", [pa.string_view(), pa.list_(pa.string())])
def test_arrow_dictionary_of_words_that_arrow_does_not_compare(kind: Any) -> None:
    words = pa.array(["b\u200b", "b"]).cast(pa.string_view())
    if kind != pa.string_view():
        words = pa.array([["b\u200b"], ["b"]])
    array = pa.DictionaryArray.from_arrays(pa.array([0, 1, None], pa.int8()), words)
    made = clean_arrow(array, CORPUS)
    made.validate(full=True)
    assert made.to_pylist() == [words[1].as_py(), words[1].as_py(), None]
    assert made.type == array.type


def test_arrow_of_numbers_and_bytes_is_refused() -> None:
    with pytest.raises(TypeError, match="want an array of strings, not of int64"):
        clean_arrow(pa.array([1, 2]))
    with pytest.raises(TypeError, match=r"not of binary; cast it.*cast\('string'\)"):
        clean_arrow(pa.array([b"a"]))
    null = pa.array([None, None])
    assert clean_arrow(null) is null


def broken(rows: list[bytes], valid: bytes = b"\xff") -> Any:
    """A string array of any bytes; `valid` has a bit for each row."""
    offsets = [0]
    for row in rows:
        offsets.append(offsets[-1] + len(row))
    places = pa.py_buffer(pa.array(offsets, pa.int32()).buffers()[1])
    data = pa.py_buffer(b"".join(rows))
    return pa.StringArray.from_buffers(len(rows), places, data, pa.py_buffer(valid))


def test_arrow_bytes_under_missing_rows_are_no_text() -> None:
    array = broken([b"a", b"\xff\xe2\x80\x8b", "b\u200b".encode()], b"\x05")
    assert clean_arrow(array, CORPUS).to_pylist() == ["a", None, "b"]
    assert clean_arrow(array[1:], CORPUS).to_pylist() == [None, "b"]


@pytest.mark.parametrize(
    "bytes_", [b"caf\xe9 au lait", b"\xff", b"a\xc3", b"\xe2\x80", b"\x80", b"\xed\xa0\x80"]
)
def test_arrow_invalid_utf8_names_the_row(bytes_: bytes) -> None:
    array = broken([b"a", bytes_, "b\u200b".encode()])
    with pytest.raises(ColumnError, match=r"row 1: not UTF-8 at byte .* the value is b'") as caught:
        clean_arrow(array, CORPUS)
    assert (caught.value.row, caught.value.value) == (1, bytes_)
    null = clean_arrow(array, CORPUS, on_error="null")
    assert null.to_pylist() == ["a", None, "b"]
    kept = clean_arrow(array, CORPUS, on_error="keep")
    assert (kept[0].as_py(), kept[2].as_py()) == ("a", "b")
    assert kept[1].as_buffer().to_pybytes() == bytes_
    table = pa.table({"text": pa.chunked_array([pa.array(["x", "y"]), array])})
    with pytest.raises(ColumnError, match="row 3 of column 'text': not UTF-8"):
        clean_column(table, "text", CORPUS)


def test_errors_name_row_column_and_value_wherever_it_is() -> None:
    values = ["a", None, "bad", "b"]
    place = "row 2 of column 't': ValueError: cannot; the value is 'bad'"
    series = pd.Series(values, name="t")
    frames = [
        pa.table({"t": values}),
        pa.table({"t": pa.array(values).dictionary_encode()}),
        pa.table({"t": [[v, v] for v in values]}),
        pa.table({"t": [{"a": v} for v in values]}),
        pa.table({"t": pa.array([[("k", v)] for v in values], pa.map_(pa.string(), pa.string()))}),
        pd.DataFrame({"t": series.astype(object)}),
        pd.DataFrame({"t": series.astype("string[pyarrow]")}),
        pl.DataFrame({"t": values}),
    ]
    for frame in frames:
        with pytest.raises(ColumnError, match=place) as caught:
            clean_column(frame, "t", FAILING)
        assert (caught.value.row, caught.value.column, caught.value.value) == (2, "t", "bad")
        again = pickle.loads(pickle.dumps(caught.value))
        assert str(again) == str(caught.value)


def test_errors_of_polars_expressions_name_row_and_value() -> None:
    def first(text: str) -> str:
        return text[0].upper() + text[1:]  # fails at an empty text

    import cleantext.adapters.polars  # noqa: F401  # registers the namespace

    work = Pipeline([first])
    column = pl.col("t").cleantext
    assert pl.DataFrame({"t": ["a"]}).select(column.clean(work))["t"].to_list() == ["A"]
    bad = pl.DataFrame({"t": ["a", ""]})
    with pytest.raises(ColumnError, match=r"row 1: IndexError: string index .*; the value is ''"):
        bad.select(column.clean(work))
    for engine in ("in-memory", "streaming"):
        lazy = clean_column(bad.lazy(), "t", work)
        with pytest.raises(ColumnError, match=r"of column 't': IndexError.*; the value is ''"):
            lazy.collect(engine=engine)
    kind = pl.Enum(["a", "b"])
    enum = pl.DataFrame({"t": pl.Series(["a"], dtype=kind)})
    assert enum.select(column.clean(CORPUS))["t"].dtype == kind
    with pytest.raises(TypeError, match="changes categories of an Enum: use clean_column"):
        enum.select(column.clean(work))


@pytest.mark.parametrize(("on_error", "bad"), [("keep", "bad"), ("null", None)])
def test_one_bad_row_does_not_lose_the_others(on_error: OnError, bad: str | None) -> None:
    values = ["a", None, "bad", "b", "bad"]
    wanted = ["A", None, bad, "B", bad]

    def cleaned(frame: Any) -> list[Any]:
        column = clean_column(frame, "t", FAILING, on_error=on_error)["t"]
        found = column.to_list() if hasattr(column, "to_list") else column.to_pylist()
        return [None if value is pd.NA or value != value else value for value in found]

    assert cleaned(pa.table({"t": values})) == wanted
    assert cleaned(pl.DataFrame({"t": values})) == wanted
    for dtype in ("object", "string", "string[python]", "category"):
        assert cleaned(pd.DataFrame({"t": pd.Series(values, dtype=dtype)})) == wanted


def test_arrow_table() -> None:
    table = pa.table({"text": DIRTY, "n": range(len(DIRTY))}, metadata={"kept": "yes"})
    fixed = clean_column(table, "text")
    assert fixed.column("text").to_pylist() == FIXED
    assert fixed.column("n") == table.column("n")
    assert fixed.schema == table.schema
    assert fixed.schema.metadata == {b"kept": b"yes"}
    assert clean_column(fixed, "text") is fixed
    batch = pa.RecordBatch.from_pydict({"text": DIRTY})
    assert clean_column(batch, "text").to_pydict() == {"text": FIXED}


@pytest.mark.parametrize(
    "dtype",
    [
        *("object", "str", "string", "category", "string[python]", "string[pyarrow]"),
        *("large_string[pyarrow]", "dictionary"),
    ],
)
def test_pandas(dtype: Any) -> None:
    if dtype == "dictionary":
        dtype = pd.ArrowDtype(pa.dictionary(pa.int32(), pa.string()))
    index = range(10, 10 + len(DIRTY))
    series = pd.Series(DIRTY, index=index, dtype=dtype, name="text")
    series.attrs["kept"] = "yes"
    frame = pd.DataFrame({"text": series, "n": 1}, index=index)
    before = frame.copy()
    fixed = clean_column(frame, "text", CORPUS)
    assert [None if pd.isna(v) else v for v in fixed["text"]] == FIXED
    assert isinstance(fixed["text"].dtype, type(series.dtype))
    if not isinstance(series.dtype, pd.CategoricalDtype):
        assert fixed["text"].dtype == series.dtype
    assert list(fixed.index) == list(index)
    assert list(fixed.columns) == ["text", "n"]
    pd.testing.assert_frame_equal(frame, before)
    assert clean_column(fixed, "text", CORPUS) is fixed
    made = clean_series(series, CORPUS)
    assert (made.name, made.attrs) == ("text", {"kept": "yes"})


@pytest.mark.parametrize("is_ordered", [True, False])
def test_pandas_categories_keep_their_order(is_ordered: bool) -> None:
    kind = pd.CategoricalDtype(WORDS, ordered=is_ordered)
    series = pd.Series(["b", "a", None, "b\u200b"], dtype=kind)
    made = clean_series(series, CORPUS)
    assert [None if pd.isna(v) else v for v in made] == ["b", "a", None, "b"]
    assert list(made.cat.categories) == ["b", "a", "unused word", "z"]
    assert made.cat.ordered is is_ordered
    numbers = pd.Series([1, 2, None], dtype="category")
    assert clean_series(numbers, CORPUS) is numbers


def test_pandas_objects_of_many_kinds() -> None:
    values = [["a\u200b", None], {"k": "b\u200b", "n": 1}, ("c\u200b", 2), 3, float("nan"), None]
    series = pd.Series([*values, "d\u200b"], index=[0] * 7, dtype=object)
    made = clean_series(series, CORPUS).tolist()
    assert made[:4] == [["a", None], {"k": "b", "n": 1}, ("c", 2), 3]
    assert made[4] != made[4]
    assert made[5:] == [None, "d"]
    clean = pd.Series([["a"], {"k": "b"}, 3], dtype=object)
    assert clean_series(clean, CORPUS) is clean


def test_pandas_nested_arrow_types() -> None:
    kind = pd.ArrowDtype(pa.list_(pa.string()))
    series = pd.Series(pd.array([["a\u200b"], None, []], dtype=kind))
    made = clean_series(series, CORPUS)
    assert made.dtype == kind
    assert pa.array(made).to_pylist() == [["a"], None, []]


def test_pandas_names_that_are_no_strings_and_lists_of_names() -> None:
    frame = pd.DataFrame({0: ["a\u200b"], ("x", 1): ["b\u200b"], "n": [1]})
    assert clean_column(frame, [0, ("x", 1)], CORPUS).iloc[0].tolist() == ["a", "b", 1]
    assert clean_column(frame, ("x", 1), CORPUS).iloc[0].tolist() == ["a\u200b", "b", 1]
    assert frame.iloc[0, 0] == "a\u200b"


def test_pandas_index() -> None:
    index = pd.Index(["a\u200b", "b"], name="i")
    made = clean_series(index, CORPUS)
    assert (type(made), list(made), made.name, made.dtype) == (
        pd.Index,
        ["a", "b"],
        "i",
        index.dtype,
    )
    assert clean_series(made, CORPUS) is made
    with pytest.raises(TypeError, match="several levels is cleaned level by level"):
        clean_series(pd.MultiIndex.from_tuples([("a", "b")]))


def test_pandas_bytes_and_numbers() -> None:
    frame = pd.DataFrame({"t": ["a\u200b", b"b"], "n": [1, 2]})
    with pytest.raises(ColumnError, match=r"row 1 of column 't': text must be str, not bytes; dec"):
        clean_column(frame, "t", CORPUS)
    assert clean_column(frame, "t", CORPUS, on_error="keep")["t"].tolist() == ["a", b"b"]
    with pytest.raises(TypeError, match="want a series of text, not of int64"):
        clean_column(frame, "n", CORPUS)


@pytest.mark.parametrize("lazy", [False, True])
def test_polars(lazy: bool) -> None:
    frame = pl.DataFrame(
        {
            "text": DIRTY,
            "category": pl.Series(DIRTY, dtype=pl.Categorical),
            "list": [["a\u200b"], None, [], [None], ["b"], ["c"]],
            "struct": [{"a": "x\u200b", "n": k} for k in range(6)],
            "array": pl.Series([["a\u200b", "b"]] * 6, dtype=pl.Array(pl.String, 2)),
            "n": range(6),
        }
    )
    before = frame.clone()
    names = ["text", "category", "list", "struct", "array"]
    assert text_columns(frame) == names
    given = frame.lazy() if lazy else frame
    fixed = clean_column(given, names, CORPUS)
    fixed = fixed.collect(engine="streaming") if lazy else fixed
    assert fixed.schema == frame.schema
    assert fixed["text"].to_list() == fixed["category"].to_list() == FIXED
    assert fixed["list"].to_list() == [["a"], None, [], [None], ["b"], ["c"]]
    assert fixed["struct"].to_list()[5] == {"a": "x", "n": 5}
    assert fixed["array"].to_list() == [["a", "b"]] * 6
    assert frame.equals(before)
    if not lazy:
        assert clean_column(fixed, names, CORPUS) is fixed


@pytest.mark.parametrize("lazy", [False, True])
def test_polars_enum(lazy: bool) -> None:
    kind = pl.Enum(WORDS)
    frame = pl.DataFrame(
        {
            "e": pl.Series(["b\u200b", "b", None], dtype=kind),
            "l": pl.Series([["a"]] * 3, dtype=pl.List(kind)),
        }
    )
    given = frame.lazy() if lazy else frame
    made = clean_column(given, ["e", "l"], CORPUS)
    made = made.collect() if lazy else made
    new = pl.Enum(["b", "a", "unused word", "z"])
    assert made.schema == {"e": new, "l": pl.List(new)}
    assert made["e"].to_list() == ["b", "b", None]
    assert made["l"].to_list() == [["a"]] * 3
    if not lazy:
        assert clean_column(made, ["e", "l"], CORPUS) is made


def test_polars_expressions() -> None:
    import cleantext.adapters.polars  # noqa: F401  # registers the namespace

    frame = pl.DataFrame({"text": DIRTY, "n": range(6)})
    column = pl.col("text").cleantext
    wanted = frame.with_columns(pl.Series("text", FIXED))
    assert frame.with_columns(column.clean(CORPUS)).equals(wanted)
    lazy = frame.lazy().with_columns(column.clean(CORPUS), k=column.count(CORPUS))
    assert lazy.collect(engine="streaming")["k"].to_list() == [0, 1, 0, 0, 1, 1]
    assert lazy.collect().drop("k").equals(wanted)
    assert frame["text"].cleantext.clean(CORPUS).to_list() == FIXED
    grouped = frame.group_by(pl.col("n") % 2, maintain_order=True).agg(column.clean(CORPUS))
    assert grouped["text"].to_list() == [FIXED[0::2], FIXED[1::2]]
    edits = frame.select(column.edits(CORPUS))["text"].to_list()
    assert edits[5] == [{"rule": "NRM303", "start": 3, "end": 4, "old": "\u00a0", "new": " "}]


def test_polars_objects_and_numbers() -> None:
    series = pl.Series("o", ["a\u200b", 3, None], dtype=pl.Object)
    assert clean_series(series, CORPUS).to_list() == ["a", 3, None]
    with pytest.raises(TypeError, match="want a series of text, not of Int64"):
        clean_series(pl.Series([1]))


@pytest.mark.parametrize("make", [pa.table, pd.DataFrame, pl.DataFrame])
def test_edits_and_counts_as_columns(make: Any) -> None:
    frame = clean_column(make({"t": ["a\u200bb", "c", None]}), "t", CORPUS, edits="e", count="n")
    rows = frame.to_pylist() if make is pa.table else None
    rows = rows or (frame.to_dicts() if make is pl.DataFrame else frame.to_dict("records"))
    edit = {"rule": "INV213", "start": 1, "end": 2, "old": "\u200b", "new": ""}
    assert [row["n"] for row in rows] == [1, 0, 0]
    assert [list(row["e"]) for row in rows] == [[edit], [], []]
    assert rows[0]["t"] == "ab"
    with pytest.raises(ValueError, match="edits and count are of one column"):
        clean_column(make({"t": ["a"]}), ["t"] * 2, edits="e")
    for edits, count in (("t", None), ("e", "e")):
        with pytest.raises(ValueError, match="edits and count need names of their own"):
            clean_column(make({"t": ["a"]}), "t", edits=edits, count=count)


def test_edits_are_told_of_strings_of_every_kind() -> None:
    columns = {name: as_type(DIRTY, kind) for name, kind in arrow_types().items()}
    columns["json"] = pa.ExtensionArray.from_storage(pa.json_(), pa.array(DIRTY))
    for array in columns.values():
        table = clean_column(pa.table({"t": array}), "t", CORPUS, count="n")
        assert table["n"].to_pylist() == [0, 1, 0, 0, 1, 1]
    nothing = clean_column(pa.table({"t": pa.nulls(2)}), "t", CORPUS, count="n")
    assert nothing["n"].to_pylist() == [0, 0]
    for dtype in ("object", "string[python]"):
        frame = pd.DataFrame({"t": pd.Series([*DIRTY, "\ud800"], dtype=dtype)})
        made = clean_column(frame, "t", CORPUS, count="n", on_error="keep")
        assert list(made["n"]) == [0, 1, 0, 0, 1, 1, 0]
        with pytest.raises(ColumnError, match="row 6 of column 't': not UTF-8"):
            clean_column(frame, "t", CORPUS, count="n")
    mixed = pd.DataFrame({"t": pd.Series(["a\u200b", 3, pd.NA], dtype=object)})
    assert list(clean_column(mixed, "t", CORPUS, count="n")["n"]) == [1, 0, 0]
    for lists in (pa.table({"t": [["a"]]}), pd.DataFrame({"t": [["a"]]})):
        with pytest.raises(TypeError, match="edits are told of columns of strings, not of list"):
            clean_column(lists, "t", CORPUS, edits="e")


@pytest.mark.parametrize("make", [pa.table, pd.DataFrame, pl.DataFrame])
def test_summary_and_rows_by_rule(make: Any) -> None:
    from cleantext.adapters.review import rows_with, summary

    frame = make({"t": ["a\u200b b\u00a0c", "d", None, "e\u200b\u200b f"], "n": [1, 2, 3, 4]})
    table = summary(frame, "t", CORPUS)
    assert type(table) is type(frame)
    rows = pa.table(table).to_pylist()
    assert [(r["rule"], r["edits"], r["rows"]) for r in rows] == [
        ("all", 3, 2),
        ("INV213", 2, 2),
        ("NRM303", 1, 1),
    ]
    assert rows[0]["share"] == pytest.approx(2 / 3)
    assert [r["words"] for r in rows] == [6, 6, 6]
    assert rows[0]["per_million_words"] == pytest.approx(3e6 / 6)
    assert (rows[2]["name"], rows[2]["row"], rows[2]["old"]) == ("no-break-space", 0, "\u00a0")
    assert list(pa.table(rows_with(frame, "t", "NRM", pipeline=CORPUS))["n"].to_pylist()) == [1]
    assert list(pa.table(rows_with(frame, "t", pipeline=CORPUS))["n"].to_pylist()) == [1, 4]
    if make is pl.DataFrame:
        assert summary(frame.lazy(), "t", CORPUS).equals(table)
        lazy = rows_with(frame.lazy(), "t", "NRM", pipeline=CORPUS)
        assert lazy.collect(engine="streaming")["n"].to_list() == [1]
    with pytest.raises(KeyError, match="no column 'x'"):
        summary(frame, "x")
    with pytest.raises(UnknownRuleError, match="no rule of the pipeline begins with 'TYP'"):
        rows_with(frame, "t", "TYP", pipeline=CORPUS)


@pytest.mark.parametrize("make", [pa.table, pd.DataFrame, pl.DataFrame])
def test_columns_that_there_are_not(make: Any) -> None:
    with pytest.raises(KeyError, match="no column 'txt'; near: text; columns: 'text', 'n'"):
        clean_column(make({"text": ["a"], "n": [1]}), "txt")


def test_columns_that_there_are_twice() -> None:
    table = pa.table([["a"], ["b"]], names=["t", "t"])
    with pytest.raises(KeyError, match="2 columns are called 't'"):
        clean_column(table, "t")
    with pytest.raises(KeyError, match="2 columns are called 't'"):
        clean_column(pd.DataFrame([["a", "b"]], columns=["t", "t"]), "t")


def test_text_columns() -> None:
    data = {"a": ["x"], "b": [1], "c": [["x"]], "d": [2.5]}
    for make in (pa.table, pd.DataFrame, pl.DataFrame):
        assert text_columns(make(data)) == ["a", "c"]
    assert text_columns(pd.DataFrame({"a": pd.Series(["x"], dtype="category")})) == ["a"]


def test_other_frames_are_refused() -> None:
    for frame in ({"text": DIRTY}, DIRTY, pd.Series(["a"]), pl.Series(["a"]), pa.array(["a"])):
        with pytest.raises(TypeError, match="want a pandas or Polars DataFrame or a pyarrow Table"):
            clean_column(frame, "text")
    with pytest.raises(TypeError, match="want a pandas or Polars Series or a pyarrow array"):
        clean_series(DIRTY)
    with pytest.raises(TypeError, match=r"pipeline is a cleantext\.Pipeline, not str"):
        clean_column(pa.table({"t": ["a"]}), "t", "corpus")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="on_error is 'raise', 'keep' or 'null', not 'skip'"):
        clean_arrow(pa.array(["a"]), on_error="skip")  # type: ignore[arg-type]


def test_lists() -> None:
    work = job(CORPUS)
    assert clean_list(DIRTY, work) == FIXED
    assert clean_list(CLEAN, work) is CLEAN
    odd = [1, float("nan"), ("tuple",), "a\u200b"]
    assert clean_list(odd, work)[:3] == odd[:3]
    with pytest.raises(InputTypeError) as caught:
        presets.corpus(b"a")  # type: ignore[call-overload]
    with pytest.raises(ColumnError, match=str(caught.value).partition(";")[0]):
        changed_values([b"a"], work)


def test_jobs_travel() -> None:
    work = job(CORPUS, "keep", "text")
    assert pickle.loads(pickle.dumps(work)) == work
    assert len(pickle.dumps(work)) < 5_000


def test_edits_and_counts_of_a_lazy_frame() -> None:
    lazy = clean_column(pl.LazyFrame({"t": ["a\u200bb", None]}), "t", CORPUS, edits="e", count="n")
    edit = {"rule": "INV213", "start": 1, "end": 2, "old": "\u200b", "new": ""}
    wanted = [{"t": "ab", "e": [edit], "n": 1}, {"t": None, "e": [], "n": 0}]
    for engine in ("in-memory", "streaming"):
        assert lazy.collect(engine=engine).to_dicts() == wanted
    assert dict(lazy.collect_schema()) == dict(lazy.collect().schema)


def test_series_of_every_library() -> None:
    for series in (pa.array(["a\u200b"]), pa.chunked_array([["a\u200b"]]), pl.Series(["a\u200b"])):
        made = clean_series(series, CORPUS)
        assert type(made) is type(series)
        assert made.to_pylist() == ["a"] if hasattr(made, "to_pylist") else made.to_list() == ["a"]


def test_empty_columns_come_back() -> None:
    for frame in (
        pa.table({"t": pa.array([], pa.string())}),
        pl.DataFrame({"t": []}, {"t": pl.String}),
    ):
        assert clean_column(frame, "t", CORPUS) is frame
    for dtype in ("object", "string", "category"):
        empty = pd.DataFrame({"t": pd.Series([], dtype=dtype)})
        if dtype != "category":
            assert clean_column(empty, "t", CORPUS) is empty


def test_texts_that_grow_and_vanish() -> None:
    words = pa.array(["\u200b", "a", "\u200b\u200b", None, "b\u200b"])
    assert clean_arrow(words, CORPUS).to_pylist() == ["", "a", "", None, "b"]
    longer = Pipeline([lambda text: text * 3 if len(text) == 1 else text])
    assert clean_arrow(pa.array(["a", "bb", None, ""]), longer).to_pylist() == [
        "aaa",
        "bb",
        None,
        "",
    ]


def test_text_columns_of_frames_with_names_that_are_there_twice() -> None:
    """They are told, and `clean_column` says what is wrong with them."""
    data = [["a\u200b", "b", 1]]
    for frame in (
        pd.DataFrame(data, columns=["t", "t", "n"]),
        pa.table([[value] for value in data[0]], names=["t", "t", "n"]),
    ):
        assert text_columns(frame) == ["t", "t"]
        with pytest.raises(KeyError, match="2 columns are called 't'"):
            clean_column(frame, text_columns(frame), CORPUS)
    others = pa.table([["a\u200b"], ["b"], [1]], names=["t", "n", "n"])
    assert text_columns(others) == ["t", "n"]
    for make in (others, others.to_pandas()):
        assert next(iter(clean_column(make, "t", CORPUS)["t"])) in ("a", pa.scalar("a"))
        with pytest.raises(KeyError, match="2 columns are called 'n'"):
            clean_column(make, "t", CORPUS, count="n")


@pytest.mark.parametrize(
    "series",
    [
        pd.Series([None, float("nan")], dtype=float),  # as `read_csv` gives an empty column
        pd.Series([None, None], dtype="category"),
        pd.Series([None, None], dtype=object),
        pd.Series([None, None], dtype="str"),
        pd.Series([], dtype=float),
    ],
    ids=str,
)
def test_pandas_columns_in_which_all_is_missing(series: Any) -> None:
    from cleantext.adapters.review import rows_with, summary

    frame = pd.DataFrame({"t": series})
    assert clean_column(frame, "t", CORPUS) is frame
    assert clean_series(series, CORPUS) is series
    assert list(clean_column(frame, "t", CORPUS, count="n")["n"]) == [0] * len(series)
    assert summary(frame, "t", CORPUS)["edits"].tolist() == [0]
    assert len(rows_with(frame, "t", pipeline=CORPUS)) == 0


def test_pandas_frames_with_columns_of_several_levels() -> None:
    columns = pd.MultiIndex.from_tuples([("x", "t"), ("x", "u")])
    frame = pd.DataFrame([["a\u200b", "b\u200b"]], columns=columns)
    assert clean_column(frame, ("x", "t"), CORPUS).iloc[0].tolist() == ["a", "b\u200b"]
    assert clean_column(frame, text_columns(frame), CORPUS).iloc[0].tolist() == ["a", "b"]


def test_numpy_arrays_keep_what_grows_and_lists_in_them() -> None:
    import numpy as np

    grow = Pipeline([lambda text: text if text.endswith("!") else text + "!!"])
    series = pd.Series([np.array(["a", "bcd"]), np.array([["x"], ["y"]], dtype=object)])
    made = clean_series(series, grow).tolist()
    assert made[0].tolist() == ["a!!", "bcd!!"]
    lists = np.empty(2, dtype=object)
    lists[:] = [["a\u200b", "b"], ["c", "d"]]
    (made,) = clean_series(pd.Series([lists]), CORPUS)
    assert made.tolist() == [["a", "b"], ["c", "d"]]


def test_the_page_of_figures_is_that_of_the_run() -> None:
    """`benchmarks/engines.py --json RUN --write docs/engines-figures.md` wrote it."""
    import json
    from pathlib import Path

    from benchmarks.engines import page

    root = Path(__file__).parents[1]
    run = root / "benchmarks" / "runs" / "2026-11-29" / "engines.json"
    wanted = (root / "docs" / "engines-figures.md").read_text(encoding="utf-8")
    assert page(json.loads(run.read_text())) == wanted


def test_types_in_which_there_is_text() -> None:
    words, numbers = pa.field("a", pa.string()), pa.field("b", pa.int64())
    kinds = {
        pa.int64(): False,
        pa.null(): False,
        pa.binary(): False,
        pa.list_(pa.int8()): False,
        pa.struct([numbers]): False,
        pa.dense_union([words, numbers]): False,  # of which nothing is cleaned
        pa.list_(pa.string()): True,
        pa.struct([numbers, words]): True,
        pa.map_(pa.int8(), pa.string()): True,
    }
    assert {kind: holds_text(kind) for kind in kinds} == kinds
    assert text_columns(pd.DataFrame({"a": ["x"], "b": [1], "c": [["x"]]})) == ["a", "c"]
    arrow = pd.Series([1], dtype=pd.ArrowDtype(pa.int64()))
    assert text_columns(
        pd.DataFrame({"a": arrow, "b": arrow.astype(pd.ArrowDtype(pa.string()))})
    ) == ["b"]


def test_batches_of_engines_are_frames_or_mappings_of_columns() -> None:
    import numpy as np

    frame = pd.DataFrame({"t": DIRTY, "u": DIRTY})
    found = clean_batch(frame, ["t"], CORPUS, "raise")
    assert found["t"].tolist()[:2] + found["u"].tolist()[:2] == FIXED[:2] + DIRTY[:2]
    for values in (list(DIRTY), pd.Series(DIRTY, dtype=object), np.array(DIRTY, dtype=object)):
        made = clean_batch({"t": values, "u": values}, ["t"], CORPUS, "raise")
        assert set(made) == {"t"}
        assert type(made["t"]) is type(values)
        assert list(made["t"]) == FIXED
    column = pa.array(DIRTY)
    assert clean_batch({"t": column}, ["t"], CORPUS, "raise")["t"].equals(pa.array(FIXED))
    for kind in ("U", object):
        matrix = np.array([["ok", "a\u200b"], ["b\u200b", "ok"]], dtype=kind)
        made = clean_batch({"t": matrix}, ["t"], CORPUS, "raise")["t"]
        assert made.tolist() == [["ok", "a"], ["b", "ok"]]
        assert clean_batch({"t": made}, ["t"], CORPUS, "raise")["t"] is made
    bad = np.array([["ok"], ["bad"]])
    for value, row in ((["ok", "bad"], 1), ("bad", 0), ({"deep": "bad"}, 0), (bad, 1)):
        with pytest.raises(ColumnError, match=f"^row {row} of column 't': "):
            clean_batch({"t": value}, ["t"], FAILING, "raise")
