//===- Assertions.td - conditions checked while running ---------*- tablegen -*-===//

#ifndef ESHKOL_CORE_ASSERTIONS_TD
#define ESHKOL_CORE_ASSERTIONS_TD

include "Dialect.td"

def Eshkol_AssertOp : Eshkol_Op<"assert", []> {
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

#endif // ESHKOL_CORE_ASSERTIONS_TD
