//===- Unboxed.td - numbers and booleans in registers -----------*- tablegen -*-===//

#ifndef ESHKOL_CORE_UNBOXED_TD
#define ESHKOL_CORE_UNBOXED_TD

include "core/Values.td"

/// What travels between procedures of a unit: values, and what `--eshkol-unbox` makes of some.
def Eshkol_Passed : AnyTypeOf<[Eshkol_ValueType, F64, I1], "a value, f64 or i1">;

def Eshkol_FlonumOp : Eshkol_ValueOp<"flonum", [Pure]> {
  let summary = "The value of a double";
  let description = [{
    One that does not tag itself takes memory of the heap, which no program can tell.

    ```mlir
    %v = eshkol.flonum %x
    ```
  }];
  let arguments = (ins F64:$number);
  let results = (outs Eshkol_ValueType:$result);
  let assemblyFormat = "$number attr-dict";
}

def Eshkol_Float64Op : Eshkol_ValueOp<"float64", [Pure]> {
  let summary = "The double of a flonum or an exact integer";
  let description = [{
    The operand must be one of these: nothing is checked.  That of an exact integer is the nearest one.

    ```mlir
    %x = eshkol.float64 %v
    ```
  }];
  let arguments = (ins Eshkol_ValueType:$value);
  let results = (outs F64:$result);
  let assemblyFormat = "$value attr-dict";
  let hasFolder = 1;
}

def Eshkol_BooleanOp : Eshkol_ValueOp<"boolean", [Pure]> {
  let summary = "The value of a truth value";
  let description = [{
    ```mlir
    %v = eshkol.boolean %test
    ```
  }];
  let arguments = (ins I1:$test);
  let results = (outs Eshkol_ValueType:$result);
  let assemblyFormat = "$test attr-dict";
}

#endif // ESHKOL_CORE_UNBOXED_TD
