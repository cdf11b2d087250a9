"""References that a branch of IREE's virtual machine passes more than once."""

from __future__ import annotations

import eshkol_mlir as esk
import numpy as np
from eshkol_mlir.compiler.branch_references import copy_references

MODULE = """\
  vm.func private @f(%arg0: i32, %ref: !vm.ref<!hal.buffer>, %other: !vm.ref<!vm.list<!vm.ref<!hal.buffer>, i32>>) {
    vm.br ^bb1(%ref, %arg0, %ref, %arg0 : !vm.ref<!hal.buffer>, i32, !vm.ref<!hal.buffer>, i32)
  ^bb1(%0: !vm.ref<!hal.buffer>, %1: i32, %2: !vm.ref<!hal.buffer>, %3: i32):
    vm.cond_br %arg0, ^bb2(%other, %0 : !vm.ref<!vm.list<!vm.ref<!hal.buffer>, i32>>, !vm.ref<!hal.buffer>), ^bb3(%0, %0 : !vm.ref<!hal.buffer>, !vm.ref<!hal.buffer>)
"""


def test_each_further_use_gets_a_copy() -> None:
    mended = copy_references(MODULE)
    assert mended is not None
    lines = mended.splitlines()
    assert lines[1] == (
        "    %eshkol_copy_0 = vm.assign.ref %ref : !vm.ref<!hal.buffer> -> !vm.ref<!hal.buffer>"
    )
    assert "^bb1(%ref, %arg0, %eshkol_copy_0, %arg0 : " in lines[2]
    # Edges of one branch are not taken together.
    assert "^bb2(%other, %0 : " in lines[5]
    assert "^bb3(%0, %eshkol_copy_1 : " in lines[5]


def test_a_module_without_such_a_branch_stays() -> None:
    assert copy_references(MODULE.splitlines()[0]) is None
    mended = copy_references(MODULE)
    assert mended is not None
    assert copy_references(mended) is None


def test_a_loop_that_carries_several_tensors_through_a_conditional() -> None:
    program = esk.compile("""
        (define (go [y : (Tensor f64 [n])])
          (for/fold ([y y] [k (tanh y)] [h 0.01]) ([i 3])
            (let* ([z (+ y (* h k))] [e (mean z)])
              (if (< e 1.0) (values z (tanh z) (* h e)) (values y k h)))))""")
    y = np.linspace(0, 0.1, 5)
    k, h, expected = np.tanh(y), 0.01, y
    for _ in range(3):
        expected = expected + h * k
        k, h = np.tanh(expected), h * expected.mean()
    for found, wanted in zip(program.go(y), (expected, k, h), strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-14)
