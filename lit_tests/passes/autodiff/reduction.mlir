// RUN: eshkol-opt --eshkol-differentiate --canonicalize --cse %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @total.vjp
// CHECK-NOT: arith.mulf
// CHECK: eshkol.broadcast %arg1 [0] to [2, 3]
func.func @total(%x: tensor<2x3xf64>) -> tensor<2xf64> {
  %r = eshkol.reduce sum %x [1] : (tensor<2x3xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}

// Each element has one of n equal shares.
// CHECK-LABEL: @average.vjp(
// CHECK-SAME: %[[X:.*]]: tensor<?xf64>, %[[G:.*]]: tensor<f64>)
// CHECK: %[[SIZE:.*]] = tensor.dim %[[X]]
// CHECK: %[[SHARE:.*]] = arith.divf %[[G]], %{{.*}} : tensor<f64>
// CHECK: eshkol.broadcast %[[SHARE]] [] to [%[[SIZE]]]
func.func @average(%x: tensor<?xf64>) -> tensor<f64> {
  %r = eshkol.reduce mean %x [0] : (tensor<?xf64>) -> tensor<f64>
  return %r : tensor<f64>
}

// Those that attain the maximum have equal shares.
// One division by the number of ties for all elements, and no product.
// CHECK-LABEL: @greatest.vjp
// CHECK: %[[ATTAINING:.*]] = arith.cmpf oeq, %arg0
// CHECK: %[[SHARE:.*]] = arith.divf %arg1, %{{.*}} : tensor<f64>
// CHECK: %[[SHARES:.*]] = eshkol.broadcast %[[SHARE]]
// CHECK: arith.select %[[ATTAINING]], %[[SHARES]]
func.func @greatest(%x: tensor<4xf64>) -> tensor<f64> {
  %r = eshkol.reduce max %x [0] : (tensor<4xf64>) -> tensor<f64>
  return %r : tensor<f64>
}

// The first half times the last, what is left over, and so on; then back.
// CHECK-LABEL: @product.vjp
// CHECK-DAG: %[[FIRST:.*]] = eshkol.slice %arg0 [0] [2]
// CHECK-DAG: %[[LAST:.*]] = eshkol.slice %arg0 [3] [2]
// CHECK-DAG: %[[REST:.*]] = eshkol.slice %arg0 [2] [1]
// CHECK-DAG: %[[PAIRS:.*]] = arith.mulf %[[FIRST]], %[[LAST]] : tensor<2xf64>
// CHECK: eshkol.concat %[[PAIRS]], %[[REST]]
// CHECK: %[[PULLED:.*]] = eshkol.slice %{{.*}} [0] [2]
// CHECK-DAG: %[[TO_FIRST:.*]] = arith.mulf %[[PULLED]], %[[LAST]]
// CHECK-DAG: %[[TO_LAST:.*]] = arith.mulf %[[PULLED]], %[[FIRST]]
// CHECK: eshkol.concat %[[TO_FIRST]], %{{.*}}, %[[TO_LAST]]
func.func @product(%x: tensor<5xf64>) -> tensor<f64> {
  %r = eshkol.reduce prod %x [0] : (tensor<5xf64>) -> tensor<f64>
  return %r : tensor<f64>
}
func.func @product_back(%x: tensor<5xf64>) -> tensor<5xf64> {
  %r:2 = eshkol.gradient @product(%x) wrt [0] : (tensor<5xf64>) -> (tensor<f64>, tensor<5xf64>)
  return %r#1 : tensor<5xf64>
}

// Of a number that is not known: with ones in groups of 16, halved to one each, and these again; then, of what is
// left, the products of those before and those after.
// CHECK-LABEL: @any_product.vjp
// CHECK: %[[GROUPS:.*]] = arith.ceildivsi %{{.*}}, %c16
// CHECK: %[[ONES:.*]] = eshkol.broadcast
// CHECK: %[[PADDED:.*]] = eshkol.dynamic_update_slice %[[ONES]]{{.*}}%arg0
// CHECK: %[[GROUPED:.*]] = eshkol.reshape %[[PADDED]]{{.*}} -> tensor<16x?xf64>
// CHECK: %[[FIRST:.*]] = eshkol.slice %[[GROUPED]]{{.*}} -> tensor<8x?xf64>
// CHECK-COUNT-8: arith.mulf %{{.*}} : tensor<{{[1248]}}x?xf64>
// CHECK-COUNT-2: eshkol.cumulative {{ *}}prod
func.func @any_product(%x: tensor<?xf64>) -> tensor<f64> {
  %r = eshkol.reduce prod %x [0] : (tensor<?xf64>) -> tensor<f64>
  return %r : tensor<f64>
}

// Dimensions that are not neighbors; complex numbers.
func.func @layers(%x: tensor<3x1x2xcomplex<f64>>) -> tensor<1x1x1xcomplex<f64>> {
  %r = eshkol.reduce prod %x [0, 2] keepdims : (tensor<3x1x2xcomplex<f64>>) -> tensor<1x1x1xcomplex<f64>>
  return %r : tensor<1x1x1xcomplex<f64>>
}

// The product of no elements is constant.
func.func @nothing(%x: tensor<0x2xf64>) -> tensor<2xf64> {
  %r = eshkol.reduce prod %x [0] : (tensor<0x2xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}

// CHECK-LABEL: @running.vjp
// CHECK: eshkol.cumulative {{ *}}sum %arg1 dimension = 0 reverse
func.func @running(%x: tensor<3xf64>) -> tensor<3xf64> {
  %r = eshkol.cumulative sum %x dimension = 0 : (tensor<3xf64>) -> tensor<3xf64>
  return %r : tensor<3xf64>
}

// One exponential, in the value.
// CHECK-LABEL: @chances.vjp
// CHECK: %[[P:.*]] = eshkol.softmax %arg0
// CHECK: arith.mulf %[[P]], %arg1
// CHECK-NOT: math.exp
// CHECK: return
func.func @chances(%x: tensor<2xf64>) -> tensor<2xf64> {
  %r = eshkol.softmax %x dimension = 0 : (tensor<2xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}

// For y = x − ln Σ eˣ and p = eʸ: dy = dx − Σ p dx, x̄ = ȳ − p Σ ȳ
// CHECK-LABEL: @logarithms.vjp(
// CHECK-SAME: %[[X:.*]]: tensor<2xf64>, %[[G:.*]]: tensor<2xf64>)
// CHECK: %[[P:.*]] = eshkol.softmax %[[X]]
// CHECK: %[[SUM:.*]] = eshkol.reduce {{ *}}sum %[[G]] [0]
// CHECK: %[[ALL:.*]] = eshkol.broadcast %[[SUM]]
// CHECK: %[[PART:.*]] = arith.mulf %[[P]], %[[ALL]]
// CHECK: arith.subf %[[G]], %[[PART]]
// CHECK-LABEL: @logarithms.jvp(
// CHECK-SAME: %[[X:.*]]: tensor<2xf64>, %[[T:.*]]: tensor<2xf64>)
// CHECK: %[[P:.*]] = eshkol.softmax %[[X]]
// CHECK: %[[PRODUCT:.*]] = arith.mulf %[[P]], %[[T]]
// CHECK: %[[SUM:.*]] = eshkol.reduce {{ *}}sum %[[PRODUCT]] [0]
// CHECK: %[[ALL:.*]] = eshkol.broadcast %[[SUM]]
// CHECK: arith.subf %[[T]], %[[ALL]]
func.func @logarithms(%x: tensor<2xf64>) -> tensor<2xf64> {
  %r = eshkol.log_softmax %x dimension = 0 : (tensor<2xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}

// CHECK-LABEL: @main
func.func @main() {
  %x = arith.constant dense<0.0> : tensor<2x3xf64>
  %g = arith.constant dense<[5.0, 7.0]> : tensor<2xf64>
  %t:2 = eshkol.vjp @total(%x) wrt [0] cotangents(%g) : (tensor<2x3xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2x3xf64>)
  %te = arith.constant dense<[[5.0, 5.0, 5.0], [7.0, 7.0, 7.0]]> : tensor<2x3xf64>
  eshkol.assert_close %t#1, %te, "sum" atol = 0.0 rtol = 0.0 : tensor<2x3xf64>

  %y = arith.constant dense<[1.0, 4.0, 4.0, 2.0]> : tensor<4xf64>
  %any = tensor.cast %y : tensor<4xf64> to tensor<?xf64>
  %a:2 = eshkol.gradient @average(%any) wrt [0] : (tensor<?xf64>) -> (tensor<f64>, tensor<?xf64>)
  %ac = tensor.cast %a#1 : tensor<?xf64> to tensor<4xf64>
  %ae = arith.constant dense<0.25> : tensor<4xf64>
  eshkol.assert_close %ac, %ae, "mean" atol = 0.0 rtol = 0.0 : tensor<4xf64>

  %m:2 = eshkol.gradient @greatest(%y) wrt [0] : (tensor<4xf64>) -> (tensor<f64>, tensor<4xf64>)
  %me = arith.constant dense<[0.0, 0.5, 0.5, 0.0]> : tensor<4xf64>
  eshkol.assert_close %m#1, %me, "ties share a maximum" atol = 0.0 rtol = 0.0 : tensor<4xf64>

  // Nothing equals a NaN.
  %undefined = arith.constant dense<[1.0, 0x7FF8000000000000, 2.0, 3.0]> : tensor<4xf64>
  %n:2 = eshkol.gradient @greatest(%undefined) wrt [0] : (tensor<4xf64>) -> (tensor<f64>, tensor<4xf64>)
  %is_nan = arith.cmpf uno, %n#1, %n#1 : tensor<4xf64>
  %all_nan = arith.constant dense<true> : tensor<4xi1>
  eshkol.assert_close %is_nan, %all_nan, "the maximum is no number" atol = 0.0 rtol = 0.0 : tensor<4xi1>

  %d0 = arith.constant dense<[1.0, 10.0, 100.0, 1000.0, 10000.0]> : tensor<5xf64>
  %plain = arith.constant dense<[2.0, 3.0, 5.0, 7.0, 11.0]> : tensor<5xf64>
  %plain_g:2 = eshkol.jvp @product_back(%plain) wrt [0] tangents(%d0) : (tensor<5xf64>, tensor<5xf64>) -> (tensor<5xf64>, tensor<5xf64>)
  %plain_first = arith.constant dense<[1155.0, 770.0, 462.0, 330.0, 210.0]> : tensor<5xf64>
  %plain_second = arith.constant dense<[1241950.0, 825785.0, 487771.0, 307865.0, 35005.0]> : tensor<5xf64>
  eshkol.assert_close %plain_g#0, %plain_first, "a product" atol = 0.0 rtol = 0.0 : tensor<5xf64>
  eshkol.assert_close %plain_g#1, %plain_second, "a product, again" atol = 0.0 rtol = 0.0 : tensor<5xf64>
  %once = arith.constant dense<[2.0, 0.0, 5.0, 7.0, 11.0]> : tensor<5xf64>
  %once_g:2 = eshkol.jvp @product_back(%once) wrt [0] tangents(%d0) : (tensor<5xf64>, tensor<5xf64>) -> (tensor<5xf64>, tensor<5xf64>)
  %once_first = arith.constant dense<[0.0, 770.0, 0.0, 0.0, 0.0]> : tensor<5xf64>
  %once_second = arith.constant dense<[3850.0, 825785.0, 1540.0, 1100.0, 700.0]> : tensor<5xf64>
  eshkol.assert_close %once_g#0, %once_first, "a product with a zero" atol = 0.0 rtol = 0.0 : tensor<5xf64>
  eshkol.assert_close %once_g#1, %once_second, "a product with a zero, again" atol = 0.0 rtol = 0.0 : tensor<5xf64>
  %twice = arith.constant dense<[2.0, 0.0, 5.0, 0.0, 11.0]> : tensor<5xf64>
  %twice_g:2 = eshkol.jvp @product_back(%twice) wrt [0] tangents(%d0) : (tensor<5xf64>, tensor<5xf64>) -> (tensor<5xf64>, tensor<5xf64>)
  %twice_first = arith.constant dense<[0.0, 0.0, 0.0, 0.0, 0.0]> : tensor<5xf64>
  %twice_second = arith.constant dense<[0.0, 110000.0, 0.0, 1100.0, 0.0]> : tensor<5xf64>
  eshkol.assert_close %twice_g#0, %twice_first, "a product with two zeros" atol = 0.0 rtol = 0.0 : tensor<5xf64>
  eshkol.assert_close %twice_g#1, %twice_second, "a product with two zeros, again" atol = 0.0 rtol = 0.0 : tensor<5xf64>

  %z = arith.constant dense<[2.0, 0.0, 3.0]> : tensor<3xf64>
  %z_any = tensor.cast %z : tensor<3xf64> to tensor<?xf64>
  %p:2 = eshkol.gradient @any_product(%z_any) wrt [0] : (tensor<?xf64>) -> (tensor<f64>, tensor<?xf64>)
  %pc = tensor.cast %p#1 : tensor<?xf64> to tensor<3xf64>
  %pe = arith.constant dense<[0.0, 6.0, 0.0]> : tensor<3xf64>
  eshkol.assert_close %pc, %pe, "a product of any number" atol = 0.0 rtol = 0.0 : tensor<3xf64>

  %i = arith.constant dense<[[[(0.0, 1.0), (2.0, 0.0)]], [[(1.0, 1.0), (1.0, 0.0)]], [[(1.0, 0.0), (0.0, 1.0)]]]> : tensor<3x1x2xcomplex<f64>>
  %one = arith.constant dense<(1.0, 0.0)> : tensor<1x1x1xcomplex<f64>>
  %l:2 = eshkol.vjp @layers(%i) wrt [0] cotangents(%one) : (tensor<3x1x2xcomplex<f64>>, tensor<1x1x1xcomplex<f64>>) -> (tensor<1x1x1xcomplex<f64>>, tensor<3x1x2xcomplex<f64>>)
  %le = arith.constant dense<[[[(-2.0, 2.0), (-1.0, -1.0)]], [[(-2.0, 0.0), (-2.0, -2.0)]], [[(-2.0, -2.0), (-2.0, 2.0)]]]> : tensor<3x1x2xcomplex<f64>>
  eshkol.assert_close %l#1, %le, "a product over two dimensions" atol = 0.0 rtol = 0.0 : tensor<3x1x2xcomplex<f64>>

  %empty = arith.constant dense<> : tensor<0x2xf64>
  %ones = arith.constant dense<1.0> : tensor<2xf64>
  %e:2 = eshkol.vjp @nothing(%empty) wrt [0] cotangents(%ones) : (tensor<0x2xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<0x2xf64>)
  eshkol.assert_close %e#0, %ones, "a product of nothing" atol = 0.0 rtol = 0.0 : tensor<2xf64>
  eshkol.assert_close %e#1, %empty, "by nothing" atol = 0.0 rtol = 0.0 : tensor<0x2xf64>

  %h = arith.constant dense<[1.0, 10.0, 100.0]> : tensor<3xf64>
  %r:2 = eshkol.vjp @running(%z) wrt [0] cotangents(%h) : (tensor<3xf64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>)
  %re = arith.constant dense<[111.0, 110.0, 100.0]> : tensor<3xf64>
  eshkol.assert_close %r#1, %re, "a running sum" atol = 0.0 rtol = 0.0 : tensor<3xf64>

  // p(1 − p) = 1/4 at equal chances
  %even = arith.constant dense<3.0> : tensor<2xf64>
  %first = arith.constant dense<[1.0, 0.0]> : tensor<2xf64>
  %c:2 = eshkol.vjp @chances(%even) wrt [0] cotangents(%first) : (tensor<2xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>)
  %ce = arith.constant dense<[0.25, -0.25]> : tensor<2xf64>
  eshkol.assert_close %c#1, %ce, "softmax" atol = 1.0e-12 rtol = 0.0 : tensor<2xf64>

  // 1 − p and −p; the mean of the tangents is taken away.
  %lf:2 = eshkol.jvp @logarithms(%even) wrt [0] tangents(%first) : (tensor<2xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>)
  %lr:2 = eshkol.vjp @logarithms(%even) wrt [0] cotangents(%first) : (tensor<2xf64>, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>)
  %half = arith.constant dense<[0.5, -0.5]> : tensor<2xf64>
  eshkol.assert_close %lf#1, %half, "log-softmax forward" atol = 1.0e-12 rtol = 0.0 : tensor<2xf64>
  eshkol.assert_close %lr#1, %half, "log-softmax in reverse" atol = 1.0e-12 rtol = 0.0 : tensor<2xf64>
  return
}
