"""``einsum``: sums of products that a formula such as ``"bij,bkj->bik"`` names.

Every axis of every operand has a label.  Axes of one label run together; a
label that the result does not have is summed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.convert import convert_elements, join_dtypes
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.elementwise import literal_dtype
from eshkol_mlir.types.indexing import transposed
from eshkol_mlir.types.ops.contraction import contractible, dot_general, elementwise_product
from eshkol_mlir.types.ops.diagonals import diagonal
from eshkol_mlir.types.ops.reductions import reduce_axes
from eshkol_mlir.types.sizes import plural
from eshkol_mlir.types.types import ONE, Tensor
from eshkol_mlir.types.values import Term, Text, Value, describe

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

#: Sizes known only when running count as this much when an order of products is chosen.
TYPICAL_SIZE = 64


@dataclass(frozen=True)
class Labelled:
    """A tensor with a label for each axis."""

    term: Term
    labels: list[str]


@builtin("(einsum formula x ...)")
def einsum(el: Elaborator, call: Call) -> Value:
    """The sum of products that the formula names, as in NumPy.

    ``"ij,jk->ik"`` is the matrix product, ``"ii->i"`` the diagonal, ``"...ij->...ji"``
    a transpose.  Without ``->`` the result has the labels that occur once, sorted.
    """
    formula = call[0]
    if not isinstance(formula, Text):
        raise call.type_error(
            Code.STRING_EXPECTED, f"the formula should be a string but is {describe(formula)}"
        )
    terms = _operands(el, call)
    inputs, output = _labels(call, formula.value, [len(term.type.shape) for term in terms])
    tensors = _agree(el, call, [Labelled(t, labels) for t, labels in zip(terms, inputs, strict=True)])
    while len(tensors) > 1:
        i, j = _next_pair(tensors, output)
        b, a = tensors.pop(j), tensors.pop(i)
        needed = {label for tensor in tensors for label in tensor.labels} | set(output)
        tensors.append(_product(el, call, a, b, needed))
    return _arranged(el, sum_labels(el, call, tensors[0], output), output)


def _operands(el: Elaborator, call: Call) -> list[Term]:
    """The tensors, of one element type."""
    if len(call.values) < 2:
        raise call.type_error(Code.NO_ARGUMENTS, "expected a formula and at least one tensor")
    beside = literal_dtype(el, call, call.values[1:])
    terms = [call.tensor(el, position, beside) for position in range(1, len(call.values))]
    dtype, _ = join_dtypes([term.type for term in terms])
    return [Term(convert_elements(el, t, dtype), Tensor(dtype, t.type.shape)) for t in terms]


# The formula ----------------------------------------------------------------------------


def _labels(call: Call, formula: str, ranks: Sequence[int]) -> tuple[list[list[str]], list[str]]:
    """The labels of each operand's axes and of the result's."""
    left, arrow, right = "".join(formula.split()).partition("->")
    parts = left.split(",")
    if len(parts) != len(ranks):
        raise call.shape_error(
            Code.EINSUM_FORMULA,
            f'the formula "{formula}" is for {plural(len(parts), "operand")} but there are {len(ranks)}',
        )
    inputs = [_axis_labels(call, part, rank) for part, rank in zip(parts, ranks, strict=True)]
    shared = max((labels for labels in map(_ellipsis, inputs)), key=len, default=[])
    if not arrow:
        everything = [label for labels in inputs for label in labels if len(label) == 1]
        return inputs, shared + sorted(label for label in set(everything) if everything.count(label) == 1)
    output = _split(call, right, shared)
    known = {label for labels in inputs for label in labels}
    for label in output:
        if label not in known or output.count(label) > 1:
            problem = "twice" if label in known else "which no operand has"
            raise call.shape_error(
                Code.EINSUM_FORMULA, f'the result of "{formula}" names `{label}` {problem},'
            )
    return inputs, output


def _axis_labels(call: Call, part: str, rank: int) -> list[str]:
    named = len(part.replace("...", ""))
    extra = rank - named
    if extra < 0 or (extra and "..." not in part):
        raise call.shape_error(
            Code.EINSUM_FORMULA,
            f"`{part}` names {named} axes but the operand has {rank}",
            help=["write ... for axes without a name"] if extra > 0 else [],
        )
    return _split(call, part, [f"...{extra - i}" for i in range(extra)])


def _ellipsis(labels: Sequence[str]) -> list[str]:
    """The labels that ``...`` stands for: numbered from the end, as axes broadcast."""
    return [label for label in labels if label.startswith("...")]


def _split(call: Call, part: str, ellipsis: list[str]) -> list[str]:
    before, dots, after = part.partition("...")
    for label in before + after:
        if not (label.isascii() and label.isalpha()):
            raise call.shape_error(
                Code.EINSUM_FORMULA, f"`{label}` cannot be the label of an axis,", help=["labels are letters"]
            )
    return [*before, *(ellipsis if dots else []), *after]


# The operands -----------------------------------------------------------------------------


def _agree(el: Elaborator, call: Call, tensors: Sequence[Labelled]) -> list[Labelled]:
    """Checks that axes of one label have one size, and drops axes of size 1 that broadcast."""
    sizes: dict[str, Dim] = {}
    for tensor in tensors:
        for label, dim in zip(tensor.labels, tensor.term.type.shape, strict=True):
            known = sizes.get(label, ONE)
            if known == ONE:
                sizes[label] = dim
            elif dim != ONE and not contractible(el, call, known, dim):
                raise call.shape_error(
                    Code.CONTRACTED_SIZES, f"axes labelled `{label}` have different sizes", caret=f"{known} and {dim}",
                    notes=[f"operand {''.join(t.labels)}: {t.term.type}" for t in tensors],
                )  # fmt: skip
    return [_without_broadcast(el, call, tensor, sizes) for tensor in tensors]


def _without_broadcast(el: Elaborator, call: Call, tensor: Labelled, sizes: dict[str, Dim]) -> Labelled:
    shape = tensor.term.type.shape
    kept = [i for i, label in enumerate(tensor.labels) if shape[i] != ONE or sizes[label] == ONE]
    term = el.reshape(tensor.term, tuple(shape[i] for i in kept))
    return _with_diagonals(el, Labelled(term, [tensor.labels[i] for i in kept]))


def _with_diagonals(el: Elaborator, tensor: Labelled) -> Labelled:
    """Every label once: an operand that repeats one is replaced by its diagonal."""
    labels = tensor.labels
    repeated = next((label for label in labels if labels.count(label) > 1), None)
    if repeated is None:
        return tensor
    i = labels.index(repeated)
    j = labels.index(repeated, i + 1)
    order = [axis for axis in range(len(labels)) if axis not in (i, j)]
    moved = transposed(el, tensor.term, [*order, i, j])
    return _with_diagonals(el, Labelled(diagonal(el, moved), [*(labels[axis] for axis in order), repeated]))


# Products and sums -------------------------------------------------------------------------


def _next_pair(tensors: Sequence[Labelled], output: Sequence[str]) -> tuple[int, int]:
    """Which two operands to multiply first, so that little is computed."""
    if len(tensors) == 2:
        return 0, 1
    names = sorted({label for tensor in tensors for label in tensor.labels})
    letters = {
        label: chr(ord("a") + i) if i < 26 else chr(ord("A") + i - 26) for i, label in enumerate(names)
    }
    parts = ["".join(letters[label] for label in tensor.labels) for tensor in tensors]
    formula = f"{','.join(parts)}->{''.join(letters[label] for label in output)}"
    shapes = [[d.constant or TYPICAL_SIZE for d in tensor.term.type.shape] for tensor in tensors]
    import numpy as np  # here, because it is slow to import and seldom needed

    path, _ = np.einsum_path(formula, *(np.broadcast_to(np.float32(0), s) for s in shapes), optimize="greedy")
    pair = sorted(path[1])
    return pair[0], pair[1] if len(pair) > 1 else (pair[0] + 1) % len(tensors)


def _product(el: Elaborator, call: Call, a: Labelled, b: Labelled, needed: set[str]) -> Labelled:
    """The product of two operands, summed over labels that nothing else has."""
    a = sum_labels(el, call, a, needed | set(b.labels))
    b = sum_labels(el, call, b, needed | set(a.labels))
    both = [label for label in a.labels if label in b.labels]
    batch = [label for label in both if label in needed]
    summed = [label for label in both if label not in needed]
    free = (
        [label for label in a.labels if label not in both],
        [label for label in b.labels if label not in both],
    )
    labels = [*batch, *free[0], *free[1]]
    if not summed:
        return Labelled(_aligned_product(el, call, a, b, labels), labels)

    def axes(tensor: Labelled, names: Sequence[str]) -> list[int]:
        return [tensor.labels.index(name) for name in names]

    term = dot_general(
        el, a.term, b.term, (axes(a, batch), axes(b, batch)), (axes(a, summed), axes(b, summed))
    )
    return Labelled(term, labels)


def _aligned_product(el: Elaborator, call: Call, a: Labelled, b: Labelled, labels: Sequence[str]) -> Term:
    """The elementwise product, each operand with axes of size 1 for the labels it lacks."""
    parts = []
    for tensor in (a, b):
        term = _arranged(el, tensor, [label for label in labels if label in tensor.labels])
        sizes = iter(term.type.shape)
        parts.append(el.reshape(term, tuple(next(sizes) if x in tensor.labels else ONE for x in labels)))
    return elementwise_product(el, call, *parts)


def sum_labels(el: Elaborator, call: Call, tensor: Labelled, kept: set[str] | Sequence[str]) -> Labelled:
    """The sum over all axes but those with the labels ``kept``."""
    tensor = _with_diagonals(el, tensor)
    axes = [axis for axis, label in enumerate(tensor.labels) if label not in kept]
    kind = "any" if tensor.term.type.dtype.is_boolean else "sum"
    term = reduce_axes(el, tensor.term, kind, axes, keepdims=False)
    return Labelled(term, [label for label in tensor.labels if label in kept])


def _arranged(el: Elaborator, tensor: Labelled, labels: Sequence[str]) -> Term:
    """The tensor with its axes in the order of ``labels``."""
    return transposed(el, tensor.term, [tensor.labels.index(label) for label in labels])


__all__ = ["Labelled", "sum_labels"]
