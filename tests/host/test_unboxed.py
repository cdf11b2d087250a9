"""Flonums and booleans in registers: procedures with declared types compute what IEEE 754 says, however they are called."""

from __future__ import annotations

import math
import operator
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from host_support import IS_ESHKOL, UNCAUGHT, raises, run_compiled_with, run_text, written

pytestmark = pytest.mark.skipif(not IS_ESHKOL, reason="declared types are Eshkol's own")

#: A value of which nothing is known before the program runs, and one that is used as a value.
UNKNOWN = """
(define (unknown x) (vector-ref (vector x) 0))
"""


# How procedures are called -----------------------------------------------------------

HALF = UNKNOWN + "(define (half [x : float64]) : float64 (/ x 2.0))\n"


def test_known_and_unknown_callers(tmp_path: Path) -> None:
    """Exact arguments become flonums, whoever passes them."""
    called = """
    (list (half 3.0) (half 3) (half (unknown 1/2)) ((unknown half) 5) (map half (list 1 2.0 3/4)) (apply half '(7)))
    """
    assert written(called, tmp_path, HALF) == "(1.5 1.5 0.25 2.5 (0.5 1.0 0.375) 3.5)"


def test_a_procedure_in_a_record_and_a_closure(tmp_path: Path) -> None:
    before = """
    (define-record-type rule (make-rule action) rule? (action action-of))
    (define (scaled [k : float64]) (lambda ([x : float64]) : float64 (* k x)))
    (define double (make-rule (scaled 2.0)))
    """
    assert written("(list ((action-of double) 4) ((scaled 0.5) 3.0))", tmp_path, before) == "(8.0 1.5)"


@pytest.mark.parametrize("value", ["a", '"1.0"', "1+2i"])
def test_arguments_of_other_types(value: str, tmp_path: Path) -> None:
    outcome = run_text(f'{HALF}(write-string "") (write (map half (list (unknown \'{value}))))', tmp_path)
    assert outcome.status == UNCAUGHT
    assert outcome.stderr.startswith(
        f"error: half: argument 1 (x) must be a float64, but is {value} (declared at "
    )


def test_the_order_of_checks(tmp_path: Path) -> None:
    before = UNKNOWN + "(define (f [x : float64] [n : integer] [b : boolean]) : float64 (if b (* x n) x))\n"
    assert (
        written("(list (f 1.5 2 #t) (f (unknown 1) (unknown 2) (unknown #f)))", tmp_path, before)
        == "(3.0 1.0)"
    )
    outcome = run_text(f'{before}(write-string "") (f (unknown 1.0) (unknown 2.5) (unknown \'x))', tmp_path)
    assert outcome.stderr.startswith("error: f: argument 2 (n) must be an integer, but is 2.5 (declared at ")


def test_a_backtrace_shows_each_procedure_once(tmp_path: Path) -> None:
    program = """\
(define (deep [x : float64]) : float64
  (if (< x 1.0) (* x (string-length (vector-ref (vector 5) 0))) (+ 1.0 (deep (- x 1.0)))))
(define (outer [x : float64]) : float64
  (deep x))
(write-string "")
(write (map outer (list 2.0)))
"""
    stderr = run_text(program, tmp_path).stderr
    places = [line.split("program.scm:")[-1] for line in stderr.splitlines()]
    assert places == [
        "error: string-length: argument 1 must be a string, but is 5",
        "2:22 (in deep)",
        "2:72 (in deep) (repeated 2 times)",
        "6:8",
    ]


def test_a_variable_that_is_assigned_later(tmp_path: Path) -> None:
    before = """
    (define (f [x : float64]) : float64 (* 2.0 x))
    (define (g [x : float64]) : float64 (+ 1.0 (f x)))
    (define before (g 1.0))
    (set! f (lambda (x) (* 10.0 x)))
    """
    assert written("(list before (g 1.0))", tmp_path, before) == "(3.0 11.0)"


# Tail calls and continuations ----------------------------------------------------------


def test_tail_calls_of_each_other_take_no_stack(tmp_path: Path) -> None:
    """Of procedures that return flonums, booleans and anything: ten million calls."""
    before = """
    (define (down [n : float64] [sum : float64]) : float64 (if (<= n 0.0) sum (up (- n 1.0) (+ sum 1.0))))
    (define (up [n : float64] [sum : float64]) : float64 (if (<= n 0.0) sum (down (- n 1.0) (- sum 0.5))))
    (define (even [n : float64]) : boolean (if (= n 0.0) #t (odd (- n 1.0))))
    (define (odd [n : float64]) : boolean (if (= n 0.0) #f (even (- n 1.0))))
    (define (any-even n) (if (= n 0.0) 'even (any-odd (half (* 2.0 (- n 1.0))))))
    (define (any-odd n) (if (= n 0.0) 'odd (any-even (- n 1.0))))
    """
    tested = "(list (* 1.0 (down 1e7 0.0)) (not (even 1e7)) (any-even 1e7) ((unknown even) 3))"
    assert written(tested, tmp_path, HALF + before) == "(2500000.0 #f even #f)"


def test_recursion_is_deep(tmp_path: Path) -> None:
    before = "(define (count [n : float64]) : float64 (if (= n 0.0) 0.0 (+ 1.0 (count (- n 1.0)))))\n"
    assert written("(count 1e6)", tmp_path, before) == "1000000.0"


def test_a_continuation_is_entered_again(tmp_path: Path) -> None:
    """Doubles that are in registers and frames when it is captured are there each time."""
    before = (
        UNKNOWN
        + """
    (define again #f)
    (define (mark [x : float64]) : float64 (call/cc (lambda (k) (set! again k) x)))
    (define (poly [x : float64] [y : float64]) : float64
      (let* ([a (* x 3.0)] [b (+ y 0.5)]) (+ (* a (mark b)) (* a b))))
    (define results '())
    (define (run)
      (let ([r (* 1.0 (poly 2.0 1.0))])
        (set! results (cons r results))
        (if (< (length results) 3) (again (* 10.0 (length results))) results)))
    """
    )
    # 6 * 1.5 + 6 * 1.5, then 6 * 10 + 9 and 6 * 20 + 9.
    assert written("(run)", tmp_path, before) == "(129.0 69.0 18.0)"


# Values --------------------------------------------------------------------------------


def test_values_that_need_a_box(tmp_path: Path) -> None:
    """R7RS 6.2.4, IEEE 754: infinities, NaN, the sign of zero, and numbers of extreme size."""
    before = (
        UNKNOWN
        + """
    (define (sum [x : float64] [y : float64]) : float64 (+ x y))
    (define (product [x : float64] [y : float64]) : float64 (* x y))
    (define (ratio [x : float64] [y : float64]) : float64 (/ x y))
    (define (less [x : float64] [y : float64]) : boolean (< x y))
    (define (same [x : float64] [y : float64]) : boolean (= x y))
    (define (all f) (map f (map unknown '(+inf.0 1e300 5e-324 -0.0 -inf.0)) '(-inf.0 1e300 0.5 0.0 1)))
    """
    )
    assert written("(list (all sum) (all product) (all ratio) (all less) (all same))", tmp_path, before) == (
        "((+nan.0 2.0e300 0.5 0.0 -inf.0)"
        " (-inf.0 +inf.0 0.0 -0.0 -inf.0)"
        " (+nan.0 1.0 1.0e-323 +nan.0 -inf.0)"
        " (#f #f #t #f #t)"
        " (#f #t #f #t #f))"
    )


def test_nan_is_in_no_order(tmp_path: Path) -> None:
    before = (
        UNKNOWN
        + """
    (define (tests [x : float64] [y : float64])
      (list (< x y) (> x y) (<= x y) (>= x y) (= x y) (not (< x y)) (zero? (- x y)) (negative? (* x y))))
    """
    )
    expected = "(#f #f #f #f #f #t #f #f)"
    assert (
        written("(list (tests +nan.0 1.0) (tests (unknown 1) +nan.0))", tmp_path, before)
        == f"({expected} {expected})"
    )


def test_exact_numbers_beside_flonums(tmp_path: Path) -> None:
    """2^53 + 1 has no double: it is compared exactly, and rounded to even where it is added."""
    before = (
        UNKNOWN
        + """
    (define (f [x : float64] [n : integer])
      (list (= x n) (< x n) (+ x n) (* 2 x) (- 1 x) (+ x 9007199254740993)))
    """
    )
    assert written("(f 9007199254740992.0 9007199254740993)", tmp_path, before) == (
        "(#f #t 18014398509481984.0 18014398509481984.0 -9007199254740991.0 18014398509481984.0)"
    )
    large = "(list-ref (f 1.0 (unknown (expt 10 30))) 2)"
    assert written(large, tmp_path, before) == "1.0e30"


def test_division_by_an_exact_zero(tmp_path: Path) -> None:
    assert raises("(ratio 1.0)", "/: division by zero", tmp_path, "(define (ratio [x : float64]) (/ x 0))\n")


def test_rounding(tmp_path: Path) -> None:
    """R7RS 6.2.6: to even."""
    before = (
        UNKNOWN
        + """
    (define (rounded [x : float64]) (list (floor x) (ceiling x) (truncate x) (round x) (abs x) (- x) (square x)))
    """
    )
    assert written("(list (rounded -2.5) (rounded (unknown 7/2)))", tmp_path, before) == (
        "((-3.0 -2.0 -2.0 -2.0 2.5 2.5 6.25) (3.0 4.0 3.0 4.0 3.5 -3.5 12.25))"
    )


# Random programs -------------------------------------------------------------------------


def divided(x: float, y: float) -> float:
    if y != 0:
        return x / y
    return math.nan if x == 0 or math.isnan(x) else math.copysign(math.inf, x) * math.copysign(1.0, y)


BINARY: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": divided,
}
TESTS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
}
NUMBERS = [0.0, -0.0, 1.0, -1.5, 0.1, 3e7, 1e200, -1e-200, 5e-324, math.inf, -math.inf, math.nan]

Meaning = Callable[[Sequence[float]], float]


def written_number(x: float) -> str:
    if math.isnan(x):
        return "+nan.0"
    return f"{'-' if x < 0 else '+'}inf.0" if math.isinf(x) else repr(x)


def read_number(text: str) -> float:
    return float(text.removesuffix(".0") if text.endswith(("inf.0", "nan.0")) else text)


def expression(
    chance: random.Random, names: Sequence[str], functions: Sequence[tuple[str, int, Meaning]], depth: int
) -> tuple[str, Meaning]:
    """A random expression over variables and procedures of flonums, and what it means."""

    def part() -> tuple[str, Meaning]:
        return expression(chance, names, functions, depth - 1)

    choice = chance.randrange(10) if depth else chance.randrange(2)
    if choice == 0:
        number = chance.choice(NUMBERS)
        return written_number(number), lambda _: number
    if choice == 1:
        index = chance.randrange(len(names))
        return names[index], lambda values: values[index]
    if choice in (2, 3, 4, 5):
        sign = chance.choice(sorted(BINARY))
        (a, x), (b, y), meaning = part(), part(), BINARY[sign]
        return f"({sign} {a} {b})", lambda values: meaning(x(values), y(values))
    if choice == 6:
        sign = chance.choice(sorted(TESTS))
        (a, x), (b, y), (c, then), (d, otherwise), test = part(), part(), part(), part(), TESTS[sign]
        return f"(if ({sign} {a} {b}) {c} {d})", lambda v: then(v) if test(x(v), y(v)) else otherwise(v)
    if choice == 7 and functions:
        name, count, meaning_of = chance.choice(functions)
        arguments = [part() for _ in range(count)]
        text = " ".join(argument for argument, _ in arguments)
        return f"({name} {text})", lambda values: meaning_of([x(values) for _, x in arguments])
    if choice == 8:
        # Three rounds of a loop.
        (a, x), (b, step) = part(), expression(chance, [*names[1:], f"z{depth}"], functions, depth - 1)
        text = f"(let loop ((z{depth} {a}) (i 0)) (if (= i 3) z{depth} (loop {b} (+ i 1))))"

        def rounds(values: Sequence[float]) -> float:
            z = x(values)
            for _ in range(3):
                z = step([*values[1:], z])
            return z

        return text, rounds
    a, x = part()
    return f"(abs {a})", lambda values: abs(x(values))


def random_program(seed: int) -> tuple[str, list[float]]:
    """A program that shows results of procedures, where types stand between ``@``; and these results."""
    chance = random.Random(seed)
    # Printing an empty string makes it a program of the host.
    text, results = UNKNOWN + '(write-string "")\n', []
    functions: list[tuple[str, int, Meaning]] = []
    for number in range(12):
        names = [f"x{i}" for i in range(chance.randrange(1, 4))]
        body, meaning = expression(chance, names, functions, 4)
        parameters = " ".join(f"[{name}@ : float64@]" for name in names)
        text += f"(define (f{number} {parameters})@ : float64@ {body})\n"
        for call in ("(f{} {})", "((unknown f{}) {})", "(f{} (unknown {}))"):
            arguments = [chance.choice(NUMBERS) for _ in names]
            shown = [written_number(argument) for argument in arguments]
            inner = ") (unknown ".join(shown) if "(unknown {})" in call else " ".join(shown)
            text += f"(write {call.format(number, inner)}) (newline)\n"
            results.append(meaning(arguments))
        functions.append((f"f{number}", len(names), meaning))
    return text, results


@pytest.mark.parametrize("seed", range(3))
def test_random_programs(seed: int, tmp_path: Path) -> None:
    """With and without types, in registers and not, they compute what Python does with the same doubles."""
    text, results = random_program(seed)
    parts = text.split("@")
    typed = "".join(parts)
    untyped = "".join(parts[::2]).replace("[", "").replace("]", "")
    for program, unbox in ((typed, True), (typed, False), (untyped, True)):
        outcome = run_compiled_with(program, tmp_path, unbox=unbox)
        assert outcome.status == 0, outcome.stderr
        assert [repr(read_number(line)) for line in outcome.stdout.split()] == [repr(x) for x in results]
