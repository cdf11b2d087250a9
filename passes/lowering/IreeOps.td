//===- IreeOps.td - the operations of IREE that ours lower to -*- tablegen -*-===//
//
// IREE has its own copy of LLVM, so its dialects reach it as text only.  The
// operations here exist to be printed and read, in the generic form, under the
// names and with the properties that IREE gives them; IREE verifies and lowers
// them.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_LOWERING_IREEOPS_TD
#define ESHKOL_PASSES_LOWERING_IREEOPS_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/DestinationStyleOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class Iree_Dialect<string dialect> : Dialect {
  let name = dialect;
  let cppNamespace = "::mlir::eshkol::iree";
  let summary = "A mirror of the operations of IREE that eshkol lowers to";
}

def LinalgExt_Dialect : Iree_Dialect<"iree_linalg_ext">;
def Flow_Dialect : Iree_Dialect<"flow">;
def Util_Dialect : Iree_Dialect<"util">;
def TensorExt_Dialect : Iree_Dialect<"iree_tensor_ext">;
def Hal_Dialect : Iree_Dialect<"hal"> {
  let useDefaultAttributePrinterParser = 1;
}

def Iree_DeviceAffinityAttr : AttrDef<Hal_Dialect, "DeviceAffinity"> {
  let mnemonic = "device.affinity";
  let summary = "A device, by the symbol that IREE gives it";
  let parameters = (ins "::mlir::FlatSymbolRefAttr":$device);
  let assemblyFormat = "`<` $device `>`";
}

def Iree_ScatterOp : Op<LinalgExt_Dialect, "scatter", [Pure, DestinationStyleOpInterface]> {
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
  let extraClassDeclaration = [{
    MutableOperandRange getDpsInitsMutable() { return getOriginalMutable(); }
  }];
}

def Iree_YieldOp : Op<LinalgExt_Dialect, "yield", [Pure, Terminator]> {
  let summary = "Ends the body of an operation with its result";
  let arguments = (ins AnyType:$value);
}

def Iree_TieShapeOp : Op<Flow_Dialect, "tensor.tie_shape", [Pure]> {
  let summary = "A tensor whose dynamic dimensions have the sizes given";
  let arguments = (ins AnyRankedTensor:$operand, Variadic<Index>:$dynamic_dims);
  let results = (outs AnyRankedTensor:$result);
}

def Iree_AllocaOp : Op<Flow_Dialect, "tensor.alloca", [MemoryEffects<[MemAlloc]>]> {
  let summary = "A tensor without contents that is no other one";
  let arguments = (ins Variadic<Index>:$result_dims);
  let results = (outs AnyRankedTensor:$result);
}

def Iree_ReshapeOp : Op<Flow_Dialect, "tensor.reshape", [Pure, AttrSizedOperandSegments]> {
  let summary = "The elements of a tensor in another shape";
  let arguments = (ins AnyRankedTensor:$source, Variadic<Index>:$source_dims, Variadic<Index>:$result_dims);
  let results = (outs AnyRankedTensor:$result);
}

def Iree_TransferOp : Op<Flow_Dialect, "tensor.transfer", [Pure]> {
  let summary = "A tensor on a device";
  let arguments = (ins AnyRankedTensor:$operand, Variadic<Index>:$dynamic_dims, Iree_DeviceAffinityAttr:$target);
  let results = (outs AnyRankedTensor:$result);
}

def Iree_ComputeBarrierOp : Op<TensorExt_Dialect, "compute_barrier.start", [Pure]> {
  let summary = "A tensor that is computed before what uses it, not together with it";
  let arguments = (ins AnyRankedTensor:$operand, Variadic<Index>:$dynamic_dims);
  let results = (outs AnyRankedTensor:$result);
}

def Iree_OptimizationBarrierOp : Op<Util_Dialect, "optimization_barrier"> {
  let summary = "Values that the compiler takes for unknown";
  let arguments = (ins Variadic<AnyType>:$operands);
  let results = (outs Variadic<AnyType>:$results);
}

#endif // ESHKOL_PASSES_LOWERING_IREEOPS_TD
