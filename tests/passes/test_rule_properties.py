"""Every derivative rule at random shapes: against JAX, forward against reverse, and against differences."""

from __future__ import annotations

import pytest
from derivative_checks import check_rule
from hypothesis import given, settings
from hypothesis import strategies as st
from native_derivatives import Libraries, emit, name_of
from property_rows import GROUPS
from rule_files import ROOT, derivative_rules, plain

ROWS = [(group, name) for group, rows in GROUPS.items() for name in rows]

#: Operations that have a derivative rule and no row, with the reason and the place that shows it.
EXCUSED = {
    "arith.truncf": (
        "comes before arith.extf in its row",
        "tests/passes/elementwise_properties.py",
        "arith.truncf %a",
    ),
    "func.call": (
        "has the rules that programs give",
        "tests/language/test_custom_derivatives.py",
        "(defvjp ",
    ),
    "tensor.empty": ("holds no number", "passes/autodiff/rules/Tensor.cpp", "constant<tensor::EmptyOp>(c)"),
}


def test_rules_have_rows() -> None:
    rows = [row for group in GROUPS.values() for row in group.values()]
    missing = derivative_rules() - {plain(row.operation) for row in rows}
    assert missing == {plain(operation) for operation in EXCUSED}


@pytest.mark.parametrize("operation", EXCUSED)
def test_excuse_holds(operation: str) -> None:
    _, path, text = EXCUSED[operation]
    assert text in (ROOT / path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Libraries:
    def emit_group(group: str) -> dict[str, str]:
        samples = [row.sample() for row in GROUPS[group].values()]
        return {name_of(case, True): emit(case, True) for case in samples}

    return Libraries(tmp_path_factory.mktemp("properties"), emit_group)


@pytest.mark.parametrize(("group", "name"), ROWS)
@given(data=st.data())
@settings(max_examples=8, deadline=None, derandomize=True)
def test_rule(libraries: Libraries, group: str, name: str, data: st.DataObject) -> None:
    row = GROUPS[group][name]
    case = row.at(*data.draw(row.examples()))
    function = name_of(case, True)
    check_rule(libraries.get(group, function), function, case)
