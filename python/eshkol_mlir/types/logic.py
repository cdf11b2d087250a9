"""``and`` and ``or``: short-circuit on single truth values, elementwise on tensors of them.

A number beside ``#f`` has no type that a compiled program could compute.  It
needs none where only the truth counts, as in the test of a conditional, nor
where ``or`` goes on after an ``and`` that fails: ``(or (and c x) y)`` is
``(if c x y)`` for an ``x`` that is no truth value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir.expander import core
from eshkol_mlir.types.values import Environment, Poison, Static, Term, Value

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

#: Procedures whose results are truth values, whatever they are applied to.
PREDICATES = frozenset(
    ("=", "<", "<=", ">", ">=", "not-equal", "!=", "not", "zero?", "positive?", "negative?", "even?", "odd?", "nan?",
     "finite?", "infinite?", "eq?", "eqv?", "equal?", "any", "all")
)  # fmt: skip

#: How deep attempts to do without a common type may nest; each evaluates an expression twice.
MOST_ATTEMPTS = 6


def is_logical(node: core.Core, name: str | None = None) -> bool:
    """Whether an expression is an ``and`` or ``or``."""
    return (
        isinstance(node, core.Apply)
        and isinstance(node.function, core.Builtin)
        and node.function.name in ("%and", "%or")
        and name in (None, node.function.name)
    )


def test_value(el: Elaborator, node: core.Core, env: Environment) -> Value:
    """The value of an expression of which only the truth matters."""
    if is_logical(node):
        assert isinstance(node, core.Apply)
        conjunction = is_logical(node, "%and")
        arguments = node.arguments
        return el.guarded(node, lambda: logical(el, conjunction, arguments, env, only_truth=True))
    from eshkol_mlir.types.calls import single_value

    value = single_value(el, node, env)
    return value if _is_truth(value) else Static(True)


def _is_truth(value: Value) -> bool:
    """Whether a value is a truth value, a tensor of them, or unknown because of an error."""
    if isinstance(value, Term):
        return value.type.dtype.is_boolean
    return isinstance(value, Poison) or (isinstance(value, Static) and isinstance(value.value, bool))


def logical(
    el: Elaborator, conjunction: bool, nodes: Sequence[core.Core], env: Environment, only_truth: bool = False
) -> Value:
    """The value of ``and`` or ``or``; with ``only_truth`` a truth value for it."""
    from eshkol_mlir.types.elementwise import logical_tensors

    if not conjunction and not only_truth and len(nodes) > 1 and is_logical(nodes[0], "%and"):
        value = _after_and(el, nodes[0], nodes[1:], env)
        if value is not None:
            return value

    def operand(position: int) -> Value:
        # What comes before the end of an `and` counts by its truth alone.
        if only_truth or (conjunction and position < len(nodes) - 1):
            return test_value(el, nodes[position], env)
        return el.expression(nodes[position], env)

    value = operand(0)
    for position, node in enumerate(nodes[1:], 1):
        if isinstance(value, Term) and value.type.dtype.is_boolean and value.type.shape:
            value = logical_tensors(el, conjunction, value, operand(position), node.span)
            continue
        truth = True if isinstance(value, Poison) else el.truth(value, nodes[position - 1].span)
        if isinstance(truth, bool):
            if truth is not conjunction:
                return value
            value = operand(position)
            continue
        rest = nodes[position:]
        known = Static(not conjunction)

        def go_on(rest: Sequence[core.Core] = rest) -> Value:
            return logical(el, conjunction, rest, env, only_truth)

        def stop(known: Value = known) -> Value:
            return known

        then, otherwise = (go_on, stop) if conjunction else (stop, go_on)
        return el.branches(truth, then, otherwise, node.span)
    return value


def _is_surely_truth(node: core.Core) -> bool:
    """Whether an expression can be seen to have a truth value."""
    if isinstance(node, core.Constant):
        return isinstance(node.value, bool)
    if not (isinstance(node, core.Apply) and isinstance(node.function, core.Builtin)):
        return False
    if node.function.name == "%and":
        return _is_surely_truth(node.arguments[-1])
    if node.function.name == "%or":
        return all(map(_is_surely_truth, node.arguments))
    return node.function.name in PREDICATES


class _IsTruth(Exception):
    """The last part of an ``and`` is a truth value after all."""


def _after_and(el: Elaborator, first: core.Core, rest: Sequence[core.Core], env: Environment) -> Value | None:
    """``(or (and test ... last) rest ...)`` where ``last`` is true whatever it is; None where it may be false."""
    from eshkol_mlir.types.loops import Checkpoint

    assert isinstance(first, core.Apply)
    if el.attempts >= MOST_ATTEMPTS or _is_surely_truth(first):
        return None
    *tests, last = first.arguments
    while is_logical(last, "%and"):
        assert isinstance(last, core.Apply)
        *more, last = last.arguments
        tests += more

    def then() -> Value:
        value = el.expression(last, env)
        if _is_truth(value):
            raise _IsTruth
        return value

    checkpoint = Checkpoint(el)
    el.attempts += 1
    try:
        condition = logical(el, True, tests, env, only_truth=True)
        if isinstance(condition, Term) and not condition.type.shape:
            flag = el.as_scalar(condition).value
            return el.branches(flag, then, lambda: logical(el, False, rest, env), first.span)
    except _IsTruth:
        pass
    finally:
        el.attempts -= 1
    checkpoint.restore()
    return None


__all__ = ["is_logical", "logical", "test_value"]
