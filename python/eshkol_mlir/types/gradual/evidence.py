"""What the checker proves, so that code needs no checks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TypeVar

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.traversal import walk

Node = TypeVar("Node", bound=core.Core)
Proof = TypeVar("Proof")


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

    def apart_from(self, values: Iterable[core.Core]) -> Evidence:
        """What is proven of all but these expressions, and what is inside of them."""
        gone = set(map(id, walk(*values)))
        return Evidence(
            {binding: _apart_from(gone, calls) for binding, calls in self.calls.items()},
            set(self.escaped),
            _apart_from(gone, self._results),
            _apart_from(gone, self._values),
        )

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


def _apart_from(gone: Set[int], proofs: Mapping[Node, Proof]) -> dict[Node, Proof]:
    return {node: proof for node, proof in proofs.items() if id(node) not in gone}
