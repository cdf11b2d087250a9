"""Transformations of procedures: derivatives and batches.

``(grad f)`` is a procedure; ``(grad f x)`` applies it at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.calls import Arguments, apply
from eshkol_mlir.types.transforms.exact import without_derivative
from eshkol_mlir.types.transforms.trees import Wanted, map_trees
from eshkol_mlir.types.values import (
    ListValue,
    Static,
    Term,
    Transformed,
    TransformOptions,
    Value,
    describe,
    is_procedure,
    leaves,
    rebuild,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def _procedure(call: Call) -> Value:
    function = call[0]
    if not is_procedure(function):
        raise call.type_error(Code.PROCEDURE_EXPECTED, f"expected a procedure but got {describe(function)}")
    return function


def _apply_or_return(el: Elaborator, call: Call, options: TransformOptions, kind: str = "") -> Value:
    """The transformed procedure, or what it returns for the arguments that follow."""
    transformed = Transformed(kind or call.builtin.name, _procedure(call), options)
    if len(call.values) == 1:
        return transformed
    nodes = call.arguments.nodes[1:]
    return apply(el, transformed, Arguments(call.values[1:], {}, call.span, nodes))


def _argnums(call: Call) -> int | tuple[int, ...]:
    value = call.options.get("argnums")
    if value is None:
        return 0
    if isinstance(value, ListValue):
        if not value.items:
            raise call.type_error(Code.ARGNUMS, ":argnums lists no argument")
        return tuple(call.known_integer(item, ":argnums") for item in value.items)
    return call.known_integer(value, ":argnums")


def _memory(call: Call) -> str | None:
    return call.symbol("memory-optimization", ("recompute", "store"))


# Derivatives -----------------------------------------------------------------------------------------


@builtin("(grad f x ... :argnums :has-aux :memory-optimization)", "gradient", "%grad")
def grad(el: Elaborator, call: Call) -> Value:
    """The gradient of a procedure that returns a number, of the form of the argument it is taken by.

    ``:argnums`` chooses arguments, several of which give as many values.
    """
    return _apply_or_return(el, call, _gradient_options(call))


@builtin("(value-and-grad f x ... :argnums :has-aux :memory-optimization)", "%value-and-grad")
def value_and_grad(el: Elaborator, call: Call) -> Value:
    """The value and the gradient of a procedure that returns a number."""
    return _apply_or_return(el, call, _gradient_options(call))


def _gradient_options(call: Call) -> TransformOptions:
    return TransformOptions(_argnums(call), call.flag("has-aux"), _memory(call))


@builtin("(jacobian f x ... :argnums :mode :memory-optimization)", "%jacobian")
def jacobian(el: Elaborator, call: Call) -> Value:
    """All partial derivatives of a procedure: of its result's shape, then the argument's."""
    mode = call.symbol("mode", ("forward", "reverse")) or "auto"
    return _apply_or_return(el, call, TransformOptions(_argnums(call), memory=_memory(call), mode=mode))


@builtin("(hessian f x ... :argnums :memory-optimization)", "%hessian")
def hessian(el: Elaborator, call: Call) -> Value:
    """The second derivatives of a procedure that returns a number."""
    return _apply_or_return(el, call, TransformOptions(_argnums(call), memory=_memory(call)))


@builtin("(derivative f x ... :argnums)")
def derivative(el: Elaborator, call: Call) -> Value:
    """The derivative of a procedure by a number, of the form of its result."""
    argnums = _argnums(call)
    if isinstance(argnums, tuple):
        raise call.type_error(Code.ARGNUMS, ":argnums should be one position")
    return _apply_or_return(el, call, TransformOptions(argnums))


@builtin("(jvp f [primals] [tangents])", "%jvp")
def jvp(el: Elaborator, call: Call) -> Value:
    """Two values: what a procedure returns, and how it changes along tangents of its arguments."""
    return _apply_or_return(el, call, TransformOptions())


@builtin("(vjp f [primals] [cotangent] :memory-optimization)", "%vjp")
def vjp(el: Elaborator, call: Call) -> Value:
    """The cotangents of a procedure's arguments, given that of its result."""
    return _apply_or_return(el, call, TransformOptions(memory=_memory(call)))


@builtin("(hvp f [x] [v] :memory-optimization)")
def hvp(el: Elaborator, call: Call) -> Value:
    """The Hessian of a procedure that returns a number, times ``v``."""
    return _apply_or_return(el, call, TransformOptions(memory=_memory(call)))


@builtin("(stop-gradient x)")
def stop_gradient(el: Elaborator, call: Call) -> Value:
    """Its argument, a constant to differentiation."""

    def stop(leaf: Value) -> Value:
        if isinstance(leaf, Static):
            return without_derivative(leaf)
        dtype = leaf.type.dtype if isinstance(leaf, Term) else None
        if not isinstance(leaf, Term) or dtype is None or not (dtype.is_float or dtype.is_complex):
            return leaf
        return Term(el.builder.emit_one("eshkol.stop_gradient", (leaf.value,), leaf.type.mlir), leaf.type)

    return rebuild(call[0], map(stop, list(leaves(call[0]))))


# The family of the specification ---------------------------------------------------------------------


def _define(signature: str, doc: str) -> None:
    @builtin(signature)
    def transformation(el: Elaborator, call: Call) -> Value:
        return _apply_or_return(el, call, TransformOptions())

    transformation.__doc__ = doc


_define("(autodiff-gradient f x ...)", "The gradient of a procedure; by several arguments, a list.")
_define("(autodiff-reverse f x ...)", "Two values: that of a procedure, and its gradient.")
_define("(autodiff-forward f x ...)", "Two values: that of a procedure, and its derivative.")
_define(
    "(autodiff-forward-n f [x] [n])", "The list of the derivatives of a procedure, from the 0th to the nth."
)
_define("(autodiff-jacobian f x ...)", "The matrix of the partial derivatives of a procedure.")
_define("(autodiff-hessian f x ...)", "The matrix of the second derivatives of a procedure.")


# Batches ---------------------------------------------------------------------------------------------


@builtin("(vmap f x ... :in-axes :out-axis :out-axes)", "%vmap")
def vmap(el: Elaborator, call: Call) -> Value:
    """A procedure of batches, from one of their elements.

    ``:in-axes`` says along which axis each argument is a batch, ``#f`` that it is
    the same for all elements; ``:out-axes`` along which the results are stacked.
    """
    if "out-axis" in call.options and "out-axes" in call.options:
        raise diagnostics.ArityError.at(Code.OUT_AXES, call.span, "vmap gets both :out-axis and :out-axes")
    zero = Static(0)
    outer = call.options.get("out-axis", call.options.get("out-axes", zero))
    options = TransformOptions(in_axes=call.options.get("in-axes", zero), out_axes=outer)
    return _apply_or_return(el, call, options)


# Trees -----------------------------------------------------------------------------------------------


@builtin("(tree-map f tree ...)")
def tree_map(el: Elaborator, call: Call) -> Value:
    """``f`` of each number or tensor in a tree of records, lists, vectors and maps, or in several side by side.

    The result has the structure of the first tree.
    """
    from eshkol_mlir.types.ops.sequences import single

    function, trees = _procedure(call), call.values[1:]
    if not trees:
        raise call.type_error(Code.TREE_EXPECTED, "expected a tree")
    wanted = [Wanted(f"argument {i + 1} of tree-map", call.span_of(i + 1)) for i in range(len(trees))]
    return map_trees(
        el,
        lambda leaves: single(call, apply(el, function, Arguments(tuple(leaves), {}, call.span))),
        trees,
        wanted,
    )
