// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

func.func private @f(%x: tensor<?x3xf64>, %w: tensor<3xf64>, %n: i64) -> (tensor<?xf64>, i64) {
  %0 = eshkol.dot_general %x, %w batching [] x [] contracting [1] x [0]
      : (tensor<?x3xf64>, tensor<3xf64>) -> tensor<?xf64>
  return %0, %n : tensor<?xf64>, i64
}

func.func private @loss(%w: tensor<3xf64>, %s: f64) -> f64 {
  return %s : f64
}

// CHECK-LABEL: @jvp
func.func @jvp(%x: tensor<?x3xf64>, %w: tensor<3xf64>, %n: i64, %dw: tensor<3xf64>) -> tensor<?xf64> {
  // CHECK: eshkol.jvp @f(%{{.*}}, %{{.*}}, %{{.*}}) wrt [1] tangents(%{{.*}}) : (tensor<?x3xf64>, tensor<3xf64>, i64, tensor<3xf64>) -> (tensor<?xf64>, i64, tensor<?xf64>)
  %0:3 = eshkol.jvp @f(%x, %w, %n) wrt [1] tangents(%dw)
      : (tensor<?x3xf64>, tensor<3xf64>, i64, tensor<3xf64>) -> (tensor<?xf64>, i64, tensor<?xf64>)
  // CHECK: eshkol.jvp @f(%{{.*}}, %{{.*}}, %{{.*}}) wrt [] tangents()
  %1:3 = eshkol.jvp @f(%x, %w, %n) wrt [] tangents()
      : (tensor<?x3xf64>, tensor<3xf64>, i64) -> (tensor<?xf64>, i64, tensor<?xf64>)
  return %0#2 : tensor<?xf64>
}

// CHECK-LABEL: @vjp
func.func @vjp(%x: tensor<?x3xf64>, %w: tensor<3xf64>, %n: i64, %gy: tensor<?xf64>) -> tensor<3xf64> {
  // CHECK: eshkol.vjp @f(%{{.*}}, %{{.*}}, %{{.*}}) wrt [0, 1] cotangents(%{{.*}}) : (tensor<?x3xf64>, tensor<3xf64>, i64, tensor<?xf64>) -> (tensor<?xf64>, i64, tensor<?x3xf64>, tensor<3xf64>)
  %0:4 = eshkol.vjp @f(%x, %w, %n) wrt [0, 1] cotangents(%gy)
      : (tensor<?x3xf64>, tensor<3xf64>, i64, tensor<?xf64>) -> (tensor<?xf64>, i64, tensor<?x3xf64>, tensor<3xf64>)
  // CHECK: eshkol.vjp @f(%{{.*}}, %{{.*}}, %{{.*}}) wrt [1] cotangents(%{{.*}}) memory recompute :
  %1:3 = eshkol.vjp @f(%x, %w, %n) wrt [1] cotangents(%gy) memory recompute
      : (tensor<?x3xf64>, tensor<3xf64>, i64, tensor<?xf64>) -> (tensor<?xf64>, i64, tensor<3xf64>)
  return %0#3 : tensor<3xf64>
}

// CHECK-LABEL: @gradient
func.func @gradient(%w: tensor<3xf64>, %s: f64) -> (f64, tensor<3xf64>) {
  // CHECK: eshkol.gradient @loss(%{{.*}}, %{{.*}}) wrt [0] : (tensor<3xf64>, f64) -> (f64, tensor<3xf64>)
  %0:2 = eshkol.gradient @loss(%w, %s) wrt [0] : (tensor<3xf64>, f64) -> (f64, tensor<3xf64>)
  // CHECK: eshkol.gradient @loss(%{{.*}}, %{{.*}}) wrt [0, 1] memory store : (tensor<3xf64>, f64) -> (f64, tensor<3xf64>, f64)
  %1:3 = eshkol.gradient @loss(%w, %s) wrt [0, 1] memory store : (tensor<3xf64>, f64) -> (f64, tensor<3xf64>, f64)
  return %0#0, %0#1 : f64, tensor<3xf64>
}

// CHECK-LABEL: @jacobian
func.func @jacobian(%x: tensor<?x3xf64>, %w: tensor<3xf64>, %n: i64, %s: f64) -> f64 {
  // CHECK: eshkol.jacobian auto @f(%{{.*}}, %{{.*}}, %{{.*}}) wrt [0, 1] : (tensor<?x3xf64>, tensor<3xf64>, i64) -> (tensor<?x?x3xf64>, tensor<?x3xf64>)
  %0:2 = eshkol.jacobian auto @f(%x, %w, %n) wrt [0, 1]
      : (tensor<?x3xf64>, tensor<3xf64>, i64) -> (tensor<?x?x3xf64>, tensor<?x3xf64>)
  // CHECK: eshkol.jacobian forward @f
  %1 = eshkol.jacobian forward @f(%x, %w, %n) wrt [1] : (tensor<?x3xf64>, tensor<3xf64>, i64) -> tensor<?x3xf64>
  // CHECK: eshkol.jacobian reverse @loss(%{{.*}}, %{{.*}}) wrt [1] memory recompute : (tensor<3xf64>, f64) -> f64
  %2 = eshkol.jacobian reverse @loss(%w, %s) wrt [1] memory recompute : (tensor<3xf64>, f64) -> f64
  return %2 : f64
}

// CHECK-LABEL: @hessian
func.func @hessian(%w: tensor<3xf64>, %s: f64) -> tensor<3x3xf64> {
  // CHECK: eshkol.hessian @loss(%{{.*}}, %{{.*}}) wrt [0, 1] : (tensor<3xf64>, f64) -> (tensor<3x3xf64>, tensor<3xf64>, tensor<3xf64>, f64)
  %0:4 = eshkol.hessian @loss(%w, %s) wrt [0, 1]
      : (tensor<3xf64>, f64) -> (tensor<3x3xf64>, tensor<3xf64>, tensor<3xf64>, f64)
  // CHECK: eshkol.hessian @loss(%{{.*}}, %{{.*}}) wrt [1] memory store : (tensor<3xf64>, f64) -> f64
  %1 = eshkol.hessian @loss(%w, %s) wrt [1] memory store : (tensor<3xf64>, f64) -> f64
  return %0#0 : tensor<3x3xf64>
}

// CHECK-LABEL: @vmap
func.func @vmap(%x: tensor<?x5x3xf64>, %w: tensor<3xf64>, %ns: tensor<5xi64>) -> tensor<?x5xf64> {
  // CHECK: eshkol.vmap @f(%{{.*}}, %{{.*}}, %{{.*}}) in_axes [1, -1, 0] out_axes [1, 0] : (tensor<?x5x3xf64>, tensor<3xf64>, tensor<5xi64>) -> (tensor<?x5xf64>, tensor<5xi64>)
  %0:2 = eshkol.vmap @f(%x, %w, %ns) in_axes [1, -1, 0] out_axes [1, 0]
      : (tensor<?x5x3xf64>, tensor<3xf64>, tensor<5xi64>) -> (tensor<?x5xf64>, tensor<5xi64>)
  // A result type may state less than is known, or more.
  // CHECK: eshkol.vmap {{.*}} -> (tensor<4x?xf64>, tensor<?xi64>)
  %1:2 = eshkol.vmap @f(%x, %w, %ns) in_axes [1, -1, 0] out_axes [1, 0]
      : (tensor<?x5x3xf64>, tensor<3xf64>, tensor<5xi64>) -> (tensor<4x?xf64>, tensor<?xi64>)
  return %0#0 : tensor<?x5xf64>
}

// CHECK-LABEL: @stop_gradient
func.func @stop_gradient(%x: tensor<?xf64>, %y: complex<f64>) -> (tensor<?xf64>, complex<f64>) {
  // CHECK: eshkol.stop_gradient %{{.*}} : tensor<?xf64>
  %0 = eshkol.stop_gradient %x : tensor<?xf64>
  // CHECK: eshkol.stop_gradient %{{.*}} : complex<f64>
  %1 = eshkol.stop_gradient %y : complex<f64>
  return %0, %1 : tensor<?xf64>, complex<f64>
}
