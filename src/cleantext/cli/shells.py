"""Completions and the manual page, made from the table of flags."""

from collections.abc import Iterator

from .flags import FLAGS, GROUPS, Flag

_FILES = ("FILE", "FOLDER")


def completion(shell: str) -> str:
    """The completions for one of `SHELLS`."""
    return "".join(f"{line}\n" for line in {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]())


def _values(flag: Flag) -> tuple[str, ...]:
    """The values of a flag, as far as there is a list of them."""
    from ..presets import PRESETS
    from ..rules import RULES
    from .config import STAGES
    from .kinds import TYPES

    lists: dict[str, tuple[str, ...]] = {
        "NAME of preset": tuple(PRESETS),
        "ID": tuple(name for rule in RULES for name in (rule.id, rule.name)),
        "RULES": (*STAGES, *(name for rule in RULES for name in (rule.id, rule.name))),
        "TYPES": tuple(TYPES),
    }
    if flag.long == "preset":
        return lists["NAME of preset"]
    return flag.choices or lists.get(flag.value, ())


def _words(flag: Flag) -> list[str]:
    """The ways to write a flag."""
    return [f"-{flag.short}", f"--{flag.long}"] if flag.short else [f"--{flag.long}"]


def _is_required(flag: Flag) -> bool:
    return bool(flag.value) and flag.bare is None


def _bash() -> Iterator[str]:
    yield "# bash completion for cleantext; made by cleantext --completion bash"
    yield "_cleantext() {"
    yield "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} given="
    yield "  COMPREPLY=()"
    yield "  if [[ $cur == = ]]; then cur= given=1"
    yield "  elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]} given=1; fi"
    yield "  case $prev in"
    for flag in FLAGS:
        values = _values(flag)
        if not flag.value or not values:
            continue
        names = "|".join(_words(flag) if _is_required(flag) else [f"--{flag.long}"])
        condition = "" if _is_required(flag) else "[[ $given ]] && "
        yield f"    {names})"
        yield f"      {condition}COMPREPLY=($(compgen -W '{' '.join(values)}' -- \"$cur\"))"
        yield f"      {condition}return ;;"
    others = [
        word
        for flag in FLAGS
        if _is_required(flag) and not _values(flag) and flag.value not in _FILES
        for word in _words(flag)
    ]
    files = [
        word
        for flag in FLAGS
        if _is_required(flag) and flag.value in _FILES
        for word in _words(flag)
    ]
    yield f"    {'|'.join(files)})"
    yield '      compopt -o filenames; COMPREPLY=($(compgen -f -- "$cur")); return ;;'
    yield f"    {'|'.join(others)})"
    yield "      return ;;"
    yield "  esac"
    yield "  if [[ $cur == -* ]]; then"
    words = " ".join(f"--{flag.long}" for flag in FLAGS)
    yield f"    COMPREPLY=($(compgen -W '{words}' -- \"$cur\"))"
    yield "  else"
    yield '    compopt -o filenames; COMPREPLY=($(compgen -f -- "$cur"))'
    yield "  fi"
    yield "}"
    yield "complete -F _cleantext cleantext"


def _zsh() -> Iterator[str]:
    yield "#compdef cleantext"
    yield "# made by cleantext --completion zsh"
    yield "_arguments -s -S \\"
    for flag in FLAGS:
        help = flag.help.replace("'", "").replace("[", "(").replace("]", ")").replace(":", " -")
        values = _values(flag)
        action = f"({' '.join(values)})" if values else "_files" if flag.value in _FILES else ""
        tail = f":{flag.value.replace(':', '')}:{action}" if flag.value else ""
        star = "*" if flag.many else ""
        for word in _words(flag):
            sign = ""
            if flag.value:
                sign = "=" if word.startswith("--") else "+"
                if not _is_required(flag):
                    sign = "=-" if word.startswith("--") else "-"
                    tail = f"::{flag.value}:{action}"
            yield f"  '{star}{word}{sign}[{help}]{tail}' \\"
    yield "  '*:file:_files'"


def _fish() -> Iterator[str]:
    yield "# made by cleantext --completion fish"
    for flag in FLAGS:
        help = flag.help.replace("'", "")
        short = f" -s {flag.short}" if flag.short else ""
        values = _values(flag)
        takes = ""
        if _is_required(flag):
            takes = " -r" if flag.value in _FILES else " -x"
            takes += f" -a '{' '.join(values)}'" if values else ""
        yield f"complete -c cleantext -l {flag.long}{short}{takes} -d '{help}'"
        if flag.value and not takes and values:
            words = " ".join(f"--{flag.long}={value}" for value in values)
            when = f"string match -q -- '--{flag.long}*' (commandline -ct)"
            yield f"complete -c cleantext -n \"{when}\" -f -a '{words}'"


def manual() -> str:
    """The manual page, in roff."""
    from .. import __version__
    from .about import TAIL, USES

    out = [
        f'.TH CLEANTEXT 1 "" "cleantext {__version__}" "User Commands"',
        ".SH NAME",
        r"cleantext \- make damaged text clean",
        ".SH SYNOPSIS",
        r".B cleantext",
        r"[\fIFLAGS\fR] [\fIFILE\fR|\fIFOLDER\fR...]",
        ".SH DESCRIPTION",
        "Takes out invisible characters, repairs mojibake, mends misspelt words and the spaces",
        "of sentences; says exactly what it did. Without a file, or with \\-, it reads standard",
        "input.",
        ".SH OPTIONS",
    ]
    for title, flags in GROUPS:
        out.append(f".SS {_roff(title)}")
        for flag in flags:
            value = "|".join(flag.choices) or flag.value
            if flag.value:
                value = (
                    rf"[=\fI{_roff(value)}\fR]"
                    if flag.bare is not None
                    else rf" \fI{_roff(value)}\fR"
                )
            names = ", ".join(rf"\fB{_roff(word)}\fR" for word in _words(flag))
            out += [".TP", f"{names}{value}", _roff(flag.help)]
    out += [".SH EXAMPLES"]
    for line, what in USES:
        out += [".TP", rf"\fB{_roff(line)}\fR", _roff(what)]
    for block in TAIL.strip().split("\n\n"):
        head, _, text = block.partition(": ")
        out += [f".SH {_roff(head).upper()}", _roff(" ".join(text.split()))]
    return "\n".join(out) + "\n"


def _roff(text: str) -> str:
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{text}" if text.startswith((".", "'")) else text
