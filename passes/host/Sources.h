//===- Sources.h - which operations a value may come from -------*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_SOURCES_H
#define ESHKOL_PASSES_HOST_SOURCES_H

#include "dialects/Dialect.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::eshkol::host {

/// What branches pass on to an argument of a block that is not the first one.
SmallVector<Value> incomingValues(BlockArgument argument);

/// Whether a value is a parameter of a function.
bool isParameter(Value value);

/// The procedures of a module, and where values come from, also those that closures capture.
class Sources {
public:
  explicit Sources(ModuleOp module);

  /// The values that a value may be: results of operations, and parameters.
  SmallVector<Value> of(Value value);

  /// The function of a closure or procedure; null for any other value.
  func::FuncOp functionOf(Value source);
  func::FuncOp find(StringRef name) const { return functions.lookup(name); }

  /// The functions that an application may call, each of which takes as many arguments as it passes; none if
  /// something else may be called.
  SmallVector<func::FuncOp> calleesOf(ApplyOp apply);

  /// The value that a closure captures at an index.
  Value captureOf(ClosureOp closure, int64_t index) const;
  /// The closures of a function.
  ArrayRef<ClosureOp> closuresOf(func::FuncOp function) const;

private:
  SmallVector<Value> directly(Value value);

  llvm::StringMap<func::FuncOp> functions;
  llvm::DenseMap<Operation *, SmallVector<ClosureOp>> closures;
  llvm::DenseMap<std::pair<Operation *, int64_t>, Value> completed;
  llvm::DenseMap<Value, SmallVector<Value>> known;
};

/// The place of an argument of an application among the parameters of the function that it calls.
inline unsigned parameterOf(func::FuncOp function, unsigned argument) {
  return argument + function->hasAttr("eshkol.self");
}

} // namespace mlir::eshkol::host

#endif // ESHKOL_PASSES_HOST_SOURCES_H
