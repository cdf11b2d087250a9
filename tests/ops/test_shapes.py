"""Reshaping, joining, repeating and shifting against NumPy; questions about shapes; messages."""

from __future__ import annotations

import numpy as np
import pytest
from numeric_support import NUMPY, compiled, problem, sample
from table_support import Row, check_table, evaluate

MOVES: list[Row] = [
    ("(reshape x [6 4])", lambda x: x.reshape(6, 4)),
    ("(reshape x [-1])", lambda x: x.reshape(-1)),
    ("(reshape x '(3 -1 2))", lambda x: x.reshape(3, -1, 2)),
    ("(reshape x (list 24 1))", lambda x: x.reshape(24, 1)),
    ("(flatten x)", np.ravel),
    ("(transpose x)", np.transpose),
    ("(transpose x [1 2 0])", lambda x: x.transpose(1, 2, 0)),
    ("(tensor-transpose x '(0 -1 1))", lambda x: x.transpose(0, 2, 1)),
    ("(swap-axes x 0 -1)", lambda x: np.swapaxes(x, 0, -1)),
    ("(moveaxis x 0 -1)", lambda x: np.moveaxis(x, 0, -1)),
    ("(moveaxis x [0 1] [-1 0])", lambda x: np.moveaxis(x, (0, 1), (-1, 0))),
    ("(expand-dims x 0)", lambda x: np.expand_dims(x, 0)),
    ("(expand-dims x [0 -1])", lambda x: np.expand_dims(x, (0, -1))),
    ("(squeeze (reshape x [1 6 1 4]))", lambda x: x.reshape(6, 4)),
    ("(squeeze (reshape x [1 6 1 4]) :axis -2)", lambda x: x.reshape(1, 6, 4)),
    ("(broadcast-to (reshape x [1 24]) [2 3 24])", lambda x: np.broadcast_to(x.reshape(1, 24), (2, 3, 24))),
]
JOINS: list[Row] = [
    ("(concat x x)", lambda x: np.concatenate([x, x])),
    ("(concat (list x x x) :axis -1)", lambda x: np.concatenate([x, x, x], axis=-1)),
    ("(concatenate [x x] :axis 1)", lambda x: np.concatenate([x, x], axis=1)),
    ("(concat x)", lambda x: x),
    ("(stack x x)", lambda x: np.stack([x, x])),
    ("(stack (list x x) :axis -1)", lambda x: np.stack([x, x], axis=-1)),
    ("(stack [x x] :axis 1)", lambda x: np.stack([x, x], axis=1)),
    ("(split x 2 :axis -1)", lambda x: np.split(x, 2, axis=-1)),
    ("(split x 1)", lambda x: np.split(x, 1)),
    ("(split x [1 -1] :axis 2)", lambda x: np.split(x, [1, -1], axis=2)),
]
REPEATS: list[Row] = [
    ("(tile x 2)", lambda x: np.tile(x, 2)),
    ("(tile x [2 1 1 3])", lambda x: np.tile(x, (2, 1, 1, 3))),
    ("(repeat x 2)", lambda x: np.repeat(x, 2)),
    ("(repeat x 3 :axis 1)", lambda x: np.repeat(x, 3, axis=1)),
    ("(repeat x [2 0 1 1] :axis -1)", lambda x: np.repeat(x, [2, 0, 1, 1], axis=-1)),
    ("(flip x)", np.flip),
    ("(flip x :axis -1)", lambda x: np.flip(x, -1)),
    ("(flip x :axis [0 2])", lambda x: np.flip(x, (0, 2))),
    ("(roll x 5)", lambda x: np.roll(x, 5)),
    ("(roll x -1 :axis 2)", lambda x: np.roll(x, -1, axis=2)),
    ("(roll x 7 :axis 0)", lambda x: np.roll(x, 7, axis=0)),
    ("(roll x [1 -2] :axis [0 1])", lambda x: np.roll(x, (1, -2), axis=(0, 1))),
    ("(pad x 1)", lambda x: np.pad(x, 1)),
    ("(pad x [0 2] :value 1)", lambda x: np.pad(x, (0, 2), constant_values=1)),
    ("(pad x [[1 0] [0 1] [2 0]])", lambda x: np.pad(x, [(1, 0), (0, 1), (2, 0)])),
    ("(pad x [[0 0] [1 0] [0 2]] :mode 'edge)", lambda x: np.pad(x, [(0, 0), (1, 0), (0, 2)], mode="edge")),
]
DTYPES = tuple(NUMPY)
SIGNATURES = {"static": "[2 3 4]", "dynamic": "[n m 4]"}


@pytest.mark.parametrize("kind", SIGNATURES)
@pytest.mark.parametrize("rows", [MOVES, JOINS, REPEATS], ids=["moves", "joins", "repeats"])
def test_rearranging_agrees_with_numpy(rows: list[Row], kind: str) -> None:
    known = [row for row in rows if kind == "static" or row[0] != "(reshape x '(3 -1 2))"]
    if kind == "dynamic":
        # The number of elements, 4*n*m, is not known to be 24: these need the division checked.
        known = [
            row for row in known if "[6 4]" not in row[0] and "24" not in row[0] and "[1 6 1 4]" not in row[0]
        ]
    check_table(f"[x : (Tensor f64 {SIGNATURES[kind]})]", known, sample("f64", 2, 3, 4))


@pytest.mark.parametrize("dtype", [dtype for dtype in DTYPES if dtype != "f64"])
def test_rearranging_keeps_every_element_type(dtype: str) -> None:
    rows = [
        *MOVES[4:6],
        *JOINS[:1],
        *JOINS[4:5],
        *REPEATS[1:2],
        *REPEATS[4:6],
        *REPEATS[8:9],
        *REPEATS[12:13],
    ]
    check_table(f"[x : (Tensor {dtype} [2 3 4])]", rows, sample(dtype, 2, 3, 4))


def test_empty_tensors_unit_dimensions_and_scalars() -> None:
    rows: list[Row] = [
        ("(reshape x [0 5])", lambda x, y, z: x.reshape(0, 5)),
        ("(reshape x [-1 3])", lambda x, y, z: x.reshape(-1, 3)),
        ("(transpose x)", lambda x, y, z: x.T),
        ("(concat x x :axis 1)", lambda x, y, z: np.concatenate([x, x], axis=1)),
        ("(flip x)", lambda x, y, z: np.flip(x)),
        ("(tile y [0 2])", lambda x, y, z: np.tile(y, (0, 2))),
        ("(roll x 1 :axis 0)", lambda x, y, z: np.roll(x, 1, axis=0)),
        ("(roll y 3)", lambda x, y, z: np.roll(y, 3)),
        ("(pad x [[1 0] [0 0]])", lambda x, y, z: np.pad(x, [(1, 0), (0, 0)])),
        ("(repeat y 0 :axis 1)", lambda x, y, z: np.repeat(y, 0, axis=1)),
        ("(squeeze y)", lambda x, y, z: np.squeeze(y)),
        ("(expand-dims z 0)", lambda x, y, z: np.expand_dims(z, 0)),
        ("(reshape z [1 1])", lambda x, y, z: z.reshape(1, 1)),
        ("(reshape y [])", lambda x, y, z: y.reshape(())),
        ("(broadcast-to z [2 3])", lambda x, y, z: np.broadcast_to(z, (2, 3))),
        ("(stack z 2 z)", lambda x, y, z: np.stack([z, np.float64(2), z])),
        ("(transpose z)", lambda x, y, z: np.transpose(z)),
        ("(tile z 3)", lambda x, y, z: np.tile(z, 3)),
    ]
    parameters = "[x : (Tensor f64 [0 3])] [y : (Tensor f64 [1 1])] [z : (Tensor f64 [])]"
    check_table(parameters, rows, np.zeros((0, 3)), np.array([[5.0]]), np.array(7.0))


def test_sizes_computed_by_the_program() -> None:
    rows: list[Row] = [
        ("(reshape x [k -1])", lambda x, k: x.reshape(k, -1)),
        ("(reshape x [(quotient 12 k) k])", lambda x, k: x.reshape(12 // k, k)),
        ("(broadcast-to (slice x 1 2) [k 4])", lambda x, k: np.broadcast_to(x[1:2], (k, 4))),
        ("(roll x k)", lambda x, k: np.roll(x, k)),
        ("(roll x (- 0 k) :axis 1)", lambda x, k: np.roll(x, -k, axis=1)),
        ("(tile x [k 1])", lambda x, k: np.tile(x, (k, 1))),
        ("(repeat x k :axis 0)", lambda x, k: np.repeat(x, k, axis=0)),
        ("(split x 3 :axis 0)", lambda x, k: np.split(x, 3)),
        ("(concat (zeros [k 4]) x (zeros [k 4]))", lambda x, k: np.pad(x, [(k, k), (0, 0)])),
        ("(pad x 2 :mode 'edge)", lambda x, k: np.pad(x, 2, mode="edge")),
    ]
    x = sample("f64", 3, 4)
    for k in (1, 2, 6):
        check_table("[x : (Tensor f64 [n 4])] [k : integer]", rows, x, np.int64(k))


@pytest.mark.parametrize("mode", ["edge", "reflect", "symmetric", "wrap"])
def test_padding_that_continues_the_tensor(mode: str) -> None:
    row: Row = (f"(pad x [[3 1] [0 4]] :mode '{mode})", lambda x: np.pad(x, [(3, 1), (0, 4)], mode=mode))
    check_table("[x : (Tensor f32 [4 3])]", [row], sample("f32", 4, 3))


def test_questions_about_shapes() -> None:
    expressions = [
        "(shape x)", "(rank x)", "(size x)", "(size x :axis 1)", "(length x)", "(vector-length x)",
        "(matrix-rows x)", "(matrix-columns x)", "(zeros [2] :dtype (dtype x))",
        "(zeros (shape x))", "(length '(1 2 3))", "(length [1 2])", "(shape (reshape x [-1 2]))", "(rank 5)",
    ]  # fmt: skip
    x = sample("f32", 3, 4)
    results = evaluate("[x : (Tensor f32 [n 4])]", expressions, x)
    assert list(results[0]) == [3, 4]
    assert results[1:8] == [2, 12, 4, 3, 3, 3, 4]
    assert results[8].dtype == np.float32
    assert results[9].shape == (3, 4)
    assert results[10:12] == [3, 2]
    assert list(results[12]) == [6, 2]
    assert results[13] == 0


def test_joining_promotes_element_types_and_literals_adapt() -> None:
    x, y = sample("f32", 3), sample("i32", 3)
    results = evaluate(
        "[x : (Tensor f32 [3])] [y : (Tensor i32 [3])]",
        ["(concat x y)", "(stack x [1 2 3])", "(concat y [1.5])"], x, y,
    )  # fmt: skip
    np.testing.assert_array_equal(results[0], np.concatenate([x, y.astype(np.float32)]))
    assert results[0].dtype == np.float32
    np.testing.assert_array_equal(results[1], np.stack([x, np.float32([1, 2, 3])]))
    assert results[1].dtype == np.float32
    np.testing.assert_array_equal(results[2], np.concatenate([y, [1.5]]))


def test_a_reshape_that_does_not_fit_stops_the_program() -> None:
    program = compiled("(define (f [x : (Tensor f64 [n])] [k : integer]) (reshape x [k 2]))")
    np.testing.assert_array_equal(program["f"](np.arange(6.0), 3), np.arange(6.0).reshape(3, 2))
    with pytest.raises(Exception, match="the number of elements differs"):
        program["f"](np.arange(6.0), 4)
    with pytest.raises(Exception, match="a size is negative"):
        program["f"](np.arange(6.0), -3)


MESSAGES = {
    "(reshape x [5 5])": """\
test.esk:1:39: error[E0511]: ShapeError: 12 elements of shape [3 4] do not fill shape [5 5] in reshape
  |
1 | (define (f [x : (Tensor f64 [3 4])])  (reshape x [5 5]))
  |             - x : (Tensor f64 [3 4]) defined here
  |                                       ^^^^^^^^^^^^^^^^^
  = note: in function `f`
  = note: that takes 25""",
    "(reshape x [-1 5])": """\
test.esk:1:39: error[E0511]: ShapeError: 12 elements of shape [3 4] cannot be divided by 5 in reshape
  |
1 | (define (f [x : (Tensor f64 [3 4])])  (reshape x [-1 5]))
  |             - x : (Tensor f64 [3 4]) defined here
  |                                       ^^^^^^^^^^^^^^^^^^
  = note: in function `f`""",
    "(concat x (zeros [3 5]))": """\
test.esk:1:39: error[E0516]: ShapeError: the tensors differ in a dimension other than axis 0 in concat
  |
1 | (define (f [x : (Tensor f64 [3 4])])  (concat x (zeros [3 5])))
  |             - x : (Tensor f64 [3 4]) defined here
  |                                       ^^^^^^^^^^^^^^^^^^^^^^^^
  = note: in function `f`
  = note: shapes: [3 4], [3 5]""",
    "(transpose x [0 0])": """\
test.esk:1:39: error[E0523]: ShapeError: [0 0] is not a permutation of 2 dimensions in transpose
  |
1 | (define (f [x : (Tensor f64 [3 4])])  (transpose x [0 0]))
  |             - x : (Tensor f64 [3 4]) defined here
  |                                       ^^^^^^^^^^^^^^^^^^^
  = note: in function `f`""",
}


@pytest.mark.parametrize("expression", MESSAGES)
def test_messages_show_the_place_and_the_shapes(expression: str) -> None:
    assert problem(f"(define (f [x : (Tensor f64 [3 4])])  {expression})") == MESSAGES[expression]


FIRST_LINES = {
    "(reshape x [-1 -1])": "ShapeError: more than one size is -1 in reshape",
    "(reshape x [-1 0])": "ShapeError: -1 has no meaning beside a size of 0 in reshape",
    "(reshape x [-2 6])": "ShapeError: a size cannot be negative, but this is -2",
    "(reshape x [1.5 8])": "TypeError: a size should be an integer but is the number 1.5",
    "(squeeze x :axis 0)": "ShapeError: dimension 0 has size 3, not 1, in squeeze",
    "(expand-dims x 5)": "ShapeError: axis 5 is out of range for 3 dimensions in expand-dims",
    "(broadcast-to x [4 3])": "ShapeError: [3 4] does not broadcast to [4 3] in broadcast-to",
    "(swap-axes x 0 2)": "ShapeError: axis 2 is out of range for 2 dimensions in swap-axes",
    "(moveaxis x [0 1] [0])":
        "ShapeError: the axes to move and their new places should be as many, each named once, in moveaxis",
    "(stack x (zeros [3]))": "ShapeError: the tensors have different shapes in stack",
    "(concat 1.0 2.0)": "ShapeError: scalars cannot be joined in concat",
    "(split x 5)": "ShapeError: size 3 cannot be split into 5 equal parts in split",
    "(split x [2 1])": "ShapeError: position 1 is out of order or beyond size 3 in split",
    "(repeat x [1 2] :axis 0)": "ShapeError: expected a count for each of 3 elements, none negative, in repeat",
    "(flip x :axis 2)": "ShapeError: :axis 2 is out of range for 2 dimensions in flip",
    "(roll x 1.5)": "TypeError: the shift should be an integer but is the number 1.5",
    "(pad x -1)": "ShapeError: a width cannot be negative in pad",
    "(pad x [[1 1] [1 1] [1 1]])": "ShapeError: the widths do not fit 2 dimensions in pad",
    "(pad x 1 :mode 'mirror)":
        "TypeError: :mode should be one of constant, edge, reflect, symmetric, wrap but is the symbol 'mirror, in pad",
    "(reshape \"text\" [1])": 'TypeError: argument `x` of reshape should be a tensor but is the string "text"',
    "(matrix-rows (zeros [3]))": "ShapeError: expected a matrix but got shape [3] in matrix-rows",
}  # fmt: skip


@pytest.mark.parametrize("expression", FIRST_LINES)
def test_misuse_is_explained(expression: str) -> None:
    text = problem(f"(define (f [x : (Tensor f64 [3 4])]) {expression})")
    assert text.splitlines()[0].partition("]: ")[2] == FIRST_LINES[expression]


def test_a_named_dimension_is_not_any_number() -> None:
    text = problem("(define (f [x : (Tensor f64 [n])]) (reshape x [2 3]))")
    assert "n elements of shape [n] do not fill shape [2 3] in reshape" in text
