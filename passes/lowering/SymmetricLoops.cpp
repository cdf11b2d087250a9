//===- SymmetricLoops.cpp - while loops of one signature ------------------===//
//
// IREE 3.13 gives both regions of an `scf.while` that carries tensors the
// arguments of one of them, and crashes where they differ.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_SYMMETRICLOOPSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

namespace {

bool isAffected(scf::WhileOp loop) {
  return loop.getInits().getTypes() != loop.getResultTypes() &&
         (llvm::any_of(loop.getInits().getTypes(), llvm::IsaPred<TensorType>) ||
          llvm::any_of(loop.getResultTypes(), llvm::IsaPred<TensorType>));
}

/// A value that nobody looks at; an empty tensor where a size is open.
Value createPlaceholder(OpBuilder &builder, Location loc, Type type) {
  if (auto tensor = dyn_cast<RankedTensorType>(type)) {
    Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
    return tensor::EmptyOp::create(builder, loc, type, SmallVector<Value>(tensor.getNumDynamicDims(), zero));
  }
  return arith::ConstantOp::create(builder, loc, cast<TypedAttr>(builder.getZeroAttr(type)));
}

/// Moves the operations of a block but the last, whose operands it returns, with values for the arguments.
SmallVector<Value> inlineBlock(Block &block, ValueRange arguments, OpBuilder &builder) {
  for (auto [argument, value] : llvm::zip_equal(block.getArguments(), arguments))
    argument.replaceAllUsesWith(value);
  Operation *end = block.getTerminator();
  builder.getBlock()->getOperations().splice(builder.getInsertionPoint(), block.getOperations(),
                                             block.begin(), end->getIterator());
  return SmallVector<Value>(end->getOperands());
}

/// while (c, outcome = before(x)) x = after(outcome)
/// ⇒ done = 0; while (done = 0) { c, outcome = before(x); x = c ? after(outcome) : x; done = done or not c }
void makeSymmetric(scf::WhileOp loop) {
  OpBuilder builder(loop);
  Location loc = loop.getLoc();
  Type word = builder.getI64Type();
  Value zero = arith::ConstantOp::create(builder, loc, builder.getI64IntegerAttr(0));
  SmallVector<Value> inits{zero};
  llvm::append_range(inits, loop.getInits());
  for (Type type : loop.getResultTypes())
    inits.push_back(createPlaceholder(builder, loc, type));
  unsigned carried = loop.getInits().size();

  auto goOn = [&](OpBuilder &builder, Location loc, ValueRange values) {
    Value unfinished = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, values.front(), zero);
    scf::ConditionOp::create(builder, loc, unfinished, values);
  };
  auto round = [&](OpBuilder &builder, Location loc, ValueRange values) {
    Value done = values.front();
    ValueRange current = values.slice(1, carried);
    // The condition comes first among what the first region ends with.
    SmallVector<Value> outcome = inlineBlock(*loop.getBeforeBody(), current, builder);
    Value condition = outcome.front();
    outcome.erase(outcome.begin());

    SmallVector<Value> next;
    if (llvm::hasSingleElement(*loop.getAfterBody())) {
      next = inlineBlock(*loop.getAfterBody(), outcome, builder);
    } else {
      auto again = scf::IfOp::create(
          builder, loc, condition,
          [&](OpBuilder &builder, Location loc) {
            scf::YieldOp::create(builder, loc, inlineBlock(*loop.getAfterBody(), outcome, builder));
          },
          [&](OpBuilder &builder, Location loc) { scf::YieldOp::create(builder, loc, current); });
      next.assign(again.getResults().begin(), again.getResults().end());
    }

    Value yes = arith::ConstantOp::create(builder, loc, builder.getBoolAttr(true));
    Value ends = arith::XOrIOp::create(builder, loc, condition, yes);
    Value flag = arith::ExtUIOp::create(builder, loc, word, ends);
    SmallVector<Value> yielded{arith::OrIOp::create(builder, loc, done, flag)};
    llvm::append_range(yielded, next);
    llvm::append_range(yielded, outcome);
    scf::YieldOp::create(builder, loc, yielded);
  };
  auto symmetric = scf::WhileOp::create(builder, loc, ValueRange(inits).getTypes(), inits, goOn, round);
  loop.replaceAllUsesWith(symmetric.getResults().drop_front(1 + carried));
  loop.erase();
}

struct SymmetricLoopsPass : eshkol::impl::SymmetricLoopsPassBase<SymmetricLoopsPass> {
  void runOnOperation() override {
    SmallVector<scf::WhileOp> affected;
    getOperation()->walk([&](scf::WhileOp loop) {
      if (isAffected(loop))
        affected.push_back(loop);
    });
    llvm::for_each(affected, makeSymmetric);
  }
};

} // namespace
