//===- Ownership.cpp - which values are the only reference to a tensor ----===//

#include "passes/host/Ownership.h"
#include "passes/host/Runtime.h"
#include "passes/host/Summaries.h"
#include "passes/host/TensorPrimitives.h"

#include "mlir/Interfaces/ControlFlowInterfaces.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

Ownership::Ownership(ModuleOp module, Sources &sources, const Escapes &escapes, Captures &captures)
    : sources(sources), escapes(escapes), captures(captures) {
  collectFunctions(module);
  for (auto function : module.getOps<func::FuncOp>())
    function.getBody().walk([&](Operation *op) { addMoves(op); });
  for (auto function : module.getOps<func::FuncOp>())
    examine(function);
  spread();
  collectBoxes(module);
  collectGlobals(module);
}

bool Ownership::endsWith(Value value, Operation *op) const {
  return owned.contains(value) && isDeadAfter(value, op);
}

const Liveness &Ownership::livenessOf(Operation *op) const {
  return *liveness.find(op->getParentOfType<func::FuncOp>())->second;
}

bool Ownership::isDeadAfter(Value value, Operation *op) const {
  return livenessOf(op).isDeadAfter(value, op);
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// A constant that is no tensor, which nobody has to own.
static bool isImmediate(Value value) {
  if (auto literal = value.getDefiningOp<LiteralOp>())
    return !isa<StringAttr>(literal.getValue());
  return value.getDefiningOp<AbsentOp>() || value.getDefiningOp<UndefinedOp>();
}

void Ownership::collectFunctions(ModuleOp module) {
  for (auto function : module.getOps<func::FuncOp>())
    if (!function.isDeclaration()) {
      liveness[function] = std::make_unique<Liveness>(function);
      if (function.isPrivate())
        onlyCalled.insert(function);
    }
  for (auto function : module.getOps<func::FuncOp>())
    function.getBody().walk([&](Operation *op) {
      if (auto call = dyn_cast<CallOp>(op))
        calls[sources.find(call.getCallee())].push_back(call);
      else if (auto procedure = dyn_cast<ProcedureOp>(op))
        onlyCalled.erase(sources.find(procedure.getFunction()));
      else if (auto closure = dyn_cast<ClosureOp>(op))
        onlyCalled.erase(sources.find(closure.getFunction()));
      if (!captures.of(op).isNone())
        capturing[function].push_back(op);
    });
  for (auto function : module.getOps<func::FuncOp>()) {
    for (Block &block : function.getBody())
      for (BlockArgument argument : block.getArguments())
        if (canOwn(argument))
          owned.insert(argument);
    function.getBody().walk([&](Operation *op) {
      if (op->getNumResults() == 1 && canOwn(op->getResult(0)))
        owned.insert(op->getResult(0));
    });
  }
}

/// Whether a value is made by a primitive, or may have been moved to where it is.
bool Ownership::canOwn(Value value) const {
  if (!isa<ValueType>(value.getType()))
    return false;
  if (isParameter(value))
    return onlyCalled.contains(cast<BlockArgument>(value).getOwner()->getParentOp());
  if (isa<BlockArgument>(value))
    return true;
  if (auto primitive = value.getDefiningOp<PrimitiveOp>())
    return makesTensor(primitive);
  auto call = value.getDefiningOp<CallOp>();
  return call && !sources.find(call.getCallee()).isDeclaration();
}

void Ownership::move(Value from, Value to, bool isLastUse) {
  if (!owned.contains(to) || isImmediate(from))
    return;
  if (isLastUse && owned.contains(from))
    moves[from].push_back(to);
  else
    disown(to);
}

void Ownership::disown(Value value) {
  if (owned.erase(value))
    disowned.push_back(value);
}

void Ownership::spread() {
  while (!disowned.empty())
    for (Value to : moves.lookup(disowned.pop_back_val()))
      disown(to);
}

/// Whether a value is one operand of an operation, and no other one.
static bool isPassedOnce(Value value, ValueRange operands) { return llvm::count(operands, value) == 1; }

void Ownership::addMoves(Operation *op) {
  if (auto call = dyn_cast<CallOp>(op))
    return addMovesToCallee(call);
  if (isa<BranchOpInterface>(op))
    return addMovesToBlocks(op);
  if (auto exit = dyn_cast<func::ReturnOp>(op))
    for (CallOp call : calls.lookup(op->getParentOp()))
      move(exit.getOperand(0), call.getResult(), true);
}

void Ownership::addMovesToCallee(CallOp call) {
  func::FuncOp callee = sources.find(call.getCallee());
  if (callee.isDeclaration())
    return;
  for (auto [argument, parameter] : llvm::zip(call.getArguments(), callee.getArguments()))
    move(argument, parameter, isPassedOnce(argument, call.getArguments()) && isDeadAfter(argument, call));
}

void Ownership::addMovesToBlocks(Operation *op) {
  auto branch = cast<BranchOpInterface>(op);
  for (auto [index, successor] : llvm::enumerate(op->getSuccessors())) {
    const LivenessBlockInfo *block = livenessOf(op).getLiveness(successor);
    OperandRange passed = branch.getSuccessorOperands(index).getForwardedOperands();
    for (auto [value, argument] : llvm::zip(passed, successor->getArguments()))
      move(value, argument, isPassedOnce(value, passed) && !block->isLiveIn(value));
  }
}

void Ownership::examine(func::FuncOp function) {
  for (Block &block : function.getBody()) {
    for (BlockArgument argument : block.getArguments())
      examine(argument);
    for (Operation &op : block)
      for (Value result : op.getResults())
        examine(result);
  }
}

void Ownership::examine(Value value) {
  if (owned.contains(value) &&
      (llvm::any_of(value.getUses(), [&](OpOperand &use) { return isKept(value, use); }) ||
       livesAcrossCapture(value)))
    disown(value);
}

/// Whether something may refer to a value after a use that is not its last one.
bool Ownership::isKept(Value value, OpOperand &use) {
  Operation *user = use.getOwner();
  if (isa<IsTrueOp>(user))
    return false;
  if (auto primitive = dyn_cast<PrimitiveOp>(user); primitive && borrowsTensors(primitive))
    return false;
  if (auto branch = dyn_cast<BranchOpInterface>(user)) {
    std::optional<BlockArgument> to = branch.getSuccessorBlockArgument(use.getOperandNumber());
    return !to || livenessOf(user).getLiveness(to->getOwner())->isLiveIn(value);
  }
  if (isDeadAfter(value, user))
    return false;
  auto call = dyn_cast<CallOp>(user);
  return !call || keepsArgument(call, use.getOperandNumber());
}

bool Ownership::livesAcrossCapture(Value value) {
  Block *own = value.getParentBlock();
  for (Operation *op : capturing.lookup(own->getParentOp())) {
    Block *block = op->getBlock();
    Operation *definition = value.getDefiningOp();
    bool isDefined = block == own ? !definition || definition->isBeforeInBlock(op)
                                  : livenessOf(op).getLiveness(block)->isLiveIn(value);
    if (isDefined && !isDeadAfter(value, op))
      return true;
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Variables
//===----------------------------------------------------------------------===//

void Ownership::collectBoxes(ModuleOp module) {
  module.walk([&](BoxOp box) {
    if (box->hasAttr(InFrameName))
      followBox(box);
  });
}

/// Finds where a box is used, if it is passed on by direct calls only, to parameters that are always this
/// box.
void Ownership::followBox(BoxOp box) {
  Variable variable;
  variable.writes.push_back(box);
  llvm::SetVector<Value> places;
  places.insert(box);
  for (size_t i = 0; i != places.size(); ++i)
    for (OpOperand &use : places[i].getUses()) {
      Operation *user = use.getOwner();
      if (isa<UnboxOp>(user)) {
        variable.reads.push_back(user);
      } else if (auto set = dyn_cast<SetBoxOp>(user); set && set.getBox() == use.get()) {
        variable.writes.push_back(user);
      } else if (auto call = dyn_cast<CallOp>(user);
                 call && onlyCalled.contains(sources.find(call.getCallee()))) {
        places.insert(sources.find(call.getCallee()).getArgument(use.getOperandNumber()));
      } else {
        return;
      }
    }
  for (Value place : places)
    if (auto parameter = dyn_cast<BlockArgument>(place))
      for (CallOp call : calls.lookup(parameter.getOwner()->getParentOp()))
        if (!places.contains(call.getArguments()[parameter.getArgNumber()]))
          return;
  judge(variable);
}

/// Variables of the top level that nothing but this module refers to.
void Ownership::collectGlobals(ModuleOp module) {
  llvm::MapVector<StringRef, Variable> variables;
  for (auto global : module.getOps<GlobalOp>())
    if (global.getSymVisibility() == "private")
      variables[global.getSymName()];
  module.walk([&](Operation *op) {
    if (auto read = dyn_cast<GetGlobalOp>(op))
      variables[read.getGlobal()].reads.push_back(op);
    else if (auto write = dyn_cast<SetGlobalOp>(op))
      variables[write.getGlobal()].writes.push_back(op);
  });
  // Device code reads those that procedures refer to.
  for (auto function : module.getOps<func::FuncOp>())
    if (auto device = function->getAttrOfType<DictionaryAttr>("eshkol.device"))
      device.walk([&](SymbolRefAttr symbol) { variables[symbol.getLeafReference()].owns = false; });
  for (auto &[name, variable] : variables)
    if (variable.owns && !variable.reads.empty())
      judge(variable);
}

/// The value that an operation puts into a variable.
static Value storedValue(Operation *write) {
  if (auto set = dyn_cast<SetBoxOp>(write))
    return set.getContent();
  return write->getOperand(0);
}

void Ownership::judge(const Variable &variable) {
  auto setsConstant = [](Operation *write) { return isImmediate(storedValue(write)); };
  if (llvm::all_of(variable.writes, setsConstant))
    return;
  for (Operation *write : variable.writes)
    if (!setsConstant(write) && !endsWith(storedValue(write), write))
      return;
  for (Operation *read : variable.reads)
    if (!isReadBriefly(read, variable))
      return;
  for (Operation *write : variable.writes)
    if (!isa<BoxOp>(write))
      replacing.push_back(write);
}

/// Whether what is read is only borrowed, before anything can set the variable.
bool Ownership::isReadBriefly(Operation *read, const Variable &variable) {
  Operation *last = read;
  llvm::SetVector<Value> names;
  names.insert(read->getResult(0));
  for (size_t i = 0; i != names.size(); ++i)
    for (OpOperand &use : names[i].getUses()) {
      Operation *user = use.getOwner();
      if (user->getBlock() != read->getBlock() || !isBorrowed(use))
        return false;
      if (isa<CheckDefinedOp>(user))
        names.insert(user->getResult(0));
      if (last->isBeforeInBlock(user))
        last = user;
    }
  for (Operation *op = read->getNextNode(); op && !last->isBeforeInBlock(op); op = op->getNextNode())
    if (maySet(op, variable))
      return false;
  return true;
}

/// Whether an operation keeps no reference to its operand, as far as this is a tensor.
bool Ownership::isBorrowed(OpOperand &use) const {
  Operation *user = use.getOwner();
  if (isa<IsTrueOp, CheckDefinedOp>(user))
    return true;
  if (auto primitive = dyn_cast<PrimitiveOp>(user))
    return borrowsTensors(primitive);
  auto call = dyn_cast<CallOp>(user);
  return call && !keepsArgument(call, use.getOperandNumber());
}

bool Ownership::keepsArgument(CallOp call, unsigned index) const {
  func::FuncOp callee = sources.find(call.getCallee());
  return callee.isDeclaration() ? Summary::of(callee).keeps[index]
                                : escapes.escapes(callee.getArgument(index));
}

/// Whether an operation may set a variable, by what it calls or by continuations that are captured there.
bool Ownership::maySet(Operation *op, const Variable &variable) {
  if (llvm::is_contained(variable.writes, op) || !captures.of(op).isNone())
    return true;
  llvm::SetVector<Operation *> reached;
  if (!addCallees(op, reached))
    return true;
  for (size_t i = 0; i != reached.size(); ++i) {
    WalkResult result = cast<func::FuncOp>(reached[i]).getBody().walk([&](Operation *inner) {
      bool isHarmless = !llvm::is_contained(variable.writes, inner) && addCallees(inner, reached);
      return isHarmless ? WalkResult::advance() : WalkResult::interrupt();
    });
    if (result.wasInterrupted())
      return true;
  }
  return false;
}

/// Adds the functions of the module that an operation calls; returns false if others may call such.
bool Ownership::addCallees(Operation *op, llvm::SetVector<Operation *> &callees) {
  if (auto call = dyn_cast<CallOp>(op)) {
    func::FuncOp callee = sources.find(call.getCallee());
    if (callee.isDeclaration())
      return !llvm::is_contained(Summary::of(callee).calls, true);
    callees.insert(callee);
  } else if (auto apply = dyn_cast<ApplyOp>(op)) {
    SmallVector<func::FuncOp> known = sources.calleesOf(apply);
    callees.insert(known.begin(), known.end());
    return !known.empty();
  }
  return !isa<ApplyListOp>(op);
}
