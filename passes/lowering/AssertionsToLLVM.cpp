//===- AssertionsToLLVM.cpp - what a failed assertion does on the host ------------------===//

#include "passes/lowering/Passes.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/LLVMIR/FunctionCallUtils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/SymbolTable.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_ASSERTIONSTOLLVMPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

namespace {

/// Builds the block that a failed assertion branches to.
class FailureBuilder {
public:
  FailureBuilder(ModuleOp module, StringRef handler) : module(module), symbols(module), handler(handler) {}

  LogicalResult build(OpBuilder &builder, Location loc, StringRef message) {
    LogicalResult built = handler.empty() ? buildAbort(builder, loc, ("error: " + message + "\n").str())
                                          : buildCall(builder, loc, message);
    LLVM::UnreachableOp::create(builder, loc);
    return built;
  }

private:
  LogicalResult buildAbort(OpBuilder &builder, Location loc, StringRef line) {
    Type i32 = builder.getI32Type(), i64 = builder.getI64Type();
    FailureOr<LLVM::LLVMFuncOp> write =
        LLVM::lookupOrCreateFn(builder, module, "write", {i32, pointerType(), i64}, i64);
    FailureOr<LLVM::LLVMFuncOp> abort = LLVM::lookupOrCreateFn(builder, module, "abort", {}, voidType());
    if (failed(write) || failed(abort))
      return failure();
    Value standardError = LLVM::ConstantOp::create(builder, loc, i32, 2);
    auto [text, length] = createTextAndLength(builder, loc, line);
    LLVM::CallOp::create(builder, loc, *write, ValueRange{standardError, text, length});
    LLVM::CallOp::create(builder, loc, *abort, ValueRange());
    return success();
  }

  LogicalResult buildCall(OpBuilder &builder, Location loc, StringRef message) {
    FailureOr<LLVM::LLVMFuncOp> function =
        LLVM::lookupOrCreateFn(builder, module, handler, {pointerType(), builder.getI64Type()}, voidType());
    if (failed(function))
      return failure();
    auto [text, length] = createTextAndLength(builder, loc, message);
    LLVM::CallOp::create(builder, loc, *function, ValueRange{text, length});
    return success();
  }

  Type pointerType() { return LLVM::LLVMPointerType::get(module.getContext()); }
  Type voidType() { return LLVM::LLVMVoidType::get(module.getContext()); }

  std::pair<Value, Value> createTextAndLength(OpBuilder &builder, Location loc, StringRef line) {
    Value text = LLVM::AddressOfOp::create(builder, loc, createText(builder, loc, line));
    return {text, LLVM::ConstantOp::create(builder, loc, builder.getI64Type(), line.size())};
  }

  LLVM::GlobalOp createText(OpBuilder &builder, Location loc, StringRef line) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(module.getBody());
    auto type = LLVM::LLVMArrayType::get(builder.getI8Type(), line.size());
    auto global = LLVM::GlobalOp::create(builder, loc, type, /*isConstant=*/true, LLVM::Linkage::Private,
                                         "assertion_message", builder.getStringAttr(line));
    symbols.insert(global);
    return global;
  }

  ModuleOp module;
  SymbolTable symbols;
  StringRef handler;
};

struct AssertionsToLLVMPass : eshkol::impl::AssertionsToLLVMPassBase<AssertionsToLLVMPass> {
  using AssertionsToLLVMPassBase::AssertionsToLLVMPassBase;

  void runOnOperation() override {
    SmallVector<cf::AssertOp> assertions;
    getOperation().walk([&](cf::AssertOp op) { assertions.push_back(op); });
    FailureBuilder failures(getOperation(), handler);
    for (cf::AssertOp op : assertions)
      if (failed(expand(failures, op)))
        return signalPassFailure();
  }

private:
  /// The rest of the block moves to a block of its own, reached if the condition holds.
  static LogicalResult expand(FailureBuilder &failures, cf::AssertOp op) {
    OpBuilder builder(op);
    Block *block = op->getBlock(), *rest = block->splitBlock(op->getIterator());
    Block *otherwise = builder.createBlock(rest);
    if (failed(failures.build(builder, op.getLoc(), op.getMsg())))
      return op.emitError("the program defines a function that assertions need in another way");
    builder.setInsertionPointToEnd(block);
    cf::CondBranchOp::create(builder, op.getLoc(), op.getArg(), rest, otherwise);
    op.erase();
    return success();
  }
};

} // namespace
