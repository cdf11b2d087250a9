//===- Neural.cpp - normalization and attention ---------------------------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/TypeUtilities.h"

#include <cmath>

using namespace mlir;
using namespace mlir::eshkol;

//===----------------------------------------------------------------------===//
// softmax, log_softmax
//===----------------------------------------------------------------------===//

/// Checks the dimension; the result has the operand's type.
static LogicalResult inferNormalized(std::optional<Location> loc, Value operand, int64_t dimension,
                                     SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operand);
  if (failed(verifyDimension(loc, "dimension", dimension, type.getRank())))
    return failure();
  results.push_back(type);
  return success();
}

LogicalResult SoftmaxOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                          SmallVectorImpl<Type> &results) {
  return inferNormalized(loc, operands.getOperand(), operands.getDimension(), results);
}

LogicalResult LogSoftmaxOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                             SmallVectorImpl<Type> &results) {
  return inferNormalized(loc, operands.getOperand(), operands.getDimension(), results);
}

/// The value that each of `count` equal finite numbers is normalized to, as a splat of `type`.
static OpFoldResult foldSplat(Attribute operand, RankedTensorType type, int64_t dimension,
                              function_ref<double(double count)> normalize) {
  auto splat = dyn_cast_or_null<SplatElementsAttr>(operand);
  if (!splat || !type.hasStaticShape() || !splat.getSplatValue<APFloat>().isFinite())
    return {};
  APFloat number(normalize(static_cast<double>(type.getDimSize(dimension))));
  bool losesInfo;
  auto element = cast<FloatType>(type.getElementType());
  number.convert(element.getFloatSemantics(), APFloat::rmNearestTiesToEven, &losesInfo);
  return DenseElementsAttr::get(type, number);
}

/// softmax of n equal finite numbers ⇒ 1/n
OpFoldResult SoftmaxOp::fold(FoldAdaptor operands) {
  return foldSplat(operands.getOperand(), getType(), getDimension(), [](double count) { return 1 / count; });
}

/// log_softmax of n equal finite numbers ⇒ −log n
OpFoldResult LogSoftmaxOp::fold(FoldAdaptor operands) {
  return foldSplat(operands.getOperand(), getType(), getDimension(),
                   [](double count) { return 0 - std::log(count); });
}

/// log (softmax x) ⇒ log_softmax x, which does not underflow
void SoftmaxOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(+[](math::LogOp op, PatternRewriter &rewriter) -> LogicalResult {
    auto softmax = op.getOperand().getDefiningOp<SoftmaxOp>();
    if (!softmax)
      return rewriter.notifyMatchFailure(op, "operand is no softmax");
    rewriter.replaceOpWithNewOp<LogSoftmaxOp>(op, op.getType(), softmax.getOperand(),
                                              softmax.getDimensionAttr());
    return success();
  });
}

/// exp (log_softmax x) ⇒ softmax x
void LogSoftmaxOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(+[](math::ExpOp op, PatternRewriter &rewriter) -> LogicalResult {
    auto logSoftmax = op.getOperand().getDefiningOp<LogSoftmaxOp>();
    if (!logSoftmax)
      return rewriter.notifyMatchFailure(op, "operand is no log_softmax");
    rewriter.replaceOpWithNewOp<SoftmaxOp>(op, op.getType(), logSoftmax.getOperand(),
                                           logSoftmax.getDimensionAttr());
    return success();
  });
}

//===----------------------------------------------------------------------===//
// layernorm
//===----------------------------------------------------------------------===//

/// Checks that an optional factor or term has the shape of the normalized dimensions.
static LogicalResult verifyParameter(std::optional<Location> loc, StringRef name, Value parameter,
                                     RankedTensorType normalized) {
  if (!parameter)
    return success();
  RankedTensorType type = tensorType(parameter);
  if (areCompatibleTensorTypes(TypeRange(normalized), TypeRange(type)))
    return success();
  return emitOptionalError(loc, "expected ", name, " to be ", normalized,
                           ", like the normalized dimensions, but got ", type);
}

LogicalResult LayernormOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                            SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  int64_t dimension = operands.getDimension();
  if (failed(verifyDimension(loc, "dimension", dimension, type.getRank())))
    return failure();
  double epsilon = operands.getEpsilon().convertToDouble();
  if (!std::isfinite(epsilon) || epsilon < 0)
    return emitOptionalError(loc, "expected epsilon to be finite and not negative but got ", epsilon);
  auto normalized = RankedTensorType::get(type.getShape().drop_front(dimension), type.getElementType());
  if (failed(verifyParameter(loc, "scale", operands.getScale(), normalized)) ||
      failed(verifyParameter(loc, "bias", operands.getBias(), normalized)))
    return failure();
  results.push_back(type);
  return success();
}

/// scale = 1 ⇒ no scale; bias = 0 ⇒ no bias
void LayernormOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(+[](LayernormOp op, PatternRewriter &rewriter) -> LogicalResult {
    bool dropScale = op.getScale() && matchPattern(op.getScale(), m_OneFloat());
    bool dropBias = op.getBias() && matchPattern(op.getBias(), m_AnyZeroFloat());
    if (!dropScale && !dropBias)
      return rewriter.notifyMatchFailure(op, "scale and bias have an effect");
    rewriter.modifyOpInPlace(op, [&] {
      if (dropScale)
        op.getScaleMutable().clear();
      if (dropBias)
        op.getBiasMutable().clear();
    });
    return success();
  });
}

//===----------------------------------------------------------------------===//
// attention
//===----------------------------------------------------------------------===//

/// Checks that query, key and value have one element type and one rank.
static LogicalResult verifyAttended(std::optional<Location> loc, RankedTensorType query, RankedTensorType key,
                                    RankedTensorType value) {
  Type element = query.getElementType();
  if (key.getElementType() != element || value.getElementType() != element)
    return emitOptionalError(loc, "expected query, key and value to have one element type but got ", query,
                             ", ", key, " and ", value);
  int64_t rank = query.getRank();
  if (rank < 2 || key.getRank() != rank || value.getRank() != rank)
    return emitOptionalError(loc, "expected query, key and value to have the same rank, at least 2, but got ",
                             query, ", ", key, " and ", value);
  return success();
}

LogicalResult AttentionOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                            SmallVectorImpl<Type> &results) {
  RankedTensorType query = tensorType(operands.getQuery()), key = tensorType(operands.getKey()),
                   value = tensorType(operands.getValue());
  if (failed(verifyAttended(loc, query, key, value)))
    return failure();
  int64_t row = query.getRank() - 2, column = row + 1;
  SmallVector<int64_t> keyBatch, batch;
  if (failed(joinShapes(query.getShape().take_front(row), key.getShape().take_front(row), keyBatch)) ||
      failed(joinShapes(keyBatch, value.getShape().take_front(row), batch)))
    return emitOptionalError(loc, "expected equal batch dimensions of query, key and value but got ", query,
                             ", ", key, " and ", value);
  if (!canBeEqual(query.getDimSize(column), key.getDimSize(column)))
    return emitOptionalError(loc, "expected key to have the last dimension of query, ",
                             query.getDimSize(column), ", but got ", key);
  if (!canBeEqual(key.getDimSize(row), value.getDimSize(row)))
    return emitOptionalError(loc, "expected value to have one row for each of the ", key.getDimSize(row),
                             " rows of key but got ", value);
  SmallVector<int64_t> scores(batch), shape(batch);
  scores.append({query.getDimSize(row), joinDimensions(key.getDimSize(row), value.getDimSize(row))});
  shape.append({query.getDimSize(row), value.getDimSize(column)});
  if (Value mask = operands.getMask()) {
    Type element = tensorType(mask).getElementType();
    auto expected = RankedTensorType::get(scores, element);
    if (!element.isInteger(1) && element != query.getElementType())
      return emitOptionalError(loc, "expected mask to hold i1 or ", query.getElementType(), " but got ",
                               mask.getType());
    if (!areCompatibleTensorTypes(TypeRange(expected), TypeRange(mask.getType())))
      return emitOptionalError(loc, "expected mask to be ", expected, ", like the scores, but got ",
                               mask.getType());
  }
  results.push_back(RankedTensorType::get(shape, query.getElementType()));
  return success();
}

/// mask = true, or mask = 0 ⇒ no mask
void AttentionOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(+[](AttentionOp op, PatternRewriter &rewriter) -> LogicalResult {
    Value mask = op.getMask();
    if (!mask)
      return rewriter.notifyMatchFailure(op, "there is no mask");
    bool isBool = getElementTypeOrSelf(mask.getType()).isInteger(1);
    if (isBool ? !matchPattern(mask, m_One()) : !matchPattern(mask, m_AnyZeroFloat()))
      return rewriter.notifyMatchFailure(op, "mask has an effect");
    rewriter.modifyOpInPlace(op, [&] { op.getMaskMutable().clear(); });
    return success();
  });
}
