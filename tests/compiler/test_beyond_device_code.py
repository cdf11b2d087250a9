"""Programs with declared types that are taken for device code, and do what only the host can."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from eshkol_mlir.cli.compile import main as compile_main
from eshkol_mlir.compiler.checking import check_program, find_errors
from eshkol_mlir.diagnostics import EshkolError, Source

#: What is defined, what is displayed, and what that shows by the rules of Scheme.
PROGRAMS = [
    ('(define (f [x : number]) : string (if (> x 0) "pos" "neg"))', "(f 3)", "pos"),
    ("(define (f [x : number]) : symbol (cond [(> x 0) 'pos] [(< x 0) 'neg] [else 'zero]))", "(f 0)", "zero"),
    ('(define (f [x : number]) : any (if (> x 0) "positive" 0))', "(f -1)", "0"),
    ("(define (f [x : integer]) : (list integer) (if (> x 0) (list x x) (list x)))", "(f 3)", "(3 3)"),
    ("(define (f [x : integer]) : (-> integer integer) (if (> x 0) (lambda (y) (+ x y)) (lambda (y) y)))",
     "((f 3) 4)", "7"),
    ("(define n : integer 0) (define (f) : integer (set! n (+ n 1)) n)", "(+ (f) (f))", "3"),
    ("(define xs : (list integer) '(1 2 3)) (define (f [x : integer]) : boolean (if (memv x xs) #t #f))",
     "(f 2)", "#t"),
    ("(define-type S (Union (A [x : float64]) (B [y : float64])))\n"
     "(define (f [k : integer]) : S (if (= k 0) (A 1) (B 2)))", "(match (f 1) ((A x) x) ((B y) (- y)))", "-2.0"),
]  # fmt: skip


#: Recursion on data, and lists as long as data say, beside tensors and derivatives; closed forms.
RECURSIVE = [
    ("(define (f [n : integer]) : integer (if (= n 0) 1 (* n (f (- n 1)))))", "(list (f 25) (sum [1.0 2.0]))",
     "(15511210043330985984000000 3.0)"),
    ("(define (f [n : integer]) : integer (if (= n 0) 1 (* n (f (- n 1)))))\n"
     "(define (s [x : (Tensor f64 [n])]) : float64 (sum (* x x)))", "(list (f 5) (grad s [1.0 2.0]))",
     "(120 [2.0 4.0])"),
    ("(define (f [n : integer]) (let loop ([i 0] [xs '()]) (if (= i n) xs (loop (+ i 1) (cons i xs)))))",
     "(f (argmax [1.0 2.0 5.0]))", "(1 0)"),
    ("(define (f [x : (Tensor f64 [n])] [k : integer]) : (Tensor f64 [n]) (if (= k 0) x (* x (f x (- k 1)))))",
     "(list (f [1.0 2.0] 3) (grad (lambda (x) (sum (f x 3))) [1.0 2.0]))", "([1.0 16.0] [4.0 32.0])"),
]  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS + RECURSIVE, ids=lambda each: each[1])
def test_they_are_accepted(program: tuple[str, str, str]) -> None:
    define, expression, _ = program
    source = Source("p.esk", f"{define}\n(display {expression})\n")
    check_program(source)
    find_errors(source)


def test_they_run_on_the_host(tmp_path: Path) -> None:
    programs = PROGRAMS + RECURSIVE
    for number, (define, expression, _) in enumerate(programs):
        (tmp_path / f"{number}.esk").write_text(f"{define}\n(display {expression})\n", encoding="utf-8")
    run = (
        "import sys; from eshkol_mlir.cli.eshkol import main\n"
        f"for n in range({len(programs)}): main(['run', f'{{n}}.esk']); print(flush=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", run], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:-1] == [shown for _, _, shown in programs]


def test_executables_are_made_of_them(tmp_path: Path) -> None:
    define, expression, shown = PROGRAMS[0]
    file = tmp_path / "p.esk"
    file.write_text(f"{define}\n(display {expression})\n", encoding="utf-8")
    assert compile_main([str(file), "--emit=exe", "-o", str(tmp_path / "p")]) in (0, None)
    assert subprocess.run([tmp_path / "p"], capture_output=True, text=True, check=True).stdout == shown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('(define (f [x : number]) : string (if (> x 0) "pos" 5))\n(display (f 3))', "should be a string"),
        ("(define (f x) (if (> x 0.0) (list x) (list x x)))\n(display ((grad f) 2.0))", "the branches of"),
        ("(define (f [x : (Tensor f64 [3])] [n : integer]) : (Tensor f64 [3])\n"
         "  (if (= n 0) x (exp (f (outer x x) (- n 1)))))\n(display (f (ones [3]) 2))", "should be"),
        ("(define (f [n : integer]) : integer (if (= n 0) 1 (* n (f (- n 1)))))\n(display (f 5))\n"
         "(display (matmul [[1.0 2.0]] [3.0 4.0 5.0]))", "shape mismatch in matmul"),
        ("(define (f [x : (Tensor f64 [3])]) : (Tensor f64 [2]) (* x 2.0))\n(display (f (ones [3])))", "should be"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_them_is_told(text: str, message: str) -> None:
    with pytest.raises(EshkolError, match=message):
        check_program(Source("p.esk", text))
