"""Programs that are device code as a whole: as machine code and by IREE they show the same, as executables do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from eshkol_mlir.cli import compile as compile_tool
from eshkol_mlir.cli import eshkol as tool
from eshkol_mlir.compiler.device_script import DeviceScript
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.diagnostics import Source

SHOWING = """\
(define-type Point (Record [x : f64] [v : (Tensor f32 [2])]))
(define (distance [p : (Tensor f64 [3])]) : f64 (sqrt (dot p p)))
(define (sum-of-distances n)
  (let loop ((i 0) (s 0.0))
    (if (= i n) s (loop (+ i 1) (+ s (distance [1.0 2.0 (* 1.0 i)]))))))
(display (sum-of-distances 1000)) (newline)
(display "numbers: ") (display (* 1e20 (sum [1.0 2.0]))) (display " ") (write (/ (sum [1.0 2.0]) 1e6)) (newline)
(display (* 1e-30 (cast [1.0 2.0] f32))) (newline)
(write (cast [[1.0 2.5] [3.0 4.0]] f16)) (newline)
(display (Point (sum [1.0]) (cast [1.0 2.0] f32))) (newline)
(displayln (> (sum [1.0 2.0]) 2.0))
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "program.esk"
    path.write_text(SHOWING)
    return path


@pytest.mark.parametrize("backend", ["", "native", "iree"])
def test_all_show_the_same(
    backend: str, program: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ESHKOL_DEVICE_CODE", backend)
    assert tool.main(["run", str(program)]) == 0
    total = np.sqrt(5.0 + np.arange(1000.0) ** 2).sum()
    lines = capfd.readouterr().out.splitlines()
    assert float(lines[0]) == pytest.approx(total, rel=1e-12)
    assert lines[1:] == [
        # As Scheme writes flonums: exponents from 1e21 up and below 1e-3, with a decimal point.
        "numbers: 300000000000000000000.0 3.0e-6",
        "[1.0e-30 2.0e-30]",
        "#tensor(shape: (2 2), dtype: f16, data: ((1.0 2.5) (3.0 4.0)))",
        "#<Point [x 1.0] [v [1.0 2.0]]>",
        "#t",
    ]


def test_executables_show_the_same(program: Path, capfd: pytest.CaptureFixture[str]) -> None:
    executable = program.with_suffix(".exe")
    assert compile_tool.main([str(program), "--emit=exe", "-o", str(executable)]) == 0
    assert tool.main(["run", str(program)]) == 0
    shown = subprocess.run([executable], capture_output=True, text=True, check=True).stdout
    assert shown == capfd.readouterr().out


def script(text: str) -> DeviceScript:
    return DeviceScript(Compiler(Source("program.esk", text), script="run"))


@pytest.mark.parametrize(
    ("size", "backend", "is_native"),
    [(16, "", True), (512, "", False), (512, "native", True), (16, "iree", False)],
)
def test_much_work_is_left_to_iree(
    size: int, backend: str, is_native: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESHKOL_DEVICE_CODE", backend)
    product = f"(define a (ones [{size} {size}] f32)) (display (sum (matmul a (* 2.0 a))))"
    assert (script(product).natives is not None) == is_native


def test_what_fails_tells_the_places(tmp_path: Path) -> None:
    """Of the operation, and of the expression that is displayed; what was shown before stays."""
    path = tmp_path / "program.esk"
    path.write_text(
        '(define (f x) (vref x (cast (sum [2.0 3.0]) i64)))\n(display "first")\n(display (f [1.0 2.0]))\n'
    )
    command = [sys.executable, "-m", "eshkol_mlir.cli.eshkol", "run", "--check-bounds", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (70, "first")
    assert done.stderr.splitlines() == [
        f"{path}:1:15: error[E1009]: NumericalError: vref: index out of range for dimension 0 of size 2",
        "  |",
        "1 | (define (f x) (vref x (cast (sum [2.0 3.0]) i64)))",
        "  |               ^",
        ".",
        "3 | (display (f [1.0 2.0]))",
        "  |          ------------- for what is displayed here",
        "  = note: found while running on cpu",
    ]


def test_what_fails_is_told_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The same whichever backend has made the code."""
    path = tmp_path / "program.esk"
    path.write_text(
        "(define (f [k : int64]) (sum (+ (ones [(+ k 1)]) (ones [3]))))\n(display (f (argmax [1.0 9.0 2.0 10.0])))\n"
    )
    told = []
    for backend in ("native", "iree"):
        monkeypatch.setenv("ESHKOL_DEVICE_CODE", backend)
        assert tool.main(["run", "--error-format=json", str(path)]) == 70
        found = json.loads(capfd.readouterr().err)
        told.append([found[key] for key in ("code", "kind", "file", "line", "column", "notes")])
    assert told[0] == told[1] == ["E1009", told[0][1], str(path), 1, 30, ["found while running on cpu"]]


def test_what_nothing_calls_is_checked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "program.esk"
    path.write_text("(define (f [x : (Tensor f64 [2])]) (+ x [1.0 2.0 3.0]))\n(display (sum [1.0 2.0]))\n")
    assert tool.main(["run", str(path)]) == 1
    out, errors = capfd.readouterr()
    assert out == ""
    assert ":1:36: error[E0502]: ShapeError" in errors
