//===- Reduction.td - reductions and running totals --*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_REDUCTION_TD
#define ESHKOL_TENSOR_REDUCTION_TD

include "Dialect.td"

def Eshkol_ReductionKind : I32EnumAttr<"ReductionKind", "how elements are combined", [
  I32EnumAttrCase<"Sum", 0, "sum">,
  I32EnumAttrCase<"Prod", 1, "prod">,
  I32EnumAttrCase<"Max", 2, "max">,
  I32EnumAttrCase<"Min", 3, "min">,
  I32EnumAttrCase<"Mean", 4, "mean">,
  I32EnumAttrCase<"Any", 5, "any">,
  I32EnumAttrCase<"All", 6, "all">
]> {
  let cppNamespace = "::mlir::eshkol";
  let genSpecializedAttr = 0;
}
def Eshkol_ReductionKindAttr : EnumAttr<Eshkol_Dialect, Eshkol_ReductionKind, "reduction"> {
  let assemblyFormat = "$value";
}

def Eshkol_ReduceOp : Eshkol_TensorOp<"reduce"> {
  let summary = "Combines the elements along some dimensions";
  let description = [{
    The dimensions listed are combined by `kind` and dropped, or kept with size
    one under `keepdims`.  The result has the operand's element type: `mean`
    takes floating-point or complex elements, `max` and `min` ordered ones (a
    NaN wins), `any` and `all` truth values, and `sum` and `prod` anything but
    truth values.  The reduction of no elements is the identity of the
    operation, minus or plus infinity (the least or greatest integer) for `max`
    and `min`, and NaN for `mean`.  The order of combination is not specified;
    `bf16` and `f16` are summed and multiplied in `f32` and rounded once.

    ```mlir
    %s = eshkol.reduce sum %x [1] : (tensor<?x10xf32>) -> tensor<?xf32>
    %m = eshkol.reduce max %x [1] keepdims : (tensor<?x10xf32>) -> tensor<?x1xf32>
    ```
  }];
  let arguments = (ins Eshkol_ReductionKindAttr:$kind, Eshkol_Tensor:$operand,
                       DenseI64ArrayAttr:$dimensions, UnitAttr:$keepdims);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = [{
    $kind $operand $dimensions (`keepdims` $keepdims^)? attr-dict `:` functional-type(operands, results)
  }];
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

class Eshkol_ArgumentOp<string mnemonic, string extreme> : Eshkol_TensorOp<mnemonic> {
  let description = "The index along `dimension` of the " # extreme # [{ element, the first one among
    equals.  A NaN counts as more extreme than any number, so that the first NaN is
    found.  Truth values are ordered false < true.  The dimension is dropped, or
    kept with size one under `keepdims`.  A dimension of elements that are not 64
    bits wide has fewer than 2^31 of them.  A dimension of static size 0 is an
    error; a dynamic one that turns out to be empty gives -1.

    ```mlir
    %i = eshkol.}] # mnemonic # [{ %x dimension = 1 : (tensor<?x10xf32>) -> tensor<?xi64>
    %k = eshkol.}] # mnemonic # [{ %x dimension = 1 keepdims : (tensor<?x10xf32>) -> tensor<?x1xi64>
    ```
  }];
  let arguments = (ins Eshkol_OrderedTensor:$operand, I64Attr:$dimension, UnitAttr:$keepdims);
  let results = (outs RankedTensorOf<[I64]>:$result);
  let assemblyFormat = [{
    $operand `dimension` `=` $dimension (`keepdims` $keepdims^)? attr-dict `:`
    functional-type(operands, results)
  }];
  let hasFolder = 1;
}

def Eshkol_ArgmaxOp : Eshkol_ArgumentOp<"argmax", "greatest"> {
  let summary = "Finds the index of the greatest element along a dimension";
}

def Eshkol_ArgminOp : Eshkol_ArgumentOp<"argmin", "least"> {
  let summary = "Finds the index of the least element along a dimension";
}

def Eshkol_CumulativeOp : Eshkol_TensorOp<"cumulative"> {
  let summary = "Combines each element with all that precede it along a dimension";
  let description = [{
    `result[i] = operand[0] * .. * operand[i]` along `dimension`, where `*` is
    `sum`, `prod`, `max` or `min`; under `reverse`, `operand[i] * .. *
    operand[n-1]`.  The kinds take the elements that `eshkol.reduce` takes, with
    the same treatment of NaN; `bf16` and `f16` accumulate in `f32` and every
    result is rounded once.  An empty tensor gives an empty tensor.

    ```mlir
    %c = eshkol.cumulative sum %x dimension = 0 : (tensor<?xf64>) -> tensor<?xf64>
    %r = eshkol.cumulative max %x dimension = 1 reverse : (tensor<2x?xi32>) -> tensor<2x?xi32>
    ```
  }];
  let arguments = (ins Eshkol_ReductionKindAttr:$kind, Eshkol_Tensor:$operand, I64Attr:$dimension,
                       UnitAttr:$reverse);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = [{
    $kind $operand `dimension` `=` $dimension (`reverse` $reverse^)? attr-dict `:`
    functional-type(operands, results)
  }];
  let hasFolder = 1;
}

#endif // ESHKOL_TENSOR_REDUCTION_TD
