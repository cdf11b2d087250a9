"""Types that a procedure's parameters and result have in its head, and once more in a type of the whole."""

from __future__ import annotations

from collections.abc import Iterator

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label
from eshkol_mlir.expander import core
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.annotations import (
    Arrow,
    Opaque,
    RecordRef,
    ScalarType,
    TensorType,
    TypeExpr,
    TypeReader,
    UnionRef,
    render_type,
)
from eshkol_mlir.types.places import parameter_place, result_place


def check_agreement(types: TypeReader, function: core.Lambda, whole: Syntax, arrow: Arrow) -> None:
    """Checks that both say the same of a parameter or the result, as far as no variables are involved.

    Args:
        whole: the type of the procedure, which is read as ``arrow`` and has a type for each parameter.

    Raises:
        TypeError: they do not.
    """
    for name, own, other, place in _pairs(function, whole, arrow):
        inline = types.read(own)
        if _contradict(inline, other):
            raise diagnostics.TypeError.at(
                Code.DECLARATIONS_DIFFER,
                own.span,
                f"{name} is {render_type(inline)} here, but {render_type(other)} in the type of `{function.name or 'lambda'}`",
                labels=[Label(place.span, "declared here")],
                help=["write the type in one of the two places"],
            )


def _pairs(
    function: core.Lambda, whole: Syntax, arrow: Arrow
) -> Iterator[tuple[str, Syntax, TypeExpr, Syntax]]:
    """What has two types: its name, the type in the head, the other one, and where that is."""
    for position, (parameter, type) in enumerate(zip(function.parameters, arrow.parameters, strict=False)):
        if parameter.type is not None:
            yield f"`{parameter.binding.name}`", parameter.type, type, parameter_place(whole, position)
    if function.result is not None:
        yield "the result", function.result, arrow.result, result_place(whole)


def _contradict(one: TypeExpr, other: TypeExpr) -> bool:
    match one, other:
        case ScalarType(dtype=a), ScalarType(dtype=b):
            return a is not None and b is not None and a != b
        case (ScalarType(), TensorType()) | (TensorType(), ScalarType()):
            return True
        case TensorType(), TensorType():
            return _tensors_contradict(one, other)
        case RecordRef(name=a), RecordRef(name=b):
            return a != b
        case UnionRef(name=a), UnionRef(name=b):
            return a != b
        case Opaque(name=a), Opaque(name=b):
            return a != b
        case (ScalarType() | TensorType(), Opaque(name=name)) | (
            Opaque(name=name),
            ScalarType() | TensorType(),
        ):
            return name != "rational"
    return False


def _tensors_contradict(one: TensorType, other: TensorType) -> bool:
    if not isinstance(one.dtype, str) and not isinstance(other.dtype, str) and one.dtype != other.dtype:
        return True
    if not isinstance(one.shape, tuple) or not isinstance(other.shape, tuple):
        return False
    return len(one.shape) != len(other.shape) or any(
        isinstance(a, int) and isinstance(b, int) and a != b
        for a, b in zip(one.shape, other.shape, strict=True)
    )
