//===- ElementwiseToLinalg.cpp - elementwise operations as linalg ---------===//

#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Conversions.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::eshkol;

using ElementBody = function_ref<Value(OpBuilder &, Location, ValueRange)>;

/// Replaces `op` by a generic over its operands, those of rank 0 being repeated.
static void replaceWithGeneric(PatternRewriter &rewriter, Operation *op, ValueRange operands,
                               ElementBody body) {
  Location loc = op->getLoc();
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  Value shaped = *llvm::find_if(operands, [&](Value operand) {
    return cast<RankedTensorType>(operand.getType()).getRank() == type.getRank();
  });
  Value init = buildEmpty(rewriter, loc, getSizes(rewriter, loc, shaped), type.getElementType());
  SmallVector<AffineMap> maps;
  for (Value operand : operands) {
    bool isRepeated = cast<RankedTensorType>(operand.getType()).getRank() != type.getRank();
    maps.push_back(isRepeated ? AffineMap::get(type.getRank(), 0, rewriter.getContext())
                              : rewriter.getMultiDimIdentityMap(type.getRank()));
  }
  Value result = buildParallelGeneric(rewriter, loc, operands, init, maps, body);
  rewriter.replaceOp(op, buildCast(rewriter, loc, result, type));
}

static arith::CmpFPredicate floatPredicate(ComparePredicate predicate) {
  switch (predicate) {
  case ComparePredicate::Eq:
    return arith::CmpFPredicate::OEQ;
  case ComparePredicate::Ne:
    return arith::CmpFPredicate::UNE;
  case ComparePredicate::Lt:
    return arith::CmpFPredicate::OLT;
  case ComparePredicate::Le:
    return arith::CmpFPredicate::OLE;
  case ComparePredicate::Gt:
    return arith::CmpFPredicate::OGT;
  case ComparePredicate::Ge:
    return arith::CmpFPredicate::OGE;
  }
  llvm_unreachable("every predicate has a comparison of floats");
}

/// Truth values are unsigned: as a signed number of one bit, true would be -1.
static arith::CmpIPredicate integerPredicate(ComparePredicate predicate, bool isUnsigned) {
  switch (predicate) {
  case ComparePredicate::Eq:
    return arith::CmpIPredicate::eq;
  case ComparePredicate::Ne:
    return arith::CmpIPredicate::ne;
  case ComparePredicate::Lt:
    return isUnsigned ? arith::CmpIPredicate::ult : arith::CmpIPredicate::slt;
  case ComparePredicate::Le:
    return isUnsigned ? arith::CmpIPredicate::ule : arith::CmpIPredicate::sle;
  case ComparePredicate::Gt:
    return isUnsigned ? arith::CmpIPredicate::ugt : arith::CmpIPredicate::sgt;
  case ComparePredicate::Ge:
    return isUnsigned ? arith::CmpIPredicate::uge : arith::CmpIPredicate::sge;
  }
  llvm_unreachable("every predicate has a comparison of integers");
}

static Value buildComparison(OpBuilder &builder, Location loc, ComparePredicate predicate, Value lhs,
                             Value rhs) {
  Type type = lhs.getType();
  if (isa<FloatType>(type))
    return arith::CmpFOp::create(builder, loc, floatPredicate(predicate), lhs, rhs);
  if (!isa<ComplexType>(type))
    return arith::CmpIOp::create(builder, loc, integerPredicate(predicate, type.isInteger(1)), lhs, rhs);
  if (predicate == ComparePredicate::Eq)
    return complex::EqualOp::create(builder, loc, lhs, rhs);
  return complex::NotEqualOp::create(builder, loc, lhs, rhs);
}

namespace {

/// result[i] = lhs[i] ∘ rhs[i]
struct LowerCompare : OpRewritePattern<CompareOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(CompareOp op, PatternRewriter &rewriter) const override {
    replaceWithGeneric(rewriter, op, {op.getLhs(), op.getRhs()},
                       [&](OpBuilder &builder, Location loc, ValueRange elements) {
                         return buildComparison(builder, loc, op.getPredicate(), elements[0], elements[1]);
                       });
    return success();
  }
};

/// result[i] = condition[i] ? on_true[i] : on_false[i]
struct LowerSelect : OpRewritePattern<SelectOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SelectOp op, PatternRewriter &rewriter) const override {
    Value condition = op.getCondition();
    SmallVector<Value> operands{op.getOnTrue(), op.getOnFalse()};
    bool isTensor = isa<RankedTensorType>(condition.getType());
    if (isTensor)
      operands.push_back(condition);
    replaceWithGeneric(rewriter, op, operands, [&](OpBuilder &builder, Location loc, ValueRange elements) {
      Value choice = isTensor ? elements[2] : condition;
      return arith::SelectOp::create(builder, loc, choice, elements[0], elements[1]);
    });
    return success();
  }
};

/// result[i] = operand[i] as the result's element type
struct LowerConvert : OpRewritePattern<ConvertOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ConvertOp op, PatternRewriter &rewriter) const override {
    replaceWithGeneric(rewriter, op, op.getOperand(),
                       [&](OpBuilder &builder, Location loc, ValueRange elements) {
                         return buildConversion(builder, loc, elements[0], op.getType().getElementType());
                       });
    return success();
  }
};

/// result[i] = min(max(operand[i], low[i]), high[i])
struct LowerClamp : OpRewritePattern<ClampOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ClampOp op, PatternRewriter &rewriter) const override {
    replaceWithGeneric(rewriter, op, {op.getOperand(), op.getLow(), op.getHigh()},
                       [&](OpBuilder &builder, Location loc, ValueRange elements) {
                         return buildClamped(builder, loc, elements);
                       });
    return success();
  }

private:
  static Value buildClamped(OpBuilder &builder, Location loc, ValueRange elements) {
    // The greater of two truth values is their disjunction.
    if (elements[0].getType().isInteger(1)) {
      Value raised = arith::OrIOp::create(builder, loc, elements[0], elements[1]);
      return arith::AndIOp::create(builder, loc, raised, elements[2]);
    }
    Value raised = buildMaximum(builder, loc, elements[0], elements[1]);
    return buildMinimum(builder, loc, raised, elements[2]);
  }
};

/// (results[0][i], ..) = body(operands[0][i], ..)
struct LowerMap : OpRewritePattern<MapOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MapOp op, PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> sizes = getSizes(rewriter, loc, op.getOperands().front());
    SmallVector<Value> inits;
    for (Type type : op.getResultTypes())
      inits.push_back(buildEmpty(rewriter, loc, sizes, cast<RankedTensorType>(type).getElementType()));
    SmallVector<Value> results;
    for (auto [result, type] : llvm::zip(buildGeneric(rewriter, op, inits), op.getResultTypes()))
      results.push_back(buildCast(rewriter, loc, result, type));
    rewriter.replaceOp(op, results);
    return success();
  }

private:
  static ResultRange buildGeneric(PatternRewriter &rewriter, MapOp op, ValueRange inits) {
    int64_t rank = cast<RankedTensorType>(op.getResultTypes().front()).getRank();
    SmallVector<AffineMap> maps(op.getOperands().size() + inits.size(),
                                rewriter.getMultiDimIdentityMap(rank));
    SmallVector<utils::IteratorType> iterators(rank, utils::IteratorType::parallel);
    auto generic = linalg::GenericOp::create(
        rewriter, op.getLoc(), TypeRange(inits), op.getOperands(), inits, maps, iterators,
        [&](OpBuilder &builder, Location loc, ValueRange elements) {
          IRMapping mapping;
          mapping.map(op.getBody().getArguments(), elements.take_front(op.getOperands().size()));
          for (Operation &nested : op.getBody().front().without_terminator())
            builder.clone(nested, mapping);
          SmallVector<Value> yielded;
          for (Value value : op.getBody().front().getTerminator()->getOperands())
            yielded.push_back(mapping.lookupOrDefault(value));
          linalg::YieldOp::create(builder, loc, yielded);
        });
    return generic.getResults();
  }
};

} // namespace

void eshkol::populateElementwiseToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerClamp, LowerCompare, LowerConvert, LowerMap, LowerSelect>(patterns.getContext());
}
