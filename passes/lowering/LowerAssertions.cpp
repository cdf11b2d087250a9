//===- LowerAssertions.cpp - assertions to cf.assert ----------------------===//

#include "dialects/Dialect.h"
#include "passes/Places.h"
#include "passes/lowering/Passes.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_LOWERASSERTIONSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;

/// The scalar condition of an assertion, which may test every element of a tensor.
static Value buildScalarCondition(OpBuilder &builder, AssertOp op) {
  Value condition = op.getCondition();
  auto type = dyn_cast<RankedTensorType>(condition.getType());
  if (!type)
    return condition;
  SmallVector<int64_t> dimensions = llvm::to_vector(llvm::seq<int64_t>(type.getRank()));
  Value all = ReduceOp::create(builder, op.getLoc(), ReductionKind::All, condition, dimensions);
  return tensor::ExtractOp::create(builder, op.getLoc(), all, ValueRange());
}

/// The message, followed by the place in the program where that is known.
static std::string addPlace(StringRef message, Location loc) {
  FileLineColLoc place = findPlace(loc);
  if (!place)
    return message.str();
  return llvm::formatv("{0} [at {1}:{2}:{3}]", message, place.getFilename().strref(), place.getLine(),
                       place.getColumn());
}

namespace {

struct LowerAssertionsPass : eshkol::impl::LowerAssertionsPassBase<LowerAssertionsPass> {
  using LowerAssertionsPassBase::LowerAssertionsPassBase;

  void runOnOperation() override {
    getOperation().walk([&](AssertOp op) {
      if (!strip) {
        OpBuilder builder(op);
        std::string message = places ? addPlace(op.getMessage(), op.getLoc()) : op.getMessage().str();
        cf::AssertOp::create(builder, op.getLoc(), buildScalarCondition(builder, op), message);
      }
      op.erase();
    });
  }
};

} // namespace
