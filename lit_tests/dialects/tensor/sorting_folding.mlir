// RUN: eshkol-opt --canonicalize --split-input-file %s | FileCheck %s

// CHECK-LABEL: @single
// CHECK-SAME: (%[[X:.*]]: tensor<3x1xf32>, %[[E:.*]]: tensor<0xi32>)
// CHECK-DAG: %[[ZEROS:.*]] = arith.constant dense<0> : tensor<3x1xi64>
// CHECK-DAG: %[[NONE:.*]] = arith.constant dense<0> : tensor<0xi64>
// CHECK: return %[[X]], %[[ZEROS]], %[[E]], %[[NONE]]
func.func @single(%x: tensor<3x1xf32>, %e: tensor<0xi32>) -> (tensor<3x1xf32>, tensor<3x1xi64>, tensor<0xi32>, tensor<0xi64>) {
  %0, %1 = eshkol.sort %x dimension = 1 descending : (tensor<3x1xf32>) -> (tensor<3x1xf32>, tensor<3x1xi64>)
  %2, %3 = eshkol.sort %e dimension = 0 : (tensor<0xi32>) -> (tensor<0xi32>, tensor<0xi64>)
  return %0, %1, %2, %3 : tensor<3x1xf32>, tensor<3x1xi64>, tensor<0xi32>, tensor<0xi64>
}

// -----

// CHECK-LABEL: @again
// CHECK: %[[ONCE:.*]], %{{.*}} = eshkol.sort
// CHECK-NOT: eshkol.sort
// CHECK: return %[[ONCE]]
func.func @again(%x: tensor<?xf32>) -> tensor<?xf32> {
  %0, %1 = eshkol.sort %x dimension = 0 : (tensor<?xf32>) -> (tensor<?xf32>, tensor<?xi64>)
  %2, %3 = eshkol.sort %0 dimension = 0 : (tensor<?xf32>) -> (tensor<?xf32>, tensor<?xi64>)
  return %2 : tensor<?xf32>
}

// -----

// Turning the order around needs a second sort, and so does the permutation.
// CHECK-LABEL: @other_way
// CHECK-COUNT-3: eshkol.sort
func.func @other_way(%x: tensor<?xf32>) -> (tensor<?xf32>, tensor<?xi64>) {
  %0, %1 = eshkol.sort %x dimension = 0 : (tensor<?xf32>) -> (tensor<?xf32>, tensor<?xi64>)
  %2, %3 = eshkol.sort %0 dimension = 0 descending : (tensor<?xf32>) -> (tensor<?xf32>, tensor<?xi64>)
  %4, %5 = eshkol.sort %2 dimension = 0 descending : (tensor<?xf32>) -> (tensor<?xf32>, tensor<?xi64>)
  return %2, %5 : tensor<?xf32>, tensor<?xi64>
}
