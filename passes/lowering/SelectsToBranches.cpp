//===- SelectsToBranches.cpp - choices between whole tensors --------------===//
//
// Canonicalization makes `arith.select` of a conditional whose branches only
// name their results.  On tensors the lowering of elementwise operations takes
// that for a choice between elements, which drops some where the sizes differ.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_SELECTSTOBRANCHESPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

namespace {

struct SelectsToBranchesPass : eshkol::impl::SelectsToBranchesPassBase<SelectsToBranchesPass> {
  void runOnOperation() override {
    getOperation()->walk([](arith::SelectOp select) {
      auto type = dyn_cast<RankedTensorType>(select.getType());
      if (!type || type.hasStaticShape() || !select.getCondition().getType().isInteger(1))
        return;
      OpBuilder builder(select);
      auto yield = [](Value value) {
        return [value](OpBuilder &builder, Location loc) { scf::YieldOp::create(builder, loc, value); };
      };
      auto branch = scf::IfOp::create(builder, select.getLoc(), select.getCondition(),
                                      yield(select.getTrueValue()), yield(select.getFalseValue()));
      select.replaceAllUsesWith(branch);
      select.erase();
    });
  }
};

} // namespace
