// RUN: eshkol-opt --split-input-file --eshkol-assertions-to-llvm %s | FileCheck %s
// RUN: eshkol-opt --eshkol-to-native %s | not --crash mlir-runner -e main -entry-point-result=void 2>&1 | FileCheck %s --check-prefix=MESSAGE
// RUN: eshkol-opt --split-input-file --eshkol-assertions-to-llvm=handler=failed %s | FileCheck %s --check-prefix=HANDLER

// The second comparison fails, and says so although nothing else is printed.
// MESSAGE: error: not within a permille

// CHECK: llvm.mlir.global private constant @assertion_message{{.*}}("error: not within a permille\0A")
// CHECK-LABEL: @check
// CHECK-SAME: (%[[C:.*]]: i1)
// CHECK: cf.cond_br %[[C]], ^[[HOLDS:.*]], ^[[FAILS:.*]]
// CHECK: ^[[FAILS]]:
// CHECK: llvm.call @write(
// CHECK: llvm.call @abort()
// CHECK: llvm.unreachable
// CHECK: ^[[HOLDS]]:
// CHECK: return
// HANDLER: llvm.mlir.global private constant @assertion_message{{.*}}("not within a permille")
// HANDLER: llvm.func @failed(!llvm.ptr, i64)
// HANDLER-LABEL: @check
// HANDLER: %[[TEXT:.*]] = llvm.mlir.addressof @assertion_message
// HANDLER: %[[LENGTH:.*]] = llvm.mlir.constant(21 : i64)
// HANDLER: llvm.call @failed(%[[TEXT]], %[[LENGTH]])
// HANDLER-NEXT: llvm.unreachable
func.func @check(%c: i1) {
  cf.assert %c, "not within a permille"
  return
}

func.func @main() {
  %a = arith.constant dense<[1.0, 2.000, 3.0]> : tensor<3xf32>
  %b = arith.constant dense<[1.0, 2.001, 3.0]> : tensor<3xf32>
  %c = arith.constant dense<[1.0, 2.003, 3.0]> : tensor<3xf32>
  func.call @near(%a, %b) : (tensor<3xf32>, tensor<3xf32>) -> ()
  func.call @near(%a, %c) : (tensor<3xf32>, tensor<3xf32>) -> ()
  return
}

func.func @near(%a: tensor<3xf32>, %b: tensor<3xf32>) {
  eshkol.assert_close %a, %b, "not within a permille" atol = 0.0 rtol = 1.0e-3 : tensor<3xf32>
  return
}
