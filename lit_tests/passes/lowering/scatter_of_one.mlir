// RUN: eshkol-opt --eshkol-decompose %s | FileCheck %s
// RUN: %run-native

// One row is replaced, by itself if the index is out of range.
// CHECK-LABEL: @add
// CHECK-SAME: (%[[X:.*]]: tensor<?x2xf64>, %[[AT:.*]]: tensor<i64>, %[[U:.*]]: tensor<2xf64>)
// CHECK: %[[INDEX:.*]] = tensor.extract %[[AT]][]
// CHECK: %[[I:.*]] = arith.index_cast %[[INDEX]] : i64 to index
// CHECK: %[[N:.*]] = tensor.dim %[[X]]
// CHECK: %[[INSIDE:.*]] = arith.cmpi ult, %[[I]], %[[N]] : index
// CHECK: %[[ROWS:.*]] = arith.minui %[[N]], %{{.*}} : index
// CHECK: %[[ROW:.*]] = eshkol.slice %[[X]] [%[[I]], 0] [%[[ROWS]], 2]
// CHECK: %[[NEW:.*]] = eshkol.map %[[ROW]], %{{.*}}, %{{.*}}
// CHECK: arith.addf
// CHECK: arith.select
// CHECK: eshkol.dynamic_update_slice %[[X]], %[[NEW]] [%[[I]], 0]
// CHECK-NOT: eshkol.scatter
func.func @add(%x: tensor<?x2xf64>, %i: tensor<i64>, %u: tensor<2xf64>) -> tensor<?x2xf64> {
  %r = eshkol.scatter add %x[%i], %u : (tensor<?x2xf64>, tensor<i64>, tensor<2xf64>) -> tensor<?x2xf64>
  return %r : tensor<?x2xf64>
}

func.func @set(%x: tensor<3xi64>, %i: tensor<i64>, %u: tensor<i64>) -> tensor<3xi64> {
  %r = eshkol.scatter set %x[%i], %u : (tensor<3xi64>, tensor<i64>, tensor<i64>) -> tensor<3xi64>
  return %r : tensor<3xi64>
}

// CHECK-LABEL: @main
func.func @main() {
  %x = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf64>
  %y = tensor.cast %x : tensor<2x2xf64> to tensor<?x2xf64>
  %none_static = tensor.empty() : tensor<0x2xf64>
  %none = tensor.cast %none_static : tensor<0x2xf64> to tensor<?x2xf64>
  %u = arith.constant dense<[10.0, 20.0]> : tensor<2xf64>
  %one = arith.constant dense<1> : tensor<i64>
  %two = arith.constant dense<2> : tensor<i64>
  %minus = arith.constant dense<-1> : tensor<i64>
  %least = arith.constant dense<-9223372036854775808> : tensor<i64>

  %inside = func.call @add(%y, %one, %u) : (tensor<?x2xf64>, tensor<i64>, tensor<2xf64>) -> tensor<?x2xf64>
  %changed = arith.constant dense<[[1.0, 2.0], [13.0, 24.0]]> : tensor<2x2xf64>
  %inside_all = tensor.cast %inside : tensor<?x2xf64> to tensor<2x2xf64>
  eshkol.assert_close %inside_all, %changed, "inside" atol = 0.0 rtol = 0.0 : tensor<2x2xf64>
  %beyond = func.call @add(%y, %two, %u) : (tensor<?x2xf64>, tensor<i64>, tensor<2xf64>) -> tensor<?x2xf64>
  %beyond_all = tensor.cast %beyond : tensor<?x2xf64> to tensor<2x2xf64>
  eshkol.assert_close %beyond_all, %x, "beyond the end" atol = 0.0 rtol = 0.0 : tensor<2x2xf64>
  %empty = func.call @add(%none, %one, %u) : (tensor<?x2xf64>, tensor<i64>, tensor<2xf64>) -> tensor<?x2xf64>
  %empty_all = tensor.cast %empty : tensor<?x2xf64> to tensor<0x2xf64>
  eshkol.assert_close %empty_all, %none_static, "no rows" atol = 0.0 rtol = 0.0 : tensor<0x2xf64>

  %a = arith.constant dense<[1, 2, 3]> : tensor<3xi64>
  %seven = arith.constant dense<7> : tensor<i64>
  %put = func.call @set(%a, %two, %seven) : (tensor<3xi64>, tensor<i64>, tensor<i64>) -> tensor<3xi64>
  %last = arith.constant dense<[1, 2, 7]> : tensor<3xi64>
  eshkol.assert_close %put, %last, "the last" atol = 0.0 rtol = 0.0 : tensor<3xi64>
  %before = func.call @set(%a, %minus, %seven) : (tensor<3xi64>, tensor<i64>, tensor<i64>) -> tensor<3xi64>
  eshkol.assert_close %before, %a, "before the beginning" atol = 0.0 rtol = 0.0 : tensor<3xi64>
  %far = func.call @set(%a, %least, %seven) : (tensor<3xi64>, tensor<i64>, tensor<i64>) -> tensor<3xi64>
  eshkol.assert_close %far, %a, "the least integer" atol = 0.0 rtol = 0.0 : tensor<3xi64>
  return
}
