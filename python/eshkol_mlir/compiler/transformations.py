"""Derivatives and batches of compiled functions, from Python: ``esk.grad(program.loss)``.

A transformed function is compiled when it is first called, from the source of the
program and the same transformation in the language, ``(grad loss)``.  So it composes
with the others, is cached like everything, and its errors are those of the language.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.program import Program, SpecializingFunction
from eshkol_mlir.compiler.signature import RecordInfo
from eshkol_mlir.diagnostics import ArityError, UsageError
from eshkol_mlir.reader.printer import write_symbol
from eshkol_mlir.runtime.complaints import describe
from eshkol_mlir.runtime.function import Function, parameter_names


@dataclass(frozen=True)
class _Origin:
    """Where a function comes from.

    ``expression`` is the function in the language; ``typed`` says whether its
    parameters have declared types, and ``records`` which of them are records.
    """

    program: Program
    name: str
    expression: str
    parameters: tuple[str, ...]
    typed: bool
    records: tuple[bool, ...] = ()
    doc: str = ""


class TransformedFunction(SpecializingFunction):
    """A function made from another by a transformation; compiled when it is first called.

    One that is made from a function with declared types has declared types itself, and is
    compiled once.  Any other is compiled for each combination of element types and shapes.
    """

    def __init__(self, origin: _Origin, doc: str) -> None:
        super().__init__(origin.program, origin.name, "", origin.parameters, origin.expression)
        self._origin = origin
        self.__doc__ = doc
        self._typed_instance: Function | None = None

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        if not self._origin.typed:
            return super().__call__(*arguments, **keywords)
        if self._typed_instance is None:
            with self._lock:
                self._typed_instance = self._typed_instance or self._specialize(None)
        return self._typed_instance(*arguments, **keywords)

    def __repr__(self) -> str:
        return f"<function {self._origin.expression}, compiled when called>"


def _origin_of(function: Any, transformation: str) -> _Origin:
    if isinstance(function, TransformedFunction):
        return function._origin
    if isinstance(function, SpecializingFunction):
        names = tuple(function._parameters)
        return _Origin(
            function._program, function.source_name, write_symbol(function.source_name), names, typed=False
        )
    if not isinstance(function, Function):
        raise UsageError.at(
            Code.API_ARGUMENT,
            None,
            f"esk.{transformation} needs a function of a compiled program but got {describe(function)}",
        )
    info = function.signature
    if function.program is None:
        raise UsageError.at(
            Code.API_ARGUMENT,
            None,
            f"esk.{transformation} needs the source of the function, but `{info.name}` comes from a compiled module",
            help=["compile its source with esk.compile, or write the transformation in the program"],
        )
    records = tuple(isinstance(parameter.type, RecordInfo) for parameter in info.parameters)
    names = tuple(parameter_names(info))
    return _Origin(function.program, info.name, write_symbol(info.name), names, True, records, info.doc)


def _text(value: Any, option: str) -> str:
    """An option in the language: numbers, ``#f`` for None, vectors for sequences."""
    if value is None or value is False:
        return "#f"
    if isinstance(value, list | tuple):
        return f"[{' '.join(_text(item, option) for item in value)}]"
    try:
        return str(value.__index__())
    except AttributeError:
        raise UsageError.at(
            Code.API_ARGUMENT,
            None,
            f"{option} takes integers and sequences of them but got {describe(value)}",
        ) from None


def _argnums(value: Any) -> str:
    if isinstance(value, builtins.bool) or value is None:
        raise UsageError.at(
            Code.API_ARGUMENT,
            None,
            f"argnums takes an integer or a sequence of integers but got {describe(value)}",
        )
    return f" :argnums {_text(value, 'argnums')}"


def _transformed(function: Any, transformation: str, options: str, what: str) -> TransformedFunction:
    origin = _origin_of(function, transformation.replace("-", "_"))
    made = replace(
        origin,
        name=f"{transformation}.{origin.name}",
        expression=f"(%{transformation} {origin.expression}{options})",
    )
    return TransformedFunction(made, f"{what} of {origin.name}.\n\n{origin.doc}".rstrip())


def _memory(memory: str | None) -> str:
    if memory is None:
        return ""
    if memory not in ("store", "recompute"):
        raise UsageError.at(Code.API_ARGUMENT, None, f"memory is 'store' or 'recompute', not {memory!r}")
    return f" :memory-optimization '{memory}"


def grad(
    function: Any, argnums: int | Sequence[int] = 0, *, has_aux: bool = False, memory: str | None = None
) -> TransformedFunction:
    """The function that computes the gradient of one that returns a number.

    Args:
        function: of a compiled program, typed or not, or itself transformed.
        argnums: which argument to differentiate by; several give as many gradients.
        has_aux: the function returns a pair, whose second value is passed on after the gradient.
        memory: ``store`` keeps what reverse mode needs of each round of a loop, ``recompute``
            computes it again.

    Returns:
        A function of the same arguments; gradients have the form of what they are taken by,
        those of records are named tuples.

    Raises:
        EshkolError: when called, for what the transformation does not allow.

    >>> import eshkol_mlir as esk
    >>> program = esk.compile("(define (f x : float64) : float64 (* x x x))")
    >>> float(esk.grad(program.f)(2.0))
    12.0
    """
    options = _argnums(argnums) + (" :has-aux #t" if has_aux else "") + _memory(memory)
    return _transformed(function, "grad", options, "The gradient")


def value_and_grad(
    function: Any, argnums: int | Sequence[int] = 0, *, has_aux: bool = False, memory: str | None = None
) -> TransformedFunction:
    """The function that computes value and gradient; see :func:`grad`.

    >>> import eshkol_mlir as esk
    >>> program = esk.compile("(define (f x : float64) : float64 (* x x x))")
    >>> value, slope = esk.value_and_grad(program.f)(2.0)
    >>> float(value), float(slope)
    (8.0, 12.0)
    """
    options = _argnums(argnums) + (" :has-aux #t" if has_aux else "") + _memory(memory)
    return _transformed(function, "value-and-grad", options, "The value and the gradient")


def jacobian(
    function: Any, argnums: int | Sequence[int] = 0, *, mode: str | None = None, memory: str | None = None
) -> TransformedFunction:
    """The function that computes all partial derivatives: of the result's shape, then the argument's.

    Args:
        function: as in :func:`grad`, but it may return tensors and records of them.
        argnums: as in :func:`grad`.
        mode: ``forward`` or ``reverse``; by default the shapes decide.
        memory: as in :func:`grad`.

    >>> import eshkol_mlir as esk, numpy as np
    >>> program = esk.compile("(define (f x : (Tensor f64 [n])) (* x x))")
    >>> esk.jacobian(program.f)(np.array([1.0, 2.0])).tolist()
    [[2.0, 0.0], [0.0, 4.0]]
    """
    if mode not in (None, "forward", "reverse"):
        raise UsageError.at(Code.API_ARGUMENT, None, f"mode is 'forward' or 'reverse', not {mode!r}")
    options = _argnums(argnums) + (f" :mode '{mode}" if mode else "") + _memory(memory)
    return _transformed(function, "jacobian", options, "The partial derivatives")


def hessian(
    function: Any, argnums: int | Sequence[int] = 0, *, memory: str | None = None
) -> TransformedFunction:
    """The function that computes the second derivatives of one that returns a number.

    >>> import eshkol_mlir as esk, numpy as np
    >>> program = esk.compile("(define (f x : (Tensor f64 [n])) (sum (* x x x)))")
    >>> esk.hessian(program.f)(np.array([1.0, 2.0])).tolist()
    [[6.0, 0.0], [0.0, 12.0]]
    """
    return _transformed(function, "hessian", _argnums(argnums) + _memory(memory), "The second derivatives")


def vmap(function: Any, in_axes: Any = 0, out_axes: Any = 0) -> TransformedFunction:
    """The function that applies another to every element of batches.

    Args:
        function: of one element.
        in_axes: along which axis the arguments are batches: one for all, or a sequence of one for
            each, None for an argument that is the same for all elements.  A nested sequence
            gives an axis for each field of a record.
        out_axes: along which axis the results are stacked: one for all, or one for each.

    >>> import eshkol_mlir as esk, numpy as np
    >>> program = esk.compile("(define (dot-with a : (Tensor f64 [n]) b : (Tensor f64 [n])) (dot a b))")
    >>> esk.vmap(program.dot_with, in_axes=(0, None))(np.eye(2), np.array([3.0, 4.0])).tolist()
    [3.0, 4.0]
    """
    origin = _origin_of(function, "vmap")
    made = _transformed(
        function,
        "vmap",
        f" :in-axes {_text(in_axes, 'in_axes')} :out-axes {_text(out_axes, 'out_axes')}",
        "All elements of batches",
    )
    axes = in_axes if isinstance(in_axes, list | tuple) else (in_axes,) * len(origin.records)
    batched = any(record and axis is not None for record, axis in zip(origin.records, axes, strict=False))
    if batched or any(isinstance(axis, list | tuple) for axis in axes):
        # A batch of records is none of the types that programs declare.
        made._origin = replace(made._origin, typed=False)
    return made


def jvp(function: Any, primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
    """The value of a function, and how it changes along tangents of its arguments.

    Args:
        function: as in :func:`jacobian`.
        primals: the arguments.
        tangents: one for each, of the same form; None for an argument that stays constant.

    Returns:
        The value and its tangent.

    >>> import eshkol_mlir as esk
    >>> program = esk.compile("(define (f x : float64 y : float64) (* x y))")
    >>> value, tangent = esk.jvp(program.f, (3.0, 4.0), (1.0, None))
    >>> float(value), float(tangent)
    (12.0, 4.0)
    """
    origin = _origin_of(function, "jvp")
    _check_sequence("jvp", "primals", primals)
    _check_sequence("jvp", "tangents", tangents)
    if len(primals) != len(tangents):
        raise ArityError.at(
            Code.TANGENTS, None, f"esk.jvp gets {len(primals)} primals but {len(tangents)} tangents"
        )
    names = [f"x{i}" for i in range(len(primals))]
    slopes = ["#f" if tangent is None else f"t{i}" for i, tangent in enumerate(tangents)]
    parameters = [*names, *(slope for slope in slopes if slope != "#f")]
    expression = (
        f"(lambda ({' '.join(parameters)}) (%jvp {origin.expression} (%list {' '.join(names)}) "
        f"(%list {' '.join(slopes)})))"
    )
    call = _derived(origin, f"jvp.{origin.name}", expression, parameters)
    value, tangent = call(*primals, *(tangent for tangent in tangents if tangent is not None))
    return value, tangent


def vjp(function: Any, *primals: Any) -> tuple[Any, Callable[[Any], Any]]:
    """The value of a function, and the function that pulls a cotangent of it back.

    Args:
        function: as in :func:`jacobian`.
        primals: its arguments.

    Returns:
        The value, and a function from a cotangent of it (a tuple for several values) to the
        cotangent of the argument, or a tuple of one for each argument.

    >>> import eshkol_mlir as esk
    >>> program = esk.compile("(define (f x : float64 y : float64) (* x y))")
    >>> value, pull_back = esk.vjp(program.f, 3.0, 4.0)
    >>> [float(cotangent) for cotangent in pull_back(1.0)]
    [4.0, 3.0]
    """
    origin = _origin_of(function, "vjp")
    value = function(*primals)
    names = [f"x{i}" for i in range(len(primals))]

    def pull_back(cotangent: Any) -> Any:
        several = isinstance(cotangent, tuple) and _record_name(origin.program, cotangent) is None
        given = list(cotangent) if several else [cotangent]
        slopes = [f"c{i}" for i in range(len(given))]
        whole = f"(%list {' '.join(slopes)})" if several else slopes[0]
        expression = f"(lambda ({' '.join([*names, *slopes])}) (%vjp {origin.expression} (%list {' '.join(names)}) {whole}))"
        return _derived(origin, f"vjp.{origin.name}", expression, [*names, *slopes])(*primals, *given)

    return value, pull_back


def _check_sequence(transformation: str, what: str, value: Any) -> None:
    if not isinstance(value, list | tuple):
        raise UsageError.at(
            Code.API_ARGUMENT,
            None,
            f"the {what} of esk.{transformation} are a tuple or a list but got {describe(value)}",
        )


def _record_name(program: Program, value: Any) -> str | None:
    return program._record_of(value)


def _derived(origin: _Origin, name: str, expression: str, parameters: Sequence[str]) -> SpecializingFunction:
    """A function in terms of another, kept by the program, so that it is compiled once for each signature."""
    return origin.program._derive(name, expression, parameters)
