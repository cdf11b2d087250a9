//===- SplitComplexTensors.cpp - complex tensor operations on parts -------===//

#include "passes/lowering/ComplexParts.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::eshkol;

/// The parts of a scalar complex constant, or of any other scalar.
static std::pair<Value, Value> buildScalarParts(OpBuilder &builder, Location loc, Value number) {
  return {complex::ReOp::create(builder, loc, number), complex::ImOp::create(builder, loc, number)};
}

namespace {

/// Storage can be filled with a pattern of 64 bits at most, which a number of
/// two f64 exceeds; a computed element has any size.
struct SplitFill : OpRewritePattern<linalg::FillOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::FillOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value number = op.getInputs().front();
    if (!isa<ComplexType>(number.getType()))
      return rewriter.notifyMatchFailure(op, "fills with a real number");
    auto [real, imaginary] = buildScalarParts(rewriter, loc, number);
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, op.getOutputs().front());
    Value result = buildFromParts(rewriter, loc, sizes, real, imaginary);
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getResult(0).getType()));
    return success();
  }
};

/// constant of complex numbers ⇒ constants of their parts
struct SplitConstant : OpRewritePattern<arith::ConstantOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::ConstantOp op, PatternRewriter &rewriter) const override {
    auto type = dyn_cast<RankedTensorType>(op.getType());
    auto elements = dyn_cast<DenseElementsAttr>(op.getValue());
    if (!type || !elements || !isa<ComplexType>(type.getElementType()))
      return rewriter.notifyMatchFailure(op, "not a tensor of complex numbers");
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> sizes = getAsIndexOpFoldResult(rewriter.getContext(), type.getShape());
    auto [real, imaginary] = buildParts(rewriter, loc, type, elements);
    rewriter.replaceOp(op, buildFromParts(rewriter, loc, sizes, real, imaginary));
    return success();
  }

private:
  static std::pair<Value, Value> buildParts(PatternRewriter &rewriter, Location loc, RankedTensorType type,
                                            DenseElementsAttr elements) {
    auto element = cast<FloatType>(cast<ComplexType>(type.getElementType()).getElementType());
    if (elements.isSplat()) {
      auto number = elements.getSplatValue<std::complex<APFloat>>();
      return {arith::ConstantFloatOp::create(rewriter, loc, element, number.real()),
              arith::ConstantFloatOp::create(rewriter, loc, element, number.imag())};
    }
    SmallVector<APFloat> real, imaginary;
    for (std::complex<APFloat> number : elements.getValues<std::complex<APFloat>>()) {
      real.push_back(number.real());
      imaginary.push_back(number.imag());
    }
    RankedTensorType part = type.clone(element);
    return {arith::ConstantOp::create(rewriter, loc, DenseElementsAttr::get(part, real)),
            arith::ConstantOp::create(rewriter, loc, DenseElementsAttr::get(part, imaginary))};
  }
};

/// (a + bi)·(c + di) + (e + fi) = (e + a·c - b·d) + (f + a·d + b·c)i, with matrices
/// for letters: four real products run on the fast path that real matrices have.
template <typename MatmulOp> struct SplitMatmul : OpRewritePattern<MatmulOp> {
  using OpRewritePattern<MatmulOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(MatmulOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value lhs = op.getInputs()[0], rhs = op.getInputs()[1], init = op.getOutputs()[0];
    if (!isa<ComplexType>(getElementTypeOrSelf(init)) || op.hasUserDefinedMaps())
      return rewriter.notifyMatchFailure(op, "not a plain product of complex matrices");
    Value a = buildRealPart(rewriter, loc, lhs), b = buildImaginaryPart(rewriter, loc, lhs);
    Value c = buildRealPart(rewriter, loc, rhs), d = buildImaginaryPart(rewriter, loc, rhs);
    Value minusB = arith::NegFOp::create(rewriter, loc, b);
    auto accumulate = [&](Value sum, Value left, Value right) -> Value {
      return MatmulOp::create(rewriter, loc, ValueRange{left, right}, ValueRange{sum}).getResult(0);
    };
    Value real = accumulate(accumulate(buildRealPart(rewriter, loc, init), a, c), minusB, d);
    Value imaginary = accumulate(accumulate(buildImaginaryPart(rewriter, loc, init), a, d), b, c);
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, init);
    Value result = buildFromParts(rewriter, loc, sizes, real, imaginary);
    rewriter.replaceOp(op, buildCast(rewriter, loc, result, op.getResult(0).getType()));
    return success();
  }
};

} // namespace

void eshkol::populateSplitComplexTensorsPatterns(RewritePatternSet &patterns) {
  patterns.add<SplitConstant, SplitFill, SplitMatmul<linalg::BatchMatmulOp>, SplitMatmul<linalg::MatmulOp>>(
      patterns.getContext());
}
