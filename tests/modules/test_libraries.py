"""``define-library`` and the sets of ``import``, as R7RS 5.2 and 5.6 have them."""

from __future__ import annotations

import pytest
from eshkol_mlir.compiler.prelude import environment
from eshkol_mlir.expander.standard import standard_names
from modules_support import canonical, message, value, values

#: A library of three numbers and a macro.
NUMBERS = """
(define-library (numbers)
  (export one two three twice)
  (import (scheme base))
  (begin
    (define one 1)
    (define two 2)
    (define three 3)
    (define-syntax twice (syntax-rules () ((_ x) (* two x))))))
"""

STANDARD = {
    "base": ("(let loop ((i 0)) (if (< i 3) (loop (+ i 1)) i))", "3"),
    "case-lambda": ("'loaded", "loaded"),
    "char": ("'loaded", "loaded"),
    "complex": ("'loaded", "loaded"),
    "cxr": ("(caddr '(1 2 3))", "3"),
    "eval": ("'loaded", "loaded"),
    "file": ("'loaded", "loaded"),
    "inexact": ("(exp 0.0)", "1.0"),
    "lazy": ("'loaded", "loaded"),
    "load": ("'loaded", "loaded"),
    "process-context": ("'loaded", "loaded"),
    "r5rs": ("(let* ((x 2) (y (* x x))) (cond ((= y 4) 'four) (else 'other)))", "four"),
    "read": ("'loaded", "loaded"),
    "repl": ("'loaded", "loaded"),
    "time": ("'loaded", "loaded"),
    "write": ("'loaded", "loaded"),
}


@pytest.mark.parametrize(
    ("sets", "expression", "expected"),
    [
        ("(numbers)", "(list one two three (twice 5))", "(1 2 3 10)"),
        ("(only (numbers) one three)", "(list one three (let ((two 'free)) two))", "(1 3 free)"),
        ("(only (numbers) twice)", "(let ((two 7)) (twice two))", "14"),
        ("(only (numbers) one one)", "one", "1"),
        ("(except (numbers) two)", "(list one three (let ((two 'free)) two))", "(1 3 free)"),
        ("(except (numbers))", "(list one two three)", "(1 2 3)"),
        ("(prefix (numbers) n:)", "(list n:one n:two n:three (n:twice 4))", "(1 2 3 8)"),
        ("(rename (numbers) (one uno) (twice doubled))", "(list uno two (doubled 6))", "(1 2 12)"),
        ("(rename (numbers) (one two) (two three) (three one))", "(list one two three)", "(3 1 2)"),
        ("(rename (numbers) (one one))", "(list one two)", "(1 2)"),
        ("(only (prefix (numbers) n.) n.one)", "n.one", "1"),
        ("(prefix (only (numbers) one) n-)", "(list n-one)", "(1)"),
        ("(prefix (prefix (numbers) b) a)", "(list abone abtwo)", "(1 2)"),
        ("(rename (prefix (numbers) n:) (n:one n:two) (n:two n:one))", "(list n:one n:two)", "(2 1)"),
        ("(except (rename (numbers) (one x)) x two)", "(list three (let ((one 'free)) one))", "(3 free)"),
        ("(only (rename (numbers) (one x) (two one)) x one)", "(list x one)", "(1 2)"),
        (
            "(prefix (rename (except (only (numbers) one two three) three) (one two) (two one)) p/)",
            "(list p/one p/two)",
            "(2 1)",
        ),
        ("(only (numbers) one) (only (numbers) two) (only (numbers) one two)", "(list one two)", "(1 2)"),
        ("(prefix (numbers) a:) (prefix (numbers) b:)", "(list a:one b:one)", "(1 1)"),
        ("(rename (only (numbers) one) (one a)) (rename (only (numbers) one) (one b))", "(+ a b)", "2"),
        ("numbers", "one", "1"),
        ("(only numbers one)", "one", "1"),
    ],
)
def test_import_sets(sets: str, expression: str, expected: str) -> None:
    assert value(f"{NUMBERS} (import {sets}) {expression}") == expected


@pytest.mark.parametrize(
    ("sets", "name"),
    [
        ("(only (numbers) one)", "two"),
        ("(except (numbers) two)", "two"),
        ("(prefix (numbers) n:)", "two"),
        ("(rename (numbers) (two deux))", "two"),
        ("(only (numbers))", "one"),
        ("(prefix (prefix (numbers) b) a)", "baone"),
        ("(except (prefix (numbers) n:) n:one)", "n:one"),
    ],
)
def test_what_a_set_leaves_out_is_not_bound(sets: str, name: str) -> None:
    assert f"`{name}` is not defined" in message(f"{NUMBERS} (import {sets}) {name}")


@pytest.mark.parametrize(
    "body", ["(car '(1))", "(if #t 1 2)", "(+ 1 2)", "square", "(let () 1)", "(core.car 1)"]
)
def test_a_library_sees_only_what_it_imports(body: str) -> None:
    head = body.strip("(").split()[0]
    library = f"(define-library (a) (export f) (import (only (scheme base) define quote)) (begin (define f {body})))"
    if head == "core.car":
        # A full name needs no import.
        assert "`core.car`" not in message(library + "(import (a)) f")
    else:
        assert f"`{head}` is not defined" in message(library + "(import (a)) f")


def test_a_library_does_not_see_the_program_around_it() -> None:
    library = (
        "(define-library (a) (export f) (import (only (scheme base) define)) (begin (define (f) helper)))"
    )
    assert "`helper` is not defined" in message(f"(define helper 1) {library} (import (a)) (f)")


def test_an_import_of_nothing_in_a_program_hides_nothing() -> None:
    assert value("(import (only (scheme base))) (car '(1 2))") == "1"


def test_keywords_may_be_renamed_and_prefixed() -> None:
    library = """
    (define-library (a)
      (export choose)
      (import (prefix (scheme base) b:))
      (begin
        (b:define (choose x)
          (b:cond ((b:not x) (b:quote no)) (b:else (b:let ((y x)) (b:list y)))))))
    """
    assert value(library + "(import (a)) (list (choose #f) (choose 2))") == "(no (2))"
    renamed = """
    (define-library (a)
      (export f)
      (import (rename (scheme base) (else otherwise) (define def) (lambda fn)))
      (begin (def f (fn (x) (cond (x 1) (otherwise 2))))))
    """
    assert value(renamed + "(import (a)) (list (f #t) (f #f))") == "(1 2)"


def test_exports_may_be_renamed() -> None:
    library = """
    (define-library (stack)
      (export make (rename push! push) (rename stack-top top) (rename stack-top peek))
      (import (scheme base))
      (begin
        (define (make) '())
        (define (push! x s) (cons x s))
        (define (stack-top s) (car s))))
    """
    assert value(
        library + "(import (stack)) (let ((s (push 2 (push 1 (make))))) (list (top s) (peek s)))"
    ) == ("(2 2)")
    assert "`push!` is not defined" in message(library + "(import (stack)) (push! 1 (make))")


def test_exports_may_be_swapped() -> None:
    library = """
    (define-library (a) (export (rename x y) (rename y x)) (import (scheme base))
      (begin (define x 'x) (define y 'y)))
    """
    assert value(library + "(import (a)) (list x y)") == "(y x)"


def test_eshkol_s_renaming_of_several_exports() -> None:
    library = """
    (define-library (a) (export (rename (x b) (y c)) z) (import (scheme base))
      (begin (define x 1) (define y 2) (define z 3)))
    """
    assert value(library + "(import (a)) (list b c z)") == "(1 2 3)"


def test_imports_may_be_exported_again() -> None:
    again = """
    (define-library (again)
      (export one (rename two deux) car (rename if wenn) (rename define def) twice)
      (import (scheme base) (numbers)))
    """
    assert value(NUMBERS + again + "(import (again)) (list one deux (twice one))") == "(1 2 2)"
    user = "(define-library (user) (export f) (import (again)) (begin (def (f x) (wenn one (car x) 9))))"
    assert value(NUMBERS + again + user + "(import (user)) (f '(5))") == "5"
    assert "`cons` is not defined" in message(NUMBERS + again + user.replace("(car x)", "(cons x x)"))


def test_one_thing_by_two_ways_is_one_thing() -> None:
    again = "(define-library (again) (export one (rename one uno)) (import (numbers)))"
    assert value(NUMBERS + again + "(import (numbers) (again)) (list one uno)") == "(1 1)"


def test_exports_and_imports_may_follow_the_body() -> None:
    library = """
    (define-library (a)
      (begin (define (f x) (g (* 2 x))))
      (export f)
      (begin (define (g x) (list x one)))
      (import (scheme base))
      (import (numbers)))
    """
    assert value(NUMBERS + library + "(import (a)) (f 4)") == "(8 1)"


def test_several_begins_are_one_body() -> None:
    split = """
    (define-library (a) (export even) (import (scheme base))
      (begin (define (even n) (if (= n 0) #t (odd (- n 1)))))
      (begin (define (odd n) (if (= n 0) #f (even (- n 1))))))
    (import (a)) (list (even 10) (even 7))
    """
    whole = """
    (define (even n) (if (= n 0) #t (odd (- n 1))))
    (define (odd n) (if (= n 0) #f (even (- n 1))))
    (list (even 10) (even 7))
    """
    assert canonical(split) == canonical(whole)


@pytest.mark.parametrize("imports", ["(import (b) (a))", "(import (a) (b))", "(import (b)) (import (a))"])
def test_bodies_run_once_each_after_those_that_it_imports(imports: str) -> None:
    text = f"""
    (define-library (a) (export x) (import (scheme base) (scheme write))
      (begin (display "a1") (newline) (define x 1) (display "a2") (newline)))
    (define-library (b) (export y) (import (scheme base) (scheme write) (a))
      (begin (display "b1") (newline))
      (begin (define y (+ x 1)) (display y) (newline)))
    {imports}
    (display "program") (newline)
    (list x y)
    """
    assert values(text) == ["a1", "a2", "b1", "2", "program", "(1 2)"]


def test_a_body_that_nothing_imports_does_not_run() -> None:
    library = '(define-library (a) (import (scheme base) (scheme write)) (begin (display "a") (newline)))'
    assert values(library + "1") == ["1"]
    assert values(library + "(import (only (a))) 1") == ["a", "1"]


def test_a_diamond_runs_its_top_once() -> None:
    text = """
    (define-library (top) (export x) (import (scheme base) (scheme write))
      (begin (display "top") (newline) (define x 1)))
    (define-library (left) (export l) (import (scheme base) (top)) (begin (define l (+ x 10))))
    (define-library (right) (export r) (import (scheme base) (top)) (begin (define r (+ x 20))))
    (import (left) (right))
    (list l r)
    """
    assert values(text) == ["top", "(11 21)"]


def test_a_program_may_define_what_the_language_has_but_its_libraries_do_not_see_that() -> None:
    text = """
    (import (scheme base) (numbers))
    (define (square x) (list 'mine x))
    (define-library (a) (export f) (import (scheme base)) (begin (define (f x) (square x))))
    (import (a))
    (list (square 3) (f 3))
    """
    assert value(NUMBERS + text) == "((mine 3) 9)"


def test_a_library_may_define_what_it_imports_of_the_language() -> None:
    text = """
    (define-library (a) (export car f)
      (import (rename (scheme base) (car first)))
      (begin (define (car x) (list 'car (first x))) (define (f x) (car x))))
    (import (a))
    (list (car '(1 2)) (f '(3 4)))
    """
    assert value(text) == "((car 1) (car 3))"


@pytest.mark.parametrize("imports", ["(a) (scheme base)", "(scheme base) (a)"])
def test_what_a_library_of_the_program_exports_goes_before_the_language(imports: str) -> None:
    library = "(define-library (a) (export square) (import (scheme base)) (begin (define (square x) 'mine)))"
    assert value(f"{library} (import {imports}) (square 2)") == "mine"


def test_an_import_holds_in_the_whole_program() -> None:
    text = """
    (define (f x) (car x))
    (define-library (a) (export (rename my-car car)) (import (scheme base)) (begin (define (my-car x) 'mine)))
    (import (a))
    (list (f '(1 2)) (let ((car cdr)) (car '(1 2))))
    """
    assert value(text) == "(mine (2))"


@pytest.mark.parametrize("name", ["(srfi 1)", "srfi.1"])
def test_parts_of_names_may_be_numbers(name: str) -> None:
    text = (
        f"(define-library {name} (export x) (import (scheme base)) (begin (define x 5))) (import (srfi 1)) x"
    )
    assert value(text) == "5"


@pytest.mark.parametrize("library", STANDARD)
def test_a_standard_library_can_be_imported_whole(library: str) -> None:
    expression, expected = STANDARD[library]
    assert value(f"(import (scheme {library})) {expression}") == expected
    needs_quote = "" if library in ("base", "r5rs") else "(only (scheme base) define quote)"
    text = f"""
    (define-library (a) (export x) (import (scheme {library}) {needs_quote}) (begin (define x {expression})))
    (import (a))
    x
    """
    assert value(text) == expected


def test_all_standard_libraries_at_once() -> None:
    sets = " ".join(f"(scheme {library})" for library in STANDARD)
    assert value(f"(import {sets}) (+ 1 2)") == "3"
    assert value(f"(import (prefix (scheme base) b:) {sets}) (b:+ 1 (exp 0))") in ("2", "2.0")


@pytest.mark.parametrize(
    ("library", "names"),
    [
        # Names that R7RS's appendix A has in one library and in no other but (scheme r5rs).
        ("base", "call/cc let*-values exact-integer-sqrt string-map syntax-error features write-u8 letrec*"),
        ("case-lambda", "case-lambda"),
        ("char", "char-foldcase digit-value string-ci<=? string-upcase"),
        ("complex", "angle imag-part magnitude make-polar make-rectangular real-part"),
        ("cxr", "caaar cdddr cadddr cddddr"),
        ("eval", "environment eval"),
        ("file", "call-with-input-file delete-file file-exists? open-binary-output-file"),
        ("inexact", "acos asin atan cos exp finite? infinite? log nan? sin sqrt tan"),
        ("lazy", "delay delay-force force make-promise promise?"),
        ("load", "load"),
        ("process-context", "command-line emergency-exit exit get-environment-variables"),
        ("read", "read"),
        ("repl", "interaction-environment"),
        ("time", "current-jiffy current-second jiffies-per-second"),
        ("write", "display write write-shared write-simple"),
    ],
)
def test_names_are_in_their_standard_library_alone(library: str, names: str) -> None:
    for other in STANDARD:
        exported = standard_names(f"scheme.{other}", environment())
        assert exported is not None
        for name in names.split():
            if other != "r5rs":
                assert (name in exported) == (other == library), (name, other)


def test_the_standard_libraries_are_as_large_as_in_r7rs() -> None:
    sizes = {"case-lambda": 1, "char": 22, "complex": 6, "cxr": 24, "eval": 2, "file": 10, "inexact": 12}
    sizes |= {"lazy": 5, "load": 1, "process-context": 5, "read": 1, "repl": 1, "time": 3, "write": 4}
    for library, size in sizes.items():
        exported = standard_names(f"scheme.{library}", environment())
        assert exported is not None
        assert len(exported) == size, library


def test_a_file_of_libraries_is_a_program_that_exports_what_they_do() -> None:
    text = """
    (define-library (a) (export (rename double twice)) (import (scheme base))
      (begin (define (helper x) (+ x x)) (define (double x) (helper x))))
    """
    core = canonical(text)
    assert core.count("(define ") == 3
