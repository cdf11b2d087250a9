"""Parameters, results and fields of types of ``forall``: what is accepted, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from gradual_support import ON_HOST, complaints, output

EACH = '(: each (-> (forall (a) (-> a a)) (pair integer string)))\n(define (each f) (cons (f 1) (f "a")))\n'
CONSTANT = "(: g (-> (forall (a) (-> a b)) b))\n(define (g f) (f 1))\n"
CHURCH = (
    "(define-type Church (forall (a) (-> (-> a a) a a)))\n"
    "(: zero Church)\n(define (zero s z) z)\n"
    "(: succ (-> Church Church))\n(define (succ n) (lambda (s z) (s (n s z))))\n"
    "(: plus (-> Church Church Church))\n(define (plus m n) (lambda (s z) (m s (n s z))))\n"
    "(: to-integer (-> Church integer))\n(define (to-integer n) (n (lambda (x) (+ x 1)) 0))\n"
)
SHOW = (
    "(define-type-class (Show a) (show : (-> a string)))\n"
    "(define-type-class-instance (Show integer) (define (show n) (number->string n)))\n"
    "(define-type-class-instance (Show string) (define (show s) s))\n"
    "(: shown (forall (a) (-> a string) (where (Show a))))\n(define (shown x) (show x))\n"
    "(: both (-> (forall (a) (-> a string) (where (Show a))) string))\n"
    '(define (both f) (string-append (f 1) (f "a")))\n'
    '(: all (-> (forall (a) (-> a string)) string))\n(define (all f) (string-append (f \'x) (f "a")))\n'
)
POLY = "(define-type Poly (Record [f : (forall (a) (-> a a))]))\n"
RANK3 = (
    "(: r3 (-> (-> (forall (a) (-> a a)) integer) integer))\n(define (r3 k) (k (lambda (x) x)))\n"
    "(: k1 (-> (forall (a) (-> a a)) integer))\n(define (k1 f) (f 1))\n"
)

ACCEPTED = [
    EACH + "(each (lambda (x) x))",
    EACH + "(each (lambda (x) (let ([y x]) (if (pair? '()) x y))))",
    EACH + "(define (same x) x)\n(each same)",
    EACH + "(: same (-> b b))\n(define (same x) x)\n(each (if (read) same (lambda (x) x)))",
    EACH + "(each (lambda ([x : b]) : b x))",
    EACH + "(each (vector-ref (vector (lambda (x) x)) 0))",
    # A type that no variable of the outside depends on.
    CONSTANT + "(+ 1 (g (lambda (x) 5)))",
    CONSTANT + "(g (vector-ref (vector (lambda (x) x)) 0))",
    # Inside of other variables, and with names that hide them.
    "(: f (forall (b) (-> (forall (a) (-> (list a) integer)) (list b) integer)))\n"
    "(define (f size xs) (+ (size xs) (size '(\"a\"))))\n(f length '(1 2))",
    '(: f (forall (a) (-> a (forall (a) (-> a a)) a)))\n(define (f x g) (g "a") (g x))\n'
    "(define x : integer (f 1 (lambda (y) y)))",
    # Passed on, to where one type suffices as well.
    EACH + "(: f (-> (forall (a) (-> a a)) integer))\n(define (f g) (each g) (each (lambda (x) (g x))) (car (map g '(1))))",
    "(: h (-> (-> integer integer) integer))\n(define (h k) (k 1))\n(define (f [g : (forall (a) (-> a a))]) : integer (h g))",
    # Results and fields.
    "(define (pick [n : integer]) : (forall (a) (-> a a a)) (if (= n 0) (lambda (x y) x) (lambda (x y) y)))\n"
    '(define (f) : string (let ([p (pick 1)]) (p 1 2) (p "a" "b")))',
    POLY + '(define (f [p : Poly]) : string (p.f 1) (p.f "a"))\n(f (Poly (lambda (x) x)))',
    "(define-type P (Union (Some [f : (forall (a) (-> a a))]) None))\n"
    '(define (f [p : P]) : string (match p ((Some f) (f 1) (f "a")) (None "")))\n(f (Some (lambda (x) x)))',
    # Of rank 3, and under another name.
    RANK3 + '(r3 (lambda (g) (g "a") (g 1)))\n(r3 k1)',
    CHURCH + "(to-integer (plus (succ zero) (succ (succ zero))))",
    # Of constrained types.
    SHOW + "(both (lambda (x) (show x)))\n(both shown)",
    SHOW + '(all (lambda (x) ""))\n(both (lambda (x) ""))',
    # Sizes.
    "(: f (-> (forall (n) (-> (vector float64 n) integer)) integer))\n(define (f g) (+ (g #(1. 2.)) (g #(1.))))\n"
    "(f vector-length)\n(f (lambda (v) 1))",
]  # fmt: skip


@pytest.mark.parametrize("text", ACCEPTED)
def test_accepted(text: str) -> None:
    assert complaints(text) == []


#: Programs, with what is said about their last lines.
REFUSED = [
    (EACH + "(each (lambda (x) 5))",
     "3:19 E1207: what argument 1 (f) of `each` returns should be of type `a`, but is an integer"),
    (EACH + "(each (lambda (x) (+ x 1)))", "3:22 E1207: argument 1 of `+` should be a number, but is of type `a`"),
    (EACH + "(: inc (-> integer integer))\n(define (inc x) (+ x 1))\n(each inc)",
     "5:7 E1215: argument 1 (f) of `each` must work whatever `a` may be, but is a (-> integer integer)"),
    (EACH + "(define (inc x) (+ x 1))\n(each inc)",
     "4:7 E1215: argument 1 (f) of `each` must work whatever `a` may be, but is a (-> number number)"),
    (EACH + "(define (five x) 5)\n(each five)",
     "4:7 E1215: argument 1 (f) of `each` must work whatever `a` may be, but is a (forall (x) (-> x integer))"),
    (EACH + "(each string-upcase)",
     "3:7 E1215: argument 1 (f) of `each` must work whatever `a` may be, but is a (-> string string)"),
    (EACH + "(each 5)", "3:7 E1201: argument 1 (f) of `each` should be a (forall (a) (-> a a)), but is an integer"),
    ("(: f (-> (forall (a b) (-> a b a)) integer))\n(define (f g) (g 1 2))\n(define (second x y) y)\n(f second)",
     "4:4 E1215: argument 1 (g) of `f` must work whatever `a` and `b` may be, but is a (forall (x y) (-> x y y))"),
    (CONSTANT + "(g (lambda (x) x))",
     "3:4 E1215: argument 1 (f) of `g` makes `b` depend on `a`, which may be another type in each call"),
    (CONSTANT + "(define (id x) x)\n(g id)",
     "4:4 E1215: argument 1 (f) of `g` makes `b` depend on `a`, which may be another type in each call"),
    (CONSTANT + '(define (f) : string (g (lambda (x) 5)))',
     "3:22 E1202: the result of `f` should be a string, but is an integer"),
    ("(: f (-> (forall (a) (-> a a)) string))\n(define (f g) (g 1))",
     "2:15 E1202: the result of `f` should be a string, but is an integer"),
    ("(define (f) : (forall (a) (-> a a)) (lambda (x) 1))",
     "1:49 E1207: what the result of `f` returns should be of type `a`, but is an integer"),
    (POLY + "(Poly (lambda (x) 1))",
     "2:19 E1207: what argument 1 (f) of `Poly` returns should be of type `a`, but is an integer"),
    (RANK3 + "(r3 (lambda (g) (g \"a\")))",
     "5:17 E1210: what argument 1 (k) of `r3` returns should be an integer, but is a string"),
    ("(: k1 (-> (forall (a) (-> a a)) integer))\n(define (k1 f) (f 1))\n"
     "(: f (-> (-> (-> integer integer) integer) integer))\n(define (f k) (k (lambda (x) 1)))\n(f k1)",
     "5:4 E1201: argument 1 (k) of `f` should be a (-> (-> integer integer) integer),"
     " but is a (-> (forall (a) (-> a a)) integer)"),
    (CHURCH + "(: wrong (-> Church Church))\n(define (wrong n) (lambda (s z) (s (n s s))))",
     "11:41 E1207: argument 2 of `n` should be of type `a`, but is a (-> a a)"),
    (SHOW + "(all shown)",
     "10:6 E1213: argument 1 (f) of `all` needs an instance of Show, which values of type `a` need not have"),
    (SHOW + "(all (lambda (x) (show x)))",
     "10:18 E1213: the method `show` needs an instance of Show, which values of type `a` need not have"),
    (SHOW + "(define (f [g : (forall (a) (-> a string) (where (Show a)))]) : string (g 'x))",
     "10:72 E0444: `g` needs an instance of Show for symbol"),
    ("(: f (-> (list (forall (a) a)) integer))\n(define (f x) 1)",
     "1:16 E0451: a type of forall cannot be that of the elements of a list"),
    ("(: f (-> (forall (a) a) ... integer))\n(define (f . x) 1)",
     "1:10 E0451: a type of forall cannot be that of any number of arguments"),
    ("(define-type Id (forall (a) (-> a a)))\n(define x : (pair Id integer) (cons 1 2))",
     "2:19 E0451: a type of forall cannot be that of a part of a pair"),
    ("(define-type (Option a) (Union (Some [value : a]) None))\n(define x : (Option (forall (a) a)) None)",
     "2:21 E0451: a type of forall cannot be that of a parameter of Option"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refused(text: str, message: str) -> None:
    assert complaints(text) == [message]


def test_polymorphic_procedures_run(tmp_path: Path) -> None:
    program = CHURCH + EACH + (
        "(write (to-integer (plus (succ zero) (succ (succ zero)))))\n"
        "(write (each (vector-ref (vector (lambda (x) x)) 0)))\n"
    )  # fmt: skip
    assert output(ON_HOST + program, tmp_path) == '3(1 . "a")'


def test_device_code_has_them(tmp_path: Path) -> None:
    assert output(EACH + "(write (each (lambda (x) x)))", tmp_path) == '(1 . "a")'
