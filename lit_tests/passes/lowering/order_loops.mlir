// RUN: eshkol-opt --split-input-file --eshkol-order-loops %s | FileCheck %s
// RUN: %run-native

// A row of the result is computed side by side: the loop over its columns comes last.
// CHECK: #[[LHS:.*]] = affine_map<(d0, d1, d2) -> (d0, d1)>
// CHECK: #[[RHS:.*]] = affine_map<(d0, d1, d2) -> (d1, d2)>
// CHECK: #[[RESULT:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// CHECK-LABEL: @product
// CHECK: linalg.generic {indexing_maps = [#[[LHS]], #[[RHS]], #[[RESULT]]], iterator_types = ["parallel", "reduction", "parallel"]}
func.func @product(%a: tensor<?x?xf64>, %b: tensor<?x?xf64>, %c: tensor<?x?xf64>) -> tensor<?x?xf64> {
  %r = linalg.matmul ins(%a, %b : tensor<?x?xf64>, tensor<?x?xf64>) outs(%c : tensor<?x?xf64>) -> tensor<?x?xf64>
  return %r : tensor<?x?xf64>
}

// The rows of a matrix are what lies side by side here, so the sum stays innermost.
// CHECK-LABEL: @vector
// CHECK: linalg.matvec
func.func @vector(%a: tensor<?x?xf64>, %b: tensor<?xf64>, %c: tensor<?xf64>) -> tensor<?xf64> {
  %r = linalg.matvec ins(%a, %b : tensor<?x?xf64>, tensor<?xf64>) outs(%c : tensor<?xf64>) -> tensor<?xf64>
  return %r : tensor<?xf64>
}

// [1 2; 3 4] · [5 6; 7 8] = [19 22; 43 50].
func.func @main() {
  %a = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf64>
  %b = arith.constant dense<[[5.0, 6.0], [7.0, 8.0]]> : tensor<2x2xf64>
  %c = arith.constant dense<0.0> : tensor<2x2xf64>
  %a0 = tensor.cast %a : tensor<2x2xf64> to tensor<?x?xf64>
  %b0 = tensor.cast %b : tensor<2x2xf64> to tensor<?x?xf64>
  %c0 = tensor.cast %c : tensor<2x2xf64> to tensor<?x?xf64>
  %r = func.call @product(%a0, %b0, %c0) : (tensor<?x?xf64>, tensor<?x?xf64>, tensor<?x?xf64>) -> tensor<?x?xf64>
  %s = tensor.cast %r : tensor<?x?xf64> to tensor<2x2xf64>
  %e = arith.constant dense<[[19.0, 22.0], [43.0, 50.0]]> : tensor<2x2xf64>
  eshkol.assert_close %s, %e, "product" atol = 0.0 rtol = 0.0 : tensor<2x2xf64>
  return
}
