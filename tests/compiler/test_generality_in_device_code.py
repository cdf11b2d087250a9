"""What is given for parameters of types of ``forall`` in code for devices, with tensors and without."""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir.compiler.checking import check_program, find_errors
from eshkol_mlir.compiler.frontend import expand_source
from eshkol_mlir.compiler.tiers import is_host_program
from eshkol_mlir.diagnostics import EshkolError, Source

APPLY = (
    "(: apply-id (-> (forall (a) (-> a a)) (Tensor f64 [2]) (Tensor f64 [2])))\n"
    "(define (apply-id f v) (f v))\n"
)  # fmt: skip
USE = "(define (g [v : (Tensor f64 [2])]) (apply-id {} v))"
ON_HOST = '(write-string "on the host")\n'


def complaints(text: str) -> list[str]:
    with pytest.raises(EshkolError) as raised:
        check_program(Source("p.esk", text))
    return [
        f"{d.span.line}:{d.span.column} {d.code}: {d.message}" for d in raised.value.diagnostics if d.span
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(: double (-> (Tensor f64 [2]) (Tensor f64 [2])))\n(define (double x) (* 2.0 x))\n" + USE.format("double"),
         "5:46 E1215: argument 1 (f) of `apply-id` must work whatever `a` may be, but is a (-> (Tensor f64 [2]) (Tensor f64 [2]))"),
        ("(define (double x) (* 2.0 x))\n" + USE.format("double"),
         "4:46 E1215: argument 1 (f) of `apply-id` must work whatever `a` may be, but is a (-> number number)"),
        (USE.format("exp"),
         "3:46 E1215: argument 1 (f) of `apply-id` must work whatever `a` may be, but is a (-> number number)"),
        (USE.format("(lambda (x) (* 2.0 x))"), "3:65 E1207: argument 2 of `*` should be a number, but is of type `a`"),
    ],
)  # fmt: skip
def test_what_is_less_general_is_refused_as_on_the_host(text: str, message: str) -> None:
    assert not is_host_program(expand_source(Source("p.esk", APPLY + text)))
    assert complaints(APPLY + text) == [message]
    with_host = f"{APPLY}{text}\n{ON_HOST}"
    assert is_host_program(expand_source(Source("p.esk", with_host)))
    assert complaints(with_host) == [message]


@pytest.mark.parametrize(
    "text",
    [
        USE.format("(lambda (x) x)"),
        "(define (same x) x)\n" + USE.format("same"),
        "(: same (forall (b) (-> b b)))\n(define (same x) x)\n" + USE.format("same"),
        "(define (g [v : (Tensor f64 [2])]) (grad (lambda (w) (sum (* w (apply-id (lambda (x) x) w)))) v))",
    ],
)
def test_what_is_general_is_accepted(text: str) -> None:
    for program in (APPLY + text, f"{APPLY}{text}\n{ON_HOST}"):
        check_program(Source("p.esk", program))


def test_other_things_in_device_code_are_for_the_elaborator() -> None:
    # The checker of the host would not know that the result is no tensor of two numbers.
    text = APPLY + "(define (h [v : (Tensor f64 [2])]) : float64 (sum (apply-id (lambda (x) x) v)))"
    check_program(Source("p.esk", text))


@pytest.mark.parametrize("end", ["(display (g (vector 1.0 2.0)))", ON_HOST])
def test_a_changed_declaration_elsewhere_is_noticed(end: str, tmp_path: Path) -> None:
    program = Source(str(tmp_path / "main.esk"), f"(import same)\n{APPLY}{USE.format('same')}\n{end}")
    for type, is_general in (
        ("(-> b b)", True),
        ("(-> (Tensor f64 [2]) (Tensor f64 [2]))", False),
        ("(-> c c)", True),
    ):
        module = f"(define-module same (export same)\n(: same {type})\n(define (same x) x))"
        (tmp_path / "same.esk").write_text(module, encoding="utf-8")
        if is_general:
            find_errors(program)
        else:
            with pytest.raises(EshkolError, match="E1215"):
                find_errors(program)
