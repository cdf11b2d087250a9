//===- Sorting.cpp - batching rules of order ------------------------------===//

#include "passes/vectorize/rules/Rules.h"

using namespace mlir;
using namespace mlir::eshkol;

void eshkol::attachSortingRules(MLIRContext *context) {
  attach<shiftDimensions, SortOp>(context);
  // Works along the last dimension.
  attach<elementwise, TopKOp>(context);
}
