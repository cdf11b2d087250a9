"""What declared types say of device code that has no tensors, for all values and not only those that it is called with."""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir.cli.compile import main as compile_main
from eshkol_mlir.cli.eshkol import main
from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.compiler.frontend import expand_source
from eshkol_mlir.compiler.tiers import is_host_program
from eshkol_mlir.diagnostics import EshkolError, Source

WRONG = [
    ("(define (f [x : any]) : integer (if (string? x) (+ x 1) 0))\n(display (f 1))", "E1204"),
    ("(: f (-> a b))\n(define (f x) x)\n(display (f 5))", "E1207"),
    ("(define (f [x : a] [y : b]) : a y)\n(display (f 1 2))", "E1207"),
    ('(: pair-up (forall (a) (-> a a (list a))))\n(define (pair-up x y) (list x y))\n(display (car (pair-up 1 "a")))',
     "E1208"),
    ("(: f (-> (list integer) integer))\n(define (f xs) (if (null? xs) (car xs) 0))\n(display (f '(1)))", "E1204"),
]  # fmt: skip
#: What is wrong for the values that they compute with, too.
WRONG_AS_CALLED = [
    ('(define (f [x : float64]) (+ x "a"))\n(display (f 1.0))', "E0410"),
    ("(define (f [x : float64]) : integer (* x 2.0))\n(display (f 1.0))", "E0406"),
    ("(define (f [x : float64]) (* x x))\n(display (f 1.0 2.0))", "E0604"),
    ("(define (f [x : float64]) (sin x x))\n(display (f 1.0))", "E0601"),
    ('(define x : float64 "abc")\n(display x)', "E0406"),
]
RIGHT = [
    "(define (f [x : float64]) : float64 (* 2 x))\n(display (f 3))",
    "(define (f [x : f32] [n : integer]) : f32 (* x n 1/2))\n(display (f 1.5 2))",
    "(define-type P (Record [x : f32] [k : integer]))\n(define (f [p : P]) : f32 (* p.x p.k))\n(display (f (P 1.5 2)))",
    "(: same (forall (a) (-> a a)))\n(define (same x) x)\n(display (+ (same 1) (same 2.5)))",
    "(define (f [x : number]) : number (if (> x 0) (sqrt x) (- x)))\n(display (f 4.0))",
]


@pytest.mark.parametrize(("text", "code"), WRONG)
def test_contradictions_are_told(text: str, code: str) -> None:
    assert not is_host_program(expand_source(Source("p.esk", text)))
    for _ in range(2):
        with pytest.raises(EshkolError) as raised:
            check_program(Source("p.esk", text))
        assert [diagnostic.code for diagnostic in raised.value.diagnostics] == [code]


@pytest.mark.parametrize("text", RIGHT)
def test_right_programs_are_accepted(text: str) -> None:
    assert not is_host_program(expand_source(Source("p.esk", text)))
    check_program(Source("p.esk", text))


def test_they_do_not_run(capsys: pytest.CaptureFixture[str]) -> None:
    text, code = WRONG[0]
    assert main(["-e", text]) == 1
    assert code in capsys.readouterr().err


@pytest.mark.parametrize(("text", "code"), WRONG + WRONG_AS_CALLED)
def test_all_tools_say_the_same(
    text: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, output = str(tmp_path / "p.esk"), str(tmp_path / "output")
    Path(path).write_text(text, encoding="utf-8")
    commands = (
        (main, ["check", path]),
        (main, ["run", path]),
        (compile_main, [path, "--emit=exe", "-o", output]),
        (compile_main, [path, "--emit=vmfb", "-o", output]),
    )
    messages = set()
    for tool, arguments in commands:
        assert tool(arguments) == 1
        messages.add(capsys.readouterr().err)
    [message] = messages
    assert f"error[{code}]" in message
