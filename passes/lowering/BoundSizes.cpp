//===- BoundSizes.cpp - bounds for what IREE multiplies -------------------===//

#include "passes/lowering/IreeOps.h"
#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Matchers.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_BOUNDSIZESPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

static int64_t countDynamic(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor ? tensor.getNumDynamicDims() : 0;
}

/// Whether a region's results may share storage whose layout needs a product of
/// sizes: with each other, or with what is computed beside a loop inside a loop.
static bool mayShareStorage(Operation *op) {
  if (!isa<scf::ForOp, scf::IfOp, scf::IndexSwitchOp, scf::WhileOp>(op))
    return false;
  return llvm::any_of(op->getResultTypes(), [](Type type) { return countDynamic(type) >= 1; });
}

/// The dynamic sizes that an operation states for its result.
static MutableOperandRange getStatedSizes(Operation *op) {
  if (auto empty = dyn_cast<tensor::EmptyOp>(op))
    return empty.getDynamicSizesMutable();
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
    return slice.getSizesMutable();
  return MutableOperandRange(op, 0, 0);
}

/// How many sizes are multiplied with one dimension of an argument: those of the
/// argument, or of a tensor with more dynamic dimensions that takes this size.
static int64_t countFactors(BlockArgument argument, int64_t dimension) {
  int64_t count = countDynamic(argument.getType());
  for (Operation *user : argument.getUsers()) {
    auto size = dyn_cast<tensor::DimOp>(user);
    if (!size || size.getConstantIndex() != dimension)
      continue;
    for (Operation *sized : size->getUsers())
      count = std::max<int64_t>(count, getStatedSizes(sized).size());
  }
  return count;
}

/// So that the product of `count` sizes, and of the static ones beside them,
/// stays below 2^63.
static int64_t greatestSize(int64_t count) {
  switch (count) {
  case 1:
    return int64_t(1) << 40;
  case 2:
    return int64_t(1) << 24;
  case 3:
    return int64_t(1) << 18;
  case 4:
    return int64_t(1) << 14;
  default:
    return int64_t(1) << 10;
  }
}

namespace {

/// Inserts bounds into one function.
class Bounder {
public:
  Bounder(func::FuncOp function, bool isChecked)
      : function(function), builder(function.getContext()), isChecked(isChecked) {}

  void run() {
    builder.setInsertionPointToStart(&function.getBody().front());
    for (BlockArgument argument : function.getArguments())
      if (countDynamic(argument.getType()) >= 1)
        boundArgument(argument);
    function.walk([&](Operation *op) { boundSizes(op, getStatedSizes(op)); });
  }

private:
  /// The argument with sizes that are known to be bounded, without a copy.
  void boundArgument(BlockArgument argument) {
    Location loc = argument.getLoc();
    auto type = cast<RankedTensorType>(argument.getType());
    SmallVector<Value> sizes;
    SmallPtrSet<Operation *, 8> created;
    for (int64_t dimension = 0; dimension < type.getRank(); ++dimension) {
      if (!type.isDynamicDim(dimension)) {
        sizes.push_back(arith::ConstantIndexOp::create(builder, loc, type.getDimSize(dimension)));
        continue;
      }
      int64_t bound = greatestSize(countFactors(argument, dimension));
      auto size = tensor::DimOp::create(builder, loc, argument, dimension);
      created.insert(size);
      sizes.push_back(buildBounded(loc, size, bound));
    }
    Operation *bounded = buildShaped(loc, argument, sizes);
    created.insert(bounded);
    argument.replaceAllUsesExcept(bounded->getResult(0), created);
    arguments.insert(bounded->getResult(0));
  }

  /// The argument with those sizes.  A reshape with one dynamic dimension would be folded, whatever its size.
  Operation *buildShaped(Location loc, BlockArgument argument, ArrayRef<Value> sizes) {
    auto type = cast<RankedTensorType>(argument.getType());
    if (type.getNumDynamicDims() == 1) {
      const int64_t *dynamic = llvm::find_if(type.getShape(), ShapedType::isDynamic);
      Value size = sizes[dynamic - type.getShape().begin()];
      return eshkol::iree::TieShapeOp::create(builder, loc, type, argument, size);
    }
    Value shape = tensor::FromElementsOp::create(builder, loc, sizes);
    return tensor::ReshapeOp::create(builder, loc, type, argument, shape);
  }

  /// Whether a size is the smaller of a few and another, or that of another tensor, with which it has been
  /// bounded.
  bool isBounded(Value size, int64_t count) {
    APInt limit;
    if (auto smaller = size.getDefiningOp<arith::MinUIOp>();
        smaller && matchPattern(smaller.getRhs(), m_ConstantInt(&limit)) && limit.ule(greatestSize(count)))
      return true;
    auto dimension = size.getDefiningOp<tensor::DimOp>();
    if (!dimension)
      return false;
    Value tensor = dimension.getSource();
    return arguments.contains(tensor) || countDynamic(tensor.getType()) >= count;
  }

  void boundSizes(Operation *op, MutableOperandRange sizes) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPoint(op);
    int64_t bound = greatestSize(sizes.size());
    for (OpOperand &size : sizes)
      if (!isBounded(size.get(), sizes.size()))
        size.set(buildBounded(op->getLoc(), size.get(), bound));
  }

  Value buildBounded(Location loc, Value size, int64_t bound) {
    Value limit = arith::ConstantIndexOp::create(builder, loc, bound);
    if (isChecked)
      assertWithin(loc, size, limit, bound);
    return arith::MinUIOp::create(builder, loc, size, limit);
  }

  void assertWithin(Location loc, Value size, Value limit, int64_t bound) {
    Value isWithin = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ule, size, limit);
    std::string message = "a tensor with dynamic dimensions has one of more than " + std::to_string(bound) +
                          " elements: give it static ones";
    cf::AssertOp::create(builder, loc, isWithin, message);
  }

  func::FuncOp function;
  OpBuilder builder;
  /// What bounds the sizes of arguments.
  llvm::SmallPtrSet<Value, 8> arguments;
  bool isChecked;
};

struct BoundSizesPass : eshkol::impl::BoundSizesPassBase<BoundSizesPass> {
  using BoundSizesPassBase::BoundSizesPassBase;

  void runOnOperation() override {
    getOperation().walk([&](func::FuncOp function) {
      bool isAffected = function.walk([](Operation *op) { return WalkResult(failure(mayShareStorage(op))); })
                            .wasInterrupted();
      if (isAffected)
        Bounder(function, !strip).run();
    });
  }
};

} // namespace
