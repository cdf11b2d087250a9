"""Every derivative rule against JAX in double precision, forward, reverse, and once more."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from derivative_cases import ALL
from derivative_checks import check_rule
from native_derivatives import Case, Libraries, emit, name_of


def number(group: str, cases: Iterator[Case]) -> list[Case]:
    """Gives cases of one operation different names that are identifiers."""
    counts: dict[str, Iterator[int]] = {}
    return [
        Case(**{**vars(case), "name": f"{group}_{plain}_{next(counts.setdefault(plain, itertools.count()))}"})
        for case in cases
        for plain in [case.name.replace(".", "_")]
    ]


CASES = {group: number(group, make()) for group, make in ALL.items()}
ROWS = [
    pytest.param(group, case, is_dynamic, id=name_of(case, is_dynamic))
    for group, cases in CASES.items()
    for case in cases
    for is_dynamic in ([False, True] if case.is_dynamic else [False])
]


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Libraries:
    def emit_group(group: str) -> dict[str, str]:
        return {
            name_of(case, is_dynamic): emit(case, is_dynamic)
            for case in CASES[group]
            for is_dynamic in ([False, True] if case.is_dynamic else [False])
        }

    return Libraries(tmp_path_factory.mktemp("derivatives"), emit_group)


@pytest.mark.parametrize(("group", "case", "is_dynamic"), ROWS)
def test_rule(libraries: Libraries, group: str, case: Case, is_dynamic: bool) -> None:
    name = name_of(case, is_dynamic)
    check_rule(libraries.get(group, name), name, case)
