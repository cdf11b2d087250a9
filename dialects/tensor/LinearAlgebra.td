//===- LinearAlgebra.td - factorizations and linear systems --*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_LINEARALGEBRA_TD
#define ESHKOL_TENSOR_LINEARALGEBRA_TD

include "Dialect.td"

def Eshkol_CholeskyOp : Eshkol_TensorOp<"cholesky"> {
  let summary = "Factors a positive definite matrix into a lower triangle and its adjoint";
  let description = [{
    The lower triangular `result` with a positive diagonal for which `result *
    adjoint(result)` is `operand`, for each of any number of leading batch
    dimensions.  Only the lower triangle of the operand is read, and of its
    diagonal the real part; the upper triangle of the result is 0.  Where the
    matrix is not positive definite, the whole lower triangle is NaN.  `bf16` and
    `f16` are computed in `f32` and rounded once.

    ```mlir
    %l = eshkol.cholesky %a : (tensor<?x4x4xf64>) -> tensor<?x4x4xf64>
    ```
  }];
  let arguments = (ins Eshkol_InexactTensor:$operand);
  let results = (outs Eshkol_InexactTensor:$result);
  let assemblyFormat = "$operand attr-dict `:` functional-type(operands, results)";
}

def Eshkol_TriangularSolveOp : Eshkol_TensorOp<"triangular_solve"> {
  let summary = "Solves a linear system whose matrix is triangular";
  let description = [{
    The `x` with `op(a) * x = b` under `left_side`, else with `x * op(a) = b`, over
    equal leading batch dimensions.  `op` transposes under `transpose_a` and
    conjugates under `conjugate_a` (both: the adjoint).

    Of `a` the lower triangle is read under `lower`, else the upper one; under
    `unit_diagonal` its diagonal is not read and taken as 1.  A zero on the
    diagonal divides by zero: the solution holds infinities and NaN.  `bf16` and
    `f16` are computed in `f32` and rounded once.

    ```mlir
    %x = eshkol.triangular_solve %a, %b left_side lower
        : (tensor<?x?xf64>, tensor<?x3xf64>) -> tensor<?x3xf64>
    ```
  }];
  let arguments = (ins Eshkol_InexactTensor:$a, Eshkol_InexactTensor:$b, UnitAttr:$left_side, UnitAttr:$lower,
                       UnitAttr:$transpose_a, UnitAttr:$conjugate_a, UnitAttr:$unit_diagonal);
  let results = (outs Eshkol_InexactTensor:$result);
  let assemblyFormat = [{
    $a `,` $b oilist(`left_side` $left_side | `lower` $lower | `transpose_a` $transpose_a
                     | `conjugate_a` $conjugate_a | `unit_diagonal` $unit_diagonal)
    attr-dict `:` functional-type(operands, results)
  }];
  let hasCanonicalizer = 1;
}

def Eshkol_LuOp : Eshkol_TensorOp<"lu"> {
  let summary = "Factors matrices into triangles, exchanging rows";
  let description = [{
    Gaussian elimination with partial pivoting of matrices `[.., m, n]`: row `i` of
    the product `lower * upper` is row `permutation[.., i]` of the operand.
    `factors` holds `upper` in its upper triangle and, below the diagonal, `lower`,
    whose diagonal is 1.  `sign` is 1 or -1 as the permutation is even or odd.

    The pivot of each column is its first element of greatest magnitude (for
    complex elements, of the sum of the magnitudes of the parts).  A column
    without a pivot other than 0 is left as it is, so a singular matrix has
    factors too, with a 0 on the diagonal of `upper`.  A NaN is never preferred as
    a pivot.  `bf16` and `f16` are computed in `f32` and rounded once.

    ```mlir
    %f, %p, %s = eshkol.lu %a : (tensor<?x4x4xf64>) -> (tensor<?x4x4xf64>, tensor<?x4xi64>, tensor<?xi64>)
    ```
  }];
  let arguments = (ins Eshkol_InexactTensor:$operand);
  let results = (outs Eshkol_InexactTensor:$factors, RankedTensorOf<[I64]>:$permutation,
                      RankedTensorOf<[I64]>:$sign);
  let assemblyFormat = "$operand attr-dict `:` functional-type(operands, results)";
}

def Eshkol_SolveOp : Eshkol_TensorOp<"solve"> {
  let summary = "Solves linear systems";
  let description = [{
    The `x` with `a * x = b`, for square matrices `[.., n, n]` and right-hand sides
    `[.., n, k]` over equal leading batch dimensions; computed by `eshkol.lu`.  A
    singular matrix divides by zero: the solution holds infinities or NaN.
    `bf16` and `f16` are computed in `f32` and rounded once.

    ```mlir
    %x = eshkol.solve %a, %b : (tensor<?x?xf64>, tensor<?x1xf64>) -> tensor<?x1xf64>
    ```
  }];
  let arguments = (ins Eshkol_InexactTensor:$a, Eshkol_InexactTensor:$b);
  let results = (outs Eshkol_InexactTensor:$result);
  let assemblyFormat = "$a `,` $b attr-dict `:` functional-type(operands, results)";
}

def Eshkol_InverseOp : Eshkol_TensorOp<"inverse"> {
  let summary = "Inverts matrices";
  let description = [{
    The inverse of square matrices `[.., n, n]`, computed by `eshkol.lu`.  A
    singular matrix divides by zero: its inverse holds infinities or NaN.  `bf16`
    and `f16` are computed in `f32` and rounded once.  To multiply by the inverse,
    `eshkol.solve` is faster and more accurate; the canonicalizer makes it.

    ```mlir
    %i = eshkol.inverse %a : (tensor<?x4x4xf64>) -> tensor<?x4x4xf64>
    ```
  }];
  let arguments = (ins Eshkol_InexactTensor:$operand);
  let results = (outs Eshkol_InexactTensor:$result);
  let assemblyFormat = "$operand attr-dict `:` functional-type(operands, results)";
  let hasCanonicalizer = 1;
}

def Eshkol_DetOp : Eshkol_TensorOp<"det"> {
  let summary = "Computes determinants";
  let description = [{
    The determinant of square matrices `[.., n, n]`, computed by `eshkol.lu`; 1 for
    a matrix of size 0.  It overflows and underflows as the product of the pivots
    does.  `bf16` and `f16` are computed in `f32` and rounded once.

    ```mlir
    %d = eshkol.det %a : (tensor<?x4x4xf64>) -> tensor<?xf64>
    ```
  }];
  let arguments = (ins Eshkol_InexactTensor:$operand);
  let results = (outs Eshkol_InexactTensor:$result);
  let assemblyFormat = "$operand attr-dict `:` functional-type(operands, results)";
  let hasCanonicalizer = 1;
}

#endif // ESHKOL_TENSOR_LINEARALGEBRA_TD
