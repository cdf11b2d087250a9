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

#endif // ESHKOL_TENSOR_SHAPE_TD
