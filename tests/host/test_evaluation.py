"""Code that is data: what `eval`, environments and `load` promise beyond the sections of the report."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from host_support import ESHKOL_COMPILE, IS_ESHKOL, SELECTED, execute, run_program, run_text

pytestmark = pytest.mark.skipif(not IS_ESHKOL or SELECTED == "exe", reason="executables have no compiler")

IMPORTS = """\
(import (scheme base) (scheme write) (scheme eval) (scheme repl) (scheme load) (scheme process-context))
(define here (interaction-environment))
(define (message thunk)
  (guard (e ((error-object? e) (error-object-message e))) (thunk)))
"""


def printed(program: str, folder: Path, status: int = 0) -> str:
    outcome = run_text(IMPORTS + program, folder)
    assert outcome.status == status, outcome.stderr
    return outcome.stdout


@pytest.mark.parametrize(
    ("program", "output"),
    [
        # Later definitions are seen by earlier procedures.
        (
            """
            (eval '(define (f) (g)) here)
            (eval '(define (g) 'first) here)
            (write (eval '(f) here))
            (eval '(define (g) 'second) here)
            (write (eval '(f) here))
            """,
            "firstsecond",
        ),
        # Operators that begin with a bar are symbols where they are data.
        ("(write (eval '(|> 5 (+ 1) square) here)) (write (eval (read (open-input-string \"(|> 2 (* 3))\")) here))", "366"),
        ("(write (map symbol->string '(|> |01> |+> |>|)))", '("|>" "|01>" "|+>" ">")'),
        ("(eval '(begin (define a 1) (define b (+ a 1))) here) (write (eval '(list a b) here))", "(1 2)"),
        ("(eval '(define-values (p . q) (values 1 2 3)) here) (write (eval '(list p q) here))", "(1 (2 3))"),
        (
            """
            (eval '(define-syntax two (syntax-rules () ((_ x) (list x x)))) here)
            (write (eval '(two 5) here))
            (eval '(define-syntax two (syntax-rules () ((_ x) (vector x x)))) here)
            (write (eval '(two 5) here))
            (eval '(define (two x) (list 'procedure x)) here)
            (write (eval '(two 5) here))
            """,
            "(5 5)#(5 5)(procedure 5)",
        ),
        (
            """
            (eval '(define-record-type point (make-point x y) point? (x point-x)(y point-y)) here)
            (write (eval '(point-x (make-point 3 4)) here))
            """,
            "3",
        ),
        # A definition of a name of the language holds for what follows.
        ("(eval '(define (square x) (list 'mine x)) here) (write (eval '(square 3) here)) (write (square 3))",
         "(mine 3)9"),
        # What the forms of the language use is the language's.
        ("(eval '(define (list . xs) 'mine) here) (write (eval '(let ((x 1)) `(a ,x)) here))", "(a 1)"),
        # Names that a program could not write.
        ("(eval '(define |a b| 1) here) (write (eval '|a b| here))", "1"),
        ("(define s (string->symbol \"\")) (eval (list 'define s 2) here) (write (eval s here))", "2"),
    ],
)  # fmt: skip
def test_definitions_stay(program: str, output: str, tmp_path: Path) -> None:
    assert printed(program, tmp_path) == output


@pytest.mark.parametrize(
    ("program", "output"),
    [
        ("(write (eval (list + 1 2) here))", "3"),
        ("(write (eval (list 'map car ''((1) (2))) here))", "(1 2)"),
        ("(define p (open-input-string \"x\")) (write (eq? p (eval (list 'quote p) here)))", "#t"),
        ("(write ((cadr (eval (list 'quote (list 1 car)) here)) '(7)))", "7"),
        ("(write ((vector-ref (eval (list 'quote (vector 0 cdr)) here) 1) '(7 8)))", "(8)"),
        ("(define-record-type r (make a) r? (a get)) (write (eval (list get (make 5)) here))", "5"),
        ("(eval (list 'define 'kept (list 'quote (list car cdr))) here) (write ((eval '(cadr kept) here) '(1 2)))",
         "(2)"),
        ("(write (eval (if #f #f) here))", "#<unspecified>"),
    ],
)  # fmt: skip
def test_any_object_may_be_a_constant(program: str, output: str, tmp_path: Path) -> None:
    assert printed(program, tmp_path) == output


@pytest.mark.parametrize(
    ("program", "output"),
    [
        ("(write (call/cc (lambda (k) (eval (list k 42) here))))", "42"),
        ("(write (+ 1 (eval '(call/cc (lambda (k) (+ 100 (k 1)))) here)))", "2"),
        # A continuation that was captured in an expression is entered again.
        (
            """
            (define k #f)
            (define n 0)
            (define (capture) (call/cc (lambda (c) (set! k c) 0)))
            (write (eval (list 'list ''value (list capture)) here))
            (set! n (+ n 1))
            (if (< n 4) (k n))
            """,
            "(value 0)(value 1)(value 2)(value 3)",
        ),
        # A generator whose producer is in another expression.
        (
            """
            (eval '(define return #f) here)
            (eval '(define (produce items)
                     (for-each (lambda (x) (call/cc (lambda (next) (set! resume next) (return x)))) items)
                     (return 'done)) here)
            (guard (e (#t (write 'undefined)))
              (eval '(call/cc (lambda (r) (set! return r) (produce '(1 2)))) here))
            (eval '(define resume #f) here)
            (write (eval '(call/cc (lambda (r) (set! return r) (produce '(1 2)))) here))
            (write (eval '(call/cc (lambda (r) (set! return r) (resume #f))) here))
            (write (eval '(call/cc (lambda (r) (set! return r) (resume #f))) here))
            """,
            "undefined12done",
        ),
        # The expression is in tail position: the stack has no room for so many frames.
        (
            """
            (define (count n) (if (= n 0) 'done (eval `(,count ,(- n 1)) here)))
            (write (count 300))
            """,
            "done",
        ),
        ("(write (eval '(let loop ((n 1000000)) (if (= n 0) 0 (+ 1 (loop (- n 1))))) here))", "1000000"),
        (
            "(write (message (lambda () (eval '(let loop () (+ 1 (loop))) here))))",
            '"recursion is too deep: the stack of 64 MB is full"',
        ),
        (
            """
            (write (eval '(dynamic-wind (lambda () (display "in ")) (lambda () 'value)
                                        (lambda () (display "out "))) here))
            """,
            "in out value",
        ),
        ("(write (call-with-values (lambda () (eval '(values 1 2) here)) list))", "(1 2)"),
        (
            "(write (eval '(eval '(+ 1 2) (environment '(scheme base))) (environment '(scheme base) '(scheme eval))))",
            "3",
        ),
    ],
)
def test_control(program: str, output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "64 MB" in output:
        monkeypatch.setenv("ESHKOL_STACK_MB", "64")
    assert printed(program, tmp_path) == output


def test_exit_leaves_by_way_of_an_evaluation(tmp_path: Path) -> None:
    program = "(eval '(dynamic-wind (lambda () #f) (lambda () (exit 9)) (lambda () (display 'after))) here)"
    program = program.replace("(exit 9)", "(,exit 9)").replace("'(dyn", "`(dyn")
    assert printed(program, tmp_path, status=9) == "after"


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("(eval '(if) here)", "eval: malformed if"),
        ("(eval 'no-such-variable here)", "eval: `no-such-variable` is not defined"),
        ("(eval '(lambda () (no-such-procedure)) (environment '(scheme base)))",
         "eval: `no-such-procedure` is not defined"),
        ("(begin (eval '(define (f) later) here) (eval '(f) here))", "later is used before it is defined"),
        ("(eval '(set! no-such-variable 1) here)", "eval: `no-such-variable` is not defined"),
        ("(eval '(define x 1) (environment '(scheme base)))", "eval: this environment cannot be changed"),
        ("(eval '(begin (define-syntax x (syntax-rules ()))) (environment '(scheme base)))",
         "eval: this environment cannot be changed"),
        ("(eval '(display 1) (environment '(scheme base)))", "eval: `display` is not defined"),
        ("(eval '(+ 1 2) 5)", "eval: argument 2 must be an environment, but is 5"),
        ("(environment '(no such library))", "environment: there is no module no.such.library"),
        ("(environment '(only (scheme base) no-such-name))",
         "environment: scheme.base does not export `no-such-name`"),
        ("(environment 5)", "environment: expected a module's name here"),
        ("(load \"no-such-file.scm\")", "load: there is no file `no-such-file.scm`"),
        ("(load 'name)", "load: argument 1 must be a string, but is name"),
        ("(load \"f.scm\" 5)", "load: argument 2 must be an environment, but is 5"),
    ],
)  # fmt: skip
def test_errors_are_raised(program: str, said: str, tmp_path: Path) -> None:
    told = printed(f"(display (message (lambda () {program})))", tmp_path)
    assert told.startswith(said), told


def test_what_is_wrong_leaves_no_definitions(tmp_path: Path) -> None:
    program = """
    (message (lambda () (eval '(begin (define a 1) (if)) here)))
    (display (message (lambda () (eval 'a here))))
    """
    assert printed(program, tmp_path) == "eval: `a` is not defined"


def test_many_evaluations(tmp_path: Path) -> None:
    """Their variables and literals are roots of the collector, whose own table is not large enough for all."""
    program = """
    (define (loop i kept)
      (if (= i 1500)
          (write (apply + kept))
          (loop (+ i 1) (cons (string-length (car (eval `(list ,(number->string i) "text") here))) kept))))
    (loop 0 '())
    """
    assert printed(program, tmp_path) == str(sum(len(str(i)) for i in range(1500)))


def test_load(tmp_path: Path) -> None:
    Path(tmp_path, "defines.scm").write_text("(define loaded (* 6 7))\n(define (use) (list loaded later))\n")
    Path(tmp_path, "uses.scm").write_text("(display (use))\n")
    program = """
    (load "defines.scm")
    (eval '(define later 'now) here)
    (load "uses.scm" here)
    """
    assert printed(program, tmp_path) == "(42 now)"


def test_declared_types_of_a_loaded_file_are_checked_before_its_forms_run(tmp_path: Path) -> None:
    Path(tmp_path, "typed.scm").write_text(
        "(display 'begins)\n(: double (-> integer integer))\n(define (double n) (* 2 n))\n"
        '(define (wrong) (double "a"))\n(display \'never)\n'
    )
    program = """
    (display (message (lambda () (load "typed.scm"))))
    (display (eval '(double 4) here))
    """
    told = printed(program, tmp_path)
    message = "argument 1 (n) of `double` should be an integer, but is a string"
    assert told == f"beginsload: typed.scm:4:25: {message}8"


def test_a_file_may_evaluate_what_its_later_forms_need(tmp_path: Path) -> None:
    Path(tmp_path, "steps.scm").write_text(
        "(display 'begins)\n(eval '(define made 5) (interaction-environment))\n(display made)\n(if)\n"
    )
    told = printed('(display (message (lambda () (load "steps.scm"))))', tmp_path)
    assert told == "begins5load: steps.scm:4:1: malformed if"


def test_a_file_that_is_no_data(tmp_path: Path) -> None:
    Path(tmp_path, "broken.scm").write_text("(display 1)\n(display 2")
    told = printed('(display (message (lambda () (load "broken.scm"))))', tmp_path)
    assert told.startswith("load: broken.scm:2:1: ")


def test_modules_are_imported_once(tmp_path: Path) -> None:
    Path(tmp_path, "counter.sld").write_text(
        """
        (define-library (counter)
          (export next! twice)
          (import (scheme base) (scheme write))
          (begin
            (display "loaded ")
            (define count 0)
            (define (next!) (set! count (+ count 1)) count)
            (define-syntax twice (syntax-rules () ((_ e) (begin e (step e)))))
            (define (step x) (* 10 x))))
        """
    )
    program = """
    (define env (environment '(scheme base) '(counter)))
    (write (eval '(next!) env))
    (write (eval '(next!) env))
    (write (eval '(twice (next!)) (environment '(prefix (only (counter) next! twice) |c:|) '(scheme base))))
    """.replace("(twice (next!))", "(c:twice (c:next!))")
    assert printed(program, tmp_path) == "loaded 1240"


def test_an_error_in_a_module_is_the_programs(tmp_path: Path) -> None:
    Path(tmp_path, "failing.sld").write_text(
        """
        (define-library (failing)
          (export a)
          (import (scheme base) (scheme write))
          (begin (define a 1) (display "begins ") (error "in the module" a) (display "never")))
        """
    )
    program = """
    (define env (environment '(failing)))
    (display (message (lambda () (eval 'a env))))
    (display (guard (e (#t (list 'caught e))) (eval '(raise 'after) (environment '(scheme base)))))
    """
    assert printed(program, tmp_path) == "begins in the module(caught after)"


def test_types_are_checked(tmp_path: Path) -> None:
    program = """
    (eval '(define-type Point (Record [x : float64] [y : float64])) here)
    (eval '(define (norm [p : Point]) : float64 (sqrt (+ (* p.x p.x) (* p.y p.y)))) here)
    (display (eval '(norm (Point 3 4)) here))
    (display (message (lambda () (eval '(norm 5) here))))
    """
    assert printed(program, tmp_path).startswith("5.0norm: ")


def test_device_code(tmp_path: Path) -> None:
    program = """
    (eval '(define (loss w) (* w w)) here)
    (display (eval '((grad loss) 3.0) here))
    (eval '(define (slope w) ((grad loss) w)) here)
    (eval '(define (loss w) (* 5.0 w)) here)
    (newline)
    (display (list (eval '((grad loss) 3.0) here) (eval '(slope 3.0) here)))
    (newline)
    (display (eval '(let ((x (softmax (vector 1.0 1.0)))) x) here))
    """
    assert printed(program, tmp_path).splitlines()[:2] == ["6.0", "(5.0 5.0)"]


def test_an_executable_has_no_compiler(tmp_path: Path) -> None:
    source, executable = tmp_path / "program.scm", tmp_path / "program"
    source.write_text(
        IMPORTS + "(display (message (lambda () (eval '(+ 1 2) here)))) (display (environment? here))"
    )
    compiled = execute(
        [*ESHKOL_COMPILE, "--emit=exe", str(source), "-o", str(executable)], tmp_path, "", None
    )
    assert compiled.status == 0, compiled.stderr
    outcome = execute([str(executable)], tmp_path, "", dict(os.environ))
    assert outcome.stdout == "eval: this needs the compiler, which executables do not carry#t"


@pytest.mark.parametrize(
    ("program", "output"),
    [
        ("(define x 1) (define (get) x) (define x 2) (display (list x (get)))", "(2 2)"),
        ("(define (f) 'one) (define before (f)) (define (f) 'two) (display (list before (f)))", "(one two)"),
        ("(define (f) 1) (define (g) (f)) (define f (lambda () 2)) (display (g))", "2"),
        ("(define-values (a b) (values 1 2)) (define-values (b c) (values 3 4)) (display (list a b c))", "(1 3 4)"),
        (
            """
            (define-syntax m (syntax-rules () ((_) 'first)))
            (define (f) (m))
            (define-syntax m (syntax-rules () ((_) 'second)))
            (define (g) (m))
            (define m 'variable)
            (display (list (f) (g) m))
            """,
            "(first second variable)",
        ),
        (
            """
            (define m (lambda (x) 'procedure))
            (define (f) (m 1))
            (define-syntax m (syntax-rules () ((_ x) 'macro)))
            (display (list (f) (m 1)))
            """,
            "(procedure macro)",
        ),
        (
            "(define-record-type r (make a) r? (a get)) (define-record-type r (make b) r? (b get))"
            "(display (get (make 1)))",
            "1",
        ),
    ],
)  # fmt: skip
def test_a_program_may_define_a_name_again(program: str, output: str, tmp_path: Path) -> None:
    path = tmp_path / "again.scm"
    path.write_text(program)
    outcome = run_program(path)
    assert (outcome.status, outcome.stdout) == (0, output), outcome.stderr
