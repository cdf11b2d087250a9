//===- Kinds.cpp - what is known of the types of values -------------------===//

#include "passes/host/Kinds.h"
#include "passes/host/FloatPrimitives.h"
#include "passes/host/SmallTensors.h"
#include "passes/host/Summaries.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "llvm/ADT/TypeSwitch.h"

#include <utility>

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

static Kind join(Kind a, Kind b) {
  if (a == Kind::None || a == b)
    return b;
  return b == Kind::None ? a : Kind::Any;
}

/// Whether more values are known to be possible than before.
static bool addTo(Kind &known, Kind kind) {
  Kind joined = join(known, kind);
  return joined != std::exchange(known, joined);
}

static Kind kindOfLiteral(Attribute literal) {
  if (isa<FloatAttr>(literal))
    return Kind::Float64;
  auto number = dyn_cast<IntegerAttr>(literal);
  if (!number || number.getType().isInteger(32))
    return Kind::Any;
  return number.getType().isInteger(1) ? Kind::Boolean : Kind::Integer;
}

Type host::registerType(Kind kind, MLIRContext *context) {
  switch (kind.name()) {
  case Kind::Float64:
    return Float64Type::get(context);
  case Kind::Boolean:
    return IntegerType::get(context, 1);
  case Kind::Tensor:
    return registersOf(kind.tensor());
  default:
    return Type();
  }
}

Kinds::Kinds(ModuleOp module, bool withTensors) : withTensors(withTensors) {
  collect(module);
  while (!pending.empty())
    visit(pending.pop_back_val());
}

/// All operations are visited once, and again when the kind of an operand grows.
void Kinds::collect(ModuleOp module) {
  for (auto global : module.getOps<GlobalOp>())
    globals[global.getSymName()] = global.getSymVisibility() == "private" ? Kind::None : Kind::Any;
  for (auto function : module.getOps<func::FuncOp>()) {
    functions[function.getSymName()] = function;
    if (function.isPrivate() && !function.isDeclaration())
      onlyCalled.insert(function);
  }
  for (auto function : module.getOps<func::FuncOp>())
    function.getBody().walk<WalkOrder::PreOrder>([&](Operation *op) {
      pending.push_back(op);
      if (auto call = dyn_cast<CallOp>(op))
        calls[find(call.getCallee())].push_back(call);
      else if (auto procedure = dyn_cast<ProcedureOp>(op))
        onlyCalled.erase(find(procedure.getFunction()));
      else if (auto closure = dyn_cast<ClosureOp>(op))
        onlyCalled.erase(find(closure.getFunction()));
      else if (auto read = dyn_cast<CapturedOp>(op))
        readersOfCaptures[{op->getParentOp(), read.getIndex()}].push_back(op);
      else if (auto check = dyn_cast<CheckDefinedOp>(op))
        if (auto read = check.getValue().getDefiningOp<GetGlobalOp>())
          readersOfGlobals[read.getGlobal()].push_back(op);
    });
  std::reverse(pending.begin(), pending.end());
  for (auto function : module.getOps<func::FuncOp>())
    if (function.isDeclaration())
      results[function] = neverReturns(function.getSymName()) ? Kind::None : Kind::Any;
    else if (!isOnlyCalled(function))
      for (BlockArgument parameter : function.getArguments())
        kinds[parameter] = Kind::Any;
}

ArrayRef<CallOp> Kinds::callsOf(func::FuncOp function) const {
  auto found = calls.find(function);
  return found == calls.end() ? ArrayRef<CallOp>() : ArrayRef<CallOp>(found->second);
}

void Kinds::redirect(func::FuncOp from, func::FuncOp to, function_ref<bool(CallOp)> isChosen) {
  SmallVector<CallOp> kept;
  for (CallOp call : callsOf(from)) {
    if (!isChosen(call)) {
      kept.push_back(call);
      continue;
    }
    call.setCallee(to.getSymName());
    calls[to].push_back(call);
  }
  calls[from] = std::move(kept);
}

void Kinds::grow(Value value, Kind kind) {
  if (addTo(kinds[value], kind))
    llvm::append_range(pending, value.getUsers());
}

void Kinds::growGlobal(StringRef name, Kind kind) {
  if (addTo(globals[name], kind))
    llvm::append_range(pending, readersOfGlobals.lookup(name));
}

void Kinds::growCapture(func::FuncOp function, int64_t index, Kind kind) {
  if (addTo(captures[{function, index}], kind))
    llvm::append_range(pending, readersOfCaptures.lookup({function, index}));
}

void Kinds::visit(Operation *op) {
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](LiteralOp literal) { grow(literal, kindOfLiteral(literal.getValue())); })
      .Case([&](PrimitiveOp primitive) { visitPrimitive(primitive); })
      .Case([&](CallOp call) { visitCall(call); })
      .Case([&](func::ReturnOp exit) { visitReturn(exit); })
      .Case([&](CheckDefinedOp check) { visitGlobal(check); })
      .Case([&](SetGlobalOp set) { growGlobal(set.getGlobal(), of(set.getValue())); })
      .Case([&](ClosureOp closure) { visitClosure(closure); })
      .Case([&](SetCapturedOp set) {
        auto closure = cast<ClosureOp>(set.getClosure().getDefiningOp());
        growCapture(find(closure.getFunction()), set.getIndex(), of(set.getValue()));
      })
      .Case([&](CapturedOp read) {
        grow(read, captures.lookup({op->getParentOp(), static_cast<int64_t>(read.getIndex())}));
      })
      .Case([&](arith::SelectOp select) {
        grow(select, join(of(select.getTrueValue()), of(select.getFalseValue())));
      })
      .Case([&](BranchOpInterface branch) {
        for (auto [index, successor] : llvm::enumerate(op->getSuccessors())) {
          SuccessorOperands operands = branch.getSuccessorOperands(index);
          for (BlockArgument argument : successor->getArguments())
            grow(argument, of(operands[argument.getArgNumber()]));
        }
      })
      .Default([&](Operation *other) {
        for (Value result : other->getResults())
          grow(result, Kind::Any);
      });
}

void Kinds::visitPrimitive(PrimitiveOp op) {
  grow(op, kindOf(op));
  // What a tensor is made of may be in lists.
  if (withTensors && holdsElements(op))
    llvm::append_range(pending, op->getUsers());
}

Kind Kinds::kindOf(PrimitiveOp op) const {
  SmallVector<Kind> arguments;
  for (Value argument : op.getArguments())
    arguments.push_back(of(argument));
  // It never runs, as far as is known.
  if (llvm::is_contained(arguments, Kind::None))
    return Kind::None;
  if (withTensors)
    if (Kind kind = kindOfTensorPrimitive(op, *this); kind != Kind::Any)
      return kind;
  return kindOfPrimitive(op, arguments);
}

void Kinds::visitCall(CallOp call) {
  func::FuncOp callee = find(call.getCallee());
  if (!callee.isDeclaration())
    for (auto [parameter, argument] : llvm::zip(callee.getArguments(), call.getArguments()))
      grow(parameter, of(argument));
  grow(call, ofResult(callee));
}

void Kinds::visitReturn(func::ReturnOp exit) {
  auto function = exit->getParentOfType<func::FuncOp>();
  if (!addTo(results[function], of(exit.getOperand(0))))
    return;
  for (CallOp call : callsOf(function))
    grow(call, ofResult(function));
}

/// A variable is undefined before it has its first value, which the check raises an error for.
void Kinds::visitGlobal(CheckDefinedOp check) {
  auto read = check.getValue().getDefiningOp<GetGlobalOp>();
  grow(check, read ? globals.lookup(read.getGlobal()) : of(check.getValue()));
}

void Kinds::visitClosure(ClosureOp closure) {
  for (auto [index, captured] : llvm::enumerate(closure.getCaptures()))
    growCapture(find(closure.getFunction()), index, of(captured));
  grow(closure, Kind::Any);
}
