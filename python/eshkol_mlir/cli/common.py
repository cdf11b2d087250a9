"""What the command-line tools share: options, progress, and how they end.

Exit statuses: 0 success, 1 something is wrong with the input, 2 with the
command line, 70 a defect of the compiler.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

from eshkol_mlir.cli.interrupts import interruptible
from eshkol_mlir.cli.reporting import add_error_format, error_format, print_error
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, FileError, InternalError, Source, UsageError

if TYPE_CHECKING:
    from eshkol_mlir.compiler.cache import ModuleCache
    from eshkol_mlir.compiler.options import Options


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are diagnostics."""

    def error(self, message: str) -> NoReturn:
        raise UsageError.at(Code.USAGE, None, message, help=[f"see {self.prog} --help"])


def run_tool(main: Callable[[Sequence[str]], int], arguments: Sequence[str] | None = None) -> int:
    """Runs a tool; errors become diagnostics on standard error and an exit status."""
    _open_streams()
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        with interruptible():
            status = main(arguments)
        sys.stdout.flush()
        return status
    except EshkolError as error:
        end_progress()
        print_error(error, error_format(arguments))
        return _status_of(error)
    except BrokenPipeError:
        # The reader of our output has gone; that is its business.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        end_progress()
        print("interrupted", file=sys.stderr)
        return 130
    except OSError as error:
        place = error.filename or "the output cannot be written"
        failure = FileError.at(Code.FILE_UNWRITABLE, None, f"{place}: {error.strerror or error}")
        print_error(failure, error_format(arguments))
        return 1


def _status_of(error: EshkolError) -> int:
    if isinstance(error, UsageError):
        return 2
    # A program that stops with an error has this status on the host, too.
    has_stopped = any(each.code is Code.CHECK_FAILED for each in error.diagnostics)
    return 70 if has_stopped or isinstance(error, InternalError) else 1


def _open_streams() -> None:
    """Python has None for a standard stream that the caller closed; nothing is read from or written to it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115


def add_compile_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("compilation")
    group.add_argument(
        "--target", action="append", metavar="NAME",
        help="cpu, cuda, vulkan, rocm or vmvx; may be repeated: one file holds code for all. "
        "NAME:PROCESSOR names the processor too (default: cpu)",
    )  # fmt: skip
    group.add_argument(
        "--cpu",
        action="append",
        metavar="NAME",
        help="for cpu: host (this machine), generic (any), or a processor such as znver4; may be repeated "
        "(default: host)",
    )
    group.add_argument(
        "--gpu",
        action="append",
        metavar="ARCH",
        help="for cuda, rocm and vulkan: an architecture such as sm_80 or gfx942; may be repeated "
        "(default: sm_80 and gfx942; any for vulkan)",
    )
    add_path_option(group)
    add_error_format(group)
    group.add_argument("--entry", metavar="F", help="compile only the function F")
    group.add_argument(
        "--args",
        metavar="TYPES",
        help="types of the entry's arguments: 32x784xf32,?x10xf32,i64; a ? is any size",
    )
    group.add_argument(
        "-O",
        dest="level",
        type=int,
        choices=range(4),
        metavar="LEVEL",
        default=2,
        help="optimization level, from 0 (compile fastest) to 3 (default: 2)",
    )
    group.add_argument("--strip-assertions", action="store_true", help="leave out run-time checks")
    group.add_argument(
        "--check-bounds",
        action="store_true",
        help="stop where a computed index is out of range (default: reads are clamped, writes dropped)",
    )
    group.add_argument(
        "--check-nans",
        action="store_true",
        help="stop where an operation makes the first NaN or infinity, and say which (slow)",
    )
    group.add_argument(
        "--no-cache", action="store_true", help="compile even if the cache on disk has the result"
    )
    group.add_argument(
        "--explain-cache", action="store_true", help="say whether the cache had the result, and if not, why"
    )
    group.add_argument("--timing", action="store_true", help="print how long each stage took")
    group.add_argument(
        "--dump-after",
        action="append",
        default=[],
        metavar="PASS",
        help="print the module after a pass such as eshkol-decompose; may be repeated",
    )


def add_path_option(parser: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    parser.add_argument(
        "--path",
        action="append",
        default=[],
        metavar="FOLDER",
        help="where modules are that the program imports, beside its own folder and those of ESHKOL_PATH; "
        "may be repeated",
    )


def options_from(arguments: argparse.Namespace) -> Options:
    from eshkol_mlir.compiler.options import Options
    from eshkol_mlir.compiler.targets import parse_targets

    targets = parse_targets(arguments.target or ["cpu"], arguments.cpu or (), arguments.gpu or ())
    return Options(
        tuple(targets), arguments.level, arguments.entry, arguments.args, arguments.strip_assertions,
        arguments.check_bounds, arguments.check_nans, tuple(arguments.dump_after), path=tuple(arguments.path),
    )  # fmt: skip


def source_of(file: str) -> Source:
    """The text of a file, or of standard input where the name is ``-``."""
    from eshkol_mlir.reader import load_source
    from eshkol_mlir.reader.files import decode

    return load_source(file) if file != "-" else decode("<stdin>", sys.stdin.buffer.read())


def cache_from(arguments: argparse.Namespace) -> ModuleCache | None:
    from eshkol_mlir.compiler.cache import ModuleCache

    return None if arguments.no_cache else ModuleCache()


def progress() -> Callable[[str], None] | None:
    """A line on a terminal while something takes long; nothing elsewhere."""
    if not sys.stderr.isatty():
        return None

    def show(message: str) -> None:
        print(f"\r\x1b[K{message} ...", end="", file=sys.stderr, flush=True)

    return show


def end_progress() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
