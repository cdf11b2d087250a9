"""The messages for arguments that do not fit a signature."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

import numpy as np

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.signature import FunctionInfo, RecordInfo, TensorInfo, leaves
from eshkol_mlir.diagnostics import ArityError, EshkolError, OutOfMemoryError, ShapeError, TypeError
from eshkol_mlir.runtime.element_types import element_type


def describe(value: object) -> str:
    """A short description of a Python value, for "but got ..."."""
    if isinstance(value, np.ndarray):
        kind = "a rank-0 array" if value.ndim == 0 else f"an array of shape {shape_text(value.shape)}"
        return f"{kind} of {value.dtype.name}"
    if value is None:
        return "None"
    name = type(value).__name__
    article = "an" if name[:1].lower() in "aeiou" else "a"
    return f"{article} {name}"


def shape_text(shape: Sequence[int | str]) -> str:
    """A shape as the language writes it."""
    return f"[{' '.join(str(dimension) for dimension in shape)}]"


def wrong_count(function: FunctionInfo, given: int) -> EshkolError:
    """Too many or too few arguments."""
    expected = len(function.parameters)
    plural = "" if expected == 1 else "s"
    return ArityError.at(
        Code.CALL_ARGUMENTS,
        None,
        f"{function.name} takes {expected} argument{plural} but got {given}",
        notes=[f"its signature is {function}"],
    )


def missing(function: FunctionInfo, names: Sequence[str]) -> EshkolError:
    """Parameters that no argument was given for."""
    plural = "" if len(names) == 1 else "s"
    return ArityError.at(
        Code.CALL_ARGUMENTS,
        None,
        f"{function.name} needs the argument{plural} {', '.join(names)}",
        notes=[f"its signature is {function}"],
    )


def unknown_keyword(function: FunctionInfo, name: str, known: Sequence[str]) -> EshkolError:
    """A keyword argument that names no parameter."""
    nearest = difflib.get_close_matches(name, known, n=1)
    return ArityError.at(
        Code.CALL_UNKNOWN_KEYWORD,
        None,
        f"{function.name} has no parameter '{name}'",
        notes=[f"its parameters are {', '.join(known)}" if known else "it takes no arguments"],
        help=[f"did you mean '{nearest[0]}'?"] if nearest else [],
    )


def masked(function: str, path: str) -> EshkolError:
    """A masked array, whose mask would be lost."""
    return TypeError.at(
        Code.CALL_ARGUMENT_KIND,
        None,
        f"{function}: the argument {path} is a masked array, but compiled code knows no masks",
        help=[f"pass {path}.filled(value), or {path}.data to ignore the mask"],
    )


def no_memory(function: str, path: str, size: int) -> EshkolError:
    """An array that had to be copied, and could not be."""
    return OutOfMemoryError.at(
        Code.CALL_MEMORY,
        None,
        f"{function}: there is no memory to copy the argument {path}, which has {size} bytes",
        help=["arrays that are contiguous, such as np.ascontiguousarray gives, need no copy"],
    )


def given_twice(function: FunctionInfo, name: str) -> EshkolError:
    """An argument given by position and by keyword."""
    return ArityError.at(
        Code.CALL_ARGUMENT_TWICE,
        None,
        f"{function.name} got the argument {name} twice, by position and by keyword",
    )


def wrong_kind(function: str, path: str, expected: TensorInfo, value: object) -> EshkolError:
    """A value that is no array (for a tensor) or no number (for a scalar)."""
    spelled = element_type(expected.dtype).spelled
    if not expected.shape:
        noun = _scalar_noun(expected.dtype)
        return TypeError.at(
            Code.CALL_ARGUMENT_KIND,
            None,
            f"{function}: the argument {path} must be {noun} but is {describe(value)}",
            help=_scalar_help(expected.dtype, path, value),
        )
    help = []
    if isinstance(value, (list, tuple, int, float, complex)):
        help.append(f"pass np.asarray({path}, dtype={spelled})")
    return TypeError.at(
        Code.CALL_ARGUMENT_KIND,
        None,
        f"{function}: the argument {path} must be an array of {expected} but is {describe(value)}",
        help=help,
    )


def wrong_dtype(function: str, path: str, expected: TensorInfo, value: np.ndarray[Any, Any]) -> EshkolError:
    """An array of another element type or byte order."""
    element = element_type(expected.dtype)
    if value.dtype.newbyteorder("=") == element.dtype:
        return TypeError.at(
            Code.CALL_ELEMENT_TYPE,
            None,
            f"{function}: the argument {path} must be in this machine's byte order but is {value.dtype.str}",
            help=[f"pass {path}.astype({element.spelled})"],
        )
    return TypeError.at(
        Code.CALL_ELEMENT_TYPE,
        None,
        f"{function}: the argument {path} must have element type {expected.dtype} ({element.dtype.name}) "
        f"but has {value.dtype.name}",
        help=[f"pass {path}.astype({element.spelled})"]
        if value.dtype.kind in "biufcV" and not value.dtype.names
        else [],
    )


def does_not_fit(function: str, path: str, dtype: str, value: object) -> EshkolError:
    """A number outside of the range of its type."""
    # Python refuses to write out very long integers.
    long = isinstance(value, int) and abs(value) >= 10**100
    shown = "an integer of more than 100 digits" if long else repr(value)
    return TypeError.at(
        Code.CALL_VALUE_RANGE,
        None,
        f"{function}: the argument {path} must be {_scalar_noun(dtype)} but {shown} does not fit",
    )


def wrong_shape(
    function: str, path: str, expected: Sequence[int | str], shape: Sequence[int], notes: Sequence[str] = ()
) -> EshkolError:
    """An array of another rank or extent."""
    help = []
    if len(shape) == len(expected) + 1 and 1 in shape:
        help.append(f"pass np.squeeze({path}, axis={list(shape).index(1)})")
    elif len(shape) == len(expected) - 1:
        help.append(f"pass {path}[np.newaxis] if it is one row of a batch")
    elif sorted(map(str, shape)) == sorted(map(str, expected)) and len(shape) == 2:
        help.append(f"pass {path}.T if it is transposed")
    noun = "rank" if len(shape) != len(expected) else "shape"
    return ShapeError.at(
        Code.CALL_SHAPE,
        None,
        f"{function}: the argument {path} has the wrong {noun}: "
        f"expected {shape_text(expected)} but got {shape_text(shape)}",
        notes=notes,
        help=help,
    )


def wrong_record(
    function: str, path: str, expected: RecordInfo, value: object, notes: Sequence[str]
) -> EshkolError:
    """A value that is no record with the right fields."""
    return TypeError.at(
        Code.CALL_ARGUMENT_KIND,
        None,
        f"{function}: the argument {path} must be {_record_noun(expected)} but is {describe(value)}",
        notes=notes,
    )


def where_bound(function: FunctionInfo, variable: str, extent: int) -> list[str]:
    """Where a dimension variable got its extent: the first leaf that has it."""
    for parameter in function.parameters:
        for other, leaf in leaves(parameter.type, parameter.name):
            if leaf.shape is not None and variable in leaf.shape:
                axis = leaf.shape.index(variable)
                return [f"{variable} is {extent}, the extent of dimension {axis} of {other}"]
    return [f"{variable} is {extent}"]


def _scalar_noun(dtype: str) -> str:
    if dtype == "i1":
        return "a boolean"
    if dtype.startswith("i"):
        return f"an integer ({dtype})"
    return f"a number ({dtype})"


def _scalar_help(dtype: str, path: str, value: object) -> list[str]:
    if dtype == "i1" and isinstance(value, (int, float)):
        return [f"pass bool({path})"]
    if dtype.startswith("i") and isinstance(value, float):
        return [f"pass int({path}) if its fraction does not matter"]
    if isinstance(value, bool):
        return [f"pass int({path})"]
    if isinstance(value, complex):
        return [f"pass {path}.real if its imaginary part does not matter"]
    if isinstance(value, np.ndarray) and value.size == 1:
        return [f"pass {path}.item()"]
    return []


def _record_noun(expected: RecordInfo) -> str:
    names = ", ".join(name for name, _ in expected.fields)
    if expected.name:
        return f"a record {expected.name} with the fields {names}"
    return f"a tuple of {len(expected.fields)} values"
