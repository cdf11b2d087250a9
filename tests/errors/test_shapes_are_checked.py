"""Every operation that consumes shapes refuses wrong ones while compiling."""

from __future__ import annotations

import pytest
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import EshkolError, Source
from eshkol_mlir.types.builtins import load

PARAMETERS = """
[s : float64] [k : integer] [b3 : (Tensor boolean [3])] [i2 : (Tensor i64 [2])] [i3 : (Tensor i64 [3])]
[v2 : (Tensor f64 [2])] [v3 : (Tensor f64 [3])] [empty : (Tensor f64 [0])]
[m23 : (Tensor f64 [2 3])] [m33 : (Tensor f64 [3 3])] [t : (Tensor f64 [1 2 8 8])]
"""

REDUCTIONS = """
sum prod mean any all amax amin argmax argmin variance population-variance std population-std
logsumexp cumsum cumprod cummax cummin
"""
ARITHMETIC = "+ * - / = < <= > >= not-equal maximum minimum max min"
ON_INTEGERS = """
quotient remainder floor-quotient modulo bitwise-and bitwise-or bitwise-xor shift-left shift-right shift-right-logical
"""
RANDOM = "rand randn random-uniform random-normal"

#: A call of each operation with shapes that do not fit.
WRONG = {
    "size": "(size m23 :axis 2)",
    "matrix-rows": "(matrix-rows v3)",
    "matrix-columns": "(matrix-columns v3)",
    "reshape": "(reshape m23 [4 2])",
    "expand-dims": "(expand-dims v3 5)",
    "squeeze": "(squeeze m23 :axis 0)",
    "broadcast-to": "(broadcast-to v3 [2])",
    "transpose": "(transpose m23 [0 1 2])",
    "swap-axes": "(swap-axes m23 0 2)",
    "moveaxis": "(moveaxis m23 0 2)",
    "concat": "(concat m23 v3)",
    "stack": "(stack v2 v3)",
    "split": "(split v3 2)",
    "repeat": "(repeat v3 [1 2])",
    "flip": "(flip m23 :axis 2)",
    "roll": "(roll m23 1 :axis 2)",
    "pad": "(pad m23 [[1 1] [1 1] [1 1]])",
    "vref": "(vref v3 3)",
    "tensor-ref": "(tensor-ref m23 0)",
    "matrix-row": "(matrix-row v3 0)",
    "matrix-column": "(matrix-column m23 3)",
    "take": "(take v3 [3])",
    "take-along-axis": "(take-along-axis m23 i2)",
    "slice": "(slice v3 4)",
    "dynamic-slice": "(dynamic-slice v3 [k] [4])",
    "dynamic-update-slice": "(dynamic-update-slice v2 v3 [k])",
    "scatter": "(scatter v3 i2 v3)",
    "scatter-add": "(scatter-add v3 i2 v3)",
    "scatter-mul": "(scatter-mul v3 i2 v3)",
    "scatter-max": "(scatter-max v3 i2 v3)",
    "scatter-min": "(scatter-min v3 i2 v3)",
    "zeros": "(zeros [-1])",
    "ones": "(ones [-1])",
    "full": "(full [2] v3)",
    "full-like": "(full-like v2 v3)",
    "make-vector": "(make-vector -1 0.0)",
    "make-matrix": "(make-matrix 2 -1 0.0)",
    "eye": "(eye -1)",
    "one-hot": "(one-hot [3] 3)",
    "linspace": "(linspace 0.0 1.0 -1)",
    "matrix": "(matrix v2 v3)",
    "tensor": "(tensor [2 2] [1.0 2.0 3.0])",
    "vector<>": "(vector<f64, 2> 1.0 2.0 3.0)",
    "matrix<>": "(matrix<f64, 2, 2> [1.0 2.0 3.0])",
    "tensor<>": "(tensor<f64, 2, 2> [2 2] [1.0 2.0 3.0])",
    "matmul": "(matmul m23 m23)",
    "dot": "(dot v2 v3)",
    "inner": "(inner v2 v3)",
    "vdot": "(vdot v2 v3)",
    "vector-cross": "(vector-cross v2 v3)",
    "tensordot": "(tensordot m23 v2 :axes 1)",
    "tensor-contract": "(tensor-contract m23 [[0 1]])",
    "diag": "(diag s)",
    "trace": "(trace v3)",
    "einsum": '(einsum "ij,jk->ik" m23 m23)',
    "where": "(where b3 v2 v2)",
    "atan": "(atan v2 v3)",
    "make-rectangular": "(make-rectangular v2 v3)",
    "log": "(log v2 v3)",
    "expt": "(expt v2 v3)",
    "logical-and": "(logical-and (> v2 0.0) b3)",
    "logical-or": "(logical-or (> v2 0.0) b3)",
    "logical-xor": "(logical-xor (> v2 0.0) b3)",
    "solve": "(solve m23 v3)",
    "triangular-solve": "(triangular-solve m33 v2)",
    "cholesky": "(cholesky m23)",
    "inverse": "(inverse m23)",
    "det": "(det m23)",
    "logdet": "(logdet m23)",
    "slogdet": "(slogdet m23)",
    "norm": "(norm m23 :axis 2)",
    "softmax": "(softmax v3 :axis 1)",
    "log-softmax": "(log-softmax v3 :axis 1)",
    "layernorm": "(layernorm m23 v2)",
    "attention": "(attention m23 m33 v3)",
    "cross-entropy": "(cross-entropy m23 i3)",
    "sort": "(sort v3 :axis 1)",
    "argsort": "(argsort v3 :axis 1)",
    "top-k": "(top-k v3 4)",
    "median": "(median empty)",
    "quantile": "(quantile empty 0.5)",
    "conv1d": "(conv1d v3 v2)",
    "conv2d": "(conv2d t m33)",
    "conv3d": "(conv3d t t)",
    "max-pool": "(max-pool t 9)",
    "avg-pool": "(avg-pool t [1])",
    **{name: f"({name} m23 :axis 2)" for name in REDUCTIONS.split()},
    **{name: f"({name} v2 v3)" for name in ARITHMETIC.split()},
    **{name: f"({name} i2 i3)" for name in ON_INTEGERS.split()},
    **{name: f"({name} [-1])" for name in RANDOM.split()},
    "random-integers": "(random-integers [-1] 0 9)",
}

#: Operations that take any shape, or element by element the only one that they get.
ANY_SHAPE = """
shape rank dtype flatten tile zeros-like ones-like range arange vector outer tensor-product cast not exp expm1 log1p
sin cos tan asin acos sinh cosh asinh acosh atanh tanh erf erfc rsqrt sqrt abs real-part imag-part angle
conjugate floor ceiling round truncate sign erfinv
"""

#: Modules of operations whose arguments have shapes; those of others are lists, procedures and single values.
MODULES = """
shapes joining access construction contraction reductions diagonals einsum elementwise functions integers powers
linear_algebra neural random_numbers sorting windows
"""


def operations() -> set[str]:
    return {
        entry.name
        for entry in load().values()
        if entry.implementation.__module__.rpartition(".")[2] in MODULES.split()
    }


def test_every_operation_is_in_the_table() -> None:
    any_shape = set(ANY_SHAPE.split())
    assert operations() == (WRONG.keys() & operations()) | any_shape
    assert not WRONG.keys() & any_shape
    assert WRONG.keys() <= {entry.name for entry in load().values()}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_shapes_are_refused(name: str) -> None:
    program = f"(define (f {PARAMETERS})\n  {WRONG[name]})"
    with pytest.raises(EshkolError) as caught:
        compile_frontend(Source("wrong.esk", program))
    for diagnostic in caught.value.diagnostics:
        assert diagnostic.code.startswith(("E05", "E06")), diagnostic.render()
        assert diagnostic.span is not None
        assert diagnostic.span.line == program.count("\n") + 1
