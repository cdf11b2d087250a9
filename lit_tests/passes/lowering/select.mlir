// RUN: eshkol-opt --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @elementwise
// CHECK: linalg.generic
// CHECK: arith.select
func.func @elementwise(%m: tensor<?xi1>, %a: tensor<?xf16>, %b: tensor<?xf16>) -> tensor<?xf16> {
  %0 = eshkol.select %m, %a, %b : (tensor<?xi1>, tensor<?xf16>, tensor<?xf16>) -> tensor<?xf16>
  return %0 : tensor<?xf16>
}

// CHECK-LABEL: @whole
// CHECK: linalg.generic
func.func @whole(%scalar: i1, %rank0: tensor<i1>, %a: tensor<2x2xcomplex<f64>>, %b: tensor<2x2xcomplex<f64>>)
    -> (tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) {
  %0 = eshkol.select %scalar, %a, %b : (i1, tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  %1 = eshkol.select %rank0, %a, %b : (tensor<i1>, tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>) -> tensor<2x2xcomplex<f64>>
  return %0, %1 : tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>
}

func.func @main() {
  // A NaN that is not chosen does not matter.
  %m = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %a = arith.constant dense<[1.0, 0x7E00, 3.0]> : tensor<3xf16>
  %b = arith.constant dense<[0x7E00, -2.0, -3.0]> : tensor<3xf16>
  %md = tensor.cast %m : tensor<3xi1> to tensor<?xi1>
  %ad = tensor.cast %a : tensor<3xf16> to tensor<?xf16>
  %bd = tensor.cast %b : tensor<3xf16> to tensor<?xf16>
  %r = func.call @elementwise(%md, %ad, %bd) : (tensor<?xi1>, tensor<?xf16>, tensor<?xf16>) -> tensor<?xf16>
  %e = arith.constant dense<[1.0, -2.0, 3.0]> : tensor<3xf16>
  %ed = tensor.cast %e : tensor<3xf16> to tensor<?xf16>
  eshkol.assert_close %r, %ed, "elementwise" atol = 0.0 rtol = 0.0 : tensor<?xf16>

  %z = arith.constant dense<(1.0, 2.0)> : tensor<2x2xcomplex<f64>>
  %w = arith.constant dense<(3.0, 4.0)> : tensor<2x2xcomplex<f64>>
  %true = arith.constant true
  %false = arith.constant dense<false> : tensor<i1>
  %s:2 = func.call @whole(%true, %false, %z, %w) : (i1, tensor<i1>, tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>)
      -> (tensor<2x2xcomplex<f64>>, tensor<2x2xcomplex<f64>>)
  eshkol.assert_close %s#0, %z, "scalar condition" atol = 0.0 rtol = 0.0 : tensor<2x2xcomplex<f64>>
  eshkol.assert_close %s#1, %w, "condition of rank 0" atol = 0.0 rtol = 0.0 : tensor<2x2xcomplex<f64>>
  return
}
