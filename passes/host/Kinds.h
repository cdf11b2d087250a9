//===- Kinds.h - what is known of the types of values -----------*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_KINDS_H
#define ESHKOL_PASSES_HOST_KINDS_H

#include "dialects/Dialect.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::eshkol::host {

/// What all values are that an SSA value may be when the program runs; `None` if it never has any.
class Kind {
public:
  enum Name { None, Float64, Integer, Boolean, Tensor, Any };

  Kind(Name name = None) : ownName(name) {}
  /// A tensor of the sizes and elements that the type has.
  explicit Kind(VectorType tensor) : ownName(Tensor), type(tensor) {}

  Name name() const { return ownName; }
  bool isTensor() const { return ownName == Tensor; }
  VectorType tensor() const { return type; }

  friend bool operator==(Kind a, Kind b) { return a.ownName == b.ownName && a.type == b.type; }
  friend bool operator!=(Kind a, Kind b) { return !(a == b); }

private:
  Name ownName;
  VectorType type;
};

/// What registers hold of such values: f64, i1, a vector of elements, or null.
Type registerType(Kind kind, MLIRContext *context);
inline bool isUnboxable(Kind kind) {
  return kind == Kind::Float64 || kind == Kind::Boolean || kind.isTensor();
}

/// The kinds of all values of a module, found together from literals, what primitives return, and what is
/// checked: each starts as `None` and grows along calls, branches, captured and global variables.
class Kinds {
public:
  /// Tensors are told apart if `withTensors` says so.
  Kinds(ModuleOp module, bool withTensors);

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
  void visitPrimitive(PrimitiveOp op);
  Kind kindOf(PrimitiveOp op) const;

  bool withTensors;
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
