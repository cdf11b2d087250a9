//===- Unboxed.td - what values are in registers ----------------*- tablegen -*-===//

#ifndef ESHKOL_CORE_UNBOXED_TD
#define ESHKOL_CORE_UNBOXED_TD

include "core/Values.td"

/// The elements of a small tensor in row-major order; what is behind them does not matter.
def Eshkol_Registers : VectorOfRankAndType<[1], [F64, F32]>;

/// What travels between procedures of a unit: values, and what `--eshkol-unbox` makes of some.
def Eshkol_Passed : AnyTypeOf<[Eshkol_ValueType, F64, I1, Eshkol_Registers], "a value, f64, i1 or elements">;

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

def Eshkol_SmallTensorOp : Eshkol_ValueOp<"small_tensor"> {
  let summary = "A new tensor with the elements that are in registers";
  let description = [{
    The sizes say how many these are: all that the vector has, or fewer.

    ```mlir
    %v = eshkol.small_tensor %x, [3] : vector<4xf64>
    ```
  }];
  let arguments = (ins Eshkol_Registers:$elements, DenseI64ArrayAttr:$sizes);
  let results = (outs Res<Eshkol_ValueType, "", [MemAlloc]>:$tensor);
  let assemblyFormat = "$elements `,` $sizes attr-dict `:` type($elements)";
  let hasVerifier = 1;
}

def Eshkol_ElementsOp : Eshkol_ValueOp<"elements", [MemoryEffects<[MemRead]>]> {
  let summary = "The elements that a tensor has now";
  let description = [{
    The operand must be a tensor of so many elements of this type: nothing is checked.

    ```mlir
    %x = eshkol.elements %v, 3 : vector<4xf64>
    ```
  }];
  let arguments = (ins Eshkol_ValueType:$tensor, ConfinedAttr<I64Attr, [IntPositive]>:$count);
  let results = (outs Eshkol_Registers:$elements);
  let assemblyFormat = "$tensor `,` $count attr-dict `:` type($elements)";
  let hasVerifier = 1;
}

def Eshkol_MagnitudeOp : Eshkol_ValueOp<"magnitude", [Pure]> {
  let summary = "The Euclidean length of some doubles";
  let description = [{
    It is the square root of the sum of their squares, which is given, unless that is too large or too small.

    ```mlir
    %length = eshkol.magnitude %squares of %x, 3 : vector<4xf64>
    ```
  }];
  let arguments = (ins F64:$squares, VectorOfRankAndType<[1], [F64]>:$elements,
                       ConfinedAttr<I64Attr, [IntPositive]>:$count);
  let results = (outs F64:$length);
  let assemblyFormat = "$squares `of` $elements `,` $count attr-dict `:` type($elements)";
  let hasVerifier = 1;
}

#endif // ESHKOL_CORE_UNBOXED_TD
