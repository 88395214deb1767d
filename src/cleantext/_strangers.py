"""Other distributions that install their files into this package: found when it is imported.

`clean-text` and `cleantext` both have an import package of our name. pip lets the last one win file
by file, so that neither works, and uninstalling one takes files of the other along.
"""

from os.path import dirname, exists, join

FILES = (("clean.py", "clean-text"), ("cleantext.py", "cleantext"))
"""A file that only the other distribution has, and its name."""


AGAIN = "pip install --force-reinstall --no-deps cleantext-pipeline"


def warn_of_strangers(file: str) -> None:
    """Warn, in one line, of strangers' files in the folder of `file`, or of what went with them."""
    folder = dirname(file)
    for name, other in FILES:
        if exists(join(folder, name)):
            _warn(
                folder,
                f"{other} is installed into the same folder as cleantext-pipeline and breaks it "
                f"(by {name}); keep one of them: pip uninstall {other} && {AGAIN}",
            )
    if not exists(join(folder, "__init__.py")) and not exists(join(folder, "__init__.pyc")):
        _warn(
            folder,
            "files of cleantext-pipeline went with another distribution that had some of the same "
            f"name; put them back: {AGAIN}",
        )


def _warn(folder: str, message: str) -> None:
    import warnings

    # in no file with source, so that the warning is one line
    warnings.warn_explicit(message, UserWarning, folder, 1)
