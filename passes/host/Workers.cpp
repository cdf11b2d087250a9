//===- Workers.cpp - procedures without the checks at their start ---------===//

#include "passes/host/Workers.h"
#include "passes/host/FloatPrimitives.h"

#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

/// The checks of parameters that a function begins with; none unless one is of what registers may hold.
static SmallVector<PrimitiveOp> leadingChecks(func::FuncOp function, bool withTensors) {
  SmallVector<PrimitiveOp> checks;
  for (Operation &op : function.getBody().front()) {
    if (isa<LiteralOp>(op))
      continue;
    auto check = dyn_cast<PrimitiveOp>(op);
    if (!check || check.getFunction() != "eshkol_internal_check_declared")
      break;
    Kind kind = checkedKind(check);
    auto parameter = dyn_cast<BlockArgument>(check.getArguments().front());
    if (!parameter || !parameter.hasOneUse() || kind == Kind::Any || (kind.isTensor() && !withTensors))
      break;
    checks.push_back(check);
  }
  if (llvm::none_of(checks, [](PrimitiveOp check) { return isUnboxable(checkedKind(check)); }))
    checks.clear();
  return checks;
}

Workers::Workers(ModuleOp module, bool withTensors) {
  llvm::StringMap<SmallVector<PrimitiveOp>> checked;
  for (auto function : module.getOps<func::FuncOp>())
    if (function.isPrivate() && !function.isDeclaration())
      if (SmallVector<PrimitiveOp> checks = leadingChecks(function, withTensors); !checks.empty())
        checked[function.getSymName()] = std::move(checks);
  if (checked.empty())
    return;
  llvm::SetVector<StringRef> called;
  module.walk([&](CallOp call) {
    if (checked.contains(call.getCallee()))
      called.insert(checked.find(call.getCallee())->first());
  });
  SymbolTable symbols(module);
  for (StringRef name : called)
    split(symbols.lookup<func::FuncOp>(name), checked[name], symbols);
}

void Workers::split(func::FuncOp function, ArrayRef<PrimitiveOp> checks, SymbolTable &symbols) {
  OpBuilder builder(function);
  // Programs and backtraces know it by the name that the procedure has.
  Location loc = function.getLoc();
  if (!loc->findInstanceOf<NameLoc>())
    loc = NameLoc::get(builder.getStringAttr(function.getSymName()), loc);
  auto worker =
      func::FuncOp::create(loc, (function.getSymName() + "/unboxed").str(), function.getFunctionType());
  worker.setPrivate();
  symbols.insert(worker, std::next(function->getIterator()));
  worker.getBody().takeBody(function.getBody());

  // A call that has no place is in no backtrace.
  Location nowhere = builder.getUnknownLoc();
  Block *block = function.addEntryBlock();
  builder.setInsertionPointToStart(block);
  IRMapping mapping;
  mapping.map(worker.getArguments(), block->getArguments());
  Worker made{worker, SmallVector<Kind>(worker.getNumArguments(), Kind::Any)};
  SmallVector<Value> passed(block->getArguments());
  for (PrimitiveOp check : checks) {
    for (Value detail : check.getArguments().drop_front())
      if (!mapping.contains(detail))
        builder.clone(*detail.getDefiningOp(), mapping);
    Value checked = builder.clone(*check, mapping)->getResult(0);
    auto parameter = cast<BlockArgument>(check.getArguments().front());
    passed[parameter.getArgNumber()] = checked;
    made.kinds[parameter.getArgNumber()] = checkedKind(check);
    check.replaceAllUsesWith(parameter);
    check.erase();
  }
  auto call = CallOp::create(builder, nowhere, function.getFunctionType().getResult(0),
                             FlatSymbolRefAttr::get(worker.getSymNameAttr()), passed);
  func::ReturnOp::create(builder, nowhere, call.getResult());
  workers[function] = std::move(made);
}

void Workers::redirectCalls(Kinds &kinds) {
  for (auto &entry : workers) {
    const Worker &worker = entry.second;
    kinds.redirect(cast<func::FuncOp>(entry.first), worker.function, [&](CallOp call) {
      return llvm::all_of(llvm::zip(call.getArguments(), worker.kinds), [&](auto pair) {
        auto [argument, kind] = pair;
        return kind == Kind::Any || kinds.of(argument) == kind;
      });
    });
  }
}
