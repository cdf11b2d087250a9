// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// One loop over the columns of a small matrix, which carries the order of its
// rows as one more column; the sign is that of the number of inversions.
// CHECK-LABEL: @small
// CHECK: scf.for {{.*}} iter_args({{.*}}) -> (tensor<3x4xf64>)
// CHECK: math.absf
// CHECK: arith.divf
// CHECK-NOT: scf.for
// CHECK: arith.fptosi
// CHECK-LABEL: @any_size
func.func @small(%a: tensor<3x3xf64>) -> (tensor<3x3xf64>, tensor<3xi64>, tensor<i64>) {
  %f, %p, %s = eshkol.lu %a : (tensor<3x3xf64>) -> (tensor<3x3xf64>, tensor<3xi64>, tensor<i64>)
  return %f, %p, %s : tensor<3x3xf64>, tensor<3xi64>, tensor<i64>
}

// Panels of 32 columns; the rows beside a panel are solved for, the rest loses one
// product of matrices.
// CHECK: scf.for %{{.*}} = %{{.*}} to %{{.*}} step %c32
// CHECK: scf.for
// CHECK: scf.for
// CHECK: linalg.matmul
func.func @any_size(%a: tensor<?x?xf64>) -> (tensor<?x?xf64>, tensor<?xi64>, tensor<i64>) {
  %f, %p, %s = eshkol.lu %a : (tensor<?x?xf64>) -> (tensor<?x?xf64>, tensor<?xi64>, tensor<i64>)
  return %f, %p, %s : tensor<?x?xf64>, tensor<?xi64>, tensor<i64>
}

// The reversed identity of size n (its rows in the order n-1, .., 0): the factors
// are the identity, and the permutation has n(n-1)/2 inversions.
func.func @check_reversal(%size: index, %sign: tensor<i64>) {
  %0 = tensor.empty(%size, %size) : tensor<?x?xf64>
  %c1 = arith.constant 1 : index
  %last = arith.subi %size, %c1 : index
  %one = arith.constant 1.0 : f64
  %zero = arith.constant 0.0 : f64
  %a = linalg.generic {indexing_maps = [affine_map<(i, k) -> (i, k)>], iterator_types = ["parallel", "parallel"]}
      outs(%0 : tensor<?x?xf64>) {
  ^bb0(%out: f64):
    %i = linalg.index 0 : index
    %k = linalg.index 1 : index
    %sum = arith.addi %i, %k : index
    %is_one = arith.cmpi eq, %sum, %last : index
    %element = arith.select %is_one, %one, %zero : f64
    linalg.yield %element : f64
  } -> tensor<?x?xf64>
  %identity = linalg.generic {indexing_maps = [affine_map<(i, k) -> (i, k)>], iterator_types = ["parallel", "parallel"]}
      outs(%0 : tensor<?x?xf64>) {
  ^bb0(%out: f64):
    %i = linalg.index 0 : index
    %k = linalg.index 1 : index
    %is_one = arith.cmpi eq, %i, %k : index
    %element = arith.select %is_one, %one, %zero : f64
    linalg.yield %element : f64
  } -> tensor<?x?xf64>
  %1 = tensor.empty(%size) : tensor<?xi64>
  %reversed = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      outs(%1 : tensor<?xi64>) {
  ^bb0(%out: i64):
    %i = linalg.index 0 : index
    %source = arith.subi %last, %i : index
    %row = arith.index_cast %source : index to i64
    linalg.yield %row : i64
  } -> tensor<?xi64>
  %f, %p, %s = func.call @any_size(%a) : (tensor<?x?xf64>) -> (tensor<?x?xf64>, tensor<?xi64>, tensor<i64>)
  eshkol.assert_close %f, %identity, "factors" atol = 0.0 rtol = 0.0 : tensor<?x?xf64>
  eshkol.assert_close %p, %reversed, "permutation" atol = 0.0 rtol = 0.0 : tensor<?xi64>
  eshkol.assert_close %s, %sign, "sign" atol = 0.0 rtol = 0.0 : tensor<i64>
  return
}

func.func @main() {
  // By hand: pivots 4, 3 and 2, the rows taken in the order 1, 2, 0, a cycle of three.
  %a = arith.constant dense<[[2.0, 2.5, 5.0], [4.0, 8.0, 2.0], [1.0, 5.0, 0.5]]> : tensor<3x3xf64>
  %f, %p, %s = func.call @small(%a) : (tensor<3x3xf64>) -> (tensor<3x3xf64>, tensor<3xi64>, tensor<i64>)
  %fe = arith.constant dense<[[4.0, 8.0, 2.0], [0.25, 3.0, 0.0], [0.5, -0.5, 4.0]]> : tensor<3x3xf64>
  %pe = arith.constant dense<[1, 2, 0]> : tensor<3xi64>
  %even = arith.constant dense<1> : tensor<i64>
  %odd = arith.constant dense<-1> : tensor<i64>
  eshkol.assert_close %f, %fe, "factors" atol = 0.0 rtol = 0.0 : tensor<3x3xf64>
  eshkol.assert_close %p, %pe, "permutation" atol = 0.0 rtol = 0.0 : tensor<3xi64>
  eshkol.assert_close %s, %even, "sign" atol = 0.0 rtol = 0.0 : tensor<i64>

  // A singular matrix: the second column has no pivot but 0; of equal candidates the
  // first is taken, so nothing is exchanged.
  %b = arith.constant dense<[[1.0, 2.0, 3.0], [1.0, 2.0, 5.0], [-1.0, -2.0, 4.0]]> : tensor<3x3xf64>
  %g, %q, %t = func.call @small(%b) : (tensor<3x3xf64>) -> (tensor<3x3xf64>, tensor<3xi64>, tensor<i64>)
  %ge = arith.constant dense<[[1.0, 2.0, 3.0], [1.0, 0.0, 2.0], [-1.0, 0.0, 7.0]]> : tensor<3x3xf64>
  %qe = arith.constant dense<[0, 1, 2]> : tensor<3xi64>
  eshkol.assert_close %g, %ge, "singular" atol = 0.0 rtol = 0.0 : tensor<3x3xf64>
  eshkol.assert_close %q, %qe, "unpermuted" atol = 0.0 rtol = 0.0 : tensor<3xi64>
  eshkol.assert_close %t, %even, "sign of nothing" atol = 0.0 rtol = 0.0 : tensor<i64>

  // More rows than columns, and more columns than rows, exchanged in the first of two
  // matrices only.
  %tall = arith.constant dense<[[1.0], [-2.0], [0.5]]> : tensor<3x1xf32>
  %tf, %tp, %ts = eshkol.lu %tall : (tensor<3x1xf32>) -> (tensor<3x1xf32>, tensor<3xi64>, tensor<i64>)
  %tfe = arith.constant dense<[[-2.0], [-0.5], [-0.25]]> : tensor<3x1xf32>
  %tpe = arith.constant dense<[1, 0, 2]> : tensor<3xi64>
  eshkol.assert_close %tf, %tfe, "tall" atol = 0.0 rtol = 0.0 : tensor<3x1xf32>
  eshkol.assert_close %tp, %tpe, "tall permutation" atol = 0.0 rtol = 0.0 : tensor<3xi64>
  eshkol.assert_close %ts, %odd, "tall sign" atol = 0.0 rtol = 0.0 : tensor<i64>
  %wide = arith.constant dense<[[[1.0, 2.0, 3.0], [2.0, 6.0, 8.0]], [[2.0, 0.0, 2.0], [1.0, 1.0, 0.0]]]> : tensor<2x2x3xbf16>
  %wf, %wp, %ws = eshkol.lu %wide : (tensor<2x2x3xbf16>) -> (tensor<2x2x3xbf16>, tensor<2x2xi64>, tensor<2xi64>)
  %wfe = arith.constant dense<[[[2.0, 6.0, 8.0], [0.5, -1.0, -1.0]], [[2.0, 0.0, 2.0], [0.5, 1.0, -1.0]]]> : tensor<2x2x3xbf16>
  %wpe = arith.constant dense<[[1, 0], [0, 1]]> : tensor<2x2xi64>
  %wse = arith.constant dense<[-1, 1]> : tensor<2xi64>
  eshkol.assert_close %wf, %wfe, "wide" atol = 0.0 rtol = 0.0 : tensor<2x2x3xbf16>
  eshkol.assert_close %wp, %wpe, "wide permutation" atol = 0.0 rtol = 0.0 : tensor<2x2xi64>
  eshkol.assert_close %ws, %wse, "wide signs" atol = 0.0 rtol = 0.0 : tensor<2xi64>

  // 2i is the greater pivot; the multiplier is 1/2i = -i/2, and 3 - (-i/2)(2) = 3 + i.
  %c = arith.constant dense<[[(1.0, 0.0), (3.0, 0.0)], [(0.0, 2.0), (2.0, 0.0)]]> : tensor<2x2xcomplex<f64>>
  %cf, %cp, %cs = eshkol.lu %c : (tensor<2x2xcomplex<f64>>) -> (tensor<2x2xcomplex<f64>>, tensor<2xi64>, tensor<i64>)
  %cfe = arith.constant dense<[[(0.0, 2.0), (2.0, 0.0)], [(0.0, -0.5), (3.0, 1.0)]]> : tensor<2x2xcomplex<f64>>
  eshkol.assert_close %cf, %cfe, "complex" atol = 1.0e-15 rtol = 0.0 : tensor<2x2xcomplex<f64>>

  %empty = arith.constant dense<> : tensor<2x0xf64>
  %ef, %ep, %es = eshkol.lu %empty : (tensor<2x0xf64>) -> (tensor<2x0xf64>, tensor<2xi64>, tensor<i64>)
  %epe = arith.constant dense<[0, 1]> : tensor<2xi64>
  eshkol.assert_close %ep, %epe, "no columns" atol = 0.0 rtol = 0.0 : tensor<2xi64>

  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c33 = arith.constant 33 : index
  %c70 = arith.constant 70 : index
  func.call @check_reversal(%c0, %even) : (index, tensor<i64>) -> ()
  func.call @check_reversal(%c1, %even) : (index, tensor<i64>) -> ()
  func.call @check_reversal(%c2, %odd) : (index, tensor<i64>) -> ()
  func.call @check_reversal(%c33, %even) : (index, tensor<i64>) -> ()
  func.call @check_reversal(%c70, %odd) : (index, tensor<i64>) -> ()
  return
}
