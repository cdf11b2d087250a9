"""Sums of products against NumPy: matmul, dot, outer, tensordot, einsum, traces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numeric_support import COMPLEX, FLOATS, INTEGERS, compiled, problem, same, sample, wide

DTYPES = (*FLOATS, *INTEGERS, "boolean", *COMPLEX)

#: Eshkol, NumPy, and the shapes of the operands.
CALLS: list[tuple[str, Callable[..., Any], tuple[tuple[int, ...], ...]]] = [
    ("(matmul a b)", np.matmul, ((3, 4), (4, 5))),
    ("(matmul a b)", np.matmul, ((4,), (4, 5))),
    ("(matmul a b)", np.matmul, ((3, 4), (4,))),
    ("(matmul a b)", np.matmul, ((4,), (4,))),
    ("(matmul a b)", np.matmul, ((2, 3, 4), (4, 5))),
    ("(matmul a b)", np.matmul, ((2, 1, 3, 4), (3, 4, 2))),
    ("(matmul a b)", np.matmul, ((3, 4), (2, 4, 2))),
    ("(dot a b)", np.dot, ((4,), (4,))),
    ("(dot a b)", np.dot, ((2, 3, 4), (4,))),
    ("(dot a b)", np.dot, ((2, 4), (3, 4, 2))),
    ("(dot a b)", np.dot, ((), (3, 4))),
    ("(inner a b)", np.inner, ((2, 4), (3, 4))),
    ("(vdot a b)", np.vdot, ((2, 3), (2, 3))),
    ("(outer a b)", np.outer, ((3,), (4,))),
    ("(outer a b)", np.outer, ((2, 2), (3,))),
    ("(tensor-product a b)", lambda a, b: np.tensordot(a, b, 0), ((2, 3), (3, 2))),
    ("(tensordot a b)", np.tensordot, ((2, 3, 4), (3, 4, 2))),
    ("(tensordot a b :axes 1)", lambda a, b: np.tensordot(a, b, 1), ((2, 3), (3, 2))),
    ("(tensordot a b :axes 0)", lambda a, b: np.tensordot(a, b, 0), ((2,), (3,))),
    (
        "(tensordot a b [[0 2] [1 -3]])",
        lambda a, b: np.tensordot(a, b, [[0, 2], [1, 0]]),
        ((2, 3, 4), (4, 2, 3)),
    ),
]

FORMULAS: list[tuple[str, tuple[tuple[int, ...], ...]]] = [
    ("ij,jk->ik", ((2, 3), (3, 4))),
    ("ij,jk", ((2, 3), (3, 4))),
    ("bij,bkj->bik", ((2, 3, 4), (2, 5, 4))),
    ("bhqd,bhkd->bhqk", ((2, 2, 3, 4), (2, 2, 5, 4))),
    ("ij->ji", ((2, 3),)),
    ("ij->", ((2, 3),)),
    ("ij->j", ((2, 3),)),
    ("ii", ((3, 3),)),
    ("ii->i", ((3, 3),)),
    ("ijij->ij", ((2, 3, 2, 3),)),
    ("iij,jk->ik", ((2, 2, 3), (3, 4))),
    ("i,j->ij", ((2,), (3,))),
    ("i,i->i", ((3,), (3,))),
    ("i,i", ((3,), (3,))),
    ("ij,kl->", ((2, 3), (4, 2))),
    ("ij,kl->ljki", ((2, 3), (4, 2))),
    ("...ij,...jk->...ik", ((2, 3, 4), (4, 2))),
    ("...ij,...jk", ((2, 1, 3, 4), (3, 4, 2))),
    ("i...->...i", ((2, 3, 4),)),
    ("...,...->...", ((2, 3), (3,))),
    ("ij,jk,kl->il", ((2, 3), (3, 4), (4, 2))),
    ("ij,jk,kl,lm->im", ((2, 3), (3, 4), (4, 2), (2, 3))),
    ("i,ij,j->", ((2,), (2, 3), (3,))),
    ("a,ab,abc->abc", ((2,), (2, 3), (2, 3, 2))),
    ("ij , jk -> ki", ((2, 3), (3, 4))),
    ("b,b->b", ((1,), (3,))),
    (",ij->ij", ((), (2, 3))),
    ("BA,aB->aA", ((2, 3), (4, 2))),
]


def _program(expressions: list[tuple[str, tuple[tuple[int, ...], ...]]], dtype: str) -> str:
    """One function for each expression, of operands ``a``, ``b``, ``c``, ``d``."""
    lines = []
    for number, (expression, shapes) in enumerate(expressions):
        parameters = " ".join(
            f"[{name} : (Tensor {dtype} [{' '.join(map(str, shape))}])]"
            for name, shape in zip("abcd", shapes, strict=False)
        )
        lines.append(f"(define (f{number} {parameters}) {expression})")
    return "\n".join(lines)


@pytest.mark.parametrize("dtype", DTYPES)
def test_products_agree_with_numpy(dtype: str) -> None:
    calls = CALLS if dtype in ("f64", "complex128", "boolean") else CALLS[::3]
    program = compiled(_program([(text, shapes) for text, _, shapes in calls], dtype))
    for number, (_, reference, shapes) in enumerate(calls):
        operands = [sample(dtype, *shape, seed=k) for k, shape in enumerate(shapes)]
        if dtype == "boolean" and reference is np.vdot:
            expected: Any = np.any(operands[0] & operands[1])
        elif dtype == "boolean" and "tensor" in calls[number][0]:
            expected = reference(*(x.astype(np.int64) for x in operands)) > 0
        else:
            expected = reference(*map(wide, operands))
        same(program[f"f{number}"](*operands), expected, dtype, roundings=8)


def test_einsum_agrees_with_numpy() -> None:
    calls = [
        (f'(einsum "{formula}" {" ".join("abcd"[: len(shapes)])})', shapes) for formula, shapes in FORMULAS
    ]
    program = compiled(_program(calls, "f64"))
    for number, (formula, shapes) in enumerate(FORMULAS):
        operands = [sample("f64", *shape, seed=k) for k, shape in enumerate(shapes)]
        same(program[f"f{number}"](*operands), np.einsum(formula, *operands), "f64", roundings=16)


@pytest.mark.parametrize("dtype", ["f32", "bf16", "i8", "boolean", "complex64"])
def test_einsum_of_other_elements(dtype: str) -> None:
    formulas = [("ij,jk->ik", ((2, 3), (3, 4))), ("ii->", ((3, 3),)), ("i,j->ij", ((2,), (3,)))]
    calls = [
        (f'(einsum "{formula}" {" ".join("ab"[: len(shapes)])})', shapes) for formula, shapes in formulas
    ]
    program = compiled(_program(calls, dtype))
    for number, (formula, shapes) in enumerate(formulas):
        operands = [sample(dtype, *shape, seed=k) for k, shape in enumerate(shapes)]
        if dtype == "boolean":
            expected = np.einsum(formula, *(x.astype(np.int64) for x in operands)) > 0
        else:
            expected = np.einsum(formula, *map(wide, operands))
        same(program[f"f{number}"](*operands), expected, dtype, roundings=8)


def test_sizes_known_when_running() -> None:
    program = compiled(
        """
        (define (f [a : (Tensor f64 [n m])] [b : (Tensor f64 [m k])])
          (values (matmul a b) (dot a b) (einsum "ij,jk->ki" a b) (tensordot a b 1) (outer a b)
                  (einsum "ij->" a)))
        (define (g [a : (Tensor f64 [n n])]) (values (einsum "ii->i" a) (trace a) (diag a) (tensor-contract a [0 1])))
        (define (h [a : (Tensor f64 [batch n m])] [w : (Tensor f64 [m k])]) (matmul a w))
        """
    )
    for n, m, k in ((2, 3, 4), (1, 1, 1), (0, 3, 2), (2, 0, 3)):
        a, b = sample("f64", n, m), sample("f64", m, k)
        product, dotted, turned, contracted, products, total = program["f"](a, b)
        same(product, a @ b, "f64")
        same(dotted, a @ b, "f64")
        same(turned, (a @ b).T, "f64")
        same(contracted, a @ b, "f64")
        same(products, np.outer(a, b), "f64")
        same(total, a.sum(), "f64", roundings=16)
        batch = sample("f64", 3, n, m)
        same(program["h"](batch, b), batch @ b, "f64")
    for n in (3, 1, 0):
        a = sample("f64", n, n)
        diagonal, trace, extracted, contracted = program["g"](a)
        same(diagonal, np.diagonal(a), "f64")
        same(extracted, np.diagonal(a), "f64")
        same(trace, np.trace(a), "f64")
        same(contracted, np.trace(a), "f64")


def test_traces_of_tensors() -> None:
    program = compiled(
        """
        (define (f [a : (Tensor i64 [2 3 2 3])])
          (values (tensor-contract a [0 2]) (tensor-contract a [[0 2] [1 -1]])))
        """
    )
    a = sample("i64", 2, 3, 2, 3)
    one, two = program["f"](a)
    same(one, np.einsum("ijik->jk", a), "i64")
    same(two, np.einsum("ijij->", a), "i64")


def test_element_types_are_promoted() -> None:
    program = compiled(
        """
        (define (f [a : (Tensor i32 [2 2])] [b : (Tensor f32 [2 2])]) (matmul a b))
        (define (g [a : (Tensor f32 [2])]) (dot a [1 2]))
        (define (h [a : (Tensor f32 [2])] [b : (Tensor f64 [2])]) (einsum "i,i->" a b))
        """
    )
    a, b = sample("i32", 2, 2), sample("f32", 2, 2)
    same(program["f"](a, b), a.astype(np.float32) @ b, "f32")
    same(program["g"](b[0]), b[0] @ np.float32([1, 2]), "f32")
    same(program["h"](b[0], np.array([0.5, 0.25])), b[0] @ np.array([0.5, 0.25]), "f64")


# Errors ----------------------------------------------------------------------------------


def test_matmul_of_matrices_that_do_not_fit() -> None:
    source = "(define W (full [100 256] 1.0f))\n(define (layer [x : (Tensor f32 [32 784])])\n  (matmul x W))"
    assert problem(source) == (
        "test.esk:3:3: error[E0501]: ShapeError: shape mismatch in matmul\n"
        "  |\n"
        "1 | (define W (full [100 256] 1.0f))\n"
        "  |         - W : (Tensor f32 [100 256]) defined here\n"
        "2 | (define (layer [x : (Tensor f32 [32 784])])\n"
        "  |                 - x : (Tensor f32 [32 784]) defined here\n"
        "3 |   (matmul x W))\n"
        "  |   ^^^^^^^^^^^^ cannot contract dimension 784 with 100\n"
        "  = note: in function `layer`\n"
        "  = note: left operand:  (Tensor f32 [32 784])\n"
        "  = note: right operand: (Tensor f32 [100 256])\n"
        "  = help: did you mean a right operand of shape [784 256]?"
    )


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("(dot a b)", "ShapeError: shape mismatch in dot"),
        ("(matmul a 2.0)", "ShapeError: expected vectors or matrices, not scalars, in matmul"),
        ('(einsum "ij,jk" a)', 'ShapeError: the formula "ij,jk" is for 2 operands but there are 1 in einsum'),
        ('(einsum "ijk->k" a)', "ShapeError: `ijk` names 3 axes but the operand has 2 in einsum"),
        ('(einsum "i->i" a)', "ShapeError: `i` names 1 axes but the operand has 2 in einsum"),
        ('(einsum "ij,jk->ik" a b)', "ShapeError: axes labelled `j` have different sizes in einsum"),
        ('(einsum "ij->k" a)', 'ShapeError: the result of "ij->k" names `k` which no operand has, in einsum'),
        ('(einsum "ij->ii" a)', 'ShapeError: the result of "ij->ii" names `i` twice, in einsum'),
        ('(einsum "i1" a)', "ShapeError: `1` cannot be the label of an axis, in einsum"),
        ("(einsum a b)", "TypeError: the formula should be a string but is (Tensor f32 [2 3]), in einsum"),
        ('(einsum "ij")', "TypeError: expected a formula and at least one tensor, in einsum"),
        ("(tensordot a b 3)", "ShapeError: cannot contract 3 axes in tensordot"),
        ("(tensordot a b [[0] [0 1]])", "ShapeError: :axes should pair different axes in tensordot"),
        ("(tensordot a b [[5] [0]])", "ShapeError: :axes 5 is out of range for 2 dimensions in tensordot"),
        ("(tensor-contract a [0 1])", "ShapeError: cannot contract axes 0 and 1 in tensor-contract"),
        (
            "(tensor-contract a [0])",
            "TypeError: the axes should be pairs of different axes, in tensor-contract",
        ),
        ('(outer a "b")', 'TypeError: argument `b` of outer should be a tensor but is the string "b"'),
    ],
)
def test_errors_say_what_is_wrong(expression: str, message: str) -> None:
    text = problem(f"(define (f [a : (Tensor f32 [2 3])] [b : (Tensor f32 [4 2])]) {expression})")
    assert text.splitlines()[0].endswith(f"]: {message}")


def test_sizes_of_different_names_differ() -> None:
    text = problem("(define (f [a : (Tensor f32 [n m])] [b : (Tensor f32 [k n])]) (matmul a b))")
    assert "cannot contract dimension m with k" in text
    assert "did you mean a right operand of shape [m n]?" in text
