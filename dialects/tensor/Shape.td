//===- Shape.td - rearranging elements --*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_SHAPE_TD
#define ESHKOL_TENSOR_SHAPE_TD

include "Dialect.td"

def Eshkol_BroadcastOp : Eshkol_TensorOp<"broadcast"> {
  let summary = "Repeats a tensor along new dimensions and dimensions of size one";
  let description = [{
    Dimension `d` of the operand becomes dimension `dimensions[d]` of the result,
    in increasing order; it has the result's size, or is statically 1 and is
    repeated.  The other dimensions of the result are new.

    ```mlir
    %m = eshkol.broadcast %bias [1] to [%n, 10] : tensor<10xf32> -> tensor<?x10xf32>
    ```
  }];
  let arguments = (ins Eshkol_Tensor:$operand, Variadic<Index>:$sizes,
                       DenseI64ArrayAttr:$dimensions, DenseI64ArrayAttr:$static_sizes);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = [{
    $operand $dimensions `to` custom<DynamicIndexList>($sizes, $static_sizes) attr-dict
    `:` type($operand) `->` type($result)
  }];
  let hasFolder = 1;
  let extraClassDeclaration = [{
    /// The sizes of the result, static ones as attributes.
    SmallVector<OpFoldResult> getMixedSizes();
  }];
}

def Eshkol_TransposeOp : Eshkol_TensorOp<"transpose"> {
  let summary = "Permutes dimensions";
  let description = [{
    `result[i_permutation[0], i_permutation[1], ...] = operand[i_0, i_1, ...]`: dimension `d` of the result
    is dimension `permutation[d]` of the operand.

    ```mlir
    %t = eshkol.transpose %x [1, 0] : (tensor<2x?xf64>) -> tensor<?x2xf64>
    ```
  }];
  let arguments = (ins Eshkol_Tensor:$operand, DenseI64ArrayAttr:$permutation);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = "$operand $permutation attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def Eshkol_ReshapeOp : Eshkol_TensorOp<"reshape"> {
  let summary = "Gives the elements, in row-major order, another shape";
  let description = [{
    The result has the listed sizes and the operand's elements in the same
    row-major order.  Both must have the same number of elements: where all
    sizes are static this is verified, otherwise whoever builds the operation
    vouches for it (with an `eshkol.assert`, say).

    ```mlir
    %m = eshkol.reshape %x to [%n, 4] : tensor<?xf32> -> tensor<?x4xf32>
    ```
  }];
  let arguments = (ins Eshkol_Tensor:$operand, Variadic<Index>:$sizes, DenseI64ArrayAttr:$static_sizes);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = [{
    $operand `to` custom<DynamicIndexList>($sizes, $static_sizes) attr-dict
    `:` type($operand) `->` type($result)
  }];
  let hasFolder = 1;
  let extraClassDeclaration = [{
    /// The sizes of the result, static ones as attributes.
    SmallVector<OpFoldResult> getMixedSizes();
  }];
}

def Eshkol_ReverseOp : Eshkol_TensorOp<"reverse"> {
  let summary = "Reverses the order of elements along some dimensions";
  let description = [{
    Along each of `dimensions`, element `i` of the result is element
    `size - 1 - i` of the operand.

    ```mlir
    %r = eshkol.reverse %x [0] : (tensor<?x3xf32>) -> tensor<?x3xf32>
    ```
  }];
  let arguments = (ins Eshkol_Tensor:$operand, DenseI64ArrayAttr:$dimensions);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = "$operand $dimensions attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def Eshkol_IotaOp : Eshkol_Op<"iota", [Pure]> {
  let summary = "Makes a tensor whose elements are their own position along one dimension";
  let description = [{
    Every element is its index along `dimension`, as a number of the result's
    element type, which may be any but `i1`.  Integers wrap around, and a
    floating-point type rounds positions that it cannot represent.

    ```mlir
    %i = eshkol.iota dimension = 0 to [%n, 3] : tensor<?x3xi64>
    ```
  }];
  let arguments = (ins I64Attr:$dimension, Variadic<Index>:$sizes, DenseI64ArrayAttr:$static_sizes);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = [{
    `dimension` `=` $dimension `to` custom<DynamicIndexList>($sizes, $static_sizes) attr-dict
    `:` type($result)
  }];
  let hasFolder = 1;
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// The sizes of the result, static ones as attributes.
    SmallVector<OpFoldResult> getMixedSizes();
  }];
}

#endif // ESHKOL_TENSOR_SHAPE_TD
