//===- Sorting.cpp - derivatives of order ---------------------------------===//
//
// Sorting moves elements, and so their tangents.  Where elements are equal, the
// one that the operation put first counts as the first.
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/rules/Rules.h"
#include "passes/autodiff/rules/Shapes.h"

using namespace mlir;
using namespace mlir::eshkol;

/// result[.., i, ..] = tensor[.., positions[.., i, ..], ..] along `dimension`.
static Value buildTaken(RuleContext &context, Value tensor, Value positions, int64_t dimension) {
  OpBuilder &builder = context.builder;
  Location loc = context.getLoc();
  int64_t last = getRank(tensor) - 1;
  // A gather shares leading dimensions only, so the one that is read comes last.
  SmallVector<int64_t> exchange = llvm::to_vector(llvm::seq<int64_t>(last + 1));
  std::swap(exchange[dimension], exchange[last]);
  auto exchanged = [&](Value value) {
    return dimension == last ? value : TransposeOp::create(builder, loc, value, exchange);
  };
  Value taken = GatherOp::create(builder, loc, exchanged(tensor), exchanged(positions), last, last);
  return exchanged(taken);
}

static LogicalResult emitSortTangents(TangentContext &context) {
  int64_t dimension = cast<SortOp>(context.getOp()).getDimension();
  context.set(buildTaken(context, context.tangentOrZero(0), context.result(1), dimension));
  return success();
}

static LogicalResult emitTopKTangents(TangentContext &context) {
  int64_t last = getRank(context.getOp()->getOperand(0)) - 1;
  context.set(buildTaken(context, context.tangentOrZero(0), context.result(1), last));
  return success();
}

void eshkol::registerSortingRules(MLIRContext *c) {
  tangents<SortOp>(c, emitSortTangents);
  tangents<TopKOp>(c, emitTopKTangents);
}
