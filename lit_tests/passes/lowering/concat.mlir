// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @rows
// CHECK-SAME: (%[[X:.*]]: tensor<?x2xf32>, %[[Y:.*]]: tensor<2x2xf32>)
// CHECK: %[[FIRST:.*]] = tensor.insert_slice %[[X]] into %{{.*}}[0, 0] [%{{.*}}, 2] [1, 1]
// CHECK: %[[SECOND:.*]] = tensor.insert_slice %[[Y]] into %[[FIRST]][%{{.*}}, 0] [2, 2] [1, 1]
// CHECK: tensor.insert_slice %[[X]] into %[[SECOND]][%{{.*}}, 0] [%{{.*}}, 2] [1, 1]
func.func @rows(%x: tensor<?x2xf32>, %y: tensor<2x2xf32>) -> tensor<?x2xf32> {
  %r = eshkol.concat %x, %y, %x dimension = 0 : (tensor<?x2xf32>, tensor<2x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

func.func @columns(%x: tensor<2x2xi64>, %y: tensor<2x?xi64>) -> tensor<2x?xi64> {
  %r = eshkol.concat %x, %y dimension = 1 : (tensor<2x2xi64>, tensor<2x?xi64>) -> tensor<2x?xi64>
  return %r : tensor<2x?xi64>
}

func.func @with_empty(%x: tensor<?x2xf32>, %y: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %r = eshkol.concat %x, %y dimension = 0 : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

func.func @truth(%x: tensor<2xi1>, %y: tensor<2xi1>) -> tensor<4xi1> {
  %r = eshkol.concat %x, %y dimension = 0 : (tensor<2xi1>, tensor<2xi1>) -> tensor<4xi1>
  return %r : tensor<4xi1>
}

// What is known to be empty is not inserted: its place at the end would be out of bounds.
// CHECK-LABEL: @empty_last
// CHECK: tensor.insert_slice %{{.*}}[0] [3] [1]
// CHECK-NOT: tensor.insert_slice
// CHECK: return
func.func @empty_last(%x: tensor<3xf32>, %y: tensor<0xf32>) -> tensor<3xf32> {
  %r = eshkol.concat %x, %y dimension = 0 : (tensor<3xf32>, tensor<0xf32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// CHECK-LABEL: @main
func.func @main() {
  %rows_x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  %rows_x_any = tensor.cast %rows_x : tensor<1x2xf32> to tensor<?x2xf32>
  %rows_y = arith.constant dense<[[3.0, 4.0], [5.0, 6.0]]> : tensor<2x2xf32>
  %rows = func.call @rows(%rows_x_any, %rows_y) : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %rows_expected = arith.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [1.0, 2.0]]> : tensor<4x2xf32>
  %rows_expected_any = tensor.cast %rows_expected : tensor<4x2xf32> to tensor<?x2xf32>
  eshkol.assert_close %rows, %rows_expected_any, "rows" atol = 0.0 rtol = 0.0 : tensor<?x2xf32>

  %columns_x = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi64>
  %columns_y = arith.constant dense<[[5], [6]]> : tensor<2x1xi64>
  %columns_y_any = tensor.cast %columns_y : tensor<2x1xi64> to tensor<2x?xi64>
  %columns = func.call @columns(%columns_x, %columns_y_any) : (tensor<2x2xi64>, tensor<2x?xi64>) -> tensor<2x?xi64>
  %columns_expected = arith.constant dense<[[1, 2, 5], [3, 4, 6]]> : tensor<2x3xi64>
  %columns_expected_any = tensor.cast %columns_expected : tensor<2x3xi64> to tensor<2x?xi64>
  eshkol.assert_close %columns, %columns_expected_any, "columns" atol = 0.0 rtol = 0.0 : tensor<2x?xi64>

  %with_empty_x = arith.constant dense<> : tensor<0x2xf32>
  %with_empty_x_any = tensor.cast %with_empty_x : tensor<0x2xf32> to tensor<?x2xf32>
  %with_empty_y = arith.constant dense<[[3.0, 4.0], [5.0, 6.0]]> : tensor<2x2xf32>
  %with_empty_y_any = tensor.cast %with_empty_y : tensor<2x2xf32> to tensor<?x2xf32>
  %with_empty = func.call @with_empty(%with_empty_x_any, %with_empty_y_any) : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %with_empty_expected = arith.constant dense<[[3.0, 4.0], [5.0, 6.0]]> : tensor<2x2xf32>
  %with_empty_expected_any = tensor.cast %with_empty_expected : tensor<2x2xf32> to tensor<?x2xf32>
  eshkol.assert_close %with_empty, %with_empty_expected_any, "with_empty" atol = 0.0 rtol = 0.0 : tensor<?x2xf32>

  %truth_x = arith.constant dense<[true, false]> : tensor<2xi1>
  %truth_y = arith.constant dense<[false, true]> : tensor<2xi1>
  %truth = func.call @truth(%truth_x, %truth_y) : (tensor<2xi1>, tensor<2xi1>) -> tensor<4xi1>
  %truth_expected = arith.constant dense<[true, false, false, true]> : tensor<4xi1>
  eshkol.assert_close %truth, %truth_expected, "truth" atol = 0.0 rtol = 0.0 : tensor<4xi1>
  return
}

// Many operands are joined in groups, since analyses of buffers look at all insertions before each one.
// CHECK-LABEL: func.func @many
// CHECK:         %[[LAST:.*]] = tensor.insert_slice %{{.*}} into %{{.*}}[15] [1] [1] : tensor<1xf32> into tensor<16xf32>
// CHECK:         %[[FIRST:.*]] = tensor.insert_slice %[[LAST]] into %{{.*}}[0] [16] [1] : tensor<16xf32> into tensor<17xf32>
// CHECK:         %[[ALL:.*]] = tensor.insert_slice %{{.*}} into %[[FIRST]][16] [1] [1] : tensor<1xf32> into tensor<17xf32>
// CHECK:         return %[[ALL]]
func.func @many(%a0: tensor<1xf32>, %a1: tensor<1xf32>, %a2: tensor<1xf32>, %a3: tensor<1xf32>, %a4: tensor<1xf32>, %a5: tensor<1xf32>, %a6: tensor<1xf32>, %a7: tensor<1xf32>, %a8: tensor<1xf32>, %a9: tensor<1xf32>, %a10: tensor<1xf32>, %a11: tensor<1xf32>, %a12: tensor<1xf32>, %a13: tensor<1xf32>, %a14: tensor<1xf32>, %a15: tensor<1xf32>, %a16: tensor<1xf32>) -> tensor<17xf32> {
  %0 = eshkol.concat %a0, %a1, %a2, %a3, %a4, %a5, %a6, %a7, %a8, %a9, %a10, %a11, %a12, %a13, %a14, %a15, %a16 dimension = 0 : (tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<17xf32>
  return %0 : tensor<17xf32>
}
