// Which objects are in frames is an option of the pipeline.
// RUN: eshkol-opt --eshkol-host-to-llvm %s | FileCheck %s
// RUN: eshkol-opt --eshkol-host-to-llvm=frame-objects=false %s | FileCheck %s --check-prefix=HEAP

// CHECK-LABEL: llvm.func internal tailcc @count
// CHECK: eshkol_place_box
// CHECK-NOT: eshkol_make_box
// HEAP-LABEL: llvm.func internal tailcc @count
// HEAP: eshkol_make_box
// HEAP-NOT: eshkol_place_box
func.func private @count(%x: !eshkol.value) -> !eshkol.value {
  %box = eshkol.box %x
  %test = eshkol.is_true %x
  %r = scf.if %test -> !eshkol.value {
    %new = eshkol.literal 1
    eshkol.set_box %box, %new
    scf.yield %new : !eshkol.value
  } else {
    scf.yield %x : !eshkol.value
  }
  %content = eshkol.unbox %box
  return %content : !eshkol.value
}
