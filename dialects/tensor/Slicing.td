//===- Slicing.td - taking tensors apart and joining them -------*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_SLICING_TD
#define ESHKOL_TENSOR_SLICING_TD

include "Dialect.td"

def Eshkol_ConcatOp : Eshkol_TensorOp<"concat"> {
  let summary = "Joins tensors along one dimension";
  let description = [{
    The operands, at least one, follow each other along `dimension` and agree in
    all other dimensions.  Operands of size zero contribute nothing.

    ```mlir
    %c = eshkol.concat %x, %y dimension = 0 : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
    ```
  }];
  let arguments = (ins Variadic<Eshkol_Tensor>:$operands, I64Attr:$dimension);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = [{
    $operands `dimension` `=` $dimension attr-dict `:` functional-type(operands, results)
  }];
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def Eshkol_SliceOp : Eshkol_TensorOp<"slice", [AttrSizedOperandSegments]> {
  let summary = "Takes every stride-th element of a box";
  let description = [{
    `result[i, ...] = operand[start + i * stride, ...]`.  The three lists give,
    for each dimension, the first position, the number of elements and the
    distance between them, which is positive and static.

    The operand must be large enough for the sizes.  A start outside the range
    in which the slice fits is clamped to it; only where that is known
    statically is it an error instead.

    ```mlir
    %s = eshkol.slice %x [%i, 0] [2, %n] [1, 2] : tensor<?x8xf32> -> tensor<2x?xf32>
    ```
  }];
  let arguments = (ins Eshkol_Tensor:$operand, Variadic<Index>:$starts, Variadic<Index>:$sizes,
                       DenseI64ArrayAttr:$static_starts, DenseI64ArrayAttr:$static_sizes,
                       DenseI64ArrayAttr:$strides);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = [{
    $operand custom<DynamicIndexList>($starts, $static_starts)
    custom<DynamicIndexList>($sizes, $static_sizes) $strides attr-dict
    `:` type($operand) `->` type($result)
  }];
  let hasFolder = 1;
  let hasCanonicalizer = 1;
  let extraClassDeclaration = [{
    /// The starts and sizes, static ones as attributes.
    SmallVector<OpFoldResult> getMixedStarts();
    SmallVector<OpFoldResult> getMixedSizes();
  }];
}

def Eshkol_DynamicUpdateSliceOp : Eshkol_TensorOp<"dynamic_update_slice"> {
  let summary = "Replaces a box of a tensor";
  let description = [{
    The result is `operand` with `update` written at `starts`.  `update` has the
    rank of `operand` and fits into it.  A start outside the range in which it
    fits is clamped to that range; only where that is known statically is it an
    error instead.

    ```mlir
    %y = eshkol.dynamic_update_slice %x, %u [%i, 0] : tensor<?x8xf32>, tensor<1x8xf32> -> tensor<?x8xf32>
    ```
  }];
  let arguments = (ins Eshkol_Tensor:$operand, Eshkol_Tensor:$update, Variadic<Index>:$starts,
                       DenseI64ArrayAttr:$static_starts);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = [{
    $operand `,` $update custom<DynamicIndexList>($starts, $static_starts) attr-dict
    `:` type($operand) `,` type($update) `->` type($result)
  }];
  let hasFolder = 1;
  let extraClassDeclaration = [{
    /// The starts, static ones as attributes.
    SmallVector<OpFoldResult> getMixedStarts();
  }];
}

def Eshkol_PadOp : Eshkol_TensorOp<"pad"> {
  let summary = "Puts a value around and between the elements";
  let description = [{
    For each dimension, first `interior` padding elements go between every two
    neighbours, then `low` of them before the first and `high` after the last.
    A negative `low` or `high` removes elements from that end instead.  The size
    `size + max(size - 1, 0) * interior + low + high` must not be negative.

    ```mlir
    %p = eshkol.pad %x, %zero low = [1, 0] high = [1, 0] interior = [0, 1]
        : (tensor<?x3xf32>, f32) -> tensor<?x5xf32>
    ```
  }];
  let arguments = (ins Eshkol_Tensor:$operand, Eshkol_Element:$value, DenseI64ArrayAttr:$low,
                       DenseI64ArrayAttr:$high, DenseI64ArrayAttr:$interior);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = [{
    $operand `,` $value `low` `=` $low `high` `=` $high `interior` `=` $interior attr-dict
    `:` functional-type(operands, results)
  }];
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

#endif // ESHKOL_TENSOR_SLICING_TD
