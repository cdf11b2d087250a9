// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s

// An operation whose callee has other transformations left, even in a function that it calls, waits for them.
// CHECK-LABEL: func.func @waiting(
// CHECK: eshkol.vmap @slope
func.func @waiting(%x: tensor<3xf64>) -> tensor<3xf64> {
  %0 = eshkol.vmap @slope(%x) in_axes [0] out_axes [0] : (tensor<3xf64>) -> tensor<3xf64>
  return %0 : tensor<3xf64>
}

func.func private @slope(%x: f64) -> f64 {
  %0 = func.call @derivative(%x) : (f64) -> f64
  return %0 : f64
}

func.func private @derivative(%x: f64) -> f64 {
  %0:2 = eshkol.gradient @sine(%x) wrt [0] : (f64) -> (f64, f64)
  return %0#1 : f64
}

func.func private @sine(%x: f64) -> f64 {
  %0 = math.sin %x : f64
  return %0 : f64
}

// CHECK-LABEL: func.func private @constant.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3x?xf64>
// CHECK: eshkol.stop_gradient %[[X]] : tensor<3x?xf64>
func.func private @constant(%x: tensor<?xf64>) -> tensor<?xf64> {
  %0 = eshkol.stop_gradient %x : tensor<?xf64>
  return %0 : tensor<?xf64>
}

// A derivative waits in turn for what its callee has: the batched function is what is differentiated.
// CHECK-LABEL: func.func @around(
// CHECK: eshkol.gradient @batches
func.func @around(%x: tensor<3x?xf64>) -> tensor<3x?xf64> {
  %0:2 = eshkol.gradient @batches(%x) wrt [0] : (tensor<3x?xf64>) -> (f64, tensor<3x?xf64>)
  return %0#1 : tensor<3x?xf64>
}

// CHECK-LABEL: func.func private @batches(
// CHECK: call @constant.vmap
func.func private @batches(%x: tensor<3x?xf64>) -> f64 {
  %0 = eshkol.vmap @constant(%x) in_axes [0] out_axes [0] : (tensor<3x?xf64>) -> tensor<3x?xf64>
  %1 = eshkol.reduce sum %0 [0, 1] : (tensor<3x?xf64>) -> tensor<f64>
  %2 = tensor.extract %1[] : tensor<f64>
  return %2 : f64
}
