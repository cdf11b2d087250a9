"""Programs that are compiled together and run against known answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import EshkolError, Source


@dataclass(frozen=True)
class Case:
    """A program, whose function ``f$`` applied to ``arguments`` gives ``expected``.

    ``$`` in the source stands for the case's number, so that the programs of a
    file fit in one module.  ``expected`` is a number, an array, or a tuple of
    them for several values.
    """

    source: str
    arguments: tuple[Any, ...]
    expected: Any

    def numbered(self, number: int) -> str:
        return self.source.replace("$", str(number))


def program_fixture(cases: Sequence[Case]) -> Callable[[], Any]:
    """A fixture with all cases compiled as one module."""

    @pytest.fixture(scope="module")
    def program() -> Any:
        return esk.compile("\n".join(case.numbered(i) for i, case in enumerate(cases)), cache=False)

    return program


def each(cases: Sequence[Case]) -> pytest.MarkDecorator:
    """Runs a test of ``(number, case)`` for every case."""
    ids = [case.source.split(")(")[-1][:60] for case in cases]
    return pytest.mark.parametrize(("number", "case"), list(enumerate(cases)), ids=ids)


def check(program: Any, number: int, case: Case) -> None:
    """Calls the case's function and compares values, shapes and kinds of number."""
    result = program[f"f{number}"](*case.arguments)
    results = result if isinstance(case.expected, tuple) else (result,)
    wanted = case.expected if isinstance(case.expected, tuple) else (case.expected,)
    assert len(results) == len(wanted)
    for actual, expected in zip(results, wanted, strict=True):
        assert np.shape(actual) == np.shape(expected)
        array, reference = np.asarray(actual), np.asarray(expected)
        assert (array.dtype == bool) == (reference.dtype == bool)
        single = array.dtype.itemsize < 8 and array.dtype.kind not in "ib"
        np.testing.assert_allclose(
            array.astype(complex),
            reference.astype(complex),
            rtol=2e-3 if array.dtype.itemsize < 4 else 1e-5 if single else 1e-12,
            atol=1e-6 if single else 1e-12,
        )


def check_tree(actual: Any, expected: Any) -> None:
    """Compares numbers, arrays, and tuples of them of any depth, to the last digits of their type."""
    if isinstance(expected, tuple):
        assert len(actual) == len(expected)
        for a, e in zip(actual, expected, strict=True):
            check_tree(a, e)
        return
    assert np.shape(actual) == np.shape(expected)
    single = np.asarray(expected).dtype == np.float32
    np.testing.assert_allclose(
        actual, expected, rtol=1e-5 if single else 1e-11, atol=1e-6 if single else 1e-12
    )


def refused(source: str, message: str | None) -> None:
    """Checks the first line of what the frontend says to a program; None if it takes it."""
    if message is None:
        compile_frontend(Source("test.esk", source))
        return
    with pytest.raises(EshkolError) as caught:
        compile_frontend(Source("test.esk", source))
    first = str(caught.value).splitlines()[0]
    assert first.split("]: ", 1)[1] == message
