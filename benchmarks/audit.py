"""What a pipeline does to text of yours that is mostly fine as it is: the edits, to be read.

    python benchmarks/audit.py FOLDER                   edits per million words, by rule and by kind
    python benchmarks/audit.py FOLDER --show 40         and a sample to read, unjudged ones first
    python benchmarks/audit.py FOLDER --judge 40        ask for a verdict on each of them
    python benchmarks/audit.py FOLDER --pipeline corpus --rule SPC

A kind is a folder within FOLDER, or the ending of a file's name. Verdicts (r: a true defect that is
rightly repaired, n: neither good nor bad, h: harm) are remembered in `audit-verdicts.jsonl` in
FOLDER (`--verdicts`); an edit is known again by its kind, what it changes and the text before it.
Run it before you let the tool at a corpus: a rule that does harm there is best left out
(`--ignore`), and its edits are worth a report.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cleantext import Pipeline, presets
from cleantext.report.visible import visible

VERDICTS = {"r": "right", "n": "neutral", "h": "harm"}
UNREAD = "unread"
LARGEST = 4_000_000  # bytes of a file that are read


class Found(NamedTuple):
    """An edit where it stands."""

    kind: str
    file: str
    rule: str
    old: str
    new: str
    before: str
    after: str

    @property
    def key(self) -> tuple[str, ...]:
        """What a verdict is remembered by."""
        return self.kind, self.old, self.new, self.before[-20:]


def texts(folder: Path) -> Iterator[tuple[str, Path, str]]:
    """Kind, path and text of each file that is UTF-8 and no binary."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.name == "audit-verdicts.jsonl":
            continue
        with path.open("rb") as file:
            data = file.read(LARGEST)
        if b"\0" in data:
            continue
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            if len(data) < LARGEST or error.start < len(data) - 4:
                continue
            text = data[: error.start].decode()
        inner = path.relative_to(folder).parts
        yield inner[0] if len(inner) > 1 else path.suffix.lstrip(".") or "-", path, text


def edits(pipeline: Pipeline, kind: str, path: Path, text: str) -> Iterator[Found]:
    """What the pipeline changes in a text."""
    for edit in pipeline.explain(text).edits:
        yield Found(
            kind,
            path.name,
            edit.rules[0],
            text[edit.start : edit.end],
            edit.new,
            text[max(0, edit.start - 60) : edit.start],
            text[edit.end : edit.end + 60],
        )


def known(path: Path) -> dict[tuple[str, ...], str]:
    """The verdicts that were given before."""
    if not path.exists():
        return {}
    rows = map(json.loads, path.read_text("utf8").splitlines())
    return {tuple(row["key"]): row["verdict"] for row in rows}


def table(name: str, words: dict[str, int], counts: dict[str, Counter[str]]) -> Iterator[str]:
    """Edits and harm per million words, the worst first."""
    yield f"{name:24}{'words':>12}{'edits/M':>10}{'harm/M':>9}" + "".join(
        f"{verdict:>9}" for verdict in (*VERDICTS.values(), UNREAD)
    )
    for key, count in sorted(counts.items(), key=lambda item: (-item[1]["harm"], item[0])):
        million = max(words[key], 1) / 1e6
        yield (
            f"{visible(key)[:23]:24}{words[key]:12,}{count.total() / million:10.1f}"
            f"{count['harm'] / million:9.1f}"
            + "".join(f"{count[verdict]:9}" for verdict in (*VERDICTS.values(), UNREAD))
        )


def shown(found: Found, verdict: str) -> str:
    """An edit on a line, with what stands around it."""
    before, after = visible(found.before[-45:]), visible(found.after[:45])
    change = f"[{visible(found.old)}|{visible(found.new)}]"
    place = visible(f"{found.kind}/{found.file}")
    return f"{verdict:8}{found.rule:7} {place}: {before}{change}{after}"


def judge(sample: Iterable[Found], path: Path) -> None:
    """Ask for a verdict on each edit, and write it down at once."""
    with path.open("a", encoding="utf8") as file:
        for found in sample:
            print(shown(found, ""))
            answer = input("r(ight) n(eutral) h(arm) s(kip) q(uit)? ").strip()[:1]
            if answer == "q":
                break
            if answer in VERDICTS:
                row = {"key": found.key, "verdict": VERDICTS[answer], "rule": found.rule}
                print(json.dumps(row), file=file, flush=True)


def main() -> int:
    """Run the audit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pipeline", default="default", help="a preset (default)")
    parser.add_argument("--rule", default="", help="only rules whose id begins so")
    parser.add_argument("--show", type=int, default=0, metavar="N")
    parser.add_argument("--judge", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--verdicts", type=Path)
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"{visible(str(options.folder))} is no folder")
    if options.pipeline not in presets.PRESETS:
        parser.error(f"no preset {options.pipeline!r}; there are {', '.join(presets.PRESETS)}")
    pipeline = presets.PRESETS[options.pipeline]
    if options.rule:
        pipeline = pipeline.select(options.rule)
    path = options.verdicts or options.folder / "audit-verdicts.jsonl"
    verdicts = known(path)
    words: Counter[str] = Counter()
    by_rule: dict[str, Counter[str]] = defaultdict(Counter)
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    made: list[Found] = []
    for kind, file, text in texts(options.folder):
        words[kind] += len(text.split())
        by_kind[kind].update()
        for found in edits(pipeline, kind, file, text):
            verdict = verdicts.get(found.key, UNREAD)
            by_rule[found.rule][verdict] += 1
            by_kind[kind][verdict] += 1
            made.append(found)
    total = words.total()
    print(*table("rule", dict.fromkeys(by_rule, total), by_rule), sep="\n")
    print(*table("kind", words, by_kind), sep="\n")
    whole = {"all": sum(by_rule.values(), Counter())}
    print(*table("", {"all": total}, whole), sep="\n")
    random.Random(options.seed).shuffle(made)
    made.sort(key=lambda found: found.key in verdicts)
    for found in made[: options.show]:
        print(shown(found, verdicts.get(found.key, UNREAD)))
    if options.judge:
        judge([found for found in made if found.key not in verdicts][: options.judge], path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
