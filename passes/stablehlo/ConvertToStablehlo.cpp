//===- ConvertToStablehlo.cpp - whole programs in StableHLO ---------------===//

#include "passes/stablehlo/Dialects.h"
#include "passes/stablehlo/Passes.h"
#include "passes/stablehlo/Translator.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_CONVERTTOSTABLEHLOPASS
#include "passes/stablehlo/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol::stablehlo;

static Handlers makeHandlers() {
  Handlers handlers;
  addCastHandlers(handlers);
  addComparisonHandlers(handlers);
  addComplexHandlers(handlers);
  addContractionHandlers(handlers);
  addControlFlowHandlers(handlers);
  addElementwiseHandlers(handlers);
  addIndexingHandlers(handlers);
  addMapHandlers(handlers);
  addReductionHandlers(handlers);
  addScanHandlers(handlers);
  addShapeHandlers(handlers);
  addSlicingHandlers(handlers);
  addSortingHandlers(handlers);
  addWindowedHandlers(handlers);
  return handlers;
}

static SmallVector<Type> translateTypes(TypeRange types) {
  return llvm::map_to_vector(types, [](Type type) -> Type { return translateType(type); });
}

/// Nothing in StableHLO that the translation writes has effects.
static void eraseUnused(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block))) {
    bool isCall = isa<func::CallOp>(op), isEnd = &op == &block.back();
    if (op.use_empty() && !isCall && !isEnd) {
      op.erase();
      continue;
    }
    for (Region &region : op.getRegions())
      for (Block &inner : region)
        eraseUnused(inner);
  }
}

/// Writes the body anew behind the old one, which then goes.
static LogicalResult translateFunction(func::FuncOp function, const Handlers &handlers) {
  FunctionType old = function.getFunctionType();
  SmallVector<Type> inputs = translateTypes(old.getInputs()), results = translateTypes(old.getResults());
  function.setFunctionType(FunctionType::get(function.getContext(), inputs, results));
  if (function.isDeclaration())
    return success();
  if (!function.getBody().hasOneBlock())
    return function.emitOpError("has no form in StableHLO: it branches between blocks");
  Block &body = function.getBody().front();
  Block *written = new Block();
  function.getBody().push_back(written);
  for (BlockArgument argument : body.getArguments())
    written->addArgument(translateType(argument.getType()), argument.getLoc());
  Translator translator(function.getContext(), handlers);
  translator.setInsertionPointToStart(written);
  translator.set(body.getArguments(), written->getArguments());
  if (failed(translator.translateBody(body)))
    return failure();
  Operation *end = body.getTerminator();
  func::ReturnOp::create(translator, end->getLoc(), translator.get(end->getOperands()));
  body.erase();
  eraseUnused(*written);
  return success();
}

namespace {

struct ConvertToStablehloPass : eshkol::impl::ConvertToStablehloPassBase<ConvertToStablehloPass> {
  void runOnOperation() override {
    Handlers handlers = makeHandlers();
    for (Operation &op : getOperation().getOps()) {
      auto function = dyn_cast<func::FuncOp>(op);
      if (!function)
        op.emitOpError("has no form in StableHLO");
      if (!function || failed(translateFunction(function, handlers)))
        signalPassFailure();
    }
  }
};

} // namespace
