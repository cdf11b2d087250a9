//===- BatchAnalysis.cpp - which values depend on the batch ---------------===//

#include "passes/vectorize/BatchAnalysis.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::eshkol;

bool eshkol::isInvariant(scf::ForOp op, unsigned position) {
  return op.getYieldedValues()[position] == op.getRegionIterArg(position);
}

bool eshkol::isInvariant(scf::WhileOp op, unsigned position) {
  auto passedOn = dyn_cast<BlockArgument>(op.getYieldedValues()[position]);
  if (!passedOn || passedOn.getOwner() != op.getAfterBody())
    return false;
  Value condition = op.getConditionOp().getArgs()[passedOn.getArgNumber()];
  return condition == op.getBeforeArguments()[position];
}

BatchAnalysis::BatchAnalysis(Block &body, ArrayRef<Value> batchedArguments) {
  batched.insert(batchedArguments.begin(), batchedArguments.end());
  do {
    hasChanged = false;
    visitOperations(body);
  } while (hasChanged);
}

bool BatchAnalysis::dependsOnBatch(Operation *op) const {
  auto contains = [&](Value value) { return isBatched(value); };
  if (llvm::any_of(op->getOperands(), contains))
    return true;
  llvm::SetVector<Value> captured;
  getUsedValuesDefinedAbove(op->getRegions(), captured);
  return llvm::any_of(captured, contains);
}

void BatchAnalysis::mark(Value value, bool isBatched) {
  if (isBatched)
    hasChanged |= batched.insert(value).second;
}

void BatchAnalysis::visitOperations(Block &block) {
  for (Operation &op : block.without_terminator())
    visit(&op);
}

void BatchAnalysis::visit(Operation *op) {
  llvm::TypeSwitch<Operation *>(op)
      // Tensors have one size for the whole batch.
      .Case<tensor::DimOp>([](auto) {})
      .Case<scf::IfOp>([&](auto conditional) { visitIf(conditional); })
      .Case<scf::ForOp>([&](auto loop) { visitFor(loop); })
      .Case<scf::WhileOp>([&](auto loop) { visitWhile(loop); })
      .Default([&](Operation *other) {
        bool depends = dependsOnBatch(other);
        for (Value result : other->getResults())
          mark(result, depends);
      });
}

void BatchAnalysis::visitIf(scf::IfOp op) {
  for (Region &region : op->getRegions())
    for (Block &block : region) {
      visitOperations(block);
      for (auto [result, yielded] : llvm::zip_equal(op.getResults(), block.getTerminator()->getOperands()))
        mark(result, isBatched(op.getCondition()) || isBatched(yielded));
    }
}

void BatchAnalysis::visitFor(scf::ForOp op) {
  bool isCourseBatched =
      isBatched(op.getLowerBound()) || isBatched(op.getUpperBound()) || isBatched(op.getStep());
  mark(op.getInductionVar(), isCourseBatched);
  visitOperations(*op.getBody());
  for (auto [position, init, yielded] : llvm::enumerate(op.getInitArgs(), op.getYieldedValues())) {
    bool depends = isBatched(init) || isBatched(yielded) || (isCourseBatched && !isInvariant(op, position));
    mark(op.getRegionIterArg(position), depends);
    mark(op.getResult(position), depends);
  }
}

void BatchAnalysis::visitWhile(scf::WhileOp op) {
  visitOperations(*op.getBeforeBody());
  scf::ConditionOp condition = op.getConditionOp();
  for (auto [position, passedOn] : llvm::enumerate(condition.getArgs())) {
    mark(op.getAfterArguments()[position], isBatched(passedOn));
    mark(op.getResult(position), isBatched(passedOn));
  }
  visitOperations(*op.getAfterBody());
  bool isCourseBatched = isBatched(condition.getCondition());
  for (auto [position, init, yielded] : llvm::enumerate(op.getInits(), op.getYieldedValues()))
    mark(op.getBeforeArguments()[position],
         isBatched(init) || isBatched(yielded) || (isCourseBatched && !isInvariant(op, position)));
}
