//===- Casts.cpp - from one element type to another -----------------------===//

#include "dialects/Dialect.h"
#include "passes/lowering/Conversions.h"
#include "passes/stablehlo/Translator.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

static LogicalResult translateDirect(Translator &translator, Operation *op) {
  Value operand = translator.get(op->getOperand(0));
  Type element = translator.getType(op->getResult(0).getType()).getElementType();
  translator.set(op->getResult(0), translator.buildConvert(operand, element));
  return success();
}

/// From truth values as signed numbers, where true is -1; StableHLO has 1 for it.
static LogicalResult translateSigned(Translator &translator, Operation *op) {
  bool isTruth = getElementTypeOrSelf(op->getOperand(0)).isInteger(1);
  if (failed(translateDirect(translator, op)) || !isTruth)
    return success();
  Value converted = translator.get(op->getResult(0));
  translator.set(op->getResult(0), translator.buildUnary("negate", converted));
  return success();
}

/// Integers without a sign: truth values have none, and the others go through
/// one of twice the width.
static LogicalResult translateUnsigned(Translator &translator, Operation *op) {
  Type from = getElementTypeOrSelf(op->getOperand(0)),
       to = translator.getType(op->getResult(0).getType()).getElementType();
  if (from.isInteger(1))
    return translateDirect(translator, op);
  if (from.isIndex() || from.isInteger(64))
    return op->emitOpError("has no form in StableHLO for integers of 64 bits");
  Value wide = translator.buildConvert(translator.get(op->getOperand(0)), translator.getI64Type());
  auto mask = static_cast<double>((int64_t(1) << from.getIntOrFloatBitWidth()) - 1);
  Value low = translator.buildSplatLike(translator.buildNumber(translator.getI64Type(), mask), wide);
  Value value = translator.buildBinary("and", wide, low);
  translator.set(op->getResult(0), translator.buildConvert(value, to));
  return success();
}

/// To a truth value: its lowest bit.  A conversion would test for zero.
static LogicalResult translateTrunc(Translator &translator, arith::TruncIOp op) {
  if (!getElementTypeOrSelf(op.getType()).isInteger(1))
    return translateDirect(translator, op);
  Value operand = translator.get(op.getIn());
  Value one = translator.buildNumber(getElementTypeOrSelf(operand), 1);
  Value ones = translator.buildSplatLike(one, operand);
  translator.set(op, translator.buildCompare("EQ", translator.buildBinary("and", operand, ones), ones));
  return success();
}

static LogicalResult translateBitcast(Translator &translator, arith::BitcastOp op) {
  translator.set(
      op, translator.build("bitcast_convert", translator.getType(op.getType()), translator.get(op.getIn())));
  return success();
}

/// Conversions that StableHLO leaves open where a number is out of range are
/// written out on elements.
static LogicalResult translateConvert(Translator &translator, ConvertOp op) {
  Type from = getElementTypeOrSelf(op.getOperand()), to = getElementTypeOrSelf(op.getType());
  bool isOpen = to.isInteger(1) || (isa<FloatType>(from) && isa<IntegerType, IndexType>(to));
  if (!isOpen) {
    Value result =
        translator.buildConvert(translator.get(op.getOperand()), translateType(to).getElementType());
    translator.set(op, translator.buildCast(result, translateType(op.getType())));
    return success();
  }
  OpBuilder old(op);
  auto map = MapOp::create(old, op.getLoc(), ValueRange(op.getOperand()),
                           [&](OpBuilder &builder, Location loc, ValueRange elements) {
                             return SmallVector<Value>{buildConversion(builder, loc, elements[0], to)};
                           });
  if (failed(translator.translate(map)))
    return failure();
  Value result = translator.get(map.getResult(0));
  translator.set(op, translator.buildCast(result, translateType(op.getType())));
  return success();
}

void stablehlo::addCastHandlers(Handlers &handlers) {
  for (StringRef name : {"arith.extf", "arith.fptosi", "arith.truncf"})
    handlers.add(name, translateDirect);
  for (StringRef name : {"arith.extsi", "arith.index_cast", "arith.sitofp"})
    handlers.add(name, translateSigned);
  for (StringRef name : {"arith.extui", "arith.index_castui", "arith.uitofp"})
    handlers.add(name, translateUnsigned);
  handlers.add<arith::BitcastOp>(translateBitcast);
  handlers.add<arith::TruncIOp>(translateTrunc);
  handlers.add<ConvertOp>(translateConvert);
}
