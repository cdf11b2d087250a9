// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// Rows 0 and 2 of the updates go to row 1, the others nowhere.
// CHECK-LABEL: @add
// CHECK-SAME: (%[[X:.*]]: tensor<?x2xf32>, %[[INDICES:.*]]: tensor<?xi64>, %[[U:.*]]: tensor<?x2xf32>)
// CHECK: scf.for %[[K:.*]] = {{.*}} iter_args(%[[TARGET:.*]] = %[[X]])
// CHECK: %[[AT:.*]] = tensor.extract %[[INDICES]][%[[K]]]
// CHECK: %[[I:.*]] = arith.index_cast %[[AT]] : i64 to index
// CHECK: %[[INSIDE:.*]] = arith.cmpi ult, %[[I]], %{{.*}} : index
// CHECK: %[[ROW:.*]] = arith.select %[[INSIDE]], %[[I]], %{{.*}} : index
// CHECK-DAG: tensor.extract_slice %[[U]][%[[K]], 0]
// CHECK-DAG: tensor.extract_slice %[[TARGET]][%[[ROW]], 0]
// CHECK: arith.addf
// CHECK: tensor.insert_slice %{{.*}} into %[[TARGET]][%[[ROW]], 0]
func.func @add(%x: tensor<?x2xf32>, %i: tensor<?xi64>, %u: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %r = eshkol.scatter add %x[%i], %u : (tensor<?x2xf32>, tensor<?xi64>, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

func.func @set(%x: tensor<?x2xf32>, %i: tensor<?xi64>, %u: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %r = eshkol.scatter set %x[%i], %u : (tensor<?x2xf32>, tensor<?xi64>, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

func.func @mul(%x: tensor<?x2xf32>, %i: tensor<?xi64>, %u: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %r = eshkol.scatter mul %x[%i], %u : (tensor<?x2xf32>, tensor<?xi64>, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

func.func @max(%x: tensor<?x2xf32>, %i: tensor<?xi64>, %u: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %r = eshkol.scatter max %x[%i], %u : (tensor<?x2xf32>, tensor<?xi64>, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

func.func @min(%x: tensor<?x2xf32>, %i: tensor<?xi64>, %u: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %r = eshkol.scatter min %x[%i], %u : (tensor<?x2xf32>, tensor<?xi64>, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

func.func @each_row(%x: tensor<?x3xi64>, %i: tensor<?x2xi64>, %u: tensor<?x2xi64>) -> tensor<?x3xi64> {
  %r = eshkol.scatter add %x[%i], %u batch_dims = 1 : (tensor<?x3xi64>, tensor<?x2xi64>, tensor<?x2xi64>) -> tensor<?x3xi64>
  return %r : tensor<?x3xi64>
}

// The last update of position 3 wins.
func.func @table(%x: tensor<4xf64>, %i: tensor<2x2xi32>, %u: tensor<2x2xf64>) -> tensor<4xf64> {
  %r = eshkol.scatter set %x[%i], %u : (tensor<4xf64>, tensor<2x2xi32>, tensor<2x2xf64>) -> tensor<4xf64>
  return %r : tensor<4xf64>
}

func.func @one(%x: tensor<?xf64>, %i: tensor<i64>, %u: tensor<f64>) -> tensor<?xf64> {
  %r = eshkol.scatter set %x[%i], %u : (tensor<?xf64>, tensor<i64>, tensor<f64>) -> tensor<?xf64>
  return %r : tensor<?xf64>
}

func.func @truth(%x: tensor<3xi1>, %i: tensor<2xi64>, %u: tensor<2xi1>) -> tensor<3xi1> {
  %r = eshkol.scatter add %x[%i], %u : (tensor<3xi1>, tensor<2xi64>, tensor<2xi1>) -> tensor<3xi1>
  return %r : tensor<3xi1>
}

// A NaN wins.
func.func @not_a_number(%x: tensor<2xf32>, %i: tensor<2xi64>, %u: tensor<2xf32>) -> tensor<2xf32> {
  %r = eshkol.scatter max %x[%i], %u : (tensor<2xf32>, tensor<2xi64>, tensor<2xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// CHECK-LABEL: @main
func.func @main() {
  %add_x = arith.constant dense<[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]> : tensor<3x2xf32>
  %add_x_any = tensor.cast %add_x : tensor<3x2xf32> to tensor<?x2xf32>
  %add_i = arith.constant dense<[1, -1, 1, 3]> : tensor<4xi64>
  %add_i_any = tensor.cast %add_i : tensor<4xi64> to tensor<?xi64>
  %add_u = arith.constant dense<[[10.0, 20.0], [30.0, 40.0], [50.0, 60.0], [70.0, 80.0]]> : tensor<4x2xf32>
  %add_u_any = tensor.cast %add_u : tensor<4x2xf32> to tensor<?x2xf32>
  %add = func.call @add(%add_x_any, %add_i_any, %add_u_any) : (tensor<?x2xf32>, tensor<?xi64>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %add_expected = arith.constant dense<[[0.0, 1.0], [62.0, 83.0], [4.0, 5.0]]> : tensor<3x2xf32>
  %add_expected_any = tensor.cast %add_expected : tensor<3x2xf32> to tensor<?x2xf32>
  eshkol.assert_close %add, %add_expected_any, "add" atol = 0.0 rtol = 0.0 : tensor<?x2xf32>

  %set_x = arith.constant dense<[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]> : tensor<3x2xf32>
  %set_x_any = tensor.cast %set_x : tensor<3x2xf32> to tensor<?x2xf32>
  %set_i = arith.constant dense<[1, -1, 1, 3]> : tensor<4xi64>
  %set_i_any = tensor.cast %set_i : tensor<4xi64> to tensor<?xi64>
  %set_u = arith.constant dense<[[10.0, 20.0], [30.0, 40.0], [50.0, 60.0], [70.0, 80.0]]> : tensor<4x2xf32>
  %set_u_any = tensor.cast %set_u : tensor<4x2xf32> to tensor<?x2xf32>
  %set = func.call @set(%set_x_any, %set_i_any, %set_u_any) : (tensor<?x2xf32>, tensor<?xi64>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %set_expected = arith.constant dense<[[0.0, 1.0], [50.0, 60.0], [4.0, 5.0]]> : tensor<3x2xf32>
  %set_expected_any = tensor.cast %set_expected : tensor<3x2xf32> to tensor<?x2xf32>
  eshkol.assert_close %set, %set_expected_any, "set" atol = 0.0 rtol = 0.0 : tensor<?x2xf32>

  %mul_x = arith.constant dense<[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]> : tensor<3x2xf32>
  %mul_x_any = tensor.cast %mul_x : tensor<3x2xf32> to tensor<?x2xf32>
  %mul_i = arith.constant dense<[1, -1, 1, 3]> : tensor<4xi64>
  %mul_i_any = tensor.cast %mul_i : tensor<4xi64> to tensor<?xi64>
  %mul_u = arith.constant dense<[[10.0, 20.0], [30.0, 40.0], [50.0, 60.0], [70.0, 80.0]]> : tensor<4x2xf32>
  %mul_u_any = tensor.cast %mul_u : tensor<4x2xf32> to tensor<?x2xf32>
  %mul = func.call @mul(%mul_x_any, %mul_i_any, %mul_u_any) : (tensor<?x2xf32>, tensor<?xi64>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %mul_expected = arith.constant dense<[[0.0, 1.0], [1000.0, 3600.0], [4.0, 5.0]]> : tensor<3x2xf32>
  %mul_expected_any = tensor.cast %mul_expected : tensor<3x2xf32> to tensor<?x2xf32>
  eshkol.assert_close %mul, %mul_expected_any, "mul" atol = 0.0 rtol = 0.0 : tensor<?x2xf32>

  %max_x = arith.constant dense<[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]> : tensor<3x2xf32>
  %max_x_any = tensor.cast %max_x : tensor<3x2xf32> to tensor<?x2xf32>
  %max_i = arith.constant dense<[1, -1, 1, 3]> : tensor<4xi64>
  %max_i_any = tensor.cast %max_i : tensor<4xi64> to tensor<?xi64>
  %max_u = arith.constant dense<[[10.0, 20.0], [30.0, 40.0], [50.0, 60.0], [70.0, 80.0]]> : tensor<4x2xf32>
  %max_u_any = tensor.cast %max_u : tensor<4x2xf32> to tensor<?x2xf32>
  %max = func.call @max(%max_x_any, %max_i_any, %max_u_any) : (tensor<?x2xf32>, tensor<?xi64>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %max_expected = arith.constant dense<[[0.0, 1.0], [50.0, 60.0], [4.0, 5.0]]> : tensor<3x2xf32>
  %max_expected_any = tensor.cast %max_expected : tensor<3x2xf32> to tensor<?x2xf32>
  eshkol.assert_close %max, %max_expected_any, "max" atol = 0.0 rtol = 0.0 : tensor<?x2xf32>

  %min_x = arith.constant dense<[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]> : tensor<3x2xf32>
  %min_x_any = tensor.cast %min_x : tensor<3x2xf32> to tensor<?x2xf32>
  %min_i = arith.constant dense<[1, -1, 1, 3]> : tensor<4xi64>
  %min_i_any = tensor.cast %min_i : tensor<4xi64> to tensor<?xi64>
  %min_u = arith.constant dense<[[10.0, 20.0], [30.0, 40.0], [50.0, 60.0], [70.0, 80.0]]> : tensor<4x2xf32>
  %min_u_any = tensor.cast %min_u : tensor<4x2xf32> to tensor<?x2xf32>
  %min = func.call @min(%min_x_any, %min_i_any, %min_u_any) : (tensor<?x2xf32>, tensor<?xi64>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %min_expected = arith.constant dense<[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]> : tensor<3x2xf32>
  %min_expected_any = tensor.cast %min_expected : tensor<3x2xf32> to tensor<?x2xf32>
  eshkol.assert_close %min, %min_expected_any, "min" atol = 0.0 rtol = 0.0 : tensor<?x2xf32>

  %add_nothing_x = arith.constant dense<[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]> : tensor<3x2xf32>
  %add_nothing_x_any = tensor.cast %add_nothing_x : tensor<3x2xf32> to tensor<?x2xf32>
  %add_nothing_i = arith.constant dense<> : tensor<0xi64>
  %add_nothing_i_any = tensor.cast %add_nothing_i : tensor<0xi64> to tensor<?xi64>
  %add_nothing_u = arith.constant dense<> : tensor<0x2xf32>
  %add_nothing_u_any = tensor.cast %add_nothing_u : tensor<0x2xf32> to tensor<?x2xf32>
  %add_nothing = func.call @add(%add_nothing_x_any, %add_nothing_i_any, %add_nothing_u_any) : (tensor<?x2xf32>, tensor<?xi64>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %add_nothing_expected = arith.constant dense<[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]> : tensor<3x2xf32>
  %add_nothing_expected_any = tensor.cast %add_nothing_expected : tensor<3x2xf32> to tensor<?x2xf32>
  eshkol.assert_close %add_nothing, %add_nothing_expected_any, "add_nothing" atol = 0.0 rtol = 0.0 : tensor<?x2xf32>

  %add_to_nothing_x = arith.constant dense<> : tensor<0x2xf32>
  %add_to_nothing_x_any = tensor.cast %add_to_nothing_x : tensor<0x2xf32> to tensor<?x2xf32>
  %add_to_nothing_i = arith.constant dense<[1, -1, 1, 3]> : tensor<4xi64>
  %add_to_nothing_i_any = tensor.cast %add_to_nothing_i : tensor<4xi64> to tensor<?xi64>
  %add_to_nothing_u = arith.constant dense<[[10.0, 20.0], [30.0, 40.0], [50.0, 60.0], [70.0, 80.0]]> : tensor<4x2xf32>
  %add_to_nothing_u_any = tensor.cast %add_to_nothing_u : tensor<4x2xf32> to tensor<?x2xf32>
  %add_to_nothing = func.call @add(%add_to_nothing_x_any, %add_to_nothing_i_any, %add_to_nothing_u_any) : (tensor<?x2xf32>, tensor<?xi64>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %add_to_nothing_expected = arith.constant dense<> : tensor<0x2xf32>
  %add_to_nothing_expected_any = tensor.cast %add_to_nothing_expected : tensor<0x2xf32> to tensor<?x2xf32>
  eshkol.assert_close %add_to_nothing, %add_to_nothing_expected_any, "add_to_nothing" atol = 0.0 rtol = 0.0 : tensor<?x2xf32>

  %each_row_x = arith.constant dense<[[0, 0, 0], [0, 0, 0]]> : tensor<2x3xi64>
  %each_row_x_any = tensor.cast %each_row_x : tensor<2x3xi64> to tensor<?x3xi64>
  %each_row_i = arith.constant dense<[[0, 0], [2, 5]]> : tensor<2x2xi64>
  %each_row_i_any = tensor.cast %each_row_i : tensor<2x2xi64> to tensor<?x2xi64>
  %each_row_u = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi64>
  %each_row_u_any = tensor.cast %each_row_u : tensor<2x2xi64> to tensor<?x2xi64>
  %each_row = func.call @each_row(%each_row_x_any, %each_row_i_any, %each_row_u_any) : (tensor<?x3xi64>, tensor<?x2xi64>, tensor<?x2xi64>) -> tensor<?x3xi64>
  %each_row_expected = arith.constant dense<[[3, 0, 0], [0, 0, 3]]> : tensor<2x3xi64>
  %each_row_expected_any = tensor.cast %each_row_expected : tensor<2x3xi64> to tensor<?x3xi64>
  eshkol.assert_close %each_row, %each_row_expected_any, "each_row" atol = 0.0 rtol = 0.0 : tensor<?x3xi64>

  %table_x = arith.constant dense<[0.0, 0.0, 0.0, 0.0]> : tensor<4xf64>
  %table_i = arith.constant dense<[[0, 3], [3, 1]]> : tensor<2x2xi32>
  %table_u = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf64>
  %table = func.call @table(%table_x, %table_i, %table_u) : (tensor<4xf64>, tensor<2x2xi32>, tensor<2x2xf64>) -> tensor<4xf64>
  %table_expected = arith.constant dense<[1.0, 4.0, 0.0, 3.0]> : tensor<4xf64>
  eshkol.assert_close %table, %table_expected, "table" atol = 0.0 rtol = 0.0 : tensor<4xf64>

  %one_x = arith.constant dense<[1.0, 2.0]> : tensor<2xf64>
  %one_x_any = tensor.cast %one_x : tensor<2xf64> to tensor<?xf64>
  %one_i = arith.constant dense<1> : tensor<i64>
  %one_u = arith.constant dense<9.0> : tensor<f64>
  %one = func.call @one(%one_x_any, %one_i, %one_u) : (tensor<?xf64>, tensor<i64>, tensor<f64>) -> tensor<?xf64>
  %one_expected = arith.constant dense<[1.0, 9.0]> : tensor<2xf64>
  %one_expected_any = tensor.cast %one_expected : tensor<2xf64> to tensor<?xf64>
  eshkol.assert_close %one, %one_expected_any, "one" atol = 0.0 rtol = 0.0 : tensor<?xf64>

  %truth_x = arith.constant dense<[true, false, false]> : tensor<3xi1>
  %truth_i = arith.constant dense<[0, 1]> : tensor<2xi64>
  %truth_u = arith.constant dense<[false, true]> : tensor<2xi1>
  %truth = func.call @truth(%truth_x, %truth_i, %truth_u) : (tensor<3xi1>, tensor<2xi64>, tensor<2xi1>) -> tensor<3xi1>
  %truth_expected = arith.constant dense<[true, true, false]> : tensor<3xi1>
  eshkol.assert_close %truth, %truth_expected, "truth" atol = 0.0 rtol = 0.0 : tensor<3xi1>

  %not_a_number_x = arith.constant dense<[1.0, 0x7FC00000]> : tensor<2xf32>
  %not_a_number_i = arith.constant dense<[0, 1]> : tensor<2xi64>
  %not_a_number_u = arith.constant dense<[0x7FC00000, 5.0]> : tensor<2xf32>
  %not_a_number = func.call @not_a_number(%not_a_number_x, %not_a_number_i, %not_a_number_u) : (tensor<2xf32>, tensor<2xi64>, tensor<2xf32>) -> tensor<2xf32>
  %not_a_number_expected = arith.constant dense<[0x7FC00000, 0x7FC00000]> : tensor<2xf32>
  eshkol.assert_close %not_a_number, %not_a_number_expected, "not_a_number" atol = 0.0 rtol = 0.0 : tensor<2xf32>
  return
}
