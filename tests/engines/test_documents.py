"""datatrove, scikit-learn, spaCy, LangChain, LlamaIndex; and strings of other libraries."""

import pickle
from typing import Any

import numpy as np
import pandas as pd
import pytest

import cleantext
from cleantext import presets
from cleantext.adapters import clean_series

CORPUS = presets.corpus


def documents(texts: list[str]) -> list[Any]:
    from datatrove.data import Document

    return [Document(text=text, id=str(k)) for k, text in enumerate(texts)]


def test_datatrove_formatter() -> None:
    from cleantext.adapters.datatrove import CleanText

    step = pickle.loads(pickle.dumps(CleanText()))
    made = list(step.run(documents(["a\u200bb", "clean", "two\u00a0words"])))
    assert [doc.text for doc in made] == ["ab", "clean", "two words"]
    assert step.stats["changed"].total == 2
    assert step.stats["characters_before"].total == 12
    assert step.stats["characters_after"].total == 11
    assert step.stats["total"].total == 3


def test_datatrove_formatter_on_many_documents() -> None:
    from cleantext.adapters import datatrove

    step = datatrove.CleanText()
    texts = [f"{n}\u200b" if n % 7 == 0 else str(n) for n in range(2_500)]
    texts[3:5] = ["long " * 300_000, ""]
    made = step.run(iter(documents(texts)))
    assert [doc.text for doc in made] == [text.replace("\u200b", "") for text in texts]
    assert (step.stats["total"].total, step.stats["changed"].total) == (2_500, 358)
    assert list(step.run(documents([]))) == []

    def failing(text: str) -> str:
        if text == "bad":
            raise ValueError("cannot")
        return text

    work = cleantext.Pipeline([failing])
    with pytest.raises(cleantext.errors.ColumnError, match="of document 1': ValueError: cannot"):
        list(datatrove.CleanText(work).run(documents(["a", "bad"])))
    kept = datatrove.CleanText(work, on_error="null").run(documents(["a", "bad", "b"]))
    assert [doc.text for doc in kept] == ["a", "", "b"]


def test_datatrove_filter() -> None:
    from cleantext.adapters.datatrove import DamageFilter

    texts = ["clean", "don\u00e2\u20ac\u2122t " * 20, "a\u200bb " + "words " * 400]
    step = pickle.loads(pickle.dumps(DamageFilter("ENC", "INV", most=1)))
    assert [doc.id for doc in step.run(documents(texts))] == ["0", "2"]
    assert step.stats["dropped"].total == 1
    assert any(name.startswith("dropped_ENC1") for name in step.stats.stats)
    assert step.filter(documents(["x\u200b" * 9])[0]) == (False, "INV213")
    assert DamageFilter("ENC").filter(documents(["x\u200b" * 9])[0]) is True
    with pytest.raises(cleantext.UnknownRuleError, match="begins with 'NMR'; near: NRM"):
        DamageFilter("NMR")


def test_datatrove_in_a_pipeline(tmp_path: Any) -> None:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from cleantext.adapters.datatrove import CleanText, DamageFilter

    (tmp_path / "in").mkdir()
    lines = '{"text": "a\u200bb and some more words"}\n{"text": "\u200b\u200bx\u200b"}\n'
    (tmp_path / "in" / "a.jsonl").write_text(lines, encoding="utf-8")
    out = tmp_path / "out"
    LocalPipelineExecutor(
        [
            JsonlReader(str(tmp_path / "in")),
            DamageFilter("INV", most=100),
            CleanText(),
            JsonlWriter(str(out), compression=None),
        ],
        logging_dir=str(tmp_path / "log"),
    ).run()
    written = "".join(path.read_text(encoding="utf-8") for path in out.glob("*.jsonl"))
    assert "ab and some more words" in written
    assert written.count("\n") == 1


def test_scikit_learn() -> None:
    from sklearn.base import clone
    from sklearn.compose import ColumnTransformer
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
    from sklearn.model_selection import GridSearchCV
    from sklearn.naive_bayes import MultinomialNB
    from sklearn.pipeline import make_pipeline

    from cleantext.adapters.scikit import TextCleaner

    texts = ["In\u200bvisible Ink", "invisible ink", "other words"]
    model = make_pipeline(TextCleaner(CORPUS), CountVectorizer())
    model.fit(texts)
    assert list(model[-1].get_feature_names_out()) == ["ink", "invisible", "other", "words"]
    cleaner = clone(TextCleaner("corpus", on_error="keep"))
    assert cleaner.get_params() == {"pipeline": "corpus", "on_error": "keep"}
    cleaner = pickle.loads(pickle.dumps(cleaner.fit(texts)))
    assert cleaner.transform(texts)[0] == "Invisible Ink"
    assert list(cleaner.get_feature_names_out()) == ["text"]
    assert cleaner.transform(texts[1:])[0] is texts[1]
    array = np.array(texts, dtype=object)
    assert list(cleaner.transform(array)) == ["Invisible Ink", *texts[1:]]
    assert array[0] == texts[0]
    assert cleaner.transform(array[1:].reshape(1, 2)).shape == (1, 2)
    series = pd.Series(texts, name="title")
    assert list(cleaner.fit_transform(series)) == ["Invisible Ink", *texts[1:]]
    assert list(cleaner.get_feature_names_out()) == ["title"]
    frame = pd.DataFrame({"a": texts, "n": [1, 2, 3]})
    made = cleaner.fit(frame).transform(frame)
    assert (made["a"].iloc[0], list(made["n"])) == ("Invisible Ink", [1, 2, 3])
    assert list(cleaner.get_feature_names_out()) == ["a", "n"]
    columns = ColumnTransformer(
        [("text", make_pipeline(TextCleaner(CORPUS), TfidfVectorizer()), "a")], remainder="drop"
    )
    assert columns.fit_transform(frame).shape == (3, 4)
    search = GridSearchCV(
        make_pipeline(TextCleaner(), CountVectorizer(), MultinomialNB()),
        {"textcleaner__pipeline": ["default", CORPUS]},
        cv=2,
    )
    search.fit(texts * 4, [1, 1, 0] * 4)
    with pytest.raises(cleantext.UnknownRuleError, match="no preset 'corpsu'; near: corpus"):
        TextCleaner("corpsu").fit(texts)


def test_scikit_learn_names_and_containers() -> None:
    import polars as pl
    import pyarrow as pa

    from cleantext.adapters.scikit import TextCleaner

    cleaner = TextCleaner(CORPUS)
    data = {"a": ["x\u200b", None], "n": [1, 2]}
    for make in (pa.table, pl.DataFrame, pd.DataFrame):
        assert list(cleaner.fit(make(data)).get_feature_names_out()) == ["a", "n"]
    array = np.array([["x\u200b", "y"], [None, "z\u200b"]], dtype=object)
    assert cleaner.fit_transform(array).tolist() == [["x", "y"], [None, "z"]]
    assert list(cleaner.get_feature_names_out()) == ["x0", "x1"]
    assert cleaner.n_features_in_ == 2
    made = cleaner.fit_transform(np.array(["x\u200b", "y"]))
    assert (made.dtype.kind, made.tolist()) == ("U", ["x", "y"])
    with pytest.raises(ValueError, match="want several texts"):
        cleaner.fit_transform("x\u200b")
    assert cleaner.fit_transform([]) == []


def test_scikit_learn_preprocessor_keeps_lowercasing_only_when_told() -> None:
    """README's old recipe turned lowercasing off; a step of one's own brings it back."""
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(preprocessor=CORPUS | str.lower)
    vectorizer.fit(["In\u200bvisible Ink", "INVISIBLE ink"])
    assert list(vectorizer.get_feature_names_out()) == ["ink", "invisible"]


def test_spacy_entities_map_back() -> None:
    import spacy

    from cleantext.adapters.spacy import clean

    nlp = clean(spacy.blank("en"), CORPUS)
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "CITY", "pattern": "New York"}])
    text = "Wel\u200bcome to New\u00a0Y\u200bork, caf\u00c3\u00a9 lovers."
    doc = nlp(text)
    assert doc.text == "Welcome to New York, caf\u00e9 lovers."
    assert doc._.original == text
    (city,) = doc.ents
    assert city._.original_text == "New\u00a0Y\u200bork"
    start, end = city._.original_start, city._.original_end
    assert text[start:end] == "New\u00a0Y\u200bork"
    plain = nlp("Nothing to do in New York.")
    assert plain.ents[0]._.original_text == "New York"
    assert [doc.text for doc in nlp.pipe(["a\u200b", "b"])] == ["a", "b"]


def test_spacy_is_saved_and_loaded(tmp_path: Any) -> None:
    import spacy

    from cleantext.adapters.spacy import clean

    nlp = clean(spacy.blank("en"), CORPUS)
    doc = spacy.tokens.Doc(nlp.vocab).from_bytes(nlp("a\u200b b").to_bytes())
    assert (doc.text, doc._.original) == ("a b", "a\u200b b")
    nlp.to_disk(tmp_path / "model")
    config = {"nlp": {"tokenizer": {"@tokenizers": "cleantext.CleanTokenizer.v1"}}}
    assert spacy.blank("de", config=config)("a\u200b b").text == "a b"
    loaded = clean(spacy.blank("en"))
    loaded.from_disk(tmp_path / "model")
    assert loaded("a\u200b b").text == "a b"
    assert loaded.tokenizer.pipeline == CORPUS


def test_langchain() -> None:
    from langchain_core.documents import Document

    from cleantext.adapters.langchain import CleanText

    given = [Document("a\u200b", metadata={"page": 1}, id="x"), Document("clean")]
    made = CleanText(CORPUS).transform_documents(given)
    assert [doc.page_content for doc in made] == ["a", "clean"]
    assert (made[0].metadata, made[0].id) == ({"page": 1}, "x")
    assert made[1] is given[1]
    assert given[0].page_content == "a\u200b"


def test_llamaindex() -> None:
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.schema import Document, TextNode

    from cleantext.adapters.llamaindex import CleanText

    given = [TextNode(text="a\u200b", metadata={"page": 1}), TextNode(text="clean")]
    made = CleanText.of(CORPUS)(given)
    assert [node.text for node in made] == ["a", "clean"]
    assert (made[0].metadata, made[0].node_id) == ({"page": 1}, given[0].node_id)
    assert made[1] is given[1]
    assert given[0].text == "a\u200b"
    documents = [Document(text="Some in\u200bvisible words. " * 3)]
    splitter = SentenceSplitter(tokenizer=str.split, chunk_size=50, chunk_overlap=0)
    steps = [CleanText.of(CORPUS), splitter]
    nodes = IngestionPipeline(transformations=steps).run(documents=documents)
    assert all("\u200b" not in node.text for node in nodes)
    again = CleanText.from_json(CleanText.of(CORPUS, on_error="keep").to_json())
    assert (again.rules, again.on_error) == (CORPUS.to_json(), "keep")


@pytest.mark.parametrize(("on_error", "left"), [("keep", "bad"), ("null", "")])
def test_documents_that_cannot_be_cleaned(monkeypatch: Any, on_error: Any, left: str) -> None:
    """Documents need a text: where one is to be missing it is empty."""
    from langchain_core.documents import Document
    from llama_index.core.schema import TextNode

    from cleantext.adapters import langchain, llamaindex

    def failing(self: Any, text: str, **_: Any) -> str:
        raise ValueError("cannot")

    monkeypatch.setattr(cleantext.Pipeline, "__call__", failing)
    page, node = Document("bad"), TextNode(text="bad")
    (made,) = langchain.CleanText(CORPUS, on_error=on_error).transform_documents([page])
    assert made.page_content == left
    (made,) = llamaindex.CleanText.of(CORPUS, on_error=on_error)([node])
    assert made.text == left
    with pytest.raises(cleantext.errors.ColumnError, match="row 0 of column 'text': ValueError"):
        llamaindex.CleanText.of(CORPUS)([node])


def test_strings_of_other_libraries() -> None:
    from bs4 import BeautifulSoup
    from markupsafe import Markup

    strings = [
        Markup("<b>a\u200b</b>"),
        BeautifulSoup("<p>a\u200bb</p>", "html.parser").p.string,
        np.str_("a\u200b"),
    ]
    for string in strings:
        assert type(string) is not str
        made = cleantext.clean(string)
        assert type(made) is str
        assert made == str.__str__(string).replace("\u200b", "")
        assert CORPUS(type(string)("clean")) == "clean"
        clean = type(string)("clean")
        assert CORPUS(clean) is clean
        assert [edit.new for edit in cleantext.explain(string).edits] == [""]
    series = pd.Series(strings, dtype=object)
    assert all("\u200b" not in text for text in clean_series(series))
