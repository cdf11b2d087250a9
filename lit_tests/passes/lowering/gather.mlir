// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// Indices outside are clamped.
// CHECK-LABEL: @rows
// CHECK-SAME: (%[[X:.*]]: tensor<?x3xf32>, %[[INDICES:.*]]: tensor<?xi64>)
// CHECK: linalg.generic {{.*}} ins(%[[INDICES]] : tensor<?xi64>)
// CHECK: %[[I:.*]] = arith.index_cast %{{.*}} : i64 to index
// CHECK: %[[LEAST:.*]] = arith.minsi %[[I]], %{{.*}} : index
// CHECK: %[[ROW:.*]] = arith.maxsi %[[LEAST]], %{{.*}} : index
// CHECK: %[[J:.*]] = linalg.index 1 : index
// CHECK: tensor.extract %[[X]][%[[ROW]], %[[J]]]
func.func @rows(%x: tensor<?x3xf32>, %i: tensor<?xi64>) -> tensor<?x3xf32> {
  %r = eshkol.gather %x[%i] dimension = 0 : (tensor<?x3xf32>, tensor<?xi64>) -> tensor<?x3xf32>
  return %r : tensor<?x3xf32>
}

func.func @table(%x: tensor<4x3xf32>, %i: tensor<2x2xi32>) -> tensor<4x2x2xf32> {
  %r = eshkol.gather %x[%i] dimension = 1 : (tensor<4x3xf32>, tensor<2x2xi32>) -> tensor<4x2x2xf32>
  return %r : tensor<4x2x2xf32>
}

func.func @one(%x: tensor<?x3xf32>, %i: tensor<i64>) -> tensor<3xf32> {
  %r = eshkol.gather %x[%i] dimension = 0 : (tensor<?x3xf32>, tensor<i64>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// Each row has its own indices.
func.func @along(%x: tensor<?x3xf32>, %i: tensor<?x2xi64>) -> tensor<?x2xf32> {
  %r = eshkol.gather %x[%i] dimension = 1 batch_dims = 1 : (tensor<?x3xf32>, tensor<?x2xi64>) -> tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

// result[b, p] = operand[b, p, indices[b]]
func.func @between(%x: tensor<2x3x2xi64>, %i: tensor<2xi64>) -> tensor<2x3xi64> {
  %r = eshkol.gather %x[%i] dimension = 2 batch_dims = 1 : (tensor<2x3x2xi64>, tensor<2xi64>) -> tensor<2x3xi64>
  return %r : tensor<2x3xi64>
}

func.func @truth(%x: tensor<2xi1>, %i: tensor<3xi64>) -> tensor<3xi1> {
  %r = eshkol.gather %x[%i] dimension = 0 : (tensor<2xi1>, tensor<3xi64>) -> tensor<3xi1>
  return %r : tensor<3xi1>
}

// CHECK-LABEL: @main
func.func @main() {
  %rows_x = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %rows_x_any = tensor.cast %rows_x : tensor<4x3xf32> to tensor<?x3xf32>
  %rows_i = arith.constant dense<[2, 0, -5, 9]> : tensor<4xi64>
  %rows_i_any = tensor.cast %rows_i : tensor<4xi64> to tensor<?xi64>
  %rows = func.call @rows(%rows_x_any, %rows_i_any) : (tensor<?x3xf32>, tensor<?xi64>) -> tensor<?x3xf32>
  %rows_expected = arith.constant dense<[[6.0, 7.0, 8.0], [0.0, 1.0, 2.0], [0.0, 1.0, 2.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %rows_expected_any = tensor.cast %rows_expected : tensor<4x3xf32> to tensor<?x3xf32>
  eshkol.assert_close %rows, %rows_expected_any, "rows" atol = 0.0 rtol = 0.0 : tensor<?x3xf32>

  %no_rows_x = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %no_rows_x_any = tensor.cast %no_rows_x : tensor<4x3xf32> to tensor<?x3xf32>
  %no_rows_i = arith.constant dense<> : tensor<0xi64>
  %no_rows_i_any = tensor.cast %no_rows_i : tensor<0xi64> to tensor<?xi64>
  %no_rows = func.call @rows(%no_rows_x_any, %no_rows_i_any) : (tensor<?x3xf32>, tensor<?xi64>) -> tensor<?x3xf32>
  %no_rows_expected = arith.constant dense<> : tensor<0x3xf32>
  %no_rows_expected_any = tensor.cast %no_rows_expected : tensor<0x3xf32> to tensor<?x3xf32>
  eshkol.assert_close %no_rows, %no_rows_expected_any, "no_rows" atol = 0.0 rtol = 0.0 : tensor<?x3xf32>

  %table_x = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %table_i = arith.constant dense<[[0, 2], [1, 1]]> : tensor<2x2xi32>
  %table = func.call @table(%table_x, %table_i) : (tensor<4x3xf32>, tensor<2x2xi32>) -> tensor<4x2x2xf32>
  %table_expected = arith.constant dense<[[[0.0, 2.0], [1.0, 1.0]], [[3.0, 5.0], [4.0, 4.0]], [[6.0, 8.0], [7.0, 7.0]], [[9.0, 11.0], [10.0, 10.0]]]> : tensor<4x2x2xf32>
  eshkol.assert_close %table, %table_expected, "table" atol = 0.0 rtol = 0.0 : tensor<4x2x2xf32>

  %one_x = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %one_x_any = tensor.cast %one_x : tensor<4x3xf32> to tensor<?x3xf32>
  %one_i = arith.constant dense<1> : tensor<i64>
  %one = func.call @one(%one_x_any, %one_i) : (tensor<?x3xf32>, tensor<i64>) -> tensor<3xf32>
  %one_expected = arith.constant dense<[3.0, 4.0, 5.0]> : tensor<3xf32>
  eshkol.assert_close %one, %one_expected, "one" atol = 0.0 rtol = 0.0 : tensor<3xf32>

  %along_x = arith.constant dense<[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0], [9.0, 10.0, 11.0]]> : tensor<4x3xf32>
  %along_x_any = tensor.cast %along_x : tensor<4x3xf32> to tensor<?x3xf32>
  %along_i = arith.constant dense<[[0, 1], [2, 2], [1, 0], [0, 9]]> : tensor<4x2xi64>
  %along_i_any = tensor.cast %along_i : tensor<4x2xi64> to tensor<?x2xi64>
  %along = func.call @along(%along_x_any, %along_i_any) : (tensor<?x3xf32>, tensor<?x2xi64>) -> tensor<?x2xf32>
  %along_expected = arith.constant dense<[[0.0, 1.0], [5.0, 5.0], [7.0, 6.0], [9.0, 11.0]]> : tensor<4x2xf32>
  %along_expected_any = tensor.cast %along_expected : tensor<4x2xf32> to tensor<?x2xf32>
  eshkol.assert_close %along, %along_expected_any, "along" atol = 0.0 rtol = 0.0 : tensor<?x2xf32>

  %between_x = arith.constant dense<[[[0, 1], [2, 3], [4, 5]], [[6, 7], [8, 9], [10, 11]]]> : tensor<2x3x2xi64>
  %between_i = arith.constant dense<[1, 0]> : tensor<2xi64>
  %between = func.call @between(%between_x, %between_i) : (tensor<2x3x2xi64>, tensor<2xi64>) -> tensor<2x3xi64>
  %between_expected = arith.constant dense<[[1, 3, 5], [6, 8, 10]]> : tensor<2x3xi64>
  eshkol.assert_close %between, %between_expected, "between" atol = 0.0 rtol = 0.0 : tensor<2x3xi64>

  %truth_x = arith.constant dense<[true, false]> : tensor<2xi1>
  %truth_i = arith.constant dense<[1, 0, 1]> : tensor<3xi64>
  %truth = func.call @truth(%truth_x, %truth_i) : (tensor<2xi1>, tensor<3xi64>) -> tensor<3xi1>
  %truth_expected = arith.constant dense<[false, true, false]> : tensor<3xi1>
  eshkol.assert_close %truth, %truth_expected, "truth" atol = 0.0 rtol = 0.0 : tensor<3xi1>
  return
}
