"""Compiles functions in the dialect and their derivatives to machine code and calls them on arrays."""

from __future__ import annotations

import ctypes
import math
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

LLVM = Path(os.environ.get("MLIR_DIR", "/usr/lib/llvm-22/lib/cmake/mlir")).parents[2]
TOOLS = Path(os.environ.get("ESHKOL_TOOLS", Path(sys.executable).parent))
ELEMENTS = {
    "float64": "f64",
    "float32": "f32",
    "float16": "f16",
    "bfloat16": "bf16",
    "complex128": "complex<f64>",
    "complex64": "complex<f32>",
    "int64": "i64",
    "int32": "i32",
    "bool": "i1",
}
#: The names of the values that a body computes from, and of those that it computes.
OPERANDS, RESULTS = "abcd", "rsq"


def type_of(array: Array, is_dynamic: bool) -> str:
    """The tensor type of an array, with its sizes or without."""
    sizes = "".join("?x" if is_dynamic else f"{size}x" for size in array.shape)
    return f"tensor<{sizes}{ELEMENTS[array.dtype.name]}>"


def is_differentiable(array: Any) -> bool:
    # The kind of bfloat16, which NumPy does not know, is "V".
    return bool(jnp.issubdtype(array.dtype, jnp.inexact))


@dataclass(frozen=True)
class Case:
    """One operation, what JAX computes instead, and where.

    Attributes:
        name: of the case; part of the names of its functions.
        body: computes ``%r`` (and ``%s`` and ``%q``, if there are more results) from ``%a``, ``%b``, ``%c``,
            ``%d``; ``{a}`` to ``{d}`` and ``{r}`` to ``{q}`` are the types, and ``{ea}`` to ``{eq}`` those of
            the elements.
        function: the same in JAX.
        inputs: the arrays.
        is_dynamic: also compiled without static sizes.
        is_smooth: has derivatives there that differences can approximate.
        is_twice: has second derivatives.
        tolerance: of the pairings of tangents with cotangents, which some operations round.
    """

    name: str
    body: str
    function: Callable[..., Any]
    inputs: tuple[Array, ...]
    is_dynamic: bool = True
    is_smooth: bool = True
    is_twice: bool = True
    tolerance: float = 1e-9

    @property
    def results(self) -> tuple[Array, ...]:
        found = self.function(*map(jnp.asarray, self.inputs))
        return tuple(np.asarray(result) for result in (found if isinstance(found, tuple) else (found,)))

    @property
    def varied(self) -> list[int]:
        """The positions of the inputs that have derivatives."""
        return [position for position, array in enumerate(self.inputs) if is_differentiable(array)]


def emit_value(case: Case, is_dynamic: bool) -> str:
    """The function of a case."""
    inputs, results = case.inputs, case.results
    letters = [*OPERANDS[: len(inputs)], *RESULTS[: len(results)]]
    arrays = [*inputs, *results]
    types = [type_of(array, is_dynamic) for array in arrays]
    holes = dict(zip(letters, types, strict=True)) | {
        f"e{letter}": ELEMENTS[array.dtype.name] for letter, array in zip(letters, arrays, strict=True)
    }
    names = [f"%{letter}" for letter in letters]
    count = len(inputs)
    result_types = ", ".join(types[count:])
    return (
        f"func.func @{name_of(case, is_dynamic)}({declare(names[:count], types[:count])}) -> ({result_types}) "
        "attributes {llvm.emit_c_interface} {\n"
        f"{case.body.format(**holes)}\n  return {', '.join(names[count:])} : {result_types}\n}}\n"
    )


def emit(case: Case, is_dynamic: bool) -> str:
    """The function of a case, its derivatives, and the derivative of its reverse derivative."""
    name = name_of(case, is_dynamic)
    results = case.results
    types = [type_of(array, is_dynamic) for array in case.inputs]
    result_types = [type_of(array, is_dynamic) for array in results]
    values = [f"%{letter}" for letter in OPERANDS[: len(types)]]
    varied = [types[position] for position in case.varied]
    varied_results = [
        text for text, array in zip(result_types, results, strict=True) if is_differentiable(array)
    ]
    wrt = ", ".join(str(position) for position in case.varied)
    tangents = [f"%t{number}" for number in range(len(varied))]
    cotangents = [f"%g{number}" for number in range(len(varied_results))]
    text = emit_value(case, is_dynamic)
    arguments, outputs = [*types, *varied], [*result_types, *varied_results]
    text += wrap(
        f"{name}_jvp",
        declare([*values, *tangents], arguments),
        f"eshkol.jvp @{name}({', '.join(values)}) wrt [{wrt}] tangents({', '.join(tangents)})",
        arguments,
        outputs,
    )
    arguments, outputs = [*types, *varied_results], [*result_types, *varied]
    text += wrap(
        f"{name}_vjp",
        declare([*values, *cotangents], arguments),
        f"eshkol.vjp @{name}({', '.join(values)}) wrt [{wrt}] cotangents({', '.join(cotangents)})",
        arguments,
        outputs,
    )
    if case.is_twice:
        call = f"eshkol.jvp @{name}_vjp({', '.join([*values, *cotangents])}) wrt [{wrt}]"
        text += wrap(
            f"{name}_twice",
            declare([*values, *cotangents, *tangents], [*arguments, *varied]),
            f"{call} tangents({', '.join(tangents)})",
            [*arguments, *varied],
            [*outputs, *varied_results, *varied],
        )
    return text


def declare(values: Sequence[str], types: Sequence[str]) -> str:
    return ", ".join(f"{value}: {text}" for value, text in zip(values, types, strict=True))


def wrap(name: str, arguments: str, call: str, types: Sequence[str], outputs: Sequence[str]) -> str:
    results = ", ".join(f"%r#{number}" for number in range(len(outputs))) if len(outputs) > 1 else "%r"
    return (
        f"func.func @{name}({arguments}) -> ({', '.join(outputs)}) attributes {{llvm.emit_c_interface}} {{\n"
        f"  %r:{len(outputs)} = {call} : ({', '.join(types)}) -> ({', '.join(outputs)})\n"
        f"  return {results} : {', '.join(outputs)}\n}}\n"
    )


def name_of(case: Case, is_dynamic: bool) -> str:
    return f"{case.name}_{'dynamic' if is_dynamic else 'static'}"


class CompilationError(Exception):
    """What a tool said."""


def build(text: str, path: Path) -> ctypes.CDLL:
    """Compiles a module to a shared library and loads it."""
    path.with_suffix(".mlir").write_text(text, encoding="utf-8")
    lowered = call(
        [TOOLS / "eshkol-opt", "--eshkol-to-native", "--emit-bytecode"],
        text.encode(),
    )
    translated = call([LLVM / "bin" / "mlir-translate", "--mlir-to-llvmir"], lowered)
    library = path.with_suffix(".so")
    call(
        [
            LLVM / "bin" / "clang",
            *(
                "-shared",
                "-fPIC",
                "-O0",
                "-Wno-override-module",
                "-x",
                "ir",
                "-",
                "-x",
                "none",
                "-o",
                library,
            ),
            # The second one converts to bf16, which processors do only of late.
            *(LLVM / "lib" / "libmlir_c_runner_utils.so", LLVM / "lib" / "libmlir_float16_utils.so"),
            *(f"-Wl,-rpath,{LLVM / 'lib'}", "-lm"),
        ],
        translated,
    )
    return ctypes.CDLL(str(library))


class Libraries:
    """Functions compiled in groups: together, or, where one of them does not compile, apart.

    Attributes:
        folder: where the libraries go.
        emit: the modules of a group by the names of their functions.
    """

    def __init__(self, folder: Path, emit: Callable[[str], dict[str, str]]) -> None:
        self.folder = folder
        self.emit = emit
        self.texts: dict[str, dict[str, str]] = {}
        self.groups: dict[str, ctypes.CDLL | None] = {}

    def get(self, group: str, name: str) -> ctypes.CDLL:
        """The library that has a function.

        Raises:
            CompilationError: the function does not compile.
        """
        if group not in self.groups:
            self.texts[group] = self.emit(group)
            try:
                self.groups[group] = build("".join(self.texts[group].values()), self.folder / group)
            except CompilationError:
                self.groups[group] = None
        return self.groups[group] or build(self.texts[group][name], self.folder / name)


def call(command: Sequence[str | Path], text: bytes) -> bytes:
    done = subprocess.run([str(word) for word in command], input=text, capture_output=True, check=False)
    if done.returncode:
        raise CompilationError(done.stderr.decode()[:3000])
    return done.stdout


def descriptor(rank: int) -> type[ctypes.Structure]:
    """The C structure of a memref."""
    fields: list[tuple[str, Any]] = [
        ("allocated", ctypes.c_void_p),
        ("aligned", ctypes.c_void_p),
        ("offset", ctypes.c_int64),
    ]
    if rank:
        fields += [("sizes", ctypes.c_int64 * rank), ("strides", ctypes.c_int64 * rank)]
    return type(f"MemRef{rank}", (ctypes.Structure,), {"_fields_": fields})


def invoke(library: ctypes.CDLL, name: str, inputs: Sequence[Array], like: Sequence[Array]) -> list[Array]:
    """Calls a function that returns arrays of the ranks and element types of ``like``."""
    arguments = []
    # Compiled functions may write to their arguments.
    kept = [np.array(array, order="C") for array in inputs]
    for array in kept:
        memref = descriptor(array.ndim)()
        memref.allocated = memref.aligned = array.ctypes.data
        memref.offset = 0
        # The strides of a NumPy array without elements are not the products of sizes that a memref has.
        for dimension in range(array.ndim):
            memref.sizes[dimension] = array.shape[dimension]
            memref.strides[dimension] = math.prod(array.shape[dimension + 1 :])
        arguments.append(memref)
    members = [(f"result{number}", descriptor(array.ndim)) for number, array in enumerate(like)]
    results = type("Results", (ctypes.Structure,), {"_fields_": members})()
    getattr(library, f"_mlir_ciface_{name}")(
        ctypes.byref(results), *(ctypes.byref(argument) for argument in arguments)
    )
    return [read(getattr(results, f"result{number}"), array) for number, array in enumerate(like)]


def read(memref: Any, like: Array) -> Array:
    shape = tuple(memref.sizes) if like.ndim else ()
    strides = tuple(stride * like.itemsize for stride in memref.strides) if like.ndim else ()
    if 0 in shape:
        return np.zeros(shape, like.dtype)
    last = sum((size - 1) * stride for size, stride in zip(shape, strides, strict=True)) + like.itemsize
    start = memref.aligned + memref.offset * like.itemsize
    buffer = (ctypes.c_char * last).from_address(start)
    return np.ndarray(shape, like.dtype, buffer, strides=strides).copy()
