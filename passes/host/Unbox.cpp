//===- Unbox.cpp - numbers, booleans and small tensors in registers -------===//

#include "passes/host/FloatPrimitives.h"
#include "passes/host/Jumps.h"
#include "passes/host/Passes.h"
#include "passes/host/Representations.h"
#include "passes/host/Runtime.h"
#include "passes/host/SmallTensors.h"
#include "passes/host/Workers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Dominance.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_UNBOXPASS
#include "passes/host/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

namespace {

/// Rewrites the body of one function, whose type has changed.
class FunctionUnboxing {
public:
  FunctionUnboxing(func::FuncOp function, const Kinds &kinds, const RegisterTensors &tensors,
                   const Representations &representations)
      : function(function), kinds(kinds), tensors(tensors), representations(representations),
        dominance(function), builder(function.getContext()) {}

  void run() {
    findTensorOperations();
    for (Block &block : function.getBody())
      for (BlockArgument argument : block.getArguments())
        if (Type type = representations.of(argument); !isa<ValueType>(type)) {
          argument.setType(type);
          unboxed[argument] = argument;
        }
    // Definitions come before uses, but for what loops pass on.
    llvm::ReversePostOrderTraversal<Region *> blocks(&function.getBody());
    for (Block *block : blocks)
      for (Operation &op : llvm::make_early_inc_range(*block))
        rewrite(&op);
    for (Operation *op : llvm::reverse(replaced))
      op->erase();
  }

private:
  /// Before anything changes of what tells that they are some.
  void findTensorOperations() {
    function.getBody().walk([&](PrimitiveOp op) {
      std::optional<TensorOperation> operation = findTensorOperation(op, kinds);
      if (!operation)
        return;
      holders.insert_range(operation->holders);
      tensorOperations[op] = std::move(*operation);
    });
  }

  void rewrite(Operation *op) {
    if (holders.contains(op)) {
      replaced.push_back(op);
      return;
    }
    builder.setInsertionPoint(op);
    llvm::TypeSwitch<Operation *>(op)
        .Case([&](PrimitiveOp primitive) { rewritePrimitive(primitive); })
        .Case([&](IsTrueOp test) {
          if (Value known = unboxed.lookup(test.getValue())) {
            test.replaceAllUsesWith(truthOf(known));
            replaced.push_back(test);
          } else {
            useWords(test);
          }
        })
        .Case([&](CallOp call) { rewriteCall(call); })
        .Case([&](func::ReturnOp exit) {
          exit.setOperand(0, as(exit.getOperand(0), representations.ofResult(function)));
        })
        .Case([&](arith::SelectOp select) { rewriteSelect(select); })
        .Case([&](BranchOpInterface branch) {
          for (auto [index, successor] : llvm::enumerate(op->getSuccessors())) {
            SuccessorOperands operands = branch.getSuccessorOperands(index);
            for (BlockArgument argument : successor->getArguments())
              operands.slice(argument.getArgNumber(), 1)
                  .assign(as(operands[argument.getArgNumber()], representations.of(argument)));
          }
        })
        .Default([&](Operation *other) { useWords(other); });
  }

  /// Every number counts as true.
  Value truthOf(Value known) {
    if (known.getType().isInteger(1))
      return known;
    return arith::ConstantOp::create(builder, known.getLoc(), builder.getBoolAttr(true));
  }

  void useWords(Operation *op) {
    for (OpOperand &operand : op->getOpOperands()) {
      if (Value known = unboxed.lookup(operand.get()); known && isa<VectorType>(known.getType()))
        keepObject(op, operand.getOperandNumber());
      operand.set(word(operand.get()));
    }
  }

  /// An object that is made for some uses of a tensor does not end with one of them.
  void keepObject(Operation *op, unsigned index) {
    auto lastUses = op->getAttrOfType<IntegerAttr>(LastUsesName);
    if (lastUses && index < 64)
      op->setAttr(LastUsesName, builder.getI64IntegerAttr(lastUses.getInt() & ~(int64_t(1) << index)));
  }

  void rewritePrimitive(PrimitiveOp op) {
    SmallVector<Kind> arguments = kindsOfArguments(op, kinds);
    if (auto found = tensorOperations.find(op); found != tensorOperations.end()) {
      rewriteTensorOperation(op, found->second);
    } else if (hasFloatOperation(op, arguments)) {
      SmallVector<Value> numbers;
      for (Value argument : op.getArguments())
        numbers.push_back(registerOf(argument, builder.getF64Type()));
      builder.setInsertionPoint(op);
      replace(op, floatOperation(builder, op, numbers));
    } else if (isNegationOfBoolean(op, kinds)) {
      Value test = registerOf(op.getArguments().front(), builder.getI1Type());
      builder.setInsertionPoint(op);
      Value one = arith::ConstantOp::create(builder, op.getLoc(), builder.getBoolAttr(true));
      replace(op, arith::XOrIOp::create(builder, op.getLoc(), test, one));
    } else if (Kind checked = checkedKind(op); checked != Kind::Any && checked == arguments.front()) {
      // What is known needs no check.
      Value value = op.getArguments().front();
      if (Value known = unboxed.lookup(value))
        replace(op, known);
      else
        replaceByWord(op, word(value));
    } else {
      useWords(op);
    }
  }

  void rewriteTensorOperation(PrimitiveOp op, const TensorOperation &operation) {
    SmallVector<Value> operands;
    for (Value operand : operation.operands) {
      Kind kind = kinds.of(operand);
      operands.push_back(
          registerOf(operand, kind.isTensor() ? registerType(kind, op.getContext()) : builder.getF64Type()));
    }
    builder.setInsertionPoint(op);
    Value result = operation.rule(builder, op.getLoc(), operands, operation);
    if (operation.result.isTensor() && !tensors.contains(op))
      replaceByWord(op, boxOf(result, operation.result));
    else
      replace(op, result);
  }

  void rewriteCall(CallOp op) {
    func::FuncOp callee = kinds.find(op.getCallee());
    SmallVector<Value> arguments;
    for (auto [index, argument] : llvm::enumerate(op.getArguments()))
      arguments.push_back(as(argument, callee.isDeclaration()
                                           ? ValueType::get(op.getContext())
                                           : representations.of(callee.getArgument(index))));
    op.getArgumentsMutable().assign(arguments);
    Type type = representations.ofResult(callee);
    if (type == op.getType())
      return;
    // A tail call whose result is converted next is none any more; no backtrace is to show that.
    if (isTailCall(op) && representations.ofResult(function) != type)
      op->setLoc(builder.getUnknownLoc());
    op.getResult().setType(type);
    unboxed[op.getResult()] = op.getResult();
  }

  void rewriteSelect(arith::SelectOp op) {
    Type type = representations.of(op.getResult());
    if (!isa<ValueType>(op.getType()))
      return;
    op.getTrueValueMutable().assign(as(op.getTrueValue(), type));
    op.getFalseValueMutable().assign(as(op.getFalseValue(), type));
    if (type == op.getType())
      return;
    op.getResult().setType(type);
    unboxed[op.getResult()] = op.getResult();
  }

  void replace(Operation *op, Value value) {
    unboxed[op->getResult(0)] = value;
    replaced.push_back(op);
  }

  void replaceByWord(Operation *op, Value value) {
    words[op->getResult(0)] = value;
    replaced.push_back(op);
  }

  /// A value as an operand of the operation that is being rewritten.
  Value as(Value value, Type type) { return isa<ValueType>(type) ? word(value) : registerOf(value, type); }

  /// The f64 or i1 of a value, made where the value is; the elements that a tensor has now.
  Value registerOf(Value value, Type type) {
    if (Value known = unboxed.lookup(value))
      return known;
    if (isa<VectorType>(type))
      return elementsOf(value, cast<VectorType>(type));
    if (Value known = words.lookup(value))
      return registerOf(known, type);
    Value &made = opened[value];
    if (made)
      return made;
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointAfterValue(value);
    Location loc = value.getLoc();
    made = type.isF64() ? Value(builder.createOrFold<Float64Op>(loc, type, value))
                        : Value(builder.createOrFold<IsTrueOp>(loc, type, value));
    return made;
  }

  Value elementsOf(Value value, VectorType type) {
    VectorType tensor = kinds.of(value).tensor();
    // One of no kind never has a value.
    int64_t count = tensor ? tensor.getNumElements() : type.getNumElements();
    Location loc = builder.getInsertionPoint()->getLoc();
    return ElementsOp::create(builder, loc, type, word(value), builder.getI64IntegerAttr(count));
  }

  /// The value, made of what is in registers, for the operation that is being rewritten.
  Value word(Value value) {
    Value contents = unboxed.lookup(value);
    if (!contents) {
      Value known = words.lookup(value);
      return known ? known : value;
    }
    Block *block = builder.getInsertionBlock();
    for (Value known : boxes[contents])
      if (dominance.dominates(known.getParentBlock(), block))
        return known;
    Value box = boxOf(contents, kinds.of(value));
    boxes[contents].push_back(box);
    return box;
  }

  Value boxOf(Value contents, Kind kind) {
    Location loc = builder.getInsertionPoint()->getLoc();
    if (kind.isTensor())
      return SmallTensorOp::create(builder, loc, contents, kind.tensor().getShape());
    if (contents.getType().isF64())
      return FlonumOp::create(builder, loc, contents);
    return BooleanOp::create(builder, loc, contents);
  }

  func::FuncOp function;
  const Kinds &kinds;
  const RegisterTensors &tensors;
  const Representations &representations;
  DominanceInfo dominance;
  OpBuilder builder;
  /// What takes the place of a value in registers, or as a word.
  llvm::DenseMap<Value, Value> unboxed, words;
  /// The f64 or i1 of a value that is still there.
  llvm::DenseMap<Value, Value> opened;
  /// The values that have been made of what is in registers.
  llvm::DenseMap<Value, SmallVector<Value>> boxes;
  llvm::DenseMap<Operation *, TensorOperation> tensorOperations;
  /// Lists and vectors that only held the elements of tensors.
  llvm::DenseSet<Operation *> holders;
  /// Operations that nothing needs any more.
  SmallVector<Operation *> replaced;
};

struct UnboxPass : mlir::eshkol::impl::UnboxPassBase<UnboxPass> {
  using UnboxPassBase::UnboxPassBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    Workers workers(module, tensors);
    Kinds kinds(module, tensors);
    workers.redirectCalls(kinds);
    RegisterTensors inRegisters(module, kinds);
    Representations representations(module, kinds, inRegisters);
    // Calls look at the parameters of functions, whose types stay until all bodies are rewritten.
    for (auto function : module.getOps<func::FuncOp>())
      if (!function.isDeclaration())
        FunctionUnboxing(function, kinds, inRegisters, representations).run();
    for (auto function : module.getOps<func::FuncOp>())
      if (!function.isDeclaration())
        function.setFunctionType(FunctionType::get(&getContext(),
                                                   function.getBody().front().getArgumentTypes(),
                                                   representations.ofResult(function)));
  }
};

} // namespace
