"""What the compiler does for a program grows with its length, whatever it is that makes it long.

Counted are the operations that a program becomes, and how deeply they are nested: the time of MLIR's and LLVM's passes
follows from these.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.host import HostProgram
from eshkol_mlir.diagnostics import EshkolError, Source
from eshkol_mlir.emit.host.letrec import MAX_TOGETHER
from eshkol_mlir.emit.host.nesting import MAX_NESTED


def program(text: str) -> HostProgram:
    compiler = Compiler(Source("p.esk", text))
    return HostProgram(compiler, compiler.program())


def repeated(count: int, text: Callable[[int], str]) -> str:
    return " ".join(map(text, range(count)))


#: The body of a procedure of x, with so many parts.
BODIES: dict[str, Callable[[int], str]] = {
    "cond": lambda n: f"(cond {repeated(n, lambda i: f'((= x {i}) (list {i}))')} (else x))",
    "cond =>": lambda n: f"(cond {repeated(n, lambda i: f'((assv {i} x) => cdr)')})",
    "case": lambda n: f"(case x {repeated(n, lambda i: f'(({i} s{i}) (list {i}))')})",
    "case of many data": lambda n: f"(case x (({repeated(n, str)}) 1) (else 2))",
    "and": lambda n: f"(and {repeated(n, lambda i: f'(< x {i})')})",
    "or": lambda n: f"(or {repeated(n, lambda i: f'(< x {i})')})",
    "match of numbers": lambda n: f"(match x {repeated(n, lambda i: f'({i} (list {i}))')})",
    "match of lists": lambda n: f"(match x {repeated(n, lambda i: f'((a {i} . b) (cons a b))')})",
    "when": lambda n: repeated(n, lambda i: f"(when (< x {i}) (display {i}))"),
    "let in if": lambda n: "(if (car x) x (let ((x (cdr x)))" * n + " x " + "))" * n,
    "procedures": lambda n: (
        repeated(n, lambda i: f"(define (f{i} y) (+ y {i}))") + f"(list f0 f{n - 1} (f0 x))"
    ),
    "procedures that call the next": lambda n: (
        repeated(n, lambda i: f"(define (f{i} y) (if (= y 0) x (f{(i + 1) % n} (- y 1))))") + "(f0 x)"
    ),
    "procedures and values": lambda n: (
        repeated(n, lambda i: f"(define (f{i} y) (+ y {i})) (define v{i} (f{i} x))") + f"v{n - 1}"
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_operations_are_as_many_as_parts(name: str) -> None:
    few, many = (program(f"(define (f x) {BODIES[name](count)}) (f 1)").mlir() for count in (100, 400))
    assert len(many) < 4.5 * len(few)
    depth = max((len(line) - len(line.lstrip())) // 2 for line in many.splitlines())
    assert depth < 2 * MAX_NESTED


def test_conditionals_that_are_taken_apart(capfd: pytest.CaptureFixture[str]) -> None:
    """What they bind around each other is there in all of them, and tail calls stay so."""
    count = 3 * MAX_NESTED
    start = "".join(
        f"(let ((v{i} (+ x {i}))) (if (= y {i}) (list v{i} v{max(0, i - 100)} ((lambda () v0))) "
        for i in range(count)
    )
    seen = [0, 1, MAX_NESTED, MAX_NESTED + 1, 2 * MAX_NESTED + 1, count - 1, count]
    jumps = repeated(count, lambda i: f"((= x {i}) (if (= n 0) x (jump {(i + 7) % count} (- n 1))))")
    text = f"""
        (define (f x y) {start} (list x v{count - 1}) {"))" * count})
        (for-each (lambda (y) (write (f 1000 y))) '({" ".join(map(str, seen))}))
        (define (jump x n) (cond {jumps}))
        (write (jump 0 1000000))
    """
    assert program(text).run(["p"]) == 0
    expected = [(1000 + y, 1000 + max(0, y - 100), 1000) for y in seen[:-1]] + [(1000, 1000 + count - 1)]
    assert capfd.readouterr().out == "".join(f"({' '.join(map(str, values))})" for values in expected) + str(
        7 * 1000000 % count
    )


def test_many_clauses_of_match(capfd: pytest.CaptureFixture[str]) -> None:
    clauses = repeated(150, lambda i: f"(({i} a) (+ a {i})) (#(a {i}) (when (odd? a)) (- a {i}))").replace(
        "(when (odd? a)) ", ""
    )
    text = f"(define (f x) (match x {clauses} (_ 'none))) (write (map f '((0 1) #(1 149) (149 2) #(3 0) (150 1) 7)))"
    assert program(text).run(["p"]) == 0
    assert capfd.readouterr().out == "(1 -148 151 3 none none)"


def test_many_procedures_that_call_each_other(capfd: pytest.CaptureFixture[str]) -> None:
    count = 2 * MAX_TOGETHER
    definitions = repeated(
        count, lambda i: f"(define (f{i} n) (if (= n 0) (list {i} x) (f{(i + 1) % count} (- n 1))))"
    )
    assert program(f"(define (f x) {definitions} (f0 1000003)) (write (f 'x))").run(["p"]) == 0
    assert capfd.readouterr().out == f"({1000003 % count} x)"


def test_nothing_is_inlined_in_very_long_procedures() -> None:
    """Arithmetic is inlined where a procedure has little of it, and called where its code would be all branches."""

    def calls(count: int) -> int:
        text = program(f"(define (f x) (list {repeated(count, lambda i: f'(+ x {i})')})) (f 1)").emit("llvm")
        return sum(b"call" in line and b"@eshkol_add(" in line for line in text.splitlines())

    assert calls(10) == 0
    assert calls(2000) >= 2000


@pytest.mark.parametrize(
    "template", ["(begin (m) (m))", "(list (m) (m))", "(begin (define x (m)) (m))", "(let () (m) (m) (m))"]
)
def test_an_endless_expansion_is_refused_once(template: str) -> None:
    with pytest.raises(EshkolError) as error:
        program(f"(define-syntax m (syntax-rules () ((_) {template}))) (m)")
    assert len(error.value.diagnostics) == 1
