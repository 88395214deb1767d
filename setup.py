"""Build the compiled kernel where that is possible; everything else is in pyproject.toml."""

import os
import sys
from compileall import compile_dir
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext


class OptionalBuild(build_ext):
    """Leave the kernel out, with a clear notice, where it cannot be compiled."""

    def run(self) -> None:
        try:
            super().run()
        except Exception as error:
            skip(error)
        if self.inplace:
            # As installers do with what is not edited: to compile all modules takes a start three
            # times as long, and where no bytecode is written that is every start.
            compile_dir("src/cleantext", quiet=2)

    def build_extension(self, ext: Extension) -> None:
        try:
            super().build_extension(ext)
        except Exception as error:
            skip(error)


def skip(error: Exception) -> None:
    reason = str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
    print(
        f"cleantext: the compiled kernel is left out ({reason}).\n"
        "cleantext: everything works without it, several times slower on clean text.",
        file=sys.stderr,
    )


def extensions() -> list[Extension]:
    if os.environ.get("CLEANTEXT_PURE") == "1":
        return []
    try:
        from Cython.Build import cythonize
    except ImportError as error:
        skip(error)
        return []
    source = "src/cleantext/_speedups"
    parts = sorted(map(str, Path("src/cleantext").glob("_speedups_*.pxi")))
    kernel = Extension("cleantext._speedups", [f"{source}.pyx"], depends=parts, optional=True)
    rooms = sorted(Path("src/cleantext/kernel").glob("*.pyx"))
    kernels = [kernel]
    kernels += [
        Extension(
            f"cleantext.kernel.{path.stem}",
            [str(path)],
            depends=[str(part) for end in ("h", "pxi") for part in path.parent.glob(f"*.{end}")],
            optional=True,
        )
        for path in rooms
    ]
    for extension in kernels:
        if sys.platform != "win32":
            # Symbols are five sixths of the size, and nobody debugs an installed kernel.
            extension.extra_compile_args = ["-O3", "-g0"]
            extension.extra_link_args = ["-Wl,-x" if sys.platform == "darwin" else "-Wl,-s"]
    modules: list[Extension] = cythonize(kernels, quiet=True)
    return modules


setup(ext_modules=extensions(), cmdclass={"build_ext": OptionalBuild})
