"""Regular expressions that are compiled when they are first asked."""

import re
from typing import Any, AnyStr, cast

_ASKED = ("finditer", "findall", "fullmatch", "match", "pattern", "search", "split", "sub", "subn")


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` makes of a pattern, made when it is first asked: of some three hundred
    most texts need few.

    >>> word = expression(r"[a-z]+")
    >>> word.findall("two words")
    ['two', 'words']
    """
    return cast("re.Pattern[AnyStr]", _Expression(pattern, flags))


class _Expression:
    """Holds the methods of a compiled pattern as soon as one of them is asked for."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        made = re.compile(*self._source)
        self.__dict__.update((each, getattr(made, each)) for each in _ASKED)
        return self.__dict__[name]
