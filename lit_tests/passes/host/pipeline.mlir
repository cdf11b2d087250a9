// From code over values to the llvm dialect, and on to LLVM, whose verifier agrees with the tail calls.
// RUN: eshkol-opt --eshkol-host-to-llvm %s | FileCheck %s
// RUN: eshkol-opt --eshkol-host-to-llvm %s | mlir-translate --mlir-to-llvmir | FileCheck %s --check-prefix=LLVM

// (define (fact n) (if (= n 0) 1 (* n (fact (- n 1))))): no tail call.
// CHECK-LABEL: llvm.func internal tailcc @fact
// CHECK-SAME: (%[[N:.*]]: i64)
// CHECK: llvm.cond_br
// CHECK: %[[ONE:.*]] = llvm.mlir.constant(4 : i64)
// CHECK: %[[LESS:.*]] = llvm.call @eshkol_subtract(%[[N]], %{{.*}})
// CHECK: %[[F:.*]] = llvm.call tailcc @fact(%[[LESS]])
// CHECK: %[[R:.*]] = llvm.call @eshkol_multiply(%[[N]], %[[F]])
// CHECK-NOT: musttail
func.func private @fact(%n: !eshkol.value) -> !eshkol.value attributes {eshkol.name = "fact"} {
  %zero = eshkol.literal 0
  %is_zero = eshkol.primitive @eshkol_number_equal(%n, %zero)
  %stop = eshkol.is_true %is_zero
  %r = scf.if %stop -> !eshkol.value {
    %one = eshkol.literal 1
    scf.yield %one : !eshkol.value
  } else {
    %one = eshkol.literal 1
    %less = eshkol.primitive @eshkol_subtract(%n, %one)
    %f = eshkol.call @fact(%less)
    %product = eshkol.primitive @eshkol_multiply(%n, %f)
    scf.yield %product : !eshkol.value
  }
  return %r : !eshkol.value
}

// A named let: a function of three arguments that jumps to itself.
// CHECK-LABEL: llvm.func internal tailcc @sum
// CHECK-SAME: (%[[L:.*]]: i64, %[[STEP:.*]]: i64)
// CHECK: %[[R:.*]] = llvm.call tailcc musttail @"sum/loop"(%[[STEP]], %[[L]], %{{.*}}) : (i64, i64, i64) -> i64
// CHECK-NEXT: llvm.return %[[R]]
func.func private @sum(%list: !eshkol.value, %step: !eshkol.value) -> !eshkol.value attributes {eshkol.name = "sum"} {
  %loop = eshkol.lambda ["loop"] required [2] rest [false] ({
  ^bb0(%self: !eshkol.value, %l: !eshkol.value, %a: !eshkol.value):
    %pair = eshkol.primitive @eshkol_pair_p(%l)
    %go_on = eshkol.is_true %pair
    %r = scf.if %go_on -> !eshkol.value {
      %cdr = eshkol.primitive @eshkol_cdr(%l)
      %stop = eshkol.is_true %step
      %inner = scf.if %stop -> !eshkol.value {
        %next = eshkol.primitive @eshkol_add(%a, %step)
        %again = eshkol.apply %self(%cdr, %next)
        scf.yield %again : !eshkol.value
      } else {
        %again = eshkol.apply %step(%cdr)
        scf.yield %again : !eshkol.value
      }
      scf.yield %inner : !eshkol.value
    } else {
      scf.yield %a : !eshkol.value
    }
    eshkol.return %r
  })
  %zero = eshkol.literal 0
  %r = eshkol.apply %loop(%list, %zero)
  return %r : !eshkol.value
}

// The procedure is known where it is called, once it is a function.
// CHECK-LABEL: llvm.func tailcc @main
// CHECK-NOT: eshkol_entry_of
// CHECK: llvm.call tailcc @fact(
// CHECK: llvm.call tailcc musttail @sum(
func.func @main() -> !eshkol.value attributes {eshkol.unit = "pipeline"} {
  %five = eshkol.literal 5
  %fact = eshkol.procedure @fact
  %n = eshkol.apply %fact(%five)
  %list = eshkol.literal "(1 2 3)"
  %r = eshkol.call @sum(%list, %n)
  return %r : !eshkol.value
}

// CHECK-LABEL: llvm.func internal tailcc @"sum/loop"
// CHECK-SAME: (%[[STEP:.*]]: i64, %[[L:.*]]: i64, %[[A:.*]]: i64)
// CHECK: %[[R1:.*]] = llvm.call tailcc musttail @"sum/loop"(%[[STEP]], %{{.*}}, %{{.*}})
// CHECK-NEXT: llvm.return %[[R1]]
// CHECK: %[[R2:.*]] = llvm.call tailcc musttail %{{.*}}(%[[STEP]],
// CHECK-NEXT: llvm.return %[[R2]]
// CHECK: llvm.return %[[A]]
// CHECK: llvm.func @eshkol_unit_pipeline

// LLVM-DAG: define internal tailcc i64 @fact(i64 %{{.*}})
// LLVM-DAG: musttail call tailcc i64 @"sum/loop"(i64 %{{.*}}, i64 %{{.*}}, i64 %{{.*}})
// LLVM-DAG: musttail call tailcc i64 %{{.*}}(i64 %{{.*}}, i64 1, i64 %{{.*}}, i64 undef, i64 undef, i64 undef)
// LLVM-DAG: define i64 @eshkol_unit_pipeline()
