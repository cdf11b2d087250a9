"""The parts of a procedure's type are the same ones in ``forall``, before ``where`` and after a row of effects."""

from __future__ import annotations

import pytest
from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.frontend import expand_source
from eshkol_mlir.diagnostics import EshkolError, Source
from eshkol_mlir.expander import core
from eshkol_mlir.expander.traversal import walk

SHAPE = "(define-type Shape (Union (Circle r) (Square side) Dot))\n"
SHOW = """(define-type Point (Record [x : integer]))
(define-type-class (Show a) (show : {type}))
(define-type-class-instance (Show Point) (define (show p) "point"))
(define-type-class-instance (Show integer) (define (show n) "integer"))
"""
#: Ways to write the type of a procedure.
PLAIN = ["(-> {parts})", "(-> {{}} {parts})", "(forall (b) (-> {{IO}} {parts}))"]
CONSTRAINED = [
    "((-> {parts}) where (Show a))",
    "((-> {{IO}} {parts}) where (Show a))",
    "(forall (a) (-> {parts}) (where (Show a)))",
    "(forall (a) (-> {{}} {parts}) (where (Show a)))",
    "(forall (a) ((-> {{}} {parts}) where (Show a)))",
]
OF_ANY_FORM = pytest.mark.parametrize("form", PLAIN + CONSTRAINED)


def calls(text: str, name: str) -> list[core.Apply]:
    """The calls in the procedure of a name."""
    program = expand_source(Source("p.esk", text))
    (procedure,) = (d.value for d in program.definitions if d.binding.name == name)
    assert procedure is not None
    return [node for node in walk(procedure) if isinstance(node, core.Apply)]


@OF_ANY_FORM
def test_incomplete_matches_on_parameters_are_told(form: str) -> None:
    text = (
        f"{SHAPE}{SHOW.format(type='(-> a string)')}(: area {form.format(parts='a Shape integer')})\n"
        "(define (area x s) (match s ((Circle r) 3) ((Square side) 4)))\n"
    )
    with pytest.raises(EshkolError) as raised:
        expand_source(Source("p.esk", text))
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.code == Code.MATCH_INCOMPLETE
    assert "`Dot`" in diagnostic.message
    assert [label.span.text for label in diagnostic.labels] == ["Shape"]


@OF_ANY_FORM
def test_instances_are_chosen_by_the_types_of_parameters(form: str) -> None:
    text = SHOW.format(type="(-> a string)")
    text += f"(: f {form.format(parts='integer Point string')})\n(define (f n p) (show p))\n"
    (call,) = calls(text, "f")
    assert isinstance(call.function, core.Reference)
    assert call.function.binding.name == "show of (Show Point)"


@pytest.mark.parametrize("form", PLAIN)
def test_methods_choose_by_the_places_of_the_variable_of_their_class(form: str) -> None:
    program = expand_source(Source("p.esk", SHOW.format(type=form.format(parts="a string"))))
    method = program.classes["Show"].methods["show"]
    assert (method.arity, method.positions) == (1, ((0, False),))


@pytest.mark.parametrize("form", CONSTRAINED)
def test_constraints_are_checked_of_the_parameters_that_have_the_variable(form: str) -> None:
    text = SHOW.format(type="(-> a string)")
    text += f"(: f {form.format(parts='integer a (list a) integer')})\n(define (f n x xs) n)\n"
    checked = []
    for call in calls(text, "f"):
        assert isinstance(call.function, core.Builtin)
        assert call.function.name == "%constraint"
        _, _, inside, value = call.arguments
        assert isinstance(inside, core.Constant)
        assert isinstance(value, core.Reference)
        checked.append((value.binding.name, inside.value))
    assert sorted(checked) == [("x", False), ("xs", True)]
