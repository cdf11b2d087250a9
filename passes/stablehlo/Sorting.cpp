//===- Sorting.cpp - order ------------------------------------------------===//

#include "dialects/Dialect.h"
#include "passes/stablehlo/Translator.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

/// Whether the first of two elements comes before the second.  NaN is greater
/// than any number; equal elements are in the order of their positions.
static Value buildPrecedes(Translator &translator, ValueRange pairs, bool isDescending) {
  auto both = [&](Value a, Value b) { return translator.buildBinary("and", a, b); };
  auto either = [&](Value a, Value b) { return translator.buildBinary("or", a, b); };
  Value lhs = pairs[0], rhs = pairs[1];
  Value precedes = translator.buildCompare(isDescending ? "GT" : "LT", lhs, rhs),
        isEqual = translator.buildCompare("EQ", lhs, rhs);
  if (isa<FloatType>(getElementTypeOrSelf(lhs))) {
    Value lhsNan = translator.buildIsNan(lhs), rhsNan = translator.buildIsNan(rhs);
    Value greater = isDescending ? lhsNan : rhsNan, lesser = isDescending ? rhsNan : lhsNan;
    precedes = either(precedes, both(greater, translator.buildUnary("not", lesser)));
    isEqual = either(isEqual, both(lhsNan, rhsNan));
  }
  return either(precedes, both(isEqual, translator.buildCompare("LT", pairs[2], pairs[3])));
}

static LogicalResult translateSort(Translator &translator, SortOp op) {
  Value operand = translator.get(op.getOperand());
  auto type = cast<RankedTensorType>(operand.getType());
  int64_t dimension = op.getDimension();
  RankedTensorType indexType = type.clone(translator.getI64Type());
  Value positions = translator.buildIota(dimension, translator.sizesOf(operand), indexType);
  auto scalar = RankedTensorType::get({}, type.getElementType()),
       position = RankedTensorType::get({}, translator.getI64Type());
  auto compare = [&](ValueRange pairs) -> FailureOr<SmallVector<Value>> {
    return SmallVector<Value>{buildPrecedes(translator, pairs, op.getDescending())};
  };
  SmallVector<Value> results =
      *translator.buildWithRegions("sort", {type, indexType}, {operand, positions},
                                   {translator.attribute("dimension", dimension),
                                    translator.attribute("is_stable", translator.getBoolAttr(true))},
                                   {{{scalar, scalar, position, position}, compare}});
  translator.set(op.getSorted(), translator.buildCast(results[0], translateType(op.getSorted().getType())));
  translator.set(op.getPermutation(), translator.buildCast(results[1], op.getPermutation().getType()));
  return success();
}

void stablehlo::addSortingHandlers(Handlers &handlers) { handlers.add<SortOp>(translateSort); }
