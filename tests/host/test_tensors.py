"""Tensors on the host, against NumPy: many random operations in each compiled program."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from host_support import run_program
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

NAMES = {"float64": "f64", "float32": "f32", "float16": "f16", "int64": "i64", "int32": "i32", "int8": "i8"}
FLOATS = ("float64", "float32", "float16")
INTEGERS = ("int64", "int32", "int8")

#: Programs are long, so that there are few: no example is tried again to make it smaller.
PROPERTY = settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Case:
    """An expression and the value that NumPy gives for it."""

    expression: str
    expected: Any


def literal(array: Any) -> str:
    """An array as an expression that makes it."""
    name = NAMES[array.dtype.name]
    elements = " ".join(number(x) for x in array.ravel())
    return f"(tensor '({' '.join(map(str, array.shape))}) '({elements}) '{name})"


def number(x: Any) -> str:
    if isinstance(x, np.integer):
        return str(int(x))
    return repr(float(x)).replace("inf", "inf.0") if np.isfinite(x) else "+nan.0"


def parsed(text: str) -> Any:
    """A number, truth value or tensor from what `write` shows."""
    found = re.fullmatch(r"#tensor\(shape: \(([\d ]*)\), dtype: (\w+), data: (.*)\)", text)
    if found is None:
        return scalar(text)
    shape = tuple(map(int, found[1].split()))
    names = {short: long for long, short in NAMES.items()} | {"i1": "bool"}
    elements = [scalar(word) for word in re.sub(r"[()]", " ", found[3]).split()]
    return np.array(elements, dtype=names[found[2]]).reshape(shape)


def scalar(text: str) -> Any:
    if text in ("#t", "#f"):
        return text == "#t"
    return (
        int(text)
        if re.fullmatch(r"[+-]?\d+", text)
        else float(text.removesuffix(".0") if "n" in text else text)
    )


def check(cases: list[Case], folder: Path, tolerance: float = 0.0) -> None:
    """Runs all expressions in one program, and compares what it writes."""
    lines = [f"(write {case.expression}) (newline)" for case in cases]
    path = folder / "program.scm"
    # The string operation keeps the program on the host.
    path.write_text("\n".join(['(string-append "" "")', *lines]), encoding="utf-8")
    outcome = run_program(path)
    assert outcome.status == 0, outcome.stderr
    shown = outcome.stdout.splitlines()
    assert len(shown) == len(cases)
    for case, text in zip(cases, shown, strict=True):
        compare(case, parsed(text), tolerance)


def compare(case: Case, found: Any, tolerance: float) -> None:
    expected = np.asarray(case.expected)
    actual = np.asarray(found)
    assert actual.shape == expected.shape, case.expression
    if expected.ndim:
        assert actual.dtype == expected.dtype, case.expression
    with np.errstate(all="ignore"):
        precision = float(np.finfo(expected.dtype).eps) if expected.dtype.kind == "f" else 0.0
    limit = max(tolerance * precision, 0.0)
    np.testing.assert_allclose(
        actual.astype("float64"), expected.astype("float64"), rtol=limit, atol=limit, err_msg=case.expression
    )


def arrays(
    dtypes: tuple[str, ...], shapes: st.SearchStrategy[Any] | tuple[int, ...]
) -> st.SearchStrategy[Any]:
    def of(dtype: str) -> st.SearchStrategy[Any]:
        elements: st.SearchStrategy[Any] = (
            st.integers(-20, 20) if dtype in INTEGERS else st.integers(-64, 64).map(lambda n: n / 8)
        )
        return npst.arrays(dtype, shapes, elements=elements)

    return st.sampled_from(dtypes).flatmap(of)


SHAPES = npst.array_shapes(min_dims=1, max_dims=3, min_side=1, max_side=5)
BOTH = FLOATS + INTEGERS


def joined(a: Any, b: Any) -> str:
    """The element type in which Eshkol combines two: an integer takes the float beside it."""
    kinds = {a.dtype.kind, b.dtype.kind}
    if kinds == {"i", "f"}:
        return (a if a.dtype.kind == "f" else b).dtype.name  # type: ignore[no-any-return]
    return max(a.dtype, b.dtype, key=lambda d: d.itemsize).name  # type: ignore[no-any-return]


BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": np.add, "tensor-add": np.add, "-": np.subtract, "*": np.multiply, "maximum": np.maximum,
    "min": np.minimum, "<": np.less, "<=": np.less_equal, "=": np.equal, ">": np.greater, ">=": np.greater_equal,
    "not-equal": np.not_equal,
}  # fmt: skip


@st.composite
def binary_case(draw: st.DrawFn) -> Case:
    shapes = draw(npst.mutually_broadcastable_shapes(num_shapes=2, min_dims=1, max_dims=3, max_side=4))
    a, b = (draw(arrays(BOTH, shape)) for shape in shapes.input_shapes)
    name = draw(st.sampled_from(sorted(BINARY)))
    dtype = joined(a, b)
    with np.errstate(all="ignore"):
        expected = BINARY[name](a.astype(dtype), b.astype(dtype))
    return Case(f"({name} {literal(a)} {literal(b)})", expected)


@st.composite
def scalar_case(draw: st.DrawFn) -> Case:
    """A number takes the element type beside it if that can hold it."""
    a = draw(arrays(BOTH, SHAPES))
    x = draw(st.one_of(st.integers(-9, 9), st.sampled_from((0.5, -2.25, 1e-3))))
    name = draw(st.sampled_from(sorted(BINARY)))
    dtype = "float64" if isinstance(x, float) and a.dtype.kind == "i" else a.dtype.name
    with np.errstate(all="ignore"):
        expected = BINARY[name](np.asarray(x).astype(dtype), a.astype(dtype))
    return Case(f"({name} {x} {literal(a)})", expected)


@PROPERTY
@given(st.lists(st.one_of(binary_case(), scalar_case()), min_size=60, max_size=60))
def test_arithmetic(tmp_path_factory: pytest.TempPathFactory, cases: list[Case]) -> None:
    check(cases, tmp_path_factory.mktemp("tensors"))


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "exp": np.exp, "sin": np.sin, "cos": np.cos, "tanh": np.tanh, "sqrt": np.sqrt, "log": np.log,
    "expm1": np.expm1, "log1p": np.log1p, "sinh": np.sinh, "cosh": np.cosh, "atan": np.arctan,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)), "softplus": lambda x: np.log1p(np.exp(-abs(x))) + np.maximum(x, 0),
}  # fmt: skip
EXACT: dict[str, Callable[[Any], Any]] = {
    "abs": np.abs, "square": np.square, "-": np.negative, "sign": np.sign,
    "relu": lambda x: np.maximum(x, np.zeros((), x.dtype)),
    "floor": lambda x: np.floor(x).astype(x.dtype), "round": lambda x: np.round(x).astype(x.dtype),
}  # fmt: skip


@st.composite
def function_case(draw: st.DrawFn) -> Case:
    a = draw(arrays(BOTH, SHAPES))
    name = draw(st.sampled_from(sorted(FUNCTIONS) + sorted(EXACT)))
    with np.errstate(all="ignore"):
        if name in EXACT:
            return Case(f"({name} {literal(a)})", EXACT[name](a))
        dtype = a.dtype if a.dtype.kind == "f" else np.dtype("float64")
        wide = "float32" if dtype == "float16" else dtype
        return Case(f"({name} {literal(a)})", FUNCTIONS[name](a.astype(wide)).astype(dtype))


@PROPERTY
@given(st.lists(function_case(), min_size=60, max_size=60))
def test_functions(tmp_path_factory: pytest.TempPathFactory, cases: list[Case]) -> None:
    check(cases, tmp_path_factory.mktemp("tensors"), tolerance=8)


REDUCTIONS: dict[str, Callable[..., Any]] = {
    "sum": np.sum, "prod": np.prod, "mean": np.mean, "amax": np.max, "amin": np.min, "all": np.all,
    "variance": lambda x, **k: np.var(x, ddof=1, **k), "std": lambda x, **k: np.std(x, ddof=1, **k),
}  # fmt: skip


@st.composite
def reduction_case(draw: st.DrawFn) -> Case:
    dtypes = ("float64", "float32", *INTEGERS)
    few = npst.array_shapes(min_dims=1, max_dims=4, min_side=2, max_side=3)
    shape = draw(st.one_of(few, npst.array_shapes(min_dims=1, max_dims=2, min_side=2, max_side=20)))
    a = draw(arrays(dtypes, shape))
    axis = draw(st.one_of(st.none(), npst.valid_tuple_axes(a.ndim, min_size=1)))
    keep = draw(st.booleans())
    if draw(st.booleans()):
        name, function = draw(st.sampled_from((("argmax", np.argmax), ("argmin", np.argmin))))
        index = None if axis is None else axis[0]
        given_axis = "#f" if index is None else str(index)
        return Case(f"({name} {literal(a)} {given_axis})", function(a, axis=index))
    name = draw(st.sampled_from(sorted(REDUCTIONS)))
    given_axis = "#f" if axis is None else f"'({' '.join(map(str, axis))})"
    if name == "prod":
        a = np.sign(a)
    with np.errstate(all="ignore"):
        expected = np.asarray(REDUCTIONS[name](a, axis=axis, keepdims=keep))
    return Case(f"({name} {literal(a)} :axis {given_axis} :keepdims #{'t' if keep else 'f'})", expected)


@PROPERTY
@given(st.lists(reduction_case(), min_size=50, max_size=50))
def test_reductions(tmp_path_factory: pytest.TempPathFactory, cases: list[Case]) -> None:
    check(cases, tmp_path_factory.mktemp("tensors"), tolerance=32)


@st.composite
def product_case(draw: st.DrawFn) -> Case:
    dtype = draw(st.sampled_from(("float64", "float32", "int64", "int8")))
    n, k, m = (draw(st.integers(1, 9)) for _ in range(3))
    batch = draw(npst.mutually_broadcastable_shapes(num_shapes=2, max_dims=2, max_side=3)).input_shapes
    shapes = draw(st.sampled_from((((n, k), (k, m)), ((k,), (k, m)), ((n, k), (k,)), ((k,), (k,)), None)))
    left, right = ((*batch[0], n, k), (*batch[1], k, m)) if shapes is None else shapes
    a, b = draw(arrays((dtype,), left)), draw(arrays((dtype,), right))
    with np.errstate(all="ignore"):
        if shapes is not None and draw(st.booleans()):
            name = draw(st.sampled_from(("dot", "tensor-product", "outer")))
            functions = {
                "dot": np.dot,
                "outer": np.outer,
                "tensor-product": lambda x, y: np.tensordot(x, y, 0),
            }
            return Case(f"({name} {literal(a)} {literal(b)})", functions[name](a, b))
        return Case(f"(matmul {literal(a)} {literal(b)})", np.matmul(a, b))


@st.composite
def shape_case(draw: st.DrawFn) -> Case:
    a = draw(arrays(BOTH, npst.array_shapes(min_dims=1, max_dims=4, min_side=1, max_side=5)))
    kind = draw(
        st.sampled_from(("transpose", "permute", "reshape", "slice", "concat", "stack", "take", "trace"))
    )
    text = literal(a)
    if kind == "transpose":
        return Case(f"(transpose {text})", a.T)
    if kind == "permute":
        order = draw(st.permutations(range(a.ndim)))
        return Case(f"(tensor-transpose {text} '({' '.join(map(str, order))}))", a.transpose(order))
    if kind == "reshape":
        return Case(f"(reshape {text} '({a.shape[-1]} -1))", a.reshape(a.shape[-1], -1))
    if kind == "concat":
        return Case(f"(concat {text} {text})", np.concatenate((a, a)))
    if kind == "stack":
        return Case(f"(stack {text} {text})", np.stack((a, a)))
    if kind == "take":
        index = draw(st.integers(-a.shape[0], a.shape[0] - 1))
        return Case(f"(vref {text} {index})", a[index])
    if kind == "trace":
        b = a.ravel()[:4] if a.size >= 4 else np.zeros(4, a.dtype)
        expected = b.reshape(2, 2).trace(dtype="int64" if b.dtype.kind == "i" else b.dtype)
        return Case(f"(trace (reshape {literal(b)} '(2 2)))", expected)
    start, stop = (draw(st.integers(-a.shape[0], a.shape[0])) for _ in range(2))
    step = draw(st.sampled_from((1, 2, -1, -2)))
    return Case(f"(slice {text} '({start}) '({stop}) '({step}))", a[start:stop:step])


@PROPERTY
@given(st.lists(st.one_of(product_case(), shape_case()), min_size=60, max_size=60))
def test_products_and_shapes(tmp_path_factory: pytest.TempPathFactory, cases: list[Case]) -> None:
    check(cases, tmp_path_factory.mktemp("tensors"), tolerance=64)


def test_large_matrices(tmp_path: Path) -> None:
    """Products of matrices beyond all blocks, in types of all widths."""
    generator = np.random.default_rng(3)
    cases = []
    for dtype in ("float64", "float32", "int32"):
        a, b = (generator.integers(-3, 4, shape).astype(dtype) for shape in ((37, 530), (530, 45)))
        cases.append(Case(f"(matmul {literal(a)} {literal(b)})", a @ b))
    check(cases, tmp_path)


def shown(text: str, folder: Path) -> list[str]:
    """What a program prints, in lines."""
    path = folder / "program.scm"
    path.write_text(f'(string-append "" "")\n(define (show x) (write x) (newline))\n{text}', encoding="utf-8")
    outcome = run_program(path)
    assert outcome.status == 0, outcome.stderr
    return outcome.stdout.splitlines()


def test_stated_element_types(tmp_path: Path) -> None:
    """The spellings of types in (vector<T> ...), and what stands for a type elsewhere."""
    text = """
        (show (dtype (vector<float64> 1 2)))
        (show (dtype (vector<f32, 2> 1 2)))
        (show (dtype (matrix<int32> (vector 1 2) (vector 3 4))))
        (show (tensor<float32> [2 1] [1 2]))
        (show (dtype (zeros [2] :dtype bf16)))
        (show (dtype (zeros 2 'complex64)))
        (show (eq? (dtype (arange 2)) i64))
        (show (cast [1.9 -1.9 300.0] i8))
        (show (cast 2.9 int64))
        (show (map (lambda (type) (dtype (ones 1 type))) (list f16 "f64" 'bool)))
    """
    assert shown(text, tmp_path) == [
        "f64", "f32", "i32", "#tensor(shape: (2 1), dtype: f32, data: ((1.0) (2.0)))", "bf16", "complex64", "#t",
        "#tensor(shape: (3), dtype: i8, data: (1 -1 127))", "2", "(f16 f64 boolean)",
    ]  # fmt: skip


def test_what_stands_for_a_tensor(tmp_path: Path) -> None:
    text = """
        (show (+ [1 2] 1))
        (show (sum '(1 2 3)))
        (show (mean '(1 2 4) :axis 0))
        (show (matmul (list [1 2] [3 4]) '(1 1)))
        (show (shape [[1 2 3] [4 5 6]]))
        (show (* 2.5 (vector<f32> 1.0) (vector 2)))
        (show (list (max [1 3 2]) (max 1 3) (any [0 1]) (any even? '(1 3))))
        (show (for/fold ([total 0]) ([row (matrix [1 2] [3 4])]) (+ total (sum row))))
        (define v (vector<f64> 1.0 2.0))
        (vector-set! v -1 5)
        (show (list (vector? v) (vector-length v) (vector->list v) (vector-ref v 1)))
        (show (list (length v) (length (ones '(3 2)))))
        (show (vector-map list v))
        (show (vector-fold + 0 v))
        (show (< 0 [1 3 5] 4))
        (show (tensor->vector (eye 2 :dtype i8)))
    """
    assert shown(text, tmp_path) == [
        "#tensor(shape: (2), dtype: i64, data: (2 3))", "6", "2.3333333333333335",
        "#tensor(shape: (2), dtype: i64, data: (3 7))", "(2 3)", "#tensor(shape: (1), dtype: f32, data: (5.0))",
        "(3 3 #t #f)", "10", "(#t 2 (1.0 5.0) 5.0)", "(2 3)", "#((1.0) (5.0))", "6.0",
        "#tensor(shape: (3), dtype: i1, data: (#t #t #f))", "#(#(1 0) #(0 1))",
    ]  # fmt: skip


#: Expressions that are wrong, and the message of what they raise.
WRONG = {
    "(tensor-add (ones [2 3]) (ones [4]))": "tensor-add: shapes [2 3] and [4] do not broadcast: dimensions 3 and 4, counted from the end at 1, differ",
    "(+ 'a (ones 2))": "+: argument 1 must be a number, but is a",
    "(+ (ones 2) '(1 2))": "+: argument 2 must be a number, but is (1 2)",
    "(slice (ones 2) '(0 1))": "slice: there are bounds for 2 axes, but the tensor has 1",
    '(exp "x")': 'exp: argument 1 must be a number, but is "x"',
    "(sum [[1 2] [3]])": "sum: rows of shapes [2] and [1] make no tensor",
    "(sum (ones 2) :axis 1)": "sum: axis 1 is out of range for 1 dimension: it may be from -1 to 0",
    "(zeros [2 -1])": "zeros: a size cannot be negative, but this is -1",
    "(zeros 2 'i7)": "zeros: argument 2 must be an element type (f64, f32, bf16, f16, i64, i32, i8, boolean, complex64, complex128), but is i7",
    "(tensor [2 2] [1 2 3])": "tensor: 3 elements do not fill shape [2 2], which takes 4",
    "(vector<int64> 1.5)": "vector<>: 1.5 cannot be an element of type i64: round or truncate it first, or use cast",
    "(vector<float64, 3> 1.0)": "vector<>: the type states shape [3] but the elements have [1]",
    "(vector-ref (ones 2) 2)": "vector-ref: index 2 is out of range for dimension 0 of size 2: it may be from -2 to 1",
    "(matrix-row (ones 2) 0)": "matrix-row: expected a matrix but got shape [2]",
    "(transpose (ones [2 3]) '(0 0))": "transpose: a dimension is named twice: 0",
    "(vector-cross (vector 1 2) (vector 1 2))": "vector-cross: expected vectors of 3 elements, but argument 1 has shape [2]",
    "(amax (zeros 0))": "amax: no elements to choose from",
    "(where 1 2 3)": "where: the condition should have boolean elements but has elements of type i64",
    "(concat (ones [2 2]) (ones [2 3]))": "concat: shapes [2 2] and [2 3] cannot be joined along axis 0",
    '(vector<f64> 1 "x")': 'vector<>: argument 2 must be a number, but is "x"',
    "(matrix (vector 1 2) 'a)": "matrix: argument 2 must be a row (a vector or list of numbers), but is a",
    "(matrix<f64> 1 2)": "matrix<>: argument 1 must be a row (a vector or list of numbers), but is 1",
    '(tensor<f64> \'(2) "x")': 'tensor<>: argument 2 must be a tensor, but is "x"',
    "(set-simd-optimization-level! 4)": "set-simd-optimization-level!: argument 1 must be from 0 to 3, but is 4",
}


def test_messages(tmp_path: Path) -> None:
    tries = [
        f"(display (guard (e (#t (condition/report-string e))) {expression})) (newline)"
        for expression in WRONG
    ]
    assert shown("\n".join(tries), tmp_path) == list(WRONG.values())


def test_the_builder_of_the_specification(tmp_path: Path) -> None:
    """Section 12.5 defines it as a macro; the library has it as a procedure."""
    text = """
        (define builder (lambda (i j) (if (= i j) 1.0 0.0)))
        (define from-library (matrix-with-builder builder 3 3))
        (let ()
          (define-syntax matrix-with-builder
            (syntax-rules ()
              ((matrix-with-builder builder rows cols)
               (let ((m (make-matrix rows cols 0.0)))
                 (do ((i 0 (+ i 1)))
                     ((= i rows) m)
                   (do ((j 0 (+ j 1)))
                       ((= j cols))
                     (matrix-set! m i j (builder i j))))))))
          (show (equal? (matrix-with-builder builder 3 3) from-library))
          (show (equal? (eye 3) from-library)))
    """
    assert shown(text, tmp_path) == ["#t", "#t"]


def test_instruction_sets_give_the_same(tmp_path: Path) -> None:
    text = """
        (define a (reshape (arange 600) '(20 30)))
        (define (at level)
          (set-simd-optimization-level! level)
          (list (matmul (cast a f64) (transpose a)) (/ a 7.0) (sum (/ a 7.0))))
        (show (map (lambda (level) (equal? (at level) (at 0))) '(1 2 3)))
        (show (every symbol? (current-simd-features)))
    """
    assert shown(text, tmp_path) == ["(#t #t #t)", "#t"]
