"""Executables whose device functions get procedures and types that follow from the flow of values (expected: closed forms)."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from eshkol_mlir.cli.compile import main as compile_main
from host_support import SELECTED, Outcome, execute

pytestmark = pytest.mark.skipif(SELECTED != "run", reason="makes executables itself")

#: Makes any program one of the host; each value is shown on a line.
START = """
(define on-host (string-append "a" "b"))
(define (numbers x) (cond [(tensor? x) (map numbers (tensor->list x))] [(pair? x) (map numbers x)] [else x]))
(define (show x) (write (numbers x)) (newline))
(define (try thunk) (guard (e (#t (display (error-object-message e)) (newline))) (show (thunk))))
(define (slope f x) ((grad f) x))
(define (cube x) (* x x x))
(define (scaled k f) (lambda (x) (* k (f x))))
(define (power n) (lambda (x) (expt x n)))
"""


def compile_text(text: str, folder: Path) -> int:
    (folder / "p.esk").write_text(START + text, encoding="utf-8")
    return compile_main([str(folder / "p.esk"), "--emit=exe", "-o", str(folder / "p")])


def run(text: str, folder: Path) -> Outcome:
    assert compile_text(text, folder) == 0
    return execute([str(folder / "p")], folder, "", {"PATH": "", "PYTHONHOME": "/nonexistent"})


def check(cases: dict[str, object], definitions: str, folder: Path) -> None:
    """Compares the values of expressions, all in one executable, with what they must be."""
    outcome = run(definitions + "".join(f"(show {expression})\n" for expression in cases), folder)
    assert (outcome.status, outcome.stderr) == (0, "")
    lines = outcome.stdout.replace("(", "[").replace(")", "]").replace(" ", ", ").splitlines()
    for line, (expression, expected) in zip(lines, cases.items(), strict=True):
        found: object = eval(line)
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-300, err_msg=expression)  # type: ignore[call-overload]


def test_lists_stay_lists_where_the_text_tells_their_lengths(tmp_path: Path) -> None:
    definitions = """
    (define (line p) (+ (* 3.0 (car p)) (cadr p)))
    (define (descend p n) (if (= n 0) p (descend (map (lambda (x g) (- x (* 0.5 g))) p (slope line p)) (- n 1))))
    (define (total xs) (if (null? xs) 0.0 (+ (square (car xs)) (total (cdr xs)))))
    (define (norm v) (sum (* v v)))
    (define (counted n) (map exact->inexact (iota n)))
    """
    cases: dict[str, object] = {
        "(slope line (list 1.0 2.0))": [3.0, 1.0],
        "(descend (list 5.0 1.0) 2)": [2.0, 0.0],
        "(slope total '(1.0 2.0 3.0))": [2.0, 4.0, 6.0],
        "(slope total (cdr '(1.0 2.0 3.0)))": [4.0, 6.0],
        "(slope norm (list 1.0 2.0))": [2.0, 4.0],
        # Of these lists the compiler knows no length.
        "(slope norm (counted 3))": [0.0, 2.0, 4.0],
        "(slope norm (counted 300))": [2.0 * i for i in range(300)],
    }
    check(cases, definitions, tmp_path)


def test_where_procedures_come_from(tmp_path: Path) -> None:
    definitions = """
    (define (outer g y) (slope g (+ y 1.0)))
    (define (pick n) (if (> n 0) cube (lambda (x) (* 10.0 x))))
    (define-record-type model (make-model loss) model? (loss loss-of set-loss!))
    (define m (make-model sin))
    (set-loss! m cube)
    (define table (make-equal-hash-table))
    (hash-table-set! table "cube" cube)
    (define alist (list (cons 'cube cube) (cons 'line (lambda (x) (* 4.0 x)))))
    (define procedures (vector cube sin))
    (define current (make-parameter cube))
    (define chosen #f)
    (set! chosen (power 2))
    """
    cases = {
        "(slope cube 2.0)": 12.0,
        "(slope (lambda (x) (* 3.0 x x)) 2.0)": 12.0,
        "(outer cube 1.0)": 12.0,
        "((grad (pick 1)) 2.0)": 12.0,
        "((grad (pick -1)) 2.0)": 10.0,
        "(slope (loss-of m) 2.0)": 12.0,
        '(slope (hash-table-ref table "cube") 1.0)': 3.0,
        "((grad (cdr (assq 'line alist))) 2.0)": 4.0,
        "(let loop ([i 0] [s 0.0]) (if (= i 2) s (loop (+ i 1) (+ s (slope (vector-ref procedures i) 0.0)))))": 1.0,
        "(parameterize ([current cos]) (slope (current) 0.0))": 0.0,
        "(slope (current) 1.0)": 3.0,
        "(slope chosen 3.0)": 6.0,
        "(slope (call/cc (lambda (return) (return (power 3)))) 2.0)": 12.0,
        "(map (lambda (f) (slope f 1.0)) (list cube (power 4) (scaled 0.5 cube)))": [3.0, 4.0, 1.5],
        "(fold-left (lambda (sum f) (+ sum (slope f 1.0))) 0.0 (list cube cube))": 6.0,
        "(apply slope (list cube 2.0))": 12.0,
        "(slope (force (delay (scaled 2.0 cube))) 1.0)": 6.0,
    }
    check(cases, definitions, tmp_path)


def test_closures_and_what_the_language_makes_of_procedures(tmp_path: Path) -> None:
    definitions = """
    (define-syntax define-scaled
      (syntax-rules () ((_ (name k) ...) (begin (define (name) (lambda (x) (* k x x))) ...))))
    (define-scaled (two 2) (three 3) (four 4))
    (define-syntax slopes (syntax-rules () ((_ x f ...) (list ((grad f) x) ...))))
    (define (both f g x) (slopes x f g))
    (define alist '((a . 2.0) (b . 3.0)))
    (define (of-key k) (let ((v (cdr (assq k alist)))) (lambda (x) (* v x))))
    (define position 0)
    (define (next!) (set! position (+ position 1)) (vector-ref (vector sin cube exp) position))
    (define (polynomial a b) (lambda (x) (+ (* a x x) (* b x))))
    (define (slope-of f) (lambda (x) ((grad f) x)))
    (define (iterated f n) (if (= n 0) f (iterated (grad f) (- n 1))))
    (define (sum-of-slopes fs x)
      (if (null? fs) 0.0 (+ ((grad (car fs)) x) (sum-of-slopes (cdr fs) x))))
    """
    cases = {
        "(slope (scaled 3.0 (scaled 2.0 cube)) 1.0)": 18.0,
        "(map (lambda (p) (slope p 1.0)) (map polynomial '(1.0 2.0) '(3.0 4.0)))": [5.0, 8.0],
        "(map (lambda (f) (slope f 3.0)) (list (two) (three) (four)))": [12.0, 18.0, 24.0],
        "(list (both sin cube 1.0) (both cube (two) 1.0))": [[math.cos(1.0), 3.0], [3.0, 4.0]],
        "(slope (of-key 'b) 1.0)": 3.0,
        "(list (slope (next!) 1.0) (slope (next!) 1.0))": [3.0, math.e],
        "(slope (guard (e ((procedure? e) e)) (raise (scaled 5.0 cube))) 1.0)": 15.0,
        "(slope (compose sin cube) 0.5)": math.cos(0.125) * 0.75,
        "(slope (compose (curry * 3.0) sin (scaled 2.0 cube)) 0.5)": 3 * math.cos(0.25) * 1.5,
        "(slope (curry expt 2.0) 0.0)": math.log(2),
        "((slope-of cube) 2.0)": 12.0,
        "((slope-of (slope-of cube)) 2.0)": 12.0,
        "((iterated cube 2) 3.0)": 18.0,
        "(slope (grad cube) 2.0)": 12.0,
        "(sum-of-slopes (list cube sin (power 1)) 1.0)": 3 + math.cos(1.0) + 1,
    }
    check(cases, definitions, tmp_path)


#: Classes whose methods take procedures and return them.
CLASSES = """
(define-type Shape (Union (Circle [r : float64]) (Square [side : float64]) Dot))
(define-type Line (Record [a : float64] [b : float64]))
(define-type-class (Field a)
  (at : (-> a any))
  (slope-along : (-> a any any))
  (slope-at : (-> a float64 any))
  (define (slope-at x y) ((grad (at x)) y)))
(define-type-class-instance (Field Circle)
  (define (at c) (lambda (x) (* c.r x x)))
  (define (slope-along c f) ((grad f) c.r)))
(define-type-class-instance (Field Shape)
  (define (at s) cube)
  (define (slope-along s f) (sum ((vmap f) [1.0 2.0]))))
(define-type-class-instance (Field Line)
  (define (at l) (lambda (x) (+ (* l.a x) l.b)))
  (define (slope-along l f) ((grad (lambda (x) (f (* x l.a)))) l.b))
  (define (slope-at l y) (* 100.0 ((grad (at l)) y))))
(define-type-class-instance (Field string)
  (define (at s) (scaled (exact->inexact (string-length s)) cube))
  (define (slope-along s f) (slope f 1.0)))
(define-type-class (Trained a) (where (Field a))
  (step : (-> a float64 any))
  (define (step m x) (- x (slope-at m x))))
(define-type-class-instance (Trained Circle))
(define-type-class-instance (Trained Line))
(: stepped (forall (a) (-> a float64 any) (where (Trained a))))
(define (stepped m x) (step m x))
(define things (list (Circle 2.0) (Square 3.0) Dot (Line 3.0 1.0) on-host))
"""


def test_methods_of_type_classes(tmp_path: Path) -> None:
    definitions = (
        CLASSES
        + """
    (define trained (list (Circle 2.0) (Line 3.0 1.0)))
    (define table (make-equal-hash-table))
    (hash-table-set! table 'step step)
    (define-type Boxed (Record [method : any]))
    (define boxed (Boxed at))
    """
    )
    cases = {
        "(map (lambda (t) (slope-along t cube)) things)": [12.0, 9.0, 9.0, 81.0, 3.0],
        "(map (lambda (t) (slope-along t (scaled 2.0 cube))) things)": [24.0, 18.0, 18.0, 162.0, 6.0],
        "(map (lambda (t) ((grad (at t)) 2.0)) things)": [8.0, 12.0, 12.0, 3.0, 24.0],
        "(map (lambda (t) (slope-at t 2.0)) things)": [8.0, 12.0, 12.0, 300.0, 24.0],
        "(map (lambda (t) (slope (lambda (x) (* x ((at t) x))) 1.0)) trained)": [6.0, 7.0],
        "(map stepped trained '(1.0 2.0))": [-3.0, -298.0],
        "(map (hash-table-ref table 'step) trained '(1.0 2.0))": [-3.0, -298.0],
        "(apply slope-along (list (Circle 1.0) cube))": 3.0,
        "(slope (boxed.method (Circle 5.0)) 1.0)": 10.0,
        "(map (lambda (method) (method (Line 1.0 2.0) 0.5)) (list step slope-at))": [-99.5, 100.0],
    }
    check(cases, definitions, tmp_path)


def test_instances_are_chosen_by_kinds_of_values(tmp_path: Path) -> None:
    definitions = """
    (define-type-class (Slope a) (of : (-> a any any)) (negative : (-> a a)))
    (define-type-class-instance (Slope float64) (define (of x f) ((grad f) x)) (define (negative x) (- x)))
    (define-type-class-instance (Slope integer) (define (of n f) ((grad f) (* 1.0 n))) (define (negative n) (- n)))
    (define-type-class-instance (Slope boolean) (define (of b f) (if b (slope f 1.0) 0.0)) (define (negative b) (not b)))
    (define-type-class-instance (Slope symbol) (define (of s f) ((grad f) 3.0)) (define (negative s) s))
    (define-type-class-instance (Slope list)
      (define (of l f) (map (lambda (x) (of x f)) l))
      (define (negative l) (map negative l)))
    (define-type Vec (Record [x : float64] [y : float64]))
    (define-type-class (Numeric a) (+ : (-> a a a)) (* : (-> a a a)))
    (define-type-class-instance (Numeric Vec)
      (define (+ v w) (Vec (+ v.x w.x) (+ v.y w.y)))
      (define (* v w) (Vec (* v.x w.x) (* v.y w.y))))
    (define (slopes f x y) ((grad f) x y))
    """
    cases = {
        "(of 2.0 cube)": 12.0,
        "(of 2 (scaled 2.0 cube))": 24.0,
        "(of (= (string-length on-host) 2) cube)": 3.0,
        "(of (string->symbol on-host) cube)": 27.0,
        "(of (list 1 2.0 #t) (scaled 3.0 cube))": [9.0, 36.0, 9.0],
        "(slope negative 2.0)": -1.0,
        "(slope (compose negative cube) 2.0)": -12.0,
        "(slope (lambda (x) (let ([v (+ (Vec x 1.0) (Vec 1.0 x))]) (* v.x v.y))) 2.0)": 6.0,
        "(slopes + 2.0 3.0)": 1.0,
        "(map (lambda (op) (slopes op 2.0 3.0)) (list + *))": [1.0, 3.0],
        "(slope (compose (curry + 1.0) (curry * 3.0)) 2.0)": 3.0,
        "(slope (lambda (x) (apply * (list x x x))) 2.0)": 12.0,
    }
    check(cases, definitions, tmp_path)


def test_where_procedures_go(tmp_path: Path) -> None:
    """Each slope is a device function of its own, which knows what arrives there alone."""
    definitions = """
    (define-syntax slope-of (syntax-rules () [(_ f x) ((grad f) x)]))
    (define table (make-equal-hash-table))
    (hash-table-set! table 'a cube)
    (hash-table-update! table 'a (lambda (f) (scaled 3.0 f)) (lambda () cube))
    (define changed (list cube))
    (set-cdr! changed (list sin (scaled 2.0 cube)))
    (define (all-of . fs) (if (null? fs) cube (compose (car fs) (apply all-of (cdr fs)))))
    (define (counted n . rest) (if (= n 0) rest (apply counted (- n 1) cube rest)))
    (define stream (cons cube (delay (cons sin (delay '())))))
    (define converted (make-parameter cube (lambda (f) (scaled 2.0 f))))
    """
    cases = {
        "(hash-table-fold table (lambda (key f sum) (+ sum (slope-of f 1.0))) 0.0)": 9.0,
        "(map (lambda (entry) (slope-of (cdr entry) 1.0)) (hash-table->alist table))": [9.0],
        "(slope-of (cadr changed) 0.0)": 1.0,
        "(map (lambda (f) (slope-of f 1.0)) (cddr changed))": [6.0],
        "(slope-of (reduce compose identity (list cube (scaled 2.0 cube))) 1.0)": 18.0,
        "(fold (lambda (f sum) (+ sum (slope-of f 1.0))) 0.0 (list cube cube))": 6.0,
        "(slope-of (all-of cube cube) 1.0)": 27.0,
        "(let loop ([i 0] [f cube]) (if (= i 1) (slope-of f 1.0) (loop (+ i 1) (compose f f))))": 9.0,
        "(map (lambda (f) (slope-of f 1.0)) (counted 3))": [3.0, 3.0, 3.0],
        "(slope-of (car (force (cdr stream))) 0.0)": 1.0,
        "(list (slope-of (converted) 1.0) (parameterize ([converted sin]) (slope-of (converted) 0.0)))": [
            6.0,
            2.0,
        ],
        "(with-exception-handler (lambda (e) (scaled 2.0 cube)) (lambda () (slope-of (raise-continuable 'f) 1.0)))": 6.0,
        "(call-with-values (lambda () (values cube 2.0)) (lambda (f . rest) (slope-of f (car rest))))": 12.0,
        "(let-values ([(f x) (values cube 1.0)] [(g) sin]) (+ (slope-of f x) (slope-of g 0.0)))": 4.0,
        "(apply map slope (list (list cube cube) '(1.0 2.0)))": [3.0, 12.0],
        "(apply slope (map (lambda (f) (f 2.0)) (list (lambda (x) cube) (lambda (x) x))))": 12.0,
    }
    check(cases, definitions, tmp_path)


def test_types_of_arguments(tmp_path: Path) -> None:
    definitions = """
    (define (norm x) (sum (* x x)))
    (define (batch f x) ((vmap f) x))
    (define (jacobian-of f x) ((jacobian f) x))
    (define (descend f x rate n) (if (= n 0) x (descend f (- x (* rate ((grad f) x))) rate (- n 1))))
    (define (with-value f x) (call-with-values (lambda () ((value-and-grad f) x)) list))
    (define-type Line (Record [a : float64] [b : float64]))
    (define (error-of line x y) (square (- (+ (* line.a x) line.b) y)))
    (define line-slope (slope (lambda (line) (error-of line 2.0 1.0)) (Line 1.0 0.0)))
    """
    cases = {
        "(slope norm [1.0 2.0])": [2.0, 4.0],
        "(slope norm [[1.0 2.0] [3.0 4.0]])": [[2.0, 4.0], [6.0, 8.0]],
        "(slope norm [1.0 2.0 3.0])": [2.0, 4.0, 6.0],
        "(slope norm (tensor<f32> '(2) '(1.0 2.0)))": [2.0, 4.0],
        "(slope cube 2)": 12,
        "(batch cube [1.0 2.0])": [1.0, 8.0],
        "(batch (lambda (x) (* 2.0 x)) [1.0 2.0])": [2.0, 4.0],
        "(jacobian-of (lambda (v) (* v v)) [1.0 2.0])": [[2.0, 0.0], [0.0, 4.0]],
        "(descend (lambda (x) (square (- x 3.0))) 0.0 0.5 1)": 3.0,
        "(descend (lambda (v) (norm (- v [1.0 2.0]))) [0.0 0.0] 0.5 1)": [1.0, 2.0],
        "(with-value cube 2.0)": [8.0, 12.0],
        "(list line-slope.a line-slope.b)": [4.0, 2.0],
    }
    check(cases, definitions, tmp_path)


def test_what_is_wrong_with_a_call_is_a_condition(tmp_path: Path) -> None:
    text = """
    (define (label text) (lambda (x) (* x (string-length text))))
    (define (product x) (sum (matmul x x)))
    (try (lambda () (slope (label "abc") 1.0)))
    (try (lambda () (slope product [[1.0 2.0 3.0]])))
    (try (lambda () (slope cube 2.0)))
    """
    outcome = run(text, tmp_path)
    assert (outcome.status, outcome.stderr) == (0, "")
    assert "grad runs on the device, which cannot do what string-length does\n  at " in outcome.stdout
    assert "keep string-length out of the procedure that grad is given\n" in outcome.stdout
    assert "shape mismatch in matmul\n" in outcome.stdout
    assert outcome.stdout.endswith("\n12.0\n")


def test_what_was_not_foreseen_is_a_condition(tmp_path: Path) -> None:
    """The text does not tell what is read, and one place of `read` may give anything."""
    text = """
    (define (given) (read (open-input-string "#t")))
    (slope cube 1.0)
    (try (lambda () (slope cube (given))))
    (try (lambda () (slope (let ([port (current-output-port)]) (lambda (x) (if port x 0.0))) 1.0)))
    """
    outcome = run(text, tmp_path)
    assert (outcome.status, outcome.stderr) == (0, "")
    first, second = outcome.stdout.split("grad: ")[1:]
    assert first.startswith("the argument x0 must be a real number (f64), but is #t\n")
    assert second.startswith("this executable has no device code for a call with (#<procedure")
    assert "or run the program by `eshkol run`" in second


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("(show (slope cube (read)))", "6:22"),
        # Nothing tells that the sizes of two arguments are one.
        (
            "(define (twice f x) ((grad f) x x)) (define (build n) (if (= n 0) '() (cons 2.0 (build (- n 1)))))"
            "(show (twice (lambda (a b) (sum (* a b))) (build 3)))",
            "10:22",
        ),
    ],
)
def test_calls_of_which_nothing_is_known_are_refused(
    text: str, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compile_text(text, tmp_path) == 1
    error = capsys.readouterr().err
    assert f"p.esk:{place}: error[E0811]: UnsupportedError: grad runs on the device" in error
    assert "or run the program by `eshkol run`" in error


def test_a_call_with_what_is_too_deep_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "".join(f"(define (times{n} f) (lambda (x) (* {n}.0 (f x))))\n" for n in range(6))
    text += "(show ((grad (times0 (times1 (times2 (times3 (times4 (times5 cube))))))) 1.0))"
    assert compile_text(text, tmp_path) == 1
    error = capsys.readouterr().err
    assert "p.esk:16:8: error[E0811]: UnsupportedError: grad runs on the device" in error
    assert "note: what arrives there is more than 4 deep in each other" in error
    assert "help: give it procedures that capture fewer others" in error
