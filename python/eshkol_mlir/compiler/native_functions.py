"""Device functions that do little as machine code of this process, which is called without a dispatch."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.driver import Compiler, make_signature
from eshkol_mlir.compiler.native_signature import ENTRY, signature_text
from eshkol_mlir.compiler.signature import FunctionInfo, ParameterInfo, RecordInfo
from eshkol_mlir.diagnostics import UsageError
from eshkol_mlir.expander.scope import did_you_mean
from eshkol_mlir.recursion import deep_recursion

#: The most scalar operations of a function that is native code.  With several times as many, IREE is faster
#: (benchmarks/device_calls.py).
WORK_LIMIT = 1 << 18


class Backend(Enum):
    """What compiles device functions for the processor, by the value of ``$ESHKOL_DEVICE_CODE``."""

    #: Native code for what does little, otherwise IREE.
    EITHER = ""
    #: Native code wherever that is possible.
    NATIVE = "native"
    IREE = "iree"

    @property
    def work_limit(self) -> int | None:
        """There is less to compute than so many scalar operations where it is native code; None for no limit."""
        return {Backend.EITHER: WORK_LIMIT, Backend.NATIVE: None, Backend.IREE: 0}[self]


def chosen_backend() -> Backend:
    """What the environment asks for.

    Raises:
        UsageError: there is no such choice.
    """
    text = os.environ.get("ESHKOL_DEVICE_CODE", "")
    try:
        return Backend(text)
    except ValueError:
        names = [backend.value for backend in Backend if backend.value]
        raise UsageError.at(
            Code.DEVICE_CODE,
            None,
            f"ESHKOL_DEVICE_CODE is '{text}', which is none of {', '.join(names)}",
            help=did_you_mean(text, names) or ["leave it out, and native code is used for what does little"],
        ) from None


@dataclass(frozen=True, slots=True)
class NativeFunction:
    """Machine code of a device function.

    Attributes:
        signature: what it takes, one parameter for each leaf of its arguments, and returns.
        entry: its address.
        has_constant_integers: the values of integers among the arguments are part of it.
    """

    signature: str
    entry: int
    has_constant_integers: bool = False


def native_function(compiler: Compiler, name: str, work_limit: int | None) -> NativeFunction | None:
    """The function of a name in the program of a compiler, which exports it alone.

    Returns:
        None where it does too much, or what native code cannot do.

    Raises:
        EshkolError: what is wrong with the function.
    """
    with deep_recursion():
        code = compiler.native_object(work_limit)
        info = make_signature(compiler.frontend().elaborated.exports).functions[0]
    if code is None:
        return None
    entries = entries_of(code, [name])
    return NativeFunction(signature_text(_of_leaves(info), name), entries[0]) if entries else None


def entries_of(code: bytes, names: Sequence[str]) -> list[int] | None:
    """The addresses of device functions in an object file, which becomes part of this process.

    Returns:
        None where it refers to a function that neither the runtime nor the C library has.
    """
    from eshkol_mlir.compiler.host_process import session

    try:
        found: list[int] = session().add_functions(code, [ENTRY + name for name in names])
    except RuntimeError:
        return None
    return found


def _of_leaves(info: FunctionInfo) -> FunctionInfo:
    """A function that takes the numbers and tensors of records one by one."""
    leaves = [leaf for parameter in info.parameters for leaf in _leaves(parameter)]
    return replace(info, parameters=tuple(leaves))


def _leaves(parameter: ParameterInfo) -> Iterator[ParameterInfo]:
    if not isinstance(parameter.type, RecordInfo):
        yield parameter
        return
    for name, type_ in parameter.type.fields:
        yield from _leaves(ParameterInfo(f"{parameter.name}.{name}", type_))
