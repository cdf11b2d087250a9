"""Every derivative rule at random shapes: against JAX, forward against reverse, and against differences."""

from __future__ import annotations

import pytest
from derivative_checks import check_rule
from hypothesis import given, settings
from hypothesis import strategies as st
from native_derivatives import Libraries, emit, name_of
from property_rows import GROUPS

ROWS = [(group, name) for group, rows in GROUPS.items() for name in rows]


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
