"""Signatures: their JSON form, names and printing."""

from __future__ import annotations

import json

import pytest
from eshkol_mlir.compiler.signature import (
    DTYPES,
    FunctionInfo,
    ParameterInfo,
    RecordInfo,
    ResultInfo,
    Signature,
    TensorInfo,
    TypeInfo,
    leaves,
    python_identifier,
    tuple_of,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

dimension = st.one_of(st.integers(0, 9), st.sampled_from(["n", "batch", "n+1"]))
leaf = st.builds(TensorInfo, st.sampled_from(DTYPES), st.none() | st.lists(dimension, max_size=3).map(tuple))
names = st.text(st.sampled_from("abcdefgh-?!"), min_size=1, max_size=6)


def records(inner: st.SearchStrategy[TypeInfo]) -> st.SearchStrategy[TypeInfo]:
    return st.builds(
        RecordInfo, names | st.just(""), st.lists(st.tuples(names, inner), max_size=3).map(tuple)
    )


types = st.recursive(leaf, records, max_leaves=5)
functions = st.builds(
    FunctionInfo,
    name=names,
    parameters=st.lists(st.builds(ParameterInfo, names, types), max_size=3).map(tuple),
    results=st.lists(st.builds(ResultInfo, types, names | st.just("")), max_size=3).map(tuple),
    doc=st.text(max_size=20),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(functions, max_size=4, unique_by=lambda function: function.python_name))
def test_json_round_trip(made: list[FunctionInfo]) -> None:
    signature = Signature(tuple(made))
    text = json.dumps(signature.to_json())
    assert Signature.from_json(json.loads(text)) == signature


@settings(deadline=None)
@given(st.text(max_size=12))
def test_python_names_are_identifiers(name: str) -> None:
    made = python_identifier(name)
    assert made.isidentifier()
    with pytest.raises(SyntaxError):
        # A keyword would make this a valid program of another meaning, or none.
        compile(f"{made} = 1 =", "<test>", "exec")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("train", "train"),
        ("mean-squared-error", "mean_squared_error"),
        ("zero?", "zero_p"),
        ("set!", "set"),
        ("string->number", "string_to_number"),
        ("let*", "let_star"),
        ("2d-conv", "f_2d_conv"),
        ("lambda", "lambda_"),
        ("λ", "λ"),
        ("+", "f"),
    ],
)
def test_python_names(name: str, expected: str) -> None:
    assert python_identifier(name) == expected


def test_leaves_come_in_field_order_with_paths() -> None:
    f32 = TensorInfo("f32", (3,))
    i64 = TensorInfo("i64")
    layer = RecordInfo("Layer", (("W", f32), ("b", i64)))
    model = RecordInfo("Model", (("first", layer), ("pair", tuple_of([f32, i64]))))
    assert list(leaves(model, "params")) == [
        ("params.first.W", f32),
        ("params.first.b", i64),
        ("params.pair.item0", f32),
        ("params.pair.item1", i64),
    ]


def test_printing() -> None:
    function = FunctionInfo(
        "predict",
        (ParameterInfo("x", TensorInfo("f32", ("batch", 784))), ParameterInfo("scale", TensorInfo("f64"))),
        (ResultInfo(TensorInfo("i64", ("batch",))), ResultInfo(tuple_of([TensorInfo("i1")]))),
    )
    assert str(function) == "predict(x: f32[batch 784], scale: f64) -> (i64[batch], (item0: i1))"


def test_complex_scalars_travel_in_two_parts() -> None:
    assert TensorInfo("complex64").values == 2
    assert TensorInfo("complex64", (3,)).values == 1
    assert TensorInfo("complex64", (3,), split=True).values == 2


def test_refused_types_and_names() -> None:
    with pytest.raises(ValueError, match="unknown element type 'f8'"):
        TensorInfo("f8")
    with pytest.raises(ValueError, match="only complex values"):
        TensorInfo("f32", (1,), split=True)
    twice = FunctionInfo("a-b", (), ())
    with pytest.raises(ValueError, match="several functions have the python_name a_b"):
        Signature((twice, FunctionInfo("a_b", (), ())))
