//===- Activity.cpp - which values vary -----------------------------------===//

#include "passes/autodiff/Activity.h"
#include "dialects/Dialect.h"
#include "dialects/TransformTypes.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Marks a value; whether that is news.
bool Activity::mark(Value value, bool isVaried) {
  return isVaried && isDifferentiable(value.getType()) && varied.insert(value).second;
}

/// Marks those of the values whose source varies; whether there is news.
bool Activity::markAll(ValueRange values, ValueRange sources) {
  bool isNew = false;
  for (auto [value, source] : llvm::zip_equal(values, sources))
    isNew |= mark(value, isVaried(source));
  return isNew;
}

bool Activity::usesVaried(Operation *op) const {
  auto varies = [&](Value value) { return isVaried(value); };
  if (llvm::any_of(op->getOperands(), varies))
    return true;
  if (op->getNumRegions() == 0)
    return false;
  llvm::SetVector<Value> captured;
  getUsedValuesDefinedAbove(op->getRegions(), captured);
  return llvm::any_of(captured, varies);
}

void Activity::transfer(Value old, Value current) {
  if (varied.erase(old))
    varied.insert(current);
}

void Activity::analyze(Block &block) {
  for (Operation &op : block)
    analyze(&op);
}

void Activity::analyze(Operation *op) {
  if (isa<StopGradientOp>(op))
    return;
  TypeSwitch<Operation *>(op)
      .Case<scf::ForOp>([&](auto loop) {
        markAll(loop.getRegionIterArgs(), loop.getInitArgs());
        do
          analyze(*loop.getBody());
        while (markAll(loop.getRegionIterArgs(), loop.getYieldedValues()));
        markAll(loop.getResults(), loop.getRegionIterArgs());
      })
      .Case<scf::WhileOp>([&](auto loop) {
        markAll(loop.getBeforeArguments(), loop.getInits());
        do {
          analyze(*loop.getBeforeBody());
          markAll(loop.getAfterArguments(), loop.getConditionOp().getArgs());
          analyze(*loop.getAfterBody());
        } while (markAll(loop.getBeforeArguments(), loop.getYieldedValues()));
        markAll(loop.getResults(), loop.getAfterArguments());
      })
      .Case<scf::IfOp>([&](auto branch) {
        for (Region *region : {&branch.getThenRegion(), &branch.getElseRegion()}) {
          if (region->empty())
            continue;
          analyze(region->front());
          markAll(branch.getResults(), region->front().getTerminator()->getOperands());
        }
      })
      .Case<MapOp>([&](auto map) {
        Block &body = map.getBody().front();
        markAll(body.getArguments(), map.getOperands());
        analyze(body);
        markAll(map.getResults(), body.getTerminator()->getOperands());
      })
      .Default([&](Operation *op) {
        bool isActive = usesVaried(op);
        for (Value result : op->getResults())
          mark(result, isActive);
      });
}
