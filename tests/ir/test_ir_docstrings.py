"""The examples in docstrings run."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest
from eshkol_mlir import ir
from eshkol_mlir.ir import errors, module


@pytest.mark.parametrize("documented", [ir, errors, module], ids=lambda module: module.__name__)
def test_examples(documented: ModuleType) -> None:
    flags = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    assert doctest.testmod(documented, optionflags=flags).failed == 0


def test_every_operation_is_described() -> None:
    names = [name for name in vars(ir.eshkol) if name.endswith("Op")]
    assert len(names) > 30
    assert [name for name in names if not getattr(ir.eshkol, name).__doc__] == []
