"""The command `cleantext`: a filter for text; see `about` for its flags."""

import gc
import os
import sys
from contextlib import suppress

from .args import Args, UsageError, parse


def command() -> int:
    """`main` as a process of its own.

    What has been imported stays until the end, when the system takes it back: to go through it for
    garbage once more took a tenth of the time that a small file takes. And memory that is free is
    kept for the next part of a large file: to get it anew for each took a tenth of the time, too.
    """
    from ..io.swap import remove_unfinished
    from ..kernel import keep_memory
    from . import signals

    _fill_closed_streams()
    signals.end_cleanly()
    keep_memory()
    gc.freeze()
    try:
        status = main()
    finally:
        signals.no_more()
        remove_unfinished()
        gc.freeze()
    if "pyarrow" in sys.modules:
        _leave(status)
    return status


def _leave(status: int) -> None:
    """End at once: a thread of Arrow that is still there when the interpreter is taken down may
    abort the process after all is done (https://github.com/apache/arrow/issues/34314)."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()
    os._exit(status)


def _fill_closed_streams() -> None:
    """Open nothing in place of closed standard streams, lest a file get the number of one."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)


def main(argv: list[str] | None = None) -> int:
    """Run the command; the exit status is returned, no exception leaves.

    0 done or nothing to do, 1 `--check` or `--diff` found something, 2 a usage, input or decoding
    error, 130 interrupted.
    """
    from ..io.output import ClosedPipe, OutputError
    from .messages import let_go

    try:
        return _main(parse(sys.argv[1:] if argv is None else argv))
    except OutputError as error:
        let_go(sys.stdout)
        return _fail(str(error))
    except UsageError as error:
        return _fail(f"{error} (see cleantext --help)")
    except ClosedPipe:
        let_go(sys.stdout)
        return 0
    except KeyboardInterrupt:
        let_go(sys.stdout)
        return 130
    except Exception as error:
        if _is_gone():
            return _fail("the folder that this runs in is gone: change to another")
        if os.environ.get("CLEANTEXT_DEBUG"):
            raise
        return _fail(
            f"internal error, please report it: {type(error).__name__}: {error} "
            "(CLEANTEXT_DEBUG=1 shows where)"
        )


def _is_gone() -> bool:
    """Whether there is no working directory, which breaks most that is asked of a name."""
    try:
        os.getcwd()
    except OSError:
        return True
    return False


def _main(args: Args) -> int:
    if args.help or args.version:
        from . import about

        return _print(about.help_text(args.help) if args.help else about.versions())
    if args.config_schema:
        import json

        from . import schema

        return _print(json.dumps(schema.schema()) + "\n")
    if args.completion or args.man:
        from . import shells

        return _print(shells.completion(args.completion) if args.completion else shells.manual())
    if args.list_rules or args.rule is not None:
        from ..errors import UnknownRuleError
        from . import about

        if args.list_rules:
            return _print(about.rule_list(args.list_rules))
        try:
            return _print(about.rule_text(args.rule or ""))
        except UnknownRuleError as error:
            raise UsageError(str(error)) from None
    from .run import run

    return run(args)


def _print(text: str) -> int:
    from ..io.output import Output

    Output(None if sys.stdout is None else sys.stdout.buffer).write(
        text.encode("utf-8", "backslashreplace")
    )
    return 0


def _fail(message: str) -> int:
    from .messages import complain

    complain(message)
    return 2
