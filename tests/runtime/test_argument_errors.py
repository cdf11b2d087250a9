"""Every message about an argument that does not fit, word for word."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from eshkol_mlir.compiler.signature import RecordInfo, TensorInfo, tuple_of
from eshkol_mlir.diagnostics import ArityError, EshkolError, ShapeError, TypeError
from eshkol_mlir.runtime.module import Module
from runtime_support import function, load, mlir_type

F32, F64, I64, I1, BF16 = (TensorInfo(dtype) for dtype in ("f32", "f64", "i64", "i1", "bf16"))
VECTOR = TensorInfo("f32", ("n",))
MATRIX = TensorInfo("f32", ("n", 3))
LAYER = RecordInfo("Layer", (("W", MATRIX), ("rate", F64)))


def accepting(name: str, **parameters: Any) -> Module:
    """A module with a function that takes these parameters and returns nothing."""
    leaves = [leaf for type_ in parameters.values() for leaf in flatten(type_)]
    arguments = ", ".join(f"%a{index}: {mlir_type(leaf)}" for index, leaf in enumerate(leaves))
    text = f"func.func @{name}({arguments}) {{\n  return\n}}\n"
    return load(text, function(name, parameters, []))


def flatten(type_: Any) -> list[TensorInfo]:
    if isinstance(type_, RecordInfo):
        return [leaf for _, field in type_.fields for leaf in flatten(field)]
    if type_.dtype == "complex64" and type_.shape is None:
        return [F32, F32]
    return [type_]


def complaint(kind: type[EshkolError], call: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(kind) as caught:
        call(*args, **kwargs)
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.kind == kind.__name__
    text = str(caught.value)
    prefix = f"error[{diagnostic.code}]: {kind.__name__}: "
    assert text.startswith(prefix)
    return text.removeprefix(prefix)


def test_number_of_arguments() -> None:
    f = accepting("f", x=VECTOR, scale=F64).f
    signature = "  = note: its signature is f(x: f32[n], scale: f64) -> ()"
    assert complaint(ArityError, f) == f"f takes 2 arguments but got 0\n{signature}"
    assert complaint(ArityError, f, 1, 2, 3) == f"f takes 2 arguments but got 3\n{signature}"
    assert (
        complaint(ArityError, f, 1, 2, scale=3)
        == "f got the argument scale twice, by position and by keyword"
    )
    assert complaint(ArityError, f, scale=3) == f"f needs the argument x\n{signature}"
    assert complaint(ArityError, f, 1, scales=3) == (
        "f has no parameter 'scales'\n  = note: its parameters are x, scale\n  = help: did you mean 'scale'?"
    )
    assert complaint(ArityError, accepting("one", x=F64).one, 1, 2).startswith(
        "one takes 1 argument but got 2"
    )


def test_element_types() -> None:
    f = accepting("f", x=VECTOR).f
    assert complaint(TypeError, f, np.zeros(3)) == (
        "f: the argument x must have element type f32 (float32) but has float64\n  = help: pass x.astype(np.float32)"
    )
    assert complaint(TypeError, f, np.zeros(3, bool)) == (
        "f: the argument x must have element type f32 (float32) but has bool\n  = help: pass x.astype(np.float32)"
    )
    half = accepting("half", x=TensorInfo("bf16", (2,))).half
    assert complaint(TypeError, half, np.zeros(2, np.float32)) == (
        "half: the argument x must have element type bf16 (bfloat16) but has float32\n"
        "  = help: pass x.astype(ml_dtypes.bfloat16)"
    )
    flags = accepting("flags", x=TensorInfo("i1", (2,))).flags
    assert "pass x.astype(np.bool_)" in complaint(TypeError, flags, np.zeros(2, np.uint8))
    assert "must have element type f32 (float32) but has object" in complaint(TypeError, f, np.array([None]))
    assert "but has str" in complaint(TypeError, f, np.array(["1"]))


def test_byte_order() -> None:
    f = accepting("f", x=VECTOR).f
    swapped = np.zeros(3, np.dtype(np.float32).newbyteorder("S"))
    assert complaint(TypeError, f, swapped) == (
        f"f: the argument x must be in this machine's byte order but is {swapped.dtype.str}\n"
        "  = help: pass x.astype(np.float32)"
    )


def test_what_is_no_array() -> None:
    f = accepting("f", x=VECTOR).f
    assert complaint(TypeError, f, [1, 2]) == (
        "f: the argument x must be an array of f32[n] but is a list\n  = help: pass np.asarray(x, dtype=np.float32)"
    )
    assert complaint(TypeError, f, None) == "f: the argument x must be an array of f32[n] but is None"
    assert complaint(TypeError, f, "abc") == "f: the argument x must be an array of f32[n] but is a str"
    assert (
        complaint(TypeError, f, object()) == "f: the argument x must be an array of f32[n] but is an object"
    )
    assert (
        complaint(TypeError, f, 3).splitlines()[0]
        == "f: the argument x must be an array of f32[n] but is an int"
    )


def test_ranks() -> None:
    f = accepting("f", x=MATRIX).f
    assert complaint(ShapeError, f, np.zeros(3, np.float32)) == (
        "f: the argument x has the wrong rank: expected [n 3] but got [3]\n"
        "  = help: pass x[np.newaxis] if it is one row of a batch"
    )
    assert complaint(ShapeError, f, np.zeros((2, 1, 3), np.float32)) == (
        "f: the argument x has the wrong rank: expected [n 3] but got [2 1 3]\n"
        "  = help: pass np.squeeze(x, axis=1)"
    )
    assert complaint(ShapeError, f, np.zeros((2, 2, 2, 2), np.float32)) == (
        "f: the argument x has the wrong rank: expected [n 3] but got [2 2 2 2]"
    )


def test_extents() -> None:
    f = accepting("f", x=MATRIX).f
    assert complaint(ShapeError, f, np.zeros((2, 4), np.float32)) == (
        "f: the argument x has the wrong shape: expected [n 3] but got [2 4]\n  = note: dimension 1 must be 3 but is 4"
    )
    g = accepting("g", x=TensorInfo("f32", (2, 3))).g
    assert complaint(ShapeError, g, np.zeros((3, 2), np.float32)) == (
        "g: the argument x has the wrong shape: expected [2 3] but got [3 2]\n"
        "  = note: dimension 0 must be 2 but is 3\n"
        "  = note: dimension 1 must be 3 but is 2\n"
        "  = help: pass x.T if it is transposed"
    )


def test_dimension_variables_across_arguments() -> None:
    f = accepting("f", x=MATRIX, y=VECTOR).f
    x = np.zeros((32, 3), np.float32)
    f(x, np.zeros(32, np.float32))
    assert complaint(ShapeError, f, x, np.zeros(31, np.float32)) == (
        "f: the argument y has the wrong shape: expected [n] but got [31]\n"
        "  = note: n is 32, the extent of dimension 0 of x"
    )


def test_dimension_variables_within_one_argument() -> None:
    f = accepting("f", x=TensorInfo("f32", ("n", "n"))).f
    f(np.zeros((4, 4), np.float32))
    assert complaint(ShapeError, f, np.zeros((4, 5), np.float32)) == (
        "f: the argument x has the wrong shape: expected [n n] but got [4 5]\n"
        "  = note: n is 4, the extent of dimension 0 of x"
    )


def test_dimension_expressions() -> None:
    f = accepting("f", y=TensorInfo("f32", ("2*n+1",)), x=VECTOR).f
    f(np.zeros(7, np.float32), np.zeros(3, np.float32))
    assert complaint(ShapeError, f, np.zeros(6, np.float32), np.zeros(3, np.float32)) == (
        "f: the argument y has the wrong shape: expected [2*n+1] but got [6]\n"
        "  = note: dimension 0 must be 2*n+1 = 7 but is 6\n"
        "  = note: n is 3"
    )


def test_booleans() -> None:
    f = accepting("f", flag=I1).f
    f(True)
    f(np.bool_(False))
    assert (
        complaint(TypeError, f, 1)
        == "f: the argument flag must be a boolean but is an int\n  = help: pass bool(flag)"
    )


def test_integers() -> None:
    f = accepting("f", n=I64).f
    assert complaint(TypeError, f, 2.0) == (
        "f: the argument n must be an integer (i64) but is a float\n"
        "  = help: pass int(n) if its fraction does not matter"
    )
    assert complaint(TypeError, f, True) == (
        "f: the argument n must be an integer (i64) but is a bool\n  = help: pass int(n)"
    )
    assert complaint(TypeError, f, 2**63) == (
        "f: the argument n must be an integer (i64) but 9223372036854775808 does not fit"
    )
    assert complaint(TypeError, f, np.zeros(1, np.int64)) == (
        "f: the argument n must be an integer (i64) but is an array of shape [1] of int64\n  = help: pass n.item()"
    )
    small = accepting("small", n=TensorInfo("i8")).small
    small(-128)
    assert complaint(TypeError, small, 128).endswith("(i8) but 128 does not fit")


def test_numbers() -> None:
    f = accepting("f", x=F32).f
    assert complaint(TypeError, f, "1") == "f: the argument x must be a number (f32) but is a str"
    assert complaint(TypeError, f, None) == "f: the argument x must be a number (f32) but is None"
    assert complaint(TypeError, f, 1j) == (
        "f: the argument x must be a number (f32) but is a complex\n"
        "  = help: pass x.real if its imaginary part does not matter"
    )
    assert complaint(TypeError, f, False).endswith("but is a bool\n  = help: pass int(x)")
    assert complaint(TypeError, f, 1e39) == "f: the argument x must be a number (f32) but 1e+39 does not fit"
    assert complaint(TypeError, accepting("g", x=F64).g, 10**400).endswith("does not fit")
    assert complaint(TypeError, accepting("h", x=BF16).h, 3.5e38).endswith("(bf16) but 3.5e+38 does not fit")
    z = accepting("z", x=TensorInfo("complex64")).z
    z(1 + 2j)
    assert complaint(TypeError, z, "i") == "z: the argument x must be a number (complex64) but is a str"


def test_records() -> None:
    f = accepting("f", layer=LAYER).f
    w = np.zeros((2, 3), np.float32)
    noun = "f: the argument layer must be a record Layer with the fields W, rate but is"
    assert complaint(TypeError, f, 3) == f"{noun} an int"
    assert complaint(TypeError, f, (w,)) == f"{noun} a tuple\n  = note: it has 1 value"
    assert complaint(TypeError, f, {"W": w, "rat": 1}) == (
        f"{noun} a dict\n  = note: it has no field rate\n  = note: rat is no field"
    )
    assert complaint(TypeError, f, {"W": w, "rate": "fast"}) == (
        "f: the argument layer.rate must be a number (f64) but is a str"
    )
    assert complaint(ShapeError, f, {"W": w.T.copy(), "rate": 1}) == (
        "f: the argument layer.W has the wrong shape: expected [n 3] but got [3 2]\n"
        "  = note: dimension 1 must be 3 but is 2"
    )
    g = accepting("g", p=tuple_of([F64, F64])).g
    assert complaint(TypeError, g, 3) == "g: the argument p must be a tuple of 2 values but is an int"
    assert complaint(TypeError, g, (1, 2, 3)).endswith("but is a tuple\n  = note: it has 3 values")


def test_an_error_in_the_last_argument_runs_nothing() -> None:
    # The first argument is in order; the device is never asked to do anything.
    f = accepting("f", x=VECTOR, n=I64).f
    with pytest.raises(TypeError):
        f(np.zeros(3, np.float32), 0.5)
    f(np.zeros(3, np.float32), 5)
