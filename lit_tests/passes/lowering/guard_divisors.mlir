// RUN: eshkol-opt --eshkol-guard-divisors %s | FileCheck %s

#id = affine_map<(d0) -> (d0)>

// CHECK-LABEL: @elements
func.func @elements(%x: tensor<?xi64>, %y: tensor<?xi64>) -> tensor<?xi64> {
  // CHECK: ^bb0(%[[X:.*]]: i64, %[[Y:.*]]: i64, %{{.*}}: i64):
  // CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : i64
  // CHECK-DAG: %[[ONE:.*]] = arith.constant 1 : i64
  // CHECK: %[[IS_ZERO:.*]] = arith.cmpi eq, %[[Y]], %[[ZERO]]
  // CHECK: %[[DIVISOR:.*]] = arith.select %[[IS_ZERO]], %[[ONE]], %[[Y]]
  // CHECK: arith.divsi %[[X]], %[[DIVISOR]]
  %q = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]}
      ins(%x, %y : tensor<?xi64>, tensor<?xi64>) outs(%x : tensor<?xi64>) {
  ^bb0(%a: i64, %b: i64, %out: i64):
    %0 = arith.divsi %a, %b : i64
    linalg.yield %0 : i64
  } -> tensor<?xi64>
  return %q : tensor<?xi64>
}

// Constants are not zero, and scalars are no elements.
// CHECK-LABEL: @others
// CHECK-NOT: arith.select
func.func @others(%x: tensor<?xi32>, %y: i32) -> tensor<?xi32> {
  %q = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<?xi32>) outs(%x : tensor<?xi32>) {
  ^bb0(%a: i32, %out: i32):
    %three = arith.constant 3 : i32
    %0 = arith.remsi %a, %three : i32
    %1 = arith.floordivsi %0, %y : i32
    linalg.yield %1 : i32
  } -> tensor<?xi32>
  %r = arith.remsi %y, %y : i32
  return %q : tensor<?xi32>
}
