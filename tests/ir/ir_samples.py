"""Modules that several tests parse."""

SQUARE = """\
func.func @square(%x: tensor<3x?xf32>) -> tensor<3x3xf32> {
  %t = eshkol.transpose %x [1, 0] : (tensor<3x?xf32>) -> tensor<?x3xf32>
  %y = eshkol.matmul %x, %t : (tensor<3x?xf32>, tensor<?x3xf32>) -> tensor<3x3xf32>
  return %y : tensor<3x3xf32>
}
"""

LOOP = """\
func.func @power(%x: tensor<2x2xf64>, %n: index) -> tensor<2x2xf64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%p = %x) -> (tensor<2x2xf64>) {
    %q = eshkol.matmul %p, %x : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<2x2xf64>
    scf.yield %q : tensor<2x2xf64>
  }
  return %r : tensor<2x2xf64>
}
"""
