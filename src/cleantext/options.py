"""The options that rules have: what each may be, for type checkers and for the check at run time.

A rule's options are the keyword-only parameters of its function, and their annotations say which
values there are; `Options` lists all of them, so that a misspelt name or value is seen by mypy.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from types import SimpleNamespace
from typing import Annotated, Any, Literal, NamedTuple, TypedDict, get_args, get_type_hints

from .errors import OptionError

Option = str | bool | int | float | tuple[str, ...]
"""What an option can be; a list of strings is taken for a tuple."""


class Form(NamedTuple):
    """Which strings an option takes: a regular expression, and the same in words."""

    pattern: str
    words: str


PolicyName = Literal["standard", "strict", "permissive", "code"]
Spaces = Literal["typographic", "space", "keep"]
Level = Literal["safe", "more", "off"]
Doubled = Literal["closed", "wider"]
Mode = Literal["conservative", "aggressive"]
Quotes = Literal["auto", "english", "german", "keep"]
SentenceSpaces = Literal["auto", "keep", "collapse"]
Language = Annotated[str, Form("auto|[a-z]{2,3}", "auto or a language code such as en")]
WordLanguage = Literal["auto", "en", "de", "es", "fr", "it", "nl", "pt", "ru"]
Register = Literal[
    "auto",
    "prose",
    "label",
    "fields",
    "data",
    "table",
    "synopsis",
    "code",
    "remark",
    "log",
    "verse",
    "markup",
]
Strings = tuple[str, ...] | list[str]


class Options(TypedDict, total=False):
    """Every option of the package's rules; README's table says what each is for."""

    policy: PolicyName
    keep: str
    keep_c2pa: bool
    keep_maths: bool
    reorder: bool
    spaces: Spaces
    lang: str
    level: Level
    words: Strings
    codespell: bool
    doubled: Doubled
    mode: Mode
    quotes: Quotes
    spaces_between_sentences: SentenceSpaces
    exceptions: Strings
    profile: Register


def checked(find: Callable[..., Any], key: str, value: object, default: Option, of: str) -> Option:
    """`value` if the option `key` of a rule's function takes it, a list as a tuple.

    `of` names the rule in the `OptionError` that says what the option takes.
    """
    want = type(default)
    if want is tuple and isinstance(value, list):
        value = tuple(value)
    if want is str and isinstance(value, str):
        value = str.__str__(value)  # plain, whatever was derived from it
    is_right = type(value) is want
    if is_right and isinstance(value, tuple):
        is_right = all(isinstance(item, str) for item in value)
    if not is_right:
        name = "a tuple or list of strings" if want is tuple else want.__name__
        raise OptionError(f"option {key!r} of {of} takes {name}, not {_shown(value)}")
    form = _form(find, key)
    if isinstance(form, Form):
        if not re.fullmatch(form.pattern, str(value)):
            raise OptionError(f"option {key!r} of {of} takes {form.words}, not {value!r}")
    elif form and value not in form:
        *most, last = form
        names = f"{', '.join(most)} or {last}" if most else last
        hint = near(str(value), form)
        raise OptionError(f"option {key!r} of {of} takes {names}, not {value!r}{hint}")
    return value  # type: ignore[return-value]  # its type is that of the default


def near(name: str, names: Iterable[str]) -> str:
    """Words for an error that name those of `names` that `name` may have been meant for.

    >>> near("corpsu", ["default", "corpus"])
    '; near: corpus'
    """
    from difflib import get_close_matches

    found = get_close_matches(name, list(names), 3, 0.5)
    return f"; near: {', '.join(found)}" if found else ""


def _shown(value: object) -> str:
    text = repr(value)
    return f"{type(value).__name__} {text if len(text) < 60 else text[:57] + '...'}"


@cache
def _form(find: Callable[..., Any], key: str) -> Form | tuple[str, ...]:
    """What the annotation of a rule's option says of its values; nothing if it does not."""
    holder = SimpleNamespace(__annotations__={key: find.__annotations__.get(key, Any)})
    try:
        hint = get_type_hints(holder, find.__globals__, include_extras=True)[key]
    except NameError:  # an annotation for type checkers alone
        return ()
    for part in getattr(hint, "__metadata__", ()):
        if isinstance(part, Form):
            return part
    return get_args(hint) if all(isinstance(v, str) for v in get_args(hint)) else ()
