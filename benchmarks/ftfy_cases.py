"""ftfy's own test cases against `repair_mojibake`.

Run `python -m benchmarks.ftfy_cases test_cases.json`. The file is in ftfy's source distribution
(`pip download --no-binary :all: ftfy`, then `tests/test_cases.json`; Apache-2.0). A case passes if
the text is repaired as `fixed-encoding` says, or if ftfy's other fixes (straight quotes, full
width, HTML) make of it what `fixed` says. In four more we go further than ftfy does, see `FURTHER`.
"""

import json
import sys
from pathlib import Path

from ftfy import TextFixerConfig, fix_text

from cleantext import repair_mojibake

# What ftfy expects there, what we make of it, and why that is no guess.
FURTHER = (
    # Of the bytes that Windows-1252 lacks only 9D makes a quotation mark of E2 80, and one is open.
    ("\u201clossy decoding\ufffd", "\u201clossy decoding\u201d"),
    ("\u201cbb+\ufffd from \u201cbb\ufffd", "\u201cbb+\u201d from \u201cbb\u201d"),
    # Of EF B8 and such a byte only 8F makes a character that may follow a warning sign.
    ("\u26a0\ufffd", "\u26a0\ufe0f"),
    # ftfy knows that Latin-1 was meant here; in Mac Roman it is a combining tilde, in no word.
    ("Dr\xc3\xa5ber", "Dr\xe5ber"),
)


def main(path: str) -> None:
    passed = {"pass": 0, "fail": 0}
    count = {"pass": 0, "fail": 0}
    beyond = 0
    for case in json.loads(Path(path).read_text(encoding="utf-8")):
        expect = case["expect"]
        text = repair_mojibake(case["original"])
        count[expect] += 1
        others = [
            fix_text(text, TextFixerConfig(fix_encoding=False, unescape_html=unescape))
            for unescape in ("auto", False)
        ]
        fixed = further = case.get("fixed-encoding", case["fixed"])
        for theirs, ours in FURTHER:
            further = further.replace(theirs, ours)
        if text == fixed or case["fixed"] in others:
            passed[expect] += 1
        elif text == further:
            beyond += 1
        elif expect == "pass":
            print(f"  {case['original']!a:.90}\n    {text!a:.90}")
    print(f"ftfy passes: {passed['pass']} of {count['pass']}, in {beyond} more we go further")
    print(f"ftfy fails: {passed['fail']} of {count['fail']} pass")


if __name__ == "__main__":
    main(sys.argv[1])
