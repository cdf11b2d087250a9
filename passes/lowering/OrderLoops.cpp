//===- OrderLoops.cpp - loops over what lies side by side go innermost -----===//

#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_ORDERLOOPSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

/// Whether a step of a loop stays at its element or goes to the next one, by the operand's indices.
static bool isContiguous(AffineMap map, unsigned loop) {
  for (auto [position, index] : llvm::enumerate(map.getResults())) {
    bool isLast = position + 1 == map.getNumResults();
    if (index.isFunctionOfDim(loop) && !(isLast && index == getAffineDimExpr(loop, map.getContext())))
      return false;
  }
  return true;
}

/// The parallel loop over neighbours in the result, if it is not the innermost one and all operands allow it.
static std::optional<unsigned> findVectorLoop(linalg::LinalgOp op) {
  SmallVector<utils::IteratorType> kinds = op.getIteratorTypesArray();
  if (kinds.empty() || kinds.back() != utils::IteratorType::reduction || op.getNumDpsInits() != 1)
    return std::nullopt;
  AffineMap result = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  if (result.getNumResults() == 0)
    return std::nullopt;
  auto last = dyn_cast<AffineDimExpr>(result.getResults().back());
  if (!last || kinds[last.getPosition()] != utils::IteratorType::parallel)
    return std::nullopt;
  unsigned loop = last.getPosition();
  bool fits = llvm::all_of(op.getIndexingMapsArray(), [&](AffineMap map) { return isContiguous(map, loop); });
  return fits ? std::optional(loop) : std::nullopt;
}

namespace {

struct OrderLoopsPass : eshkol::impl::OrderLoopsPassBase<OrderLoopsPass> {
  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<linalg::LinalgOp> ops;
    getOperation()->walk([&](linalg::LinalgOp op) { ops.push_back(op); });
    for (linalg::LinalgOp op : ops) {
      std::optional<unsigned> loop = findVectorLoop(op);
      if (!loop)
        continue;
      rewriter.setInsertionPoint(op);
      auto generic = dyn_cast<linalg::GenericOp>(op.getOperation());
      FailureOr<linalg::GenericOp> general = generic ? generic : linalg::generalizeNamedOp(rewriter, op);
      if (failed(general))
        continue;
      SmallVector<unsigned> order;
      for (unsigned each = 0; each != general->getNumLoops(); ++each)
        if (each != *loop)
          order.push_back(each);
      order.push_back(*loop);
      (void)linalg::interchangeGenericOp(rewriter, *general, order);
    }
  }
};

} // namespace
