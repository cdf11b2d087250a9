// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-DAG: #[[LHS:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d3)>
// CHECK-DAG: #[[RHS:.*]] = affine_map<(d0, d1, d2, d3) -> (d2, d0, d3)>
// CHECK-DAG: #[[OUT:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>
// CHECK-LABEL: @strided_batch
// CHECK: linalg.generic {indexing_maps = [#[[LHS]], #[[RHS]], #[[OUT]]], iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
func.func @strided_batch(%x: tensor<?x2x3xf32>, %w: tensor<2x?x3xf32>) -> tensor<?x2x2xf32> {
  %r = eshkol.dot_general %x, %w batching [0] x [1] contracting [2] x [2] : (tensor<?x2x3xf32>, tensor<2x?x3xf32>) -> tensor<?x2x2xf32>
  return %r : tensor<?x2x2xf32>
}

func.func @outer(%x: tensor<?xi64>, %w: tensor<3xi64>) -> tensor<?x3xi64> {
  %r = eshkol.dot_general %x, %w batching [] x [] contracting [] x [] : (tensor<?xi64>, tensor<3xi64>) -> tensor<?x3xi64>
  return %r : tensor<?x3xi64>
}

func.func @trace_of_product(%x: tensor<2x2xf64>, %w: tensor<2x2xf64>) -> tensor<f64> {
  %r = eshkol.dot_general %x, %w batching [] x [] contracting [0, 1] x [1, 0] : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<f64>
  return %r : tensor<f64>
}

func.func @rowwise(%x: tensor<?x2xf64>, %w: tensor<2x?xf64>) -> tensor<?xf64> {
  %r = eshkol.dot_general %x, %w batching [0] x [0] contracting [1] x [1] : (tensor<?x2xf64>, tensor<2x?xf64>) -> tensor<?xf64>
  return %r : tensor<?xf64>
}

func.func @scalars(%x: tensor<f64>, %w: tensor<f64>) -> tensor<f64> {
  %r = eshkol.dot_general %x, %w batching [] x [] contracting [] x [] : (tensor<f64>, tensor<f64>) -> tensor<f64>
  return %r : tensor<f64>
}

func.func @nothing(%x: tensor<?xf32>, %w: tensor<?xf32>) -> tensor<f32> {
  %r = eshkol.dot_general %x, %w batching [] x [] contracting [0] x [0] : (tensor<?xf32>, tensor<?xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

// Summed in f32 and rounded once.
func.func @half(%x: tensor<3xf16>, %w: tensor<3xf16>) -> tensor<f16> {
  %r = eshkol.dot_general %x, %w batching [] x [] contracting [0] x [0] : (tensor<3xf16>, tensor<3xf16>) -> tensor<f16>
  return %r : tensor<f16>
}

// CHECK-LABEL: @main
func.func @main() {
  %strided_batch_x = arith.constant dense<[[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]], [[6.0, 7.0, 8.0], [9.0, 10.0, 11.0]]]> : tensor<2x2x3xf32>
  %strided_batch_x_any = tensor.cast %strided_batch_x : tensor<2x2x3xf32> to tensor<?x2x3xf32>
  %strided_batch_w = arith.constant dense<[[[1.0, 0.0, 2.0], [1.0, 1.0, 1.0]], [[0.0, 3.0, 0.0], [2.0, 0.0, -1.0]]]> : tensor<2x2x3xf32>
  %strided_batch_w_any = tensor.cast %strided_batch_w : tensor<2x2x3xf32> to tensor<2x?x3xf32>
  %strided_batch = func.call @strided_batch(%strided_batch_x_any, %strided_batch_w_any) : (tensor<?x2x3xf32>, tensor<2x?x3xf32>) -> tensor<?x2x2xf32>
  %strided_batch_expected = arith.constant dense<[[[4.0, 3.0], [13.0, 12.0]], [[21.0, 4.0], [30.0, 7.0]]]> : tensor<2x2x2xf32>
  %strided_batch_expected_any = tensor.cast %strided_batch_expected : tensor<2x2x2xf32> to tensor<?x2x2xf32>
  eshkol.assert_close %strided_batch, %strided_batch_expected_any, "strided_batch" atol = 0.0 rtol = 0.0 : tensor<?x2x2xf32>

  %outer_x = arith.constant dense<[1, 2]> : tensor<2xi64>
  %outer_x_any = tensor.cast %outer_x : tensor<2xi64> to tensor<?xi64>
  %outer_w = arith.constant dense<[3, 4, 5]> : tensor<3xi64>
  %outer = func.call @outer(%outer_x_any, %outer_w) : (tensor<?xi64>, tensor<3xi64>) -> tensor<?x3xi64>
  %outer_expected = arith.constant dense<[[3, 4, 5], [6, 8, 10]]> : tensor<2x3xi64>
  %outer_expected_any = tensor.cast %outer_expected : tensor<2x3xi64> to tensor<?x3xi64>
  eshkol.assert_close %outer, %outer_expected_any, "outer" atol = 0.0 rtol = 0.0 : tensor<?x3xi64>

  %trace_of_product_x = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf64>
  %trace_of_product_w = arith.constant dense<[[5.0, 6.0], [7.0, 8.0]]> : tensor<2x2xf64>
  %trace_of_product = func.call @trace_of_product(%trace_of_product_x, %trace_of_product_w) : (tensor<2x2xf64>, tensor<2x2xf64>) -> tensor<f64>
  %trace_of_product_expected = arith.constant dense<69.0> : tensor<f64>
  eshkol.assert_close %trace_of_product, %trace_of_product_expected, "trace_of_product" atol = 0.0 rtol = 0.0 : tensor<f64>

  %rowwise_x = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf64>
  %rowwise_x_any = tensor.cast %rowwise_x : tensor<2x2xf64> to tensor<?x2xf64>
  %rowwise_w = arith.constant dense<[[5.0, 6.0], [7.0, 8.0]]> : tensor<2x2xf64>
  %rowwise_w_any = tensor.cast %rowwise_w : tensor<2x2xf64> to tensor<2x?xf64>
  %rowwise = func.call @rowwise(%rowwise_x_any, %rowwise_w_any) : (tensor<?x2xf64>, tensor<2x?xf64>) -> tensor<?xf64>
  %rowwise_expected = arith.constant dense<[17.0, 53.0]> : tensor<2xf64>
  %rowwise_expected_any = tensor.cast %rowwise_expected : tensor<2xf64> to tensor<?xf64>
  eshkol.assert_close %rowwise, %rowwise_expected_any, "rowwise" atol = 0.0 rtol = 0.0 : tensor<?xf64>

  %scalars_x = arith.constant dense<3.0> : tensor<f64>
  %scalars_w = arith.constant dense<4.0> : tensor<f64>
  %scalars = func.call @scalars(%scalars_x, %scalars_w) : (tensor<f64>, tensor<f64>) -> tensor<f64>
  %scalars_expected = arith.constant dense<12.0> : tensor<f64>
  eshkol.assert_close %scalars, %scalars_expected, "scalars" atol = 0.0 rtol = 0.0 : tensor<f64>

  %nothing_x = arith.constant dense<> : tensor<0xf32>
  %nothing_x_any = tensor.cast %nothing_x : tensor<0xf32> to tensor<?xf32>
  %nothing_w = arith.constant dense<> : tensor<0xf32>
  %nothing_w_any = tensor.cast %nothing_w : tensor<0xf32> to tensor<?xf32>
  %nothing = func.call @nothing(%nothing_x_any, %nothing_w_any) : (tensor<?xf32>, tensor<?xf32>) -> tensor<f32>
  %nothing_expected = arith.constant dense<0.0> : tensor<f32>
  eshkol.assert_close %nothing, %nothing_expected, "nothing" atol = 0.0 rtol = 0.0 : tensor<f32>

  %half_x = arith.constant dense<[2048.0, 1.0, 1.0]> : tensor<3xf16>
  %half_w = arith.constant dense<[1.0, 1.0, 1.0]> : tensor<3xf16>
  %half = func.call @half(%half_x, %half_w) : (tensor<3xf16>, tensor<3xf16>) -> tensor<f16>
  %half_expected = arith.constant dense<2050.0> : tensor<f16>
  eshkol.assert_close %half, %half_expected, "half" atol = 0.0 rtol = 0.0 : tensor<f16>
  return
}
