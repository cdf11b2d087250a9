"""Declared rows of effects: what is accepted, what is refused and how, in programs of both tiers."""

from __future__ import annotations

import pytest
from eshkol_mlir.cli.check import check_files
from eshkol_mlir.cli.reporting import ErrorFormat
from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.diagnostics import EshkolError, Source

#: Makes a program one of the host.
HOST = '(define host (string-append "a" "b"))\n'
#: Makes a program device code.
DEVICE = "(define (device [x : (Tensor f64 [n])]) (sum x))\n"


def messages(text: str) -> list[str]:
    """The first lines of what is said about a program, without place and class."""
    try:
        check_program(Source("test.esk", text))
    except EshkolError as error:
        return [diagnostic.message for diagnostic in error.diagnostics]
    return []


@pytest.mark.parametrize("tier", [HOST, DEVICE], ids=["host", "device"])
@pytest.mark.parametrize(
    "text",
    [
        "(define (f x) : {} any (* x x))",
        "(define (f x) : {IO State} any (* x x))",
        "(define (f x) : {} (-> any any) (* x x))",
        "(: f {} (-> any any)) (define (f x) (* x x))",
        "(: f {} (forall (a) (-> a a) (where (Numeric a)))) (define (f x) (* x x))",
        "(: f {} ((-> a a) where (Numeric a))) (define (f x) (* x x))",
        "(define f : {} (-> any any) (lambda (x) (* x x)))",
        "(define f (lambda (x) : {} any (* x x)))",
        "(define (f g x) : {} any (g (g x)))",
        "(define (f [g : (-> {e} any any)] x) : {e} any (g x))",
        "(define (f [g : (-> {} any any)] x) : {} any (g x)) (define (h x) (f (lambda (y) (* y y)) x))",
        "(define (f x) : {Random} any (+ x (sum (randn [2]))))",
        "(define (f x) : {Gradient} any (grad (lambda (y) (* y y)) x))",
        "(define (f x) : {} any (let ((n 0)) (set! n (+ n x)) n))",
        "(define (f x) (define (g y) : {} any (* y y)) (g x))",
        "(define-type Maker (-> {} any any)) (define (f [g : Maker] x) : {} any (g x))",
    ],
)
def test_programs_that_keep_their_rows(tier: str, text: str) -> None:
    assert messages(tier + text) == []


@pytest.mark.parametrize("tier", [HOST, DEVICE], ids=["host", "device"])
@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "(define (f x) : {} any (display x))",
            "`f` has the effect IO, which is not in its row {}",
        ),
        (
            "(define (g x) (randn [2])) (define (f x) : {IO} any (g x))",
            "`f` has the effect Random, which is not in its row {IO}",
        ),
        (
            "(define (f x) : {Random} any (grad (lambda (y) (* y y)) x))",
            "`f` has the effect Gradient, which is not in its row {Random}",
        ),
        (
            "(define (g x) : {} any (display x)) (define (f x) : {} any (g x))",
            "`g` has the effect IO, which is not in its row {}",
        ),
        (
            "(define (f xs) : {} any (map display xs))",
            "`f` has the effect IO, which is not in its row {}",
        ),
        (
            "(: f (forall (a) (-> {} a a) (where (Numeric a)))) (define (f x) (display x) x)",
            "`f` has the effect IO, which is not in its row {}",
        ),
        (
            "(: f {} ((-> a a) where (Numeric a))) (define (f x) (display x) x)",
            "`f` has the effect IO, which is not in its row {}",
        ),
        (
            "(define (f x) (define (g y) : {} any (display y)) (g x))",
            "`g` has the effect IO, which is not in its row {}",
        ),
        (
            "(define-type Maker (-> {} any any)) (define (f [g : Maker]) (g 1)) (define (h x) (f display))",
            "the procedure that `f` gets as `g` has the effect IO, which is not in the row {} of this parameter",
        ),
        (
            "(define (f [g : (-> {a} any any)] [h : (-> {b} any any)] x) : {a} any (g (h x)))",
            "`f` has the effects `b` of a procedure that it gets, which are not in its row {a}",
        ),
        (
            "(define-type Box (Record [run : (-> {} any any)])) (define (f x) (Box display))",
            "the field `run` is a procedure with the effect IO, which is not in the row {} of its type",
        ),
        (
            "(define-type Box (Record [run : (-> {IO} any any)])) (define (f b) : {} any (b.run 1))",
            "`f` has the effect IO, which is not in its row {}",
        ),
        (
            "(define (f x) (vmap (lambda (y) (display y) y) x))",
            "`vmap` takes a procedure without IO and State, but this one has the effect IO",
        ),
        (
            "(define (f x) (jit (lambda (y) (vector-set! x 0 y) y)))",
            "`jit` takes a procedure without IO and State, but this one has the effect State",
        ),
        ("(define (f x) : {Sate} any x)", "there is no effect `Sate`"),
    ],
)
def test_programs_that_do_not(tier: str, text: str, message: str) -> None:
    assert messages(tier + text) == [message]


def test_callers_count_with_what_is_declared() -> None:
    text = "(define (g x) : {IO} any x) (define (f x) : {} any (g x))"
    assert messages(HOST + text) == ["`f` has the effect IO, which is not in its row {}"]


def test_changing_an_argument_is_state_only_to_whom_it_belongs() -> None:
    fill = "(define (fill! v) : {State} any (vector-set! v 0 1) v)"
    assert messages(f"{HOST}{fill} (define (f) : {{}} any (fill! (make-vector 3 0)))") == []
    assert messages(f"{HOST}{fill} (define (f v) : {{}} any (fill! v))") == [
        "`f` has the effect State, which is not in its row {}"
    ]


def test_the_message_shows_the_way_to_the_effect() -> None:
    text = """(define (a) (b))
(define (b) (c))
(define (c) (newline))
(define (d) : {} any (a))"""
    with pytest.raises(EshkolError) as caught:
        check_program(Source("test.esk", HOST + text))
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.span is not None
    assert (diagnostic.span.text, diagnostic.caret) == ("(a)", "`a` is called")
    assert [(label.span.text, label.text) for label in diagnostic.labels] == [
        ("{}", "its row"),
        ("(newline)", "`newline` is called"),
    ]
    assert diagnostic.notes == [
        "there `b` is called, at test.esk:2:13",
        "there `c` is called, at test.esk:3:13",
        "there `newline` is called, at test.esk:4:13",
    ]
    assert diagnostic.help == ["declare {IO}"]


def test_a_row_alone_stands_before_the_body() -> None:
    assert messages(HOST + "(define (f x) : {IO} (display x) (newline))") == []
    assert messages(HOST + "(define (f x) : {} (newline))") == [
        "`f` has the effect IO, which is not in its row {}"
    ]


def test_the_clauses_of_case_lambda_have_rows_together() -> None:
    assert messages(HOST + "(define f (case-lambda ((x) : {IO} (display x)) ((x y) : {} x)))") == []
    assert messages(HOST + "(define f (case-lambda ((x) : {} (display x)) ((x y) : {} x)))") == [
        "`f` has the effect IO, which is not in its row {}"
    ]
    assert messages(HOST + "(define f (case-lambda ((x) : {IO} (display x)) ((x y) x)))") == [
        "either all clauses of a case-lambda have a row of effects, or none"
    ]


def test_programs_without_rows_are_not_refused() -> None:
    assert (
        messages(HOST + "(define (f g) (set! host 1) (display (g)) (raise 'x)) (define h (list f raise))")
        == []
    )


def test_check_lists_effects(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "listed.esk"
    file.write_text(
        "(define (show x) (display x))\n(define (twice f) (f) (f))\n(define (both f g) (f) (g))\n"
    )
    assert check_files([str(file)], (), ErrorFormat.TEXT, boundaries=False, effects=True) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{file}:1:10: show : {{IO}}",
        f"{file}:2:10: twice : {{e}} where f : {{e}}",
        f"{file}:3:10: both : {{e1 e2}} where f : {{e1}}, g : {{e2}}",
        "1 file checked: no errors",
    ]
