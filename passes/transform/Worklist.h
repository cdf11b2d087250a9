//===- Worklist.h - transformations in order --------------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_TRANSFORM_WORKLIST_H
#define ESHKOL_PASSES_TRANSFORM_WORKLIST_H

#include "mlir/IR/BuiltinOps.h"

namespace mlir::eshkol {

/// Whether an operation applies a transformed function.
bool isTransformation(Operation *op);

/// Rewrites the transformations for which `isWanted` holds, innermost first: those whose callee, with all
/// that it calls, contains none.  What a rewrite adds is rewritten in turn.
LogicalResult rewriteTransformations(ModuleOp module, function_ref<bool(Operation *)> isWanted,
                                     function_ref<LogicalResult(Operation *)> rewrite);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_TRANSFORM_WORKLIST_H
