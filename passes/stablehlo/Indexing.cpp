//===- Indexing.cpp - reading and writing at computed positions -----------===//

#include "dialects/Dialect.h"
#include "passes/stablehlo/Translator.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

using Dimensions = SmallVector<int64_t>;

static Dimensions range(int64_t from, int64_t to) { return llvm::to_vector(llvm::seq(from, to)); }

static std::string listed(StringRef name, ArrayRef<int64_t> dimensions) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream << name << " = [";
  llvm::interleaveComma(dimensions, stream);
  stream << "], ";
  return text;
}

/// StableHLO counts positions in i64; index became that already.
static Value getIndices(Translator &translator, Value old) {
  return translator.buildConvert(translator.get(old), translator.getI64Type());
}

/// StableHLO clamps indices too.
static LogicalResult translateGather(Translator &translator, GatherOp op) {
  Value operand = translator.get(op.getOperand()), indices = getIndices(translator, op.getIndices());
  auto type = cast<RankedTensorType>(operand.getType());
  int64_t batch = op.getBatchDims(), along = op.getDimension(),
          indexRank = cast<RankedTensorType>(indices.getType()).getRank();
  RankedTensorType resultType = translateType(op.getType());
  Dimensions offsets = range(batch, along);
  llvm::append_range(offsets, range(along + indexRank - batch, resultType.getRank()));
  std::string text = "gather<" + listed("offset_dims", offsets) + listed("collapsed_slice_dims", {along}) +
                     listed("operand_batching_dims", range(0, batch)) +
                     listed("start_indices_batching_dims", range(0, batch)) +
                     listed("start_index_map", {along}) + "index_vector_dim = " + std::to_string(indexRank) +
                     ">";
  NamedAttribute numbers = translator.ownAttribute("dimension_numbers", text);
  Translator::Sizes sizes = translator.sizesOf(operand);
  Dimensions sliceSizes = llvm::to_vector(type.getShape());
  for (int64_t dimension : range(0, type.getRank()))
    if (dimension < batch || dimension == along) {
      sizes[dimension] = translator.getIndexAttr(1);
      sliceSizes[dimension] = 1;
    }
  bool isStatic = llvm::all_of(sliceSizes, ShapedType::isStatic);
  Value result = isStatic ? translator.build("gather", resultType, {operand, indices},
                                             {numbers, translator.attribute("slice_sizes", sliceSizes)})
                          : translator.build("dynamic_gather", resultType,
                                             {operand, indices, translator.buildShape(sizes)}, numbers);
  translator.set(op, result);
  return success();
}

static Value buildCombined(Translator &translator, ScatterMode mode, Value old, Value update) {
  bool isTruth = getElementTypeOrSelf(old).isInteger(1);
  switch (mode) {
  case ScatterMode::Set:
    return update;
  case ScatterMode::Add:
    return translator.buildBinary(isTruth ? "or" : "add", old, update);
  case ScatterMode::Mul:
    return translator.buildBinary(isTruth ? "and" : "multiply", old, update);
  case ScatterMode::Max:
    return translator.buildBinary(isTruth ? "or" : "maximum", old, update);
  case ScatterMode::Min:
    return translator.buildBinary(isTruth ? "and" : "minimum", old, update);
  }
  llvm_unreachable("every mode combines elements");
}

/// StableHLO drops updates outside of the tensor too.
static LogicalResult translateScatter(Translator &translator, ScatterOp op) {
  Value operand = translator.get(op.getOperand()), indices = getIndices(translator, op.getIndices());
  auto type = cast<RankedTensorType>(operand.getType());
  int64_t batch = op.getBatchDims(), indexRank = cast<RankedTensorType>(indices.getType()).getRank();
  std::string text =
      "scatter<" + listed("update_window_dims", range(indexRank, indexRank + type.getRank() - batch - 1)) +
      listed("inserted_window_dims", {batch}) + listed("input_batching_dims", range(0, batch)) +
      listed("scatter_indices_batching_dims", range(0, batch)) +
      listed("scatter_dims_to_operand_dims", {batch}) + "index_vector_dim = " + std::to_string(indexRank) +
      ">";
  auto scalar = RankedTensorType::get({}, type.getElementType());
  auto combine = [&](ValueRange pair) -> FailureOr<SmallVector<Value>> {
    return SmallVector<Value>{buildCombined(translator, op.getMode(), pair[0], pair[1])};
  };
  FailureOr<SmallVector<Value>> results = translator.buildWithRegions(
      "scatter", type, {operand, indices, translator.get(op.getUpdates())},
      translator.ownAttribute("scatter_dimension_numbers", text), {{{scalar, scalar}, combine}});
  translator.set(op, translator.buildCast(results->front(), translateType(op.getType())));
  return success();
}

void stablehlo::addIndexingHandlers(Handlers &handlers) {
  handlers.add<GatherOp>(translateGather);
  handlers.add<ScatterOp>(translateScatter);
}
