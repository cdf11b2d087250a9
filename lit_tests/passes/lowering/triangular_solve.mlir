// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// Forward substitution: one loop over the rows of a small system.
// CHECK-LABEL: @lower
// CHECK: scf.for {{.*}} iter_args({{.*}}) -> (tensor<3x2xf64>)
// CHECK: arith.divf
// CHECK: arith.cmpi sgt
// CHECK-NOT: scf.for
// CHECK-LABEL: @upper
func.func @lower(%a: tensor<3x3xf64>, %b: tensor<3x2xf64>) -> tensor<3x2xf64> {
  %x = eshkol.triangular_solve %a, %b left_side lower : (tensor<3x3xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  return %x : tensor<3x2xf64>
}

// Backward substitution; the diagonal is not read.
// CHECK: scf.for {{.*}} iter_args({{.*}}) -> (tensor<3x2xf64>)
// CHECK-NOT: arith.divf
// CHECK: arith.cmpi slt
// CHECK-LABEL: @right
func.func @upper(%a: tensor<3x3xf64>, %b: tensor<3x2xf64>) -> tensor<3x2xf64> {
  %x = eshkol.triangular_solve %a, %b left_side unit_diagonal : (tensor<3x3xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  return %x : tensor<3x2xf64>
}

// x · a = b is solved as aᵀ · xᵀ = bᵀ.
// CHECK-COUNT-2: linalg.transpose
// CHECK: scf.for
// CHECK: linalg.transpose
// CHECK-LABEL: @any_size
func.func @right(%a: tensor<2x2xf32>, %b: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %x = eshkol.triangular_solve %a, %b lower : (tensor<2x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %x : tensor<1x2xf32>
}

// Blocks of 32 rows, and one product of matrices for each.
// CHECK: scf.for %{{.*}} = %{{.*}} to %{{.*}} step %c32
// CHECK: scf.for
// CHECK: linalg.matmul
func.func @any_size(%a: tensor<?x?xf64>, %b: tensor<?x1xf64>) -> (tensor<?x1xf64>, tensor<?x1xf64>) {
  %x = eshkol.triangular_solve %a, %b left_side lower : (tensor<?x?xf64>, tensor<?x1xf64>) -> tensor<?x1xf64>
  %y = eshkol.triangular_solve %a, %x left_side lower transpose_a : (tensor<?x?xf64>, tensor<?x1xf64>) -> tensor<?x1xf64>
  return %x, %y : tensor<?x1xf64>, tensor<?x1xf64>
}

// The lower triangle of ones (with NaN above) adds up: the solution of a column of
// ones is 1, 0, 0, .., and that of 1, 0, 0, .. by the transpose is the same.
func.func @check_sums(%size: index) {
  %0 = tensor.empty(%size, %size) : tensor<?x?xf64>
  %a = linalg.generic {indexing_maps = [affine_map<(i, k) -> (i, k)>], iterator_types = ["parallel", "parallel"]}
      outs(%0 : tensor<?x?xf64>) {
  ^bb0(%out: f64):
    %i = linalg.index 0 : index
    %k = linalg.index 1 : index
    %one = arith.constant 1.0 : f64
    %nan = arith.constant 0x7FF8000000000000 : f64
    %is_upper = arith.cmpi slt, %i, %k : index
    %element = arith.select %is_upper, %nan, %one : f64
    linalg.yield %element : f64
  } -> tensor<?x?xf64>
  %1 = tensor.empty(%size) : tensor<?x1xf64>
  %one = arith.constant 1.0 : f64
  %ones = linalg.fill ins(%one : f64) outs(%1 : tensor<?x1xf64>) -> tensor<?x1xf64>
  %first = linalg.generic {indexing_maps = [affine_map<(i, k) -> (i, k)>], iterator_types = ["parallel", "parallel"]}
      outs(%1 : tensor<?x1xf64>) {
  ^bb0(%out: f64):
    %i = linalg.index 0 : index
    %c0 = arith.constant 0 : index
    %zero = arith.constant 0.0 : f64
    %is_first = arith.cmpi eq, %i, %c0 : index
    %element = arith.select %is_first, %one, %zero : f64
    linalg.yield %element : f64
  } -> tensor<?x1xf64>
  %x, %y = func.call @any_size(%a, %ones) : (tensor<?x?xf64>, tensor<?x1xf64>) -> (tensor<?x1xf64>, tensor<?x1xf64>)
  eshkol.assert_close %x, %first, "differences" atol = 0.0 rtol = 0.0 : tensor<?x1xf64>
  eshkol.assert_close %y, %first, "differences by the transpose" atol = 0.0 rtol = 0.0 : tensor<?x1xf64>
  return
}

func.func @main() {
  // The other triangle, and the unit diagonal, are garbage; the answers are by hand.
  %a = arith.constant dense<[[2.0, 99.0, 99.0], [1.0, 4.0, 99.0], [-3.0, 2.0, 0.5]]> : tensor<3x3xf64>
  %b = arith.constant dense<[[4.0, 2.0], [10.0, 1.0], [-1.0, 0.0]]> : tensor<3x2xf64>
  %x = func.call @lower(%a, %b) : (tensor<3x3xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  %xe = arith.constant dense<[[2.0, 1.0], [2.0, 0.0], [2.0, 6.0]]> : tensor<3x2xf64>
  eshkol.assert_close %x, %xe, "lower" atol = 0.0 rtol = 0.0 : tensor<3x2xf64>
  %u = arith.constant dense<[[99.0, 2.0, 3.0], [99.0, 99.0, -1.0], [99.0, 99.0, 99.0]]> : tensor<3x3xf64>
  %y = func.call @upper(%u, %b) : (tensor<3x3xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  %ye = arith.constant dense<[[-11.0, 0.0], [9.0, 1.0], [-1.0, 0.0]]> : tensor<3x2xf64>
  eshkol.assert_close %y, %ye, "upper" atol = 0.0 rtol = 0.0 : tensor<3x2xf64>

  // [x y] · [[2 _] [3 4]] = [2x + 3y, 4y] = [7 4]
  %r = arith.constant dense<[[2.0, 99.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %s = arith.constant dense<[[7.0, 4.0]]> : tensor<1x2xf32>
  %z = func.call @right(%r, %s) : (tensor<2x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %ze = arith.constant dense<[[2.0, 1.0]]> : tensor<1x2xf32>
  eshkol.assert_close %z, %ze, "right" atol = 0.0 rtol = 0.0 : tensor<1x2xf32>

  // [[i 0] [1 2]]: the adjoint is [[-i 1] [0 2]], with which (1, 2) solves to (0, 1).
  %c = arith.constant dense<[[(0.0, 1.0), (99.0, 0.0)], [(1.0, 0.0), (2.0, 0.0)]]> : tensor<2x2xcomplex<f64>>
  %d = arith.constant dense<[[(1.0, 0.0)], [(2.0, 0.0)]]> : tensor<2x1xcomplex<f64>>
  %w = eshkol.triangular_solve %c, %d left_side lower transpose_a conjugate_a
      : (tensor<2x2xcomplex<f64>>, tensor<2x1xcomplex<f64>>) -> tensor<2x1xcomplex<f64>>
  %we = arith.constant dense<[[(0.0, 0.0)], [(1.0, 0.0)]]> : tensor<2x1xcomplex<f64>>
  eshkol.assert_close %w, %we, "adjoint" atol = 1.0e-15 rtol = 0.0 : tensor<2x1xcomplex<f64>>
  // Without conjugation the solution is (1 - 1)/i, 1 all the same; of (2, 2) it is 1/i = -i.
  %d2 = arith.constant dense<[[(2.0, 0.0)], [(2.0, 0.0)]]> : tensor<2x1xcomplex<f64>>
  %t = eshkol.triangular_solve %c, %d2 left_side lower transpose_a
      : (tensor<2x2xcomplex<f64>>, tensor<2x1xcomplex<f64>>) -> tensor<2x1xcomplex<f64>>
  %te = arith.constant dense<[[(0.0, -1.0)], [(1.0, 0.0)]]> : tensor<2x1xcomplex<f64>>
  eshkol.assert_close %t, %te, "transpose" atol = 1.0e-15 rtol = 0.0 : tensor<2x1xcomplex<f64>>

  // 1/3 correct to the last bit of a bf16, for each of two systems.
  %h = arith.constant dense<[[[3.0]], [[-3.0]]]> : tensor<2x1x1xbf16>
  %g = arith.constant dense<1.0> : tensor<2x1x1xbf16>
  %third = eshkol.triangular_solve %h, %g left_side : (tensor<2x1x1xbf16>, tensor<2x1x1xbf16>) -> tensor<2x1x1xbf16>
  %thirds = arith.constant dense<[[[0.33333333]], [[-0.33333333]]]> : tensor<2x1x1xbf16>
  eshkol.assert_close %third, %thirds, "bf16" atol = 0.0 rtol = 0.0 : tensor<2x1x1xbf16>

  // A zero on the diagonal divides by zero.
  %zero = arith.constant dense<0.0> : tensor<1x1xf64>
  %one = arith.constant dense<1.0> : tensor<1x1xf64>
  %infinite = eshkol.triangular_solve %zero, %one left_side : (tensor<1x1xf64>, tensor<1x1xf64>) -> tensor<1x1xf64>
  %infinity = arith.constant dense<0x7FF0000000000000> : tensor<1x1xf64>
  eshkol.assert_close %infinite, %infinity, "singular" atol = 0.0 rtol = 0.0 : tensor<1x1xf64>

  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c33 = arith.constant 33 : index
  %c90 = arith.constant 90 : index
  func.call @check_sums(%c0) : (index) -> ()
  func.call @check_sums(%c1) : (index) -> ()
  func.call @check_sums(%c32) : (index) -> ()
  func.call @check_sums(%c33) : (index) -> ()
  func.call @check_sums(%c90) : (index) -> ()
  return
}
