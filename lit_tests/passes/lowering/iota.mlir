// RUN: eshkol-opt --eshkol-decompose --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @columns
// CHECK: linalg.generic
// CHECK: %[[J:.*]] = linalg.index 1 : index
// CHECK: arith.index_cast %[[J]] : index to i64
func.func @columns(%n: index) -> tensor<?x3xi64> {
  %r = eshkol.iota dimension = 1 to [%n, 3] : tensor<?x3xi64>
  return %r : tensor<?x3xi64>
}

func.func @rows(%n: index) -> tensor<?x2xf32> {
  %r = eshkol.iota dimension = 0 to [%n, 2] : tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

func.func @none(%n: index) -> tensor<?xf64> {
  %r = eshkol.iota dimension = 0 to [%n] : tensor<?xf64>
  return %r : tensor<?xf64>
}

// Integers wrap around: 128 and 129 as bytes are -128 and -127.
func.func @bytes() -> tensor<130xi8> {
  %r = eshkol.iota dimension = 0 to [130] : tensor<130xi8>
  return %r : tensor<130xi8>
}

func.func @half() -> tensor<4xf16> {
  %r = eshkol.iota dimension = 0 to [4] : tensor<4xf16>
  return %r : tensor<4xf16>
}

func.func @complex() -> tensor<3xcomplex<f64>> {
  %r = eshkol.iota dimension = 0 to [3] : tensor<3xcomplex<f64>>
  return %r : tensor<3xcomplex<f64>>
}

// CHECK-LABEL: @main
func.func @main() {
  %columns_n = arith.constant 2 : index
  %columns = func.call @columns(%columns_n) : (index) -> tensor<?x3xi64>
  %columns_expected = arith.constant dense<[[0, 1, 2], [0, 1, 2]]> : tensor<2x3xi64>
  %columns_expected_any = tensor.cast %columns_expected : tensor<2x3xi64> to tensor<?x3xi64>
  eshkol.assert_close %columns, %columns_expected_any, "columns" atol = 0.0 rtol = 0.0 : tensor<?x3xi64>

  %rows_n = arith.constant 3 : index
  %rows = func.call @rows(%rows_n) : (index) -> tensor<?x2xf32>
  %rows_expected = arith.constant dense<[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]]> : tensor<3x2xf32>
  %rows_expected_any = tensor.cast %rows_expected : tensor<3x2xf32> to tensor<?x2xf32>
  eshkol.assert_close %rows, %rows_expected_any, "rows" atol = 0.0 rtol = 0.0 : tensor<?x2xf32>

  %none_n = arith.constant 0 : index
  %none = func.call @none(%none_n) : (index) -> tensor<?xf64>
  %none_expected = arith.constant dense<> : tensor<0xf64>
  %none_expected_any = tensor.cast %none_expected : tensor<0xf64> to tensor<?xf64>
  eshkol.assert_close %none, %none_expected_any, "none" atol = 0.0 rtol = 0.0 : tensor<?xf64>

  %bytes = func.call @bytes() : () -> tensor<130xi8>
  %bytes_expected = arith.constant dense<[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, -128, -127]> : tensor<130xi8>
  eshkol.assert_close %bytes, %bytes_expected, "bytes" atol = 0.0 rtol = 0.0 : tensor<130xi8>

  %half = func.call @half() : () -> tensor<4xf16>
  %half_expected = arith.constant dense<[0.0, 1.0, 2.0, 3.0]> : tensor<4xf16>
  eshkol.assert_close %half, %half_expected, "half" atol = 0.0 rtol = 0.0 : tensor<4xf16>

  %complex = func.call @complex() : () -> tensor<3xcomplex<f64>>
  %complex_expected = arith.constant dense<[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]> : tensor<3xcomplex<f64>>
  eshkol.assert_close %complex, %complex_expected, "complex" atol = 0.0 rtol = 0.0 : tensor<3xcomplex<f64>>
  return
}
