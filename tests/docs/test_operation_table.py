"""docs/operations.md fits the registry, and says what is true of the targets."""

from __future__ import annotations

import operation_table as tool
import pytest

ROWS = tool.read_rows()


def test_every_operation_is_listed_with_its_rules() -> None:
    listed = {name: cells[:2] for name, cells in ROWS.items()}
    rules = {name: ["yes" if mark else "" for mark in marks] for name, *marks in tool.registry()}
    assert listed == rules, "run tools/operation_table.py"


def test_what_has_no_derivative_rule_is_known() -> None:
    """Operations on numbers all have one; the others make or take integers and truth values."""
    without = {name for name, differentiable, _ in tool.registry() if not differentiable}
    assert {"eshkol.argmax", "arith.cmpf", "arith.addi"} <= without
    # The front end emits none of these.
    unused = {"complex.atan2", "complex.bitcast", "complex.powi"}
    truths = {"complex.constant", "complex.eq", "complex.neq"}
    assert {name for name in without if name.startswith("complex.")} <= unused | truths


@pytest.mark.parametrize("name", ["math.sin", "eshkol.cholesky", "eshkol.gather", "tensor.from_elements"])
@pytest.mark.parametrize("target", ["vulkan", "stablehlo"])
def test_targets(name: str, target: str) -> None:
    """Some of the entries once more."""
    text = dict(tool.cases())[name]
    assert tool.compiles(text, target) == ROWS[name][2 + tool.TARGETS.index(target)]
