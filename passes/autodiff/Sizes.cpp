//===- Sizes.cpp - where the sizes of tensors come from -------------------===//

#include "passes/autodiff/Sizes.h"
#include "dialects/Dialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::eshkol;

bool SizeResolver::isAvailable(Value value) const {
  return !outside || !outside->isAncestor(value.getParentRegion());
}

FailureOr<OpFoldResult> SizeResolver::getSize(Value tensor, int64_t dimension) {
  return build(trace(tensor, dimension));
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

// Building ----------------------------------------------------------------------

FailureOr<OpFoldResult> SizeResolver::build(SizeOrigin origin) {
  if (!origin.value)
    return OpFoldResult(builder.getIndexAttr(origin.dimension));
  if (origin.value.getType().isIndex())
    return buildIndex(origin.value);
  if (isAvailable(origin.value))
    return OpFoldResult(tensor::DimOp::create(builder, loc, origin.value, origin.dimension).getResult());
  auto concat = origin.value.getDefiningOp<ConcatOp>();
  if (concat && origin.dimension == static_cast<int64_t>(concat.getDimension()))
    return buildSum(concat.getOperands(), origin.dimension);
  return failure();
}

/// An index, computed again outside where it is integer arithmetic on what is there.
FailureOr<OpFoldResult> SizeResolver::buildIndex(Value index) {
  if (isAvailable(index))
    return OpFoldResult(index);
  Operation *op = index.getDefiningOp();
  if (!op || !isa<arith::ArithDialect>(op->getDialect()) || op->getNumResults() != 1)
    return failure();
  IRMapping mapping;
  for (Value operand : op->getOperands()) {
    FailureOr<OpFoldResult> known =
        operand.getType().isIndex() ? build(traceIndex(operand)) : buildIndex(operand);
    if (failed(known))
      return failure();
    mapping.map(operand, getValueOrCreateConstantIndexOp(builder, loc, *known));
  }
  return OpFoldResult(builder.clone(*op, mapping)->getResult(0));
}

FailureOr<OpFoldResult> SizeResolver::buildSum(ValueRange tensors, int64_t dimension) {
  Value total = arith::ConstantIndexOp::create(builder, loc, 0);
  for (Value tensor : tensors) {
    FailureOr<OpFoldResult> size = getSize(tensor, dimension);
    if (failed(size))
      return failure();
    Value number = getValueOrCreateConstantIndexOp(builder, loc, *size);
    total = builder.createOrFold<arith::AddIOp>(loc, total, number);
  }
  return OpFoldResult(total);
}

// Tracing -----------------------------------------------------------------------

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

SizeOrigin SizeResolver::traceIndex(OpFoldResult index) {
  if (std::optional<int64_t> constant = getConstantIntValue(index))
    return SizeOrigin::number(*constant);
  auto value = cast<Value>(index);
  if (auto dim = value.getDefiningOp<tensor::DimOp>())
    if (std::optional<int64_t> dimension = dim.getConstantIndex())
      return trace(dim.getSource(), *dimension);
  return SizeOrigin::index(value);
}

SizeOrigin SizeResolver::trace(Value tensor, int64_t dimension) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (!type.isDynamicDim(dimension))
    return SizeOrigin::number(type.getDimSize(dimension));
  if (auto result = dyn_cast<OpResult>(tensor))
    return traceResult(result, dimension);
  auto argument = cast<BlockArgument>(tensor);
  auto loop = dyn_cast_or_null<scf::ForOp>(argument.getOwner()->getParentOp());
  // Further arguments stand for values for a while.
  unsigned position = argument.getArgNumber() - 1;
  if (loop && position < loop.getNumResults())
    return traceCarried(loop, position, dimension, tensor);
  return SizeOrigin::of(tensor, dimension);
}

SizeOrigin SizeResolver::traceCarried(scf::ForOp loop, unsigned position, int64_t dimension, Value tensor) {
  // The body of a loop that is being rewritten is elsewhere, or has no end yet.
  if (loop.getRegion().empty() || !loop.getBody()->mightHaveTerminator() ||
      loop.getBody()->getTerminator()->getNumOperands() <= position)
    return SizeOrigin::of(tensor, dimension);
  std::pair<Value, int64_t> key(loop.getRegionIterArg(position), dimension);
  Operation *yield = loop.getBody()->getTerminator();
  if (llvm::is_contained(assumed, key))
    return SizeOrigin::of(tensor, dimension);
  assumed.push_back(key);
  SizeOrigin next = trace(yield->getOperand(position), dimension);
  SizeOrigin initial = trace(loop.getInitArgs()[position], dimension);
  assumed.pop_back();
  if (next == SizeOrigin::of(key.first, dimension) || next == initial)
    return initial;
  return SizeOrigin::of(tensor, dimension);
}

/// Which dimension of which operand a dimension of a contraction is.
static std::pair<Value, int64_t> getOperandDimension(DotGeneralOp dot, int64_t dimension) {
  int64_t batching = dot.getLhsBatching().size();
  if (dimension < batching)
    return {dot.getLhs(), dot.getLhsBatching()[dimension]};
  SmallVector<int64_t> lhsFree = dot.getLhsFree();
  int64_t position = dimension - batching, count = lhsFree.size();
  if (position < count)
    return {dot.getLhs(), lhsFree[position]};
  return {dot.getRhs(), dot.getRhsFree()[position - count]};
}

static std::pair<Value, int64_t> getOperandDimension(GatherOp gather, int64_t dimension) {
  int64_t axis = gather.getDimension(), batch = gather.getBatchDims();
  int64_t added = gather.getIndices().getType().getRank() - batch;
  if (dimension < axis)
    return {gather.getOperand(), dimension};
  if (dimension < axis + added)
    return {gather.getIndices(), batch + dimension - axis};
  return {gather.getOperand(), dimension - added + 1};
}

SizeOrigin SizeResolver::traceResult(OpResult result, int64_t dimension) {
  Operation *op = result.getOwner();
  if (Value source = getSameShape(op))
    return trace(source, dimension);
  SizeOrigin itself = SizeOrigin::of(result, dimension);
  return TypeSwitch<Operation *, SizeOrigin>(op)
      .Case<BroadcastOp, ReshapeOp, IotaOp, SliceOp, tensor::EmptyOp>(
          [&](auto sized) { return traceIndex(sized.getMixedSizes()[dimension]); })
      .Case<tensor::ExtractSliceOp>([&](auto slice) {
        bool isReduced = slice.getType().getRank() != slice.getSourceType().getRank();
        return isReduced ? itself : traceIndex(slice.getMixedSizes()[dimension]);
      })
      .Case<TransposeOp>([&](auto transpose) {
        return trace(transpose.getOperand(), transpose.getPermutation()[dimension]);
      })
      .Case<ReduceOp>([&](auto reduce) {
        int64_t source = getRemaining(reduce)[dimension];
        return source < 0 ? SizeOrigin::number(1) : trace(reduce.getOperand(), source);
      })
      .Case<MatmulOp>([&](auto matmul) {
        bool isColumn = dimension == matmul.getType().getRank() - 1;
        return trace(isColumn ? matmul.getRhs() : matmul.getLhs(), dimension);
      })
      .Case<DotGeneralOp, GatherOp>([&](auto indexed) {
        auto [operand, position] = getOperandDimension(indexed, dimension);
        return trace(operand, position);
      })
      .Case<ConcatOp>([&](auto concat) {
        bool isJoined = dimension == static_cast<int64_t>(concat.getDimension());
        return isJoined ? itself : trace(concat.getOperands().front(), dimension);
      })
      .Case<scf::ForOp>(
          [&](auto loop) { return traceCarried(loop, result.getResultNumber(), dimension, result); })
      .Case<scf::IfOp>([&](auto branch) {
        if (branch.getElseRegion().empty())
          return itself;
        SizeOrigin onTrue = trace(branch.thenYield().getOperand(result.getResultNumber()), dimension);
        SizeOrigin onFalse = trace(branch.elseYield().getOperand(result.getResultNumber()), dimension);
        // A branch that changes nothing leaves the size to the other.
        auto isUnchanged = [&](const SizeOrigin &origin) {
          return !assumed.empty() && origin == SizeOrigin::of(assumed.back().first, assumed.back().second);
        };
        if (isUnchanged(onTrue))
          return onFalse;
        return onTrue == onFalse || isUnchanged(onFalse) ? onTrue : itself;
      })
      .Default([&](Operation *) { return itself; });
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
