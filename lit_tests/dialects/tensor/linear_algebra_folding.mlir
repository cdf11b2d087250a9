// RUN: eshkol-opt --canonicalize %s | FileCheck %s

// triangular_solve (transpose a) b ⇒ triangular_solve a b, reading the other triangle transposed
// CHECK-LABEL: @solve_by_transpose
// CHECK-SAME: (%[[A:.*]]: tensor<?x?xf64>, %[[B:.*]]: tensor<?x2xf64>)
func.func @solve_by_transpose(%a: tensor<?x?xf64>, %b: tensor<?x2xf64>) -> (tensor<?x2xf64>, tensor<?x2xf64>) {
  %t = eshkol.transpose %a [1, 0] : (tensor<?x?xf64>) -> tensor<?x?xf64>
  // CHECK-NOT: eshkol.transpose
  // CHECK: eshkol.triangular_solve %[[A]], %[[B]] left_side transpose_a unit_diagonal :
  %x = eshkol.triangular_solve %t, %b left_side lower unit_diagonal : (tensor<?x?xf64>, tensor<?x2xf64>) -> tensor<?x2xf64>
  // CHECK: eshkol.triangular_solve %[[A]], %[[B]] left_side lower :
  %y = eshkol.triangular_solve %t, %b left_side transpose_a : (tensor<?x?xf64>, tensor<?x2xf64>) -> tensor<?x2xf64>
  return %x, %y : tensor<?x2xf64>, tensor<?x2xf64>
}

// Exchanging batch dimensions is another matter.
// CHECK-LABEL: @solve_by_other_transpose
func.func @solve_by_other_transpose(%a: tensor<3x3x3xf64>, %b: tensor<3x3x2xf64>) -> tensor<3x3x2xf64> {
  // CHECK: eshkol.transpose
  %t = eshkol.transpose %a [1, 0, 2] : (tensor<3x3x3xf64>) -> tensor<3x3x3xf64>
  // CHECK: eshkol.triangular_solve %{{.*}}, %{{.*}} left_side lower :
  %x = eshkol.triangular_solve %t, %b left_side lower : (tensor<3x3x3xf64>, tensor<3x3x2xf64>) -> tensor<3x3x2xf64>
  return %x : tensor<3x3x2xf64>
}

// Real numbers are their own conjugates.
// CHECK-LABEL: @solve_by_conjugate
func.func @solve_by_conjugate(%a: tensor<3x3xf64>, %b: tensor<3x2xf64>, %c: tensor<3x3xcomplex<f64>>) -> (tensor<3x2xf64>, tensor<3x3xcomplex<f64>>) {
  // CHECK: eshkol.triangular_solve %{{.*}}, %{{.*}} left_side :
  %x = eshkol.triangular_solve %a, %b left_side conjugate_a : (tensor<3x3xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  // CHECK: eshkol.triangular_solve %{{.*}}, %{{.*}} conjugate_a :
  %y = eshkol.triangular_solve %c, %c conjugate_a : (tensor<3x3xcomplex<f64>>, tensor<3x3xcomplex<f64>>) -> tensor<3x3xcomplex<f64>>
  return %x, %y : tensor<3x2xf64>, tensor<3x3xcomplex<f64>>
}

// inverse a · b ⇒ solve a b
// CHECK-LABEL: @product_with_inverse
// CHECK-SAME: (%[[A:.*]]: tensor<3x3xf64>, %[[B:.*]]: tensor<3x2xf64>)
func.func @product_with_inverse(%a: tensor<3x3xf64>, %b: tensor<3x2xf64>) -> tensor<3x2xf64> {
  %i = eshkol.inverse %a : (tensor<3x3xf64>) -> tensor<3x3xf64>
  // CHECK: %[[X:.*]] = eshkol.solve %[[A]], %[[B]]
  // CHECK-NEXT: return %[[X]]
  %x = eshkol.matmul %i, %b : (tensor<3x3xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  return %x : tensor<3x2xf64>
}

// The inverse is needed anyway.
// CHECK-LABEL: @shared_inverse
func.func @shared_inverse(%a: tensor<3x3xf64>, %b: tensor<3x2xf64>) -> (tensor<3x3xf64>, tensor<3x2xf64>) {
  // CHECK: eshkol.inverse
  %i = eshkol.inverse %a : (tensor<3x3xf64>) -> tensor<3x3xf64>
  // CHECK: eshkol.matmul
  %x = eshkol.matmul %i, %b : (tensor<3x3xf64>, tensor<3x2xf64>) -> tensor<3x2xf64>
  return %i, %x : tensor<3x3xf64>, tensor<3x2xf64>
}

// det (transpose a) ⇒ det a
// CHECK-LABEL: @det_of_transpose
// CHECK-SAME: (%[[A:.*]]: tensor<5x3x3xf64>)
func.func @det_of_transpose(%a: tensor<5x3x3xf64>) -> tensor<5xf64> {
  %t = eshkol.transpose %a [0, 2, 1] : (tensor<5x3x3xf64>) -> tensor<5x3x3xf64>
  // CHECK-NEXT: eshkol.det %[[A]]
  %d = eshkol.det %t : (tensor<5x3x3xf64>) -> tensor<5xf64>
  return %d : tensor<5xf64>
}
