//===- LimitWork.cpp - whether a computation is small enough for native code -===//

#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <optional>

namespace mlir::eshkol {
#define GEN_PASS_DEF_LIMITWORKPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

/// What a call of the mathematical library takes, in operations that take about a cycle.
constexpr uint64_t FunctionWork = 16;

static uint64_t workOfScalar(Operation &op) {
  bool isMath = isa<math::MathDialect>(op.getDialect());
  return isMath && !isa<math::AbsFOp, math::AbsIOp, math::SqrtOp, math::FmaOp>(op) ? FunctionWork : 1;
}

/// The product of sizes; nothing where one is not known.
static std::optional<uint64_t> productOf(ArrayRef<int64_t> sizes) {
  uint64_t product = 1;
  for (int64_t size : sizes) {
    if (ShapedType::isDynamic(size))
      return std::nullopt;
    product = llvm::SaturatingMultiply(product, static_cast<uint64_t>(size));
  }
  return product;
}

/// The scalar operations of one that goes through elements; nothing where their number is not known.
static std::optional<uint64_t> workOf(Operation *op) {
  if (auto loops = dyn_cast<linalg::LinalgOp>(op)) {
    uint64_t each = 0;
    loops.getBlock()->walk([&](Operation *scalar) {
      each += scalar->hasTrait<OpTrait::IsTerminator>() ? 0 : workOfScalar(*scalar);
    });
    std::optional<uint64_t> rounds = productOf(loops.getStaticLoopRanges());
    // A body without operations copies an element.
    return rounds ? std::optional(llvm::SaturatingMultiply(*rounds, std::max<uint64_t>(each, 1)))
                  : std::nullopt;
  }
  if (auto insertion = dyn_cast<tensor::InsertSliceOp>(op))
    return productOf(insertion.getSourceType().getShape());
  if (isa<tensor::PadOp, tensor::ConcatOp, tensor::GenerateOp>(op))
    return productOf(cast<ShapedType>(op->getResult(0).getType()).getShape());
  return 0;
}

namespace {

struct LimitWorkPass : eshkol::impl::LimitWorkPassBase<LimitWorkPass> {
  using LimitWorkPassBase::LimitWorkPassBase;

  void runOnOperation() override {
    uint64_t total = 0;
    WalkResult result = getOperation()->walk<WalkOrder::PreOrder>([&](Operation *op) {
      std::optional<uint64_t> work = workOf(op);
      if (!work) {
        op->emitError("the sizes of what it computes are not known");
        return WalkResult::interrupt();
      }
      total = llvm::SaturatingAdd(total, *work);
      // Operations on the elements are counted with those that go through these.
      return isa<linalg::LinalgOp>(op) ? WalkResult::skip() : WalkResult::advance();
    });
    if (result.wasInterrupted())
      return signalPassFailure();
    if (total > limit) {
      getOperation()->emitError("takes ") << total << " operations, and the limit is " << limit.getValue();
      signalPassFailure();
    }
  }
};

} // namespace
