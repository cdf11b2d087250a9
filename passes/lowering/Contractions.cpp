//===- Contractions.cpp - building sums of products -----------------------===//

#include "passes/lowering/Contractions.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

Type eshkol::accumulatorType(Type element) {
  if (auto floatType = dyn_cast<FloatType>(element); floatType && floatType.getWidth() < 32)
    return Float32Type::get(element.getContext());
  return element;
}

Value eshkol::buildAccumulator(OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes, Type element) {
  return buildFilled(builder, loc, sizes, buildConstant(builder, loc, accumulatorType(element), 0));
}

Value eshkol::buildRounded(OpBuilder &builder, Location loc, Value sums, Type element) {
  auto type = cast<RankedTensorType>(sums.getType());
  if (type.getElementType() == element)
    return sums;
  return arith::TruncFOp::create(builder, loc, type.clone(element), sums);
}

Value eshkol::buildWidened(OpBuilder &builder, Location loc, Value value, Type accumulator) {
  if (value.getType() == accumulator)
    return value;
  return arith::ExtFOp::create(builder, loc, accumulator, value);
}

/// sum + lhs · rhs, or sum ∨ (lhs ∧ rhs) for truth values
static Value buildStep(OpBuilder &builder, Location loc, Value lhs, Value rhs, Value sum) {
  Type accumulator = sum.getType();
  if (accumulator.isInteger(1)) {
    Value product = arith::AndIOp::create(builder, loc, lhs, rhs);
    return arith::OrIOp::create(builder, loc, sum, product);
  }
  Value left = eshkol::buildWidened(builder, loc, lhs, accumulator),
        right = eshkol::buildWidened(builder, loc, rhs, accumulator);
  return eshkol::buildAdd(builder, loc, sum, eshkol::buildMultiply(builder, loc, left, right));
}

Value eshkol::buildSumOfProducts(OpBuilder &builder, Location loc, ArrayRef<Value> inputs, Value init,
                                 ArrayRef<SmallVector<AffineExpr>> inputExprs, ArrayRef<AffineExpr> out,
                                 int64_t loops) {
  MLIRContext *context = builder.getContext();
  SmallVector<utils::IteratorType> iterators(loops, utils::IteratorType::reduction);
  for (AffineExpr expr : out)
    iterators[cast<AffineDimExpr>(expr).getPosition()] = utils::IteratorType::parallel;
  SmallVector<AffineMap> maps{AffineMap::get(loops, 0, inputExprs[0], context),
                              AffineMap::get(loops, 0, inputExprs[1], context)};
  maps.push_back(AffineMap::get(loops, 0, out, context));
  auto generic = linalg::GenericOp::create(builder, loc, init.getType(), inputs, init, maps, iterators,
                                           [](OpBuilder &nested, Location at, ValueRange elements) {
                                             Value next =
                                                 buildStep(nested, at, elements[0], elements[1], elements[2]);
                                             linalg::YieldOp::create(nested, at, next);
                                           });
  return generic.getResult(0);
}
