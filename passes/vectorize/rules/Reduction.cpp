//===- Reduction.cpp - batching rules of reductions and running totals ----===//

#include "passes/vectorize/rules/Rules.h"

using namespace mlir;
using namespace mlir::eshkol;

void eshkol::attachReductionRules(MLIRContext *context) {
  attach<shiftDimensions, ArgmaxOp, ArgminOp, CumulativeOp, ReduceOp>(context);
}
