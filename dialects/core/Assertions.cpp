//===- Assertions.cpp - conditions checked while running ------------------===//

#include "dialects/Dialect.h"

#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::eshkol;

/// assert true ⇒ nothing
void AssertOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(+[](AssertOp op, PatternRewriter &rewriter) -> LogicalResult {
    Attribute condition;
    if (!matchPattern(op.getCondition(), m_Constant(&condition)))
      return rewriter.notifyMatchFailure(op, "condition is not constant");
    auto splat = dyn_cast<SplatElementsAttr>(condition);
    bool holds = splat ? splat.getSplatValue<APInt>().isOne() : matchPattern(op.getCondition(), m_One());
    if (!holds)
      return rewriter.notifyMatchFailure(op, "condition does not always hold");
    rewriter.eraseOp(op);
    return success();
  });
}

LogicalResult AssertCloseOp::verify() {
  for (auto [name, tolerance] : {std::pair("atol", getAtol()), std::pair("rtol", getRtol())})
    if (tolerance.isNegative() || tolerance.isNaN())
      return emitOpError("expected ")
             << name << " to be zero or positive but got " << tolerance.convertToDouble();
  return success();
}

/// assert_close x x ⇒ nothing, because a NaN is close to itself
void AssertCloseOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(+[](AssertCloseOp op, PatternRewriter &rewriter) -> LogicalResult {
    if (op.getActual() != op.getExpected())
      return rewriter.notifyMatchFailure(op, "compares different tensors");
    rewriter.eraseOp(op);
    return success();
  });
}
