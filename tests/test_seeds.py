"""The documents in `seeds/` come out exactly as expected, and stay so."""

from pathlib import Path

import pytest

from cleantext import clean, explain

SEEDS = Path(__file__).parents[1] / "seeds"
NAMES = sorted(path.name.removesuffix(".gold.txt") for path in SEEDS.glob("*.gold.txt"))


def read(name: str) -> str:
    return (SEEDS / name).read_bytes().decode("utf-8")


def test_there_are_seeds() -> None:
    assert len(NAMES) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_document_becomes_the_expected_text(name: str) -> None:
    assert clean(read(f"{name}.txt")) == read(f"{name}.gold.txt")


@pytest.mark.parametrize("name", NAMES)
def test_expected_text_is_left_alone(name: str) -> None:
    gold = read(f"{name}.gold.txt")
    assert clean(gold) is gold


@pytest.mark.parametrize("name", NAMES)
def test_explanation_leads_there_and_back(name: str) -> None:
    cleaned = explain(read(f"{name}.txt"))
    assert cleaned.text == read(f"{name}.gold.txt")
    assert cleaned.undo() == read(f"{name}.txt")
    assert {rule[:3] for edit in cleaned.edits for rule in edit.rules} <= {
        "ENC", "INV", "NRM", "TYP", "SPC",
    }  # fmt: skip
