"""A pipe that comes slowly is cleaned as it comes; one that does not, as a whole."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "cleantext", "--isolated"]
LINE = b"We saw teh house\xe2\x80\x8b and othre people.\n"
CLEAN = b"We saw the house and other people.\n"


@pytest.mark.parametrize("args", [[], ["-j2"], ["--diff", "-q"]])
def test_each_line_is_seen_within_a_second(args: list[str]) -> None:
    with subprocess.Popen(
        [*COMMAND, *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as process:
        assert process.stdin and process.stdout
        spent = []
        for number in range(3):
            process.stdin.write(LINE[:9])
            process.stdin.write(LINE[9:] + LINE[:5])  # and the begin of the next
            begin = time.monotonic()
            shown = b""
            while CLEAN not in shown:
                shown += process.stdout.read(65536) or pytest.fail(f"{number}: {shown!r}")
            spent.append(time.monotonic() - begin)
            process.stdin.write(LINE[5:])
            while shown.count(CLEAN) < 2:
                shown += process.stdout.read(65536)
        process.stdin.write("caf\u00e9".encode()[:-1])
        time.sleep(0.6)  # within a character
        process.stdin.write("caf\u00e9".encode()[-1:])
        process.stdin.close()
        rest = process.stdout.read()
        assert process.wait() == ("--diff" in args)
    assert args or rest == "caf\u00e9".encode()
    assert min(spent[1:]) < 1.0  # the first has to wait for the start; the machine may be busy


def test_the_answers_of_rules_of_a_line_are_those_of_the_whole_file(tmp_path: Path) -> None:
    text = (LINE + b"caf\xc3\x83\xc2\xa9 o\xe2\x80\x8bne\r\n") * 3
    rules = ["--select", "ENC,INV"]
    whole = subprocess.run([*COMMAND, *rules], input=text, capture_output=True).stdout
    with subprocess.Popen(
        [*COMMAND, *rules], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout
        for line in text.splitlines(keepends=True)[:2]:
            process.stdin.write(line)
            process.stdin.flush()
            time.sleep(0.7)
        process.stdin.write(b"".join(text.splitlines(keepends=True)[2:]))
        process.stdin.close()
        assert process.stdout.read() == whole


def test_into_a_file_it_is_cleaned_as_a_whole(tmp_path: Path) -> None:
    text = b"We saw teh house.\n" * 2
    target = tmp_path / "out"
    with (
        target.open("wb") as out,
        subprocess.Popen([*COMMAND], stdin=subprocess.PIPE, stdout=out) as process,
    ):
        assert process.stdin
        process.stdin.write(text)
        process.stdin.flush()
        time.sleep(1.5)
        assert target.read_bytes() == b""  # nothing before all has proved to be text
        process.stdin.write(b"\xff")
        process.stdin.close()
        assert process.wait() == 2
    assert target.read_bytes() == b""
