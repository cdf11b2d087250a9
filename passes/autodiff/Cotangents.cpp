//===- Cotangents.cpp - cotangents gathered from the end ------------------===//

#include "passes/autodiff/Cotangents.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::eshkol;

Value Cotangents::take(Value primal) {
  Value cotangent = get(primal);
  values.erase(primal);
  return cotangent;
}

void Cotangents::accumulate(OpBuilder &builder, Location loc, Value primal, Value cotangent) {
  Value &total = values[primal];
  if (auto type = dyn_cast<RankedTensorType>(primal.getType()); type && cotangent.getType() != type)
    cotangent = tensor::CastOp::create(builder, loc, type, cotangent);
  total = total ? (Term(builder, loc, total) + Term(builder, loc, cotangent)).get() : cotangent;
}
