//===- Assertions.td - conditions checked while running ---------*- tablegen -*-===//

#ifndef ESHKOL_CORE_ASSERTIONS_TD
#define ESHKOL_CORE_ASSERTIONS_TD

include "Dialect.td"

def Eshkol_AssertOp : Eshkol_Op<"assert", [MemoryEffects<[MemWrite]>]> {
  let summary = "Stops the program with a message unless a condition holds";
  let description = [{
    Evaluation fails with `message` when the condition is false.  A tensor
    condition must hold for every element.  `--eshkol-lower-assertions` turns
    assertions into `cf.assert`, which every target implements; its option
    `strip` removes them.

    ```mlir
    eshkol.assert %ok, "index 7 is outside a dimension of size 5" : i1
    eshkol.assert %mask, "probabilities must not be negative" : tensor<?xi1>
    ```
  }];
  let arguments = (ins AnyTypeOf<[I1, Eshkol_BoolTensor]>:$condition, StrAttr:$message);
  let assemblyFormat = "$condition `,` $message attr-dict `:` type($condition)";
  let hasCanonicalizer = 1;
}

def Eshkol_AssertCloseOp : Eshkol_Op<"assert_close", [MemoryEffects<[MemWrite]>, SameTypeOperands]> {
  let summary = "Stops the program with a message unless two tensors are nearly equal";
  let description = [{
    Evaluation fails with `message` unless `|actual - expected| <= atol + rtol *
    |expected|` for every element.  Equal infinities are close, and so are two
    NaNs; a NaN and a number are not.  Complex numbers are compared by the modulus
    of their difference.  Integers and truth values must be equal whatever the
    tolerances.  `bf16` and `f16` are compared in `f32`.  Tensors of different
    shapes are not close.

    ```mlir
    eshkol.assert_close %y, %expected, "softmax" atol = 1.0e-6 rtol = 1.0e-6 : tensor<?x10xf32>
    ```
  }];
  let arguments = (ins Eshkol_Tensor:$actual, Eshkol_Tensor:$expected, StrAttr:$message, F64Attr:$atol,
                       F64Attr:$rtol);
  let assemblyFormat = [{
    $actual `,` $expected `,` $message `atol` `=` $atol `rtol` `=` $rtol attr-dict `:` type($actual)
  }];
  let hasCanonicalizer = 1;
  let hasVerifier = 1;
}

#endif // ESHKOL_CORE_ASSERTIONS_TD
