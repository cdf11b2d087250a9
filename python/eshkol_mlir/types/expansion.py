"""What is expanded while compiling, and when that is given up as endless."""

from __future__ import annotations

from dataclasses import dataclass, field

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander import core
from eshkol_mlir.types.analysis import Recursion, recursion_of
from eshkol_mlir.types.values import Closure, Compound, Value

#: Calls nested deeper than this while compiling are taken for endless recursion.
MAX_DEPTH = 1000
#: So are more calls than this, all in all.
MAX_CALLS = 150_000
#: Values of more parts are taken for endless lists.
MAX_PARTS = 100_000


def title_of(function: core.Lambda) -> str:
    return f"`{function.name}`" if function.name else "this procedure"


@dataclass
class Expansion:
    """The calls that one compilation has expanded."""

    calls: int = 0
    endless: set[core.Lambda] = field(default_factory=set)
    _recursions: dict[core.Lambda, Recursion] = field(default_factory=dict)

    def exhausted(self, function: core.Lambda) -> bool:
        """Whether it has been reported that calls of ``function`` do not end."""
        return function in self.endless or self.calls > MAX_CALLS

    def enter(self, closure: Closure, depth: int, span: Span) -> None:
        """Counts a call; raises UnsupportedError where there are too many."""
        self.calls += 1
        if depth < MAX_DEPTH and self.calls <= MAX_CALLS:
            return
        function = closure.function
        self.endless.add(function)
        is_loop = self.recursion(function, closure.binding) is Recursion.TAIL
        count = f"{MAX_DEPTH} calls deep" if depth >= MAX_DEPTH else f"{MAX_CALLS} times"
        raise diagnostics.UnsupportedError.at(
            Code.UNROLLED_TOO_FAR,
            span,
            f"{title_of(function)} is called more than {count} while compiling",
            notes=[
                "recursion on known values is expanded while compiling, and this one does not seem to end"
            ],
            help=[
                "give each round numbers, tensors, and lists that are as long as those before, so that it becomes a loop"
                if is_loop
                else "make the call the last thing that the procedure does, so that it becomes a loop"
            ],
        )

    def recursion(self, function: core.Lambda, binding: core.Binding | None) -> Recursion:
        if binding is None:
            return Recursion.NONE
        if function not in self._recursions:
            self._recursions[function] = recursion_of(function, binding)
        return self._recursions[function]


def bounded(value: Value, span: Span) -> Value:
    """A value; raises UnsupportedError where it has more parts than a program can mean."""
    if isinstance(value, Compound) and value.size > MAX_PARTS:
        raise diagnostics.UnsupportedError.at(
            Code.UNROLLED_TOO_FAR,
            span,
            f"the compiler would have to keep track of a value of more than {MAX_PARTS} parts here",
            notes=["lists, vectors and records on a device are known part by part while compiling"],
            help=["does a loop put what it carries into itself in each round?"],
        )
    return value
