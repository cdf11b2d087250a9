// RUN: eshkol-opt --eshkol-decompose %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @near
// CHECK-SAME: (%[[A:.*]]: tensor<?xf32>, %[[B:.*]]: tensor<?xf32>)
// CHECK: eshkol.assert %{{.*}}, "near (shapes differ)" : i1
// CHECK: %[[CLOSE:.*]] = eshkol.map %[[A]], %[[B]] : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xi1>
// CHECK: eshkol.assert %[[CLOSE]], "near" : tensor<?xi1>
func.func @near(%a: tensor<?xf32>, %b: tensor<?xf32>) {
  eshkol.assert_close %a, %b, "near" atol = 1.0e-6 rtol = 1.0e-3 : tensor<?xf32>
  return
}

func.func @main() {
  // Errors of 0.9 permille and of 0.9e-6, infinities and NaN.
  %a = arith.constant dense<[1000.9, 9.0e-7, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<5xf32>
  %b = arith.constant dense<[1000.0, 0.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<5xf32>
  %ad = tensor.cast %a : tensor<5xf32> to tensor<?xf32>
  %bd = tensor.cast %b : tensor<5xf32> to tensor<?xf32>
  func.call @near(%ad, %bd) : (tensor<?xf32>, tensor<?xf32>) -> ()

  // |(3+4i) - (3.3+4.4i)| = 0.5
  %z = arith.constant dense<(3.0, 4.0)> : tensor<1xcomplex<f64>>
  %w = arith.constant dense<(3.3, 4.4)> : tensor<1xcomplex<f64>>
  eshkol.assert_close %z, %w, "complex" atol = 5.0001e-1 rtol = 0.0 : tensor<1xcomplex<f64>>

  %h = arith.constant dense<[1.0, 2.0]> : tensor<2xbf16>
  eshkol.assert_close %h, %h, "bf16" atol = 0.0 rtol = 0.0 : tensor<2xbf16>
  %i = arith.constant dense<[[1], [-2]]> : tensor<2x1xi32>
  eshkol.assert_close %i, %i, "i32" atol = 0.0 rtol = 0.0 : tensor<2x1xi32>
  %p = arith.constant dense<true> : tensor<i1>
  eshkol.assert_close %p, %p, "rank 0" atol = 0.0 rtol = 0.0 : tensor<i1>
  %empty = arith.constant dense<0.0> : tensor<0x3xf64>
  eshkol.assert_close %empty, %empty, "empty" atol = 0.0 rtol = 0.0 : tensor<0x3xf64>
  return
}
