//===- HostScalars.cpp - scalar operations that IREE's host lacks ---------===//
//
// IREE's virtual machine runs what is outside of tensors.  In version 3.13 it
// has neither asin nor truncation, nor most conversions, and some of its
// comparisons take NaN for a number.  Its constant 0.0 stands for -0.0 as well.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/HostCode.h"
#include "passes/lowering/IreeOps.h"
#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_HOSTSCALARSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

bool eshkol::isOnHost(Operation *op) {
  Operation *parent = op->getParentOp();
  while (isa_and_nonnull<scf::SCFDialect>(parent ? parent->getDialect() : nullptr))
    parent = parent->getParentOp();
  return isa_and_nonnull<func::FuncOp>(parent);
}

static bool isHostFloat(Type type) { return type.isF32() || type.isF64(); }

static bool isHostInteger(Type type) {
  return type.isIndex() || type.isInteger(1) || type.isInteger(32) || type.isInteger(64);
}

/// Whether a comparison gives the right answer for NaN, and for an operand and itself.
static bool isComparedByHost(arith::CmpFPredicate predicate) {
  using arith::CmpFPredicate;
  switch (predicate) {
  case CmpFPredicate::OGT:
  case CmpFPredicate::OLT:
  case CmpFPredicate::UEQ:
  case CmpFPredicate::UNO:
    return true;
  default:
    return false;
  }
}

bool eshkol::isComputedByHost(Operation *op) {
  if (auto compare = dyn_cast<arith::CmpFOp>(op))
    return isHostFloat(compare.getLhs().getType()) && isComparedByHost(compare.getPredicate());
  if (auto convert = dyn_cast<arith::SIToFPOp>(op)) {
    Type from = convert.getIn().getType(), to = convert.getType();
    return isHostFloat(to) && (from.isInteger(64) || (from.isInteger(32) && to.isF32()));
  }
  if (isa<arith::ExtFOp>(op))
    return isHostFloat(op->getOperand(0).getType()) && isHostFloat(op->getResult(0).getType());
  if (isa<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp, arith::RemFOp, arith::NegFOp,
          math::AbsFOp, math::AtanOp, math::Atan2Op, math::CeilOp, math::CosOp, math::ErfOp, math::ExpOp,
          math::Exp2Op, math::ExpM1Op, math::FloorOp, math::LogOp, math::Log10Op, math::Log1pOp, math::Log2Op,
          math::PowFOp, math::RoundOp, math::RoundEvenOp, math::RsqrtOp, math::SinOp, math::SqrtOp,
          math::TanhOp>(op))
    return isHostFloat(op->getResult(0).getType());
  if (isa<arith::ConstantOp, arith::SelectOp, arith::BitcastOp>(op))
    return true;
  if (isa<math::CountTrailingZerosOp, math::CtPopOp, math::IPowIOp>(op))
    return false;
  // Truth values are bytes in tensors.
  if (isa<arith::ExtUIOp>(op) && op->getOperand(0).getType().isInteger(1))
    return true;
  if (isa<arith::TruncIOp>(op) && op->getResult(0).getType().isInteger(1))
    return true;
  return llvm::all_of(op->getOperandTypes(), isHostInteger) &&
         llvm::all_of(op->getResultTypes(), isHostInteger);
}

namespace {

//===----------------------------------------------------------------------===//
// Forms that the host computes
//===----------------------------------------------------------------------===//

/// Every comparison from a < b, a > b, "a and b are unordered", and "unordered or equal".
struct ExpandComparison : OpRewritePattern<arith::CmpFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::CmpFOp op, PatternRewriter &rewriter) const override {
    using arith::CmpFPredicate;
    if (!eshkol::isOnHost(op) || !isHostFloat(op.getLhs().getType()) || isComparedByHost(op.getPredicate()))
      return failure();
    Location loc = op.getLoc();
    auto compare = [&](CmpFPredicate predicate) -> Value {
      return arith::CmpFOp::create(rewriter, loc, predicate, op.getLhs(), op.getRhs());
    };
    auto either = [&](Value a, Value b) -> Value { return arith::OrIOp::create(rewriter, loc, a, b); };
    auto opposite = [&](Value a) -> Value {
      Value yes = arith::ConstantOp::create(rewriter, loc, rewriter.getBoolAttr(true));
      return arith::XOrIOp::create(rewriter, loc, a, yes);
    };
    auto less = [&] { return compare(CmpFPredicate::OLT); };
    auto greater = [&] { return compare(CmpFPredicate::OGT); };
    auto unordered = [&] { return compare(CmpFPredicate::UNO); };
    auto expand = [&]() -> Value {
      switch (op.getPredicate()) {
      case CmpFPredicate::OEQ:
        return opposite(either(unordered(), either(less(), greater())));
      case CmpFPredicate::UNE:
        return either(unordered(), either(less(), greater()));
      case CmpFPredicate::ONE:
        return either(less(), greater());
      case CmpFPredicate::OGE:
        return opposite(either(unordered(), less()));
      case CmpFPredicate::OLE:
        return opposite(either(unordered(), greater()));
      case CmpFPredicate::UGE:
        return opposite(less());
      case CmpFPredicate::ULE:
        return opposite(greater());
      case CmpFPredicate::UGT:
        return either(unordered(), greater());
      case CmpFPredicate::ULT:
        return either(unordered(), less());
      case CmpFPredicate::ORD:
        return opposite(unordered());
      default:
        return {};
      }
    };
    Value result = expand();
    if (!result)
      return failure();
    rewriter.replaceOp(op, result);
    return success();
  }
};

/// maximum(a, b) = a > b ? a : a < b ? b : a + b if unordered, else the bits both have:
/// of equal numbers only zeros differ, in their sign.  The minimum has the bits either has.
template <typename Op, typename Combine> struct ExpandExtremum : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    using arith::CmpFPredicate;
    Type type = op.getType();
    if (!eshkol::isOnHost(op) || !isHostFloat(type))
      return failure();
    Location loc = op.getLoc();
    Value a = op.getLhs(), b = op.getRhs();
    bool isMaximum = std::is_same_v<Op, arith::MaximumFOp>;
    auto compare = [&](CmpFPredicate predicate) -> Value {
      return arith::CmpFOp::create(rewriter, loc, predicate, a, b);
    };
    auto select = [&](Value condition, Value yes, Value no) -> Value {
      return arith::SelectOp::create(rewriter, loc, condition, yes, no);
    };
    auto getBits = [&](Value value) -> Value {
      Type bits = rewriter.getIntegerType(type.getIntOrFloatBitWidth());
      return arith::BitcastOp::create(rewriter, loc, bits, value);
    };
    Value equal =
        arith::BitcastOp::create(rewriter, loc, type, Combine::create(rewriter, loc, getBits(a), getBits(b)));
    Value unordered = arith::AddFOp::create(rewriter, loc, a, b);
    Value result = select(compare(CmpFPredicate::UNO), unordered, equal);
    result = select(compare(isMaximum ? CmpFPredicate::OLT : CmpFPredicate::OGT), b, result);
    rewriter.replaceOp(op, select(compare(isMaximum ? CmpFPredicate::OGT : CmpFPredicate::OLT), a, result));
    return success();
  }
};

/// double(i : i32) = bitcast(2^52's bits + (i + 2^31)) - (2^52 + 2^31)
///
/// Whole numbers from 2^52 on have their own last bits as the last bits of the fraction.
/// (Canonicalization undoes an extension to i64, which the host can convert.)
struct ExpandIntegerToDouble : OpRewritePattern<arith::SIToFPOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::SIToFPOp op, PatternRewriter &rewriter) const override {
    if (!eshkol::isOnHost(op) || !op.getIn().getType().isInteger(32) || !op.getType().isF64())
      return failure();
    Location loc = op.getLoc();
    Type i32 = rewriter.getI32Type(), i64 = rewriter.getI64Type(), f64 = rewriter.getF64Type();
    auto constant = [&](TypedAttr value) -> Value { return arith::ConstantOp::create(rewriter, loc, value); };
    Value sign = constant(rewriter.getIntegerAttr(i32, INT32_MIN));
    Value above = constant(rewriter.getIntegerAttr(i64, 0x4330000000000000));
    Value offset = constant(rewriter.getFloatAttr(f64, 0x1p52 + 0x1p31));
    Value shifted = arith::XOrIOp::create(rewriter, loc, op.getIn(), sign);
    Value bits =
        arith::OrIOp::create(rewriter, loc, arith::ExtUIOp::create(rewriter, loc, i64, shifted), above);
    Value number = arith::BitcastOp::create(rewriter, loc, f64, bits);
    rewriter.replaceOpWithNewOp<arith::SubFOp>(op, number, offset);
    return success();
  }
};

/// float(b : i1) = b ? 1 : 0
struct ExpandTruthValue : OpRewritePattern<arith::UIToFPOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::UIToFPOp op, PatternRewriter &rewriter) const override {
    if (!eshkol::isOnHost(op) || !op.getIn().getType().isInteger(1) || !isHostFloat(op.getType()))
      return failure();
    auto number = [&](double value) -> Value {
      return arith::ConstantOp::create(rewriter, op.getLoc(), rewriter.getFloatAttr(op.getType(), value));
    };
    rewriter.replaceOpWithNewOp<arith::SelectOp>(op, op.getIn(), number(1), number(0));
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Everything else
//===----------------------------------------------------------------------===//

/// r = f(a)  ⇒  r = extract(generic { f } ins(from_elements(a)))
///
/// Truth values travel as bytes, of which IREE can make tensors.
class DeviceComputation {
public:
  DeviceComputation(OpBuilder &builder, Operation *op) : builder(builder), op(op), loc(op->getLoc()) {}

  Value build() {
    SmallVector<Value> inputs;
    for (Value operand : op->getOperands())
      if (!matchPattern(operand, m_Constant()))
        inputs.push_back(buildTensor(operand));
    Type result = op->getResult(0).getType();
    Type stored = getStoredType(result);
    Value init = tensor::EmptyOp::create(builder, loc, ArrayRef<int64_t>{}, stored);
    SmallVector<AffineMap> maps(inputs.size() + 1, AffineMap::get(builder.getContext()));
    auto generic = linalg::GenericOp::create(
        builder, loc, TypeRange{init.getType()}, inputs, ValueRange{init}, maps,
        ArrayRef<utils::IteratorType>{},
        [&](OpBuilder &body, Location, ValueRange elements) { buildBody(body, elements); });
    Value number = tensor::ExtractOp::create(builder, loc, generic.getResult(0), ValueRange{});
    return stored == result ? number : arith::TruncIOp::create(builder, loc, result, number).getResult();
  }

private:
  Type getStoredType(Type type) { return type.isInteger(1) ? builder.getI8Type() : type; }

  Value buildTensor(Value scalar) {
    auto extract = scalar.getDefiningOp<tensor::ExtractOp>();
    if (extract && extract.getIndices().empty())
      return extract.getTensor();
    Type stored = getStoredType(scalar.getType());
    if (stored != scalar.getType())
      scalar = arith::ExtUIOp::create(builder, loc, stored, scalar);
    return tensor::FromElementsOp::create(builder, loc, RankedTensorType::get({}, stored), scalar);
  }

  void buildBody(OpBuilder &body, ValueRange elements) {
    IRMapping mapping;
    for (Value operand : op->getOperands()) {
      if (matchPattern(operand, m_Constant())) {
        mapping.map(operand, body.clone(*operand.getDefiningOp())->getResult(0));
        continue;
      }
      Value element = elements.front();
      elements = elements.drop_front();
      if (element.getType() != operand.getType())
        element = arith::TruncIOp::create(body, loc, operand.getType(), element);
      mapping.map(operand, element);
    }
    Value result = body.clone(*op, mapping)->getResult(0);
    if (Type stored = getStoredType(result.getType()); stored != result.getType())
      result = arith::ExtUIOp::create(body, loc, stored, result);
    linalg::YieldOp::create(body, loc, result);
  }

  OpBuilder &builder;
  Operation *op;
  Location loc;
};

/// -0.0 = bitcast(its bits), which IREE must not see through.  In tensor operations it is right.
void hideNegativeZero(arith::ConstantOp op) {
  auto number = dyn_cast<FloatAttr>(op.getValue());
  if (!number || !isHostFloat(number.getType()) || !number.getValue().isNegZero())
    return;
  auto isScalar = [](OpOperand &use) {
    Operation *user = use.getOwner();
    return eshkol::isOnHost(user) &&
           isa<arith::ArithDialect, func::FuncDialect, math::MathDialect, scf::SCFDialect>(
               user->getDialect());
  };
  if (llvm::none_of(op->getUses(), isScalar))
    return;
  OpBuilder builder(op);
  Location loc = op.getLoc();
  APInt bits = number.getValue().bitcastToAPInt();
  Type integer = builder.getIntegerType(bits.getBitWidth());
  Value constant = arith::ConstantOp::create(builder, loc, builder.getIntegerAttr(integer, bits));
  Value hidden =
      eshkol::iree::OptimizationBarrierOp::create(builder, loc, TypeRange(integer), constant).getResult(0);
  Value zero = arith::BitcastOp::create(builder, loc, op.getType(), hidden);
  op.getResult().replaceUsesWithIf(zero, isScalar);
}

struct HostScalarsPass : eshkol::impl::HostScalarsPassBase<HostScalarsPass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<ExpandComparison, ExpandExtremum<arith::MaximumFOp, arith::AndIOp>,
                 ExpandExtremum<arith::MinimumFOp, arith::OrIOp>, ExpandIntegerToDouble, ExpandTruthValue>(
        &getContext());
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();

    SmallVector<Operation *> missing;
    getOperation()->walk([&](Operation *op) {
      if (isa<arith::ArithDialect, math::MathDialect>(op->getDialect()) && op->getNumResults() == 1 &&
          op->getResult(0).getType().isIntOrIndexOrFloat() && !eshkol::isComputedByHost(op) &&
          eshkol::isOnHost(op))
        missing.push_back(op);
    });
    for (Operation *op : missing) {
      OpBuilder builder(op);
      op->getResult(0).replaceAllUsesWith(DeviceComputation(builder, op).build());
      op->erase();
    }

    SmallVector<arith::ConstantOp> constants;
    getOperation()->walk([&](arith::ConstantOp op) {
      if (eshkol::isOnHost(op))
        constants.push_back(op);
    });
    llvm::for_each(constants, hideNegativeZero);
  }
};

} // namespace
