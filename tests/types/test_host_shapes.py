"""Shapes in procedures that run on the host: what cannot be right is told before the program runs, and only that."""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.diagnostics import EshkolError, Source

#: The first makes a program one of the host that declares types.
HEAD = '(define (greet [name : string]) : string (string-append "hello " name))\n'
TYPES = "[x : (Tensor f64 [3])] [W : (Tensor f64 [4 3])]"


def places(text: str) -> list[tuple[str, int]]:
    """Codes and lines of the errors of a program, which begins in line 1."""
    try:
        check_program(Source("test.esk", HEAD + text))
    except EshkolError as error:
        return [(d.code.value, d.span.line - 1 if d.span else 0) for d in error.diagnostics]
    return []


WRONG = {
    "a procedure that prints": (f"(define (f {TYPES}) (display x) (matmul x W))", Code.CONTRACTED_SIZES, 1),
    "match": (f"(define (f {TYPES})\n (match x (y\n (matmul y W))))", Code.CONTRACTED_SIZES, 3),
    "match on a union": (
        "(define-type S (Union (A [v : (Tensor f64 [2])]) B))\n(define (f [s : S] [x : (Tensor f64 [3])])\n"
        "  (display s) (match s ((A v) (+ x [1.0 2.0])) (B x)))",
        Code.BROADCAST,
        3,
    ),
    "fields of a record": (
        "(define-type P (Record [W : (Tensor f64 [4 3])]))\n(define (f [p : P] [x : (Tensor f64 [2])])\n"
        "  (display x) (matmul p.W x))",
        Code.CONTRACTED_SIZES,
        3,
    ),
    "a declared result": (
        "(define (f [x : (Tensor f64 [n])] [W : (Tensor f64 [m n])]) : (Tensor f64 [n])\n"
        "  (display x)\n  (matmul W x))",
        Code.DECLARED_SHAPE,
        3,
    ),
    "a separate declaration": (
        "(: f (-> (Tensor f64 [n]) (Tensor f64 [(+ n 1)])))\n(define (f x)\n  (display x) (concat x x))",
        Code.DECLARED_SHAPE,
        3,
    ),
    "an argument": (
        "(define (f [x : (Tensor f64 [3])]) : float64 (display x) (sum x))\n(display (f [1.0 2.0]))",
        Code.DECLARED_ARGUMENT,
        2,
    ),
    "the result of a typed procedure": (
        "(define (f [x : (Tensor f64 [n])]) : (Tensor f64 [n 2]) (display x) (stack x x :axis 1))\n"
        "(define (g [x : (Tensor f64 [3])]) (display x)\n  (matmul (f x) x))",
        Code.CONTRACTED_SIZES,
        3,
    ),
    "an untyped procedure that is called": (
        "(define (f x) (display x)\n  (matmul x [[1.0] [2.0] [3.0]]))\n(define (g [x : (Tensor f64 [2])]) (f x))",
        Code.CONTRACTED_SIZES,
        2,
    ),
    "a procedure in an argument": (
        f"(define (f {TYPES})\n  (for-each (lambda (i)\n (display (matmul x W))) '(1 2)))",
        Code.CONTRACTED_SIZES,
        3,
    ),
    "a loop that keeps the shape": (
        f"(define (f {TYPES})\n (let loop ((y x) (i 0))\n  (display i)\n"
        "  (if (= i 3) (+ y [1.0 2.0]) (loop (* y 2.0) (+ i 1)))))",
        Code.BROADCAST,
        4,
    ),
    "a do loop": (
        f"(define (f {TYPES})\n (do ((i 0 (+ i 1))) ((= i 3) x)\n  (display\n (reshape x [2 2]))))",
        Code.RESHAPE,
        4,
    ),
    "a matrix in a program that changes vectors": (
        "(define W [[1.0 2.0]])\n(define (f [x : (Tensor f64 [3])])\n  (vector-set! (vector 1) 0 2) (matmul W x))",
        Code.CONTRACTED_SIZES,
        3,
    ),
    "many elements": (
        f"(define (f {TYPES})\n (for-each (lambda (i) (display i)\n   (matmul x W)) (iota 100000)))",
        Code.CONTRACTED_SIZES,
        3,
    ),
    "for/fold": (
        f"(define (f {TYPES})\n (for/fold ([y x]) ([i (range 3)])\n  (display i)\n  (+ y [1.0 2.0])))",
        Code.BROADCAST,
        4,
    ),
    "either branch": (
        f"(define (f {TYPES})\n (if (eof-object? (read-line))\n  x\n  (vector-add x [1.0 2.0])))",
        Code.BROADCAST,
        4,
    ),
    "a derivative": (
        "(define (loss [w : (Tensor f64 [3])]) : float64 (sum (* w w)))\n"
        "(define (f [x : (Tensor f64 [2])]) (display x)\n  ((grad loss) x))",
        Code.OPERAND_TYPE,
        3,
    ),
    "the top level": ('(display "a")\n(for-each display\n (list (matmul [1.0 2.0] [[1.0 2.0]])))', Code.CONTRACTED_SIZES, 3),
    "an option": (f"(define (f {TYPES}) (display x)\n  (sum x :axs 0))", Code.UNKNOWN_OPTION, 2),
    "the number of operands": (f"(define (f {TYPES}) (display x)\n  (matmul x))", Code.OPERATION_ARGUMENTS, 2),
    "an operand of another type": (f'(define (f {TYPES}) (display x)\n  (softmax "q"))', Code.TENSOR_EXPECTED, 2),
    "an axis": (f"(define (f {TYPES}) (display x)\n  (sum x :axis 1))", Code.AXIS_OUT_OF_RANGE, 2),
    "a permutation": (f"(define (f {TYPES}) (display x)\n  (transpose W [0 0]))", None, 2),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong(name: str) -> None:
    text, code, line = WRONG[name]
    found = places(text)
    assert [each for _, each in found] == [line]
    assert code is None or found[0][0] == code.value


RIGHT = {
    "branches of different shapes": f"(define (f {TYPES} [c : string]) (if (string=? c \"\") x (concat x x)))",
    "a test of the shape": "(define (f x) (display x) (if (= (tensor-rank x) 1) (matmul x [[1.0] [2.0]]) (matmul x [1.0 2.0])))"
    "(define (g [x : (Tensor f64 [2])] [y : (Tensor f64 [3 2])]) (f x) (f y))",
    "an assigned variable": f"(define (f {TYPES})\n  (let ((y x)) (for-each (lambda (i) (set! y (concat y [1.0]))) '(1))\n"
    "    (+ y [1.0 2.0 3.0 4.0])))",
    "an assigned variable of the top level": "(define w [1.0 2.0])\n(define (f [x : (Tensor f64 [3])]) (display x) (+ x w))\n"
    "(set! w [1.0 2.0 3.0])",
    "a loop that grows": f"(define (f {TYPES})\n (let loop ((y x) (i 0))\n (display i)\n"
    "  (if (= i 3) (+ y [1.0 2.0 3.0 4.0 5.0 6.0]) (loop (concat y [1.0]) (+ i 1)))))",
    "an expected error": f"(define (f {TYPES}) (guard (e (#t (display \"wrong\"))) (matmul x W)))",
    "an expected error far away": f"(define (try thunk) (call/cc (lambda (k) (with-exception-handler (lambda (e) (k 0)) thunk))))\n"
    f"(define (f {TYPES}) (display x) (try (lambda () (matmul x W))))",
    "an escape": f"(define (f {TYPES}) (call/cc (lambda (k) (k x) (matmul x W))))",
    "a list that changes": "(define (f [x : (Tensor f64 [3])])\n  (let ((l (list [1.0 2.0])))\n"
    "    (set-car! l [1.0 2.0 3.0]) (+ x (car l))))",
    "a vector that changes": "(define (f [x : (Tensor f64 [3])])\n  (let ((l (vector [1.0 2.0] \"s\")))\n"
    "    (vector-set! l 0 [1.0 2.0 3.0]) (+ x (vector-ref l 0))))",
    "a table": "(define t (make-equal-hash-table))\n(hash-table-set! t 'w [1.0 2.0 3.0])\n"
    "(define (f [x : (Tensor f64 [3])]) (display x) (+ x (hash-table-ref t 'w)))",
    "vectors of different lengths": "(define (f [x : (Tensor f64 [3])]) (display (vector-map + #(1 2) #(1 2 3))) x)",
    "sizes that only the running program knows": "(define (load [n : integer]) : (Tensor f64 [k]) (display n) (zeros [n]))\n"
    "(define (f [x : (Tensor f64 [3])]) (+ x (load 3)))",
    "sizes of a record that a procedure returns": "(define-type R (Record [v : (Tensor f64 [k])]))\n"
    "(define (make [n : integer]) : R (display n) (R (zeros [n])))\n"
    "(define (f [x : (Tensor f64 [n])]) (display x) (+ x (field-of (make 3))))\n(define (field-of r) r.v)",
    "recursion over lists": "(define (total xs) (if (null? xs) [0.0 0.0] (vector-add (car xs) (total (cdr xs)))))\n"
    "(define (f [x : (Tensor f64 [2])]) (display x) (total (list x x)))",
    "and of what is unknown": "(define (f s [x : (Tensor f64 [2])]) (display x)\n"
    "  (let ((y (if (and (string? s) #t) x (concat x x)))) (+ y [1.0 2.0 3.0 4.0])))",
    "a result of either shape": "(define (g s) (if (string? s) [1.0 2.0] [1.0 2.0 3.0]))\n"
    "(define (f s [x : (Tensor f64 [3])]) (display x) (+ x (g s)))",
    "mutual recursion": "(define (even x n) (if (= n 0) x (odd (concat x x) (- n 1))))\n"
    "(define (odd x n) (display n) (if (= n 0) x (even x (- n 1))))\n"
    "(define (f [x : (Tensor f64 [2])] [n : integer]) (+ (even x n) [1.0 2.0 3.0 4.0]))",
    "a vector that is sorted": '(define (f [x : (Tensor f64 [2])])\n  (let ((v (vector [1.0 2.0 3.0] [1.0 2.0]))) (display "")\n'
    "    (vector-sort! v (lambda (a b) #t)) (dot (vector-ref v 0) x)))",
    "a vector of tensors that changes": '(define (f [x : (Tensor f64 [3])])\n  (let ((v (vector [1.0 2.0] [3.0 4.0]))) (display "")\n'
    "    (vector-set! v 0 [1.0 2.0 3.0]) (dot (vector-ref v 0) x)))",
    "another shape in the first round": '(define (f [x : (Tensor f64 [2])]) (display "")\n'
    "  (do ((i 0 (+ i 1)) (v [1.0] (if (= i 0) x v))) ((= i 3) (dot v x))))",
    "another shape from a table": "(define t (make-equal-hash-table))\n(define (f [x : (Tensor f64 [2])])\n"
    "  (let loop ((i 0) (v [1.0])) (if (= i 2) (dot v x) (loop (+ i 1) (hash-table-ref t i)))))",
    "closures of one expression": "(define (twice f) (lambda (v) (f (f v))))\n(define (grow v) (concat v [1.0]))\n"
    "(define g (twice (twice grow)))\n(define (f c [x : (Tensor f64 [5])]) (display c) (dot (if c (g [1.0]) [9.0]) x))",
    "procedures that are kept": "(define tests '())\n(define (add-test! t) (set! tests (cons t tests)))\n"
    "(define (f [x : (Tensor f64 [2])]) (add-test! (lambda () (dot x [1.0]))) (list (lambda () (dot x [1.0]))))",
    "scalars of no sizes": '(define (f [x : float64]) : float64 (display "") x)\n(display (f (zeros [])))',
    "one list to be joined": '(define (f [x : (Tensor f64 [2])]) (display "") (+ x (concat (list 1.0 2.0))))',
    "elements that are numbers": "(define (numbers x) (if (tensor? x) (map numbers (tensor->list x)) x))\n"
    "(define (f [x : (Tensor f64 [3])]) (display (numbers x)) (numbers (sum x)))",
    "what tensors are to the host": "(define (f [x : (Tensor f64 [3])])\n  (display (if (vector? x) (vector-length x) (matmul x x x))))",
    "broadcasting": f"(define (f {TYPES}) (display x) (+ W x [[1.0] [2.0] [3.0] [4.0]] 1.0))",
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_what_may_be_right(name: str) -> None:
    assert places(RIGHT[name]) == []


def test_all_errors_are_told_at_once() -> None:
    """Those of procedures that are compiled for the device among them."""
    text = (
        "(define (device [x : (Tensor f64 [3])])\n (reshape x [2 2]))\n"
        "(define (host [x : (Tensor f64 [3])])\n (display x)\n (reshape x [4 4]))\n"
        "(define (untyped)\n (matmul [1.0] [2.0 3.0]))"
    )
    assert places(text) == [("E0511", 2), ("E0511", 5), ("E0501", 7)]


def test_modules_know_the_types_that_others_declare(tmp_path: Path) -> None:
    (tmp_path / "layers.esk").write_text(
        "(define-module layers (export layer untyped weights)\n"
        "  (define (layer [x : (Tensor f64 [n])]) : (Tensor f64 [n 2]) (display x) (stack x x :axis 1))\n"
        "  (define (untyped x) (reshape x [2]))\n"
        "  (define weights [1.0 2.0]))\n"
    )
    head = "(import layers)\n(define (f [x : (Tensor f64 [3])]) (display x)\n"

    def check(body: str) -> None:
        check_program(Source(str(tmp_path / "main.esk"), HEAD + head + body))

    check("  (+ (layer x) (concat weights [1.0 2.0])) (untyped x))")
    with pytest.raises(EshkolError) as raised:
        check("  (matmul (layer x) x))")
    assert [d.code for d in raised.value.diagnostics] == [Code.CONTRACTED_SIZES]


def test_programs_without_types_are_not_refused() -> None:
    text = '(display "a")\n(define (f) (matmul [1.0 2.0] [1.0]))\n(guard (e (#t (display "wrong"))) (f))'
    check_program(Source("test.esk", text))
