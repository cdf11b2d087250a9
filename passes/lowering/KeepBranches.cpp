//===- KeepBranches.cpp - conditionals that IREE must not make selects of -===//
//
// A conditional whose branches only name their results becomes `arith.select`
// in IREE.  Between tensors of different sizes that is made elementwise, which
// drops elements; between values of its stream dialect IREE 3.13 forgets to wait
// for them, and drops what computes them.  What a branch in a `scf.while` computes
// is waited for, because a GPU may read it too early in the next round or after it.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/IreeOps.h"
#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_KEEPBRANCHESPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

namespace {

/// The tensor whose elements another one has.
Value getViewed(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<tensor::CastOp, tensor::CollapseShapeOp, tensor::ExpandShapeOp, tensor::ExtractSliceOp,
             tensor::ReshapeOp, eshkol::iree::TieShapeOp>(op))
      break;
    value = op->getOperand(0);
  }
  return value;
}

/// Whether IREE has nothing to wait for.
bool isReady(Value value) {
  return value.getDefiningOp<tensor::EmptyOp>() || matchPattern(value, m_Constant());
}

/// Whether a branch of `conditional` does nothing for a value.
bool isNamed(Value value, scf::IfOp conditional) {
  return isReady(value) || !conditional->isAncestor(value.getParentRegion()->getParentOp());
}

void hide(OpOperand &operand) {
  OpBuilder builder(operand.getOwner());
  Location loc = operand.getOwner()->getLoc();
  Value tensor = operand.get();
  auto type = cast<RankedTensorType>(tensor.getType());
  Value hidden =
      eshkol::iree::OptimizationBarrierOp::create(builder, loc, TypeRange{type}, tensor).getResult(0);
  if (!type.hasStaticShape()) {
    SmallVector<Value> sizes;
    for (int64_t dimension = 0; dimension < type.getRank(); ++dimension)
      if (type.isDynamicDim(dimension))
        sizes.push_back(tensor::DimOp::create(builder, loc, tensor, dimension));
    hidden = eshkol::iree::TieShapeOp::create(builder, loc, type, hidden, sizes);
  }
  operand.set(hidden);
}

struct KeepBranchesPass : eshkol::impl::KeepBranchesPassBase<KeepBranchesPass> {
  void runOnOperation() override {
    getOperation()->walk([](scf::IfOp conditional) {
      for (OpResult result : conditional.getResults()) {
        if (!isa<RankedTensorType>(result.getType()))
          continue;
        OpOperand &then = conditional.thenYield()->getOpOperand(result.getResultNumber());
        OpOperand &otherwise = conditional.elseYield()->getOpOperand(result.getResultNumber());
        // An operation in one of the branches is enough.
        Value left = getViewed(then.get()), right = getViewed(otherwise.get());
        if (isNamed(left, conditional) && isNamed(right, conditional))
          hide(isReady(left) ? then : otherwise);
        else if (conditional->getParentOfType<scf::WhileOp>())
          for (OpOperand *each : {&then, &otherwise})
            if (!isNamed(getViewed(each->get()), conditional))
              hide(*each);
      }
    });
  }
};

} // namespace
