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
    and `min`, and NaN for `mean`.

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
}

#endif // ESHKOL_TENSOR_REDUCTION_TD
