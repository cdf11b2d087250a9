//===- Map.cpp - regions over elements as operations on tensors -----------===//

#include "dialects/Dialect.h"
#include "passes/stablehlo/Translator.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/ScopeExit.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

/// The values that end the region, after `arguments` stand for its own.
static FailureOr<SmallVector<Value>> translateElements(Translator &translator, Block &block,
                                                       ValueRange arguments, Value like) {
  Value outer = translator.like;
  llvm::scope_exit restore([&] { translator.like = outer; });
  translator.like = like;
  translator.set(block.getArguments().take_front(arguments.size()), arguments);
  if (failed(translator.translateBody(block)))
    return failure();
  return translator.get(block.getTerminator()->getOperands());
}

static LogicalResult translateMap(Translator &translator, MapOp op) {
  SmallVector<Value> operands = translator.get(op.getOperands());
  FailureOr<SmallVector<Value>> results =
      translateElements(translator, op.getBody().front(), operands, operands.front());
  if (failed(results))
    return failure();
  for (auto [old, result] : llvm::zip(op.getResults(), *results))
    translator.set(old, translator.buildCast(result, translateType(old.getType())));
  return success();
}

/// Which dimension of the loop each dimension of an operand is.
static SmallVector<int64_t> dimensionsOf(AffineMap map) {
  return llvm::map_to_vector(map.getResults(), [](AffineExpr result) -> int64_t {
    return cast<AffineDimExpr>(result).getPosition();
  });
}

/// Loops over the elements of one result: what is left of composite operations
/// when they are expanded.
static LogicalResult translateGeneric(Translator &translator, linalg::GenericOp op) {
  bool isElementwise =
      op.getNumDpsInits() == 1 && op.getNumParallelLoops() == op.getNumLoops() &&
      op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity() &&
      llvm::all_of(op.getIndexingMapsArray(), [](AffineMap map) { return map.isProjectedPermutation(); });
  if (!isElementwise)
    return op.emitOpError("has no form in StableHLO unless it computes each element on its own");
  Value init = translator.get(op.getOutputs()[0]);
  Translator::Sizes sizes = translator.sizesOf(init);
  SmallVector<Value> elements;
  for (OpOperand *input : op.getDpsInputOperands()) {
    Value operand = translator.get(input->get());
    SmallVector<int64_t> dimensions = dimensionsOf(op.getMatchingIndexingMap(input));
    if (!llvm::is_sorted(dimensions))
      return op.emitOpError("has no form in StableHLO where it transposes an operand");
    RankedTensorType type = typeOf(sizes, getElementTypeOrSelf(operand));
    elements.push_back(translator.buildBroadcast(operand, dimensions, sizes, type));
  }
  elements.push_back(init);
  FailureOr<SmallVector<Value>> results =
      translateElements(translator, op.getRegion().front(), elements, init);
  if (failed(results))
    return failure();
  translator.set(op.getResult(0), translator.buildCast(results->front(), init.getType()));
  return success();
}

static LogicalResult translateIndex(Translator &translator, linalg::IndexOp op) {
  Translator::Sizes sizes = translator.sizesOf(translator.like);
  RankedTensorType type = typeOf(sizes, translator.getI64Type());
  translator.set(op, translator.buildIota(op.getDim(), sizes, type));
  return success();
}

/// Elements that nobody reads before they are written: any will do.
static LogicalResult translateEmpty(Translator &translator, tensor::EmptyOp op) {
  RankedTensorType type = translateType(op.getType());
  Value zero = translator.buildNumber(type.getElementType(), 0);
  translator.set(op, translator.buildBroadcast(zero, {}, translator.getSizes(op.getMixedSizes()), type));
  return success();
}

void stablehlo::addMapHandlers(Handlers &handlers) {
  handlers.add<MapOp>(translateMap);
  handlers.add<linalg::GenericOp>(translateGeneric);
  handlers.add<linalg::IndexOp>(translateIndex);
  handlers.add<tensor::EmptyOp>(translateEmpty);
}
