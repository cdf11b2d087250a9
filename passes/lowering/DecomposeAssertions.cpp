//===- DecomposeAssertions.cpp - composite assertions in parts ------------===//

#include "dialects/Dialect.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Conversions.h"
#include "passes/lowering/Patterns.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::eshkol;

namespace {

/// |actual - expected| ≤ atol + rtol·|expected|, or both are equal, or both NaN
struct DecomposeAssertClose : OpRewritePattern<AssertCloseOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(AssertCloseOp op, PatternRewriter &rewriter) const override {
    assertEqualSizes(rewriter, op);
    auto map = MapOp::create(rewriter, op.getLoc(), ValueRange{op.getActual(), op.getExpected()},
                             [&](OpBuilder &builder, Location loc, ValueRange elements) {
                               return SmallVector<Value>{buildIsClose(builder, loc, op, elements)};
                             });
    rewriter.replaceOpWithNewOp<AssertOp>(op, map.getResult(0), op.getMessageAttr());
    return success();
  }

private:
  /// The elements of tensors of different sizes cannot be compared.
  static void assertEqualSizes(PatternRewriter &rewriter, AssertCloseOp op) {
    Location loc = op.getLoc();
    for (auto [dimension, size] : llvm::enumerate(op.getActual().getType().getShape())) {
      if (ShapedType::isStatic(size))
        continue;
      Value actual = tensor::DimOp::create(rewriter, loc, op.getActual(), dimension);
      Value expected = tensor::DimOp::create(rewriter, loc, op.getExpected(), dimension);
      Value isEqual = arith::CmpIOp::create(rewriter, loc, arith::CmpIPredicate::eq, actual, expected);
      std::string message = op.getMessage().str() + " (shapes differ)";
      AssertOp::create(rewriter, loc, isEqual, rewriter.getStringAttr(message));
    }
  }

  static Value buildIsClose(OpBuilder &builder, Location loc, AssertCloseOp op, ValueRange elements) {
    Type element = elements[0].getType();
    if (isa<ComplexType>(element))
      return buildIsNear(builder, loc, op, elements[0], elements[1]);
    if (!isa<FloatType>(element))
      return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, elements[0], elements[1]);
    Type type = getComputeType(element);
    Value actual = buildConversion(builder, loc, elements[0], type);
    Value expected = buildConversion(builder, loc, elements[1], type);
    return buildIsNear(builder, loc, op, actual, expected);
  }

  static Value buildIsNear(OpBuilder &builder, Location loc, AssertCloseOp op, Value actual, Value expected) {
    Value error = buildModulus(builder, loc, buildSubtract(builder, loc, actual, expected));
    Type type = error.getType();
    auto constant = [&](APFloat number) {
      return buildConstant(builder, loc, type, number.convertToDouble());
    };
    Value size = buildModulus(builder, loc, expected);
    Value scaled = arith::MulFOp::create(builder, loc, constant(op.getRtol()), size);
    Value tolerance = arith::AddFOp::create(builder, loc, constant(op.getAtol()), scaled);
    Value isNear = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLE, error, tolerance);
    // Beside an infinity every error would be tolerated.
    Value infinity = constant(APFloat::getInf(APFloat::IEEEdouble()));
    Value isFinite = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLT, error, infinity);
    Value result = arith::AndIOp::create(builder, loc, isNear, isFinite);
    result = arith::OrIOp::create(builder, loc, result, buildIsEqual(builder, loc, actual, expected));
    Value bothNan = arith::AndIOp::create(builder, loc, buildIsNan(builder, loc, actual),
                                          buildIsNan(builder, loc, expected));
    return arith::OrIOp::create(builder, loc, result, bothNan);
  }

  static Value buildModulus(OpBuilder &builder, Location loc, Value number) {
    if (isa<ComplexType>(number.getType()))
      return complex::AbsOp::create(builder, loc, number);
    return math::AbsFOp::create(builder, loc, number);
  }

  static Value buildIsEqual(OpBuilder &builder, Location loc, Value a, Value b) {
    if (isa<ComplexType>(a.getType()))
      return complex::EqualOp::create(builder, loc, a, b);
    return arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OEQ, a, b);
  }

  static Value buildIsNan(OpBuilder &builder, Location loc, Value number) {
    if (isa<ComplexType>(number.getType()))
      return complex::NotEqualOp::create(builder, loc, number, number);
    return arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::UNO, number, number);
  }
};

} // namespace

void eshkol::populateDecomposeAssertionsPatterns(RewritePatternSet &patterns) {
  patterns.add<DecomposeAssertClose>(patterns.getContext());
}
