//===- Neural.td - normalization and attention --*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_NEURAL_TD
#define ESHKOL_TENSOR_NEURAL_TD

include "Dialect.td"

def Eshkol_SoftmaxOp : Eshkol_TensorOp<"softmax"> {
  let summary = "Normalizes exponentials along one dimension";
  let description = [{
    `result = exp(x - max(x)) / sum(exp(x - max(x)))`, the maximum and the sum
    taken along `dimension`.  Subtracting the maximum keeps the exponentials
    finite.

    ```mlir
    %p = eshkol.softmax %logits dimension = 1 : (tensor<?x10xf32>) -> tensor<?x10xf32>
    ```
  }];
  let arguments = (ins Eshkol_FloatTensor:$operand, I64Attr:$dimension);
  let results = (outs Eshkol_FloatTensor:$result);
  let assemblyFormat =
      "$operand `dimension` `=` $dimension attr-dict `:` functional-type(operands, results)";
}

#endif // ESHKOL_TENSOR_NEURAL_TD
