//===- PartialUpdates.cpp - tensors changed in a part ---------------------===//

#include "passes/lowering/PartialUpdates.h"
#include "passes/lowering/IreeOps.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::eshkol;

OpOperand *eshkol::getUpdated(Operation *op) {
  if (auto insert = dyn_cast<tensor::InsertSliceOp>(op))
    return &insert.getDestMutable();
  if (auto insert = dyn_cast<tensor::InsertOp>(op))
    return &insert.getDestMutable();
  if (auto scatter = dyn_cast<iree::ScatterOp>(op))
    return &scatter.getOriginalMutable();
  return nullptr;
}

BlockArgument eshkol::getArgument(OpOperand &init) {
  if (auto loop = dyn_cast<scf::ForOp>(init.getOwner()))
    return loop.getTiedLoopRegionIterArg(&init);
  if (auto loop = dyn_cast<scf::WhileOp>(init.getOwner()))
    return loop.getBeforeArguments()[init.getOperandNumber()];
  return {};
}

bool eshkol::areExclusive(Operation *a, Operation *b) {
  Region *left = a->getParentRegion(), *right = b->getParentRegion();
  return left != right && isa<scf::IfOp>(left->getParentOp()) && left->getParentOp() == right->getParentOp();
}

Value eshkol::buildUnknown(OpBuilder &builder, Location loc, TypedAttr value) {
  Value known = arith::ConstantOp::create(builder, loc, value);
  return iree::OptimizationBarrierOp::create(builder, loc, TypeRange(known.getType()), known).getResult(0);
}

Value eshkol::buildOpaqueCopy(OpBuilder &builder, Value tensor) {
  Location loc = tensor.getLoc();
  auto type = cast<RankedTensorType>(tensor.getType());
  Type element = type.getElementType();
  Value isCopied = buildUnknown(builder, loc, builder.getBoolAttr(true));
  Value other = buildUnknown(builder, loc, builder.getZeroAttr(element));
  Value empty = buildEmpty(builder, loc, getSizes(builder, loc, tensor), element);
  Value result =
      buildParallelGeneric(builder, loc, tensor, empty, builder.getMultiDimIdentityMap(type.getRank()),
                           [&](OpBuilder &nested, Location loc, ValueRange elements) -> Value {
                             return arith::SelectOp::create(nested, loc, isCopied, elements[0], other);
                           });
  return buildCast(builder, loc, result, type);
}
