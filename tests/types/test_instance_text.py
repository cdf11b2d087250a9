"""Instances as text: that texts are equal of what is the same but for names, differ otherwise, and can be read again."""

from __future__ import annotations

from fractions import Fraction

import pytest
from eshkol_mlir.emit import ir
from eshkol_mlir.expander import core
from eshkol_mlir.types.dims import Dim, DimVar
from eshkol_mlir.types.dtypes import F32, F64, I64
from eshkol_mlir.types.instance_text import (
    Call,
    NotWritten,
    call_text,
    read_call,
    read_result,
    result_text,
)
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import (
    Closure,
    Environment,
    ListValue,
    RecordType,
    RecordValue,
    Static,
    Term,
    Text,
    Unspecified,
    Value,
)

BLOCK = ir.Block()


def term(type: Scalar | Tensor) -> Term:
    return Term(BLOCK.argument(type.mlir), type)


def written(*values: Value, variables: tuple[DimVar, ...] = (), memory: str | None = None) -> str:
    return call_text(Call(values, variables, memory))


DIFFERENT: list[Value] = [
    Static(1), Static(True), Static(1.0), Static(1.0, F32), Static(0.0), Static(-0.0), Static(float("nan")),
    Static(Fraction(1, 3)), Static(1 + 2j), Static(10**30), Text("1"), Unspecified(), term(Scalar(F64)),
    term(Scalar(F64, weak=True)), term(Scalar(I64)), term(Tensor(F64, ())), term(Tensor(F64, (Dim.of(2),))),
    ListValue((Static(1),)), ListValue((Static(1),), vector=True), ListValue((Static(1), Static(1))),
    RecordValue(RecordType("P", ("x",)), {"x": Static(1)}), RecordValue(RecordType("Q", ("x",)), {"x": Static(1)}),
]  # fmt: skip


def test_what_differs_has_another_text() -> None:
    texts = [written(value) for value in DIFFERENT]
    assert len(set(texts)) == len(DIFFERENT)
    assert written(Static(1), memory="store") not in texts


@pytest.mark.parametrize("value", DIFFERENT, ids=str)
def test_a_text_is_read_as_it_was_written(value: Value) -> None:
    call = read_call(written(value), term)
    assert written(*call.values) == written(value)
    template, types, sizes = read_result(result_text(value, [Scalar(F64)], (), ()), (), term)
    assert written(template) == written(value)
    assert (types, sizes) == ([Scalar(F64)], [])


def test_names_of_dimensions_do_not_matter_but_which_are_equal_does() -> None:
    a, b, c, d = (DimVar(name) for name in "abcd")
    matrix = [term(Tensor(F64, (Dim.of(x), Dim.of(y)))) for x, y in ((a, b), (d, c), (a, a))]
    assert written(matrix[0], variables=(a, b)) == written(matrix[1], variables=(d, c))
    assert written(matrix[0], variables=(a, b)) != written(matrix[2], variables=(a,))
    computed = DimVar("b", existential=True)
    other = term(Tensor(F64, (Dim.of(a), Dim.of(computed))))
    assert written(matrix[0], variables=(a, b)) != written(other, variables=(a, computed))


def test_sizes_of_a_result_are_in_terms_of_those_of_the_arguments() -> None:
    n, size, m = DimVar("n"), DimVar("k", existential=True), DimVar("m")
    type = Tensor(F64, (Dim.of(n) * 2 + 1, Dim.of(size) * Dim.of(n)))
    template, types, sizes = read_result(result_text(term(type), [type], [n], [size]), [m], term)
    assert types == [Tensor(F64, (Dim.of(m) * 2 + 1, Dim.of(sizes[0]) * Dim.of(m)))]
    assert isinstance(template, Term)
    assert template.type == types[0]
    assert [size.existential for size in sizes] == [True]


def test_what_means_nothing_elsewhere_is_not_written() -> None:
    span = core.Constant(1, None).span  # type: ignore[arg-type]
    procedure = Closure(core.Lambda((), None, core.Constant(1, span), span), Environment())
    with pytest.raises(NotWritten):
        written(procedure)
    with pytest.raises(NotWritten):
        written(term(Tensor(F64, (Dim.of(DimVar("n")),))))
