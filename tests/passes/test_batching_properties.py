"""Every batching rule at random shapes: batches of each operand and of all against a loop in Python."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from batches import check_batch, choices_of_axes, emit_batches
from batching_rows import BATCHED_ONLY
from hypothesis import given, settings
from hypothesis import strategies as st
from native_derivatives import TOOLS, CompilationError, Libraries, build, call, name_of
from property_rows import GROUPS
from rule_files import batching_rules, plain

ALL = GROUPS | BATCHED_ONLY
ROWS = [(group, name) for group, rows in ALL.items() for name in rows]

#: Operations without a row: those that do not become machine code, with functions of them.
NOT_NATIVE = {
    "complex.bitcast": "(%x: complex<f32>) -> i64 "
    "{ %r = complex.bitcast %x : complex<f32> to i64 return %r : i64 }",
    "math.clampf": "(%x: f64) -> f64 { %r = math.clampf %x to [%x, %x] : f64 return %r : f64 }",
    "math.ipowi": "(%x: i64) -> i64 { %r = math.ipowi %x, %x : i64 return %r : i64 }",
    "math.isinf": "(%x: f64) -> i1 { %r = math.isinf %x : f64 return %r : i1 }",
    "math.isnormal": "(%x: f64) -> i1 { %r = math.isnormal %x : f64 return %r : i1 }",
    "arith.scaling_extf": "(%x: f32, %y: f8E8M0FNU) -> f64 "
    "{ %r = arith.scaling_extf %x, %y : f32, f8E8M0FNU to f64 return %r : f64 }",
    "arith.scaling_truncf": "(%x: f64, %y: f8E8M0FNU) -> f32 "
    "{ %r = arith.scaling_truncf %x, %y : f64, f8E8M0FNU to f32 return %r : f32 }",
}


@pytest.mark.parametrize("operation", NOT_NATIVE)
def test_operation_without_rows_does_not_compile(tmp_path: Path, operation: str) -> None:
    text = f"func.func @f{NOT_NATIVE[operation]}\n"
    assert operation in text
    call([TOOLS / "eshkol-opt"], text.encode())
    with pytest.raises(CompilationError):
        build(text, tmp_path / "f")


def test_rules_have_rows() -> None:
    tested = {plain(row.operation) for rows in ALL.values() for row in rows.values()}
    rules = batching_rules()
    assert tested <= rules, "rows of operations that have no rule"
    assert rules - tested == {plain(operation) for operation in NOT_NATIVE}


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
