"""``eshkol``: run programs, evaluate expressions, a prompt, check, show expansions, explain errors, list devices."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from eshkol_mlir.cli.common import (
    Parser,
    add_compile_options,
    add_path_option,
    cache_from,
    end_progress,
    options_from,
    progress,
    run_tool,
    source_of,
)
from eshkol_mlir.cli.reporting import ErrorFormat, add_error_format
from eshkol_mlir.codes import Code
from eshkol_mlir.collection import collection_ended
from eshkol_mlir.diagnostics import EshkolError, Source, UsageError

if TYPE_CHECKING:
    from eshkol_mlir.compiler.driver import Compiler

EXAMPLES = """\
examples:
  eshkol -e '(matmul [[1.0 2.0] [3.0 4.0]] [5.0 6.0])'
  eshkol run program.esk
  eshkol run program.esk --device vulkan
  eshkol repl
  eshkol check program.esk
  eshkol explain E0501
  eshkol expand program.esk
  eshkol devices
"""


#: Commands that are no more than the compiler.
_COMPILING = ("check", "expand")


def main(arguments: Sequence[str] | None = None) -> int:
    if arguments is None and sys.argv[1:2] and sys.argv[1] in _COMPILING:
        with collection_ended():
            return run_tool(dispatch)
    return run_tool(dispatch, arguments)


def make_parser() -> Parser:
    import argparse

    from eshkol_mlir import __version__

    raw = argparse.RawDescriptionHelpFormatter
    parser = Parser(
        prog="eshkol",
        description="Run Eshkol programs.",
        epilog=EXAMPLES,
        formatter_class=raw,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"eshkol {__version__}")
    parser.add_argument(
        "-e", dest="expression", metavar="EXPR", help="evaluate expressions and print their values"
    )
    parser.add_argument("--device", help="where -e runs: cpu, vulkan, cuda, ... (see eshkol devices)")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    run = commands.add_parser(
        "run",
        help="compile a file and do what its top-level expressions say",
        description="Compile a file and do what its top-level expressions say: (display x) prints x.",
        allow_abbrev=False,
    )
    run.add_argument("file", help="an .esk file; - for standard input")
    run.add_argument(
        "arguments", nargs="*", metavar="ARGUMENT", help="what (command-line) has after the file"
    )
    run.add_argument(
        "--device", dest="run_device", metavar="DEVICE", help="cpu, vulkan, cuda, ... (default: cpu)"
    )
    add_compile_options(run)
    repl = commands.add_parser(
        "repl",
        help="evaluate forms as they are typed (also: eshkol without arguments, in a terminal)",
        description="Evaluate forms as they are typed, or as they come through a pipe. ,help lists commands.",
        allow_abbrev=False,
    )
    add_path_option(repl)
    check = commands.add_parser(
        "check",
        help="report everything wrong with files, without compiling them",
        description="Report everything wrong with files, without compiling them. Exit status 1 if there is anything.",
        allow_abbrev=False,
    )
    check.add_argument("files", nargs="+", metavar="FILE", help=".esk files; - for standard input")
    check.add_argument(
        "--boundaries",
        action="store_true",
        help="also list what is checked when the programs run, because it cannot be known before",
    )
    check.add_argument(
        "--effects", action="store_true", help="also list the effects of the procedures that the files define"
    )
    add_path_option(check)
    add_error_format(check)
    expand = commands.add_parser(
        "expand",
        help="print the core program that a file expands to",
        description="Print the core program that a file expands to: every macro and every derived form is gone, and names are told apart.",
        allow_abbrev=False,
    )
    expand.add_argument("file", help="an .esk file; - for standard input")
    add_path_option(expand)
    add_error_format(expand)
    explain = commands.add_parser(
        "explain",
        help="say what the code of an error means, such as E0501",
        description="Say what the code of an error means: what is wrong, an example, and how to mend it.",
        allow_abbrev=False,
    )
    explain.add_argument("code", nargs="?", metavar="CODE", help="such as E0501 (default: list all codes)")
    commands.add_parser(
        "devices",
        help="list the devices programs can run on",
        description="List the devices programs can run on, by the name that --device takes.",
        allow_abbrev=False,
    )
    return parser


def dispatch(arguments: Sequence[str]) -> int:
    parser = make_parser()
    options = parser.parse_args(arguments)
    if options.expression is not None:
        if options.command is not None:
            raise UsageError.at(Code.OPTIONS_CONFLICT, None, f"-e and {options.command} cannot be combined")
        return evaluate(options.expression, options.device)
    if options.command == "run":
        return run_file(options)
    if options.command == "check":
        from eshkol_mlir.cli.check import check_files

        return check_files(
            options.files,
            options.path,
            ErrorFormat(options.error_format),
            boundaries=options.boundaries,
            effects=options.effects,
        )
    if options.command == "explain":
        from eshkol_mlir.cli.explain import run_explain

        return run_explain(options.code)
    if options.command == "expand":
        return expand_file(options.file, options.path)
    if options.command == "devices":
        return list_devices()
    if options.command == "repl" or (sys.stdin.isatty() and sys.stdout.isatty()):
        from eshkol_mlir.cli.repl import run_repl

        return run_repl(getattr(options, "path", ()))
    parser.print_help()
    return 0


# Running ------------------------------------------------------------------------------


def run_file(options: Any) -> int:
    from eshkol_mlir.cli.compile import show_report
    from eshkol_mlir.compiler.driver import Compiler

    on_device = options.run_device is not None or bool(options.target)
    if options.target is None and options.run_device is not None:
        options.target = [target_of(options.run_device)]
    compiler = Compiler(
        source_of(options.file),
        options_from(options),
        cache=cache_from(options),
        progress=progress(),
        script="run",
    )
    command_line = [options.file, *options.arguments]
    status = run_on_device(compiler, options.run_device) if on_device else run_program(compiler, command_line)
    show_report(compiler.report, options.timing, options.explain_cache)
    return status


def target_of(device: str) -> str:
    """The compilation target whose code a device runs best."""
    from eshkol_mlir.runtime.devices import device as open_device

    return open_device(device).info.targets[0]


def run_program(compiler: Compiler, command_line: Sequence[str]) -> int:
    """Runs a program, on the host or as device code, whichever it is."""
    from eshkol_mlir.compiler.host import host_instead, host_program

    host = host_program(compiler)
    if host is None:
        try:
            return run_device_code(compiler, command_line)
        except EshkolError as error:
            host = host_instead(compiler, error)
            if host is None:
                raise
    end_progress()
    return (host.printing_values() if compiler.script == "values" else host).run(command_line)


def run_device_code(compiler: Compiler, command_line: Sequence[str]) -> int:
    """Runs the top-level expressions in order and prints what they display; where that is little work, as machine
    code of this process."""
    from eshkol_mlir.compiler.device_script import DeviceScript

    status = DeviceScript(compiler).run(command_line)
    return run_on_device(compiler, None) if status is None else status


def run_on_device(compiler: Compiler, device: str | None) -> int:
    """Runs the top-level expressions in order by IREE, and prints what they display."""
    from eshkol_mlir.runtime.display import display, write
    from eshkol_mlir.runtime.module import Module

    script = compiler.frontend().elaborated.script
    has_functions = not all(isinstance(item, str) for item in script)
    module = Module(compiler.artifact(), device, source=compiler.source) if has_functions else None
    end_progress()
    for item in script:
        if isinstance(item, str):
            sys.stdout.write(item)
        else:
            assert module is not None
            result = module[item.name]()
            values = result if len(item.results) > 1 else (result,)
            sys.stdout.write("\n".join(map(write if item.read_back else display, values)))
    sys.stdout.flush()
    return 0


def evaluate(text: str, device: str | None) -> int:
    """Prints the value of each expression on a line of its own."""
    from dataclasses import replace

    from eshkol_mlir.compiler.cache import ModuleCache
    from eshkol_mlir.compiler.driver import Compiler
    from eshkol_mlir.compiler.options import Options
    from eshkol_mlir.compiler.targets import parse_target

    options = Options()
    if device is not None:
        options = replace(options, targets=(parse_target(target_of(device)),))
    compiler = Compiler(
        Source("<expression>", text), options, cache=ModuleCache(), progress=progress(), script="values"
    )
    return run_program(compiler, ["-e"]) if device is None else run_on_device(compiler, device)


def expand_file(file: str, path: Sequence[str]) -> int:
    from eshkol_mlir.compiler.driver import Compiler
    from eshkol_mlir.compiler.options import Options

    sys.stdout.write(Compiler(source_of(file), Options(path=tuple(path))).emit("core"))
    return 0


def list_devices() -> int:
    from eshkol_mlir.runtime.devices import devices

    for info in devices():
        print(f"{info.name:<12} {info.description}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
