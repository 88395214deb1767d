"""Edits for other programs: SARIF for code scanning, annotations for GitHub Actions."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..edits import Edit
from .place import Places
from .visible import visible


def sarif_results(edits: Iterable[Edit], places: Places, file: str) -> Iterator[dict[str, Any]]:
    """Each edit as a result of SARIF 2.1.0 with the fix; columns count code points."""
    for start, end, new, rules in edits:
        region = _region(places, start, end)
        yield {
            "ruleId": rules[0] if rules else "",
            "level": "warning",
            "message": {"text": message(places.text[start:end], new, rules)},
            "locations": [
                {"physicalLocation": {"artifactLocation": {"uri": uri(file)}, "region": region}}
            ],
            "fixes": [
                {
                    "artifactChanges": [
                        {
                            "artifactLocation": {"uri": uri(file)},
                            "replacements": [
                                {"deletedRegion": region, "insertedContent": {"text": new}}
                            ],
                        }
                    ]
                }
            ],
        }


def _region(places: Places, start: int, end: int) -> dict[str, int]:
    line, column = places.at(start)
    gone = places.text[start:end]
    last = line + gone.count("\n")
    end_column = column + len(gone) if last == line else len(gone) - gone.rfind("\n")
    return {"startLine": line, "startColumn": column, "endLine": last, "endColumn": end_column}


def sarif_head() -> str:
    """All of a SARIF log before its results."""
    import json

    from .. import __version__
    from ..rules import RULES

    driver = {
        "name": "cleantext",
        "version": __version__,
        "rules": [
            {
                "id": rule.id,
                "name": rule.name,
                "shortDescription": {"text": rule.summary},
                "fullDescription": {"text": rule.doc},
            }
            for rule in RULES
        ],
    }
    return (
        '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", '
        f'"runs": [{{"tool": {{"driver": {json.dumps(driver)}}}, '
        '"columnKind": "unicodeCodePoints", "results": ['
    )


SARIF_TAIL = "]}]}\n"


def uri(file: str) -> str:
    """A path as a relative reference."""
    from urllib.parse import quote

    file = file.removeprefix("./")
    return quote(file.encode("utf-8", "surrogateescape"), safe="/")


def github_lines(edits: Iterable[Edit], places: Places, file: str) -> Iterator[str]:
    """Each edit as a workflow command of GitHub Actions, which shows it beside its line."""
    for start, end, new, rules in edits:
        line, column = places.at(start)
        said = message(places.text[start:end], new, rules)
        place = f"file={_property(file)},line={line},col={column},title={rules[0] if rules else ''}"
        yield f"::warning {place}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def message(old: str, new: str, rules: tuple[str, ...]) -> str:
    """What was done and why, in a sentence."""
    from ..rules import BY_ID

    if not new:
        deed = f'delete "{visible(old)}"'
    elif not old:
        deed = f'insert "{visible(new)}"'
    else:
        deed = f'"{visible(old)}" becomes "{visible(new)}"'
    why = "; ".join(BY_ID[id].summary if id in BY_ID else id for id in rules)
    return f"{deed}: {why}" if why else deed
