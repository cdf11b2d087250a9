//===- FrameObjects.cpp - objects in the frames of procedures -------------===//

#include "passes/host/Captures.h"
#include "passes/host/Escapes.h"
#include "passes/host/Passes.h"
#include "passes/host/Runtime.h"
#include "passes/host/Summaries.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_FRAMEOBJECTSPASS
#include "passes/host/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

namespace {

/// How many bytes of objects a frame has at most: recursion is to stay deep.
constexpr int64_t MostBytes = 256;

using Blocks = llvm::SmallPtrSet<Block *, 8>;

/// The blocks that steps from some blocks lead to, these included.
template <typename Step> Blocks reachedFrom(SmallVector<Block *> pending, Step step) {
  Blocks reached;
  while (!pending.empty())
    if (Block *next = pending.pop_back_val(); reached.insert(next).second)
      llvm::append_range(pending, step(next));
  return reached;
}

/// The blocks that may come after a block.
Blocks blocksAfter(Block *block) {
  return reachedFrom(SmallVector<Block *>(block->getSuccessors()),
                     [](Block *each) { return each->getSuccessors(); });
}

/// The blocks that may come before those of some operations.
Blocks blocksBefore(const llvm::SetVector<Operation *> &operations) {
  SmallVector<Block *> last;
  for (Operation *op : operations)
    llvm::append_range(last, op->getBlock()->getPredecessors());
  return reachedFrom(std::move(last), [](Block *each) { return each->getPredecessors(); });
}

/// The operations of its function that have an object, or a closure that captured it, as an operand.
llvm::SetVector<Operation *> usersOf(Value object) {
  llvm::SetVector<Operation *> users;
  llvm::SetVector<Value> derived;
  derived.insert(object);
  for (size_t i = 0; i != derived.size(); ++i)
    for (OpOperand &use : derived[i].getUses()) {
      Operation *user = use.getOwner();
      users.insert(user);
      if (isa<ClosureOp, CheckDefinedOp, arith::SelectOp>(user))
        derived.insert(user->getResult(0));
      else if (auto set = dyn_cast<SetCapturedOp>(user))
        derived.insert(set.getClosure());
      else if (auto branch = dyn_cast<BranchOpInterface>(user))
        if (std::optional<BlockArgument> passed = branch.getSuccessorBlockArgument(use.getOperandNumber()))
          derived.insert(*passed);
    }
  return users;
}

/// Puts the objects of one function into its frame.
class FunctionFrame {
public:
  FunctionFrame(func::FuncOp function, const Escapes &escapes, Captures &captures)
      : function(function), escapes(escapes), captures(captures) {}

  void run() {
    SmallVector<Operation *> objects;
    function.getBody().walk([&](Operation *op) {
      if (sizeInFrame(op) && !escapes.escapes(op->getResult(0)) && !escapes.leavesFrame(op->getResult(0)))
        objects.push_back(op);
    });
    if (objects.empty())
      return;
    findCapturingCalls();
    for (Operation *object : objects)
      place(object);
  }

private:
  void findCapturingCalls() {
    function.getBody().walk([&](Operation *op) {
      if (!captures.of(op).isNone())
        capturing.push_back(op);
    });
  }

  void place(Operation *object) {
    int64_t size = *sizeInFrame(object);
    if (bytes + size > MostBytes)
      return;
    llvm::SetVector<Operation *> users = usersOf(object->getResult(0));
    if (mayBeCaptured(object, users))
      return;
    bytes += size;
    object->setAttr(InFrameName, UnitAttr::get(object->getContext()));
    for (Operation *user : users)
      if (auto call = dyn_cast<CallOp>(user); call && isTailCall(call))
        call->setAttr(KeepsFrameName, UnitAttr::get(object->getContext()));
  }

  /// Whether a continuation may be captured between an object's creation and its last use, or the object is
  /// made several times.
  bool mayBeCaptured(Operation *object, const llvm::SetVector<Operation *> &users) {
    Blocks after = blocksAfter(object->getBlock());
    if (after.contains(object->getBlock()))
      return true;
    Blocks before = blocksBefore(users);
    for (Operation *call : capturing) {
      bool isLater = call->getBlock() == object->getBlock() ? object->isBeforeInBlock(call)
                                                            : after.contains(call->getBlock());
      if (isLater && (before.contains(call->getBlock()) || isUsedInBlock(call, users)))
        return true;
    }
    return false;
  }

  /// Whether a call, or what follows it in its block, is one of the users.
  static bool isUsedInBlock(Operation *call, const llvm::SetVector<Operation *> &users) {
    return llvm::any_of(users, [&](Operation *user) {
      return user->getBlock() == call->getBlock() && (user == call || call->isBeforeInBlock(user));
    });
  }

  func::FuncOp function;
  const Escapes &escapes;
  Captures &captures;
  /// The operations that may capture a continuation.
  SmallVector<Operation *> capturing;
  int64_t bytes = 0;
};

struct FrameObjectsPass : mlir::eshkol::impl::FrameObjectsPassBase<FrameObjectsPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    Sources sources(module);
    Jumps jumps(module, sources);
    Escapes escapes(module, sources, jumps);
    Captures captures(module, sources);
    for (auto function : module.getOps<func::FuncOp>())
      if (!function.isDeclaration())
        FunctionFrame(function, escapes, captures).run();
    markAssignments(module, sources);
    summarize(module, escapes, captures, jumps);
  }

  /// A closure may be called in a region that was entered after the box was made.
  void markAssignments(ModuleOp module, Sources &sources) {
    llvm::SetVector<Value> others;
    module.walk([&](Operation *op) {
      if (isa<CapturedOp>(op) || (isa<BoxOp>(op) && !op->hasAttr(InFrameName)))
        others.insert(op->getResult(0));
    });
    for (size_t i = 0; i != others.size(); ++i)
      for (OpOperand &use : others[i].getUses()) {
        Operation *user = use.getOwner();
        if (auto call = dyn_cast<CallOp>(user)) {
          func::FuncOp callee = sources.find(call.getCallee());
          if (!callee.isDeclaration())
            others.insert(callee.getArgument(use.getOperandNumber()));
        } else if (auto branch = dyn_cast<BranchOpInterface>(user)) {
          if (std::optional<BlockArgument> passed = branch.getSuccessorBlockArgument(use.getOperandNumber()))
            others.insert(*passed);
        } else if (isa<arith::SelectOp>(user)) {
          others.insert(user->getResult(0));
        }
      }
    module.walk([&](SetBoxOp set) {
      if (!others.contains(set.getBox()))
        set->setAttr(InFrameName, UnitAttr::get(&getContext()));
    });
  }

  void summarize(ModuleOp module, const Escapes &escapes, const Captures &captures, const Jumps &jumps) {
    NamedAttrList summaries;
    for (auto function : module.getOps<func::FuncOp>())
      if (function.isPublic() && !function.isDeclaration() && !function->hasAttr("eshkol.unit"))
        summaries.set(function.getSymName(),
                      summaryOf(function, escapes, captures, jumps).toAttribute(&getContext()));
    if (!summaries.empty())
      module->setAttr(SummariesName, summaries.getDictionary(&getContext()));
  }

  static Summary summaryOf(func::FuncOp function, const Escapes &escapes, const Captures &captures,
                           const Jumps &jumps) {
    const CaptureEffect &effect = captures.of(function);
    Summary summary;
    summary.captures = effect.captures;
    summary.jumps = jumps.leadAnywhere(function);
    for (BlockArgument parameter : function.getArguments()) {
      summary.keeps.push_back(escapes.escapes(parameter));
      summary.calls.push_back(effect.called.contains(parameter));
    }
    return summary;
  }
};

} // namespace
