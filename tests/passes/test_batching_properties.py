"""Every batching rule at random shapes: batches of each operand and of all against a loop in Python."""

from __future__ import annotations

import numpy as np
import pytest
from batches import check_batch, choices_of_axes, emit_batches
from batching_rows import BATCHED_ONLY
from hypothesis import given, settings
from hypothesis import strategies as st
from native_derivatives import Libraries, name_of
from property_rows import GROUPS

ALL = GROUPS | BATCHED_ONLY
ROWS = [(group, name) for group, rows in ALL.items() for name in rows]

#: Operations without a row, and why.
EXCUSED: dict[str, str] = {}


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Libraries:
    def emit_group(group: str) -> dict[str, str]:
        rows = ((row.sample(), row.uniform) for row in ALL[group].values())
        return {
            name_of(case, True): emit_batches(case, choices_of_axes(case, uniform)) for case, uniform in rows
        }

    return Libraries(tmp_path_factory.mktemp("batches"), emit_group)


@pytest.mark.parametrize(("group", "name"), ROWS)
@given(data=st.data())
@settings(max_examples=8, deadline=None, derandomize=True)
def test_rule(libraries: Libraries, group: str, name: str, data: st.DataObject) -> None:
    row = ALL[group][name]
    sizes, seed = data.draw(row.examples())
    count = data.draw(st.sampled_from((1, 3)))
    random = np.random.default_rng(seed)
    elements = [row.make(sizes, random) for _ in range(count)]
    for position in row.uniform:
        shared = elements[0][position]
        elements = [(*one[:position], shared, *one[position + 1 :]) for one in elements]
    sample = row.sample()
    library = libraries.get(group, name_of(sample, True))
    for axes in choices_of_axes(sample, row.uniform):
        check_batch(library, sample, axes, elements)
