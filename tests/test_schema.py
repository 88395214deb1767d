"""The JSON schema of the configuration and the reader of it agree on every key."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cleantext.cli.args import Args, UsageError
from cleantext.cli.config import configured
from cleantext.cli.schema import schema
from cleantext.options import Options

VALIDATOR = Draft202012Validator(schema())


def is_read(text: str, path: Path) -> bool:
    path.write_text(text, encoding="utf-8")
    try:
        configured(Args(config=str(path)))
    except UsageError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "is_good"),
    [
        ("", True),
        ("preset = 'corpus'", True),
        ("preset = 'corpsu'", False),
        ("preset = 1", False),
        ("select = ['INV', 'typos']\nignore = ['mojibake']\nextend = ['NRM330']", True),
        ("select = 'INV'", False),
        ("ignore = [1]", False),
        ("protect = ['`.*?`']", True),
        ("protcet = ['`.*?`']", False),
        ("[options]\nspaces = 'keep'\nwords = ['wrod']", True),
        ("[options]\nspaces = 'kep'", False),
        ("[options]\nspacse = 'keep'", False),
        ("[options.NRM303]\nspaces = 'keep'", True),
        ("[options.no-break-space]\nspaces = 'keep'", True),
        ("[options.NRM303]\nlevel = 'off'", False),
        ("[options.NRM999]\nspaces = 'keep'", False),
        ("[per-file.'*.md']\nignore = ['SPC']\noptions = {spaces = 'keep'}", True),
        ("[per-file.'*.md']\nignroe = ['SPC']", False),
        ("[per-file]\nignore = ['SPC']", False),
        ("[per-file.'*.md'.per-file.'a']\nignore = ['SPC']", False),
    ],
)
def test_both_take_the_same(text: str, is_good: bool, tmp_path: Path) -> None:
    assert is_read(text, tmp_path / "cleantext.toml") == is_good
    assert VALIDATOR.is_valid(tomllib.loads(text)) == is_good


def test_every_key_and_option_is_in_the_schema(tmp_path: Path) -> None:
    keys: dict[str, Any] = schema()["properties"]
    path = tmp_path / "cleantext.toml"
    path.write_text("nothing = 1", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        configured(Args(config=str(path)))
    assert str(caught.value).partition("keys: ")[2].split(", ") == list(keys)
    assert set(Options.__annotations__) <= set(schema()["$defs"]["options"]["properties"])
    Draft202012Validator.check_schema(schema())
