"""What operations and device functions return, by elaborating a call of each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.flow.values import Number, Shape
from eshkol_mlir.compiler.prelude import Definitions, library
from eshkol_mlir.diagnostics import Span, UnsupportedError
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.builtins import builtin_names
from eshkol_mlir.types.calls import Arguments, apply
from eshkol_mlir.types.convert import UNKNOWN, instantiate
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.dtypes import C128, F64, I64, DType, Kind
from eshkol_mlir.types.elaborator import Elaborator, new_function
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import BuiltinProcedure, Environment, ListValue, Static, Value

#: How many numbers a list may have that is evaluated number by number.
_MOST_ELEMENTS = 64

#: Operations that give the element type which they are told to what has none.
_OF_LITERALS = frozenset(("matrix<>", "tensor<>", "vector<>"))


def type_of_number(number: Number) -> Scalar | Tensor:
    """The type of a parameter for a number."""
    if number.shape is None:
        return Scalar(number.dtype, number.weak)
    return Tensor(number.dtype, tuple(UNKNOWN if size is None else Dim.of(size) for size in number.shape))


def number_of_type(type: Scalar | Tensor) -> Number:
    """What a result of device code is to the host, where a tensor of rank 0 is a number."""
    if not type.shape:
        return Number(_of_host(type), None, weak=True)
    return Number(type.dtype, tuple(dim.constant for dim in type.shape))


def number_of_host(dtype: DType) -> Number:
    """A number of the host that device code has with some element type."""
    return number_of_type(Scalar(dtype))


def _of_host(type: Scalar | Tensor) -> DType:
    """The element type that a number of the host has in device code."""
    return {Kind.FLOAT: F64, Kind.INTEGER: I64, Kind.COMPLEX: C128}.get(type.dtype.kind, type.dtype)


def _is_short(shape: Shape) -> bool:
    """Whether something of this shape is evaluated number by number."""
    return bool(shape) and None not in shape and math.prod(filter(None, shape)) <= _MOST_ELEMENTS


class Results:
    """The results of calls of operations and device functions of a program."""

    def __init__(self, program: core.Program) -> None:
        self._elaborator = Elaborator(program, Definitions(program))

    def of_operation(
        self,
        name: str,
        arguments: Sequence[Value | Number],
        keywords: Mapping[str, Value | Number],
        span: Span,
    ) -> Value:
        """The value of an operation.

        Raises:
            EshkolError: the call is wrong, or device code cannot do it.
        """

        def make() -> Value:
            values = tuple(self._value(each, name in _OF_LITERALS) for each in arguments)
            named = {key: self._value(value) for key, value in keywords.items()}
            return apply(self._elaborator, self._operation(name, span), Arguments(values, named, span))

        return self._elaborated(make)

    def of_function(self, procedure: core.Lambda, numbers: Sequence[Number]) -> Value:
        """The value of a procedure for numbers of certain types.

        Raises:
            EshkolError: what is wrong with it.
        """

        def make() -> Value:
            function = self._elaborator.expression(procedure, Environment())
            values = tuple(map(self._value, numbers))
            return apply(self._elaborator, function, Arguments(values, {}, procedure.span))

        return self._elaborated(make)

    def _operation(self, name: str, span: Span) -> Value:
        binding = library()[0].names.get(name)
        if name in builtin_names() or not isinstance(binding, Binding):
            return BuiltinProcedure(name)
        return self._elaborator.global_value(binding, span)

    def _value(self, value: Value | Number, is_literal: bool = False) -> Value:
        if not isinstance(value, Number):
            return value
        if value.weak and value.shape is not None and _is_short(value.shape):
            # A list or vector, whose numbers take the element type of others.
            size, *inner = value.shape
            part = Number(value.dtype, tuple(inner) or None, weak=True)
            items = tuple(self._value(part, is_literal) for _ in range(size or 0))
            return ListValue(items, vector=not is_literal)
        if is_literal and value.weak and value.dtype.is_float:
            return Static(0.0)
        type = type_of_number(value)
        return instantiate(self._elaborator, type, self._elaborator.undefined(type))

    def _elaborated(self, make: Callable[[], Value]) -> Value:
        elaborator = self._elaborator
        try:
            with new_function(elaborator, "call"):
                value = make()
            if elaborator.errors:
                raise elaborator.errors[0]
            return value
        except RecursionError:
            raise UnsupportedError.at(
                Code.NESTED_TOO_DEEPLY, None, "the call is nested too deeply to be compiled"
            ) from None
        finally:
            elaborator.frames.clear()
            elaborator.errors.clear()
