// RUN: eshkol-opt --eshkol-read-only-arguments %s | FileCheck %s
// RUN: eshkol-opt --eshkol-read-only-arguments --one-shot-bufferize="bufferize-function-boundaries" %s | FileCheck %s --check-prefix=BUFFERS

// CHECK: func.func @set(%{{.*}}: tensor<4xf64> {bufferization.writable = false}, %{{.*}}: f64)
// The tensor of the caller is copied before an element of it is stored.
// BUFFERS-LABEL: @set
// BUFFERS: memref.copy
// BUFFERS: memref.store
func.func @set(%x: tensor<4xf64>, %v: f64) -> tensor<4xf64> {
  %c0 = arith.constant 0 : index
  %r = tensor.insert %v into %x[%c0] : tensor<4xf64>
  return %r : tensor<4xf64>
}

// CHECK: func.func private @set_own(%{{.*}}: tensor<4xf64>, %{{.*}}: f64)
func.func private @set_own(%x: tensor<4xf64>, %v: f64) -> tensor<4xf64> {
  %c0 = arith.constant 0 : index
  %r = tensor.insert %v into %x[%c0] : tensor<4xf64>
  return %r : tensor<4xf64>
}
