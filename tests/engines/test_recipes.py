"""Every recipe of docs/engines.md, as it stands and alone, with the real libraries."""

import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "engines.md").read_text(encoding="utf-8")
FIRST, *SECTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)
BLOCKS = {section.partition("\n")[0]: section for section in SECTIONS if "```python" in section}


def blocks(text: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


# Goes before a recipe: what a fresh environment does not have cannot be found.
ABSENT = """
import os, sys, sysconfig
from importlib.machinery import PathFinder

class Fresh(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        spec = PathFinder.find_spec(name, path, target)
        if spec and path is None and name in {absent}:
            places = [spec.origin, *(spec.submodule_search_locations or ())]
            here = os.path.join(sysconfig.get_path("purelib"), name)  # others bring their own
            if any(place and place.startswith(here) for place in places):
                return None
        return spec

sys.meta_path[sys.meta_path.index(PathFinder)] = Fresh
"""


def installed_with(names: list[str]) -> set[str]:
    """The distributions that `pip install` of some would bring, of those that are here."""
    found: set[tuple[str, str]] = set()
    todo = [(Requirement(name), extra) for name in names for extra in _extras(Requirement(name))]
    while todo:
        wanted, extra = todo.pop()
        key = canonicalize_name(wanted.name), extra
        if key in found:
            continue
        try:
            needs = metadata.requires(wanted.name) or []
        except metadata.PackageNotFoundError:
            continue
        found.add(key)
        for need in map(Requirement, needs):
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                todo += [(need, other) for other in _extras(need)]
    return {name for name, _ in found}


def _extras(wanted: Requirement) -> list[str]:
    return ["", *sorted(wanted.extras)]


def absent_without(names: list[str]) -> set[str]:
    """The modules that are here, but would not be in an environment with only some packages."""
    here = installed_with([*names, "cleantext-pipeline", "pip", "setuptools"])
    return {
        module
        for module, distributions in metadata.packages_distributions().items()
        if not here & set(map(canonicalize_name, distributions))
    }


@pytest.mark.parametrize("name", BLOCKS)
def test_each_recipe_runs_alone(name: str, tmp_path: Path) -> None:
    """In a process of its own, with what its section tells to install and nothing else."""
    found = blocks(BLOCKS[name])
    assert len(found) == 1, "one recipe a section, that needs no other"
    command = re.search(r"`pip install ([^`]+)`", BLOCKS[name])
    packages = command[1].replace('"', "").split() if command else []
    script = tmp_path / "recipe.py"
    absent = ABSENT.format(absent=absent_without(packages))
    script.write_text("\n".join([absent, *blocks(FIRST), *found]), encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3_000:]


def test_every_adapter_has_a_recipe() -> None:
    import cleantext.adapters

    of_engines = {"spark", "ray", "dask", "duckdb", "datasets", "datatrove", "scikit", "spacy"}
    of_engines |= {"langchain", "llamaindex", "polars", "review"}
    assert re.findall(r"`([a-z]+)`", cleantext.adapters.__doc__ or "")  # it names them, too
    assert all(f"cleantext.adapters.{name}" in PAGE or name in PAGE for name in of_engines)
    assert len(BLOCKS) >= 14
