"""Programs expanded, and evaluated where their values are known while compiling."""

from __future__ import annotations

from eshkol_mlir.compiler.frontend import compile_frontend, expand_source
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.expander import core
from eshkol_mlir.expander.printer import Printer, print_program


def expanded(text: str) -> str:
    """The core program as text."""
    return print_program(expand_source(Source("program.esk", text)))


def values(text: str) -> list[str]:
    """What the top-level expressions print, all of which are known while compiling."""
    script = compile_frontend(Source("program.esk", text), script="values").elaborated.script
    assert all(isinstance(item, str) for item in script)
    return "".join(item for item in script if isinstance(item, str)).splitlines()


class _Canonical(Printer):
    """Numbers all variables in the order in which they occur, whatever they are called."""

    def name(self, binding: core.Binding) -> str:
        return self.names.setdefault(binding, f"v{len(self.names)}")


def canonical(text: str) -> str:
    """The core program as text, the same for all programs that differ only in the names of variables."""
    return "\n".join(_Canonical(expand_source(Source("program.esk", text)), frozenset()).render())
