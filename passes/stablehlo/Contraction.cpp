//===- Contraction.cpp - sums of products ---------------------------------===//

#include "dialects/Dialect.h"
#include "passes/lowering/Conversions.h"
#include "passes/stablehlo/Translator.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

static std::string listed(ArrayRef<int64_t> dimensions) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream << '[';
  llvm::interleaveComma(dimensions, stream);
  stream << ']';
  return text;
}

namespace {

struct Pairs {
  SmallVector<int64_t> lhsBatching, rhsBatching, lhsContracting, rhsContracting;
};

} // namespace

/// Narrow floats are summed in f32; truth values in i32, where a sum that is
/// not zero is their "or".
static Type accumulatorOf(Type element) {
  return element.isInteger(1) ? IntegerType::get(element.getContext(), 32) : getComputeType(element);
}

static Value buildProduct(Translator &translator, Value lhs, Value rhs, const Pairs &pairs,
                          RankedTensorType type) {
  Type element = type.getElementType(), accumulator = accumulatorOf(element);
  lhs = translator.buildConvert(lhs, accumulator);
  rhs = translator.buildConvert(rhs, accumulator);
  std::string text = "dot<lhs_batching_dimensions = " + listed(pairs.lhsBatching) +
                     ", rhs_batching_dimensions = " + listed(pairs.rhsBatching) +
                     ", lhs_contracting_dimensions = " + listed(pairs.lhsContracting) +
                     ", rhs_contracting_dimensions = " + listed(pairs.rhsContracting) + ">";
  Value product = translator.build("dot_general", type.clone(accumulator), {lhs, rhs},
                                   translator.ownAttribute("dot_dimension_numbers", text));
  if (!element.isInteger(1))
    return translator.buildConvert(product, element);
  Value zero = translator.buildSplatLike(translator.buildNumber(accumulator, 0), product);
  return translator.buildCompare("NE", product, zero);
}

static LogicalResult translateMatmul(Translator &translator, MatmulOp op) {
  RankedTensorType type = translateType(op.getType());
  int64_t rank = type.getRank();
  SmallVector<int64_t> batching = llvm::to_vector(llvm::seq<int64_t>(rank - 2));
  Pairs pairs{batching, batching, {rank - 1}, {rank - 2}};
  translator.set(
      op, buildProduct(translator, translator.get(op.getLhs()), translator.get(op.getRhs()), pairs, type));
  return success();
}

static LogicalResult translateDotGeneral(Translator &translator, DotGeneralOp op) {
  Pairs pairs{llvm::to_vector(op.getLhsBatching()), llvm::to_vector(op.getRhsBatching()),
              llvm::to_vector(op.getLhsContracting()), llvm::to_vector(op.getRhsContracting())};
  translator.set(op, buildProduct(translator, translator.get(op.getLhs()), translator.get(op.getRhs()), pairs,
                                  translateType(op.getType())));
  return success();
}

void stablehlo::addContractionHandlers(Handlers &handlers) {
  handlers.add<DotGeneralOp>(translateDotGeneral);
  handlers.add<MatmulOp>(translateMatmul);
}
