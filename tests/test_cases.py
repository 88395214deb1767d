"""`cases/RULE-ID.toml`: what each rule must fix, must leave alone, and is known to get wrong.

    [[fixed]]          input, output, source
    [[kept]]           input, source
    [[known_failure]]  input, output, source: a strict xfail, so an improvement shows

`options = {…}` configures the rule for one case.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from cleantext.rules import RULES, get

FOLDER = Path(__file__).parent / "cases"


def load() -> list[Any]:
    params = []
    for path in sorted(FOLDER.glob("*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        assert set(tables) <= {"fixed", "kept", "known_failure"}, path
        for kind, cases in tables.items():
            marks = [pytest.mark.xfail(strict=True)] if kind == "known_failure" else []
            for number, case in enumerate(cases, 1):
                name = f"{path.stem}-{kind}-{number}"
                params.append(pytest.param(path.stem, case, id=name, marks=marks))
    return params


@pytest.mark.parametrize(("id", "case"), load())
def test_case(id: str, case: dict[str, Any]) -> None:
    assert set(case) <= {"input", "output", "source", "options"}
    assert case["source"], "a case says where it comes from"
    rule = get(id).configure(**case.get("options", {}))
    output = rule(case["input"])
    assert output == case.get("output", case["input"])
    assert rule(output) is output


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_cases_and_documentation(rule: Any) -> None:
    tables = tomllib.loads((FOLDER / f"{rule.id}.toml").read_text(encoding="utf-8"))
    assert tables.get("fixed"), "at least one text it repairs"
    assert tables.get("kept"), "at least one text it must leave alone"
    assert rule.summary.endswith("."), "a first line that says what it does"
    assert len(rule.doc.splitlines()) > 1, "and why, and what it leaves alone"


def test_rules_are_in_the_order_of_their_numbers() -> None:
    ids = [rule.id for rule in RULES]
    order = ["ENC", "INV", "NRM", "TYP", "SPC"]
    assert ids == sorted(set(ids), key=lambda id: (order.index(id[:3]), id))
    assert len({rule.name for rule in RULES}) == len(RULES)
