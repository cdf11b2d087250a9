//===- InlineBudget.cpp - how much of the runtime is inlined ---------------===//

#include "runtime/jit/InlineBudget.h"

#include "llvm/ADT/SCCIterator.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Analysis/CallGraph.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"

/// How many instructions may be inlined without a choice.  LLVM takes about 20 us for each.
constexpr size_t Budget = 30000;

/// A body is long if it has more instructions; those of accesses to pairs, vectors and records are not.
constexpr size_t LongBody = 24;

/// Functions that can come to themselves by direct calls.
static llvm::SmallPtrSet<const llvm::Function *, 32> recursiveFunctions(llvm::Module &code) {
  llvm::SmallPtrSet<const llvm::Function *, 32> found;
  llvm::CallGraph graph(code);
  for (auto scc = llvm::scc_begin(&graph); !scc.isAtEnd(); ++scc)
    if (scc.hasCycle())
      for (const llvm::CallGraphNode *node : *scc)
        if (const llvm::Function *function = node->getFunction())
          found.insert(function);
  return found;
}

void eshkol::host::limitInlining(llvm::Module &code,
                                 llvm::function_ref<bool(const llvm::Function &)> inlined) {
  struct Site {
    llvm::CallInst *call;
    size_t length;
  };
  llvm::SmallVector<Site> sites;
  size_t total = 0;
  for (llvm::Function &function : code) {
    if (inlined(function))
      continue;
    for (llvm::Instruction &instruction : llvm::instructions(function)) {
      auto *call = llvm::dyn_cast<llvm::CallInst>(&instruction);
      const llvm::Function *callee = call ? call->getCalledFunction() : nullptr;
      if (!callee || !inlined(*callee))
        continue;
      sites.push_back({call, callee->getInstructionCount()});
      total += sites.back().length;
    }
  }
  if (total <= Budget)
    return;
  auto recursive = recursiveFunctions(code);
  for (auto [call, length] : sites)
    if (length > LongBody && !recursive.contains(call->getFunction()))
      call->setIsNoInline();
}
