//===- Worklist.cpp - transformations in order ----------------------------===//

#include "passes/transform/Worklist.h"
#include "dialects/Dialect.h"
#include "passes/transform/Inlining.h"

using namespace mlir;
using namespace mlir::eshkol;

bool eshkol::isTransformation(Operation *op) {
  return isa<JvpOp, VjpOp, GradientOp, JacobianOp, HessianOp, VmapOp>(op);
}

namespace {

/// Which functions apply transformations, themselves or through what they call.
class Containment {
public:
  explicit Containment(ModuleOp module) : symbols(module) {}

  bool isPlain(StringAttr name) {
    auto [entry, isNew] = plain.insert({name, true});
    if (!isNew)
      return entry->second;
    auto function = symbols.lookup<func::FuncOp>(name);
    bool found = true;
    // Rules of its own take part in its derivatives.
    for (StringRef rule : {reverseRule, forwardRule})
      if (auto attribute = function ? function->getAttrOfType<FlatSymbolRefAttr>(rule) : FlatSymbolRefAttr())
        found = found && isPlain(attribute.getAttr());
    if (function)
      function.walk([&](Operation *op) {
        if (isTransformation(op))
          found = false;
        else if (auto call = dyn_cast<func::CallOp>(op))
          found = found && isPlain(call.getCalleeAttr().getAttr());
        return found ? WalkResult::advance() : WalkResult::interrupt();
      });
    return plain[name] = found;
  }

private:
  SymbolTable symbols;
  DenseMap<StringAttr, bool> plain;
};

} // namespace

LogicalResult eshkol::rewriteTransformations(ModuleOp module, function_ref<bool(Operation *)> isWanted,
                                             function_ref<LogicalResult(Operation *)> rewrite) {
  while (true) {
    Containment containment(module);
    SmallVector<Operation *> ready;
    module.walk([&](Operation *op) {
      if (isWanted(op) && containment.isPlain(op->getAttrOfType<FlatSymbolRefAttr>("callee").getAttr()))
        ready.push_back(op);
    });
    if (ready.empty())
      return success();
    for (Operation *op : ready)
      if (failed(rewrite(op)))
        return failure();
  }
}
