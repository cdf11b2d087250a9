// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @product
// CHECK-SAME: (%[[X:.*]]: tensor<2x3xf32>, %[[W:.*]]: tensor<3x2xf32>)
// CHECK: %[[INIT:.*]] = linalg.fill
// CHECK: linalg.matmul ins(%[[X]], %[[W]] : tensor<2x3xf32>, tensor<3x2xf32>) outs(%[[INIT]] : tensor<2x2xf32>)
func.func @product(%x: tensor<2x3xf32>, %w: tensor<3x2xf32>) -> tensor<2x2xf32> {
  %r = eshkol.matmul %x, %w : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x2xf32>
  return %r : tensor<2x2xf32>
}

// CHECK-LABEL: @batched
// CHECK: linalg.batch_matmul
func.func @batched(%x: tensor<?x2x2xf64>, %w: tensor<?x2x2xf64>) -> tensor<?x2x2xf64> {
  %r = eshkol.matmul %x, %w : (tensor<?x2x2xf64>, tensor<?x2x2xf64>) -> tensor<?x2x2xf64>
  return %r : tensor<?x2x2xf64>
}

// CHECK-LABEL: @twice_batched
// CHECK: linalg.generic
// CHECK-SAME: iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]
func.func @twice_batched(%x: tensor<?x1x?x2xi32>, %w: tensor<2x?x2x2xi32>) -> tensor<2x1x?x2xi32> {
  %r = eshkol.matmul %x, %w : (tensor<?x1x?x2xi32>, tensor<2x?x2x2xi32>) -> tensor<2x1x?x2xi32>
  return %r : tensor<2x1x?x2xi32>
}

// In f16, 2048 + 1 is 2048; the sum is kept in f32 and rounded once.
// CHECK-LABEL: @half
// CHECK: linalg.matmul {{.*}} outs(%{{.*}} : tensor<1x1xf32>)
// CHECK: arith.truncf %{{.*}} : tensor<1x1xf32> to tensor<1x1xf16>
func.func @half(%x: tensor<1x3xf16>, %w: tensor<3x1xf16>) -> tensor<1x1xf16> {
  %r = eshkol.matmul %x, %w : (tensor<1x3xf16>, tensor<3x1xf16>) -> tensor<1x1xf16>
  return %r : tensor<1x1xf16>
}

// A sum of no products is zero.
func.func @nothing(%x: tensor<2x?xf64>, %w: tensor<?x2xf64>) -> tensor<2x2xf64> {
  %r = eshkol.matmul %x, %w : (tensor<2x?xf64>, tensor<?x2xf64>) -> tensor<2x2xf64>
  return %r : tensor<2x2xf64>
}

// Truth values: there is a k such that both hold.
func.func @truth(%x: tensor<2x2xi1>, %w: tensor<2x2xi1>) -> tensor<2x2xi1> {
  %r = eshkol.matmul %x, %w : (tensor<2x2xi1>, tensor<2x2xi1>) -> tensor<2x2xi1>
  return %r : tensor<2x2xi1>
}

// (1 + i) i + 2 (1 - i) = -1 + i + 2 - 2i
func.func @complex(%x: tensor<1x?xcomplex<f64>>, %w: tensor<2x1xcomplex<f64>>) -> tensor<1x1xcomplex<f64>> {
  %r = eshkol.matmul %x, %w : (tensor<1x?xcomplex<f64>>, tensor<2x1xcomplex<f64>>) -> tensor<1x1xcomplex<f64>>
  return %r : tensor<1x1xcomplex<f64>>
}

// CHECK-LABEL: @main
func.func @main() {
  %product_x = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %product_w = arith.constant dense<[[1.0, 0.0], [2.0, -1.0], [0.0, 3.0]]> : tensor<3x2xf32>
  %product = func.call @product(%product_x, %product_w) : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x2xf32>
  %product_expected = arith.constant dense<[[5.0, 7.0], [14.0, 13.0]]> : tensor<2x2xf32>
  eshkol.assert_close %product, %product_expected, "product" atol = 0.0 rtol = 0.0 : tensor<2x2xf32>

  %batched_x = arith.constant dense<[[[0.0, 1.0], [2.0, 3.0]], [[4.0, 5.0], [6.0, 7.0]]]> : tensor<2x2x2xf64>
  %batched_x_any = tensor.cast %batched_x : tensor<2x2x2xf64> to tensor<?x2x2xf64>
  %batched_w = arith.constant dense<[[[1.0, 0.0], [0.0, 2.0]], [[0.0, 1.0], [1.0, 0.0]]]> : tensor<2x2x2xf64>
  %batched_w_any = tensor.cast %batched_w : tensor<2x2x2xf64> to tensor<?x2x2xf64>
  %batched = func.call @batched(%batched_x_any, %batched_w_any) : (tensor<?x2x2xf64>, tensor<?x2x2xf64>) -> tensor<?x2x2xf64>
  %batched_expected = arith.constant dense<[[[0.0, 2.0], [2.0, 6.0]], [[5.0, 4.0], [7.0, 6.0]]]> : tensor<2x2x2xf64>
  %batched_expected_any = tensor.cast %batched_expected : tensor<2x2x2xf64> to tensor<?x2x2xf64>
  eshkol.assert_close %batched, %batched_expected_any, "batched" atol = 0.0 rtol = 0.0 : tensor<?x2x2xf64>

  %twice_batched_x = arith.constant dense<[[[[0, 1], [2, 3]]], [[[4, 5], [6, 7]]]]> : tensor<2x1x2x2xi32>
  %twice_batched_x_any = tensor.cast %twice_batched_x : tensor<2x1x2x2xi32> to tensor<?x1x?x2xi32>
  %twice_batched_w = arith.constant dense<[[[[1, 0], [0, 2]]], [[[0, 1], [1, 0]]]]> : tensor<2x1x2x2xi32>
  %twice_batched_w_any = tensor.cast %twice_batched_w : tensor<2x1x2x2xi32> to tensor<2x?x2x2xi32>
  %twice_batched = func.call @twice_batched(%twice_batched_x_any, %twice_batched_w_any) : (tensor<?x1x?x2xi32>, tensor<2x?x2x2xi32>) -> tensor<2x1x?x2xi32>
  %twice_batched_expected = arith.constant dense<[[[[0, 2], [2, 6]]], [[[5, 4], [7, 6]]]]> : tensor<2x1x2x2xi32>
  %twice_batched_expected_any = tensor.cast %twice_batched_expected : tensor<2x1x2x2xi32> to tensor<2x1x?x2xi32>
  eshkol.assert_close %twice_batched, %twice_batched_expected_any, "twice_batched" atol = 0.0 rtol = 0.0 : tensor<2x1x?x2xi32>

  %half_x = arith.constant dense<[[2048.0, 1.0, 1.0]]> : tensor<1x3xf16>
  %half_w = arith.constant dense<[[1.0], [1.0], [1.0]]> : tensor<3x1xf16>
  %half = func.call @half(%half_x, %half_w) : (tensor<1x3xf16>, tensor<3x1xf16>) -> tensor<1x1xf16>
  %half_expected = arith.constant dense<[[2050.0]]> : tensor<1x1xf16>
  eshkol.assert_close %half, %half_expected, "half" atol = 0.0 rtol = 0.0 : tensor<1x1xf16>

  %nothing_x = arith.constant dense<> : tensor<2x0xf64>
  %nothing_x_any = tensor.cast %nothing_x : tensor<2x0xf64> to tensor<2x?xf64>
  %nothing_w = arith.constant dense<> : tensor<0x2xf64>
  %nothing_w_any = tensor.cast %nothing_w : tensor<0x2xf64> to tensor<?x2xf64>
  %nothing = func.call @nothing(%nothing_x_any, %nothing_w_any) : (tensor<2x?xf64>, tensor<?x2xf64>) -> tensor<2x2xf64>
  %nothing_expected = arith.constant dense<[[0.0, 0.0], [0.0, 0.0]]> : tensor<2x2xf64>
  eshkol.assert_close %nothing, %nothing_expected, "nothing" atol = 0.0 rtol = 0.0 : tensor<2x2xf64>

  %truth_x = arith.constant dense<[[true, true], [true, false]]> : tensor<2x2xi1>
  %truth_w = arith.constant dense<[[true, true], [true, false]]> : tensor<2x2xi1>
  %truth = func.call @truth(%truth_x, %truth_w) : (tensor<2x2xi1>, tensor<2x2xi1>) -> tensor<2x2xi1>
  %truth_expected = arith.constant dense<[[true, true], [true, true]]> : tensor<2x2xi1>
  eshkol.assert_close %truth, %truth_expected, "truth" atol = 0.0 rtol = 0.0 : tensor<2x2xi1>

  %complex_x = arith.constant dense<[[(1.0, 1.0), (2.0, 0.0)]]> : tensor<1x2xcomplex<f64>>
  %complex_x_any = tensor.cast %complex_x : tensor<1x2xcomplex<f64>> to tensor<1x?xcomplex<f64>>
  %complex_w = arith.constant dense<[[(0.0, 1.0)], [(1.0, -1.0)]]> : tensor<2x1xcomplex<f64>>
  %complex = func.call @complex(%complex_x_any, %complex_w) : (tensor<1x?xcomplex<f64>>, tensor<2x1xcomplex<f64>>) -> tensor<1x1xcomplex<f64>>
  %complex_expected = arith.constant dense<[[(1.0, -1.0)]]> : tensor<1x1xcomplex<f64>>
  eshkol.assert_close %complex, %complex_expected, "complex" atol = 0.0 rtol = 0.0 : tensor<1x1xcomplex<f64>>
  return
}
