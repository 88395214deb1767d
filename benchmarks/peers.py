"""The libraries we are measured against, each as a function from text to text."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

Cleaner = Callable[[str], str]


def ours() -> dict[str, Cleaner]:
    """Our presets."""
    from cleantext import presets

    return {"cleantext corpus": presets.corpus, "cleantext default": presets.default}


def installed() -> dict[str, Cleaner]:
    """The peers that can be imported here, in the setting that does most of our job."""
    return dict(_installed())


# Only splits sentences, which takes time and cleans nothing.
ANALYSERS = frozenset(("nupunkt",))


def _installed() -> Iterator[tuple[str, Cleaner]]:
    with suppress(ImportError):
        import ftfy

        yield "ftfy", ftfy.fix_text
    with suppress(ImportError):
        import plsfix

        yield "plsfix", plsfix.fix_text
    with suppress(ImportError):
        import disarm

        yield "disarm", getattr(disarm, "strip_format", None) or disarm.display_clean
    with suppress(ImportError):
        yield "codespell", _codespell()
    with suppress(ImportError):
        import nupunkt

        yield "nupunkt", lambda text: str(nupunkt.sent_tokenize(text))


def _codespell() -> Cleaner:
    """codespell's own dictionary look-up, without its files and messages."""
    from codespell_lib import _codespell as code

    misspellings: dict[str, Any] = {}
    dictionary = str(Path(code.__file__).parent / "data/dictionary.txt")
    code.build_dict(dictionary, misspellings, set())  # type: ignore[attr-defined,unused-ignore]
    words = re.compile(code.word_regex_def)

    def clean(text: str) -> str:
        def replace(match: re.Match[str]) -> str:
            found = misspellings.get(match.group().lower())
            return found.data if found is not None and found.fix else match.group()

        return words.sub(replace, text)

    return clean


class OtherPython:
    """A cleaner in another interpreter, for a peer whose import package is also `cleantext`."""

    def __init__(self, python: str, setup: str, call: str) -> None:
        code = (
            "import json, sys, time\n"
            f"{setup}\n"
            "for line in sys.stdin:\n"
            "    texts = json.loads(line)\n"
            "    begin = time.perf_counter()\n"
            f"    for text in texts: {call}\n"
            "    print(time.perf_counter() - begin, flush=True)\n"
        )
        self.process = subprocess.Popen(
            [python, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def seconds(self, texts: list[str]) -> float:
        """How long the peer takes for `texts`, by its own clock."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(texts) + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())
