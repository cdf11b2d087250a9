// RUN: eshkol-opt %s | eshkol-opt | FileCheck %s
// RUN: eshkol-opt --mlir-print-op-generic %s | eshkol-opt | FileCheck %s

// CHECK-LABEL: @compare
func.func @compare(%a: tensor<?x2xf32>, %b: tensor<3x?xf32>, %z: tensor<complex<f64>>) {
  // CHECK: eshkol.compare lt %{{.*}}, %{{.*}} : (tensor<?x2xf32>, tensor<3x?xf32>) -> tensor<3x2xi1>
  %0 = eshkol.compare lt %a, %b : (tensor<?x2xf32>, tensor<3x?xf32>) -> tensor<3x2xi1>
  // CHECK: eshkol.compare ne %{{.*}}, %{{.*}} : (tensor<complex<f64>>, tensor<complex<f64>>) -> tensor<i1>
  %1 = eshkol.compare ne %z, %z : (tensor<complex<f64>>, tensor<complex<f64>>) -> tensor<i1>
  return
}

// CHECK-LABEL: @select
func.func @select(%c: i1, %r: tensor<i1>, %m: tensor<?xi1>, %a: tensor<?xbf16>, %b: tensor<5xbf16>) {
  // CHECK: eshkol.select %{{.*}}, %{{.*}}, %{{.*}} : (i1, tensor<?xbf16>, tensor<5xbf16>) -> tensor<5xbf16>
  %0 = eshkol.select %c, %a, %b : (i1, tensor<?xbf16>, tensor<5xbf16>) -> tensor<5xbf16>
  // CHECK: eshkol.select %{{.*}}, %{{.*}}, %{{.*}} : (tensor<i1>, tensor<?xbf16>, tensor<5xbf16>) -> tensor<5xbf16>
  %1 = eshkol.select %r, %a, %b : (tensor<i1>, tensor<?xbf16>, tensor<5xbf16>) -> tensor<5xbf16>
  // CHECK: eshkol.select %{{.*}}, %{{.*}}, %{{.*}} : (tensor<?xi1>, tensor<?xbf16>, tensor<5xbf16>) -> tensor<?xbf16>
  %2 = eshkol.select %m, %a, %b : (tensor<?xi1>, tensor<?xbf16>, tensor<5xbf16>) -> tensor<?xbf16>
  return
}

// CHECK-LABEL: @convert
func.func @convert(%a: tensor<?xf32>, %b: tensor<2xi8>) {
  // CHECK: eshkol.convert %{{.*}} : (tensor<?xf32>) -> tensor<?xi32>
  %0 = eshkol.convert %a : (tensor<?xf32>) -> tensor<?xi32>
  // CHECK: eshkol.convert %{{.*}} : (tensor<2xi8>) -> tensor<2xcomplex<f32>>
  %1 = eshkol.convert %b : (tensor<2xi8>) -> tensor<2xcomplex<f32>>
  return
}

// CHECK-LABEL: @clamp
func.func @clamp(%x: tensor<?xf32>, %low: tensor<f32>, %high: tensor<4xf32>) {
  // CHECK: eshkol.clamp %{{.*}}, %{{.*}}, %{{.*}} : (tensor<?xf32>, tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  %0 = eshkol.clamp %x, %low, %high : (tensor<?xf32>, tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// CHECK-LABEL: @map
func.func @map(%x: tensor<?xcomplex<f64>>, %y: tensor<?xf64>, %scale: f64) {
  // CHECK: eshkol.map %{{.*}}, %{{.*}} : (tensor<?xcomplex<f64>>, tensor<?xf64>) -> (tensor<?xcomplex<f64>>, tensor<?xi1>) {
  // CHECK-NEXT: ^bb0(%[[Z:.*]]: complex<f64>, %[[S:.*]]: f64):
  %0:2 = eshkol.map %x, %y : (tensor<?xcomplex<f64>>, tensor<?xf64>) -> (tensor<?xcomplex<f64>>, tensor<?xi1>) {
  ^bb0(%z: complex<f64>, %s: f64):
    %t = arith.mulf %s, %scale : f64
    %w = complex.create %t, %t : complex<f64>
    %p = complex.mul %z, %w : complex<f64>
    %b = arith.cmpf olt, %s, %scale : f64
    // CHECK: eshkol.yield %{{.*}}, %{{.*}} : complex<f64>, i1
    eshkol.yield %p, %b : complex<f64>, i1
  }
  return
}
