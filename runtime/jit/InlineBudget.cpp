//===- InlineBudget.cpp - how much of the runtime is inlined ---------------===//

#include "runtime/jit/InlineBudget.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SCCIterator.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Analysis/CallGraph.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"

/// How many instructions may be inlined without a choice.  LLVM takes about 20 us for each.
constexpr size_t Budget = 30000;

/// How many may be inlined into one function.  Where register allocation has to look at more branches, its
/// time grows with their square.
constexpr size_t FunctionBudget = 20000;

/// Functions that call each other in a cycle of more are not inlined: each time, LLVM would look through all
/// of the cycle for what is left of it.
constexpr size_t LongestCycle = 200;

/// A body is long if it has more instructions; those of accesses to pairs, vectors and records are not.
constexpr size_t LongBody = 24;

namespace {

/// Finds the code that runs again and again: recursive functions, those that can come to themselves by direct
/// calls.  Where such a function is a loop, as its calls of those are all tail calls, what it does after the
/// last round is left out.
class RepeatedCode {
public:
  explicit RepeatedCode(llvm::Module &code) {
    llvm::CallGraph graph(code);
    for (auto scc = llvm::scc_begin(&graph); !scc.isAtEnd(); ++scc)
      if (scc.hasCycle())
        add(*scc);
  }

  bool contains(const llvm::BasicBlock *block) const { return blocks.contains(block); }

private:
  void add(llvm::ArrayRef<llvm::CallGraphNode *> cycle) {
    llvm::SmallPtrSet<const llvm::Function *, 4> functions;
    for (const llvm::CallGraphNode *node : cycle)
      if (const llvm::Function *function = node->getFunction())
        functions.insert(function);
    for (const llvm::Function *function : functions)
      add(*function, functions);
  }

  void add(const llvm::Function &function, const llvm::SmallPtrSetImpl<const llvm::Function *> &cycle) {
    llvm::SmallVector<const llvm::BasicBlock *> pending;
    bool isLoop = true;
    for (const llvm::Instruction &instruction : llvm::instructions(function))
      if (auto *call = llvm::dyn_cast<llvm::CallInst>(&instruction);
          call && cycle.contains(call->getCalledFunction())) {
        pending.push_back(call->getParent());
        isLoop &= call->isMustTailCall();
      }
    if (!isLoop)
      for (const llvm::BasicBlock &block : function)
        blocks.insert(&block);
    while (!pending.empty()) {
      const llvm::BasicBlock *block = pending.pop_back_val();
      if (blocks.insert(block).second)
        llvm::append_range(pending, llvm::predecessors(block));
    }
  }

  llvm::DenseSet<const llvm::BasicBlock *> blocks;
};

} // namespace

static void keepLongCycles(llvm::Module &code) {
  llvm::CallGraph graph(code);
  for (auto scc = llvm::scc_begin(&graph); !scc.isAtEnd(); ++scc)
    if (scc->size() > LongestCycle)
      for (const llvm::CallGraphNode *node : *scc)
        node->getFunction()->addFnAttr(llvm::Attribute::NoInline);
}

void eshkol::host::limitInlining(llvm::Module &code,
                                 llvm::function_ref<bool(const llvm::Function &)> inlined) {
  keepLongCycles(code);
  struct Site {
    llvm::CallInst *call;
    size_t length;
  };
  llvm::SmallVector<Site> sites;
  size_t total = 0;
  for (llvm::Function &function : code) {
    if (inlined(function))
      continue;
    size_t first = sites.size(), before = total;
    for (llvm::Instruction &instruction : llvm::instructions(function)) {
      auto *call = llvm::dyn_cast<llvm::CallInst>(&instruction);
      const llvm::Function *callee = call ? call->getCalledFunction() : nullptr;
      if (!callee || !inlined(*callee))
        continue;
      sites.push_back({call, callee->getInstructionCount()});
      total += sites.back().length;
    }
    if (total - before > FunctionBudget) {
      for (const Site &site : llvm::drop_begin(sites, first))
        site.call->setIsNoInline();
      sites.truncate(first);
      total = before;
    }
  }
  if (total <= Budget)
    return;
  RepeatedCode repeated(code);
  for (auto [call, length] : sites)
    if (length > LongBody && !repeated.contains(call->getParent()))
      call->setIsNoInline();
}
