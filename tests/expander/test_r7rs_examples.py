"""The examples of R7RS about macros, with the results that its text states."""

from __future__ import annotations

import pytest
from expander_support import expanded, values

MY_OR = """
(my-or (syntax-rules ()
  ((my-or) #f)
  ((my-or e) e)
  ((my-or e1 e2 ...) (let ((temp e1)) (if temp temp (my-or e2 ...))))))
"""

EXAMPLES = {
    # 4.3.1
    "let-syntax: if at the use site is a variable": (
        """
        (let-syntax ((given-that (syntax-rules ()
                       ((_ test stmt1 stmt2 ...) (if test (begin stmt1 stmt2 ...))))))
          (let ((if #t))
            (given-that if (set! if 'now))
            if))
        """,
        "now",
    ),
    "let-syntax: a free name means what it means at the definition": (
        "(let ((x 'outer)) (let-syntax ((m (syntax-rules () ((m) x)))) (let ((x 'inner)) (m))))",
        "outer",
    ),
    "letrec-syntax": (
        f"""
        (letrec-syntax ({MY_OR})
          (let ((x #f) (y 7) (temp 8) (let odd?) (if even?))
            (my-or x (let temp) (if y) y)))
        """,
        "7",
    ),
    # 4.3.2
    "be-like-begin": (
        """
        (define-syntax be-like-begin
          (syntax-rules ()
            ((be-like-begin name)
             (define-syntax name
               (syntax-rules () ((name expr (... ...)) (begin expr (... ...))))))))
        (be-like-begin sequence)
        (let () (sequence 1 2 3 4))
        """,
        "4",
    ),
    "=> is bound": ("(let ((=> #f)) (cond (#t => 'ok)))", "ok"),
    # 4.3.3: the rule that is no error
    "simple-let": (
        """
        (define-syntax simple-let
          (syntax-rules ()
            ((_ (head ... ((x . y) val) . tail) body1 body2 ...)
             (syntax-error "expected an identifier but got" (x . y)))
            ((_ ((name val) ...) body1 body2 ...)
             ((lambda (name ...) body1 body2 ...) val ...))))
        (simple-let ((a 1) (b 2)) (+ a b))
        """,
        "3",
    ),
    # 5.4
    "swap!": (
        """
        (let ((x 1) (y 2))
          (define-syntax swap!
            (syntax-rules () ((swap! a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
          (swap! x y)
          (list x y))
        """,
        "(2 1)",
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_example(name: str) -> None:
    text, result = EXAMPLES[name]
    assert values(text) == [result]


def test_letrec_of_even_and_odd() -> None:
    """The example of 4.2.2, through a macro that expands to letrec."""
    macro = "(define-syntax letrec* (syntax-rules () ((_ ((name value) ...) body) (letrec ((name value) ...) body))))"
    example = """
    (letrec* ((even? (lambda (n) (if (zero? n) #t (odd? (- n 1)))))
              (odd? (lambda (n) (if (zero? n) #f (even? (- n 1))))))
      (even? 88))
    """
    assert expanded(macro + example) == expanded(example.replace("letrec*", "letrec"))


# The derived forms of 7.3, as macros under other names, beside the forms themselves.
DERIVED = """
(define-syntax my-and
  (syntax-rules () ((_) #t) ((_ test) test) ((_ test rest ...) (if test (my-and rest ...) #f))))
(define-syntax my-let
  (syntax-rules ()
    ((_ ((name val) ...) body1 body2 ...) ((lambda (name ...) body1 body2 ...) val ...))
    ((_ tag ((name val) ...) body1 body2 ...)
     ((letrec ((tag (lambda (name ...) body1 body2 ...))) tag) val ...))))
(define-syntax my-let*
  (syntax-rules ()
    ((_ () body ...) (my-let () body ...))
    ((_ (first rest ...) body ...) (my-let (first) (my-let* (rest ...) body ...)))))
(define-syntax my-cond
  (syntax-rules (else =>)
    ((_ (else result ...)) (begin result ...))
    ((_ (test => receiver)) (my-let ((found test)) (if found (receiver found))))
    ((_ (test => receiver) clause ...)
     (my-let ((found test)) (if found (receiver found) (my-cond clause ...))))
    ((_ (test)) test)
    ((_ (test) clause ...) (my-let ((found test)) (if found found (my-cond clause ...))))
    ((_ (test result ...)) (if test (begin result ...)))
    ((_ (test result ...) clause ...) (if test (begin result ...) (my-cond clause ...)))))
(define-syntax my-do
  (syntax-rules ()
    ((_ ((var init step ...) ...) (test expr ...) command ...)
     (my-let again ((var init) ...)
       (if test (begin 'done expr ...) (begin command ... (again (my-do "step" var step ...) ...)))))
    ((_ "step" x) x)
    ((_ "step" x y) y)))
;; One name is taken off and given a temporary at a time: the temporaries must not be confused.
(define-syntax my-let-values
  (syntax-rules ()
    ((_ (binding ...) body ...) (my-let-values "bind" (binding ...) () (begin body ...)))
    ((_ "bind" () temporaries body) (my-let temporaries body))
    ((_ "bind" ((names value) binding ...) temporaries body)
     (my-let-values "names" names value () (binding ...) temporaries body))
    ((_ "names" () value names bindings temporaries body)
     (call-with-values (lambda () value) (lambda names (my-let-values "bind" bindings temporaries body))))
    ((_ "names" (x . rest) value (name ...) bindings (temporary ...) body)
     (my-let-values "names" rest value (name ... t) bindings (temporary ... (x t)) body))
    ((_ "names" x value (name ...) bindings (temporary ...) body)
     (call-with-values (lambda () value)
       (lambda (name ... . t) (my-let-values "bind" bindings (temporary ... (x t)) body))))))
"""

SAME = [
    "(my-and 1 2 'c '(f g))",
    "(my-and)",
    "(my-let ((x 2) (y 3)) (my-let ((x 7) (z (+ x y))) (* z x)))",
    "(my-let ((x 2) (y 3)) (my-let* ((x 7) (z (+ x y))) (* z x)))",
    "(my-cond ((> 3 2) 'greater) ((< 3 2) 'less))",
    "(my-cond ((> 3 3) 'greater) ((< 3 3) 'less) (else 'equal))",
    "(my-cond ((assv 'b '((a 1) (b 2))) => cadr) (else #f))",
    "(my-let ((found 3)) (my-cond ((> found 5) => list) (found) (else 7)))",
    "(my-let ((x '(1 3 5 7 9))) (my-do ((x x (cdr x)) (sum 0 (+ sum (car x)))) ((null? x) sum)))",
    "(my-let loop ((n 5) (acc '())) (my-cond ((= n 0) acc) (else (loop (- n 1) (cons n acc)))))",
    "(my-let ((a 'a) (b 'b) (x 'x) (y 'y)) (my-let-values (((a b) (values x y)) ((x y) (values a b))) (list a b x y)))",
    "(my-let-values (((a b . c) (values 1 2 3 4)) (d (values 5 6))) (list a b c d))",
]


@pytest.mark.parametrize("expression", SAME)
def test_derived_forms_as_macros(expression: str) -> None:
    assert values(DERIVED + expression) == values(expression.replace("my-", ""))
