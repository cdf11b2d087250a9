//===- Escapes.cpp - which objects outlive their procedure ----------------===//

#include "passes/host/Escapes.h"
#include "passes/host/Summaries.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

Escapes::Escapes(ModuleOp module, Sources &sources, const Jumps &jumps) : sources(sources), jumps(jumps) {
  for (auto function : module.getOps<func::FuncOp>())
    function.getBody().walk([&](Operation *op) { visit(op); });
  spread();
}

void Escapes::flow(Value from, Value to) { local[to].push_back(from); }

void Escapes::visit(Operation *op) {
  llvm::TypeSwitch<Operation *>(op)
      // What a box holds may be read by whoever has the box.
      .Case([&](SetBoxOp set) { escaping.insert(set.getContent()); })
      .Case<UnboxOp, IsTrueOp, CapturedOp>([](auto) {})
      .Case([&](CheckDefinedOp check) { flow(check.getValue(), check.getResult()); })
      .Case([&](arith::SelectOp select) {
        flow(select.getTrueValue(), select.getResult());
        flow(select.getFalseValue(), select.getResult());
      })
      .Case([&](PrimitiveOp primitive) {
        for (auto [index, argument] : llvm::enumerate(primitive.getArguments()))
          if (keepsArgument(primitive, index))
            escaping.insert(argument);
      })
      .Case([&](CallOp call) { visitCall(call); })
      .Case([&](ApplyOp apply) { visitApplication(apply); })
      .Case([&](ApplyListOp apply) {
        escaping.insert(apply.getList());
        if (isTailCall(apply))
          leaving.insert(apply.getProcedure());
      })
      .Case([&](ClosureOp closure) { visitClosure(closure); })
      .Case([&](SetCapturedOp set) { flow(set.getValue(), set.getClosure()); })
      .Default([&](Operation *other) {
        if (isa<BranchOpInterface>(other))
          return visitBranch(other);
        escaping.insert(other->operand_begin(), other->operand_end());
      });
}

void Escapes::pass(Value value, func::FuncOp callee, unsigned parameter) {
  if (!callee.isDeclaration())
    enter(value, callee.getArgument(parameter));
  else if (Summary::of(callee).keeps[parameter])
    escaping.insert(value);
}

void Escapes::visitCall(CallOp call) {
  func::FuncOp callee = sources.find(call.getCallee());
  bool leaves = isTailCall(call) && !jumps.mayKeepFrame(call);
  for (auto [index, argument] : llvm::enumerate(call.getArguments())) {
    pass(argument, callee, index);
    if (leaves)
      leaving.insert(argument);
  }
}

/// A procedure is not kept by being called: what its body does with it is known where its closure is made.
void Escapes::visitApplication(ApplyOp apply) {
  SmallVector<func::FuncOp> callees = sources.calleesOf(apply);
  if (callees.empty())
    escaping.insert(apply.getArguments().begin(), apply.getArguments().end());
  for (func::FuncOp callee : callees)
    for (auto [index, argument] : llvm::enumerate(apply.getArguments()))
      pass(argument, callee, parameterOf(callee, index));
  if (isTailCall(apply))
    leaving.insert(apply->operand_begin(), apply->operand_end());
}

void Escapes::visitClosure(ClosureOp closure) {
  func::FuncOp function = sources.find(closure.getFunction());
  enter(closure.getResult(), function.getArgument(0));
  for (Value captured : closure.getCaptures())
    flow(captured, closure.getResult());
  for (Operation *user : function.getArgument(0).getUsers())
    if (auto read = dyn_cast<CapturedOp>(user))
      enter(sources.captureOf(closure, read.getIndex()), read.getResult());
}

void Escapes::visitBranch(Operation *branch) {
  for (Block *successor : branch->getSuccessors())
    for (BlockArgument argument : successor->getArguments())
      for (Value value : incomingValues(argument))
        flow(value, argument);
}

void Escapes::spread() {
  for (size_t i = 0; i != escaping.size(); ++i)
    for (auto *edges : {&local, &remote})
      if (auto found = edges->find(escaping[i]); found != edges->end())
        escaping.insert(found->second.begin(), found->second.end());
  for (size_t i = 0; i != leaving.size(); ++i)
    if (auto found = local.find(leaving[i]); found != local.end())
      leaving.insert(found->second.begin(), found->second.end());
}
