// RUN: eshkol-opt --eshkol-fuse-elementwise %s | FileCheck %s

#map = affine_map<(d0) -> (d0)>

// CHECK-LABEL: @chain
// CHECK: linalg.generic
// CHECK: math.exp
// CHECK-NEXT: arith.addf
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @chain(%x: tensor<?xf64>, %init: tensor<?xf64>) -> tensor<?xf64> {
  %e = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%x : tensor<?xf64>) outs(%init : tensor<?xf64>) {
  ^bb0(%a: f64, %out: f64):
    %0 = math.exp %a : f64
    linalg.yield %0 : f64
  } -> tensor<?xf64>
  %r = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel"]}
      ins(%e, %x : tensor<?xf64>, tensor<?xf64>) outs(%init : tensor<?xf64>) {
  ^bb0(%a: f64, %b: f64, %out: f64):
    %0 = arith.addf %a, %b : f64
    linalg.yield %0 : f64
  } -> tensor<?xf64>
  return %r : tensor<?xf64>
}

// What is used twice is not computed twice.
// CHECK-LABEL: @shared
// CHECK: linalg.generic
// CHECK: math.exp
// CHECK: linalg.generic
// CHECK-NOT: math.exp
// CHECK: return
func.func @shared(%x: tensor<?xf64>, %init: tensor<?xf64>) -> (tensor<?xf64>, tensor<?xf64>) {
  %e = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%x : tensor<?xf64>) outs(%init : tensor<?xf64>) {
  ^bb0(%a: f64, %out: f64):
    %0 = math.exp %a : f64
    linalg.yield %0 : f64
  } -> tensor<?xf64>
  %r = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel"]}
      ins(%e, %x : tensor<?xf64>, tensor<?xf64>) outs(%init : tensor<?xf64>) {
  ^bb0(%a: f64, %b: f64, %out: f64):
    %0 = arith.addf %a, %b : f64
    linalg.yield %0 : f64
  } -> tensor<?xf64>
  return %r, %e : tensor<?xf64>, tensor<?xf64>
}
