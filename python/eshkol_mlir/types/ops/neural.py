"""Neural networks: softmax, layer normalization, attention, cross-entropy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, axes_of, builtin, normalize_axis
from eshkol_mlir.types.convert import broadcast, join_dtypes, nearest_float
from eshkol_mlir.types.dims import Dim, Shape, render_shape
from eshkol_mlir.types.dtypes import I64, DType
from eshkol_mlir.types.elementwise import agree, broadcast_shapes, literal_dtype
from eshkol_mlir.types.indexing import inverse, iota, transposed
from eshkol_mlir.types.ops.contraction import contractible
from eshkol_mlir.types.ops.library import in_wider, rounded_dtype, tensor_call, with_dtype
from eshkol_mlir.types.types import ONE, Tensor
from eshkol_mlir.types.values import Static, Term, Value, describe

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def float_operand(el: Elaborator, call: Call, position: int, dtype: DType | None = None) -> Term:
    """An argument with floating-point elements; integers and truth values become float64."""
    x = call.tensor(el, position, dtype)
    if x.type.dtype.is_complex:
        raise call.type_error(Code.UNSUPPORTED_ELEMENTS, f"{x.type.dtype} elements are not supported")
    return with_dtype(el, x, rounded_dtype(x.type.dtype))


def known_number(call: Call, name: str, default: float) -> float:
    """A real option that must be known while compiling."""
    value = call.get(name)
    if value is None:
        return default
    if isinstance(value, Static) and not isinstance(value.value, bool | complex | Dim):
        return nearest_float(value.value)
    raise call.type_error(
        Code.KNOWN_VALUE_EXPECTED, f":{name} should be a number known when compiling but is {describe(value)}"
    )


def float_attribute(value: float) -> str:
    text = repr(value)
    return f"{text if '.' in text or 'e' not in text else text.replace('e', '.0e')} : f64"


# Softmax ----------------------------------------------------------------------------------


def _define_softmax(name: str, operation: str, doc: str) -> None:
    @builtin(f"({name} x [axis] :axis)")
    def softmax(el: Elaborator, call: Call) -> Value:
        x = float_operand(el, call, 0)
        axis = call.integer("axis")
        dimension = normalize_axis(call, -1 if axis is None else axis, len(x.type.shape))
        assert isinstance(x.type, Tensor)
        return el.emit_tensor(operation, (x.value,), x.type, dimension=f"{dimension} : i64")

    softmax.__doc__ = doc


_define_softmax(
    "softmax", "eshkol.softmax",
    "Exponentials divided by their sum along an axis, the last by default.",
)  # fmt: skip
_define_softmax(
    "log-softmax", "eshkol.log_softmax",
    "The logarithm of softmax, without underflow, along an axis, the last by default.",
)  # fmt: skip


# Layer normalization -----------------------------------------------------------------------


@builtin("(layernorm x [scale] [bias] :axis :epsilon)", "layer-norm")
def layernorm(el: Elaborator, call: Call) -> Value:
    """Brings an axis, or several, to mean 0 and variance 1, then multiplies by ``scale`` and adds ``bias``.

    ``:axis`` is the last by default, ``:epsilon`` 1e-5 is added to the variance.
    ``scale`` and ``bias`` have the shape of the axes normalized.
    """
    x = float_operand(el, call, 0)
    rank = len(x.type.shape)
    axes = axes_of(call, rank)
    if axes is None:
        axes = [normalize_axis(call, -1, rank)]
    if not axes:
        raise call.type_error(Code.OPTION_VALUE, ":axis should name at least one axis")
    order = [*(axis for axis in range(rank) if axis not in axes), *axes]
    moved = transposed(el, x, order)
    dimension = rank - len(axes)
    extras = [_parameter(el, call, name, moved, dimension) for name in ("scale", "bias")]
    given = [extra.value for extra in extras if extra is not None]
    assert isinstance(moved.type, Tensor)
    result = el.emit_tensor(
        "eshkol.layernorm", (moved.value, *given), moved.type, dimension=f"{dimension} : i64",
        epsilon=float_attribute(known_number(call, "epsilon", 1e-5)),
        operandSegmentSizes=f"array<i32: 1, {', '.join(str(int(extra is not None)) for extra in extras)}>",
    )  # fmt: skip
    return transposed(el, result, inverse(order))


def _parameter(el: Elaborator, call: Call, name: str, x: Term, dimension: int) -> Term | None:
    """A scale or bias in the element type of ``x``, with the shape of its axes from ``dimension`` on."""
    value = call.get(name)
    if value is None:
        return None
    term = el.to_tensor(value, call.span, x.type.dtype)
    if term is None:
        raise call.type_error(Code.TENSOR_EXPECTED, f"{name} should be a tensor but is {describe(value)}")
    wanted = x.type.shape[dimension:]
    own = term.type.shape
    if len(own) > len(wanted) or broadcast_shapes(call, [own, wanted]) != wanted:
        raise call.shape_error(
            Code.OPERAND_SHAPES,
            f"{name} has shape {render_shape(own)}",
            notes=[f"the axes normalized have shape {render_shape(wanted)}"],
        )
    return spread(el, call, with_dtype(el, term, x.type.dtype), wanted)


def spread(el: Elaborator, call: Call, term: Term, shape: Shape) -> Term:
    """A tensor broadcast to a shape, with which sizes that the program computes are compared."""
    agreed = agree(el, call, term, shape)
    assert isinstance(agreed, Term)
    dtype = term.type.dtype
    return Term(broadcast(el, agreed.value, agreed.type.shape, shape, dtype), Tensor(dtype, shape))


# Attention -------------------------------------------------------------------------------------


@builtin("(attention query key value [mask] :causal :scale)", "scaled-dot-product-attention")
def attention(el: Elaborator, call: Call) -> Value:
    """Values averaged by the similarity of queries and keys: ``softmax(scale q k' + mask) v``.

    Shapes are ``[... s d]``, ``[... t d]`` and ``[... t e]``, the result
    ``[... s e]``; leading axes broadcast.  ``:mask`` ``[... s t]`` holds truth values
    or numbers to add; ``:causal #t`` hides later keys; ``:scale`` is 1/sqrt(d).
    """
    q, k, v = _attention_operands(el, call)
    _check_attention(el, call, q, k, v)
    mask = _mask(el, call, q)
    core = (q.type.shape[-2], k.type.shape[-2])
    shapes = [term.type.shape[:-2] for term in (q, k, v)]
    if mask is not None:
        shapes.append(broadcast_shapes(call, [mask.type.shape, core])[:-2])
    batch = broadcast_shapes(call, shapes)
    scale, q = _scale(el, call, q)
    parts = [spread(el, call, term, (*batch, *term.type.shape[-2:])) for term in (q, k, v)]
    if mask is not None:
        parts.append(spread(el, call, mask, (*batch, *core)))
    flags = {"causal": ""} if call.flag("causal") else {}
    shape = (*batch, q.type.shape[-2], v.type.shape[-1])
    return el.emit_tensor(
        "eshkol.attention", [part.value for part in parts], Tensor(q.type.dtype, shape), **flags, **scale
    )


def _attention_operands(el: Elaborator, call: Call) -> list[Term]:
    beside = literal_dtype(el, call, call.values[:3])
    terms = [float_operand(el, call, position, beside) for position in range(3)]
    dtype, _ = join_dtypes([term.type for term in terms])
    return [with_dtype(el, term, dtype) for term in terms]


def _check_attention(el: Elaborator, call: Call, q: Term, k: Term, v: Term) -> None:
    notes = [f"query: {q.type}", f"key:   {k.type}", f"value: {v.type}"]
    if any(len(term.type.shape) < 2 for term in (q, k, v)):
        raise call.shape_error(Code.WRONG_RANK, "expected matrices [... positions features]", notes=notes)
    if not contractible(el, call, q.type.shape[-1], k.type.shape[-1]):
        raise call.shape_error(
            Code.OPERAND_SHAPES, "shape mismatch", notes=notes,
            caret=f"queries have {q.type.shape[-1]} features but keys {k.type.shape[-1]}",
        )  # fmt: skip
    if not contractible(el, call, k.type.shape[-2], v.type.shape[-2]):
        raise call.shape_error(
            Code.OPERAND_SHAPES,
            "shape mismatch",
            notes=notes,
            caret=f"there are {k.type.shape[-2]} keys but {v.type.shape[-2]} values",
        )


def _mask(el: Elaborator, call: Call, q: Term) -> Term | None:
    value = call.get("mask")
    if value is None:
        return None
    mask = el.to_tensor(value, call.span, q.type.dtype)
    if mask is None or mask.type.dtype.is_complex:
        raise call.type_error(
            Code.TENSOR_EXPECTED,
            f"the mask should be a tensor of truth values or numbers but is {describe(value)}",
        )
    return mask if mask.type.dtype.is_boolean else with_dtype(el, mask, q.type.dtype)


def _scale(el: Elaborator, call: Call, q: Term) -> tuple[dict[str, str], Term]:
    """The scale as an attribute, or the queries multiplied by it if it is computed."""
    value = call.get("scale")
    if value is None:
        return {}, q
    if isinstance(value, Static):
        return {"scale": float_attribute(known_number(call, "scale", 1.0))}, q
    scaled = tensor_call(el, call.span, "*", q, value)
    return {"scale": "1.0 : f64"}, with_dtype(el, scaled, q.type.dtype)


# Cross-entropy -----------------------------------------------------------------------------------


@builtin("(cross-entropy logits targets)", "softmax-cross-entropy")
def cross_entropy(el: Elaborator, call: Call) -> Value:
    """The mean cross-entropy of softmax(logits) along the last axis.

    ``targets`` are class indices (integers, one axis less than the logits) or
    distributions (floats, the shape of the logits).
    """
    logits = float_operand(el, call, 0)
    targets = call.tensor(el, 1, logits.type.dtype if _is_nested(logits, call, el) else None)
    if not logits.type.shape:
        raise call.shape_error(Code.WRONG_RANK, "the logits should have an axis of classes")
    if targets.type.dtype.is_complex or targets.type.dtype.is_boolean:
        raise call.type_error(
            Code.UNSUPPORTED_ELEMENTS,
            "the targets should be class indices or distributions",
            help=["cast them"],
        )
    wanted = logits.type.shape[:-1] if targets.type.dtype.is_integer else logits.type.shape
    own = targets.type.shape
    if len(own) != len(wanted) or not all(
        contractible(el, call, a, b) for a, b in zip(own, wanted, strict=True)
    ):
        raise call.shape_error(
            Code.OPERAND_SHAPES, "shape mismatch", notes=[f"logits:  {logits.type}", f"targets: {targets.type}"],
            help=[f"the targets should have shape {render_shape(wanted)}"],
        )  # fmt: skip
    return in_wider(el, logits, lambda x: _mean_cross_entropy(el, call, x, targets))


def _is_nested(logits: Term, call: Call, el: Elaborator) -> bool:
    """Literals of the rank of the logits are distributions, of their element type."""
    targets = call.tensor(el, 1)
    return len(targets.type.shape) == len(logits.type.shape)


def _mean_cross_entropy(el: Elaborator, call: Call, logits: Term, targets: Term) -> Term:
    if not targets.type.dtype.is_integer:
        p = with_dtype(el, targets, logits.type.dtype)
        return tensor_call(el, call.span, "%cross-entropy-of-distributions", logits, p)
    count = logits.type.shape[-1]
    classes = el.reshape(with_dtype(el, targets, I64), (*targets.type.shape, ONE))
    positions = iota(el, Tensor(I64, (count,)), 0)
    size = Static(count if count.constant is None else count.constant)
    return tensor_call(el, call.span, "%cross-entropy-of-classes", logits, classes, positions, size)


__all__ = ["float_attribute", "float_operand", "known_number", "spread"]
