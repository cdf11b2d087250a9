//===- ExpandMath.cpp - accurate forms of elementary functions ------------===//
//
// IREE expands some functions of the math dialect in ways that lose all
// precision for small arguments (asinh, log1p of f64, ...) or overflow early,
// and cannot compile erf of f64 at all.  The forms here keep a relative error
// of a few roundings everywhere, on every target.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/HostCode.h"
#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_EXPANDMATHPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

namespace {

/// Builds scalar arithmetic in one floating-point type, f32 or f64.
class Arithmetic {
public:
  Arithmetic(OpBuilder &builder, Location loc, FloatType type) : builder(builder), loc(loc), type(type) {}

  bool isDouble() const { return type.isF64(); }

  Value number(double value) {
    return arith::ConstantOp::create(builder, loc, builder.getFloatAttr(type, value));
  }
  Value infinity() {
    return arith::ConstantOp::create(builder, loc,
                                     FloatAttr::get(type, llvm::APFloat::getInf(type.getFloatSemantics())));
  }

  Value add(Value a, Value b) { return arith::AddFOp::create(builder, loc, a, b); }
  Value subtract(Value a, Value b) { return arith::SubFOp::create(builder, loc, a, b); }
  Value multiply(Value a, Value b) { return arith::MulFOp::create(builder, loc, a, b); }
  Value divide(Value a, Value b) { return arith::DivFOp::create(builder, loc, a, b); }
  Value negate(Value a) { return arith::NegFOp::create(builder, loc, a); }
  Value minimum(Value a, Value b) { return arith::MinimumFOp::create(builder, loc, a, b); }
  Value maximum(Value a, Value b) { return arith::MaximumFOp::create(builder, loc, a, b); }
  Value magnitude(Value a) { return math::AbsFOp::create(builder, loc, a); }
  Value withSign(Value size, Value sign) { return math::CopySignOp::create(builder, loc, size, sign); }
  Value fma(Value a, Value b, Value c) { return math::FmaOp::create(builder, loc, a, b, c); }
  Value floor(Value a) { return math::FloorOp::create(builder, loc, a); }
  Value round(Value a) { return math::RoundEvenOp::create(builder, loc, a); }
  Value squareRoot(Value a) { return math::SqrtOp::create(builder, loc, a); }
  Value exponential(Value a) { return math::ExpOp::create(builder, loc, a); }
  Value logarithm(Value a) { return math::LogOp::create(builder, loc, a); }

  Value less(Value a, Value b) { return compare(arith::CmpFPredicate::OLT, a, b); }
  Value equal(Value a, Value b) { return compare(arith::CmpFPredicate::OEQ, a, b); }
  Value select(Value condition, Value a, Value b) {
    return arith::SelectOp::create(builder, loc, condition, a, b);
  }
  Value either(Value a, Value b) { return arith::OrIOp::create(builder, loc, a, b); }

  /// The polynomial with the coefficients listed, the constant one first.
  Value polynomial(Value x, ArrayRef<double> coefficients) {
    Value sum = number(coefficients.back());
    for (double coefficient : llvm::reverse(coefficients.drop_back()))
      sum = add(multiply(sum, x), number(coefficient));
    return sum;
  }

private:
  Value compare(arith::CmpFPredicate predicate, Value a, Value b) {
    return arith::CmpFOp::create(builder, loc, predicate, a, b);
  }

  OpBuilder &builder;
  Location loc;
  FloatType type;
};

//===----------------------------------------------------------------------===//
// Exponentials and logarithms
//===----------------------------------------------------------------------===//

/// W. Kahan: the rounding error of `u = 1 + x` is made up for by that of `u - 1`.
Value buildLog1p(Arithmetic &a, Value x) {
  Value one = a.number(1);
  Value u = a.add(one, x);
  Value corrected = a.multiply(a.logarithm(u), a.divide(x, a.subtract(u, one)));
  Value unchanged = a.either(a.equal(u, one), a.equal(x, a.infinity()));
  return a.select(unchanged, x, corrected);
}

/// The same for `u = exp(x)`, where `u - 1` cancels.
Value buildExpm1(Arithmetic &a, Value x) {
  Value one = a.number(1);
  Value u = a.exponential(x);
  Value difference = a.subtract(u, one);
  Value corrected = a.multiply(difference, a.divide(x, a.logarithm(u)));
  Value small = a.select(a.equal(u, one), x, corrected);
  return a.select(a.less(a.magnitude(x), one), small, difference);
}

/// exp(|x|) / 2 where exp(|x|) itself overflows.
Value buildHalfOfLargeExponential(Arithmetic &a, Value size) {
  Value half = a.number(0.5);
  Value root = a.exponential(a.multiply(half, size));
  return a.multiply(a.multiply(half, root), root);
}

/// The greatest whole number whose exponential is finite.
Value buildLargestExponent(Arithmetic &a) { return a.number(a.isDouble() ? 709 : 88); }

Value buildSinh(Arithmetic &a, Value x) {
  Value size = a.magnitude(x);
  Value less = buildExpm1(a, size);
  Value sum = a.add(less, a.divide(less, a.add(less, a.number(1))));
  Value large = a.less(buildLargestExponent(a), size);
  Value result = a.select(large, buildHalfOfLargeExponential(a, size), a.multiply(a.number(0.5), sum));
  return a.withSign(result, x);
}

Value buildCosh(Arithmetic &a, Value x) {
  Value size = a.magnitude(x);
  Value growing = a.exponential(size);
  Value half = a.number(0.5);
  Value sum = a.add(a.multiply(half, growing), a.divide(half, growing));
  Value large = a.less(buildLargestExponent(a), size);
  return a.select(large, buildHalfOfLargeExponential(a, size), sum);
}

/// A number whose square is large enough that adding 1 changes nothing.
Value buildLargeNumber(Arithmetic &a) { return a.number(a.isDouble() ? 1e10 : 1e5); }

Value buildLogarithmOfDouble(Arithmetic &a, Value x) {
  return a.add(a.logarithm(x), a.number(0.693147180559945309));
}

Value buildAsinh(Arithmetic &a, Value x) {
  Value size = a.magnitude(x), one = a.number(1);
  Value square = a.multiply(size, size);
  Value root = a.squareRoot(a.add(square, one));
  Value near = buildLog1p(a, a.add(size, a.divide(square, a.add(one, root))));
  Value far = a.less(buildLargeNumber(a), size);
  return a.withSign(a.select(far, buildLogarithmOfDouble(a, size), near), x);
}

Value buildAcosh(Arithmetic &a, Value x) {
  Value above = a.subtract(x, a.number(1));
  Value root = a.squareRoot(a.multiply(above, a.add(above, a.number(2))));
  Value near = buildLog1p(a, a.add(above, root));
  Value far = a.less(buildLargeNumber(a), x);
  Value inside = a.select(far, buildLogarithmOfDouble(a, x), near);
  // A square hides the sign of numbers below -1.
  Value invalid = a.less(x, a.number(1));
  Value nan = a.subtract(a.infinity(), a.infinity());
  return a.select(invalid, nan, inside);
}

Value buildAtanh(Arithmetic &a, Value x) {
  Value size = a.magnitude(x);
  Value ratio = a.divide(a.add(size, size), a.subtract(a.number(1), size));
  return a.withSign(a.multiply(a.number(0.5), buildLog1p(a, ratio)), x);
}

//===----------------------------------------------------------------------===//
// The error function
//===----------------------------------------------------------------------===//

/// Of erf(x) / x in x * x over [0, 1]: a Chebyshev interpolant, computed with 40 digits, like those below.
static const double erfNearZero[] = {
    1.12837916709551257,    -0.376126389031835404,    0.112837916709450063,    -0.0268661706432377704,
    0.00522397760711642273, -0.000854832597538969208, 0.000120552949048397079, -1.49247369074196603e-5,
    1.64474247033173624e-6, -1.62084838018717059e-7,  1.37200645467776856e-8,  -7.79589882700214224e-10};

/// Beyond 1 by erfc(x) * exp(x * x), interpolated in t = 2 / (x + 2), scaled to [-1, 1], over [1, 6].  From 6
/// on, erf is 1.
Value buildErf(Arithmetic &a, Value x) {
  static const double tail[] = {0.221429540229931806,     0.161893568041024945,     0.0385605704251824251,
                                0.00558881628184140271,   0.000197139177727958844,  -8.07922042879662996e-5,
                                -7.34051793828799831e-6,  1.9795619759276002e-6,    1.63499373834058035e-7,
                                -7.0053717937367913e-8,   -5.88605329922160148e-10, 2.62500749229714298e-9,
                                -2.68698518348557978e-10, -7.46871181805068482e-11, 2.21357366149337519e-11,
                                4.77577611078218785e-13,  -9.36945603286959368e-13};
  Value size = a.minimum(a.magnitude(x), a.number(6));
  Value square = a.multiply(size, size);
  Value near = a.multiply(size, a.polynomial(square, erfNearZero));
  Value t = a.divide(a.number(2), a.add(size, a.number(2)));
  Value scaled = a.multiply(a.subtract(t, a.number(11.0 / 24)), a.number(4.8));
  Value complement = a.multiply(a.exponential(a.negate(square)), a.polynomial(scaled, tail));
  Value far = a.subtract(a.number(1), complement);
  return a.withSign(a.select(a.less(size, a.number(1)), near, far), x);
}

/// exp(-x²) for 0 ≤ x ≤ 28: a rounding of x² would be multiplied by x².  T. J. Dekker's splitting ("A
/// floating-point technique for extending the available precision", 1971) gives an x whose square is exact.
static Value buildBell(Arithmetic &a, Value x) {
  Value scaled = a.multiply(x, a.number(a.isDouble() ? 134217729.0 : 4097.0));
  Value high = a.subtract(scaled, a.subtract(scaled, x));
  Value rest = a.multiply(a.subtract(x, high), a.add(x, high));
  return a.multiply(a.exponential(a.negate(a.multiply(high, high))), a.exponential(a.negate(rest)));
}

/// Beyond 1 by erfc(x) * exp(x * x) / t for t = 2 / (x + 2), interpolated in t, scaled to [-1, 1], over [1,
/// 28]. From 28 on, erfc is 0.
Value buildErfc(Arithmetic &a, Value x) {
  static const double tail[] = {
      0.428711675583554618,     0.164198592252239983,     0.0436632132125161422,   0.00581070594507587893,
      -0.00067055337317530217,  -0.000371077107516964851, 9.96226820501731858e-6,  2.5346380198992018e-5,
      -7.73272506693952403e-7,  -2.0652487193254793e-6,   2.09772658678928235e-7,  1.77425567445754126e-7,
      -4.36281626544629006e-8,  -1.2511632614723441e-8,   7.09515407641654167e-9,  1.13853144755781959e-10,
      -8.72563587235857657e-10, 1.58601127790515801e-10,  6.27820408137436312e-11, -2.24194971159394008e-11};
  Value one = a.number(1), size = a.minimum(a.magnitude(x), a.number(28));
  Value near = a.subtract(one, a.multiply(x, a.polynomial(a.multiply(size, size), erfNearZero)));
  Value t = a.divide(a.number(2), a.add(size, a.number(2)));
  Value scaled = a.multiply(a.subtract(t, a.number(11.0 / 30)), a.number(10.0 / 3));
  Value right = a.multiply(a.multiply(t, a.polynomial(scaled, tail)), buildBell(a, size));
  Value left = a.subtract(a.number(2), right);
  Value far = a.select(a.less(x, a.number(0)), left, right);
  return a.select(a.less(size, one), near, far);
}

//===----------------------------------------------------------------------===//
// Sine, cosine and tangent of f32
//===----------------------------------------------------------------------===//

/// A multiple of a quarter turn, counted modulo 4, and what is left of the angle.
struct Reduced {
  Value quarters, rest;
};

/// Subtracts quarter turns in three parts, the first products being exact.
Value subtractQuarters(Arithmetic &a, Value angle, Value count) {
  Value minus = a.negate(count);
  angle = a.fma(minus, a.number(1.5707963705062866), angle);
  angle = a.fma(minus, a.number(-4.371138828673793e-8), angle);
  return a.fma(minus, a.number(-1.7151245100058819e-15), angle);
}

/// The count of quarter turns is off by one at times for a large angle, which a
/// second step corrects.  Beyond 2^22 of them, the rest is only kept in range.
Reduced reduceAngle(Arithmetic &a, Value x) {
  Value perQuarter = a.number(0.636619772367581343);
  Value first = a.round(a.multiply(x, perQuarter));
  Value rest = subtractQuarters(a, x, first);
  Value second = a.round(a.multiply(rest, perQuarter));
  rest = subtractQuarters(a, rest, second);
  rest = a.maximum(a.minimum(rest, a.number(0.8)), a.number(-0.8));
  Value count = a.add(first, second);
  Value turns = a.floor(a.multiply(count, a.number(0.25)));
  return {a.subtract(count, a.multiply(turns, a.number(4))), rest};
}

/// Chebyshev interpolants of (sin(r) / r - 1) / r^2 and of (cos(r) - 1 + r^2 / 2) / r^4
/// in r^2, for r up to an eighth of a turn.
Value buildSineOfRest(Arithmetic &a, Value rest) {
  Value square = a.multiply(rest, rest);
  Value series = a.polynomial(square, {-0.166666646018, 0.00833273655918, -0.000195853732067});
  return a.add(rest, a.multiply(a.multiply(rest, square), series));
}

Value buildCosineOfRest(Arithmetic &a, Value rest) {
  Value square = a.multiply(rest, rest);
  Value series = a.polynomial(square, {0.0416666645988, -0.00138882913006, 2.45454190784e-5});
  Value first = a.subtract(a.number(1), a.multiply(a.number(0.5), square));
  return a.add(first, a.multiply(a.multiply(square, square), series));
}

/// Whether a count modulo 4 is 1 or 3.
Value isOdd(Arithmetic &a, Value quarters) {
  return a.either(a.equal(quarters, a.number(1)), a.equal(quarters, a.number(3)));
}

/// The argument itself where it is so small that the function does not differ from it.
Value keepSmall(Arithmetic &a, Value x, Value result) {
  return a.select(a.less(a.magnitude(x), a.number(1.0 / 4096)), x, result);
}

Value buildSin(Arithmetic &a, Value x) {
  auto [quarters, rest] = reduceAngle(a, x);
  Value size = a.select(isOdd(a, quarters), buildCosineOfRest(a, rest), buildSineOfRest(a, rest));
  Value negative = a.less(a.number(1.5), quarters);
  return keepSmall(a, x, a.select(negative, a.negate(size), size));
}

Value buildCos(Arithmetic &a, Value x) {
  auto [quarters, rest] = reduceAngle(a, x);
  Value size = a.select(isOdd(a, quarters), buildSineOfRest(a, rest), buildCosineOfRest(a, rest));
  Value negative = a.either(a.equal(quarters, a.number(1)), a.equal(quarters, a.number(2)));
  return a.select(negative, a.negate(size), size);
}

Value buildTan(Arithmetic &a, Value x) {
  auto [quarters, rest] = reduceAngle(a, x);
  Value sine = buildSineOfRest(a, rest), cosine = buildCosineOfRest(a, rest);
  Value odd = isOdd(a, quarters);
  Value above = a.select(odd, a.negate(cosine), sine);
  return keepSmall(a, x, a.divide(above, a.select(odd, sine, cosine)));
}

//===----------------------------------------------------------------------===//
// Arcus tangent of f32
//===----------------------------------------------------------------------===//

/// The angle whose tangent is `ratio`, from 0 to 1.  The polynomial is a Chebyshev
/// interpolant of (atan(r) / r - 1) / r^2 in r^2, for r up to tan(pi / 8).
Value buildAtanOfRatio(Arithmetic &a, Value ratio) {
  Value one = a.number(1);
  Value steep = a.less(a.number(0.414213562373), ratio);
  Value r = a.select(steep, a.divide(a.subtract(ratio, one), a.add(ratio, one)), ratio);
  Value square = a.multiply(r, r);
  Value series = a.polynomial(
      square, {-0.333333316865, 0.199995233972, -0.142633665797, 0.107373969672, -0.0643103871072});
  Value angle = a.add(r, a.multiply(a.multiply(r, square), series));
  return a.select(steep, a.add(angle, a.number(0.785398163397448310)), angle);
}

Value buildAtan(Arithmetic &a, Value x) {
  Value size = a.magnitude(x), one = a.number(1);
  Value steep = a.less(one, size);
  Value angle = buildAtanOfRatio(a, a.select(steep, a.divide(one, size), size));
  Value result = a.select(steep, a.subtract(a.number(1.57079632679489662), angle), angle);
  return a.withSign(result, x);
}

/// The angle of the point (x, y), with the conventions of IEC 60559 for zeros and infinities.
Value buildAtan2(Arithmetic &a, Value y, Value x) {
  Value height = a.magnitude(y), width = a.magnitude(x);
  Value large = a.maximum(height, width), small = a.minimum(height, width);
  Value ratio = a.select(a.equal(small, large), a.number(1), a.divide(small, large));
  Value angle = buildAtanOfRatio(a, a.select(a.equal(large, a.number(0)), large, ratio));
  angle = a.select(a.less(width, height), a.subtract(a.number(1.57079632679489662), angle), angle);
  Value left = a.less(a.withSign(a.number(1), x), a.number(0));
  angle = a.select(left, a.subtract(a.number(3.14159265358979324), angle), angle);
  return a.withSign(angle, y);
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

/// f(x : f16) = truncate(f(extend(x))): one rounding, of an accurate result
template <typename Op> struct ComputeInSingle : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    Type type = op.getType();
    if (!type.isF16() && !type.isBF16())
      return failure();
    Value x = arith::ExtFOp::create(rewriter, op.getLoc(), rewriter.getF32Type(), op.getOperand());
    Value result = Op::create(rewriter, op.getLoc(), x);
    rewriter.replaceOpWithNewOp<arith::TruncFOp>(op, type, result);
    return success();
  }
};

using Expansion = Value (*)(Arithmetic &, Value);

template <typename Op, Expansion build, bool singleOnly = false, bool doubleOnly = false>
struct Expand : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    Type type = op.getType();
    if (!(type.isF32() && !doubleOnly) && !(type.isF64() && !singleOnly))
      return failure();
    Arithmetic arithmetic(rewriter, op.getLoc(), cast<FloatType>(type));
    rewriter.replaceOp(op, build(arithmetic, op.getOperand()));
    return success();
  }
};

struct ExpandAtan2 : OpRewritePattern<math::Atan2Op> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(math::Atan2Op op, PatternRewriter &rewriter) const override {
    Type type = op.getType();
    if (!type.isF32() && !type.isF16() && !type.isBF16())
      return failure();
    auto extend = [&](Value value) -> Value {
      return type.isF32() ? value
                          : arith::ExtFOp::create(rewriter, op.getLoc(), rewriter.getF32Type(), value);
    };
    Arithmetic arithmetic(rewriter, op.getLoc(), rewriter.getF32Type());
    Value angle = buildAtan2(arithmetic, extend(op.getLhs()), extend(op.getRhs()));
    if (!type.isF32())
      angle = arith::TruncFOp::create(rewriter, op.getLoc(), type, angle);
    rewriter.replaceOp(op, angle);
    return success();
  }
};

/// x^n as a product of x^(2^k) over the bits k of n.  A power with a negative
/// exponent is the whole part of the true one: 0, except for 1 and -1.
struct ExpandIntegerPower : OpRewritePattern<math::IPowIOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(math::IPowIOp op, PatternRewriter &rewriter) const override {
    auto type = dyn_cast<IntegerType>(op.getType());
    if (!type)
      return failure();
    Location loc = op.getLoc();
    auto number = [&](int64_t value) -> Value {
      return arith::ConstantOp::create(rewriter, loc, rewriter.getIntegerAttr(type, value));
    };
    auto equal = [&](Value a, Value b) -> Value {
      return arith::CmpIOp::create(rewriter, loc, arith::CmpIPredicate::eq, a, b);
    };
    auto select = [&](Value condition, Value a, Value b) -> Value {
      return arith::SelectOp::create(rewriter, loc, condition, a, b);
    };
    Value base = op.getLhs(), exponent = op.getRhs(), zero = number(0), one = number(1);
    Value power = one, factor = base;
    for (unsigned bit = 0; bit + 1 < type.getWidth(); ++bit) {
      Value masked = arith::AndIOp::create(rewriter, loc, exponent, number(int64_t(1) << bit));
      power = select(equal(masked, zero), power, arith::MulIOp::create(rewriter, loc, power, factor));
      factor = arith::MulIOp::create(rewriter, loc, factor, factor);
    }
    Value odd = equal(arith::AndIOp::create(rewriter, loc, exponent, one), one);
    Value ofMinusOne = select(odd, number(-1), one);
    Value inverse = select(equal(base, one), one, select(equal(base, number(-1)), ofMinusOne, zero));
    Value negative = arith::CmpIOp::create(rewriter, loc, arith::CmpIPredicate::slt, exponent, zero);
    rewriter.replaceOp(op, select(negative, inverse, power));
    return success();
  }
};

struct ExpandMathPass : eshkol::impl::ExpandMathPassBase<ExpandMathPass> {
  using ExpandMathPassBase::ExpandMathPassBase;

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns
        .add<ComputeInSingle<math::SinOp>, ComputeInSingle<math::CosOp>, ComputeInSingle<math::TanOp>,
             ComputeInSingle<math::AsinOp>, ComputeInSingle<math::AcosOp>, ComputeInSingle<math::AtanOp>,
             ComputeInSingle<math::SinhOp>, ComputeInSingle<math::CoshOp>, ComputeInSingle<math::AsinhOp>,
             ComputeInSingle<math::AcoshOp>, ComputeInSingle<math::AtanhOp>, ComputeInSingle<math::ErfOp>,
             ComputeInSingle<math::ErfcOp>, ComputeInSingle<math::Log1pOp>, ComputeInSingle<math::ExpM1Op>>(
            &getContext());
    patterns.add<Expand<math::Log1pOp, buildLog1p>, Expand<math::ExpM1Op, buildExpm1>,
                 Expand<math::SinhOp, buildSinh>, Expand<math::CoshOp, buildCosh>,
                 Expand<math::AsinhOp, buildAsinh>, Expand<math::AcoshOp, buildAcosh>,
                 Expand<math::AtanhOp, buildAtanh>, Expand<math::ErfcOp, buildErfc>>(&getContext());
    // IREE has a good erf for f32, and for f64 the C library's trigonometry.
    patterns.add<Expand<math::ErfOp, buildErf, false, true>, Expand<math::SinOp, buildSin, true>,
                 Expand<math::CosOp, buildCos, true>, Expand<math::TanOp, buildTan, true>,
                 Expand<math::AtanOp, buildAtan, true>, ExpandAtan2, ExpandIntegerPower>(&getContext());
    SmallVector<Operation *> expanded;
    getOperation()->walk([&](Operation *op) {
      if (isa<math::MathDialect>(op->getDialect()) &&
          !(keepOnHost && eshkol::isOnHost(op) && eshkol::isComputedByHost(op)))
        expanded.push_back(op);
    });
    GreedyRewriteConfig config;
    config.setStrictness(GreedyRewriteStrictness::ExistingAndNewOps);
    if (failed(applyOpPatternsGreedily(expanded, std::move(patterns), config)))
      signalPassFailure();
  }
};

} // namespace
