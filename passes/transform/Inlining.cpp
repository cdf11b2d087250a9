//===- Inlining.cpp - copies of functions without calls -------------------===//

#include "passes/transform/Inlining.h"

#include "mlir/IR/IRMapping.h"

using namespace mlir;

/// The body of the callee in place of a call of it.
static void inlineCall(func::CallOp call, func::FuncOp callee) {
  OpBuilder builder(call);
  Block &body = callee.getBody().front();
  IRMapping mapping;
  mapping.map(body.getArguments(), call.getOperands());
  for (Operation &op : body.without_terminator())
    builder.clone(op, mapping);
  for (auto [result, value] : llvm::zip_equal(call.getResults(), body.getTerminator()->getOperands()))
    result.replaceAllUsesWith(mapping.lookupOrDefault(value));
  call.erase();
}

static LogicalResult verifyInlinable(func::FuncOp function, Operation *user) {
  if (function && function.getBody().hasOneBlock())
    return success();
  InFlightDiagnostic error = user->emitError("cannot transform this call: ");
  if (!function)
    return error << "its function is not in the module";
  return error << "the control flow of @" << function.getName() << " is not structured";
}

FailureOr<func::FuncOp> eshkol::copyWithoutCalls(func::FuncOp function, StringRef suffix,
                                                 SymbolTable &symbols,
                                                 function_ref<bool(func::FuncOp)> isKept) {
  if (failed(verifyInlinable(function, function)))
    return failure();
  func::FuncOp copy = function.clone();
  copy.setName((function.getName() + "." + suffix).str());
  copy.setPrivate();
  symbols.insert(copy, std::next(Block::iterator(function)));
  // A body that takes the place of a call may hold calls in turn.
  while (true) {
    SmallVector<func::CallOp> calls;
    copy.walk([&](func::CallOp call) {
      auto callee = symbols.lookup<func::FuncOp>(call.getCallee());
      if (!callee || !isKept(callee))
        calls.push_back(call);
    });
    if (calls.empty())
      return copy;
    for (func::CallOp call : calls) {
      auto callee = symbols.lookup<func::FuncOp>(call.getCallee());
      if (failed(verifyInlinable(callee, call)))
        return failure();
      inlineCall(call, callee);
    }
  }
}
