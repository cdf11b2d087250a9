// RUN: eshkol-opt --eshkol-split-complex --canonicalize --cse --split-input-file %s | FileCheck %s

// Scalars pass between functions as tensors of rank 0 and are pairs inside.
// CHECK-LABEL: @square
// CHECK-SAME: (%[[Z:.*]]: tensor<complex<f64>>) -> tensor<complex<f64>>
// CHECK: %[[RE:.*]] = linalg.generic
// CHECK: complex.re
// CHECK: %[[A:.*]] = tensor.extract %[[RE]][] : tensor<f64>
// CHECK: %[[IM:.*]] = linalg.generic
// CHECK: complex.im
// CHECK: %[[B:.*]] = tensor.extract %[[IM]][] : tensor<f64>
// CHECK: arith.mulf %[[A]], %[[A]] : f64
// CHECK-NOT: complex.mul
// CHECK: linalg.generic
// CHECK: complex.create
func.func @square(%z: complex<f64>) -> complex<f64> {
  %0 = complex.mul %z, %z : complex<f64>
  return %0 : complex<f64>
}

// CHECK-LABEL: @caller
// CHECK: call @square(%{{.*}}) : (tensor<complex<f64>>) -> tensor<complex<f64>>
func.func @caller(%x: f64) -> f64 {
  %z = complex.create %x, %x : complex<f64>
  %0 = func.call @square(%z) : (complex<f64>) -> complex<f64>
  %1 = complex.re %0 : complex<f64>
  return %1 : f64
}

// -----

// CHECK-LABEL: @loop
// CHECK: scf.for
// CHECK-SAME: -> (f32, f32)
// CHECK-NOT: complex<
// CHECK: scf.yield %{{.*}}, %{{.*}} : f32, f32
func.func @loop(%n: index, %x: f32) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %z = complex.create %x, %x : complex<f32>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %z) -> complex<f32> {
    %b = complex.mul %a, %z : complex<f32>
    scf.yield %b : complex<f32>
  }
  %im = complex.im %r : complex<f32>
  return %im : f32
}

// -----

// CHECK-LABEL: @select
// CHECK: linalg.generic
// CHECK-COUNT-2: arith.select %{{.*}}, %{{.*}}, %{{.*}} : f32
// CHECK: complex.create
func.func @select(%c: i1, %x: tensor<?xcomplex<f32>>, %y: tensor<?xcomplex<f32>>) -> tensor<?xcomplex<f32>> {
  %0 = linalg.generic {
      indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
      ins(%x : tensor<?xcomplex<f32>>) outs(%y : tensor<?xcomplex<f32>>) {
  ^bb0(%a: complex<f32>, %b: complex<f32>):
    %s = arith.select %c, %a, %b : complex<f32>
    linalg.yield %s : complex<f32>
  } -> tensor<?xcomplex<f32>>
  return %0 : tensor<?xcomplex<f32>>
}

// -----

// CHECK-LABEL: @constants
// CHECK-DAG: arith.constant dense<[1.000000e+00, 3.000000e+00]> : tensor<2xf64>
// CHECK-DAG: arith.constant dense<[2.000000e+00, 4.000000e+00]> : tensor<2xf64>
// CHECK-DAG: arith.constant 5.000000e+00 : f32
// CHECK-DAG: arith.constant 6.000000e+00 : f32
// CHECK-COUNT-2: linalg.generic
// CHECK-NOT: dense<(
func.func @constants() -> (tensor<2xcomplex<f64>>, tensor<3xcomplex<f32>>) {
  %0 = arith.constant dense<[(1.0, 2.0), (3.0, 4.0)]> : tensor<2xcomplex<f64>>
  %1 = arith.constant dense<(5.0, 6.0)> : tensor<3xcomplex<f32>>
  return %0, %1 : tensor<2xcomplex<f64>>, tensor<3xcomplex<f32>>
}

// -----

// What a kernel is filled with is made inside it.
// CHECK-LABEL: @fill
// CHECK: linalg.generic
// CHECK-NEXT: ^bb0
// CHECK-NEXT: complex.create
// CHECK-NEXT: linalg.yield
// CHECK-NOT: linalg.fill
func.func @fill(%n: index) -> tensor<?xcomplex<f64>> {
  %zero = complex.constant [0.0, 0.0] : complex<f64>
  %init = tensor.empty(%n) : tensor<?xcomplex<f64>>
  %0 = linalg.fill ins(%zero : complex<f64>) outs(%init : tensor<?xcomplex<f64>>) -> tensor<?xcomplex<f64>>
  return %0 : tensor<?xcomplex<f64>>
}

// -----

// Elements are written from the host as slices.
// CHECK-LABEL: @insert
// CHECK-SAME: (%[[T:.*]]: tensor<?xcomplex<f32>>, %[[I:.*]]: index, %[[X:.*]]: f32)
// CHECK: tensor.insert_slice %{{.*}} into %[[T]][%[[I]]] [1] [1] : tensor<complex<f32>> into tensor<?xcomplex<f32>>
func.func @insert(%t: tensor<?xcomplex<f32>>, %i: index, %x: f32) -> tensor<?xcomplex<f32>> {
  %z = complex.create %x, %x : complex<f32>
  %0 = tensor.insert %z into %t[%i] : tensor<?xcomplex<f32>>
  return %0 : tensor<?xcomplex<f32>>
}

// -----

// CHECK-LABEL: @product
// CHECK-COUNT-4: linalg.matmul {{.*}} tensor<?x?xf32>
// CHECK-NOT: linalg.matmul
func.func @product(%x: tensor<?x?xcomplex<f32>>, %y: tensor<?x?xcomplex<f32>>, %init: tensor<?x?xcomplex<f32>>)
    -> tensor<?x?xcomplex<f32>> {
  %0 = linalg.matmul ins(%x, %y : tensor<?x?xcomplex<f32>>, tensor<?x?xcomplex<f32>>)
                     outs(%init : tensor<?x?xcomplex<f32>>) -> tensor<?x?xcomplex<f32>>
  return %0 : tensor<?x?xcomplex<f32>>
}
