//===- LastUses.cpp - tensors that die where they are used last -----------===//

#include "passes/host/Ownership.h"
#include "passes/host/Passes.h"
#include "passes/host/Runtime.h"
#include "passes/host/TensorPrimitives.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_LASTUSESPASS
#include "passes/host/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

/// The arguments that a primitive is the last use of, as bits.
static int64_t lastUses(PrimitiveOp op, const Ownership &ownership) {
  constexpr unsigned MostArguments = 32;
  if (reusingFunction(op.getFunction()).empty() && !mayRelease(op))
    return 0;
  int64_t bits = 0;
  for (auto [index, argument] : llvm::enumerate(op.getArguments().take_front(MostArguments)))
    if (ownership.endsWith(argument, op))
      bits |= int64_t(1) << index;
  return bits;
}

namespace {

struct LastUsesPass : mlir::eshkol::impl::LastUsesPassBase<LastUsesPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    if (!hasTensors(module))
      return;
    Sources sources(module);
    Jumps jumps(module, sources);
    Escapes escapes(module, sources, jumps);
    Captures captures(module, sources);
    Ownership ownership(module, sources, escapes, captures);
    Builder builder(module);
    module.walk([&](PrimitiveOp op) {
      if (int64_t bits = borrowsTensors(op) ? lastUses(op, ownership) : 0)
        op->setAttr(LastUsesName, builder.getI64IntegerAttr(bits));
    });
    for (Operation *store : ownership.replacingStores())
      store->setAttr(ReplacesName, builder.getUnitAttr());
  }

  static bool hasTensors(ModuleOp module) {
    return module
        .walk(
            [](PrimitiveOp op) { return isOfTensors(op) ? WalkResult::interrupt() : WalkResult::advance(); })
        .wasInterrupted();
  }
};

} // namespace
