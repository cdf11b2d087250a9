//===- Inlining.cpp - functions without calls -----------------------------===//

#include "passes/vectorize/Inlining.h"

#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace mlir;

namespace {

/// Visits the functions that a function calls, in any depth, once each.
class CallGraphCheck {
public:
  CallGraphCheck(SymbolTable &symbols) : symbols(symbols) {}

  LogicalResult check(func::FuncOp function) {
    if (!function.getBody().hasOneBlock())
      return function.emitError() << "@" << function.getName() << " has control flow between blocks";
    active.insert(function);
    WalkResult walk = function.walk([&](func::CallOp call) { return WalkResult(checkCall(call)); });
    active.erase(function);
    done.insert(function);
    return failure(walk.wasInterrupted());
  }

private:
  LogicalResult checkCall(func::CallOp call) {
    auto callee = symbols.lookup<func::FuncOp>(call.getCallee());
    if (!callee || callee.isExternal())
      return call.emitError() << "@" << call.getCallee() << " has no body to transform";
    if (active.contains(callee))
      return call.emitError() << "@" << call.getCallee()
                              << " calls itself, and a recursive function cannot be transformed";
    return success(done.contains(callee) || succeeded(check(callee)));
  }

  SymbolTable &symbols;
  llvm::SmallPtrSet<Operation *, 8> active, done;
};

} // namespace

/// Replaces a call by the body of the function called, which is one block.
static void inlineCall(func::CallOp call, func::FuncOp callee) {
  IRMapping mapping;
  mapping.map(callee.getArguments(), call.getOperands());
  OpBuilder builder(call);
  Block &body = callee.getBody().front();
  for (Operation &op : body.without_terminator())
    builder.clone(op, mapping);
  for (auto [result, returned] : llvm::zip_equal(call.getResults(), body.getTerminator()->getOperands()))
    result.replaceAllUsesWith(mapping.lookup(returned));
  call.erase();
}

FailureOr<OwningOpRef<func::FuncOp>> eshkol::cloneWithoutCalls(func::FuncOp function, SymbolTable &symbols) {
  if (failed(CallGraphCheck(symbols).check(function)))
    return failure();
  OwningOpRef<func::FuncOp> copy(function.clone());
  while (true) {
    SmallVector<func::CallOp> calls;
    copy->walk([&](func::CallOp call) { calls.push_back(call); });
    if (calls.empty())
      return copy;
    for (func::CallOp call : calls)
      inlineCall(call, symbols.lookup<func::FuncOp>(call.getCallee()));
  }
}
