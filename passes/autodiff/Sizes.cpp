//===- Sizes.cpp - where the sizes of tensors come from -------------------===//

#include "passes/autodiff/Sizes.h"
#include "dialects/Dialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::eshkol;

bool SizeResolver::isAvailable(Value value) const {
  return !outside || !outside->isAncestor(value.getParentRegion());
}

FailureOr<OpFoldResult> SizeResolver::getSize(Value tensor, int64_t dimension) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (!type.isDynamicDim(dimension))
    return OpFoldResult(builder.getIndexAttr(type.getDimSize(dimension)));
  if (auto result = dyn_cast<OpResult>(tensor))
    return getOfResult(result, dimension);
  return getOfArgument(cast<BlockArgument>(tensor), dimension);
}

FailureOr<SmallVector<OpFoldResult>> SizeResolver::getSizes(Value tensor) {
  SmallVector<OpFoldResult> sizes;
  for (int64_t dimension = 0; dimension < cast<RankedTensorType>(tensor.getType()).getRank(); ++dimension) {
    FailureOr<OpFoldResult> size = getSize(tensor, dimension);
    if (failed(size))
      return failure();
    sizes.push_back(*size);
  }
  return sizes;
}

FailureOr<OpFoldResult> SizeResolver::getLeaf(Value tensor, int64_t dimension) {
  if (!isAvailable(tensor))
    return failure();
  return OpFoldResult(tensor::DimOp::create(builder, loc, tensor, dimension).getResult());
}

/// An index, computed again outside where it is integer arithmetic on what is there.
FailureOr<OpFoldResult> SizeResolver::getIndex(OpFoldResult index) {
  auto value = dyn_cast<Value>(index);
  if (!value)
    return index;
  if (std::optional<int64_t> constant = getConstantIntValue(value))
    return OpFoldResult(builder.getIndexAttr(*constant));
  if (isAvailable(value))
    return index;
  Operation *op = value.getDefiningOp();
  if (auto dim = dyn_cast_or_null<tensor::DimOp>(op))
    if (std::optional<int64_t> dimension = dim.getConstantIndex())
      return getSize(dim.getSource(), *dimension);
  if (!op || !isa<arith::ArithDialect>(op->getDialect()) || op->getNumResults() != 1)
    return failure();
  IRMapping mapping;
  for (Value operand : op->getOperands()) {
    FailureOr<OpFoldResult> known = getIndex(operand);
    if (failed(known))
      return failure();
    auto attribute = dyn_cast<Attribute>(*known);
    Value mapped =
        attribute ? arith::ConstantOp::create(builder, loc,
                                              cast<TypedAttr>(builder.getIntegerAttr(
                                                  operand.getType(), cast<IntegerAttr>(attribute).getInt())))
                        .getResult()
                  : cast<Value>(*known);
    mapping.map(operand, mapped);
  }
  return OpFoldResult(builder.clone(*op, mapping)->getResult(0));
}

FailureOr<OpFoldResult> SizeResolver::getSum(ValueRange tensors, int64_t dimension) {
  OpFoldResult total = builder.getIndexAttr(0);
  for (Value tensor : tensors) {
    FailureOr<OpFoldResult> size = getSize(tensor, dimension);
    if (failed(size))
      return failure();
    Value left = getValueOrCreateConstantIndexOp(builder, loc, total);
    Value right = getValueOrCreateConstantIndexOp(builder, loc, *size);
    total = builder.createOrFold<arith::AddIOp>(loc, left, right);
  }
  return total;
}

/// The operand whose shape the results have, if there is one.
static Value getSameShape(Operation *op) {
  if (isa<tensor::CastOp, ClampOp, CompareOp, ConvertOp, StopGradientOp, ReverseOp, SoftmaxOp, LogSoftmaxOp,
          LayernormOp, CumulativeOp, SortOp, DynamicUpdateSliceOp, CholeskyOp, InverseOp, MapOp>(op))
    return op->getOperand(0);
  if (isa<ScatterOp>(op))
    return cast<ScatterOp>(op).getOperand();
  if (isa<SelectOp, arith::SelectOp, tensor::InsertOp, TriangularSolveOp, SolveOp>(op))
    return op->getOperand(1);
  if (op->hasTrait<OpTrait::Elementwise>())
    for (Value operand : op->getOperands())
      if (isa<RankedTensorType>(operand.getType()))
        return operand;
  return Value();
}

/// The dimensions of the operand of a reduction that remain, in order; -1 for those kept with size one.
static SmallVector<int64_t> getRemaining(ReduceOp op) {
  SmallVector<int64_t> remaining;
  for (int64_t dimension = 0; dimension < op.getOperand().getType().getRank(); ++dimension)
    if (!llvm::is_contained(op.getDimensions(), dimension))
      remaining.push_back(dimension);
    else if (op.getKeepdims())
      remaining.push_back(-1);
  return remaining;
}

FailureOr<OpFoldResult> SizeResolver::getOfResult(OpResult result, int64_t dimension) {
  Operation *op = result.getOwner();
  if (Value source = getSameShape(op))
    return getSize(source, dimension);
  return TypeSwitch<Operation *, FailureOr<OpFoldResult>>(op)
      .Case<BroadcastOp, ReshapeOp, IotaOp, SliceOp>(
          [&](auto sized) { return getIndex(sized.getMixedSizes()[dimension]); })
      .Case<tensor::EmptyOp>([&](auto empty) { return getIndex(empty.getMixedSizes()[dimension]); })
      .Case<tensor::ExtractSliceOp>([&](auto slice) -> FailureOr<OpFoldResult> {
        if (slice.getType().getRank() != slice.getSourceType().getRank())
          return getLeaf(result, dimension);
        return getIndex(slice.getMixedSizes()[dimension]);
      })
      .Case<TransposeOp>([&](auto transpose) {
        return getSize(transpose.getOperand(), transpose.getPermutation()[dimension]);
      })
      .Case<ReduceOp>(
          [&](auto reduce) { return getSize(reduce.getOperand(), getRemaining(reduce)[dimension]); })
      .Case<MatmulOp>([&](auto matmul) {
        bool isColumn = dimension == matmul.getType().getRank() - 1;
        return getSize(isColumn ? matmul.getRhs() : matmul.getLhs(), dimension);
      })
      .Case<DotGeneralOp>([&](auto dot) {
        int64_t position = dimension, batching = dot.getLhsBatching().size();
        if (position < batching)
          return getSize(dot.getLhs(), dot.getLhsBatching()[position]);
        position -= batching;
        SmallVector<int64_t> free = dot.getLhsFree();
        if (position < static_cast<int64_t>(free.size()))
          return getSize(dot.getLhs(), free[position]);
        return getSize(dot.getRhs(), dot.getRhsFree()[position - free.size()]);
      })
      .Case<GatherOp>([&](auto gather) {
        int64_t axis = gather.getDimension(), batch = gather.getBatchDims();
        int64_t added = gather.getIndices().getType().getRank() - batch;
        if (dimension < axis)
          return getSize(gather.getOperand(), dimension);
        if (dimension < axis + added)
          return getSize(gather.getIndices(), batch + dimension - axis);
        return getSize(gather.getOperand(), dimension - added + 1);
      })
      .Case<ConcatOp>([&](auto concat) {
        bool isJoined = dimension == static_cast<int64_t>(concat.getDimension());
        return isJoined ? getSum(concat.getOperands(), dimension)
                        : getSize(concat.getOperands().front(), dimension);
      })
      .Case<scf::ForOp>([&](auto loop) -> FailureOr<OpFoldResult> {
        // Rounds that keep a size, which the argument's resolution verifies, keep it to the end.
        if (isAvailable(result) && !outside)
          return getLeaf(result, dimension);
        Region *enclosing = std::exchange(outside, &loop.getRegion());
        FailureOr<OpFoldResult> size =
            getOfArgument(loop.getRegionIterArgs()[result.getResultNumber()], dimension);
        outside = enclosing;
        return failed(size) ? size : getIndex(*size);
      })
      .Default([&](Operation *) { return getLeaf(result, dimension); });
}

/// An argument of a loop has the size of its initial value if every round keeps it.
FailureOr<OpFoldResult> SizeResolver::getOfArgument(BlockArgument argument, int64_t dimension) {
  auto loop = dyn_cast<scf::ForOp>(argument.getOwner()->getParentOp());
  if (!loop || isAvailable(argument))
    return getLeaf(argument, dimension);
  if (llvm::is_contained(assumed, std::pair<Value, int64_t>(argument, dimension)))
    return OpFoldResult(argument);
  OpOperand *init = loop.getTiedLoopInit(argument);
  Value yielded = loop.getTiedLoopYieldedValue(argument)->get();
  assumed.push_back({argument, dimension});
  FailureOr<OpFoldResult> next = getSize(yielded, dimension);
  assumed.pop_back();
  // Itself again, or one of the loop's other arguments, which must then start with the same size.
  if (failed(next))
    return failure();
  auto value = dyn_cast<Value>(*next);
  FailureOr<OpFoldResult> initial = getSize(init->get(), dimension);
  if (value && value == argument)
    return initial;
  if (failed(initial))
    return failure();
  return *initial == *next ? initial : FailureOr<OpFoldResult>(failure());
}

void eshkol::resolveSizes(Operation *root) {
  root->walk([](tensor::DimOp dim) {
    std::optional<int64_t> dimension = dim.getConstantIndex();
    if (!dimension || isa<BlockArgument>(dim.getSource()))
      return;
    OpBuilder builder(dim);
    FailureOr<OpFoldResult> size = SizeResolver(builder, dim.getLoc()).getSize(dim.getSource(), *dimension);
    if (failed(size))
      return;
    dim.replaceAllUsesWith(getValueOrCreateConstantIndexOp(builder, dim.getLoc(), *size));
    dim.erase();
  });
}
