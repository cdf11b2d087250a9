//===- Inlining.cpp - functions without calls -----------------------------===//

#include "passes/transform/Inlining.h"

#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace mlir;
using namespace mlir::eshkol;

bool eshkol::hasCustomRule(func::FuncOp function) {
  return function->hasAttr(reverseRule) || function->hasAttr(forwardRule);
}

namespace {

/// Visits the functions that a function calls, in any depth, once each.
class CallGraphCheck {
public:
  CallGraphCheck(const SymbolTable &symbols, IsKept isKept) : symbols(symbols), isKept(isKept) {}

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
    if (isKept(callee))
      return success();
    if (active.contains(callee))
      return call.emitError() << "@" << call.getCallee()
                              << " calls itself, and a recursive function cannot be transformed";
    return success(done.contains(callee) || succeeded(check(callee)));
  }

  const SymbolTable &symbols;
  IsKept isKept;
  llvm::SmallPtrSet<Operation *, 8> active, done;
};

/// Replaces the calls in an operation, itself included, by the bodies of the functions called.
class Inliner {
public:
  Inliner(const SymbolTable &symbols, IsKept isKept) : symbols(symbols), isKept(isKept) {}

  void run(Operation *root) {
    SmallVector<func::CallOp> calls;
    root->walk([&](func::CallOp call) {
      if (!isKept(symbols.lookup<func::FuncOp>(call.getCallee())))
        calls.push_back(call);
    });
    for (func::CallOp call : calls) {
      OpBuilder builder(call);
      auto callee = symbols.lookup<func::FuncOp>(call.getCallee());
      call.replaceAllUsesWith(build(builder, callee, call.getOperands()));
      call.erase();
    }
  }

  SmallVector<Value> build(OpBuilder &builder, func::FuncOp function, ValueRange arguments) {
    Block &body = function.getBody().front();
    IRMapping mapping;
    mapping.map(body.getArguments(), arguments);
    for (Operation &op : body.without_terminator()) {
      auto call = dyn_cast<func::CallOp>(op);
      auto callee = call ? symbols.lookup<func::FuncOp>(call.getCallee()) : func::FuncOp();
      if (call && !isKept(callee)) {
        SmallVector<Value> operands = llvm::map_to_vector(
            call.getOperands(), [&](Value operand) { return mapping.lookupOrDefault(operand); });
        mapping.map(call.getResults(), build(builder, callee, operands));
        continue;
      }
      Operation *clone = builder.clone(op, mapping);
      if (clone->getNumRegions())
        run(clone);
    }
    return llvm::map_to_vector(body.getTerminator()->getOperands(),
                               [&](Value value) { return mapping.lookupOrDefault(value); });
  }

private:
  const SymbolTable &symbols;
  IsKept isKept;
};

} // namespace

FailureOr<OwningOpRef<func::FuncOp>> eshkol::cloneWithoutCalls(func::FuncOp function,
                                                               const SymbolTable &symbols, IsKept isKept) {
  if (failed(CallGraphCheck(symbols, isKept).check(function)))
    return failure();
  OwningOpRef<func::FuncOp> copy(function.clone());
  Inliner(symbols, isKept).run(*copy);
  return copy;
}

FailureOr<SmallVector<Value>> eshkol::buildBody(OpBuilder &builder, func::FuncOp function,
                                                ValueRange arguments, const SymbolTable &symbols,
                                                IsKept isKept) {
  if (failed(CallGraphCheck(symbols, isKept).check(function)))
    return failure();
  return Inliner(symbols, isKept).build(builder, function, arguments);
}
