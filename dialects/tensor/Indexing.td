//===- Indexing.td - reading and writing at computed positions --*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_INDEXING_TD
#define ESHKOL_TENSOR_INDEXING_TD

include "Dialect.td"

def Eshkol_GatherOp : Eshkol_TensorOp<"gather"> {
  let summary = "Reads at computed positions along one dimension";
  let description = [{
    The first `batch_dims` dimensions are shared by `operand` and `indices`; at
    most `dimension` of them.  The result has the shape
    `operand[:dimension] ++ indices[batch_dims:] ++ operand[dimension + 1:]` and
    `result[b, p, i, q] = operand[b, p, indices[b, i], q]`, where `b` are the
    batch dimensions, `p` those between them and `dimension`, and `q` those
    after `dimension`.

    An index outside `[0, size - 1]` is clamped to it.  There is nothing to read
    from a dimension of size zero, so then the result must be known to be empty.

    ```mlir
    %rows = eshkol.gather %x[%i] dimension = 0 : (tensor<?x8xf32>, tensor<4xi64>) -> tensor<4x8xf32>
    %each = eshkol.gather %x[%j] dimension = 1 batch_dims = 1
        : (tensor<4x?xf32>, tensor<4xi32>) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins Eshkol_Tensor:$operand, Eshkol_IndexTensor:$indices, I64Attr:$dimension,
                       DefaultValuedAttr<I64Attr, "0">:$batch_dims);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = [{
    $operand `[` $indices `]` `dimension` `=` $dimension (`batch_dims` `=` $batch_dims^)? attr-dict
    `:` functional-type(operands, results)
  }];
  let hasFolder = 1;
}

def Eshkol_ScatterMode : I32EnumAttr<"ScatterMode", "how an update meets the element at its position", [
  I32EnumAttrCase<"Set", 0, "set">,
  I32EnumAttrCase<"Add", 1, "add">,
  I32EnumAttrCase<"Min", 2, "min">,
  I32EnumAttrCase<"Max", 3, "max">,
  I32EnumAttrCase<"Mul", 4, "mul">
]> {
  let cppNamespace = "::mlir::eshkol";
  let genSpecializedAttr = 0;
}
def Eshkol_ScatterModeAttr : EnumAttr<Eshkol_Dialect, Eshkol_ScatterMode, "scatter_mode"> {
  let assemblyFormat = "$value";
}

def Eshkol_ScatterOp : Eshkol_TensorOp<"scatter"> {
  let summary = "Writes at computed positions along one dimension";
  let description = [{
    The first `batch_dims` dimensions are shared by all operands, and the
    dimension after them is the one written along.  `updates` has the shape
    `operand[:batch_dims] ++ indices[batch_dims:] ++ operand[batch_dims + 1:]`.
    The result is `operand` after, for every `b` and `i` in row-major order,
    `operand[b, indices[b, i], q]` was combined with `updates[b, i, q]`: replaced
    by it (`set`, so the last one wins), or the sum, product, minimum or maximum
    of both (where a NaN wins).  `add` and `mul` are "or" and "and" for truth
    values, as are `max` and `min`.

    An update whose index is negative or not less than the size is dropped.

    ```mlir
    %y = eshkol.scatter add %x[%i], %u : (tensor<?x8xf32>, tensor<4xi64>, tensor<4x8xf32>) -> tensor<?x8xf32>
    ```
  }];
  let arguments = (ins Eshkol_ScatterModeAttr:$mode, Eshkol_Tensor:$operand, Eshkol_IndexTensor:$indices,
                       Eshkol_Tensor:$updates, DefaultValuedAttr<I64Attr, "0">:$batch_dims);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = [{
    $mode $operand `[` $indices `]` `,` $updates (`batch_dims` `=` $batch_dims^)? attr-dict
    `:` functional-type(operands, results)
  }];
  let hasFolder = 1;
}

#endif // ESHKOL_TENSOR_INDEXING_TD
