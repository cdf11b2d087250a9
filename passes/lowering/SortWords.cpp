//===- SortWords.cpp - keys and positions in one integer ------------------===//

#include "passes/lowering/SortWords.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Conversions.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::eshkol;

bool eshkol::hasSortWord(Type element) { return !element.isIndex() && element.getIntOrFloatBitWidth() <= 32; }

/// The bits of a float have its order as an integer, once those of a negative
/// number below the sign are turned over.  Both zeros are 0, and NaN the greatest.
static Value buildFloatKey(OpBuilder &builder, Location loc, Value element) {
  Type i32 = builder.getI32Type();
  Value number = buildConversion(builder, loc, element, builder.getF32Type());
  Value bits = arith::BitcastOp::create(builder, loc, i32, number);
  Value sign = arith::ShRSIOp::create(builder, loc, bits, buildConstant(builder, loc, i32, 31));
  Value greatest = buildGreatestInteger(builder, loc, i32);
  Value turned = arith::AndIOp::create(builder, loc, sign, greatest);
  Value key = arith::XOrIOp::create(builder, loc, bits, turned);
  Value zero = buildConstant(builder, loc, number.getType(), 0);
  Value isZero = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OEQ, number, zero);
  Value isNan = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::UNO, number, number);
  key = arith::SelectOp::create(builder, loc, isZero, buildConstant(builder, loc, i32, 0), key);
  return arith::SelectOp::create(builder, loc, isNan, greatest, key);
}

Value eshkol::buildSortWord(OpBuilder &builder, Location loc, Value element, Value index, bool descending) {
  Type i32 = builder.getI32Type(), i64 = builder.getI64Type();
  Value key = isa<FloatType>(element.getType()) ? buildFloatKey(builder, loc, element)
                                                : buildConversion(builder, loc, element, i32);
  if (descending)
    key = arith::XOrIOp::create(builder, loc, key, buildConstant(builder, loc, i32, -1));
  Value wide = arith::ExtSIOp::create(builder, loc, i64, key);
  Value upper = arith::ShLIOp::create(builder, loc, wide, buildConstant(builder, loc, i64, 32));
  return arith::OrIOp::create(builder, loc, upper, buildConversion(builder, loc, index, i64));
}

Value eshkol::buildPositionOf(OpBuilder &builder, Location loc, Value word) {
  Value mask = buildConstant(builder, loc, builder.getI64Type(), 4294967295.0);
  return arith::AndIOp::create(builder, loc, word, mask);
}
