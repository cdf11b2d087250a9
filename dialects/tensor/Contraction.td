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
    and `f16` accumulate in `f32` and are rounded once.  Truth values multiply
    by "and" and add by "or".  A sum of no products is zero.

    ```mlir
    %y = eshkol.matmul %x, %w : (tensor<?x784xf32>, tensor<784x10xf32>) -> tensor<?x10xf32>
    ```
  }];
  let arguments = (ins Eshkol_Tensor:$lhs, Eshkol_Tensor:$rhs);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def Eshkol_DotGeneralOp : Eshkol_TensorOp<"dot_general"> {
  let summary = "Sums products over any pairs of dimensions";
  let description = [{
    Dimension `lhs_batching[k]` of `lhs` runs together with dimension
    `rhs_batching[k]` of `rhs`, and products are summed over the pairs
    `lhs_contracting[k]`, `rhs_contracting[k]`.  The dimensions of the result
    are the batching ones in the order listed, then the remaining dimensions of
    `lhs`, then those of `rhs`, each in their own order.  Accumulation is that of
    `eshkol.matmul`, into which the operation is canonicalized where it is one.

    ```mlir
    // einsum "bik,jbk->bij"
    %y = eshkol.dot_general %x, %w batching [0] x [1] contracting [2] x [2]
        : (tensor<8x?x16xf32>, tensor<4x8x16xf32>) -> tensor<8x?x4xf32>
    ```
  }];
  let arguments = (ins Eshkol_Tensor:$lhs, Eshkol_Tensor:$rhs,
                       DenseI64ArrayAttr:$lhs_batching, DenseI64ArrayAttr:$rhs_batching,
                       DenseI64ArrayAttr:$lhs_contracting, DenseI64ArrayAttr:$rhs_contracting);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = [{
    $lhs `,` $rhs `batching` $lhs_batching `x` $rhs_batching
    `contracting` $lhs_contracting `x` $rhs_contracting attr-dict `:` functional-type(operands, results)
  }];
  let hasFolder = 1;
  let hasCanonicalizer = 1;
  let extraClassDeclaration = [{
    /// The dimensions of `lhs` (of `rhs`) that are neither batching nor contracting, in order.
    SmallVector<int64_t> getLhsFree();
    SmallVector<int64_t> getRhsFree();
  }];
}

#endif // ESHKOL_TENSOR_CONTRACTION_TD
