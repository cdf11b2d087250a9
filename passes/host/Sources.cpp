//===- Sources.cpp - which operations a value may come from ---------------===//

#include "passes/host/Sources.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

SmallVector<Value> host::incomingValues(BlockArgument argument) {
  SmallVector<Value> values;
  for (auto predecessor = argument.getOwner()->pred_begin(); predecessor != argument.getOwner()->pred_end();
       ++predecessor) {
    auto branch = cast<BranchOpInterface>((*predecessor)->getTerminator());
    values.push_back(branch.getSuccessorOperands(predecessor.getSuccessorIndex())[argument.getArgNumber()]);
  }
  return values;
}

bool host::isParameter(Value value) {
  auto argument = dyn_cast<BlockArgument>(value);
  return argument && argument.getOwner()->isEntryBlock();
}

Sources::Sources(ModuleOp module) {
  for (auto function : module.getOps<func::FuncOp>())
    functions[function.getSymName()] = function;
  module.walk([&](Operation *op) {
    if (auto closure = dyn_cast<ClosureOp>(op))
      closures[find(closure.getFunction())].push_back(closure);
    else if (auto set = dyn_cast<SetCapturedOp>(op))
      completed[{set.getClosure().getDefiningOp(), static_cast<int64_t>(set.getIndex())}] = set.getValue();
  });
}

Value Sources::captureOf(ClosureOp closure, int64_t index) const {
  if (Value later = completed.lookup({closure, index}))
    return later;
  return closure.getCaptures()[index];
}

ArrayRef<ClosureOp> Sources::closuresOf(func::FuncOp function) const {
  auto found = closures.find(function);
  return found == closures.end() ? ArrayRef<ClosureOp>() : ArrayRef<ClosureOp>(found->second);
}

/// What a value is the same as; empty for one that comes from nowhere else.
SmallVector<Value> Sources::directly(Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    if (!argument.getOwner()->isEntryBlock())
      return incomingValues(argument);
    auto function = dyn_cast<func::FuncOp>(argument.getOwner()->getParentOp());
    SmallVector<Value> own;
    if (function && function->hasAttr("eshkol.self") && argument.getArgNumber() == 0)
      for (ClosureOp closure : closuresOf(function))
        own.push_back(closure);
    return own;
  }
  if (auto checked = value.getDefiningOp<CheckDefinedOp>())
    return {checked.getValue()};
  if (auto select = value.getDefiningOp<arith::SelectOp>())
    return {select.getTrueValue(), select.getFalseValue()};
  SmallVector<Value> captured;
  if (auto read = value.getDefiningOp<CapturedOp>())
    for (Value source : of(read.getClosure())) {
      auto closure = source.getDefiningOp<ClosureOp>();
      if (!closure)
        return {};
      captured.push_back(captureOf(closure, read.getIndex()));
    }
  return captured;
}

SmallVector<Value> Sources::of(Value value) {
  if (auto found = known.find(value); found != known.end())
    return found->second;
  llvm::SetVector<Value> reached;
  SmallVector<Value> ends;
  reached.insert(value);
  for (size_t i = 0; i != reached.size(); ++i) {
    SmallVector<Value> from = directly(reached[i]);
    if (from.empty())
      ends.push_back(reached[i]);
    reached.insert(from.begin(), from.end());
  }
  return known[value] = std::move(ends);
}

func::FuncOp Sources::functionOf(Value source) {
  if (auto closure = source.getDefiningOp<ClosureOp>())
    return find(closure.getFunction());
  if (auto procedure = source.getDefiningOp<ProcedureOp>())
    return find(procedure.getFunction());
  return nullptr;
}

SmallVector<func::FuncOp> Sources::calleesOf(ApplyOp apply) {
  SmallVector<func::FuncOp> callees;
  for (Value source : of(apply.getProcedure())) {
    func::FuncOp function = functionOf(source);
    if (!function || function->hasAttr("eshkol.rest") ||
        function.getNumArguments() != parameterOf(function, apply.getArguments().size()))
      return {};
    callees.push_back(function);
  }
  return callees;
}
