"""Other distributions that install their files into this package: found when it is imported.

`clean-text` and `cleantext` both have an import package of our name. pip lets the last one win file
by file, so that neither works, and uninstalling one takes files of the other along.
"""

from os.path import dirname, exists, join

FILES = (("clean.py", "clean-text"), ("cleantext.py", "cleantext"))
"""A file that only the other distribution has, and its name."""


def warn_of_strangers(file: str) -> None:
    """Warn, in one line, of strangers' files in the folder of `file`."""
    folder = dirname(file)
    for name, other in FILES:
        if exists(join(folder, name)):
            import warnings

            warnings.warn_explicit(
                f"{other} is installed into the same folder as cleantext-pipeline and breaks it "
                f"(by {name}); keep one of them: pip uninstall {other} && "
                "pip install --force-reinstall --no-deps cleantext-pipeline",
                UserWarning,
                folder,  # no file with source, so that the warning is one line
                1,
            )
