//===- Representations.cpp - which values travel unboxed ------------------===//

#include "passes/host/Representations.h"
#include "passes/host/FloatPrimitives.h"
#include "passes/host/Jumps.h"
#include "passes/host/SmallTensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

SmallVector<Kind> host::kindsOfArguments(PrimitiveOp op, const Kinds &kinds) {
  return llvm::map_to_vector(op.getArguments(), [&](Value argument) { return kinds.of(argument); });
}

bool host::isNegationOfBoolean(PrimitiveOp op, const Kinds &kinds) {
  return op.getFunction() == "eshkol_not" && kinds.of(op.getArguments().front()) == Kind::Boolean;
}

Representations::Representations(ModuleOp module, const Kinds &kinds, const RegisterTensors &tensors)
    : kinds(kinds), tensors(tensors), context(module.getContext()) {
  findCandidates(module);
  findUses(module);
  spread();
}

Type Representations::typeOf(Kind kind, bool isUnboxed) const {
  return isUnboxed ? registerType(kind, context) : ValueType::get(context);
}

/// A function that jumps to one whose result is a word returns a word.
void Representations::findCandidates(ModuleOp module) {
  for (auto function : module.getOps<func::FuncOp>()) {
    if (kinds.isOnlyCalled(function) && isUnboxable(kinds.ofResult(function)) &&
        (!kinds.ofResult(function).isTensor() || tensors.containsResult(function)))
      candidates.insert(function);
    for (Block &block : function.getBody()) {
      auto exit = dyn_cast<func::ReturnOp>(block.getTerminator());
      if (!exit)
        continue;
      returned[function].push_back(exit.getOperand(0));
      auto call = exit.getOperand(0).getDefiningOp<CallOp>();
      if (!call || !isTailCall(call))
        continue;
      jumpsTo[kinds.find(call.getCallee())].push_back(function);
    }
  }
  SmallVector<func::FuncOp> words;
  for (auto function : module.getOps<func::FuncOp>())
    if (kinds.ofResult(function) != Kind::None && !candidates.contains(function))
      words.push_back(function);
  while (!words.empty())
    for (func::FuncOp caller : jumpsTo.lookup(words.pop_back_val()))
      if (candidates.erase(caller))
        words.push_back(caller);
}

void Representations::findUses(ModuleOp module) {
  module.walk([&](Operation *op) {
    if (auto primitive = dyn_cast<PrimitiveOp>(op)) {
      bool computes = hasFloatOperation(primitive, kindsOfArguments(primitive, kinds)) ||
                      isNegationOfBoolean(primitive, kinds);
      if (computes)
        for (Value argument : primitive.getArguments())
          demand(argument);
      if (std::optional<TensorOperation> operation = findTensorOperation(primitive, kinds))
        for (Value operand : operation->operands)
          demand(operand);
    } else if (auto test = dyn_cast<IsTrueOp>(op); test && kinds.of(test.getValue()) == Kind::Boolean) {
      demand(test.getValue());
    }
  });
}

void Representations::demand(Value value) {
  Kind kind = kinds.of(value);
  if (!isUnboxable(kind) || (kind.isTensor() && !tensors.contains(value)))
    return;
  // A check of what is known goes.
  for (auto check = value.getDefiningOp<PrimitiveOp>(); check && checkedKind(check) == kind;
       check = value.getDefiningOp<PrimitiveOp>()) {
    value = check.getArguments().front();
    if (kinds.of(value) != kind)
      return;
  }
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    auto function = cast<func::FuncOp>(argument.getOwner()->getParentOp());
    if (!argument.getOwner()->isEntryBlock() || kinds.isOnlyCalled(function))
      unboxed.insert(value);
  } else if (isa<arith::SelectOp>(value.getDefiningOp())) {
    unboxed.insert(value);
  } else if (auto call = dyn_cast<CallOp>(value.getDefiningOp())) {
    demandResult(kinds.find(call.getCallee()));
  }
}

void Representations::demandResult(func::FuncOp function) {
  if (candidates.contains(function))
    unboxedResults.insert(function);
}

/// What an unboxed value comes from is unboxed as well.
void Representations::spread() {
  size_t values = 0, functions = 0;
  while (values != unboxed.size() || functions != unboxedResults.size()) {
    if (values != unboxed.size()) {
      spreadFrom(unboxed[values++]);
      continue;
    }
    Operation *function = unboxedResults[functions++];
    for (Value value : returned[function])
      demand(value);
    for (func::FuncOp caller : jumpsTo.lookup(function))
      demandResult(caller);
  }
}

void Representations::spreadFrom(Value value) {
  if (auto select = value.getDefiningOp<arith::SelectOp>()) {
    demand(select.getTrueValue());
    demand(select.getFalseValue());
    return;
  }
  auto argument = cast<BlockArgument>(value);
  if (!argument.getOwner()->isEntryBlock()) {
    for (Value incoming : incomingValues(argument))
      demand(incoming);
    return;
  }
  for (CallOp call : kinds.callsOf(cast<func::FuncOp>(argument.getOwner()->getParentOp())))
    demand(call.getArguments()[argument.getArgNumber()]);
}
