"""The command-line tools: what they print, where, and their exit statuses."""

from __future__ import annotations

import io
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.cli import compile as compile_tool
from eshkol_mlir.cli import eshkol as tool

Run = Callable[..., tuple[int, str, str]]

PROGRAM = """\
(define (scale x : (Tensor f32 [n]) c : float32) "Times c." (* x c))
(define (product a b) (matmul a b))
(define limit 3)
(display (scale [1.0 2.0] 2))
(newline)
(write "done")
"""


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs ``eshkol``; returns its status, output and messages.  Machine code does not write by way of Python."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = tool.main([str(argument) for argument in arguments])
        return status, *capfd.readouterr()

    return call


@pytest.fixture
def compile_file(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``eshkol-compile``."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = compile_tool.main([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return call


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "program.esk"
    path.write_text(PROGRAM)
    return path


# Running and evaluating ------------------------------------------------------------------


def test_run_does_what_the_program_says(run: Run, program: Path) -> None:
    assert run("run", program) == (0, '[2.0 4.0]\n"done"', "")


def test_run_reads_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"(display (* 6 7))")))
    assert run("run", "-") == (0, "42", "")


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("(values 1 (+ 1.0 2.0) (sqrt [4.0 9.0]))", "1\n3.0\n[2.0 3.0]\n"),
        ("(+ 1 2)", "3\n"),
        ("(define x 3) (* x x)", "9\n"),
        ("(/ 1 3) (expt 3 60) (/ 1.0 3) -0.0", "1/3\n42391158275216203514294433201\n0.3333333333333333\n-0.0\n"),
        ("(* 2 [1.0 2.5])", "[2.0 5.0]\n"),
        ("(matmul [[1 2] [3 4]] [[1 0] [0 2]])", "[[1 4]\n [3 8]]\n"),
        ('"text" \'symbol \'(1 a "b" #\\c) #t', '"text"\nsymbol\n(1 a "b" #\\c)\n#t\n'),
        ("(expt 10 5000) (/ 1 (expt 10 400))", f"1{'0' * 5000}\n1/1{'0' * 400}\n"),
        ("(inexact (expt 10 400)) (* -1.0 (expt 10 400))", "+inf.0\n-inf.0\n"),
        ("(define (f x : float32) (+ x 1e300)) (f 1)", "+inf.0\n"),
        ("sqrt (lambda (x) x)", "#<procedure sqrt>\n#<procedure>\n"),
        ("(list 1 (list 2.5 #t)) '()", "(1 (2.5 #t))\n()\n"),
        ("(display 1) (newline) (display \"a\")", "1\na"),
        ('(write "q\\"\\n") (write #\\space) (write [1.5])', '"q\\"\\n"#\\space#tensor(shape: (1), dtype: f64, data: (1.5))'),
        ("(define-type P (Record [x : float64])) (P 2)", "#<P [x 2.0]>\n"),
        ("(values 1 2) (list (sin 0.0) 2)", "1\n2\n(0.0 2)\n"),
        ("(write '|two words|) (write '(a . |b c|))", "|two words|(a . |b c|)"),
        ("(cons 1 (cons 2 3)) (append '(1) 2) `(1 . ,(+ 1 1))", "(1 2 . 3)\n(1 . 2)\n(1 . 2)\n"),
        ("(sum [+inf.0 1]) (sqrt [-1.0]) (sum [1+2i 1])", "+inf.0\n[+nan.0]\n2.0+2.0i\n"),
    ],
)  # fmt: skip
def test_evaluate_prints_each_value(run: Run, expression: str, shown: str) -> None:
    assert run("-e", expression) == (0, shown, "")


def test_check_reports_every_file(run: Run, program: Path, tmp_path: Path) -> None:
    assert run("check", program) == (0, "1 file checked: no errors\n", "")
    first, second = tmp_path / "first.esk", tmp_path / "second.esk"
    first.write_text("(define (f x : float64) (sine x))\n(define (g x : float64) (cosh x 1))")
    second.write_text("(define (f x : (Tensor f32 [2 3])) (matmul x x))")
    status, output, messages = run("check", first, program, second, tmp_path / "missing.esk")
    assert (status, output) == (1, "4 files checked: 3 errors in 3 files\n")
    assert f"{first}:1:26: error[E0301]: NameError" in messages
    assert f"{second}:1:36: error[E0501]: ShapeError" in messages
    assert "there is no file" in messages


def test_devices_lists_the_processor(run: Run) -> None:
    status, output, _ = run("devices")
    assert status == 0
    assert output.startswith("cpu")


# Compiling ----------------------------------------------------------------------------------


def test_compile_writes_beside_the_source(compile_file: Run, program: Path) -> None:
    assert compile_file(program) == (0, "", "")
    module = esk.load(program.with_suffix(".vmfb"))
    np.testing.assert_array_equal(module.scale(np.float32([1, 2]), 3.0), [3, 6])


def test_the_same_input_gives_the_same_bytes(compile_file: Run, program: Path, tmp_path: Path) -> None:
    outputs = [tmp_path / "a.vmfb", tmp_path / "b.vmfb"]
    for output in outputs:
        assert compile_file(program, "-o", output, "--no-cache")[0] == 0
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


def test_an_entry_is_specialized_for_arguments(compile_file: Run, program: Path, tmp_path: Path) -> None:
    output = tmp_path / "product.vmfb"
    status, _, messages = compile_file(program, "--entry=product", "--args=2x3xf64,3xf64", "-o", output)
    assert (status, messages) == (0, "")
    np.testing.assert_array_equal(esk.load(output).product(np.ones((2, 3)), np.ones(3)), [3, 3])


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("syntax", "(define (scale x : (Tensor f32 [n]) c : float32)"),
        ("core", "(lambda ([x : (Tensor f32 [n])] [c : float32])"),
        ("eshkol", "func.func @scale"),
        ("linalg", "linalg.generic"),
        ("stablehlo", "stablehlo.multiply"),
    ],
)
def test_every_stage_can_be_seen(
    compile_file: Run, program: Path, tmp_path: Path, stage: str, expected: str
) -> None:
    status, output, messages = compile_file(program, f"--emit={stage}")
    assert (status, messages) == (0, "")
    assert expected in output
    path = tmp_path / "out.txt"
    assert compile_file(program, f"--emit={stage}", "-o", path)[:2] == (0, "")
    assert path.read_text() == output


def test_an_emitted_stage_compiles_again(compile_file: Run, program: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.esk"
    assert compile_file(program, "--emit=syntax", "-o", again)[0] == 0
    assert compile_file(program, "--emit=core")[1] == compile_file(again, "--emit=core")[1]
    mlir = tmp_path / "module.mlir"
    assert compile_file(program, "--emit=eshkol", "-o", mlir)[0] == 0
    assert compile_file(mlir, "-o", tmp_path / "module.vmfb")[0] == 0
    np.testing.assert_array_equal(esk.load(tmp_path / "module.vmfb").scale(np.float32([1, 2]), 3.0), [3, 6])


def test_a_module_can_be_piped(program: Path) -> None:
    command = [sys.executable, "-m", "eshkol_mlir.cli.compile", str(program), "-o", "-"]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    (program.parent / "piped.vmfb").write_bytes(done.stdout)
    assert "scale" in dir(esk.load(program.parent / "piped.vmfb"))


def test_timing_and_dumps(compile_file: Run, program: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.vmfb"
    options = ("--timing", "--explain-cache", "--dump-after=eshkol-decompose", "-o", output)
    status, shown, messages = compile_file(program, *options)
    assert (status, shown) == (0, "")
    assert " ms  frontend" in messages
    assert "// after eshkol-decompose\nmodule {" in messages
    stages = [line.split("  ")[-1] for line in messages.splitlines() if " ms  " in line]
    assert len(stages) == len(set(stages))


# Mistakes on the command line ----------------------------------------------------------------

USAGE = [
    (("bogus",), "invalid choice: 'bogus'"),
    (("run",), "required: file"),
    (("check",), "required: FILE"),
    (("expand",), "required: file"),
    (("run", "PROGRAM", "--extra"), "unrecognized arguments: --extra"),
    (("-e",), "expected one argument"),
    (("-e", "1", "run", "PROGRAM"), "-e and run cannot be combined"),
    (("--nonsense",), "unrecognized arguments"),
]
COMPILE_USAGE = [
    ((), "required: file"),
    (("PROGRAM", "--emit=nonsense"), "invalid choice: 'nonsense'"),
    (("PROGRAM", "-O7"), "invalid choice: 7"),
    (("PROGRAM", "--nonsense"), "unrecognized arguments"),
    (("PROGRAM", "--args=f64"), "--args needs --entry"),
    (("PROGRAM", "--entry=product", "--args=2x3xf99,f64"), "does not end in an element type"),
    (("PROGRAM", "--entry=product", "--args=2xx3xf32,f64"), "is not a size"),
    (("PROGRAM", "--entry=product", "--args=\u00b2xf32,f64"), "is not a size"),
    (("PROGRAM", "--entry=product", f"--args={'9' * 30}xf32,f64"), "more than any memory holds"),
    (("PROGRAM", "--entry=product", f"--args={'99999x' * 4}f32,f64"), "too large for any memory"),
    (("PROGRAM", "-o", "PROGRAM"), "would overwrite the source"),
    (("PROGRAM", "--emit=core", "-o", "PROGRAM"), "would overwrite the source"),
    (("PROGRAM", "-o", ""), "needs the name of a file"),
    (("PROGRAM", "-o", "FOLDER/"), "names a folder"),
    (
        ("PROGRAM", "--dump-after=eshkol-decompse", "-o", "OUT", "--no-cache"),
        "did you mean `eshkol-decompose`",
    ),
    (("-",), "give one with -o"),
]
REFUSED = [
    (("PROGRAM", "--target=cuba"), "unknown target 'cuba'"),
    (("PROGRAM", "--cpu=zenver4"), "unknown processor 'zenver4'"),
    (("PROGRAM", "--target=cuda", "--gpu=sm_8"), "unknown cuda architecture 'sm_8'"),
    (("PROGRAM", "--entry=scael"), "did you mean `scale`?"),
    (("PROGRAM", "--entry=product"), "its parameter `a` has no type"),
    (("PROGRAM", "--entry=limit"), "not a function"),
    (("PROGRAM", "--entry=product", "--args=f64"), "takes 2 arguments but is compiled for 1"),
    (("PROGRAM", "--entry=product", "--args=2x3xf32,4x5xf32"), "shape mismatch in matmul"),
    (("PROGRAM", "--entry=scale", "--args=3xf64,f64"), "should be (Tensor f32 [n])"),
    (("MISSING", "-o", "OUT"), "there is no file"),
    (("FOLDER", "-o", "OUT"), "it is a directory"),
    (("",), "there is no file"),
    (("x" * 5000,), "too long"),
    (("PROGRAM", "-o", "FOLDER"), "is a directory"),
    (("PROGRAM", "-o", "FOLDER/no/where.vmfb"), "no such file or directory"),
    (("PROGRAM", "-o", "/dev/full"), "No space left on device"),
    (("PROGRAM", "--emit=core", "-o", "/dev/full"), "No space left on device"),
]  # fmt: skip


def _named(arguments: tuple[str, ...], program: Path) -> list[str]:
    folder = program.parent / "folder"
    folder.mkdir(exist_ok=True)
    names = {"PROGRAM": program, "MISSING": program.parent / "mising.esk", "OUT": program.parent / "out.vmfb"}
    return [str(names.get(a, a.replace("FOLDER", str(folder)))) for a in arguments]


@pytest.mark.parametrize(("arguments", "message"), USAGE, ids=str)
def test_a_wrong_command_line_is_refused(
    run: Run, program: Path, arguments: tuple[str, ...], message: str
) -> None:
    status, output, messages = run(*_named(arguments, program))
    assert (status, output) == (2, "")
    assert message in messages
    assert messages.partition("]: ")[2].startswith("UsageError: ")


@pytest.mark.parametrize(("arguments", "message"), COMPILE_USAGE, ids=str)
def test_a_wrong_command_line_of_the_compiler(
    compile_file: Run, program: Path, arguments: tuple[str, ...], message: str
) -> None:
    before = sorted(program.parent.iterdir())
    status, output, messages = compile_file(*_named(arguments, program))
    assert (status, output) == (2, "")
    assert message in messages
    assert sorted(set(program.parent.iterdir()) - {program.parent / "folder"}) == before
    assert program.read_text() == PROGRAM


@pytest.mark.parametrize(("arguments", "message"), REFUSED, ids=str)
def test_what_cannot_be_compiled_or_written(
    compile_file: Run, program: Path, arguments: tuple[str, ...], message: str
) -> None:
    status, output, messages = compile_file(*_named(arguments, program))
    assert (status, output) == (1, "")
    assert message in messages
    assert len(messages.splitlines()) < 30
    assert not [path for path in program.parent.rglob("*") if path.suffix in (".vmfb", ".tmp")]


def test_unknown_devices_are_refused(run: Run, program: Path) -> None:
    for arguments in (("run", program, "--device", "gpu7"), ("--device", "gpu7", "-e", "1")):
        status, _, messages = run(*arguments)
        assert status == 1
        assert "DeviceError" in messages


def test_a_program_without_declared_types_cannot_be_compiled_as_a_whole(
    compile_file: Run, tmp_path: Path
) -> None:
    path = tmp_path / "untyped.esk"
    path.write_text("(define (f x y) (+ x y))")
    status, _, messages = compile_file(path)
    assert status == 1
    assert "`f`: its parameter `x` has no type" in messages
    assert "--entry" in messages


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["run", "--help"], ["check", "--help"], ["expand", "--help"], ["devices", "--help"]],
)
def test_help_is_for_newcomers(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as done:
        tool.main(arguments)
    assert done.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith("usage: eshkol")
    assert "RUN_DEVICE" not in shown
    assert len(shown.splitlines()) > 5


# Whole processes ------------------------------------------------------------------------------


def _process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **options,
    )


def test_no_partial_output_when_the_disk_is_full(program: Path) -> None:
    output = program.with_name("out.vmfb")
    output.write_bytes(b"before")
    # The shell sets the limit: pytest's own process may be too large to be forked.
    compile_it = shlex.join(
        [sys.executable, "-m", "eshkol_mlir.cli.compile", str(program), "-o", str(output)]
    )
    done = subprocess.run(
        ["sh", "-c", f"trap '' XFSZ; ulimit -f 2; exec {compile_it}"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert "set TMPDIR" in done.stderr
    assert "Traceback" not in done.stderr
    assert output.read_bytes() == b"before"
    assert not list(program.parent.glob(".*"))


def test_a_closed_pipe_is_nobodys_business(program: Path) -> None:
    command = f"{sys.executable} -m eshkol_mlir.cli.compile {program} --emit=eshkol | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("closed", "expression", "status"), [(0, "(+ 1 2)", 0), (1, "(sum [1 2])", 0), (2, "(sine 1)", 1)]
)
def test_closed_standard_streams(closed: int, expression: str, status: int) -> None:
    command = f"{sys.executable} -m eshkol_mlir.cli.eshkol -e '{expression}' {closed}>&-"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (status, "")


def test_what_needs_no_array_does_not_import_numpy() -> None:
    script = "import sys; from eshkol_mlir.cli.eshkol import main; main(['-e', '(+ 1 2) #t 1/2 \"a\"']); "
    done = _process_of(script + "print('numpy' in sys.modules, 'iree' in sys.modules)")
    assert done.stdout.splitlines() == ["3", "#t", "1/2", '"a"', "False False"]


def _process_of(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True
    )


def test_a_full_standard_output_is_reported() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "eshkol_mlir.cli.eshkol", "-e", "(+ 1 2)"],
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=120, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("declared", [": float64", ""], ids=["device", "host"])
def test_interrupting_a_loop_that_never_ends(tmp_path: Path, declared: str) -> None:
    program = tmp_path / "endless.esk"
    program.write_text(
        f"(define (f x {declared}) (let loop ((i x)) (if (< i 0) i (loop (+ i 1))))) (display (f 1.0))"
    )
    command = [sys.executable, "-m", "eshkol_mlir.cli.eshkol", "run", str(program)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        time.sleep(5)
        running.send_signal(signal.SIGINT)
        stdout, stderr = running.communicate(timeout=20)
        assert stdout == ""
        # The host tier adds where it was.
        assert stderr.splitlines()[0] == "interrupted"
        assert running.returncode == 130
    finally:
        running.kill()


def test_messages_have_colours_only_on_a_terminal(program: Path) -> None:
    done = _process("eshkol_mlir.cli.eshkol", "-e", "(sine 1)", env={**os.environ, "NO_COLOR": "1"})
    assert done.returncode == 1
    assert "\x1b" not in done.stderr


def test_names_and_arguments_that_are_not_utf_8(tmp_path: Path) -> None:
    """Names of files are bytes on POSIX; Python has surrogates for those that are no characters."""
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.scm")
    Path(os.fsdecode(path)).write_text('(write (cadr (command-line))) (car "x")')
    for command, status, shown in (("run", 70, '"\N{REPLACEMENT CHARACTER}!"'), ("check", 0, "no errors")):
        arguments = [b"\xe9!"] if command == "run" else []
        done = subprocess.run(
            [sys.executable, "-m", "eshkol_mlir.cli.eshkol", command, path, *arguments], capture_output=True
        )
        assert (done.returncode, b"Traceback" in done.stderr) == (status, False)
        assert shown in done.stdout.decode()
