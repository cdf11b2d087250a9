"""What the checker proves, so that code needs no checks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding


@dataclass
class Evidence:
    """Which checks have been proven needless.  What is checked in several rounds is proven if it is in all.

    Attributes:
        calls: of procedures with declared types, the arguments of each call that are known to be of them.
        escaped: variables that something else is done with than calling them.
    """

    calls: dict[Binding, dict[core.Apply, tuple[bool, ...]]] = field(default_factory=dict)
    escaped: set[Binding] = field(default_factory=set)
    _results: dict[core.Lambda, bool] = field(default_factory=dict)
    _values: dict[core.Core, bool] = field(default_factory=dict)

    def note_escape(self, binding: Binding) -> None:
        self.escaped.add(binding)

    def note_call(self, binding: Binding, node: core.Apply, proven: Sequence[bool]) -> None:
        of_binding = self.calls.setdefault(binding, {})
        before = of_binding.get(node, tuple(proven))
        of_binding[node] = tuple(a and b for a, b in zip(before, proven, strict=True))

    def note_result(self, procedure: core.Lambda, proven: bool) -> None:
        self._results[procedure] = self._results.get(procedure, True) and proven

    def note_value(self, value: core.Core, proven: bool) -> None:
        self._values[value] = self._values.get(value, True) and proven

    def proves_result(self, procedure: core.Lambda) -> bool:
        return self._results.get(procedure, False)

    def proves_value(self, value: core.Core) -> bool:
        return self._values.get(value, False)
