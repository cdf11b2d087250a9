//===- Runtime.h - what compiled code knows of the runtime ------*- C++ -*-===//
//
// The layout of values is that of runtime/host/Value.h.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_HOST_RUNTIME_H
#define ESHKOL_PASSES_HOST_RUNTIME_H

#include "runtime/host/Value.h"
#include "runtime/host/tensors/Tensor.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/MapVector.h"

namespace mlir::eshkol::host {

using ::eshkol::Absent;
using ::eshkol::False;
using ::eshkol::fromCharacter;
using ::eshkol::fromFixnum;
using ::eshkol::Nil;
using ::eshkol::RegisterArguments;
using ::eshkol::True;
using ::eshkol::Undefined;
using ::eshkol::Unspecified;

constexpr int64_t BoxContentOffset = offsetof(::eshkol::Box, content);
constexpr int64_t TensorDataOffset = offsetof(::eshkol::Tensor, data);
inline int64_t captureOffset(int64_t index) {
  return static_cast<int64_t>(sizeof(::eshkol::Procedure)) + 8 * index;
}

/// The attribute of operations whose object is in the frame of its function, and of stores into such boxes.
constexpr StringLiteral InFrameName = "eshkol.in_frame";
/// That of calls in tail position which are no tail calls, because the frame has objects that they use.
constexpr StringLiteral KeepsFrameName = "eshkol.keeps_frame";

/// The attribute of primitives with a bit for each argument that they are the last use of, which holds the
/// only reference to a tensor if it is one.
constexpr StringLiteral LastUsesName = "eshkol.last_uses";
/// That of assignments to variables that had the only reference to their earlier value, if that is a tensor.
constexpr StringLiteral ReplacesName = "eshkol.replaces";

/// How many bytes the object takes that an operation makes; nothing for one that no frame has room for.
std::optional<int64_t> sizeInFrame(Operation *op);
/// The function of the runtime that makes the object of a primitive at a place; empty where there is none.
StringRef placingFunction(StringRef primitive);

/// How many floats of the arguments of a function are in registers on x86-64.
constexpr int64_t FloatsInRegisters = 8;
/// How many others are; the rest of the arguments is on the stack.
constexpr int64_t ArgumentsInRegisters = 6;

/// The word of a flonum that needs no box.
std::optional<uint64_t> unboxedFlonum(double number);

/// The functions and variables of the runtime that a module uses, and those that stand beside its own
/// functions: uniform entries, descriptions and static procedures.
class Runtime {
public:
  explicit Runtime(ModuleOp module);

  /// The function with the calling convention and attributes of compiled code.
  LLVM::LLVMFuncOp declare(OpBuilder &builder, func::FuncOp function);

  /// A call of a C function, which is declared where it is new.
  Value callC(OpBuilder &builder, Location loc, StringRef name, ValueRange arguments, Type result);
  /// A call through the uniform entry: procedure, number of arguments, the first four of them.
  Value callEntry(OpBuilder &builder, Location loc, ValueRange passed, Operation *original);
  /// Makes a call of compiled code a tail call where `original` stands before a return of its value.
  void setConvention(LLVM::CallOp call, Operation *original);
  /// Stores arguments beyond those in registers where the callee finds them.
  void spill(OpBuilder &builder, Location loc, ValueRange arguments);

  Value addressOf(OpBuilder &builder, Location loc, StringRef symbol);
  Value fieldAddress(OpBuilder &builder, Location loc, Value object, int64_t offset);
  /// Room for an object in the frame of the function.
  Value frameAddress(OpBuilder &builder, Location loc, int64_t bytes);
  Value globalAddress(OpBuilder &builder, Location loc, StringRef name);
  Value literalAddress(OpBuilder &builder, Location loc, Attribute literal);
  Value literal(OpBuilder &builder, Location loc, Attribute literal);
  /// The word of a static procedure.
  Value staticProcedure(OpBuilder &builder, Location loc, StringRef function);

  /// The names of what accompanies a function.  The uniform entry and the description are made on request.
  std::string entryName(StringRef function);
  std::string infoName(StringRef function);

  /// Defines all that has been referred to.
  void finish();

private:
  struct Signature {
    int64_t parameters;
    bool rest, self, external, exported;
    std::string name;
    /// What it is to device code, or null.
    DictionaryAttr device;
    Location loc;
  };

  Value rootAddress(OpBuilder &builder, Location loc, size_t index);
  void defineEntry(StringRef function, const Signature &signature);
  void defineInfo(StringRef function, const Signature &signature);
  void defineDeviceProcedure(StringRef function, const Signature &signature);
  void defineStaticProcedure(StringRef function, const Signature &signature);
  void defineUnit(StringRef function, StringRef unit);
  LLVM::GlobalOp defineText(StringRef symbol, StringRef text, bool terminated);
  LLVM::LLVMFuncOp declareC(StringRef name, ArrayRef<Type> parameters, Type result);
  SmallVector<Type> entryParameters();

  ModuleOp module;
  MLIRContext *context;
  Type word, pointer;
  llvm::MapVector<StringRef, Signature> signatures;
  /// Places in the array of roots.
  llvm::MapVector<StringRef, size_t> globals;
  llvm::MapVector<Attribute, size_t> literals;
  /// Globals that other units see, which are variables of their own.
  llvm::MapVector<StringRef, bool> sharedGlobals;
  llvm::SetVector<StringRef> usedEntries, usedInfos, usedStatics;
  llvm::MapVector<StringRef, LLVM::LLVMFuncOp> functionsOfC;
  /// The function that runs the top level, and the name of the unit.
  std::optional<std::pair<StringRef, StringRef>> unit;
  /// Whether a function gets arguments on the stack, by which continuations are not split
  /// (runtime/host/control/Continuations.cpp).
  bool hasStackArguments = false;
};

} // namespace mlir::eshkol::host

#endif // ESHKOL_PASSES_HOST_RUNTIME_H
