//===- Sorting.td - order --*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_SORTING_TD
#define ESHKOL_TENSOR_SORTING_TD

include "Dialect.td"

def Eshkol_SortOp : Eshkol_TensorOp<"sort"> {
  let summary = "Sorts along a dimension, with the permutation that does it";
  let description = [{
    `sorted[i] = operand[permutation[i]]` along `dimension`, in increasing order,
    or decreasing under `descending`.  Equal elements keep their order, also when
    descending.  NaN counts as greater than any number: last when increasing,
    first when decreasing.  Truth values are ordered false < true.  A dimension of
    elements that are not 64 bits wide has fewer than 2^32 of them.

    ```mlir
    %s, %p = eshkol.sort %x dimension = 1 : (tensor<4x?xf32>) -> (tensor<4x?xf32>, tensor<4x?xi64>)
    %d, %q = eshkol.sort %x dimension = 1 descending : (tensor<4x?xf32>) -> (tensor<4x?xf32>, tensor<4x?xi64>)
    ```
  }];
  let arguments = (ins Eshkol_OrderedTensor:$operand, I64Attr:$dimension, UnitAttr:$descending);
  let results = (outs Eshkol_OrderedTensor:$sorted, RankedTensorOf<[I64]>:$permutation);
  let assemblyFormat = [{
    $operand `dimension` `=` $dimension (`descending` $descending^)? attr-dict `:`
    functional-type(operands, results)
  }];
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def Eshkol_TopKOp : Eshkol_TensorOp<"top_k"> {
  let summary = "Finds the greatest elements along the last dimension, with their indices";
  let description = [{
    The `k` greatest elements in decreasing order, or under `smallest` the `k`
    least in increasing order.  Of equal elements the one with the lower index
    comes first.  NaN counts as greater than any number.  The last dimension has
    at least `k` elements; where its size is dynamic this is checked while
    running.

    ```mlir
    %v, %i = eshkol.top_k %x k = 3 : (tensor<4x?xf32>) -> (tensor<4x3xf32>, tensor<4x3xi64>)
    ```
  }];
  let arguments = (ins Eshkol_OrderedTensor:$operand, I64Attr:$k, UnitAttr:$smallest);
  let results = (outs Eshkol_OrderedTensor:$values, RankedTensorOf<[I64]>:$indices);
  let assemblyFormat = [{
    $operand `k` `=` $k (`smallest` $smallest^)? attr-dict `:` functional-type(operands, results)
  }];
}

#endif // ESHKOL_TENSOR_SORTING_TD
