//===- Field.h - derivatives of sums, products and quotients ----*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_RULES_FIELD_H
#define ESHKOL_PASSES_AUTODIFF_RULES_FIELD_H

#include "passes/autodiff/rules/Rules.h"

namespace mlir::eshkol {

LogicalResult emitSumTangents(TangentContext &context);
LogicalResult emitSumAdjoint(AdjointContext &context);
LogicalResult emitDifferenceTangents(TangentContext &context);
LogicalResult emitDifferenceAdjoint(AdjointContext &context);
LogicalResult emitProductTangents(TangentContext &context);
LogicalResult emitProductAdjoint(AdjointContext &context);
LogicalResult emitQuotientTangents(TangentContext &context);
LogicalResult emitQuotientAdjoint(AdjointContext &context);
LogicalResult emitNegativeAdjoint(AdjointContext &context);

/// The arithmetic of the real, or of the complex numbers.
template <typename AddOp, typename SubOp, typename MulOp, typename DivOp, typename NegOp>
void field(MLIRContext *context) {
  rules<AddOp>(context, emitSumTangents, emitSumAdjoint);
  rules<SubOp>(context, emitDifferenceTangents, emitDifferenceAdjoint);
  rules<MulOp>(context, emitProductTangents, emitProductAdjoint);
  rules<DivOp>(context, emitQuotientTangents, emitQuotientAdjoint);
  linear<NegOp>(context, emitNegativeAdjoint);
}

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_RULES_FIELD_H
