//===- Kinds.h - what is known of the types of values -----------*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_KINDS_H
#define ESHKOL_PASSES_HOST_KINDS_H

#include "dialects/Dialect.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::eshkol::host {

/// What all values are that an SSA value may be when the program runs; `None` if it never has any.
enum class Kind { None, Float64, Integer, Boolean, Any };

/// Whether a register may hold such values as an f64 or an i1.
inline bool isUnboxable(Kind kind) { return kind == Kind::Float64 || kind == Kind::Boolean; }

/// The kinds of all values of a module, found together from literals, what primitives return, and what is
/// checked: each starts as `None` and grows along calls, branches, captured and global variables.
class Kinds {
public:
  explicit Kinds(ModuleOp module);

  Kind of(Value value) const { return kinds.lookup(value); }
  Kind ofResult(func::FuncOp function) const { return results.lookup(function); }

  func::FuncOp find(StringRef name) const { return functions.lookup(name); }
  /// Whether all calls of a function are in the module and go straight to it.
  bool isOnlyCalled(func::FuncOp function) const { return onlyCalled.contains(function); }
  /// The direct calls of a function.
  ArrayRef<CallOp> callsOf(func::FuncOp function) const;
  /// Lets some calls go to another function, whose kinds they do not change.
  void redirect(func::FuncOp from, func::FuncOp to, function_ref<bool(CallOp)> isChosen);

private:
  void collect(ModuleOp module);
  void visit(Operation *op);
  void visitCall(CallOp call);
  void visitReturn(func::ReturnOp exit);
  void visitGlobal(CheckDefinedOp check);
  void visitClosure(ClosureOp closure);
  void grow(Value value, Kind kind);
  void growGlobal(StringRef name, Kind kind);
  void growCapture(func::FuncOp function, int64_t index, Kind kind);
  Kind kindOf(PrimitiveOp op) const;

  llvm::DenseMap<Value, Kind> kinds;
  llvm::DenseMap<Operation *, Kind> results;
  llvm::StringMap<Kind> globals;
  llvm::DenseMap<std::pair<Operation *, int64_t>, Kind> captures;

  llvm::StringMap<func::FuncOp> functions;
  llvm::DenseSet<Operation *> onlyCalled;
  llvm::DenseMap<Operation *, SmallVector<CallOp>> calls;
  llvm::StringMap<SmallVector<Operation *>> readersOfGlobals;
  llvm::DenseMap<std::pair<Operation *, int64_t>, SmallVector<Operation *>> readersOfCaptures;
  SmallVector<Operation *> pending;
};

} // namespace mlir::eshkol::host

#endif // ESHKOL_PASSES_HOST_KINDS_H
