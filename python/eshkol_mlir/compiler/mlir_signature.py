"""What the functions of a module that the user wrote in MLIR take and return."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.signature import (
    DTYPES,
    FunctionInfo,
    ParameterInfo,
    ResultInfo,
    Signature,
    TensorInfo,
)
from eshkol_mlir.diagnostics import UnsupportedError

_FUNCTION = re.compile(r'^  "func\.func"\(\) <\{(.*)\}> \(\{$', re.MULTILINE)
_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{2})")
_TENSOR = re.compile(r"tensor<((?:[?\d]+x)*)([a-z]\w*(?:<\w+>)?)>")
_DTYPES = {
    "complex<f32>": "complex64",
    "complex<f64>": "complex128",
    **{name: name for name in DTYPES if not name.startswith("complex")},
}


def signature_of_mlir(generic: str) -> Signature:
    """The public functions of a module in generic form.

    Raises:
        UnsupportedError: one of them takes or returns something that cannot be passed.
    """
    functions = []
    for match in _FUNCTION.finditer(generic):
        properties = dict(item.split(" = ", 1) for item in _items(match[1]) if " = " in item)
        if "sym_visibility" in properties:
            continue
        name = _unquoted(properties["sym_name"])
        parameters, results = _both_sides(properties["function_type"])
        functions.append(
            FunctionInfo(
                name,
                tuple(ParameterInfo(f"arg{i}", _type(name, t, f"d{i}")) for i, t in enumerate(parameters)),
                tuple(ResultInfo(_type(name, t, f"r{i}")) for i, t in enumerate(results)),
            )
        )
    return Signature(tuple(functions))


def _unquoted(text: str) -> str:
    bytes_ = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text[1:-1].replace("\\\\", "\\5C"))
    return bytes_.encode("latin-1").decode(errors="replace")


def _items(text: str) -> Iterator[str]:
    """What commas separate, outside of brackets and strings."""
    start = depth = position = 0
    while position < len(text):
        character = text[position]
        if character == '"':
            position = _end_of_string(text, position)
        elif text.startswith("->", position):
            position += 1
        elif character in "([{<":
            depth += 1
        elif character in ")]}>":
            depth -= 1
        elif character == "," and not depth:
            yield text[start:position].strip()
            start = position + 1
        position += 1
    if text[start:].strip():
        yield text[start:].strip()


def _end_of_string(text: str, start: int) -> int:
    position = start + 1
    while text[position] != '"':
        position += 2 if text[position] == "\\" else 1
    return position


def _both_sides(function_type: str) -> tuple[list[str], list[str]]:
    """The types of the arguments and of the results of ``(a, b) -> c``."""
    depth, end = 1, 1
    while depth:
        depth += (function_type[end] == "(") - (function_type[end] == ")")
        end += 1
    parameters, results = function_type[1 : end - 1], function_type[end:].removeprefix(" -> ")
    # One result stands alone, a procedure in parentheses of its own.
    return list(_items(parameters)), list(_items(results[1:-1])) if results.startswith("(") else [results]


def _type(function: str, text: str, variable: str) -> TensorInfo:
    tensor = _TENSOR.fullmatch(text)
    dtype = _DTYPES.get(tensor[2] if tensor else text)
    if dtype is None or (tensor is None and dtype.startswith("complex")):
        raise UnsupportedError.at(
            Code.MLIR_SIGNATURE,
            None,
            f"the function {function} takes or returns {text}, which cannot be passed to compiled code",
            help=[
                f"tensors of {', '.join(_DTYPES)} can be, and scalars that are not complex",
                "a function that only the module calls is private",
            ],
        )
    if tensor is None:
        return TensorInfo(dtype)
    extents = tensor[1].split("x")[:-1]
    # Nothing says which unknown extents are equal, so each is a variable of its own.
    shape = tuple(f"{variable}_{axis}" if each == "?" else int(each) for axis, each in enumerate(extents))
    return TensorInfo(dtype, shape)
