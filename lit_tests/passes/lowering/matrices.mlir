// RUN: eshkol-opt --eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// Among dimensions of size 1, a column is cut out whole before its dimension is dropped, and a product
// over several leading dimensions sums the columns of the left factor against the rows of the right one.
// CHECK: #[[LEFT:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d4)>
// CHECK: #[[RIGHT:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d4, d3)>
// CHECK-LABEL: @solve
// CHECK: tensor.extract_slice %{{.*}}[0, 0, 0, 40] [2, 1, 40, 1] [1, 1, 1, 1] : tensor<2x1x40x41xf64> to tensor<2x1x40x1xf64>
// CHECK: tensor.collapse_shape %{{.*}} {{\[\[}}0], [1], [2, 3]]
// CHECK: indexing_maps = [#[[LEFT]], #[[RIGHT]], #{{.*}}], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]
func.func @solve(%a: tensor<2x1x40x40xf64>, %b: tensor<2x1x40x3xf64>) -> tensor<2x1x40x3xf64> {
  %r = eshkol.solve %a, %b : (tensor<2x1x40x40xf64>, tensor<2x1x40x3xf64>) -> tensor<2x1x40x3xf64>
  return %r : tensor<2x1x40x3xf64>
}

// The matrix has 2 on its diagonal and 1 right of it, so that A times ones is 3, but 2 in the last row.
func.func @main() {
  %init = tensor.empty() : tensor<2x1x40x40xf64>
  %two = arith.constant 2.0 : f64
  %one = arith.constant 1.0 : f64
  %zero = arith.constant 0.0 : f64
  %a = linalg.generic {indexing_maps = [affine_map<(b, c, i, k) -> (b, c, i, k)>],
                       iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%init : tensor<2x1x40x40xf64>) {
  ^bb0(%o: f64):
    %i = linalg.index 2 : index
    %k = linalg.index 3 : index
    %c1 = arith.constant 1 : index
    %next = arith.addi %i, %c1 : index
    %on = arith.cmpi eq, %i, %k : index
    %beside = arith.cmpi eq, %next, %k : index
    %off = arith.select %beside, %one, %zero : f64
    %e = arith.select %on, %two, %off : f64
    linalg.yield %e : f64
  } -> tensor<2x1x40x40xf64>
  %right = tensor.empty() : tensor<2x1x40x3xf64>
  %b = linalg.generic {indexing_maps = [affine_map<(b, c, i, k) -> (b, c, i, k)>],
                       iterator_types = ["parallel", "parallel", "parallel", "parallel"]} outs(%right : tensor<2x1x40x3xf64>) {
  ^bb0(%o: f64):
    %i = linalg.index 2 : index
    %c39 = arith.constant 39 : index
    %three = arith.constant 3.0 : f64
    %last = arith.cmpi eq, %i, %c39 : index
    %e = arith.select %last, %two, %three : f64
    linalg.yield %e : f64
  } -> tensor<2x1x40x3xf64>
  %x = func.call @solve(%a, %b) : (tensor<2x1x40x40xf64>, tensor<2x1x40x3xf64>) -> tensor<2x1x40x3xf64>
  %ones = arith.constant dense<1.0> : tensor<2x1x40x3xf64>
  eshkol.assert_close %x, %ones, "systems below two dimensions" atol = 1.0e-14 rtol = 0.0 : tensor<2x1x40x3xf64>
  return
}
