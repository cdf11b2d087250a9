"""The effects of procedures as they are shown to people."""

from __future__ import annotations

from dataclasses import dataclass

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.effects.rows import shown
from eshkol_mlir.types.effects.values import Row

#: What stands in a row for the effects of procedures that are not known.
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class EffectSignature:
    """What a call of a procedure does."""

    binding: Binding
    span: Span
    row: Row

    @property
    def is_written(self) -> bool:
        """Whether the program's text has the name, rather than a macro."""
        return not self.binding.name.startswith("%")

    def __str__(self) -> str:
        """``name : {IO e} where f : {e}``: what it does, with the effects of the parameters that it calls."""
        called = list(dict.fromkeys(call.argument.binding.name for call in self.row.calls))
        variables = ["e"] if len(called) == 1 else [f"e{number}" for number in range(1, len(called) + 1)]
        unknown = [UNKNOWN] if self.row.unknown is not None else []
        text = f"{self.binding.name} : {shown(self.row.visible(), [*variables, *unknown])}"
        given = ", ".join(
            f"{name} : {{{variable}}}" for name, variable in zip(called, variables, strict=True)
        )
        return f"{text} where {given}" if given else text
