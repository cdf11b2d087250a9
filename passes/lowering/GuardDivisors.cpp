//===- GuardDivisors.cpp - integer division beyond the ends of tensors ----===//

#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Matchers.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_GUARDDIVISORSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

/// Whether a value is made anew for each element in the body of a linalg operation.
static bool isOfElement(Value value) {
  return isa_and_nonnull<linalg::LinalgOp>(value.getParentRegion()->getParentOp());
}

/// x / y ⇒ x / (y = 0 ? 1 : y)
static void guardDivisor(Operation *division) {
  OpOperand &operand = division->getOpOperand(1);
  Value divisor = operand.get();
  if (!isa<IntegerType>(divisor.getType()) || !isOfElement(divisor) || matchPattern(divisor, m_Constant()))
    return;
  OpBuilder builder(division);
  Location loc = division->getLoc();
  Value zero = eshkol::buildConstant(builder, loc, divisor.getType(), 0);
  Value one = eshkol::buildConstant(builder, loc, divisor.getType(), 1);
  Value isZero = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, divisor, zero);
  operand.set(arith::SelectOp::create(builder, loc, isZero, one, divisor));
}

namespace {

struct GuardDivisorsPass : eshkol::impl::GuardDivisorsPassBase<GuardDivisorsPass> {
  void runOnOperation() override {
    getOperation()->walk([](Operation *op) {
      if (eshkol::isIntegerDivision(op))
        guardDivisor(op);
    });
  }
};

} // namespace
