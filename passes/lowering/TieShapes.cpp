//===- TieShapes.cpp - the sizes of what control flow carries -------------===//
//
// IREE 3.13 does not find the sizes of a tensor that goes round a loop through
// a conditional, and refuses the program.  They are found here, by comparing
// what enters a round with what leaves it, and stated where the tensor appears.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/IreeOps.h"
#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_TIESHAPESPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

namespace {

/// A size: a number, an index (`dimension` is -1), or that of a dimension of a tensor.
struct Size {
  static Size number(int64_t constant) { return {Value(), constant}; }
  static Size index(Value value) { return {value, -1}; }
  static Size of(Value tensor, int64_t dimension) { return {tensor, dimension}; }

  bool operator==(const Size &other) const { return value == other.value && dimension == other.dimension; }

  Value value;
  int64_t dimension;
};

/// A loop's parts, the same for both kinds.
struct Carried {
  Value init, argument, yielded, result;
  /// In the second region of `scf.while`, which gets what the condition forwards.
  Value forwarded;
};

/// Where the sizes of tensors come from.
class Sizes {
public:
  Size get(Value tensor, int64_t dimension);
  /// The tensors that a loop carries and hands back in the same places.
  static SmallVector<Carried> getCarried(Operation *loop);
  /// Finds the dimensions that no round changes: those assumed to be constant which turn out to be.
  void solve(Operation *loop);
  bool areEqual(Size a, Size b, unsigned depth = 0);

private:
  using Key = std::pair<Value, int64_t>;

  Size getIndex(Value value);
  Size getOfResult(OpResult result, int64_t dimension);
  static std::optional<Value> getSameShape(OpResult result);

  /// What stands for a dimension of an argument or result of a loop that has been solved.
  DenseMap<Key, Key> invariant;
};

Size Sizes::get(Value tensor, int64_t dimension) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (!type.isDynamicDim(dimension))
    return Size::number(type.getDimSize(dimension));
  if (auto found = invariant.find({tensor, dimension}); found != invariant.end())
    return get(found->second.first, found->second.second);
  auto result = dyn_cast<OpResult>(tensor);
  return result ? getOfResult(result, dimension) : Size::of(tensor, dimension);
}

Size Sizes::getIndex(Value value) {
  if (std::optional<int64_t> constant = getConstantIntValue(value))
    return Size::number(*constant);
  if (auto dim = value.getDefiningOp<tensor::DimOp>())
    if (std::optional<int64_t> dimension = dim.getConstantIndex())
      return get(dim.getSource(), *dimension);
  return Size::index(value);
}

std::optional<Value> Sizes::getSameShape(OpResult result) {
  Operation *op = result.getOwner();
  if (auto style = dyn_cast<DestinationStyleOpInterface>(op))
    return style.getTiedOpOperand(result)->get();
  if (auto cast = dyn_cast<tensor::CastOp>(op))
    return cast.getSource();
  if (auto tie = dyn_cast<eshkol::iree::TieShapeOp>(op))
    return tie.getOperand();
  return std::nullopt;
}

Size Sizes::getOfResult(OpResult result, int64_t dimension) {
  Operation *op = result.getOwner();
  if (std::optional<Value> source = getSameShape(result))
    return get(*source, dimension);
  auto getDynamic = [&](ValueRange sizes) {
    auto type = cast<RankedTensorType>(result.getType());
    return getIndex(sizes[type.getDynamicDimIndex(dimension)]);
  };
  if (auto empty = dyn_cast<tensor::EmptyOp>(op))
    return getDynamic(empty.getDynamicSizes());
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
    if (slice.getType().getRank() == slice.getSourceType().getRank())
      return getDynamic(slice.getSizes());
  if (auto reshape = dyn_cast<tensor::ReshapeOp>(op))
    if (auto shape = reshape.getShape().getDefiningOp<tensor::FromElementsOp>())
      if (shape.getElements()[dimension].getType().isIndex())
        return getIndex(shape.getElements()[dimension]);
  auto merge = [&](Value a, Value b) {
    Size size = get(a, dimension);
    return areEqual(size, get(b, dimension)) ? size : Size::of(result, dimension);
  };
  if (auto select = dyn_cast<arith::SelectOp>(op))
    return merge(select.getTrueValue(), select.getFalseValue());
  if (auto conditional = dyn_cast<scf::IfOp>(op))
    return merge(conditional.thenYield().getOperand(result.getResultNumber()),
                 conditional.elseYield().getOperand(result.getResultNumber()));
  return Size::of(result, dimension);
}

/// Equal values, or the same arithmetic on equal sizes.
bool Sizes::areEqual(Size a, Size b, unsigned depth) {
  if (a == b)
    return true;
  if (!a.value || !b.value || a.dimension != -1 || b.dimension != -1 || depth > 6)
    return false;
  Operation *left = a.value.getDefiningOp(), *right = b.value.getDefiningOp();
  if (!left || !right || left->getName() != right->getName() ||
      !isa<arith::ArithDialect>(left->getDialect()) ||
      left->getPropertiesAsAttribute() != right->getPropertiesAsAttribute() ||
      left->getNumOperands() != right->getNumOperands())
    return false;
  return llvm::all_of(llvm::zip(left->getOperands(), right->getOperands()), [&](auto pair) {
    return areEqual(getIndex(std::get<0>(pair)), getIndex(std::get<1>(pair)), depth + 1);
  });
}

SmallVector<Carried> Sizes::getCarried(Operation *op) {
  SmallVector<Carried> carried;
  if (auto loop = dyn_cast<scf::ForOp>(op)) {
    for (auto [init, argument, yielded, result] :
         llvm::zip(loop.getInitArgs(), loop.getRegionIterArgs(), loop.getYieldedValues(), loop.getResults()))
      carried.push_back({init, argument, yielded, result, {}});
  } else if (auto loop = dyn_cast<scf::WhileOp>(op)) {
    if (loop.getInits().size() != loop.getNumResults())
      return carried;
    for (auto [init, argument, yielded, result, forwarded, condition] :
         llvm::zip(loop.getInits(), loop.getBeforeArguments(), loop.getYieldOp().getOperands(),
                   loop.getResults(), loop.getAfterArguments(), loop.getConditionOp().getArgs()))
      if (condition == argument)
        carried.push_back({init, argument, yielded, result, forwarded});
  }
  llvm::erase_if(carried, [](const Carried &each) {
    auto type = dyn_cast<RankedTensorType>(each.init.getType());
    return !type || type.hasStaticShape();
  });
  return carried;
}

void Sizes::solve(Operation *loop) {
  SmallVector<Carried> carried = getCarried(loop);
  struct Assumed {
    const Carried *tensor;
    int64_t dimension;
  };
  SmallVector<Assumed> assumed;
  for (const Carried &each : carried)
    for (int64_t dimension = 0; dimension < cast<RankedTensorType>(each.init.getType()).getRank();
         ++dimension)
      assumed.push_back({&each, dimension});
  auto forEachName = [](const Assumed &each, auto &&visit) {
    for (Value name : {each.tensor->argument, each.tensor->result, each.tensor->forwarded})
      if (name)
        visit(Key{name, each.dimension});
  };
  for (const Assumed &each : assumed)
    forEachName(each, [&](Key key) { invariant[key] = {each.tensor->init, each.dimension}; });
  // Each refutation may refute others.
  bool changed = true;
  while (changed) {
    changed = false;
    llvm::erase_if(assumed, [&](const Assumed &each) {
      if (areEqual(get(each.tensor->yielded, each.dimension), get(each.tensor->init, each.dimension)))
        return false;
      forEachName(each, [&](Key key) { invariant.erase(key); });
      return changed = true;
    });
  }
}

/// Whether a value can be used before an operation.
bool isDefinedOutside(Value value, Operation *op) {
  return value.getDefiningOp() != op && !op->isAncestor(value.getParentRegion()->getParentOp());
}

struct TieShapesPass : eshkol::impl::TieShapesPassBase<TieShapesPass> {
  void runOnOperation() override {
    Sizes sizes;
    SmallVector<Operation *> control;
    getOperation()->walk([&](Operation *op) {
      if (!isa<scf::ForOp, scf::WhileOp, scf::IfOp>(op))
        return;
      // Inner loops come first.
      sizes.solve(op);
      control.push_back(op);
    });
    // All sizes are found before anything changes.
    SmallVector<std::pair<Value, SmallVector<Size>>> tied;
    for (Operation *op : control) {
      auto add = [&](Value tensor) {
        if (std::optional<SmallVector<Size>> found = getKnown(sizes, tensor, op))
          tied.push_back({tensor, *found});
      };
      for (Value result : op->getResults())
        add(result);
      for (Region &region : op->getRegions())
        for (BlockArgument argument : region.getArguments())
          add(argument);
    }
    for (auto &[tensor, found] : tied)
      tie(tensor, found);
  }

private:
  /// The dynamic sizes of a tensor that `op` makes, if all of them are known before it.
  static std::optional<SmallVector<Size>> getKnown(Sizes &sizes, Value tensor, Operation *op) {
    auto type = dyn_cast<RankedTensorType>(tensor.getType());
    if (!type || type.hasStaticShape() || tensor.use_empty())
      return std::nullopt;
    SmallVector<Size> found;
    for (int64_t dimension = 0; dimension < type.getRank(); ++dimension) {
      if (!type.isDynamicDim(dimension))
        continue;
      Size size = sizes.get(tensor, dimension);
      if (size.value && !isDefinedOutside(size.value, op))
        return std::nullopt;
      found.push_back(size);
    }
    return found;
  }

  static void tie(Value tensor, ArrayRef<Size> sizes) {
    OpBuilder builder(tensor.getContext());
    Location loc = tensor.getLoc();
    builder.setInsertionPointAfterValue(tensor);
    SmallVector<Value> operands;
    for (Size size : sizes) {
      if (!size.value)
        operands.push_back(arith::ConstantIndexOp::create(builder, loc, size.dimension));
      else if (size.dimension == -1)
        operands.push_back(size.value);
      else
        operands.push_back(tensor::DimOp::create(builder, loc, size.value, size.dimension));
    }
    auto tied = eshkol::iree::TieShapeOp::create(builder, loc, tensor.getType(), tensor, operands);
    tensor.replaceAllUsesExcept(tied, tied);
  }
};

} // namespace
