"""``eshkol-compile``: a source file to a ``.vmfb``, or to any stage before it."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from eshkol_mlir.cli.common import (
    Parser,
    add_compile_options,
    cache_from,
    end_progress,
    options_from,
    progress,
    run_tool,
    source_of,
)
from eshkol_mlir.codes import Code
from eshkol_mlir.collection import collection_ended, collection_paused
from eshkol_mlir.diagnostics import EshkolError, UsageError

if TYPE_CHECKING:
    from eshkol_mlir.compiler.device_script import DeviceScript
    from eshkol_mlir.compiler.driver import Compiler, Report
    from eshkol_mlir.compiler.host import HostProgram

#: Of the files that stages which are not text get by default.
_SUFFIXES = {"vmfb": ".vmfb", "obj": ".o", "exe": ""}

EXAMPLES = """\
examples:
  eshkol-compile model.esk -o model.vmfb
  eshkol-compile model.esk -o model.vmfb --target=cpu --target=cuda --gpu=sm_80
  eshkol-compile model.esk --emit=linalg
  eshkol-compile --emit=exe program.esk -o program
  eshkol-compile model.esk --entry=predict --args=32x784xf32,784x10xf32 -o predict.vmfb
"""


class _LinkFlags(argparse.Action):
    """Prints what an object file is linked with."""

    def __call__(self, *_: object) -> NoReturn:
        from eshkol_mlir.compiler.host_link import link_flags

        print(shlex.join(link_flags()))
        sys.exit(0)


def main(arguments: Sequence[str] | None = None) -> int:
    if arguments is None:
        with collection_ended():
            return run_tool(compile_file)
    return run_tool(compile_file, arguments)


def make_parser() -> Parser:
    from eshkol_mlir import __version__

    parser = Parser(
        prog="eshkol-compile", description="Compile an Eshkol (or MLIR) file.", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"eshkol-compile {__version__}")
    parser.add_argument(
        "--link-flags", action=_LinkFlags, nargs=0,
        help="print what the system's compiler has to link with the file of --emit=obj, and exit",
    )  # fmt: skip
    parser.add_argument("file", help="an .esk or .mlir file; - for standard input")
    parser.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        help="where to write; - for standard output (default: the file's name with .vmfb)",
    )
    parser.add_argument(
        "--emit", default="vmfb", choices=("syntax", "core", "eshkol", "linalg", "stablehlo", "vmfb", "llvm", "asm", "obj", "exe"),
        help="the stage to write (default: vmfb); texts go to standard output unless -o is given; "
        "llvm, asm, obj and exe are machine code for programs that run on the host",
    )  # fmt: skip
    add_compile_options(parser)
    return parser


@collection_paused()
def compile_file(arguments: Sequence[str]) -> int:
    from eshkol_mlir.compiler.driver import Compiler

    options = make_parser().parse_args(arguments)
    output = _output_path(options.file, options.output, options.emit)
    compiler = Compiler(
        source_of(options.file), options_from(options), cache=cache_from(options), progress=progress(),
        is_mlir=options.file.endswith(".mlir"),
    )  # fmt: skip
    host = _host_program(compiler, options.emit)
    if host is not None:
        data = _machine_code(compiler, host, options.emit)
    elif options.emit == "vmfb":
        data = compiler.artifact().to_bytes()
    else:
        data = compiler.emit(options.emit).encode()
    end_progress()
    _deliver(data, output, executable=options.emit == "exe")
    show_report(compiler.report, options.timing, options.explain_cache)
    return 0


def _host_program(compiler: Compiler, stage: str) -> HostProgram | DeviceScript | None:
    """What makes machine code of the program, or code of the host tier; None for device code."""
    from eshkol_mlir.compiler.host import HOST_STAGES, HostProgram
    from eshkol_mlir.compiler.tiers import is_host_program

    if compiler.is_mlir or stage not in HOST_STAGES:
        return None
    program = compiler.program()
    if is_host_program(program) or stage in ("llvm", "asm"):
        return HostProgram(compiler, program)
    if stage == "eshkol":
        return None
    from eshkol_mlir.compiler.device_script import DeviceScript

    return DeviceScript(compiler)


def _machine_code(compiler: Compiler, host: HostProgram | DeviceScript, stage: str) -> bytes:
    """The program at a stage, as one of the host tier if that alone can do what it does."""
    from eshkol_mlir.compiler.host import HostProgram, host_instead

    try:
        return host.emit(stage)
    except EshkolError as error:
        instead = None if isinstance(host, HostProgram) else host_instead(compiler, error)
        if instead is None:
            raise
        return instead.emit(stage)


def _deliver(data: bytes, output: Path | None, *, executable: bool) -> None:
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    _write(data, output)
    if executable:
        output.chmod(output.stat().st_mode | 0o111)


def _output_path(file: str, output: str | None, stage: str) -> Path | None:
    """Where to write; None for standard output."""
    suffix = _SUFFIXES.get(stage)
    if output == "-" or (output is None and suffix is None):
        return None
    if output == "":
        raise UsageError.at(Code.OUTPUT_FILE, None, "-o needs the name of a file")
    if output is not None and output.endswith("/"):
        raise UsageError.at(
            Code.OUTPUT_FILE, None, f"-o {output} names a folder", help=["give the name of a file in it"]
        )
    if output is not None and file != "-" and Path(output).resolve() == Path(file).resolve():
        raise UsageError.at(Code.OUTPUT_FILE, None, f"-o {output} would overwrite the source")
    if output is not None:
        return Path(output)
    if file == "-":
        raise UsageError.at(
            Code.OUTPUT_FILE,
            None,
            "standard input has no name to make the output's from",
            help=["give one with -o"],
        )
    assert suffix is not None
    return Path(file).with_suffix(suffix) if Path(file).name else None


def _write(data: bytes, output: Path) -> None:
    from eshkol_mlir.compiler.atomic import write_atomically

    if output.exists() and not output.is_file() and not output.is_dir():
        # A device or a pipe is written to, never replaced by a file.
        with open(output, "wb") as file:
            file.write(data)
    else:
        write_atomically(output, data)


def show_report(report: Report, timing: bool, explain: bool) -> None:
    for name, text in report.dumps:
        print(f"// after {name}\n{text}", file=sys.stderr)
    if explain:
        for line in report.explanations:
            print(line, file=sys.stderr)
    if timing:
        for stage, seconds in report.timing:
            print(f"{seconds * 1000:10.2f} ms  {stage}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
