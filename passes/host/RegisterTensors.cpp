//===- RegisterTensors.cpp - tensors that may be in registers -------------===//

#include "passes/host/RegisterTensors.h"
#include "passes/host/FloatPrimitives.h"
#include "passes/host/Runtime.h"
#include "passes/host/SmallTensors.h"
#include "passes/host/Summaries.h"
#include "passes/host/TensorPrimitives.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

/// Whether a primitive is a check that is known to let its argument through.
static bool isPassed(PrimitiveOp op, const Kinds &kinds) {
  Kind checked = checkedKind(op);
  return checked != Kind::Any && checked == kinds.of(op.getArguments().front());
}

RegisterTensors::RegisterTensors(ModuleOp module, const Kinds &kinds) : kinds(kinds) {
  for (auto function : module.getOps<func::FuncOp>())
    collect(function);
  if (known.empty())
    return;
  collectChanges(module);
  for (auto function : module.getOps<func::FuncOp>())
    function.getBody().walk([&](Operation *op) { visit(op); });
  for (Value value : known)
    visitUses(value);
  spread();
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

void RegisterTensors::collect(func::FuncOp function) {
  if (function.isDeclaration())
    return;
  collectParameters(function);
  for (Block &block : function.getBody()) {
    if (!block.isEntryBlock())
      for (BlockArgument argument : block.getArguments())
        if (kinds.of(argument).isTensor())
          known.insert(argument);
    for (Operation &op : block)
      if (op.getNumResults() == 1 && kinds.of(op.getResult(0)).isTensor() && isProduced(&op))
        known.insert(op.getResult(0));
  }
}

/// As many as all registers for floats hold, so that no argument is on the stack.
void RegisterTensors::collectParameters(func::FuncOp function) {
  if (!kinds.isOnlyCalled(function))
    return;
  int64_t used = llvm::count_if(function.getArguments(),
                                [&](BlockArgument argument) { return kinds.of(argument) == Kind::Float64; });
  for (BlockArgument argument : function.getArguments()) {
    if (!kinds.of(argument).isTensor())
      continue;
    int64_t count = registerCount(registersOf(kinds.of(argument).tensor()));
    if (used + count > FloatsInRegisters)
      continue;
    used += count;
    known.insert(argument);
  }
}

/// Whether an operation gives what it was given, or what it computes.
bool RegisterTensors::isProduced(Operation *op) const {
  if (auto primitive = dyn_cast<PrimitiveOp>(op))
    return isPassed(primitive, kinds) || findTensorOperation(primitive, kinds);
  auto call = dyn_cast<CallOp>(op);
  return isa<arith::SelectOp>(op) || (call && hasResult(kinds.find(call.getCallee())));
}

bool RegisterTensors::hasResult(func::FuncOp function) const {
  return kinds.isOnlyCalled(function) && kinds.ofResult(function).isTensor();
}

void RegisterTensors::visit(Operation *op) {
  if (auto call = dyn_cast<CallOp>(op)) {
    func::FuncOp callee = kinds.find(call.getCallee());
    if (!callee.isDeclaration())
      for (auto [argument, parameter] : llvm::zip(call.getArguments(), callee.getArguments()))
        flow(argument, parameter.getAsOpaquePointer(), isKnown(parameter));
    if (isKnown(call.getResult())) {
      sources[call.getResult().getAsOpaquePointer()].push_back(callee.getOperation());
      targets[callee.getOperation()].push_back(call.getResult().getAsOpaquePointer());
    }
  } else if (auto exit = dyn_cast<func::ReturnOp>(op)) {
    auto function = cast<func::FuncOp>(op->getParentOp());
    flow(exit.getOperand(0), function.getOperation(), hasResult(function));
  } else if (auto select = dyn_cast<arith::SelectOp>(op)) {
    for (Value value : {select.getTrueValue(), select.getFalseValue()})
      flow(value, select.getResult().getAsOpaquePointer(), isKnown(select.getResult()));
  } else if (auto primitive = dyn_cast<PrimitiveOp>(op)) {
    if (isKnown(primitive) && isPassed(primitive, kinds))
      flow(primitive.getArguments().front(), primitive.getResult().getAsOpaquePointer(), true);
  } else if (auto branch = dyn_cast<BranchOpInterface>(op)) {
    for (auto [index, successor] : llvm::enumerate(op->getSuccessors())) {
      SuccessorOperands operands = branch.getSuccessorOperands(index);
      for (BlockArgument argument : successor->getArguments())
        flow(operands[argument.getArgNumber()], argument.getAsOpaquePointer(), isKnown(argument));
    }
  }
}

void RegisterTensors::flow(Value from, Node to, bool isKnownTarget) {
  if (!isKnownTarget) {
    if (isKnown(from))
      objects.insert(from.getAsOpaquePointer());
  } else if (isKnown(from)) {
    sources[to].push_back(from.getAsOpaquePointer());
    targets[from.getAsOpaquePointer()].push_back(to);
  } else if (kinds.of(from).isTensor()) {
    foreign.insert(to);
  }
}

void RegisterTensors::visitUses(Value value) {
  if (!llvm::all_of(value.getUses(), [&](OpOperand &use) { return isLookedAt(use); }))
    objects.insert(value.getAsOpaquePointer());
}

/// Whether a use is the business of `visit`, or neither changes a tensor nor lets it be told from one with
/// the same elements.
bool RegisterTensors::isLookedAt(OpOperand &use) const {
  Operation *user = use.getOwner();
  if (auto call = dyn_cast<CallOp>(user))
    return !kinds.find(call.getCallee()).isDeclaration();
  auto primitive = dyn_cast<PrimitiveOp>(user);
  if (!primitive)
    return isa<func::ReturnOp, arith::SelectOp, IsTrueOp, BranchOpInterface>(user);
  if (findTensorOperation(primitive, kinds) || isPassed(primitive, kinds))
    return true;
  // Programs index in loops, in each round of which an object would have to be made.
  bool isIndexed =
      llvm::is_contained({"eshkol_tensor_ref", "eshkol_tensor_matrix_ref"}, primitive.getFunction());
  bool shows = llvm::is_contained(
      {"eshkol_display", "eshkol_write", "eshkol_equal_p", "eshkol_vector_length"}, primitive.getFunction());
  return shows || (borrowsTensors(primitive) && !isIndexed && !mayChangeTensors(primitive));
}

/// What flows into an object is kept, and what an object flows into comes from elsewhere.
void RegisterTensors::spread() {
  size_t kept = 0, met = 0;
  while (kept != objects.size() || met != foreign.size()) {
    if (kept != objects.size()) {
      Node node = objects[kept++];
      objects.insert_range(sources.lookup(node));
      foreign.insert_range(targets.lookup(node));
      continue;
    }
    Node node = foreign[met++];
    foreign.insert_range(targets.lookup(node));
    Value value = Value::getFromOpaquePointer(node);
    if (known.contains(value) && livesAcrossChange(value))
      objects.insert(node);
  }
}

//===----------------------------------------------------------------------===//
// Changes of tensors
//===----------------------------------------------------------------------===//

/// Finds the functions that may change a tensor, by themselves or by what they call.
void RegisterTensors::collectChanges(ModuleOp module) {
  SmallVector<func::FuncOp> pending;
  auto add = [&](func::FuncOp function, Operation *op) {
    changes[function].push_back(op);
    if (changing.insert(function).second)
      pending.push_back(function);
  };
  for (auto function : module.getOps<func::FuncOp>())
    function.getBody().walk([&](Operation *op) {
      if (mayChangeTensors(op))
        add(function, op);
    });
  while (!pending.empty())
    for (CallOp call : kinds.callsOf(pending.pop_back_val()))
      add(call->getParentOfType<func::FuncOp>(), call);
}

/// Whether an operation may change a tensor by other code than that of functions of the module.
bool RegisterTensors::mayChangeTensors(Operation *op) const {
  if (auto call = dyn_cast<CallOp>(op))
    return kinds.find(call.getCallee()).isDeclaration();
  auto primitive = dyn_cast<PrimitiveOp>(op);
  if (!primitive)
    return isa<ApplyOp, ApplyListOp>(op);
  // The names of those that change something end with an exclamation mark.
  StringRef name = primitive.getFunction();
  bool changesOthers = llvm::is_contained(
      {"eshkol_set_car_x", "eshkol_set_cdr_x", "eshkol_set_box_x", "eshkol_internal_record_set_x"}, name);
  return callsArgument(primitive) || (name.ends_with("_x") && !changesOthers);
}

bool RegisterTensors::livesAcrossChange(Value value) {
  Block *own = value.getParentBlock();
  Operation *function = own->getParentOp();
  auto found = changes.find(function);
  if (found == changes.end())
    return false;
  std::unique_ptr<Liveness> &lives = liveness[function];
  if (!lives)
    lives = std::make_unique<Liveness>(function);
  Operation *definition = value.getDefiningOp();
  return llvm::any_of(found->second, [&](Operation *change) {
    Block *block = change->getBlock();
    bool begins = block == own ? !definition || definition->isBeforeInBlock(change)
                               : lives->getLiveness(block)->isLiveIn(value);
    return begins && !lives->isDeadAfter(value, change);
  });
}
