//===- Captures.cpp - which calls may capture a continuation --------------===//

#include "passes/host/Captures.h"
#include "passes/host/Summaries.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

/// Adds what another effect consists of; returns whether that is new.
static bool merge(CaptureEffect &into, const CaptureEffect &from) {
  bool changed = from.captures && !into.captures;
  into.captures |= from.captures;
  for (BlockArgument parameter : from.called)
    changed |= into.called.insert(parameter);
  return changed;
}

Captures::Captures(ModuleOp module, Sources &sources) : sources(sources) {
  SmallVector<func::FuncOp> functions(module.getOps<func::FuncOp>());
  llvm::DenseMap<Operation *, SmallVector<Operation *>> calls;
  for (func::FuncOp function : functions) {
    effects[function];
    function.getBody().walk([&](Operation *op) {
      if (isa<CallOp, ApplyOp, ApplyListOp, PrimitiveOp>(op))
        calls[function].push_back(op);
    });
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (func::FuncOp function : functions)
      for (Operation *call : calls[function])
        changed |= merge(effects[function], of(call));
  }
}

CaptureEffect Captures::of(Operation *op) {
  CaptureEffect effect;
  if (auto call = dyn_cast<CallOp>(op))
    addFunction(effect, sources.find(call.getCallee()), call.getArguments());
  else if (auto apply = dyn_cast<ApplyOp>(op))
    addApplication(effect, apply);
  else if (auto apply = dyn_cast<ApplyListOp>(op))
    addUnknownCall(effect, apply.getProcedure());
  else if (auto primitive = dyn_cast<PrimitiveOp>(op); primitive && callsArgument(primitive))
    // A handler may capture its continuation, and then escape to here.
    effect.captures = true;
  return effect;
}

void Captures::addFunction(CaptureEffect &effect, func::FuncOp function,
                           std::optional<ValueRange> arguments) {
  if (neverReturns(function.getSymName()))
    return;
  auto addParameter = [&](unsigned index) {
    if (arguments)
      addUnknownCall(effect, (*arguments)[index]);
    else
      effect.captures = true;
  };
  if (function.isDeclaration()) {
    Summary summary = Summary::of(function);
    effect.captures |= summary.captures;
    for (auto [index, isCalled] : llvm::enumerate(summary.calls))
      if (isCalled)
        addParameter(index);
    return;
  }
  CaptureEffect callee = effects.find(function)->second;
  effect.captures |= callee.captures;
  for (BlockArgument parameter : callee.called)
    if (parameter.getOwner() == &function.front())
      addParameter(parameter.getArgNumber());
    else
      effect.called.insert(parameter);
}

void Captures::addApplication(CaptureEffect &effect, ApplyOp apply) {
  SmallVector<func::FuncOp> callees = sources.calleesOf(apply);
  if (callees.empty())
    return addUnknownCall(effect, apply.getProcedure());
  for (func::FuncOp callee : callees)
    if (callee->hasAttr("eshkol.self"))
      addFunction(effect, callee, apply->getOperands());
    else
      addFunction(effect, callee, apply.getArguments());
}

/// A call of which no more is known than the procedure.
void Captures::addUnknownCall(CaptureEffect &effect, Value procedure) {
  for (Value source : sources.of(procedure))
    if (func::FuncOp function = sources.functionOf(source))
      addFunction(effect, function, std::nullopt);
    else if (isParameter(source))
      effect.called.insert(cast<BlockArgument>(source));
    else
      effect.captures = true;
}
