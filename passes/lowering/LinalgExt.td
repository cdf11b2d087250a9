//===- LinalgExt.td - the operations of IREE that ours lower to -*- tablegen -*-===//

#ifndef ESHKOL_PASSES_LOWERING_LINALGEXT_TD
#define ESHKOL_PASSES_LOWERING_LINALGEXT_TD

include "mlir/IR/OpBase.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def LinalgExt_Dialect : Dialect {
  let name = "iree_linalg_ext";
  let cppNamespace = "::mlir::eshkol::linalg_ext";
  let summary = "A mirror of the operations of IREE that eshkol lowers to";
  let description = [{
    IREE has its own copy of LLVM, so its dialects reach it as text only.  The
    operations here exist to be printed, in the generic form, under the names
    and with the properties that IREE reads; IREE verifies and lowers them.
  }];
}

def LinalgExt_ScatterOp : Op<LinalgExt_Dialect, "scatter", [Pure]> {
  let summary = "Combines updates with the elements at their positions";
  let description = [{
    `updates[i, q]` and the element of `original` at `indices[i, :]` in the
    dimensions that `dimension_map` lists, `q` being its position in the others,
    are combined by the body, which gets them in this order.  Positions must be
    inside `original`; unless `unique_indices`, several updates of one element
    are combined in row-major order.
  }];
  let arguments = (ins AnyRankedTensor:$updates, AnyRankedTensor:$indices, AnyRankedTensor:$original,
                       DenseI64ArrayAttr:$dimension_map, BoolAttr:$unique_indices);
  let results = (outs AnyRankedTensor:$result);
  let regions = (region SizedRegion<1>:$body);
}

def LinalgExt_YieldOp : Op<LinalgExt_Dialect, "yield", [Pure, Terminator]> {
  let summary = "Ends the body of an operation with its result";
  let arguments = (ins AnyType:$value);
}

#endif // ESHKOL_PASSES_LOWERING_LINALGEXT_TD
