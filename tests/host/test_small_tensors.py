"""Small tensors in registers: programs do the same as with tensors that are objects, which they can change and compare."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from host_support import IS_ESHKOL, UNCAUGHT, Outcome, run_compiled_with, run_text, written

pytestmark = pytest.mark.skipif(not IS_ESHKOL, reason="declared types are Eshkol's own")

#: A value of which nothing is known before the program runs.
UNKNOWN = """
(define (unknown x) (vector-ref (vector x) 0))
"""

#: Procedures that print, so that they are code of the host.
SUM = (
    UNKNOWN
    + """
(define (twice (v : vector<float64, 3>)) : vector<float64, 3>
  (write-string "")
  (vector-add v v))
"""
)


def in_both_ways(program: str, folder: Path) -> list[Outcome]:
    """A program with its small tensors in registers, and with tensors that are objects."""
    return [run_compiled_with(program, folder, small_tensors=registers) for registers in (True, False)]


# Tensors are objects ---------------------------------------------------------------------


def test_identity(tmp_path: Path) -> None:
    """What a procedure returns as it got it is the same object; one that it has made is another one each time."""
    before = (
        SUM
        + """
    (define (same (v : vector<float64, 3>)) : vector<float64, 3> (write-string "") v)
    (define (rounds v n) (let loop ((w v) (i 0)) (if (= i n) w (loop (twice w) (+ i 1)))))
    (define a (vector<float64> 1.0 2.0 3.0))
    (define (pair-of (v : vector<float64, 3>)) (let ((w (twice v))) (list w w)))
    (define (eq-parts? l) (eq? (car l) (cadr l)))
    """
    )
    tests = "(eq? (same a) a) (eq? (rounds a 0) a) (eq? (twice a) (twice a)) (eq-parts? (pair-of a))"
    assert written(f"(list {tests})", tmp_path, before) == "(#t #t #f #t)"


def test_changes_are_seen(tmp_path: Path) -> None:
    """By all that refers to a tensor, also while a procedure waits that got it before."""
    before = (
        SUM
        + """
    (define a (vector<float64> 1.0 2.0 3.0))
    (define (after (v : vector<float64, 3>) change) (write-string "") (change) (vector-add v v))
    (define seen (after a (lambda () (vector-set! a 0 10.0))))
    (define (both (v : vector<float64, 3>))
      (let ((w (twice v))) (let ((kept (list w w))) (vector-set! (car kept) 1 0.5) (list (vref w 1) (cadr kept)))))
    (define (own (v : vector<float64, 3>)) (vector-set! v 2 -1.0) (vector-scale v 2.0))
    (define (in-loop n)
      (let loop ((v (vector<float64> 1.0 1.0 1.0)) (i 0) (all '()))
        (if (= i n) all (begin (tensor-set! v 0 (* 1.0 i)) (loop (vector-add v v) (+ i 1) (cons v all))))))
    """
    )
    shown = "(map tensor->list (list seen (cadr (both a)) (own a) a)) (car (both a)) (map tensor->list (in-loop 2))"
    assert written(f"(list {shown})", tmp_path, before) == (
        "(((20.0 4.0 6.0) (20.0 0.5 6.0) (20.0 4.0 -2.0) (10.0 2.0 -1.0)) 0.5 ((1.0 2.0 2.0) (0.0 1.0 1.0)))"
    )


def test_variables_and_closures(tmp_path: Path) -> None:
    before = (
        SUM
        + """
    (define total (vector<float64> 0.0 0.0 0.0))
    (define (add! (v : vector<float64, 3>)) (write-string "") (set! total (vector-add total v)) total)
    (define (adder (v : vector<float64, 3>)) (write-string "") (lambda ((w : vector<float64, 3>)) (vector-add v w)))
    (define (count n) (do ((i 0 (+ i 1)) (v (vector<float64> 0.0 0.5 1.0) (twice v))) ((= i n) v)))
    (define first (add! (vector<float64> 1.0 2.0 3.0)))
    """
    )
    shown = "(add! (count 3)) first ((adder total) (unknown total)) (apply twice (list first))"
    assert written(f"(map tensor->list (list {shown}))", tmp_path, before) == (
        "((1.0 6.0 11.0) (1.0 2.0 3.0) (2.0 12.0 22.0) (2.0 4.0 6.0))"
    )


def test_a_continuation_is_entered_again(tmp_path: Path) -> None:
    """It finds the tensors of its frames as they were, and those that are objects as they are."""
    before = (
        SUM
        + """
    (define again #f)
    (define results '())
    (define (mark x) (call/cc (lambda (k) (set! again k) x)))
    (define (run (v : vector<float64, 3>))
      (let* ((w (twice v)) (x (mark 1.0)) (u (vector-scale w x)))
        (set! results (cons (tensor->list u) results))
        (tensor-set! w 0 (+ 1.0 (vref w 0)))
        (if (< (length results) 3) (again (* 2.0 (length results))) results)))
    """
    )
    assert written("(run (vector<float64> 1.0 2.0 3.0))", tmp_path, before) == (
        "((16.0 16.0 24.0) (6.0 8.0 12.0) (2.0 4.0 6.0))"
    )


def test_deep_frames_come_back(tmp_path: Path) -> None:
    """Those of a continuation return vectors to frames that are brought back when control comes to them."""
    before = """
    (define again #f)
    (define (deep n v)
      (if (= n 0)
          (begin (call/cc (lambda (k) (set! again k))) v)
          (vector-add (deep (- n 1) (vector-scale v 0.5)) v)))
    (define (run results)
      (let ((r (deep 5000 (vector<float64> 1.0 2.0 3.0))))
        (set! results (cons (tensor->list r) results))
        (if (< (length results) 3) (again #f) results)))
    (define (deep-sum n x) (if (= n 0) (begin (call/cc (lambda (k) (set! again k))) x) (+ (deep-sum (- n 1) (* x 0.5)) x)))
    (define (run-sum results)
      (let ((r (* 1.0 (deep-sum 5000 1.0))))
        (set! results (cons r results))
        (if (< (length results) 3) (again #f) results)))
    """
    # Of 1 + 1/2 + 1/4 + ..., the first 54 terms add up to 2, and the others change nothing.
    row = "(2.0 4.0 6.0)"
    assert (
        written("(list (run '()) (run-sum '()))", tmp_path, before) == f"(({row} {row} {row}) (2.0 2.0 2.0))"
    )


# Calls -----------------------------------------------------------------------------------


def test_more_than_registers_hold(tmp_path: Path) -> None:
    """Tail calls of procedures with six vectors, of each other and with arguments in other places: a million."""
    names = [f"v{i}" for i in range(6)]
    parameters = " ".join(f"({name} : vector<float64, 3>)" for name in names)
    before = f"""
    (define (even (n : integer) {parameters}) : vector<float64, 3>
      (if (= n 0) (begin (write-string "") v0) (odd v5 v0 v1 v2 (- n 1) v3 v4)))
    (define (odd {" ".join(f"({name} : vector<float64, 3>)" for name in names[:4])} (n : integer)
                 (v4 : vector<float64, 3>) (v5 : vector<float64, 3>)) : vector<float64, 3>
      (even (- n 1) (vector-scale (vector-add v0 v1) 0.5) v1 v2 v3 v4 v5))
    (define (deep (n : integer) (v : vector<float64, 3>)) : vector<float64, 3>
      (write-string "")
      (if (= n 0) v (vector-add (deep (- n 1) v) v)))
    """
    vectors = " ".join(f"(vector<float64> {i}.0 1.0 0.5)" for i in range(6))
    one = "(vector<float64> 1.0 0.5 -2.0)"
    shown = f"(even 2 {vectors}) (even 1000000 {vectors}) (deep 100000 {one})"
    # Each round takes the mean of the first and the last, and all move on by one place.
    row = [[float(i), 1.0, 0.5] for i in range(6)]
    results = []
    for rounds in range(500001):
        if rounds in (1, 500000):
            results.append(row[0])
        row = [[(a + b) * 0.5 for a, b in zip(row[5], row[0], strict=True)], *row[:5]]
    expected = " ".join(f"({' '.join(map(scheme_float, v))})" for v in results)
    deep = "(100001.0 50000.5 -200002.0)"
    assert written(f"(map tensor->list (list {shown}))", tmp_path, before) == f"({expected} {deep})"


def scheme_float(x: float) -> str:
    return repr(x).replace("e+", "e")


@pytest.mark.parametrize(
    ("argument", "shown"),
    [
        ("(vector<float64> 1.0 2.0)", "#tensor(shape: (2), dtype: f64, data: (1.0 2.0))"),
        ("(vector 1.0 2.0 3.0 4.0)", "#(1.0 2.0 3.0 4.0)"),
        ("(vector<float32> 1.0 2.0 3.0)", "#tensor(shape: (3), dtype: f32, data: (1.0 2.0 3.0))"),
        ("'x", "x"),
    ],
)
def test_declared_sizes_are_checked(argument: str, shown: str, tmp_path: Path) -> None:
    # What is assigned is not known before the program runs.
    text = f"{SUM}(define given #f)(set! given {argument})(display (twice given))"
    outcome = run_text(text, tmp_path)
    assert outcome.status == UNCAUGHT
    assert outcome.stderr.startswith(
        f"error: twice: argument 1 (v) must be a (Tensor f64 [3]), but is {shown} (declared at "
    )


def test_arguments_that_stand_for_tensors(tmp_path: Path) -> None:
    """Vectors and lists of numbers, exact ones included."""
    calls = "(twice (vector 1.0 2 1/2)) (twice (unknown '(1 2 3))) (twice (unknown [1.5 0.5 2.5]))"
    assert written(f"(map tensor->list (list {calls}))", tmp_path, SUM) == (
        "((2.0 4.0 1.0) (2.0 4.0 6.0) (3.0 1.0 5.0))"
    )


def test_errors_are_those_of_the_runtime(tmp_path: Path) -> None:
    """Shapes that differ and indices that are out of range, at their places."""
    before = """(define (f (v : vector<float64, 3>) (w : vector<float64, 2>) k)
  (guard (e (#t (display (condition/report-string e)) (newline) #f))
    (if (= k 0) (vector-add v w) (vref v k))))
(define (all v w) (list (f v w 0) (f v w 2) (f v w -1) (f v w 3)))
"""
    program = before + "(write (all (vector<float64> 1.0 2.0 3.0) (vector<float64> 1.0 2.0)))"
    on, off = in_both_ways(program, tmp_path)
    assert on == off
    assert on.stdout.endswith("(#f 3.0 3.0 #f)")
    failing = '(define (g (v : vector<float64, 3>))\n  (write-string "")\n  (vref (* v 2.0) 3))\n(write (g (vector<float64> 1.0 2.0 3.0)))\n'
    on, off = in_both_ways(failing, tmp_path)
    assert on == off
    assert on.stderr.splitlines()[0] == (
        "error: vref: index 3 is out of range for dimension 0 of size 3: it may be from -3 to 2"
    )


# Values ----------------------------------------------------------------------------------


def test_lengths_of_extreme_size(tmp_path: Path) -> None:
    """Squares that are too large or too small for a double; infinities and NaN."""
    before = """
    (define (lengths (v : vector<float64, 2>))
      (write-string "")
      (list (vector-magnitude v) (tensor->list (vector-normalize v)) (vector-distance v (* v 0.0))))
    """
    vectors = ["1e200 0.0", "0.0 -1e-200", "0.0 0.0", "-inf.0 1.0", "5e-324 0.0"]
    shown = " ".join(f"(lengths (vector<float64> {vector}))" for vector in vectors)
    assert written(f"(list {shown})", tmp_path, before) == (
        "((1.0e200 (1.0 0.0) 1.0e200) (1.0e-200 (0.0 -1.0) 1.0e-200) (0.0 (+nan.0 +nan.0) 0.0)"
        " (+inf.0 (+nan.0 0.0) +nan.0) (5.0e-324 (1.0 0.0) 5.0e-324))"
    )


def test_products_of_matrices(tmp_path: Path) -> None:
    """Fibonacci numbers are the elements of powers of ((1 1) (1 0))."""
    before = """
    (define (power (m : matrix<float64, 2, 2>) n)
      (write-string "")
      (let loop ((r (matrix<float64> (vector 1.0 0.0) (vector 0.0 1.0))) (i 0))
        (if (= i n) r (loop (matrix-multiply r m) (+ i 1)))))
    (define (shown (m : matrix<float64, 2, 2>) (v : vector<float64, 2>))
      (list (map tensor->list (tensor->list (power m 30))) (matrix-ref (power m 10) 0 -1) (tensor-ref m 1 0)
            (tensor->list (matmul m v)) (tensor->list (matmul v m)) (matmul v v) (sum m)))
    """
    call = "(shown (matrix<float64> (vector 1.0 1.0) (vector 1.0 0.0)) (vector<float64> 2.0 5.0))"
    assert written(call, tmp_path, before) == (
        "(((1346269.0 832040.0) (832040.0 514229.0)) 55.0 1.0 (7.0 2.0) (7.0 2.0) 29.0 3.0)"
    )


# Random programs -------------------------------------------------------------------------

NUMBERS = [0.0, -0.0, 1.0, -1.5, 0.1, 3e7, 1e18, -1e-20, 5e-324, float("inf"), float("nan")]
BINARY: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
}
#: Tensors that the program keeps, the last one first, and what it does with them.
KEEPING = """
(define kept '())
(define (keep! v) (set! kept (cons v kept)) v)
(define (poke! x) (tensor-set! (car kept) 0 x))
"""


@dataclass
class State:
    """What a program has done so far."""

    kept: list[np.ndarray] = field(default_factory=list)


Meaning = Callable[[dict[str, np.ndarray], State], np.ndarray]


@dataclass
class Programs:
    """Writes random programs over vectors of one size and element type, and says what they compute."""

    chance: random.Random
    size: int
    element: str
    with_sums: bool
    procedures: list[tuple[str, int, list[str], Meaning]] = field(default_factory=list)

    def numbers(self) -> np.ndarray:
        chosen = [self.chance.choice(NUMBERS) for _ in range(self.size)]
        return np.array(chosen).astype(self.element)

    def literal(self, numbers: np.ndarray) -> str:
        return f"(vector<{self.element}> {' '.join(map(written_number, numbers))})"

    def expression(self, names: Sequence[str], depth: int) -> tuple[str, Meaning]:
        """One of a vector."""
        choice = self.chance.randrange(12) if depth else self.chance.randrange(2)
        if choice == 0:
            numbers = self.numbers()
            return self.literal(numbers), lambda _, __: numbers.copy()
        if choice == 1:
            name = self.chance.choice(names)
            return name, lambda values, _: values[name]
        if choice in (2, 3):
            sign = self.chance.choice(sorted(BINARY))
            (a, x), (b, y) = self.expression(names, depth - 1), self.expression(names, depth - 1)
            operation = BINARY[sign]

            def combined(values: dict[str, np.ndarray], state: State) -> np.ndarray:
                left = x(values, state)
                return operation(left, y(values, state))

            return f"({sign} {a} {b})", combined
        a, x = self.expression(names, depth - 1)
        if choice == 4:
            factor = self.chance.choice(NUMBERS)
            number = np.dtype(self.element).type(factor)
            text = f"(vector-scale {a} {written_number(factor)})"
            return text, lambda values, state: x(values, state) * number
        if choice == 5:
            return f"(abs (- {a}))", lambda values, state: np.abs(-x(values, state))
        if choice == 6 and self.with_sums:
            b, _ = self.expression(names, depth - 1)
            number_of = self.chance.choice(["vector-dot", "vector-distance"])
            return f"(vector-scale (vector-normalize {a}) ({number_of} {a} {b}))", x
        if choice == 7:
            number = self.chance.choice(NUMBERS[:6])
            b, y = self.expression(names, depth - 1)
            text = f"(if (< (vref {a} 0) {written_number(number)}) {a} {b})"

            def chosen(values: dict[str, np.ndarray], state: State) -> np.ndarray:
                return x(values, state) if x(values, state)[0] < number else y(values, state)

            return text, chosen
        if choice == 8 and self.procedures:
            name, count, _, meaning = self.chance.choice(self.procedures)
            parts = [self.expression(names, depth - 1) for _ in range(count)]

            def called(values: dict[str, np.ndarray], state: State) -> np.ndarray:
                return meaning({f"v{i}": each(values, state) for i, (_, each) in enumerate(parts)}, state)

            return f"({name} {' '.join(part for part, _ in parts)})", called
        variable = f"w{depth}"
        b, y = self.expression([*names[1:], variable], depth - 1)
        if choice == 9:
            text = f"(let loop (({variable} {a}) (i 0)) (if (= i 2) {variable} (loop {b} (+ i 1))))"

            def rounds(values: dict[str, np.ndarray], state: State) -> np.ndarray:
                value = x(values, state)
                for _ in range(2):
                    value = y({**values, variable: value}, state)
                return value

            return text, rounds
        number = self.chance.choice(NUMBERS)
        text = (
            f"(let (({variable} {a})) (keep! {variable})"
            f" (let ((u {b})) (poke! {written_number(number)}) (+ {variable} u)))"
        )

        def kept(values: dict[str, np.ndarray], state: State) -> np.ndarray:
            value = x(values, state)
            state.kept.append(value)
            other = y({**values, variable: value}, state)
            state.kept[-1][0] = number
            return value + other

        return text, kept

    def program(self) -> tuple[str, list[np.ndarray]]:
        text, results, state = UNKNOWN + KEEPING, list[np.ndarray](), State()
        for number in range(6):
            names = [f"v{i}" for i in range(self.chance.randrange(1, 4))]
            body, meaning = self.expression(names, 4)
            parameters = " ".join(f"({name} : vector<{self.element}, {self.size}>)" for name in names)
            text += f'(define (f{number} {parameters}) (write-string "") {body})\n'
            for call in ("(f{} {})", "((unknown f{}) {})"):
                arguments = [self.numbers() for _ in names]
                shown = " ".join(map(self.literal, arguments))
                text += f"(for-each (lambda (x) (write x) (newline)) (tensor->list {call.format(number, shown)}))\n"
                results.append(meaning(dict(zip(names, arguments, strict=True)), state).copy())
            self.procedures.append((f"f{number}", len(names), names, meaning))
        return text, results


def written_number(x: float) -> str:
    if np.isnan(x):
        return "+nan.0"
    return f"{'-' if x < 0 else '+'}inf.0" if np.isinf(x) else repr(float(x))


def read_number(text: str) -> float:
    return float(text.removesuffix(".0") if text.endswith(("inf.0", "nan.0")) else text)


@pytest.mark.parametrize(
    ("seed", "size", "element"), [(0, 3, "float64"), (1, 4, "float32"), (2, 2, "float64"), (3, 3, "float32")]
)
def test_random_programs(seed: int, size: int, element: str, tmp_path: Path) -> None:
    """In registers and as objects, they compute what NumPy does, with tensors that are kept and changed."""
    with np.errstate(all="ignore"):
        text, results = Programs(random.Random(seed), size, element, with_sums=False).program()
    for outcome in in_both_ways(text, tmp_path):
        assert outcome.status == 0, outcome.stderr
        numbers = [repr(read_number(line)) for line in outcome.stdout.split()]
        assert numbers == [repr(float(x)) for result in results for x in result]


@pytest.mark.parametrize(
    ("seed", "size", "element"), [(4, 3, "float64"), (5, 7, "float64"), (6, 5, "float32")]
)
def test_sums_are_the_same(seed: int, size: int, element: str, tmp_path: Path) -> None:
    """To the last bit, whatever their order is."""
    with np.errstate(all="ignore"):
        text, _ = Programs(random.Random(seed), size, element, with_sums=True).program()
    on, off = in_both_ways(text, tmp_path)
    assert on.status == 0, on.stderr
    assert on == off
