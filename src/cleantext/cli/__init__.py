"""The command `cleantext`: a filter for text; see `about` for its flags."""

import gc
import os
import sys

from .flags import Args, UsageError, parse


def command() -> int:
    """`main` as a process of its own.

    What has been imported stays until the end, when the system takes it back: to go through it for
    garbage once more took a tenth of the time that a small file takes. And memory that is free is
    kept for the next part of a large file: to get it anew for each took a tenth of the time, too.
    """
    from ..kernel import keep_memory

    keep_memory()
    gc.freeze()
    try:
        return main()
    finally:
        gc.freeze()


def main(argv: list[str] | None = None) -> int:
    """Run the command; the exit status is returned, no exception leaves.

    0 done or nothing to do, 1 `--check` or `--diff` found something, 2 a usage, input or decoding
    error, 130 interrupted.
    """
    from ..io.files import ClosedPipe, OutputError

    try:
        if sys.stdout is None:
            raise OutputError("standard output is closed")
        return _main(parse(sys.argv[1:] if argv is None else argv))
    except OutputError as error:
        _let_go_of_stdout()
        return _fail(str(error))
    except UsageError as error:
        return _fail(f"{error} (see cleantext --help)")
    except (ClosedPipe, BrokenPipeError):
        _let_go_of_stdout()
        return 0
    except KeyboardInterrupt:
        _let_go_of_stdout()
        return 130
    except Exception as error:
        if os.environ.get("CLEANTEXT_DEBUG"):
            raise
        return _fail(
            f"internal error, please report it: {type(error).__name__}: {error} "
            "(CLEANTEXT_DEBUG=1 shows where)"
        )


def _main(args: Args) -> int:
    for wanted, text in (
        (args.help, "help_text"),
        (args.version, "versions"),
    ):
        if wanted:
            from . import about

            return _print(getattr(about, text)())
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
    from ..io.files import Output

    Output(sys.stdout.buffer).write(text.encode("utf-8", "backslashreplace"))
    return 0


def _fail(message: str) -> int:
    from .about import complain

    complain(message, sys.stderr)
    return 2


def _let_go_of_stdout() -> None:
    """Point standard output to nowhere, lest the interpreter complain as it flushes at exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass  # a stand-in without a descriptor has nothing to flush
