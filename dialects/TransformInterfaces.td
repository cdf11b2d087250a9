//===- TransformInterfaces.td - what transformations ask of an op --*- tablegen -*-===//

#ifndef ESHKOL_TRANSFORMINTERFACES_TD
#define ESHKOL_TRANSFORMINTERFACES_TD

include "mlir/IR/OpBase.td"

def Eshkol_DifferentiableOpInterface : OpInterface<"DifferentiableOpInterface"> {
  let cppNamespace = "::mlir::eshkol";
  let description = [{
    How small changes of the operands change the results.  The rules are external
    models, one table for each group of operations, in `passes/autodiff/rules`.
  }];
  let methods = [
    InterfaceMethod<
      "Emits the tangents of the results, given those of the operands that have one.",
      "::llvm::LogicalResult", "emitTangents", (ins "::mlir::eshkol::TangentContext &":$context)>,
    InterfaceMethod<
      "Adds to the cotangents of the operands what those of the results imply.",
      "::llvm::LogicalResult", "emitAdjoint", (ins "::mlir::eshkol::AdjointContext &":$context)>
  ];
}

def Eshkol_BatchableOpInterface : OpInterface<"BatchableOpInterface"> {
  let cppNamespace = "::mlir::eshkol";
  let description = [{
    How to compute the operation for a batch of operands at once.  The rules are
    external models, one table for each group of operations, in
    `passes/vectorize/rules`.
  }];
  let methods = [
    InterfaceMethod<
      "Emits the results for every element of the batch, which is the leading dimension.",
      "::llvm::LogicalResult", "emitBatched", (ins "::mlir::eshkol::BatchContext &":$context)>
  ];
}

#endif // ESHKOL_TRANSFORMINTERFACES_TD
