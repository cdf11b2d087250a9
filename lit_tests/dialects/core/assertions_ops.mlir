// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

// CHECK-LABEL: @assert
func.func @assert(%a: i1, %b: tensor<?xi1>, %c: tensor<i1>) {
  // CHECK: eshkol.assert %{{.*}}, "scalar" : i1
  eshkol.assert %a, "scalar" : i1
  // CHECK: eshkol.assert %{{.*}}, "a \22quoted\22 word" : tensor<?xi1>
  eshkol.assert %b, "a \"quoted\" word" : tensor<?xi1>
  // CHECK: eshkol.assert %{{.*}}, "rank 0" : tensor<i1>
  eshkol.assert %c, "rank 0" : tensor<i1>
  return
}

// CHECK-LABEL: @assert_close
func.func @assert_close(%a: tensor<?x3xbf16>, %b: tensor<complex<f64>>) {
  // CHECK: eshkol.assert_close %{{.*}}, %{{.*}}, "real" atol = 1.000000e-03 rtol = 0.000000e+00 : tensor<?x3xbf16>
  eshkol.assert_close %a, %a, "real" atol = 1.0e-3 rtol = 0.0 : tensor<?x3xbf16>
  // CHECK: eshkol.assert_close %{{.*}}, %{{.*}}, "complex" atol = 0.000000e+00 rtol = 1.000000e-09 : tensor<complex<f64>>
  eshkol.assert_close %b, %b, "complex" atol = 0.0 rtol = 1.0e-9 : tensor<complex<f64>>
  return
}
