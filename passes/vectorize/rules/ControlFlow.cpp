//===- ControlFlow.cpp - batching rules of scf ----------------------------===//

#include "passes/vectorize/rules/ControlFlow.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::eshkol;

SmallVector<bool> eshkol::areBatched(BatchContext &context, ValueRange originals) {
  return llvm::map_to_vector(originals,
                             [&](Value original) { return context.batcher.analysis.isBatched(original); });
}

SmallVector<Value> eshkol::lookupAs(BatchContext &context, ValueRange originals, ArrayRef<bool> batched) {
  SmallVector<Value> values;
  for (auto [original, isBatched] : llvm::zip_equal(originals, batched))
    values.push_back(context.batcher.lookupAs(original, isBatched));
  return values;
}

void eshkol::bind(BatchContext &context, ValueRange originals, ValueRange values, ArrayRef<bool> batched) {
  for (auto [original, value, isBatched] : llvm::zip_equal(originals, values, batched))
    context.batcher.bind(original, value, isBatched);
}

Value eshkol::buildBoth(BatchContext &context, Value mask, Value condition) {
  if (!mask)
    return condition;
  return arith::AndIOp::create(context.builder, context.loc, mask, condition);
}

void eshkol::registerControlFlowBatchingRules(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, scf::SCFDialect *) {
    attach<batchFor, scf::ForOp>(context);
    attach<batchIf, scf::IfOp>(context);
    attach<batchWhile, scf::WhileOp>(context);
  });
}
