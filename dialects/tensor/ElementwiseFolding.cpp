//===- ElementwiseFolding.cpp - algebra of elementwise operations ---------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"
#include "dialects/tensor/ConstantFolding.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::eshkol;

/// x = x ⇒ true, x < x ⇒ false (but for floats, which may be NaN); constants are compared
OpFoldResult CompareOp::fold(FoldAdaptor operands) {
  RankedTensorType type = getType();
  if (getLhs() == getRhs() && type.hasStaticShape() &&
      isa<IntegerType, IndexType>(getLhs().getType().getElementType())) {
    bool isReflexive = llvm::is_contained({ComparePredicate::Eq, ComparePredicate::Le, ComparePredicate::Ge},
                                          getPredicate());
    return DenseElementsAttr::get(type, isReflexive);
  }
  return mapConstants(operands.getLhs(), operands.getRhs(), type,
                      [&](Attribute lhs, Attribute rhs) { return compareNumbers(getPredicate(), lhs, rhs); });
}

/// The truth value that every element of a constant has.
static std::optional<bool> uniformTruth(Attribute condition) {
  if (auto splat = dyn_cast_or_null<SplatElementsAttr>(condition))
    return splat.getSplatValue<bool>();
  if (auto scalar = dyn_cast_or_null<IntegerAttr>(condition))
    return !scalar.getValue().isZero();
  return {};
}

/// select true x y ⇒ x, select false x y ⇒ y, select c x x ⇒ x, select c true false ⇒ c
OpFoldResult SelectOp::fold(FoldAdaptor operands) {
  std::optional<bool> condition = uniformTruth(operands.getCondition());
  if (getOnTrue() == getOnFalse())
    condition = true;
  if (condition) {
    Value chosen = *condition ? getOnTrue() : getOnFalse();
    return chosen.getType() == getType() ? OpFoldResult(chosen) : OpFoldResult();
  }
  bool isItself = getType().getElementType().isInteger(1) && uniformTruth(operands.getOnTrue()) == true &&
                  uniformTruth(operands.getOnFalse()) == false;
  if (isItself && getCondition().getType() == getType())
    return getCondition();
  return {};
}

/// How many bits of an integer a floating-point type holds exactly.
static unsigned precisionOf(FloatType type) { return APFloat::semanticsPrecision(type.getFloatSemantics()); }

static bool isFloatWithin(FloatType from, FloatType to) {
  return precisionOf(from) <= precisionOf(to) && from.getWidth() < to.getWidth();
}

/// Whether `to` has every number of type `from`.
static bool isWithin(Type from, Type to) {
  if (auto fromComplex = dyn_cast<ComplexType>(from)) {
    auto toComplex = dyn_cast<ComplexType>(to);
    return toComplex && isWithin(fromComplex.getElementType(), toComplex.getElementType());
  }
  auto fromFloat = dyn_cast<FloatType>(from), toFloat = dyn_cast<FloatType>(to);
  if (fromFloat)
    return toFloat && isFloatWithin(fromFloat, toFloat);
  auto fromInteger = dyn_cast<IntegerType>(from);
  if (!fromInteger)
    return false;
  if (toFloat)
    return fromInteger.getWidth() <= precisionOf(toFloat);
  auto toInteger = dyn_cast<IntegerType>(to);
  return toInteger && fromInteger.getWidth() < toInteger.getWidth();
}

/// convert x to its type ⇒ x; convert (convert x) ⇒ convert x if the first one loses nothing
OpFoldResult ConvertOp::fold(FoldAdaptor operands) {
  if (getOperand().getType() == getType())
    return getOperand();
  if (auto inner = getOperand().getDefiningOp<ConvertOp>()) {
    RankedTensorType original = inner.getOperand().getType();
    if (isWithin(original.getElementType(), inner.getType().getElementType())) {
      getOperandMutable().assign(inner.getOperand());
      return getResult();
    }
  }
  Type element = getType().getElementType();
  return mapConstant(operands.getOperand(), getType(),
                     [&](Attribute number) { return convertNumber(number, element); });
}

/// Whether a limit is one that no number is beyond.
static bool isUnlimited(Attribute limit, bool isLow) {
  auto splat = dyn_cast_or_null<SplatElementsAttr>(limit);
  if (!splat)
    return false;
  if (isa<FloatType>(splat.getElementType())) {
    auto number = splat.getSplatValue<APFloat>();
    return number.isInfinity() && number.isNegative() == isLow;
  }
  auto number = splat.getSplatValue<APInt>();
  if (splat.getElementType().isInteger(1))
    return number.isOne() != isLow;
  return isLow ? number.isMinSignedValue() : number.isMaxSignedValue();
}

/// clamp x -∞ ∞ ⇒ x, clamp (clamp x l h) l h ⇒ clamp x l h
OpFoldResult ClampOp::fold(FoldAdaptor operands) {
  if (getOperand().getType() != getType())
    return {};
  if (isUnlimited(operands.getLow(), /*isLow=*/true) && isUnlimited(operands.getHigh(), /*isLow=*/false))
    return getOperand();
  auto inner = getOperand().getDefiningOp<ClampOp>();
  if (inner && inner.getLow() == getLow() && inner.getHigh() == getHigh())
    return getOperand();
  return {};
}

/// map with a result that is an operand's element ⇒ that operand
static LogicalResult forwardOperands(MapOp op, PatternRewriter &rewriter) {
  bool isChanged = false;
  Operation *yield = op.getBody().front().getTerminator();
  for (auto [result, value] : llvm::zip(op.getResults(), yield->getOperands())) {
    auto argument = dyn_cast<BlockArgument>(value);
    if (!argument || argument.getOwner() != &op.getBody().front() || result.use_empty())
      continue;
    Value operand = op.getOperands()[argument.getArgNumber()];
    if (operand.getType() != result.getType())
      continue;
    rewriter.replaceAllUsesWith(result, operand);
    isChanged = true;
  }
  return success(isChanged);
}

/// Replaces `op` by a map without the operands whose element is not used, but
/// one that gives the shape, and without the results that are not used.
static LogicalResult dropUnused(MapOp op, PatternRewriter &rewriter) {
  Block &body = op.getBody().front();
  llvm::BitVector arguments(body.getNumArguments()), results(op.getNumResults());
  for (BlockArgument argument : body.getArguments())
    arguments[argument.getArgNumber()] = argument.use_empty();
  for (OpResult result : op.getResults())
    results[result.getResultNumber()] = result.use_empty();
  if (arguments.all())
    arguments.reset(0);
  if (arguments.none() && results.none())
    return rewriter.notifyMatchFailure(op, "uses every operand and result");
  if (results.all())
    return rewriter.notifyMatchFailure(op, "is dead");
  SmallVector<Value> operands, kept;
  for (auto [index, operand] : llvm::enumerate(op.getOperands()))
    if (!arguments[index])
      operands.push_back(operand);
  SmallVector<Type> types;
  for (OpResult result : op.getResults())
    if (!results[result.getResultNumber()])
      kept.push_back(result), types.push_back(result.getType());
  auto map = MapOp::create(rewriter, op.getLoc(), types, operands);
  rewriter.inlineRegionBefore(op.getBody(), map.getBody(), map.getBody().end());
  rewriter.modifyOpInPlace(map, [&] {
    map.getBody().front().eraseArguments(arguments);
    map.getBody().front().getTerminator()->eraseOperands(results);
  });
  for (auto [old, replacement] : llvm::zip(kept, map.getResults()))
    rewriter.replaceAllUsesWith(old, replacement);
  rewriter.eraseOp(op);
  return success();
}

/// map over x and x ⇒ map over x; map over a splat ⇒ its element as a scalar
static LogicalResult simplifyOperands(MapOp op, PatternRewriter &rewriter) {
  bool isChanged = false;
  Block &body = op.getBody().front();
  for (auto [index, operand] : llvm::enumerate(op.getOperands())) {
    BlockArgument argument = body.getArgument(index);
    if (argument.use_empty())
      continue;
    auto first = llvm::find(op.getOperands(), operand) - op.getOperands().begin();
    if (first != static_cast<int64_t>(index)) {
      rewriter.replaceAllUsesWith(argument, body.getArgument(first));
      isChanged = true;
      continue;
    }
    SplatElementsAttr splat;
    if (!matchPattern(operand, m_Constant(&splat)) || isa<ComplexType>(argument.getType()))
      continue;
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPointToStart(&body);
    Value scalar =
        arith::ConstantOp::create(rewriter, op.getLoc(), cast<TypedAttr>(splat.getSplatValue<Attribute>()));
    rewriter.replaceAllUsesWith(argument, scalar);
    isChanged = true;
  }
  return success(isChanged);
}

void MapOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(forwardOperands);
  patterns.add(dropUnused);
  patterns.add(simplifyOperands);
}
