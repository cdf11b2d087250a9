//===- Contraction.td - sums of products ------------------------*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_CONTRACTION_TD
#define ESHKOL_TENSOR_CONTRACTION_TD

include "Dialect.td"

def Eshkol_MatmulOp : Eshkol_TensorOp<"matmul"> {
  let summary = "Multiplies matrices, over leading batch dimensions";
  let description = [{
    `result[b, i, j] = sum_k lhs[b, i, k] * rhs[b, k, j]` for any number of
    equal leading batch dimensions `b`.  Both operands have the same rank, at
    least 2.  Products are accumulated in the element type, except that `bf16`
    and `f16` accumulate in `f32` and are rounded once.

    ```mlir
    %y = eshkol.matmul %x, %w : (tensor<?x784xf32>, tensor<784x10xf32>) -> tensor<?x10xf32>
    ```
  }];
  let arguments = (ins Eshkol_Tensor:$lhs, Eshkol_Tensor:$rhs);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
}

#endif // ESHKOL_TENSOR_CONTRACTION_TD
