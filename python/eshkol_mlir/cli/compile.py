"""``eshkol-compile``: a source file to a ``.vmfb``, or to any stage before it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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
from eshkol_mlir.diagnostics import UsageError

if TYPE_CHECKING:
    from eshkol_mlir.compiler.driver import Report

EXAMPLES = """\
examples:
  eshkol-compile model.esk -o model.vmfb
  eshkol-compile model.esk -o model.vmfb --target=cpu --target=cuda --gpu=sm_80
  eshkol-compile model.esk --emit=linalg
  eshkol-compile model.esk --entry=predict --args=32x784xf32,784x10xf32 -o predict.vmfb
"""


def main(arguments: Sequence[str] | None = None) -> int:
    return run_tool(compile_file, arguments)


def make_parser() -> Parser:
    import argparse

    from eshkol_mlir import __version__

    parser = Parser(
        prog="eshkol-compile", description="Compile an Eshkol (or MLIR) file.", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"eshkol-compile {__version__}")
    parser.add_argument("file", help="an .esk or .mlir file; - for standard input")
    parser.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        help="where to write; - for standard output (default: the file's name with .vmfb)",
    )
    parser.add_argument(
        "--emit", default="vmfb", choices=("syntax", "core", "eshkol", "linalg", "stablehlo", "vmfb"),
        help="the stage to write (default: vmfb); all others go to standard output unless -o is given",
    )  # fmt: skip
    add_compile_options(parser)
    return parser


def compile_file(arguments: Sequence[str]) -> int:
    from eshkol_mlir.compiler.driver import Compiler

    options = make_parser().parse_args(arguments)
    output = _output_path(options.file, options.output, options.emit)
    compiler = Compiler(
        source_of(options.file), options_from(options), cache=cache_from(options), progress=progress(),
        is_mlir=options.file.endswith(".mlir"),
    )  # fmt: skip
    data = compiler.artifact().to_bytes() if options.emit == "vmfb" else compiler.emit(options.emit).encode()
    end_progress()
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        _write(data, output)
    show_report(compiler.report, options.timing, options.explain_cache)
    return 0


def _output_path(file: str, output: str | None, stage: str) -> Path | None:
    """Where to write; None for standard output."""
    if output == "-" or (output is None and stage != "vmfb"):
        return None
    if output == "":
        raise UsageError.at(None, "-o needs the name of a file")
    if output is not None and output.endswith("/"):
        raise UsageError.at(None, f"-o {output} names a folder", help=["give the name of a file in it"])
    if output is not None and file != "-" and Path(output).resolve() == Path(file).resolve():
        raise UsageError.at(None, f"-o {output} would overwrite the source")
    if output is not None:
        return Path(output)
    if file == "-":
        raise UsageError.at(
            None, "standard input has no name to make the output's from", help=["give one with -o"]
        )
    return Path(file).with_suffix(".vmfb") if Path(file).name else None


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
