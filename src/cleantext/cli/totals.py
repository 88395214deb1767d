"""What came of all inputs, counted and told."""

from collections import Counter
from typing import TYPE_CHECKING

from .messages import tell
from .task import Attempt

if TYPE_CHECKING:
    from .walk import Walk


class Total:
    """What came of all inputs."""

    def __init__(self) -> None:
        self.inputs = self.changed = self.binary = 0
        self.failed = False
        self.lost = 0  # inputs that came to nothing
        self.counts: Counter[str] = Counter()
        self.characters: Counter[str] = Counter()
        self.files: Counter[str] = Counter()
        self.walk: Walk | None = None
        self.walked: set[str] = set()  # the files found in folders
        self.hints: list[str] = []  # what might be done with some of those

    def add(self, path: str, found: Attempt) -> None:
        """Count what came of one input."""
        outcome = found.outcome
        if outcome is not None and path in self.walked:
            self.hints += [f"{path}: {hint}" for hint in outcome.hints]
        if outcome is None:
            self.failed = True
            self.lost += 1
            return
        if outcome.is_binary and path in self.walked:
            self.binary += 1
            return
        self.inputs += 1
        self.changed += outcome.changed
        self.counts.update(outcome.counts)
        self.characters.update(outcome.characters)
        self.files.update(outcome.counts.keys())

    def summary(self, what: str) -> str:
        """How much of it was, or would be, changed."""
        inputs, edits = self.inputs + self.lost, self.counts.total()
        of = f"{self.changed} of {inputs} file{'s' if inputs != 1 else ''} {what}"
        if "hidden" not in what:
            of += f", {edits} edit{'s' if edits != 1 else ''}"
        return f"{of}; {self.lost} failed" if self.lost else of


def print_stats(total: Total, form: str) -> None:
    """Edits, files and characters by rule, on standard error."""
    from ..rules import BY_ID

    ranked = sorted(total.counts.items(), key=lambda item: (-item[1], item[0]))
    if form == "json":
        import json

        rules = {
            id: {"edits": count, "files": total.files[id], "characters": total.characters[id]}
            for id, count in ranked
        }
        data = {"schema": 1, "files": total.inputs, "changed": total.changed, "rules": rules}
        tell(json.dumps(data) + "\n")
        return
    if ranked:
        tell("   edits    files    chars\n")
    for id, count in ranked:
        name = BY_ID[id].name if id in BY_ID else ""
        shown = f"{count:8} {total.files[id]:8} {total.characters[id]:8} {id} {name}"
        tell(shown.rstrip() + "\n")
    tell(f"{total.counts.total():8} edits\n")
