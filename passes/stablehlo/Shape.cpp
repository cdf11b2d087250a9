//===- Shape.cpp - rearranging elements, and sizes ------------------------===//

#include "dialects/Dialect.h"
#include "passes/stablehlo/Translator.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

static LogicalResult translateBroadcast(Translator &translator, BroadcastOp op) {
  translator.set(op, translator.buildBroadcast(translator.get(op.getOperand()), op.getDimensions(),
                                               translator.getSizes(op.getMixedSizes()),
                                               translateType(op.getType())));
  return success();
}

static LogicalResult translateTranspose(Translator &translator, TransposeOp op) {
  translator.set(op,
                 translator.build("transpose", translateType(op.getType()), translator.get(op.getOperand()),
                                  translator.attribute("permutation", op.getPermutation())));
  return success();
}

static LogicalResult translateReshape(Translator &translator, ReshapeOp op) {
  translator.set(op, translator.buildReshape(translator.get(op.getOperand()),
                                             translator.getSizes(op.getMixedSizes()),
                                             translateType(op.getType())));
  return success();
}

static LogicalResult translateReverse(Translator &translator, ReverseOp op) {
  translator.set(op, translator.build("reverse", translateType(op.getType()), translator.get(op.getOperand()),
                                      translator.attribute("dimensions", op.getDimensions())));
  return success();
}

static LogicalResult translateIota(Translator &translator, IotaOp op) {
  translator.set(op, translator.buildIota(op.getDimension(), translator.getSizes(op.getMixedSizes()),
                                          translateType(op.getType())));
  return success();
}

static LogicalResult translateCast(Translator &translator, tensor::CastOp op) {
  if (!isa<RankedTensorType>(op.getType()) || !isa<RankedTensorType>(op.getSource().getType()))
    return op.emitOpError("has no form in StableHLO for tensors of unknown rank");
  translator.set(op, translator.buildCast(translator.get(op.getSource()), translateType(op.getType())));
  return success();
}

static LogicalResult translateDim(Translator &translator, tensor::DimOp op) {
  std::optional<int64_t> dimension = op.getConstantIndex();
  if (!dimension)
    return op.emitOpError("has no form in StableHLO where the dimension is not a constant");
  OpFoldResult size = translator.sizesOf(translator.get(op.getSource()))[*dimension];
  std::optional<int64_t> constant = getConstantIntValue(size);
  translator.set(op, constant ? translator.buildInteger(*constant) : cast<Value>(size));
  return success();
}

/// One element, at a position that may be computed.
static LogicalResult translateExtract(Translator &translator, tensor::ExtractOp op) {
  Value tensor = translator.get(op.getTensor());
  RankedTensorType type = RankedTensorType::get({}, getElementTypeOrSelf(tensor));
  if (op.getIndices().empty()) {
    translator.set(op, tensor);
    return success();
  }
  if (translator.like)
    return op.emitOpError("has no form in StableHLO in a function of elements");
  SmallVector<int64_t> ones(op.getIndices().size(), 1);
  SmallVector<Value> operands{tensor};
  llvm::append_range(operands, translator.get(op.getIndices()));
  Value slice = translator.build("dynamic_slice", RankedTensorType::get(ones, type.getElementType()),
                                 operands, translator.attribute("slice_sizes", ones));
  translator.set(op, translator.build("reshape", type, slice));
  return success();
}

static LogicalResult translateFromElements(Translator &translator, tensor::FromElementsOp op) {
  SmallVector<Value> elements = translator.get(op.getElements());
  auto type = cast<RankedTensorType>(translateType(op.getType()));
  if (type.getRank() == 0) {
    translator.set(op, elements.front());
    return success();
  }
  if (elements.empty()) {
    translator.set(op, translator.buildConstant(DenseElementsAttr::get(type, ArrayRef<Attribute>())));
    return success();
  }
  auto single = RankedTensorType::get({1}, type.getElementType());
  for (Value &element : elements)
    element = translator.build("reshape", single, element);
  auto row = RankedTensorType::get({type.getNumElements()}, type.getElementType());
  Value joined = translator.build("concatenate", row, elements, translator.attribute("dimension", 0));
  translator.set(op, translator.buildReshape(joined, {}, type));
  return success();
}

void stablehlo::addShapeHandlers(Handlers &handlers) {
  handlers.add<BroadcastOp>(translateBroadcast);
  handlers.add<IotaOp>(translateIota);
  handlers.add<ReshapeOp>(translateReshape);
  handlers.add<ReverseOp>(translateReverse);
  handlers.add<TransposeOp>(translateTranspose);
  handlers.add<tensor::CastOp>(translateCast);
  handlers.add<tensor::DimOp>(translateDim);
  handlers.add<tensor::ExtractOp>(translateExtract);
  handlers.add<tensor::FromElementsOp>(translateFromElements);
}
