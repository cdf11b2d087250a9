//===- CheckNans.cpp - where the first NaN or infinity comes from ---------===//

#include "dialects/Dialect.h"
#include "passes/Places.h"
#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/StringSwitch.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_CHECKNANSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;

/// How bad a number is.
enum Badness : int64_t { Finite = 0, Infinite = 1, Nan = 2 };

static bool holdsFloats(Value value) {
  return isa<FloatType, ComplexType>(getElementTypeOrSelf(value.getType()));
}

/// Whether an operation only moves numbers, chooses among them, or changes their signs.
static bool cannotSpoil(Operation *op) {
  return isa<arith::ConstantOp, arith::SelectOp, arith::NegFOp, arith::ExtFOp, arith::MaximumFOp,
             arith::MinimumFOp, complex::ConstantOp, complex::CreateOp, complex::ReOp, complex::ImOp,
             math::AbsFOp, SelectOp, ReshapeOp, TransposeOp, BroadcastOp, ReverseOp, ConcatOp, PadOp, SliceOp,
             DynamicUpdateSliceOp, GatherOp, SortOp, TopKOp, ClampOp, IotaOp, scf::ForOp, scf::WhileOp,
             scf::IfOp, func::CallOp>(op) ||
         isa<tensor::TensorDialect>(op->getDialect());
}

/// What the language calls an operation of this name.
static std::string describe(StringRef name) {
  StringRef surface = llvm::StringSwitch<StringRef>(name)
                          .Cases({"addf", "add"}, "+")
                          .Cases({"subf", "sub"}, "-")
                          .Cases({"mulf", "mul"}, "*")
                          .Cases({"divf", "div"}, "/")
                          .Cases({"powf", "pow", "fpowi"}, "expt")
                          .Default(name);
  std::string text = surface.str();
  llvm::replace(text, '_', '-');
  return text;
}

static std::string describe(Operation *op) {
  if (auto reduce = dyn_cast<ReduceOp>(op))
    return stringifyReductionKind(reduce.getKind()).str();
  // One operation on the elements is how there is one on tensors of complex numbers.
  if (auto map = dyn_cast<MapOp>(op))
    if (auto inner = map.getBody().front().without_terminator(); llvm::hasSingleElement(inner))
      return describe(&*inner.begin());
  return describe(op->getName().stripDialect());
}

/// What made a number: an operation of the program, or the derivative of one.
static std::string describeOrigin(Operation *op) {
  std::string origin;
  op->getLoc()->walk([&](Location loc) {
    auto name = dyn_cast<NameLoc>(loc);
    StringRef of = name ? name.getName().strref() : "";
    if (!of.consume_front(derivativePrefix))
      return WalkResult::advance();
    origin = ("the " + derivativePrefix + describe(of)).str();
    return WalkResult::interrupt();
  });
  return origin.empty() ? describe(op) : origin;
}

static Value buildLevel(OpBuilder &builder, Location loc, int64_t level) {
  return arith::ConstantOp::create(builder, loc, builder.getI32IntegerAttr(level));
}

/// The badness of a scalar.
static Value buildBadnessOfScalar(OpBuilder &builder, Location loc, Value number) {
  if (isa<ComplexType>(number.getType())) {
    Value re = buildBadnessOfScalar(builder, loc, complex::ReOp::create(builder, loc, number));
    Value im = buildBadnessOfScalar(builder, loc, complex::ImOp::create(builder, loc, number));
    return arith::MaxSIOp::create(builder, loc, re, im);
  }
  Value size = math::AbsFOp::create(builder, loc, number);
  auto type = cast<FloatType>(number.getType());
  Value infinity = arith::ConstantOp::create(
      builder, loc, builder.getFloatAttr(type, APFloat::getInf(type.getFloatSemantics())));
  Value isNan = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::UNO, number, number);
  Value isInfinite = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OEQ, size, infinity);
  Value level = arith::SelectOp::create(builder, loc, isInfinite, buildLevel(builder, loc, Infinite),
                                        buildLevel(builder, loc, Finite));
  return arith::SelectOp::create(builder, loc, isNan, buildLevel(builder, loc, Nan), level);
}

/// The badness of the worst number of a value.
static Value buildBadness(OpBuilder &builder, Location loc, Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type)
    return buildBadnessOfScalar(builder, loc, value);
  auto map = MapOp::create(builder, loc, value, [](OpBuilder &nested, Location loc, ValueRange element) {
    return SmallVector<Value>{buildBadnessOfScalar(nested, loc, element.front())};
  });
  SmallVector<int64_t> all = llvm::to_vector(llvm::seq<int64_t>(type.getRank()));
  Value worst = ReduceOp::create(builder, loc, ReductionKind::Max, map.getResult(0), all);
  return tensor::ExtractOp::create(builder, loc, worst, ValueRange());
}

namespace {

struct CheckNansPass : eshkol::impl::CheckNansPassBase<CheckNansPass> {
  void runOnOperation() override {
    badness.clear();
    SmallVector<Operation *> candidates;
    getOperation().walk<WalkOrder::PreOrder>([&](Operation *op) {
      if (!isa<ModuleOp, func::FuncOp>(op) && !cannotSpoil(op) && llvm::any_of(op->getResults(), holdsFloats))
        candidates.push_back(op);
      // The elements inside are checked together, outside.
      return isa<MapOp, linalg::LinalgOp>(op) ? WalkResult::skip() : WalkResult::advance();
    });
    llvm::for_each(candidates, [&](Operation *op) { check(op); });
  }

private:
  /// The badness of a value, computed once, where it is defined.
  Value getBadness(Value value) {
    Value &known = badness[value];
    if (known)
      return known;
    OpBuilder builder(value.getContext());
    builder.setInsertionPointAfterValue(value);
    return known = buildBadness(builder, value.getLoc(), value);
  }

  /// Results may be as bad as the operands, not worse.
  void check(Operation *op) {
    Location loc = op->getLoc();
    std::string origin = describeOrigin(op);
    SmallVector<Value> operands = llvm::map_to_vector(llvm::make_filter_range(op->getOperands(), holdsFloats),
                                                      [&](Value operand) { return getBadness(operand); });
    // Each goes right after the operation, so that of the last result, made first, ends up last.
    SmallVector<Value> results;
    for (Value result : llvm::reverse(op->getResults()))
      if (holdsFloats(result))
        results.push_back(getBadness(result));
    OpBuilder builder(op->getContext());
    builder.setInsertionPointAfterValue(results.front());
    Value allowed = buildLevel(builder, loc, Finite);
    for (Value operand : operands)
      allowed = arith::MaxSIOp::create(builder, loc, allowed, operand);
    for (Value result : results) {
      Value isKept = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::sle, result, allowed);
      for (auto [level, what] : {std::pair(Nan, "a NaN"), std::pair(Infinite, "an infinity")}) {
        Value isOther = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, result,
                                              buildLevel(builder, loc, level));
        Value holds = arith::OrIOp::create(builder, loc, isKept, isOther);
        AssertOp::create(builder, loc, holds, builder.getStringAttr(origin + " made " + what));
      }
    }
  }

  DenseMap<Value, Value> badness;
};

} // namespace
