// RUN: eshkol-opt --canonicalize %s | FileCheck %s

// What always holds is not checked.
// CHECK-LABEL: @holds
// CHECK-NEXT: return
func.func @holds(%x: tensor<?xf32>) {
  %true = arith.constant true
  eshkol.assert %true, "scalar" : i1
  %all = arith.constant dense<true> : tensor<3xi1>
  eshkol.assert %all, "tensor" : tensor<3xi1>
  eshkol.assert_close %x, %x, "NaN is close to itself" atol = 0.0 rtol = 0.0 : tensor<?xf32>
  return
}

// What does not, or not always, is.
// CHECK-LABEL: @fails
// CHECK: eshkol.assert %{{.*}}, "scalar"
// CHECK: eshkol.assert %{{.*}}, "tensor"
// CHECK: eshkol.assert_close
func.func @fails(%x: tensor<?xf32>, %y: tensor<?xf32>) {
  %false = arith.constant false
  eshkol.assert %false, "scalar" : i1
  %some = arith.constant dense<[true, false]> : tensor<2xi1>
  eshkol.assert %some, "tensor" : tensor<2xi1>
  eshkol.assert_close %x, %y, "different tensors" atol = 1.0 rtol = 1.0 : tensor<?xf32>
  return
}
