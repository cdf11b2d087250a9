//===- Passes.td - batches of functions -------------------------*- tablegen -*-===//

#ifndef ESHKOL_PASSES_VECTORIZE_PASSES_TD
#define ESHKOL_PASSES_VECTORIZE_PASSES_TD

include "mlir/Pass/PassBase.td"

def VectorizePass : Pass<"eshkol-vectorize", "::mlir::ModuleOp"> {
  let summary = "Computes functions for whole batches of arguments at once";
  let description = [{
    Rewrites every `eshkol.vmap` into a call of a function in which each value
    either is what it was or has one more dimension, the leading one, for the
    elements of the batch.  How an operation is batched is said by the rules in
    `passes/vectorize/rules`; one without a rule is an error at its location.

    - A batch of scalars is a tensor of rank 1.  A batch of `index` values has
      elements of type i64, since targets do not store tensors of `index`.
    - A conditional whose predicate is not batched stays one; otherwise both
      branches are computed and the results selected.  An assertion in a branch
      holds where the branch is not taken.
    - A loop whose course is batched runs until its last element is done; what is
      done keeps its values.
    - Sizes of tensors cannot differ between the elements of a batch.

    Transformations in the callee come first: `vmap` in `vmap` is rewritten here,
    an operation whose callee needs other passes before is left alone.  For example

    ```mlir
    func.func @f(%x: f64, %w: f64) -> f64 {
      %y = arith.mulf %x, %w : f64
      return %y : f64
    }
    %y = eshkol.vmap @f(%xs, %w) in_axes [0, -1] out_axes [0] : (tensor<3xf64>, f64) -> tensor<3xf64>
    ```

    becomes

    ```mlir
    func.func private @f.vmap(%xs: tensor<3xf64>, %w: f64) -> tensor<3xf64> {
      %0 = tensor.from_elements %w : tensor<f64>
      %1 = eshkol.broadcast %0 [] to [3] : tensor<f64> -> tensor<3xf64>
      %2 = arith.mulf %xs, %1 : tensor<3xf64>
      return %2 : tensor<3xf64>
    }
    %y = call @f.vmap(%xs, %w) : (tensor<3xf64>, f64) -> tensor<3xf64>
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::eshkol::EshkolDialect",
                           "::mlir::func::FuncDialect", "::mlir::scf::SCFDialect",
                           "::mlir::tensor::TensorDialect"];
}

#endif // ESHKOL_PASSES_VECTORIZE_PASSES_TD
