//===- LoopSlice.cpp - what some values of a loop depend on ---------------===//

#include "passes/transform/LoopSlice.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

LoopSlice::LoopSlice(scf::ForOp loop) : loop(loop) { addEffects(*loop.getBody()); }

LoopSlice::LoopSlice(scf::WhileOp loop) : loop(loop) {
  add(loop.getConditionOp().getCondition());
  addEffects(*loop.getBeforeBody());
  addEffects(*loop.getAfterBody());
}

void LoopSlice::addEffects(Block &block) {
  for (Operation &op : block.without_terminator())
    if (!isMemoryEffectFree(&op))
      add(&op);
}

void LoopSlice::add(Value value) {
  auto argument = dyn_cast<BlockArgument>(value);
  if (!argument) {
    if (loop->isProperAncestor(value.getDefiningOp()))
      add(value.getDefiningOp());
  } else if (arguments.insert(argument).second) {
    if (Value previous = getPrevious(argument))
      add(previous);
  }
}

void LoopSlice::add(Operation *op) {
  if (!operations.insert(op).second)
    return;
  llvm::SetVector<Value> used(op->operand_begin(), op->operand_end());
  getUsedValuesDefinedAbove(op->getRegions(), used);
  for (Value value : used)
    add(value);
}

Value LoopSlice::getPrevious(BlockArgument argument) const {
  unsigned position = argument.getArgNumber();
  if (auto counted = dyn_cast<scf::ForOp>(loop)) {
    bool isCarried = argument.getOwner() == counted.getBody() && position > 0;
    return isCarried ? counted.getYieldedValues()[position - 1] : Value();
  }
  auto conditional = cast<scf::WhileOp>(loop);
  if (argument.getOwner() == conditional.getBeforeBody())
    return conditional.getYieldedValues()[position];
  if (argument.getOwner() == conditional.getAfterBody())
    return conditional.getConditionOp().getArgs()[position];
  return {};
}
