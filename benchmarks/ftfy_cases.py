"""ftfy's own test cases against `repair_mojibake`.

Run `python -m benchmarks.ftfy_cases test_cases.json`. The file is in ftfy's source distribution
(`pip download --no-binary :all: ftfy`, then `tests/test_cases.json`; Apache-2.0). A case passes if
the text is repaired as `fixed-encoding` says, or if ftfy's other fixes (straight quotes, full
width, HTML) make of it what `fixed` says.
"""

import json
import sys
from pathlib import Path

from ftfy import TextFixerConfig, fix_text

from cleantext import repair_mojibake


def main(path: str) -> None:
    passed = {"pass": 0, "fail": 0}
    count = {"pass": 0, "fail": 0}
    for case in json.loads(Path(path).read_text(encoding="utf-8")):
        expect = case["expect"]
        text = repair_mojibake(case["original"])
        count[expect] += 1
        others = [
            fix_text(text, TextFixerConfig(fix_encoding=False, unescape_html=unescape))
            for unescape in ("auto", False)
        ]
        if text == case.get("fixed-encoding", case["fixed"]) or case["fixed"] in others:
            passed[expect] += 1
        elif expect == "pass":
            print(f"  {case['original']!a:.90}\n    {text!a:.90}")
    print(f"ftfy passes: {passed['pass']} of {count['pass']}")
    print(f"ftfy fails: {passed['fail']} of {count['fail']} pass")


if __name__ == "__main__":
    main(sys.argv[1])
