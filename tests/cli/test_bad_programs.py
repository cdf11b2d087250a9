"""Files that are no programs, or enormous ones: a short message and status 1, or a result; never a crash."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from eshkol_mlir.cli import compile as compile_tool
from eshkol_mlir.cli import eshkol as tool

DEEP = 10_000
LONG = 5_000

WRONG: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "the text is empty"),
    "comments": ("; only\n#| comments |#", "only comments"),
    "unbalanced": ("(define (f x : float64)\n  (+ x 1)\n", ":1:1: error[E0101]: SyntaxError: `(` is never closed"),
    "closed twice": ("(define (f x : float64) x))", "closes nothing"),
    "mismatched": ("(define (f x] x)", "does not match `(`"),
    "invalid UTF-8": (b"(define (f x) \xff x)", "the byte 0xFF at offset 14"),
    "NUL": (b"(define (f x) \x00 x)", "NUL"),
    "noise": (bytes(range(1, 255)) * 20, "error[E0123]: SyntaxError"),
    "open string": ('(display "abc', "string that begins here is never closed"),
    "open comment": ("#| abc", "comment that begins here is never closed"),
    "lone quote": ("(display '", "nothing follows"),
    "deep lists": ("(" * DEEP + ")" * DEEP, "nested more than 1000 deep"),
    "deep open lists": ("(" * DEEP, "is never closed"),
    "deep quotes": ("'" * DEEP + "a", "nested more than 1000 deep"),
    "deep brackets": (f"(define f {'[' * DEEP}{']' * DEEP})", "nested more than 1000 deep"),
    "deep arithmetic": (f"(define (f x : float64) {'(+ 1 ' * DEEP}x{')' * DEEP})", "nested more than 1000 deep"),
    "deep let": (f"(define (f x : float64) {'(let ([x x]) ' * DEEP}x{')' * DEEP})", "nested more than 1000 deep"),
    "deep lambda": (f"(define f {'(lambda (x) ' * DEEP}x{')' * DEEP})", "nested more than 1000 deep"),
    "deep type": (f"(define (f x : {'(list ' * DEEP}f32{')' * DEEP}) x)", "nested more than 1000 deep"),
    "endless call": ("(define (f x) (f x)) (define (g x : float64) (f x))", "never returns"),
    "size of a type": ("(define (f x : (Tensor f32 [99999999999999999999])) x)", "a size is at most"),
    "negative size": ("(display (zeros [-3 2]))", "cannot be negative"),
    "compiled module": (b"PK\3\4\xff\xfe", "looks like a compiled module"),
    "size of a tensor": ("(define (f n : integer) (ones [n n])) (display (f 4294967296))", "too large for any memory"),
    "size of a declared tensor": ("(define (f x : (Tensor f32 [4294967296 4294967296])) x)", "too large for any memory"),
    "memory while compiling": ("(display (sum (ones [100000000000000])))", "OutOfMemoryError"),
    "long padding": ("(display (pad (zeros [1000000000000]) 1 :mode 'reflect))", "too large for this mode"),
    "division by zero": ("(define (f x : float64) (+ x (quotient 5 0)))", "division by zero"),
    "errors everywhere": ("\n".join(f"(define (f{i} x : float64) (g{i} x))" for i in range(LONG)), "`g0` is not defined"),
}  # fmt: skip

#: What the host would run, as device code.
WRONG_ON_DEVICES = {
    "endless recursion": ("(define (f x) (+ 1 (f x))) (define (g x) (sum (* (ones 3) (f 1)))) (display (g 1))", "1000 calls deep"),
    "endless tree": (
        "(define (f l) (+ (f (cons 1 l)) (f (cons 2 l)))) (define (g x) (f (list (sum (ones 3))))) (display (g 1))",
        "more than 1000 calls deep",
    ),
    "self application": (
        "(define (f x : float64) ((lambda (g) (g g)) (lambda (g) (g g))))", "more than 1000 calls deep"
    ),
    "recursion on data": ("(define (f n : integer) (if (= n 0) (ones 3) (* n (f (- n 1)))))", "`f` is recursive"),
}  # fmt: skip


@pytest.mark.parametrize("name", [*WRONG, *WRONG_ON_DEVICES])
def test_a_wrong_program_gets_a_short_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    content, message = WRONG[name] if name in WRONG else WRONG_ON_DEVICES[name]
    options = [] if name in WRONG else ["--device", "cpu"]
    path = tmp_path / "program.esk"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert tool.main(["run", str(path), *options]) == 1
    output, messages = capsys.readouterr()
    assert output == ""
    assert message in messages
    assert len(messages) < 20_000
    assert all(len(line) < 400 for line in messages.splitlines())
    assert compile_tool.main([str(path), "-o", str(tmp_path / "out.vmfb")]) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["program.esk"]


FAILING = {
    "endless recursion": ("(define (f x) (+ 1 (f x))) (display (f 1))", "recursion is too deep"),
    "endless tree": (
        "(define (f l) (+ (f (cons 1 l)) (f (cons 2 l)))) (display (f '()))",
        "recursion is too deep",
    ),
    "division by zero": ("(display (quotient 5 0))", "quotient: division by zero"),
    "too much memory": ("(display (make-vector 1000000000000 0))", "not enough memory"),
    "not a procedure": ("(display (5 6))", "not a procedure"),
    "circular list": (
        "(define l (list 1 2)) (set-cdr! (cdr l) l) (display (length l))",
        "length: argument 1",
    ),
}


@pytest.mark.parametrize("name", FAILING)
def test_a_failing_program_gets_a_short_message(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    program, message = FAILING[name]
    path = tmp_path / "program.esk"
    path.write_text(program)
    assert tool.main(["run", str(path)]) == 70
    output, messages = capfd.readouterr()
    assert output == ""
    assert message in messages
    assert len(messages) < 2_000


def test_device_code_prints_at_the_top_level_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "program.esk"
    path.write_text("(define (f x : float64) (display x) x)")
    assert compile_tool.main([str(path), "-o", str(tmp_path / "out.vmfb")]) == 1
    assert (
        "program.esk:1:25: error[E0210]: UnsupportedError: display works at top level only"
        in capsys.readouterr().err
    )


def test_too_many_clauses_get_a_message_with_a_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eshkol_mlir.recursion.LIMIT", 2_000)
    path = tmp_path / "program.esk"
    path.write_text(f"(define x 5)\n(display (cond {'((eqv? x 1) 2) ' * 2_000}))")
    assert tool.main(["run", str(path)]) == 1
    assert "program.esk:2:" in (messages := capsys.readouterr().err)
    assert "nested too deeply" in messages
    assert len(messages) < 2_000


def ladder(form: str, count: int, close: str = ")") -> str:
    return form * count + "x" + close * count


LARGE = {
    "nested arithmetic": f"(define (f x : float64) {ladder('(+ 1 ', 990)}) (display (f 0.5))",
    "nested let": f"(define (f x : float64) {ladder('(let ([x (+ x 1)]) ', 490)}) (display (f 0.5))",
    "nested if": f"(define (f x : float64) {ladder('(if (> x 9) 1.0 ', 900)}) (display (f 0.5))",
    "clauses of cond": f"(define (f x : integer) (cond {' '.join(f'((= x {i}) {i})' for i in range(1000))} (else -1)))"
    "(display (f 999))",
    "clauses of cond on the host": f"(display (cond {' '.join(f'((eq? car {i}) {i})' for i in range(3000))} (else 'no)))",
    "clauses of case": f"(define (f x) (case x {' '.join(f'(({i}) {i})' for i in range(1000))} (else -1)))"
    "(display (f 999))",
    "definitions in a body": "(define (f v : float64)\n"
    + "\n".join(f"(define v{i} (+ {f'v{i - 1}' if i else 'v'} 1))" for i in range(LONG))
    + f" v{LONG - 1}) (display (f 0.5))",
    "bindings of let*": f"(define (f v : float64) (let* ({' '.join('(v (+ v 1))' for i in range(LONG))}) v))"
    "(display (f 0.5))",
    "arguments": f"(define (f x : float64) (+ {' '.join('x' for _ in range(LONG))})) (display (f 0.5))",
    "assignments": f"(define (f x : float64) {'(set! x (+ x 1))' * LONG} x) (display (f 0.5))",
    "known calls": "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))"
    "(define (f x : float64) (+ x (fib 40))) (display (f 0.0))",
    "recursion while compiling": "(define (power x n) (if (= n 0) 1 (* x (power x (- n 1)))))"
    "(define (f x : float64) (power x 900)) (display (f 1.0))",
    "endless range beside a short list": '(define (f x : float64) (apply + x (map (lambda (a b) a) (range 100000000000) (list 1 "a" sqrt))))'
    "(display (f 0.0))",
    "comments": "; hello\n" * 650_000 + "(display 1)",
}
SHOWN = {
    "nested arithmetic": "990.5", "nested let": "490.5", "nested if": "0.5", "clauses of cond": "999",
    "clauses of cond on the host": "no", "clauses of case": "999", "definitions in a body": "5000.5", "bindings of let*": "5000.5", "arguments": "2500.0",
    "assignments": "5000.5", "known calls": "102334155.0", "recursion while compiling": "1.0",
    "endless range beside a short list": "3.0", "comments": "1",
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_a_large_program_runs(tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str) -> None:
    path = tmp_path / "program.esk"
    path.write_text(LARGE[name])
    status = tool.main(["run", str(path)])
    assert (status, *capfd.readouterr()) == (0, SHOWN[name], "")


def test_five_megabytes_are_checked_in_linear_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An eighth of them at first: a quadratic check would take 64 times as long for all of them."""

    def seconds(count: int, padding: str) -> float:
        path = tmp_path / "program.esk"
        path.write_text("\n".join(f"(define (f{i} x : float64) (+ x {i})) {padding}" for i in range(count)))
        start = time.process_time()
        assert tool.main(["check", str(path)]) == 0
        return time.process_time() - start

    # What has not changed would not be checked again.
    part = min(seconds(750, f"; {letter} padding" * 80) for letter in "abc")
    whole = seconds(6_000, "; padding " * 80)
    assert (tmp_path / "program.esk").stat().st_size > 5_000_000
    assert whole < 24 * part
    assert capsys.readouterr().err == ""
