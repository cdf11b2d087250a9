//===- Jumps.cpp - where tail calls lead to -------------------------------===//

#include "passes/host/Jumps.h"
#include "passes/host/Summaries.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

bool host::isTailCall(Operation *call) {
  auto exit = dyn_cast_or_null<func::ReturnOp>(call->getNextNode());
  return exit && call->getNumResults() == 1 && exit.getNumOperands() == 1 &&
         exit.getOperand(0) == call->getResult(0);
}

Jumps::Jumps(ModuleOp module, Sources &sources) : sources(sources) {
  SmallVector<func::FuncOp> functions(module.getOps<func::FuncOp>());
  for (func::FuncOp function : functions) {
    if (function.isDeclaration()) {
      if (Summary::of(function).jumps)
        anywhere.insert(function);
      continue;
    }
    for (Block &block : function.getBody())
      if (auto exit = dyn_cast<func::ReturnOp>(block.getTerminator()); exit && exit->getPrevNode())
        if (isTailCall(exit->getPrevNode()))
          add(function, exit->getPrevNode());
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (func::FuncOp function : functions)
      if (llvm::any_of(targets[function], [&](Operation *target) { return anywhere.contains(target); }))
        changed |= anywhere.insert(function).second;
  }
}

void Jumps::add(func::FuncOp function, Operation *call) {
  func::FuncOp target;
  if (auto known = dyn_cast<CallOp>(call))
    target = sources.find(known.getCallee());
  else if (auto spread = dyn_cast<ApplyListOp>(call))
    target = sources.functionOf(spread.getProcedure());
  else if (!isa<ApplyOp>(call))
    return;
  if (!target)
    anywhere.insert(function);
  else if (!neverReturns(target.getSymName()))
    targets[function].insert(target);
}

bool Jumps::mayKeepFrame(CallOp call) const {
  func::FuncOp callee = sources.find(call.getCallee());
  if (!callee || leadAnywhere(callee))
    return false;
  llvm::SetVector<Operation *> reached;
  reached.insert(callee);
  for (size_t i = 0; i != reached.size(); ++i) {
    auto found = targets.find(reached[i]);
    if (found != targets.end())
      reached.insert(found->second.begin(), found->second.end());
  }
  return !reached.contains(call->getParentOfType<func::FuncOp>());
}
