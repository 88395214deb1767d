"""What the command is asked, part by part: flags, configuration, folders, journals, progress.

In this process, so that each branch, error and bound is quick to try.
"""

import gc
import io
import json
import os
import sys
import tomllib
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cleantext import presets
from cleantext.cli import about, detect, found, journal, main, messages, never, progress, walk
from cleantext.cli.args import UsageError, parse
from cleantext.cli.asked import number
from cleantext.cli.config import Config, configured, for_code, pipeline_of
from cleantext.cli.flags import FLAGS
from cleantext.cli.jobs import LARGE, batches
from cleantext.cli.kinds import TYPES, format_of, globs, is_code
from cleantext.cli.resume import Resume
from cleantext.cli.task import Attempt, Outcome, Tally, Task
from cleantext.cli.totals import Total, print_stats
from cleantext.edits import Edit
from cleantext.io.swap import Swap

DIRTY = "He went home.Peter stayed in a important meeting; othre\u00a0people.\n"
CLEAN = "He went home. Peter stayed in an important meeting; other people.\n"
ZERO = "o\u200bne\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty repository, where the command runs."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "current", None)
    monkeypatch.setattr(progress, "resume", None)
    for name in ("NO_COLOR", "FORCE_COLOR", "SUDO_UID"):
        monkeypatch.delenv(name, raising=False)
    yield tmp_path


def put(files: dict[str, str | bytes]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())


def said(capsys: pytest.CaptureFixture[str], *args: str, status: int = 2) -> str:
    """What the command says on standard error."""
    assert main(list(args)) == status
    return capsys.readouterr().err


# Flags


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (["--chek"], "no flag --chek; near: --check"),
        (["--xyzzy"], "no flag --xyzzy"),
        (["-Z"], "no flag -Z"),
        (["--check=yes"], "--check takes no value"),
        (["--preset"], "--preset needs a value: --preset NAME"),
        (["-o"], "-o needs a value: -o FILE"),
        (["--errors", "ignore"], "--errors: 'ignore' is not one of strict, replace,"),
        (["-i", "-o", "x"], "--in-place and --output do not go together"),
        (["--diff", "--explain"], "--diff and --explain do not go together"),
        (["--config", "x", "--isolated"], "--config and --isolated do not go together"),
        (["--resume", "x", "--check"], "--resume and --check do not go together"),
        (["--interactive", "--diff"], "--interactive and --diff do not go together"),
        (["--jobs", "two", "x"], "--jobs: 'two' is not a number"),
        (["--jobs", "-1", "x"], "--jobs: '-1' is not a number"),
        (["-i/../x", "x"], "-i: the suffix '/../x' must not name a folder"),
        (["--option", "spaces", "x"], "--option spaces: want NAME=VALUE"),
        (["-o", "x", "a", "b"], "-o takes the text of one input; for many files use -i"),
        (["-i", "-"], "standard input cannot be changed in place; leave out -i"),
        (["--encoding", "utf-9", "x"], "no encoding 'utf-9'; near: "),
        (["--to", "base64", "x"], "'base64' is not an encoding of text"),
        (["--to", "idna", "x"], "'idna' is not an encoding of text"),
        (["-e", "undefined", "x"], "'undefined' is not an encoding of text"),
        (["-e", "unicode_escape", "x"], "'unicode_escape' is not an encoding of text"),
        (["--files-from", "missing"], "--files-from missing: No such file or directory"),
        (["--files-from", "/dev/zero"], "--files-from /dev/zero: more than 64 MB of names"),
        (["--undo", "missing"], "missing: No such file or directory"),
        (["--html", "no/page.html", "x"], "--html no/page.html: No such file or directory"),
        (["-j", "100000", "x"], "--jobs: jobs must be 0 (all cores) to "),
        (["-j", "9" * 5000, "x"], "--jobs: jobs must be 0 (all cores) to "),
        (["--rule", "INV999"], "INV999"),
        (["--preset", "defualt", "x"], "no preset 'defualt'; near: default; presets: default, "),
        (["--option", "spacse=keep", "x"], "no rule that is switched on has an option 'spacse'"),
        (["--option", "INV213.spaces=keep", "x"], "'INV213.spaces'"),
        (["--select", "SPC5", "--preset", "code", "x"], "SPC5: preset code has no such rule;"),
        (["--protect", "(", "x"], "--protect '('"),
    ],
)
def test_a_usage_error_says_what_was_wrong(
    args: list[str], error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--isolated", *args] if "--config" not in args else args) == 2
    out, err = capsys.readouterr()
    assert err.startswith("cleantext: ")
    assert error in err
    assert err.endswith("(see cleantext --help)\n")
    assert (out, err.count("\n")) == ("", 1)


def test_flags_are_read_as_their_help_says() -> None:
    assert parse(["-i.bak", "a"]).in_place == ".bak"
    assert parse(["-iq", "a"])[1:3] == ("", False)
    assert parse(["-iq", "a"]).quiet
    assert parse(["-i", "a"]).paths == ("a",)
    assert parse(["-o=x"]).output == parse(["-ox"]).output == parse(["-o", "x"]).output == "x"
    assert parse(["--explain"]).explain == "brief"
    assert parse(["--explain=json", "-"])[0] == ("-",)
    assert parse(["--", "--check", "-i"]).paths == ("--check", "-i")
    assert parse(["--select", "INV, TYP", "--select", "SPC,"]).select == ("INV", "TYP", "SPC")
    assert parse(["--protect", "a,b"]).protect == ("a,b",)
    assert parse(["a", "-q", "b"]).paths == ("a", "b")


@pytest.mark.parametrize(("jobs", "wanted"), [("1", 1), ("7", 7), ("007", 7)])
def test_so_many_jobs(jobs: str, wanted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert number(jobs) == wanted
    monkeypatch.setattr("cleantext.cores.cores", lambda: 5)
    assert number("0") == 5


def test_help_fits_a_screen_of_eighty_columns_and_names_every_flag() -> None:
    text = about.help_text()
    # what a flag is for begins in one column, on its line or on the next
    described = [line for line in text.splitlines() if line.startswith("  ") and line[32:33] != " "]
    assert max(len(line) for line in text.splitlines()) <= 100
    assert all(f"--{flag.long}" in text for flag in FLAGS)
    flags = [line for line in described if line.lstrip().startswith("-")]
    for line in flags:
        left = line[:32].rstrip()
        assert len(left) <= 30 or line == left or len(line.rstrip()) > 30
    wrapped = [line[32:] for line in text.splitlines() if line.startswith(" " * 32)]
    assert wrapped
    assert max(map(len, wrapped)) <= 66


# Configuration


def config_of(toml: str, *args: str, name: str = "cleantext.toml") -> Config:
    put({name: toml})
    return configured(parse(list(args)))


@pytest.mark.parametrize(
    ("toml", "error"),
    [
        ("preset = 5", "preset: want a name, not an integer"),
        ("preset = true", "preset: want a name, not a boolean"),
        ("preset = 1.5", "preset: want a name, not a float"),
        ("preset = [1]", "preset: want a name, not an array"),
        ("preset = 1979-05-27", "preset: want a name, not a date or time"),
        ("[preset]", "preset: want a name, not a table"),
        ("options = 'x'", "options: want a table, not a string"),
        ("select = 'x'", "select: want a list of strings"),
        ("select = ['x', 1]", "select: want a list of strings"),
        ("per-file = 1", "per-file: want tables, as in"),
        ("[per-file]\n'*.md' = 1", "per-file: want tables, as in"),
        ("igonre = []", "no key 'igonre'; near: ignore; keys: preset, select, ignore, extend,"),
        ("[options]\nspaces = {a = 1979-05-27}", "options.spaces.a: want text, a number, true,"),
        ("[options]\nspaces = [1]", "options.spaces: want text, a number, true, false or a list"),
        ("protect = ['(']", "protect: '('"),
        ("[per-file.'*.md'.per-file]", "per-file.'*.md': no key 'per-file'"),
        ("[per-file.'*.md']\nselect = ['XYZ9']", "per-file.'*.md': "),
        ("[per-file.'*.md']\nprotect = ['(']", "per-file.'*.md': protect: "),
        ("a = ", "is not TOML: "),
        ("[options]\nspaces = 'kepe'", "spaces"),
        ("[options]\ndoubled = 3", "doubled"),
    ],
)
def test_an_error_in_a_configuration_names_file_and_key(toml: str, error: str) -> None:
    with pytest.raises(UsageError) as caught:
        config_of(toml)
    assert "cleantext.toml: " in str(caught.value)
    assert error in str(caught.value)


def test_an_error_of_a_file_with_a_flag_is_told_of_the_file() -> None:
    """What is right alone and wrong for some files is said of these."""
    with pytest.raises(UsageError, match=r"cleantext.toml: per-file.'\*.md': "):
        config_of("[per-file.'*.md']\npreset = 'code'\nselect = ['SPC']\n")


def test_flags_replace_preset_and_select_and_add_to_the_rest() -> None:
    toml = (
        "preset = 'corpus'\nselect = ['INV']\nignore = ['INV213']\nprotect = ['a']\n"
        "extend = ['SPC510']\n"
    )
    config = config_of(toml, "--preset", "strict", "--select", "ENC", "--ignore", "ENC111")
    assert (config.preset, config.select) == ("strict", ("ENC",))
    assert config.ignore == ("INV213", "ENC111")
    assert (config.protect, config.extend) == (("a",), ("SPC510",))
    assert config_of(toml, "--protect", "b", "--protect", "a").protect == ("a", "b")
    ids = {rule.id for rule in pipeline_of(config_of(toml)).rules}
    assert "SPC510" in ids
    assert "INV213" not in ids
    assert all(id.startswith("INV") or id == "SPC510" for id in ids)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("true", True), ("Yes", True), ("1", True), ("false", False), ("NO", False), ("0", False)],
)
def test_truth_is_said_in_words(value: str, wanted: bool) -> None:
    config = config_of("", "--option", f"keep_c2pa={value}")
    rules = [rule for rule in pipeline_of(config).rules if "keep_c2pa" in rule.defaults]
    assert rules
    for rule in rules:
        assert rule.changed_options.get("keep_c2pa", rule.defaults["keep_c2pa"]) is wanted


def test_what_is_no_truth_is_told() -> None:
    with pytest.raises(UsageError, match="option keep_c2pa is true or false, not 'maybe'"):
        pipeline_of(config_of("", "--option", "keep_c2pa=maybe"))


def test_an_option_of_one_rule_and_of_all() -> None:
    text = "a\u00a0b\u3000c"
    plain = pipeline_of(config_of("", "--option", "spaces=keep"))
    assert plain(text) == text
    with pytest.raises(UsageError, match=r"option INV213.policy: rule INV213 is not switched on"):
        pipeline_of(config_of("", "--ignore", "INV", "--option", "INV213.policy=strict"))
    named = config_of("[options.NRM303]\nspaces = 'keep'\n")
    assert pipeline_of(named).rules != pipeline_of(Config()).rules
    listed = pipeline_of(config_of("", "--option", "exceptions=wrod,,teh"))
    assert listed("teh wrod") == "teh wrod"


def test_words_are_no_typos() -> None:
    put({"cleantext-words.txt": "# ours\nothre  # so\n\n  importnat \n"})
    config = configured(parse([]))
    assert config.words == ("othre", "importnat")
    pipeline = pipeline_of(config)
    assert "othre" in pipeline(DIRTY)
    assert "other" in presets.default(DIRTY)
    # where no rule asks for words they are no error
    assert pipeline_of(config._replace(preset="code"))(ZERO) == "one\n"


def test_code_has_the_preset_for_code_unless_one_is_named() -> None:
    assert for_code(Config()) == Config(preset="code")
    assert for_code(Config(preset="strict")) is None
    assert for_code(Config(select=("INV",))) is None
    options = (("spaces", "keep"), ("policy", "strict"))
    code = for_code(Config(options=options))
    assert code is not None
    assert ("spaces", "keep") not in code.options
    pipeline_of(code)  # what its rules do not have is no error


def test_a_dumped_configuration_says_all(capsys: pytest.CaptureFixture[str]) -> None:
    toml = (
        "preset = 'corpus'\nignore = ['INV213']\n[options]\npolicy = 'strict'\n"
        "[options.NRM303]\nspaces = 'keep'\n[per-file.'*.md']\nextend = ['SPC510']\n"
    )
    put({"cleantext.toml": toml, "cleantext-words.txt": "a\nb\n"})
    assert main(["--dump-config"]) == 0
    out = capsys.readouterr().out
    first, second, third = out.splitlines()[:3]
    assert first == f"# {Path.cwd() / 'cleantext.toml'}"
    assert second.startswith("# rules: ENC")
    assert "INV213" not in second
    assert third == "# and 2 words"
    data = tomllib.loads(out)
    assert (data["preset"], data["ignore"]) == ("corpus", ["INV213"])
    assert data["options"]["NRM303"] == {"spaces": "keep"}
    assert data["per-file"]["*.md"]["extend"] == ["SPC510"]
    assert main(["--dump-config", "--isolated"]) == 0
    assert capsys.readouterr().out.startswith("# no configuration file\n# rules: ")


# Where it is found


def test_a_list_of_words_and_a_configuration_have_a_size() -> None:
    line = b"wordwor\n"
    put({"cleantext-words.txt": line * (4 << 17)})
    assert len(found.read_words("cleantext-words.txt")) == 4 << 17
    put({"cleantext-words.txt": line * (4 << 17) + b"\n"})
    with pytest.raises(UsageError, match="longer than 4 MiB"):
        found.read_words("cleantext-words.txt")
    full = b"#" * ((256 << 10) - 1) + b"\n"
    put({"cleantext.toml": full})
    assert found.read_table("cleantext.toml") == {}
    put({"cleantext.toml": full + b"#"})
    with pytest.raises(UsageError, match="longer than 256 KiB"):
        found.read_table("cleantext.toml")


def test_a_project_of_others_is_none_of_ours() -> None:
    large = b"[tool.other]\n" + b"#" * (300 << 10) + b"\n"
    put({"pyproject.toml": large})
    assert found.read_table("pyproject.toml", quiet=True) is None  # not even read as TOML
    put({"pyproject.toml": large + b"[tool.cleantext]\n"})
    with pytest.raises(UsageError, match="longer than 256 KiB"):
        found.read_table("pyproject.toml", quiet=True)
    put({"pyproject.toml": "[tool.cleantext]\nselect = ['INV']\n[project]\nname = 'x'\n"})
    assert found.read_table("pyproject.toml", quiet=True) == {"select": ["INV"]}
    put({"pyproject.toml": "[project]\nname = 'cleantext-user'\n"})
    assert found.read_table("pyproject.toml", quiet=True) is None
    assert found.read_table("pyproject.toml") == {}  # who names it means it
    put({"pyproject.toml": "[tool.other]\n# cleantext\nx = 1\n"})
    assert found.read_table("pyproject.toml", quiet=True) is None
    put({"pyproject.toml": "tool = 5\n"})
    with pytest.raises(UsageError, match="tool: want a table, not an integer"):
        found.read_table("pyproject.toml")
    put({"pyproject.toml": "[tool]\ncleantext = 'x'\n"})
    with pytest.raises(UsageError, match=r"tool.cleantext: want a table, not a string"):
        found.read_table("pyproject.toml")


def test_keys_have_so_many_parts() -> None:
    put({"cleantext.toml": "options" + ".a" * 100 + " = 1\n"})
    found.read_table("cleantext.toml")
    put({"cleantext.toml": "\noptions" + ".a" * 101 + " = 1\n"})
    with pytest.raises(UsageError, match="line 2: a key of more than 100 parts"):
        found.read_table("cleantext.toml")
    put({"cleantext.toml": f"protect = ['{'.' * 200}', \"{'.' * 200}\"]\n"})
    assert found.read_table("cleantext.toml") == {"protect": ["." * 200] * 2}


def test_the_nearest_of_each_counts(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put({
        "cleantext.toml": "ignore = ['INV']\n", "a/pyproject.toml": "[project]\nname = 'x'\n",
        "cleantext-words.txt": "above\n", "a/b/cleantext-words.txt": "below\n",
        "a/b/.cleantext.toml": "", "a/c/x": "",
    })  # fmt: skip
    monkeypatch.setenv("HOME", "/nonexistent")
    for folder in ("a", "a/b", "a/c"):
        (place / folder).chmod(0o755)
    place.chmod(0o755)
    monkeypatch.chdir(place / "a" / "c")
    here = found.discover()
    assert (here.path, here.table) == (str(place / "cleantext.toml"), {"ignore": ["INV"]})
    assert (here.words, here.words_path) == (("above",), str(place / "cleantext-words.txt"))
    monkeypatch.chdir(place / "a" / "b")
    here = found.discover()
    assert (here.path, here.table) == (str(place / "a/b/.cleantext.toml"), {})
    assert here.words == ("below",)
    assert here.notices == ()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs owners of files")
def test_whose_files_are_trusted(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put({"cleantext.toml": "ignore = ['INV']\n", "a/x": ""})
    place.chmod(0o755)
    (place / "cleantext.toml").chmod(0o644)
    monkeypatch.chdir(place / "a")
    owner = place.stat().st_uid
    for uid, sudo, is_trusted in (
        (owner, "", True),
        (owner + 7, "", owner == 0),  # what is root's is everybody's
        (0, str(owner), True),
    ):
        monkeypatch.setattr(os, "geteuid", lambda uid=uid: uid)
        monkeypatch.setenv("SUDO_UID", sudo)
        assert (found.discover().table is not None) == is_trusted
    real = os.stat

    def of_another(path: Any, *args: Any, **how: Any) -> os.stat_result:
        status = real(path, *args, **how)
        return os.stat_result([*status[:4], 4711, *status[5:]])

    monkeypatch.setattr(os, "stat", of_another)
    for uid, sudo, is_trusted in (
        (0, "", False), (0, "4711", True), (0, "x", False), (0, "4712", False),
        (4712, "4711", False),
    ):  # fmt: skip
        monkeypatch.setattr(os, "geteuid", lambda uid=uid: uid)
        monkeypatch.setenv("SUDO_UID", sudo)
        here = found.discover()
        assert (here.table is not None) == is_trusted
        if not is_trusted:
            [notice] = here.notices
            assert "is not read: its folder belongs to another user; name it with" in notice
    monkeypatch.setattr(os, "stat", real)
    monkeypatch.delattr(os, "geteuid")
    (place / "cleantext.toml").chmod(0o666)
    assert found.discover().table is not None  # a system without owners


# Folders


def walked(folder: str = ".", **wanted: Any) -> list[str]:
    return [os.path.normpath(path) for path in walk.Walk(walk.Wanted(**wanted)).files(folder)]


def test_names_are_walked_in_order_and_without_what_is_hidden() -> None:
    put(dict.fromkeys(("b", "a/z", "a/b/c", ".h/x", ".i", "a/.j"), ""))
    assert walked() == ["a/b/c", "a/z", "b"]
    assert walked(everything=True) == sorted(["a/b/c", "a/.j", "a/z", "b", ".h/x", ".i"])
    assert walked("a") == ["a/b/c", "a/z"]
    assert walked(include=("*.x",)) == []
    assert walked(include=("c",)) == ["a/b/c"]
    assert walked(exclude=("a/b/",)) == ["a/z", "b"]
    assert walked(exclude=("z",), include=("z", "b")) == walked(include=("b",))


def test_the_nearest_pattern_has_the_last_word() -> None:
    put({
        ".gitignore": "*.log\n!keep.log\n/top\nbad[\n", ".ignore": "*.tmp\n!a.log\n",
        "a/.gitignore": "!b.log\nkeep.log\n", "a.log": "", "b.log": "", "keep.log": "",
        "a/b.log": "", "a/keep.log": "", "a/top": "", "top": "", "x.tmp": "", "bad[": "",
        ".git/info/exclude": "\ufeffsecret\n", "secret": "", "a/secret": "",
    })  # fmt: skip
    assert walked() == ["a/b.log", "a/top", "a.log", "bad[", "keep.log"]
    # of a folder that is named what stands above it counts, but not against itself
    assert walked("a") == ["a/b.log", "a/top"]
    put({".gitignore": "a/\n"})
    assert "a/top" in walked("a")
    assert "a/top" not in walked()


def test_outside_of_a_repository_nothing_above_counts(place: Path) -> None:
    put({".gitignore": "*.log\n", "a/b.log": "", "a/c/d.log": "", "a/c/.gitignore": "!d.log"})
    assert walked("a") == ["a/c/d.log"]
    (place / ".git").rmdir()
    assert walked("a") == ["a/b.log", "a/c/d.log"]


def test_a_file_of_patterns_has_a_size() -> None:
    put({".ignore": "#" * ((1 << 20) - 5) + "\nx.a\nx.b\n", "x.a": "", "x.b": "", "y": ""})
    assert walked() == ["x.b", "y"]


def test_what_was_passed_by() -> None:
    put({".gitignore": "*.log\n", "a.log": "", ".x": "", "b": ""})
    Path("link").symlink_to("b")
    one = walk.Walk(walk.Wanted())
    assert list(one.files(".")) == ["./b"]
    # .git, .gitignore and .x
    assert one.notice() == "passed by: 3 hidden, 1 ignored, 1 link (named ones are read)"
    assert one.notice(2).count("2 binary") == 1
    Path("other").symlink_to("missing")
    two = walk.Walk(walk.Wanted(everything=True))
    list(two.files("."))
    assert two.notice() == "passed by: 2 links (named ones are read)"
    assert walk.Walk(walk.Wanted()).notice() == ""
    three = walk.Walk(walk.Wanted())
    assert list(three.files("no/such")) == []
    assert three.problems == [("no/such", "No such file or directory")]


def test_types_are_named_and_near_ones_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert globs(["md", "py"]) == [*TYPES["md"], *TYPES["py"]]
    put({"a/x.md": ZERO})
    assert "--type: no type 'mdd'; near: md" in said(capsys, "--check", "-t", "mdd", "a")
    assert "no type '#'; types: " in said(capsys, "--check", "-t", "#", "a")
    for name, wanted in (("A.YAML", True), ("x/Makefile", True), (".env", True), ("a.md", False)):
        assert is_code(name) == wanted
    assert (format_of("A.SRT"), format_of("a.vtt"), format_of("a.txt")) == ("srt", "srt", "")


# Files and what came of them


def test_small_files_travel_together() -> None:
    sizes = [(str(k), 1) for k in range(130)]
    assert [len(batch) for batch in batches(sizes)] == [64, 64, 2]
    megabyte = 1 << 20
    assert list(batches([("a", megabyte), ("b", 1), ("c", megabyte - 1), ("d", 1)])) == [
        ["a"], ["b", "c"], ["d"]
    ]  # fmt: skip
    assert list(batches([("a", megabyte // 2)] * 2)) == [["a", "a"]]
    assert list(batches([])) == []
    assert LARGE == 4 << 20


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_many_files_and_a_bad_one(jobs: str, capsys: pytest.CaptureFixture[str]) -> None:
    put({f"{k}.txt": ZERO if k % 3 else "clean\n" for k in range(12)} | {"bad.txt": b"\xff"})
    names = [f"{k}.txt" for k in range(12)]
    assert main(["--isolated", "-j", jobs, *names]) == 0
    assert capsys.readouterr().out == "".join("one\n" if k % 3 else "clean\n" for k in range(12))
    assert main(["--isolated", "--check", "--stats", "-j", jobs, "bad.txt", *names]) == 2
    out, err = capsys.readouterr()
    assert out.split() == [f"{k}.txt" for k in range(12) if k % 3]
    assert err.startswith("cleantext: bad.txt: byte FF at offset 0 (line 1) is not UTF-8")
    assert "       8        8        8 INV213 " in err
    assert err.endswith("cleantext: 8 of 13 files would be changed, 8 edits; 1 failed\n")
    assert main(["--isolated", "-i", "-j", jobs, *names]) == 0
    assert capsys.readouterr().err == "cleantext: 8 of 12 files changed, 8 edits\n"
    assert {Path(name).read_text("utf-8") for name in names} == {"one\n", "clean\n"}


def test_totals_in_words_and_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    total = Total()
    total.walked = {"b", "c"}
    total.add("a", Attempt(Outcome(True, {"INV213": 2}, characters={"INV213": 5}, hints=("h",))))
    assert total.summary("changed") == "1 of 1 file changed, 2 edits"
    total.add("b", Attempt(Outcome(False, {}, hints=("no",))))
    assert total.hints == ["b: no"]  # who named a file was told already
    total.add("c", Attempt(Outcome(False, {}, is_binary=True)))
    assert (total.inputs, total.binary) == (2, 1)
    total.add("d", Attempt(Outcome(False, {}, is_binary=True)))
    assert total.inputs == 3
    total.add("e", Attempt(Outcome(True, {"INV213": 1, "own": 1}, characters={"INV213": 1})))
    assert total.summary("changed") == "2 of 4 files changed, 4 edits"
    assert total.summary("with something hidden") == "2 of 4 files with something hidden"
    assert not total.failed
    total.add("f", Attempt(None, "why"))
    assert (total.failed, total.inputs) == (True, 4)
    print_stats(total, "text")
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "   edits    files    chars"
    assert lines[1].startswith("       3        2        6 INV213 ")
    assert lines[2:] == ["       1        1        0 own", "       4 edits"]
    print_stats(total, "json")
    assert json.loads(capsys.readouterr().err) == {
        "schema": 1, "files": 4, "changed": 2,
        "rules": {
            "INV213": {"edits": 3, "files": 2, "characters": 6},
            "own": {"edits": 1, "files": 1, "characters": 0},
        },
    }  # fmt: skip
    print_stats(Total(), "text")
    assert capsys.readouterr().err == "       0 edits\n"
    tally = Tally()
    tally.add([Edit(0, 2, "", ("A", "B")), Edit(3, 3, "x", ("A",))])
    assert (tally.counts, tally.characters) == ({"A": 2, "B": 1}, {"A": 2, "B": 2})


def test_the_encoding_that_is_found_is_told_with_how_sure_that_is() -> None:
    data = "Gr\u00fc\u00dfe aus K\u00f6ln, sch\u00f6ne Gr\u00fc\u00dfe an alle\n".encode("cp1252")
    file, encoding, notice = detect.detect(io.BytesIO(data * 9))
    assert (file.read(), encoding) == (data * 9, "cp1252")
    assert notice.startswith("read as cp1252, ")
    assert notice.endswith("% sure")
    for size in (1 << 20, (1 << 20) + 1):  # the bound of what is looked at
        text = (b"a" * 99 + b"\n") * ((size + 99) // 100)
        file, encoding, notice = detect.detect(io.BytesIO(text[:size]))
        read = b""
        while data := file.read(1 << 16):
            read += data
        assert (read, encoding) == (text[:size], "utf-8")
        assert notice.endswith("(by its first part)") == (size > 1 << 20)


# Journals


def written(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    put(files)  # type: ignore[arg-type]
    assert main(["--isolated", "-iq", "--explain=json", *files]) == 0
    put({"journal": capsys.readouterr().out})


def test_what_was_done_is_taken_back_and_done_again(capsys: pytest.CaptureFixture[str]) -> None:
    written({"a.txt": DIRTY, "b.txt": "clean\n"}, capsys)
    assert Path("a.txt").read_text("utf-8") == CLEAN
    assert said(capsys, "--undo", "journal", status=0).startswith("cleantext: 1 of 2 files taken")
    assert Path("a.txt").read_text("utf-8") == DIRTY
    assert said(capsys, "--apply", "journal", status=0).startswith("cleantext: 1 of 2 files chang")
    assert Path("a.txt").read_text("utf-8") == CLEAN
    assert "a.txt: has changed since the edits were written down" in said(
        capsys, "--apply", "journal"
    )


def test_it_is_taken_back_where_it_stands_now(capsys: pytest.CaptureFixture[str]) -> None:
    written({"a.txt": DIRTY}, capsys)
    for before, after in (
        ("New at the top. ", ""), ("", "New at the end."), ("One.\n\n", "\n\nTwo.\n")
    ):  # fmt: skip
        Path("a.txt").write_text(before + CLEAN + after, "utf-8")
        assert said(capsys, "--undo", "journal", "-q", status=0) == ""
        assert Path("a.txt").read_text("utf-8") == before + DIRTY + after
    # what cannot be found again, or stands there twice, stays and is told
    Path("a.txt").write_text("He went home. Peter said so.\n", "utf-8")
    assert "a.txt: 2 of 3 edits are not found and stay" in said(
        capsys, "--undo", "journal", status=0
    )
    assert Path("a.txt").read_text("utf-8") == "He went home.Peter said so.\n"
    twice = "x " + CLEAN + CLEAN
    Path("a.txt").write_text(twice, "utf-8")
    assert "has changed since it was cleaned; it is left as it is" in said(
        capsys, "--undo", "journal"
    )
    assert Path("a.txt").read_text("utf-8") == twice


@pytest.mark.parametrize(
    "entry",
    [
        {"edits": []},
        {"file": "a.txt"},
        {"file": "a.txt", "edits": [{"start": 2, "end": 1, "old": "", "new": ""}]},
        {"file": "a.txt", "edits": [{"start": 0, "end": 2, "old": "x", "new": ""}]},
        {"file": "a.txt", "edits": [{"start": 0, "end": 1, "old": "ab", "new": ""}]},
        {"file": "a.txt", "edits": [{"start": 0, "end": 1, "old": "a"}]},
        {
            "file": "a.txt",
            "edits": [
                {"start": 2, "end": 3, "old": "a", "new": ""},
                {"start": 1, "end": 2, "old": "a", "new": ""},
            ],
        },
        [],
        5,
    ],
)
def test_what_is_no_journal_is_refused_with_its_line(
    entry: object, capsys: pytest.CaptureFixture[str]
) -> None:
    put({"journal": f'\n{{"file": "x", "edits": []}}\n{json.dumps(entry)}\n', "a.txt": "aaaa"})
    assert "journal: line 3 is none of --explain=json: want file, edits, start," in said(
        capsys, "--apply", "journal"
    )
    put({"journal": "nonsense\n"})
    assert "journal: line 1 is none" in said(capsys, "--undo", "journal")
    put({"journal": "\n" * 70_000 + "nonsense\n"})
    assert "journal: line 70001 is none" in said(capsys, "--undo", "journal")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_a_journal_without_end_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "/dev/zero: line 1 is none of --explain=json" in said(capsys, "--undo", "/dev/zero")
    monkeypatch.setattr("cleantext.cli.inputs.JOURNAL", 1 << 20)
    put({"journal": "{" + " " * (1 << 20)})
    assert "journal: more than 1 MB of edits" in said(capsys, "--apply", "journal")


def test_edits_that_a_person_wrote_down_are_done(capsys: pytest.CaptureFixture[str]) -> None:
    edit = {"start": 1, "end": 2, "old": "b", "new": "X"}
    for old, text, wanted in (("b", "abc", "aXc"), ("c", "abc", "abc")):
        put(
            {
                "a.txt": text,
                "journal": json.dumps({"file": "a.txt", "edits": [edit | {"old": old}]}),
            }
        )
        main(["--apply", "journal", "-q"])
        assert Path("a.txt").read_text("utf-8") == wanted
    capsys.readouterr()
    put({"journal": json.dumps({"file": "<stdin>", "edits": [edit]})})
    assert "was standard input; only files can be changed" in said(capsys, "--undo", "journal")
    assert main(["--undo", "journal", "-q"]) == 2


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_files_with_a_mark_are_taken_back(codec: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_bytes(DIRTY.encode(codec))
    assert main(["--isolated", "-iq", "--explain=json", "a.txt"]) == 0
    put({"journal": capsys.readouterr().out})
    assert Path("a.txt").read_bytes() == CLEAN.encode(codec)
    assert main(["-q", "--undo", "journal"]) == 0
    assert Path("a.txt").read_bytes() == DIRTY.encode(codec)


def test_where_an_edit_is_found_again() -> None:
    text = "one two three four five six seven"
    where: Callable[..., int] = journal._found
    assert where(text, 8, "three", "one two ", " four") == 8
    assert where(text, 2, "three", "one two ", " four") == 8  # elsewhere, the only one so
    assert where(text, 8, "three", "xxx xxx ", " four fi") == 8  # by one side that is long enough
    assert where(text, 8, "three", "one two ", " xxxx") == 8
    assert where(text, 8, "three", "x", "y") == -1
    assert where("aa aa", 3, "aa", "", "") == -1  # too short to be sure
    assert where("aa", 0, "aa", "", "") == 0  # but at the very begin
    double = "north wind, north wind, "
    assert where(double, 50, "wind", "north ", ", ") == -1  # there are two


# 'Never again'


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "ignore = [\"INV\"]\n"),
        ("ignore = []\n", "ignore = [\"INV\"]\n"),
        ("ignore = [ ]\n", "ignore = [\"INV\" ]\n"),
        ("ignore = ['A']\n", "ignore = ['A', \"INV\"]\n"),
        ("ignore = ['A',]\n", "ignore = ['A', \"INV\"]\n"),
        ("ignore = [\n  'A',\n  'B'\n]\n", "ignore = [\n  'A',\n  'B',\n  \"INV\"\n]\n"),
        ("preset = 'x'\n[options]\n", "ignore = [\"INV\"]\npreset = 'x'\n[options]\n"),
    ],
)  # fmt: skip
def test_an_addition_changes_nothing_else(text: str, wanted: str) -> None:
    put({"cleantext.toml": text})
    assert never.add_setting("ignore", "INV") == "cleantext.toml"
    assert Path("cleantext.toml").read_text("utf-8") == wanted


def test_an_addition_to_a_project() -> None:
    put({"pyproject.toml": "[project]\nname = 'x'\n[tool.cleantext]\npreset = 'code'\n[tool.x]\n"})
    never.add_setting("protect", "a\u202e", "pyproject.toml")
    text = Path("pyproject.toml").read_text("utf-8")
    assert text == (
        "[project]\nname = 'x'\n[tool.cleantext]\nprotect = [\"a\\u202E\"]\n"
        "preset = 'code'\n[tool.x]\n"
    )
    put({"pyproject.toml": "[project]\nname = 'x'\n"})
    with pytest.raises(LookupError, match=r'pyproject.toml: add "INV" to ignore'):
        never.add_setting("ignore", "INV", "pyproject.toml")
    assert Path("pyproject.toml").read_text("utf-8") == "[project]\nname = 'x'\n"
    put({"cleantext.toml": "ignore = ['''[''']\n"})
    with pytest.raises(LookupError, match="add"):
        never.add_setting("ignore", "INV")


def test_a_word_goes_on_a_line_of_its_own() -> None:
    assert never.add_word("one") == "cleantext-words.txt"
    assert never.add_word("two").endswith("cleantext-words.txt")
    put({"cleantext-words.txt": "three"})
    never.add_word("four")
    assert Path("cleantext-words.txt").read_text("utf-8") == "three\nfour\n"


# Progress and messages


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_says_how_far_it_is() -> None:
    put({"a": b"x" * 2_000_000, "b": b"x" * 1_000_000})
    one = progress.Progress(["a"])
    one.part(500_000)
    assert one.line(0.5) == "0.5 of 2.0 MB, 1.0 MB/s, 2 s left"
    one.file("a", 0)
    assert one.line(2) == "2.0 of 2.0 MB, 1.0 MB/s"
    two = progress.Progress(["a", "b", "missing"])
    assert two.line(0) == "0 of 3 files, 0.0 of 3.0 MB, 0.0 MB/s"
    two.file("b", 7)
    two.part(1_000_000)
    assert two.line(4) == "1 of 3 files, 2.0 of 3.0 MB, 0.5 MB/s, 7 edits, 2 s left"


def test_progress_is_shown_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    times = iter((100.0, 100.3, 100.49, 100.51, 100.55, 100.6, 100.62, 101.0))
    monkeypatch.setattr(messages, "show_line", shown.append)
    monkeypatch.setattr("time.monotonic", lambda: next(times))
    one = progress.Progress([])
    for size in range(7):
        one.part(size)
    assert len(shown) == 3  # after half a second, then not more often than each tenth


@pytest.mark.parametrize(
    ("when", "is_terminal", "quiet", "wanted"),
    [
        ("always", False, False, True), ("always", False, True, True),
        ("never", True, False, False),
        ("auto", True, False, True), ("auto", True, True, False), ("auto", False, False, False),
    ],
)  # fmt: skip
def test_when_progress_is_shown(
    when: str, is_terminal: bool, quiet: bool, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal() if is_terminal else io.StringIO())
    progress.begin(when, [], quiet)
    assert (progress.current is not None) == wanted
    progress.end()
    assert progress.current is None


def test_a_message_takes_the_place_of_the_line_of_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    messages.show_line("half")
    messages.complain("a\x1b[31m\nb")
    messages.show_line("")
    assert stream.getvalue() == (
        "\r\x1b[Khalf\r\x1b[Kcleantext: a\u27e8ESC U+001B\u27e9[31m\u27e8LF U+000A\u27e9b\n"
    )
    messages.complain("x" * 1000 + "y" * 1000)
    messages.complain("x" * 1001 + "-" + "y" * 1000)
    lines = stream.getvalue().splitlines()
    assert lines[-2] == f"cleantext: {'x' * 1000}{'y' * 1000}"
    assert lines[-1] == f"cleantext: {'x' * 1000} ... {'y' * 1000}"


# Going on


def test_what_was_done_is_not_done_again_unless_it_has_changed() -> None:
    put({"a": ZERO, "b": ZERO, "c": ZERO})
    task = Task(presets.corpus)
    run = Resume("state", task)
    run.done("a")
    run.note("b", parts=3, temporary="t", written=1, counts={}, characters={})
    run.done("c")
    run.end(False)
    put({"c": "longer than before\n"})
    again = Resume("state", task)
    assert again.left(["a", "b", "c", "d"]) == ["b", "c", "d"]
    assert again.before == 1
    again.end(True)
    assert not Path("state").exists()
    for other in (task._replace(to="utf-16"), Task(presets.code), task._replace(suffix=".bak")):
        Resume("state", task).end(False)
        kept = Path("state").read_bytes()
        with warnings.catch_warnings(action="ignore"):  # the file stays open until the end
            with pytest.raises(UsageError, match="is of a run with other flags, rules or another"):
                Resume("state", other)
            gc.collect()
        assert Path("state").read_bytes() == kept
    Resume("state", task._replace(color=True, seen=True)).end(False)  # what is seen is no matter


def test_the_parts_of_a_file_that_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    put({"a.jsonl": ZERO})
    monkeypatch.setattr("cleantext.cli.resume.EVERY", 0.0)
    task = Task(presets.corpus)
    run = Resume("state", task)
    target = Swap("a.jsonl")
    tally = Tally()
    with pytest.raises(KeyboardInterrupt), target:
        rows = run.rows("a.jsonl", target, tally, ["1", "2", "3"])
        assert rows.parts == 0
        for item in rows.items:
            target.write(item.encode())
            tally.counts["INV213"] += 1
            rows.written()
            if item == "2":
                raise KeyboardInterrupt
    assert target._file is not None
    target._file.close()
    run.end(False)
    again, tally = Resume("state", task), Tally()
    with Swap("a.jsonl") as target:
        rows = again.rows("a.jsonl", target, tally, ["1", "2", "3"])
        assert (rows.parts, list(rows.items), tally.counts) == (2, ["3"], {"INV213": 2})
        target.write(b"3")
        target.finish()
    again.end(True)
    assert Path("a.jsonl").read_bytes() == b"123"
