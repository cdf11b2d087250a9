"""Values that are almost what a function takes, and objects that misbehave."""

from __future__ import annotations

import builtins
import copy
import pickle
from typing import Any

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.compiler.program import Program
from eshkol_mlir.diagnostics import EshkolError, FileError, OutOfMemoryError, TypeError, UsageError

VECTOR = np.arange(3, dtype=np.float32)


class Raises:
    """An array of another library that cannot be converted."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def __getattr__(self, name: str) -> Any:
        if name in self.names:
            return self.fail
        raise AttributeError(name)

    def fail(self, *args: Any, **kwargs: Any) -> Any:
        raise KeyError("no memory of this kind")


class NoArray:
    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        return "text"


@pytest.fixture(scope="module")
def program() -> Program:
    return esk.compile("""
        (define (double x : (Tensor f32 [n])) "Twice x." (* 2 x))
        (define (rounded x : float32) x)
        (define (small x : int8) x)
        (define (zero-d x : (Tensor f64 [])) x)
        (define (rotated z : complex128) (* z +i))
        (define (sum-of a b) (+ a b))
    """)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (np.ma.array(VECTOR, mask=[0, 1, 0]), "is a masked array"),
        (Raises("__dlpack__"), "but is a Raises"),
        (Raises("__array__"), "but is a Raises"),
        (Raises("__dlpack__", "__array__"), "but is a Raises"),
        (NoArray(), "but is a NoArray"),
        (np.float32, "but is a type"),
        (np.zeros(3, [("a", "f4")]), "but has void32"),
        (np.array(["a"]), "but has str32"),
        (memoryview(VECTOR), "but is a memoryview"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_is_no_array_of_numbers(program: Program, value: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message) as caught:
        program.double(value)
    assert "astype" not in str(caught.value)


def test_an_array_that_cannot_be_copied(program: Program) -> None:
    with pytest.raises(OutOfMemoryError, match="no memory to copy the argument x"):
        program.double(np.broadcast_to(np.float32(1), (10**13,)))


@pytest.mark.parametrize(("name", "digits"), [("small", 5000), ("rounded", 5000), ("small", 200)])
def test_very_long_integers(program: Program, name: str, digits: int) -> None:
    with pytest.raises(TypeError, match="an integer of more than 100 digits does not fit"):
        program[name](-(10**digits))


def test_what_rounds_to_the_largest_float_fits(program: Program) -> None:
    largest = np.finfo(np.float32).max
    assert program.rounded(3.4028235e38) == largest
    assert program.rounded(float(np.nextafter(2.0**128 - 2.0**103, 0))) == largest
    with pytest.raises(TypeError, match="does not fit"):
        program.rounded(2.0**128 - 2.0**103)


@pytest.mark.parametrize("number", [2, 2.0, 2j, np.float32(2), np.complex64(2), np.int8(2), np.longdouble(2)])
def test_a_complex_number_is_any_number(program: Program, number: Any) -> None:
    assert program.rotated(number) == complex(number) * 1j


@pytest.mark.parametrize("name", ["zero-d", "rotated", "rounded", "small"])
def test_truth_values_are_no_numbers(program: Program, name: str) -> None:
    with pytest.raises(TypeError, match="bool"):
        program[name](True)


def test_a_program_is_a_mapping(program: Program) -> None:
    assert "double" in program
    assert "sum_of" in dir(program)
    assert not any(name in program for name in ("nothing", 0, None))
    assert program.get("nothing") is None
    assert program.get("double") is program.double
    for name in ("nothing", 0):
        with pytest.raises(EshkolError, match="has no function"):
            program[name]  # type: ignore[index]


def test_compiled_code_stays_in_its_process(program: Program) -> None:
    for bound in (program, program.double, program.sum_of, program.module):
        assert copy.copy(bound) is bound
        assert copy.deepcopy(bound) is bound
        with pytest.raises(builtins.TypeError, match="cannot be pickled: it belongs to this process"):
            pickle.dumps(bound)


def test_errors_can_be_pickled_with_all_they_say() -> None:
    with pytest.raises(EshkolError) as caught:
        esk.compile("(define (f x : float64)\n  (sine x))")
    [diagnostic] = pickle.loads(pickle.dumps(caught.value)).diagnostics
    assert (diagnostic.kind, diagnostic.span.line, diagnostic.span.column) == ("NameError", 2, 4)
    assert diagnostic.span.text == "sine"


@pytest.mark.parametrize("source", [b"(display 1)", None, 5, bytearray(b"x")], ids=repr)
def test_a_program_is_text_or_a_path(source: Any) -> None:
    with pytest.raises(UsageError, match="a program is text or the path of a file"):
        esk.compile(source)


@pytest.mark.parametrize("path", ["", "missing.vmfb", "a\0b", b"missing"], ids=repr)
def test_files_that_cannot_be_loaded(path: Any) -> None:
    with pytest.raises(FileError, match="cannot read"):
        esk.load(path)
