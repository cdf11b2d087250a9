"""``jit``: a procedure compiled as its options say.

Everything is compiled, so that ``(jit f)`` is ``f``.  An option is taken where it
is what happens anyway, or where it can be done; any other is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.values import (
    Static,
    SymbolValue,
    Text,
    Transformed,
    TransformOptions,
    Value,
    describe,
    is_procedure,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


@dataclass(frozen=True)
class _Option:
    """The values that describe what happens anyway, all that there are, and how to get the others."""

    always: tuple[bool | str, ...]
    known: tuple[bool | str, ...]
    instead: str


_OPTIONS = {
    "device": _Option(
        (), (), "choose it for the whole program: --target when compiling, --device when running"
    ),
    "precision": _Option(("full",), ("full", "mixed"), "declare element types: (Tensor bf16 [n])"),
    "optimize": _Option((True,), (True, False), "compile the whole program with -O0"),
    # Places in the source are kept in any case, and cost nothing.
    "debug": _Option((True, False), (True, False), ""),
    "fusion": _Option((True,), (True, False), "compile the whole program with -O0"),
    "layout": _Option(("optimal",), ("optimal", "row-major", "column-major"), "transpose the tensor"),
}


@builtin("(jit f :device :precision :optimize :debug :memory-optimization :fusion :layout)", "xla/compile")
def jit(el: Elaborator, call: Call) -> Value:
    """The procedure itself: everything is compiled.

    ``:memory-optimization`` is what reverse mode does in its derivatives that say nothing else.
    """
    if not is_procedure(call[0]):
        raise call.type_error(Code.PROCEDURE_EXPECTED, f"expected a procedure but got {describe(call[0])}")
    for name, option in _OPTIONS.items():
        if name in call.options:
            _check(call, name, call.options[name], option)
    memory = call.symbol("memory-optimization", ("recompute", "store"))
    return call[0] if memory is None else Transformed("jit", call[0], TransformOptions(memory=memory))


def _check(call: Call, name: str, value: Value, option: _Option) -> None:
    found = value.value if isinstance(value, Static | Text) else None
    if isinstance(value, SymbolValue):
        found = value.name
    if found in option.always and isinstance(found, bool | str):
        return
    if option.known and not (isinstance(found, bool | str) and found in option.known):
        choices = " or ".join(_spelled(choice) for choice in option.known)
        raise call.type_error(Code.OPTION_VALUE, f":{name} should be {choices} but is {describe(value)}")
    raise diagnostics.UnsupportedError.at(
        Code.JIT_OPTION,
        call.span,
        f"jit cannot compile one procedure with :{name} {_spelled(found) if option.known else describe(value)}",
        help=[option.instead],
    )


def _spelled(value: object) -> str:
    if isinstance(value, bool):
        return "#t" if value else "#f"
    return f"'{value}"
