"""Derivatives at exact points of procedures that only add, multiply, divide and take whole powers.

Such a derivative is exact itself and known while compiling.  A procedure that
does anything else has its derivative computed in float64 instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from eshkol_mlir.diagnostics import EshkolError
from eshkol_mlir.types.transforms.dual import Dual, Exact, NotExact, innermost, new_tag, simplify, split
from eshkol_mlir.types.values import Poison, Static, Term, Value, leaves, rebuild

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

#: With more numbers than this, float64 and reverse mode are the better way.
MOST_NUMBERS = 64


def exact(number: Exact) -> Static:
    """A known exact number; to the rest of the compiler a dual number is one like a fraction."""
    return Static(cast(Fraction, simplify(number)))


def is_exact(value: Value) -> bool:
    """Whether a value is an exact number that is known now (and no truth value)."""
    return (
        isinstance(value, Static)
        and value.dtype is None
        and isinstance(value.value, int | Fraction | Dual)
        and not isinstance(value.value, bool)
    )


def is_dual(value: Value) -> bool:
    return isinstance(value, Static) and isinstance(value.value, Dual)


def refuse_exact(values: Sequence[Value]) -> None:
    """Gives up exact derivatives where a procedure has a rule of its own for them."""
    if any(is_dual(leaf) for value in values for leaf in leaves(value)):
        raise NotExact


def without_derivative(value: Value) -> Value:
    """A known number as a constant to every derivative around it."""
    if isinstance(value, Static) and isinstance(value.value, Dual):
        return Static(innermost(value.value), value.dtype)
    return value


def is_exact_point(values: Sequence[Value]) -> bool:
    """Whether points have exact numbers alone, and not too many."""
    numbers = [leaf for value in values for leaf in leaves(value)]
    return 0 < len(numbers) <= MOST_NUMBERS and all(map(is_exact, numbers))


def exact_jvp(
    el: Elaborator,
    function: Callable[[list[Value]], Value],
    arguments: Sequence[Value],
    tangents: Sequence[Exact],
) -> tuple[Value, Value] | None:
    """The value of a procedure and its exact derivative; None where there is no such.

    Args:
        tangents: one for each leaf of the arguments.
    """
    tag = new_tag()
    seeds = iter(tangents)
    seeded = [_map_leaves(value, lambda leaf: _seed(leaf, next(seeds), tag)) for value in arguments]
    result = _attempt(el, lambda: function(seeded))
    if result is None or not all(map(_is_admissible, leaves(result))):
        return None
    return _parts(result, tag, 0), _parts(result, tag, 1)


def exact_partials(
    el: Elaborator, function: Callable[[list[Value]], Value], arguments: Sequence[Value], wrt: Sequence[int]
) -> tuple[Value, list[list[Value]]] | None:
    """The value, and for each argument of ``wrt`` the derivative by each of its numbers."""
    counts = [len(list(leaves(value))) for value in arguments]
    value: Value | None = None
    columns: list[list[Value]] = []
    for argument in wrt:
        columns.append([])
        for position in range(counts[argument]):
            hot = sum(counts[:argument]) + position
            outcome = exact_jvp(el, function, arguments, [int(i == hot) for i in range(sum(counts))])
            if outcome is None:
                return None
            value, tangent = outcome
            columns[-1].append(tangent)
    return None if value is None else (value, columns)


def _map_leaves(value: Value, change: Callable[[Value], Value]) -> Value:
    return rebuild(value, map(change, list(leaves(value))))


def _seed(leaf: Value, tangent: Exact, tag: int) -> Value:
    if not is_exact(leaf) or (isinstance(tangent, int) and tangent == 0):
        return leaf
    assert isinstance(leaf, Static)
    return Static(cast(Fraction, Dual(tag, cast(Fraction, leaf.value), tangent)))


def _is_admissible(leaf: Value) -> bool:
    return is_exact(leaf) or not isinstance(leaf, Term | Static | Poison)


def _parts(value: Value, tag: int, part: int) -> Value:
    """The primal (part 0) or the tangent (part 1) of each number."""

    def change(leaf: Value) -> Value:
        if not (is_exact(leaf) and isinstance(leaf, Static)):
            return leaf
        return exact(split(cast(Fraction, leaf.value), tag)[part])

    return _map_leaves(value, change)


def _attempt(el: Elaborator, evaluate: Callable[[], Value]) -> Value | None:
    """A value found without computing anything when the program runs; None if there is none."""
    with _sandbox(el):
        errors = len(el.errors)
        try:
            value = evaluate()
        except (NotExact, EshkolError):
            return None
        made = el.builder.block.operations or el.context.prologue.operations
        return None if made or len(el.errors) > errors else value


@contextmanager
def _sandbox(el: Elaborator) -> Iterator[None]:
    """What is elaborated inside leaves no trace."""
    from eshkol_mlir.types.elaborator import new_function

    errors, frames, span = len(el.errors), len(el.frames), el.builder.span
    outer, store = el.context, el.store
    calls, endless = el.expansion.calls, set(el.expansion.endless)
    try:
        with new_function(el, "exact") as context:
            context.sizes.update(outer.sizes)
            context.size_variables.update(outer.size_variables)
            el.store = dict(store)
            yield
    finally:
        del el.errors[errors:], el.frames[frames:]
        el.builder.span = span
        el.expansion.calls, el.expansion.endless = calls, endless
