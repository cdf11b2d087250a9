// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: eshkol-opt --eshkol-decompose %s | FileCheck %s --check-prefix=DECOMPOSED
// RUN: %run-native

// One loop over the columns of a small matrix; each step updates all of it.
// CHECK-LABEL: @small
// CHECK: scf.for {{.*}} iter_args({{.*}}) -> (tensor<2x3x3xf64>)
// CHECK: math.sqrt
// CHECK-COUNT-2: linalg.generic
// CHECK-NOT: scf.for
// CHECK-LABEL: @any_size
func.func @small(%a: tensor<2x3x3xf64>) -> tensor<2x3x3xf64> {
  %l = eshkol.cholesky %a : (tensor<2x3x3xf64>) -> tensor<2x3x3xf64>
  return %l : tensor<2x3x3xf64>
}

// Panels of 32 columns, and one product of matrices for each.
// CHECK: scf.for %{{.*}} = %{{.*}} to %{{.*}} step %c32
// CHECK: tensor.extract_slice
// CHECK: scf.for
// CHECK: linalg.matmul
// CHECK: tensor.insert_slice
func.func @any_size(%a: tensor<?x?xf64>) -> tensor<?x?xf64> {
  %l = eshkol.cholesky %a : (tensor<?x?xf64>) -> tensor<?x?xf64>
  return %l : tensor<?x?xf64>
}

// DECOMPOSED-LABEL: @narrow
// DECOMPOSED: arith.extf
// DECOMPOSED: eshkol.cholesky %{{.*}} : (tensor<2x2xf32>) -> tensor<2x2xf32>
// DECOMPOSED: arith.truncf
func.func @narrow(%a: tensor<2x2xf16>) -> tensor<2x2xf16> {
  %l = eshkol.cholesky %a : (tensor<2x2xf16>) -> tensor<2x2xf16>
  return %l : tensor<2x2xf16>
}

// The tridiagonal matrix with 2 on the diagonal and -1 beside it has the factor
// with √((j+1)/j) on the diagonal and -√((j-1)/j) beside it, for j = 1, 2, ..
func.func @check_tridiagonal(%size: index) {
  %0 = tensor.empty(%size, %size) : tensor<?x?xf64>
  %a = linalg.generic {indexing_maps = [affine_map<(i, k) -> (i, k)>], iterator_types = ["parallel", "parallel"]}
      outs(%0 : tensor<?x?xf64>) {
  ^bb0(%out: f64):
    %i = linalg.index 0 : index
    %k = linalg.index 1 : index
    %two = arith.constant 2.0 : f64
    %minus = arith.constant -1.0 : f64
    %zero = arith.constant 0.0 : f64
    %nan = arith.constant 0x7FF8000000000000 : f64
    %c1 = arith.constant 1 : index
    %next = arith.addi %k, %c1 : index
    %is_diagonal = arith.cmpi eq, %i, %k : index
    %is_below = arith.cmpi eq, %i, %next : index
    %is_lower = arith.cmpi sgt, %i, %k : index
    // The upper triangle is not read.
    %other = arith.select %is_lower, %zero, %nan : f64
    %beside = arith.select %is_below, %minus, %other : f64
    %element = arith.select %is_diagonal, %two, %beside : f64
    linalg.yield %element : f64
  } -> tensor<?x?xf64>
  %expected = linalg.generic {indexing_maps = [affine_map<(i, k) -> (i, k)>], iterator_types = ["parallel", "parallel"]}
      outs(%0 : tensor<?x?xf64>) {
  ^bb0(%out: f64):
    %i = linalg.index 0 : index
    %k = linalg.index 1 : index
    %one = arith.constant 1.0 : f64
    %zero = arith.constant 0.0 : f64
    %c1 = arith.constant 1 : index
    %next = arith.addi %k, %c1 : index
    %row = arith.index_cast %i : index to i64
    %before = arith.sitofp %row : i64 to f64
    %j = arith.addf %before, %one : f64
    %after = arith.addf %j, %one : f64
    %up = arith.divf %after, %j : f64
    %down = arith.divf %before, %j : f64
    %diagonal = math.sqrt %up : f64
    %root = math.sqrt %down : f64
    %below = arith.negf %root : f64
    %is_diagonal = arith.cmpi eq, %i, %k : index
    %is_below = arith.cmpi eq, %i, %next : index
    %beside = arith.select %is_below, %below, %zero : f64
    %element = arith.select %is_diagonal, %diagonal, %beside : f64
    linalg.yield %element : f64
  } -> tensor<?x?xf64>
  %l = func.call @any_size(%a) : (tensor<?x?xf64>) -> tensor<?x?xf64>
  eshkol.assert_close %l, %expected, "tridiagonal" atol = 1.0e-13 rtol = 1.0e-13 : tensor<?x?xf64>
  return
}

func.func @main() {
  // [[4 2 -2] [2 10 2] [-2 2 6]] = L·Lᵀ with L = [[2 0 0] [1 3 0] [-1 1 2]], all exact;
  // the second matrix has the eigenvalue -1, so it has no factor.
  %a = arith.constant dense<[[[4.0, 2.0, -2.0], [2.0, 10.0, 2.0], [-2.0, 2.0, 6.0]],
                             [[1.0, 2.0, 0.0], [2.0, 1.0, 0.0], [0.0, 0.0, 1.0]]]> : tensor<2x3x3xf64>
  %expected = arith.constant dense<[[[2.0, 0.0, 0.0], [1.0, 3.0, 0.0], [-1.0, 1.0, 2.0]],
      [[0x7FF8000000000000, 0.0, 0.0], [0x7FF8000000000000, 0x7FF8000000000000, 0.0],
       [0x7FF8000000000000, 0x7FF8000000000000, 0x7FF8000000000000]]]> : tensor<2x3x3xf64>
  %l = func.call @small(%a) : (tensor<2x3x3xf64>) -> tensor<2x3x3xf64>
  eshkol.assert_close %l, %expected, "small" atol = 0.0 rtol = 0.0 : tensor<2x3x3xf64>

  // Semidefinite is not enough.
  %zero = arith.constant dense<0.0> : tensor<1x1xf32>
  %nan = arith.constant dense<0x7FC00000> : tensor<1x1xf32>
  %none = eshkol.cholesky %zero : (tensor<1x1xf32>) -> tensor<1x1xf32>
  eshkol.assert_close %none, %nan, "semidefinite" atol = 0.0 rtol = 0.0 : tensor<1x1xf32>

  // [[2 2i] [-2i 3]] = L·Lᴴ with L = [[√2 0] [-√2·i 1]]
  %c = arith.constant dense<[[(2.0, 0.0), (0.0, 2.0)], [(0.0, -2.0), (3.0, 0.0)]]> : tensor<2x2xcomplex<f64>>
  %cl = eshkol.cholesky %c : (tensor<2x2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  %ce = arith.constant dense<[[(1.4142135623730951, 0.0), (0.0, 0.0)], [(0.0, -1.4142135623730951), (1.0, 0.0)]]> : tensor<2x2xcomplex<f64>>
  eshkol.assert_close %cl, %ce, "complex" atol = 1.0e-15 rtol = 1.0e-15 : tensor<2x2xcomplex<f64>>

  // √2 and 1/√2, rounded once.
  %h = arith.constant dense<[[2.0, 1.0], [1.0, 1.0]]> : tensor<2x2xf16>
  %hl = func.call @narrow(%h) : (tensor<2x2xf16>) -> tensor<2x2xf16>
  %he = arith.constant dense<[[1.41421356, 0.0], [0.70710678, 0.70710678]]> : tensor<2x2xf16>
  eshkol.assert_close %hl, %he, "f16" atol = 0.0 rtol = 0.0 : tensor<2x2xf16>

  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c32 = arith.constant 32 : index
  %c33 = arith.constant 33 : index
  %c100 = arith.constant 100 : index
  func.call @check_tridiagonal(%c0) : (index) -> ()
  func.call @check_tridiagonal(%c1) : (index) -> ()
  func.call @check_tridiagonal(%c2) : (index) -> ()
  func.call @check_tridiagonal(%c32) : (index) -> ()
  func.call @check_tridiagonal(%c33) : (index) -> ()
  func.call @check_tridiagonal(%c100) : (index) -> ()
  return
}
