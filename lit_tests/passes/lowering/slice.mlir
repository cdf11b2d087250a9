// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @inside
// CHECK-SAME: (%[[X:.*]]: tensor<?x5xf32>, %[[I:.*]]: index, %[[N:.*]]: index)
// CHECK-DAG: %[[SIZE:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK-DAG: %[[ROOM:.*]] = arith.subi %[[SIZE]], %{{.*}} : index
// CHECK-DAG: %[[LEAST:.*]] = arith.minsi %[[I]], %[[ROOM]] : index
// CHECK-DAG: %[[ROW:.*]] = arith.maxsi %[[LEAST]], %{{.*}} : index
// CHECK: tensor.extract_slice %[[X]][%[[ROW]], %{{.*}}] [2, %[[N]]] [1, 2]
func.func @inside(%x: tensor<?x5xf32>, %i: index, %n: index) -> tensor<2x?xf32> {
  %r = eshkol.slice %x [%i, 1] [2, %n] [1, 2] : tensor<?x5xf32> -> tensor<2x?xf32>
  return %r : tensor<2x?xf32>
}

// CHECK-LABEL: @fixed
// CHECK-NOT: arith.maxsi
// CHECK: tensor.extract_slice %{{.*}}[1, 0] [2, 2] [2, 3]
func.func @fixed(%x: tensor<4x5xf32>) -> tensor<2x2xf32> {
  %r = eshkol.slice %x [1, 0] [2, 2] [2, 3] : tensor<4x5xf32> -> tensor<2x2xf32>
  return %r : tensor<2x2xf32>
}

// CHECK-LABEL: @nothing
// CHECK: tensor.empty() : tensor<0x2xf32>
// CHECK-NOT: tensor.extract_slice
// CHECK: return
func.func @nothing(%x: tensor<4x5xf32>) -> tensor<0x2xf32> {
  %r = eshkol.slice %x [4, 0] [0, 2] [1, 1] : tensor<4x5xf32> -> tensor<0x2xf32>
  return %r : tensor<0x2xf32>
}

// A static start is clamped too where the size is unknown.
func.func @unknown_room(%x: tensor<?xi32>) -> tensor<2xi32> {
  %r = eshkol.slice %x [3] [2] [1] : tensor<?xi32> -> tensor<2xi32>
  return %r : tensor<2xi32>
}

func.func @scalar(%x: tensor<f64>) -> tensor<f64> {
  %r = eshkol.slice %x [] [] [] : tensor<f64> -> tensor<f64>
  return %r : tensor<f64>
}

// CHECK-LABEL: @main
func.func @main() {
  %inside_x = arith.constant dense<[[0.0, 1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0, 9.0], [10.0, 11.0, 12.0, 13.0, 14.0], [15.0, 16.0, 17.0, 18.0, 19.0]]> : tensor<4x5xf32>
  %inside_x_any = tensor.cast %inside_x : tensor<4x5xf32> to tensor<?x5xf32>
  %inside_i = arith.constant 1 : index
  %inside_n = arith.constant 2 : index
  %inside = func.call @inside(%inside_x_any, %inside_i, %inside_n) : (tensor<?x5xf32>, index, index) -> tensor<2x?xf32>
  %inside_expected = arith.constant dense<[[6.0, 8.0], [11.0, 13.0]]> : tensor<2x2xf32>
  %inside_expected_any = tensor.cast %inside_expected : tensor<2x2xf32> to tensor<2x?xf32>
  eshkol.assert_close %inside, %inside_expected_any, "inside" atol = 0.0 rtol = 0.0 : tensor<2x?xf32>

  // Starts are clamped to where two rows fit.
  %before_x = arith.constant dense<[[0.0, 1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0, 9.0], [10.0, 11.0, 12.0, 13.0, 14.0], [15.0, 16.0, 17.0, 18.0, 19.0]]> : tensor<4x5xf32>
  %before_x_any = tensor.cast %before_x : tensor<4x5xf32> to tensor<?x5xf32>
  %before_i = arith.constant -3 : index
  %before_n = arith.constant 2 : index
  %before = func.call @inside(%before_x_any, %before_i, %before_n) : (tensor<?x5xf32>, index, index) -> tensor<2x?xf32>
  %before_expected = arith.constant dense<[[1.0, 3.0], [6.0, 8.0]]> : tensor<2x2xf32>
  %before_expected_any = tensor.cast %before_expected : tensor<2x2xf32> to tensor<2x?xf32>
  eshkol.assert_close %before, %before_expected_any, "before" atol = 0.0 rtol = 0.0 : tensor<2x?xf32>

  %behind_x = arith.constant dense<[[0.0, 1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0, 9.0], [10.0, 11.0, 12.0, 13.0, 14.0], [15.0, 16.0, 17.0, 18.0, 19.0]]> : tensor<4x5xf32>
  %behind_x_any = tensor.cast %behind_x : tensor<4x5xf32> to tensor<?x5xf32>
  %behind_i = arith.constant 99 : index
  %behind_n = arith.constant 2 : index
  %behind = func.call @inside(%behind_x_any, %behind_i, %behind_n) : (tensor<?x5xf32>, index, index) -> tensor<2x?xf32>
  %behind_expected = arith.constant dense<[[11.0, 13.0], [16.0, 18.0]]> : tensor<2x2xf32>
  %behind_expected_any = tensor.cast %behind_expected : tensor<2x2xf32> to tensor<2x?xf32>
  eshkol.assert_close %behind, %behind_expected_any, "behind" atol = 0.0 rtol = 0.0 : tensor<2x?xf32>

  // An empty slice fits everywhere.
  %none_x = arith.constant dense<[[0.0, 1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0, 9.0], [10.0, 11.0, 12.0, 13.0, 14.0], [15.0, 16.0, 17.0, 18.0, 19.0]]> : tensor<4x5xf32>
  %none_x_any = tensor.cast %none_x : tensor<4x5xf32> to tensor<?x5xf32>
  %none_i = arith.constant 2 : index
  %none_n = arith.constant 0 : index
  %none = func.call @inside(%none_x_any, %none_i, %none_n) : (tensor<?x5xf32>, index, index) -> tensor<2x?xf32>
  %none_expected = arith.constant dense<> : tensor<2x0xf32>
  %none_expected_any = tensor.cast %none_expected : tensor<2x0xf32> to tensor<2x?xf32>
  eshkol.assert_close %none, %none_expected_any, "none" atol = 0.0 rtol = 0.0 : tensor<2x?xf32>

  %fixed_x = arith.constant dense<[[0.0, 1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0, 9.0], [10.0, 11.0, 12.0, 13.0, 14.0], [15.0, 16.0, 17.0, 18.0, 19.0]]> : tensor<4x5xf32>
  %fixed = func.call @fixed(%fixed_x) : (tensor<4x5xf32>) -> tensor<2x2xf32>
  %fixed_expected = arith.constant dense<[[5.0, 8.0], [15.0, 18.0]]> : tensor<2x2xf32>
  eshkol.assert_close %fixed, %fixed_expected, "fixed" atol = 0.0 rtol = 0.0 : tensor<2x2xf32>

  %unknown_room_x = arith.constant dense<[0, 1, 2, 3]> : tensor<4xi32>
  %unknown_room_x_any = tensor.cast %unknown_room_x : tensor<4xi32> to tensor<?xi32>
  %unknown_room = func.call @unknown_room(%unknown_room_x_any) : (tensor<?xi32>) -> tensor<2xi32>
  %unknown_room_expected = arith.constant dense<[2, 3]> : tensor<2xi32>
  eshkol.assert_close %unknown_room, %unknown_room_expected, "unknown_room" atol = 0.0 rtol = 0.0 : tensor<2xi32>

  %scalar_x = arith.constant dense<4.0> : tensor<f64>
  %scalar = func.call @scalar(%scalar_x) : (tensor<f64>) -> tensor<f64>
  %scalar_expected = arith.constant dense<4.0> : tensor<f64>
  eshkol.assert_close %scalar, %scalar_expected, "scalar" atol = 0.0 rtol = 0.0 : tensor<f64>
  return
}
