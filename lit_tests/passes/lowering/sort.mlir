// RUN: eshkol-opt --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// One loop over the passes, whose kernel is one generic with a binary search inside.
// CHECK-LABEL: @floats
// CHECK: scf.while
// CHECK: } do {
// CHECK: linalg.generic
// CHECK-SAME: iterator_types = ["parallel"]
// CHECK: scf.while
// CHECK: tensor.extract
// CHECK: arith.shrui
// CHECK-NOT: scf.while
// CHECK: return
func.func @floats(%x: tensor<?xf32>) -> (tensor<?xf32>, tensor<?xi64>) {
  %0, %1 = eshkol.sort %x dimension = 0 : (tensor<?xf32>) -> (tensor<?xf32>, tensor<?xi64>)
  return %0, %1 : tensor<?xf32>, tensor<?xi64>
}

func.func @descending(%x: tensor<6xf64>) -> (tensor<6xf64>, tensor<6xi64>) {
  %0, %1 = eshkol.sort %x dimension = 0 descending : (tensor<6xf64>) -> (tensor<6xf64>, tensor<6xi64>)
  return %0, %1 : tensor<6xf64>, tensor<6xi64>
}

func.func @columns(%x: tensor<3x?xi8>) -> (tensor<3x?xi8>, tensor<3x?xi64>) {
  %0, %1 = eshkol.sort %x dimension = 0 : (tensor<3x?xi8>) -> (tensor<3x?xi8>, tensor<3x?xi64>)
  return %0, %1 : tensor<3x?xi8>, tensor<3x?xi64>
}

func.func @truth(%x: tensor<4xi1>) -> (tensor<4xi1>, tensor<4xi64>) {
  %0, %1 = eshkol.sort %x dimension = 0 : (tensor<4xi1>) -> (tensor<4xi1>, tensor<4xi64>)
  return %0, %1 : tensor<4xi1>, tensor<4xi64>
}

func.func @bfloat(%x: tensor<1x3x2xbf16>) -> tensor<1x3x2xbf16> {
  %0, %1 = eshkol.sort %x dimension = 1 : (tensor<1x3x2xbf16>) -> (tensor<1x3x2xbf16>, tensor<1x3x2xi64>)
  return %0 : tensor<1x3x2xbf16>
}

// Whether x is in order and is what the permutation takes from `original`.
func.func @assert_sorted(%original: tensor<?xi64>, %sorted: tensor<?xi64>, %permutation: tensor<?xi64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = tensor.dim %sorted, %c0 : tensor<?xi64>
  %last = arith.subi %n, %c1 : index
  scf.for %i = %c0 to %last step %c1 {
    %next = arith.addi %i, %c1 : index
    %a = tensor.extract %sorted[%i] : tensor<?xi64>
    %b = tensor.extract %sorted[%next] : tensor<?xi64>
    %ordered = arith.cmpi sle, %a, %b : i64
    eshkol.assert %ordered, "in order" : i1
    %p = tensor.extract %permutation[%i] : tensor<?xi64>
    %q = tensor.extract %permutation[%next] : tensor<?xi64>
    %equal = arith.cmpi eq, %a, %b : i64
    %kept = arith.cmpi slt, %p, %q : i64
    %true = arith.constant true
    %stable = arith.select %equal, %kept, %true : i1
    eshkol.assert %stable, "stable" : i1
    %source = arith.index_cast %p : i64 to index
    %from = tensor.extract %original[%source] : tensor<?xi64>
    %same = arith.cmpi eq, %a, %from : i64
    eshkol.assert %same, "permutation" : i1
  }
  return
}

func.func @sort_integers(%x: tensor<?xi64>) -> (tensor<?xi64>, tensor<?xi64>) {
  %0, %1 = eshkol.sort %x dimension = 0 : (tensor<?xi64>) -> (tensor<?xi64>, tensor<?xi64>)
  return %0, %1 : tensor<?xi64>, tensor<?xi64>
}

// `n` numbers in [0, 50) of Lehmer's generator, so that many are equal.
func.func @random(%n: index) -> tensor<?xi64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %seed = arith.constant 42 : i64
  %a = arith.constant 48271 : i64
  %m = arith.constant 2147483647 : i64
  %fifty = arith.constant 50 : i64
  %init = tensor.empty(%n) : tensor<?xi64>
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%s = %seed, %t = %init) -> (i64, tensor<?xi64>) {
    %product = arith.muli %s, %a : i64
    %next = arith.remsi %product, %m : i64
    %small = arith.remsi %next, %fifty : i64
    %filled = tensor.insert %small into %t[%i] : tensor<?xi64>
    scf.yield %next, %filled : i64, tensor<?xi64>
  }
  return %r#1 : tensor<?xi64>
}

func.func @main() {
  // NaN last; equal elements, and so -0 and 0, keep their order.
  %x = arith.constant dense<[3.0, 0x7FC00000, -1.0, 3.0, 0.0, -0.0, 0xFF800000]> : tensor<7xf32>
  %xd = tensor.cast %x : tensor<7xf32> to tensor<?xf32>
  %rd:2 = func.call @floats(%xd) : (tensor<?xf32>) -> (tensor<?xf32>, tensor<?xi64>)
  %r = tensor.cast %rd#0 : tensor<?xf32> to tensor<7xf32>
  %p = tensor.cast %rd#1 : tensor<?xi64> to tensor<7xi64>
  %er = arith.constant dense<[0xFF800000, -1.0, 0.0, -0.0, 3.0, 3.0, 0x7FC00000]> : tensor<7xf32>
  %ep = arith.constant dense<[6, 2, 4, 5, 0, 3, 1]> : tensor<7xi64>
  eshkol.assert_close %r, %er, "floats" atol = 0.0 rtol = 0.0 : tensor<7xf32>
  eshkol.assert_close %p, %ep, "permutation of floats" atol = 0.0 rtol = 0.0 : tensor<7xi64>

  // NaN first, and still stable.
  %d = arith.constant dense<[1.0, 5.0, 0x7FF8000000000000, 5.0, 1.0, 2.0]> : tensor<6xf64>
  %dr:2 = func.call @descending(%d) : (tensor<6xf64>) -> (tensor<6xf64>, tensor<6xi64>)
  %edr = arith.constant dense<[0x7FF8000000000000, 5.0, 5.0, 2.0, 1.0, 1.0]> : tensor<6xf64>
  %edp = arith.constant dense<[2, 1, 3, 5, 0, 4]> : tensor<6xi64>
  eshkol.assert_close %dr#0, %edr, "descending" atol = 0.0 rtol = 0.0 : tensor<6xf64>
  eshkol.assert_close %dr#1, %edp, "descending permutation" atol = 0.0 rtol = 0.0 : tensor<6xi64>

  %c = arith.constant dense<[[5, -1], [-128, 0], [127, -2]]> : tensor<3x2xi8>
  %cd = tensor.cast %c : tensor<3x2xi8> to tensor<3x?xi8>
  %crd:2 = func.call @columns(%cd) : (tensor<3x?xi8>) -> (tensor<3x?xi8>, tensor<3x?xi64>)
  %cr = tensor.cast %crd#0 : tensor<3x?xi8> to tensor<3x2xi8>
  %cp = tensor.cast %crd#1 : tensor<3x?xi64> to tensor<3x2xi64>
  %ecr = arith.constant dense<[[-128, -2], [5, -1], [127, 0]]> : tensor<3x2xi8>
  %ecp = arith.constant dense<[[1, 2], [0, 0], [2, 1]]> : tensor<3x2xi64>
  eshkol.assert_close %cr, %ecr, "columns" atol = 0.0 rtol = 0.0 : tensor<3x2xi8>
  eshkol.assert_close %cp, %ecp, "permutation of columns" atol = 0.0 rtol = 0.0 : tensor<3x2xi64>

  %t = arith.constant dense<[true, false, true, false]> : tensor<4xi1>
  %tr:2 = func.call @truth(%t) : (tensor<4xi1>) -> (tensor<4xi1>, tensor<4xi64>)
  %etr = arith.constant dense<[false, false, true, true]> : tensor<4xi1>
  %etp = arith.constant dense<[1, 3, 0, 2]> : tensor<4xi64>
  eshkol.assert_close %tr#0, %etr, "truth values" atol = 0.0 rtol = 0.0 : tensor<4xi1>
  eshkol.assert_close %tr#1, %etp, "permutation of truth values" atol = 0.0 rtol = 0.0 : tensor<4xi64>

  %b = arith.constant dense<[[[2.0, 1.0], [1.0, 3.0], [-1.0, 2.0]]]> : tensor<1x3x2xbf16>
  %br = func.call @bfloat(%b) : (tensor<1x3x2xbf16>) -> tensor<1x3x2xbf16>
  %ebr = arith.constant dense<[[[-1.0, 1.0], [1.0, 2.0], [2.0, 3.0]]]> : tensor<1x3x2xbf16>
  eshkol.assert_close %br, %ebr, "bf16" atol = 0.0 rtol = 0.0 : tensor<1x3x2xbf16>

  // Every size around powers of two, none and one included.
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c70 = arith.constant 70 : index
  scf.for %n = %c0 to %c70 step %c1 {
    %numbers = func.call @random(%n) : (index) -> tensor<?xi64>
    %s:2 = func.call @sort_integers(%numbers) : (tensor<?xi64>) -> (tensor<?xi64>, tensor<?xi64>)
    func.call @assert_sorted(%numbers, %s#0, %s#1) : (tensor<?xi64>, tensor<?xi64>, tensor<?xi64>) -> ()
  }
  return
}
