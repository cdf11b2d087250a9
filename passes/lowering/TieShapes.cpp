//===- TieShapes.cpp - the sizes of what control flow carries -------------===//
//
// IREE 3.13 does not find the sizes of a tensor that goes round a loop through
// a conditional, and refuses the program or crashes.  They are found here, by
// comparing what enters a round with what leaves it, and stated where the tensor
// appears.  Sizes that control flow changes travel beside the tensor.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/IreeOps.h"
#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Utils/Utils.h"
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

bool isDynamic(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  return type && !type.hasStaticShape();
}

/// A tensor that goes round a loop.
struct Carried {
  Value init, argument, yielded;
  /// Has the sizes of the argument of the round after the last; none for `scf.while`.
  Value result;
};

/// Where the sizes of tensors come from.
class Sizes {
public:
  Size get(Value tensor, int64_t dimension);
  /// Finds the dimensions that no round changes: those assumed to be constant which turn out to be.
  void solve(Operation *loop);
  bool areEqual(Size a, Size b, unsigned depth = 0);

private:
  using Key = std::pair<Value, int64_t>;

  Size getIndex(Value value);
  Size getOfResult(OpResult result, int64_t dimension);
  static std::optional<Value> getSameShape(OpResult result);
  static SmallVector<Carried> getCarried(Operation *loop);
  /// What `scf.while` forwards has one size under three names.
  void forward(scf::WhileOp loop);

  /// What stands for a dimension of an argument or result of a loop.
  DenseMap<Key, Key> standsFor;
  /// What `get` has found since `standsFor` last changed.
  DenseMap<Key, Size> found;
};

Size Sizes::get(Value tensor, int64_t dimension) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (!type.isDynamicDim(dimension))
    return Size::number(type.getDimSize(dimension));
  Key key{tensor, dimension};
  if (auto known = found.find(key); known != found.end())
    return known->second;
  auto result = dyn_cast<OpResult>(tensor);
  Size size = Size::of(tensor, dimension);
  if (auto other = standsFor.find(key); other != standsFor.end())
    size = get(other->second.first, other->second.second);
  else if (result)
    size = getOfResult(result, dimension);
  found.insert({key, size});
  return size;
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
  if (auto tie = dyn_cast<eshkol::iree::TieShapeOp>(op))
    return getDynamic(tie.getDynamicDims());
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
      carried.push_back({init, argument, yielded, result});
  } else if (auto loop = dyn_cast<scf::WhileOp>(op)) {
    for (auto [init, argument, yielded] :
         llvm::zip(loop.getInits(), loop.getBeforeArguments(), loop.getYieldOp().getOperands()))
      carried.push_back({init, argument, yielded, {}});
  }
  llvm::erase_if(carried, [](const Carried &each) { return !isDynamic(each.init); });
  return carried;
}

void Sizes::forward(scf::WhileOp loop) {
  for (auto [forwarded, argument, result] :
       llvm::zip(loop.getConditionOp().getArgs(), loop.getAfterArguments(), loop.getResults()))
    if (isDynamic(forwarded))
      for (int64_t dimension = 0; dimension < cast<RankedTensorType>(forwarded.getType()).getRank();
           ++dimension)
        for (Value name : {Value(argument), Value(result)})
          standsFor[{name, dimension}] = {forwarded, dimension};
}

void Sizes::solve(Operation *loop) {
  if (auto whileLoop = dyn_cast<scf::WhileOp>(loop))
    forward(whileLoop);
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
    for (Value name : {each.tensor->argument, each.tensor->result})
      if (name)
        visit(Key{name, each.dimension});
  };
  for (const Assumed &each : assumed)
    forEachName(each, [&](Key key) { standsFor[key] = {each.tensor->init, each.dimension}; });
  found.clear();
  // Each refutation may refute others.
  bool changed = true;
  while (changed) {
    changed = false;
    llvm::erase_if(assumed, [&](const Assumed &each) {
      if (areEqual(get(each.tensor->yielded, each.dimension), get(each.tensor->init, each.dimension)))
        return false;
      forEachName(each, [&](Key key) { standsFor.erase(key); });
      found.clear();
      return changed = true;
    });
  }
}

/// Whether a value can be used before an operation.
bool isDefinedOutside(Value value, Operation *op) {
  return value.getDefiningOp() != op && !op->isAncestor(value.getParentRegion()->getParentOp());
}

void tie(OpBuilder &builder, Value tensor, ValueRange sizes) {
  auto tied = eshkol::iree::TieShapeOp::create(builder, tensor.getLoc(), tensor.getType(), tensor, sizes);
  tensor.replaceAllUsesExcept(tied, tied);
}

/// Appends to a list of values the sizes of those of them which `positions` names.
void appendSizes(Operation *before, MutableOperandRange values, ArrayRef<unsigned> positions) {
  OpBuilder builder(before);
  SmallVector<Value> sizes;
  for (unsigned position : positions)
    llvm::append_range(sizes,
                       tensor::createDynamicDimValues(builder, before->getLoc(), values[position].get()));
  values.append(sizes);
}

/// Ties the values which `positions` names to the sizes that end the list.
void tieToLast(ArrayRef<Value> values, ArrayRef<unsigned> positions, unsigned first) {
  if (positions.empty())
    return;
  OpBuilder builder(values.front().getContext());
  builder.setInsertionPointAfterValue(values.front());
  for (unsigned position : positions) {
    unsigned count = cast<RankedTensorType>(values[position].getType()).getNumDynamicDims();
    tie(builder, values[position], values.slice(first, count));
    first += count;
  }
}

/// Adds arguments for the sizes of those arguments which `positions` names, and ties those to them.
void addSizeArguments(Block &block, ArrayRef<unsigned> positions, unsigned firstArgument = 0) {
  unsigned before = block.getNumArguments() - firstArgument;
  auto index = IndexType::get(block.getParentOp()->getContext());
  for (unsigned position : positions) {
    BlockArgument tensor = block.getArgument(position + firstArgument);
    for (int64_t i = 0, e = cast<RankedTensorType>(tensor.getType()).getNumDynamicDims(); i < e; ++i)
      block.addArgument(index, tensor.getLoc());
  }
  SmallVector<Value> arguments(block.getArguments().drop_front(firstArgument));
  tieToLast(arguments, positions, before);
}

/// A copy of an operation with results, and regions taken over, for the sizes of those results which
/// `positions` names.
Operation *addSizeResults(Operation *op, ArrayRef<unsigned> positions) {
  OpBuilder builder(op);
  SmallVector<Type> types(op->getResultTypes());
  for (unsigned position : positions)
    types.append(cast<RankedTensorType>(op->getResult(position).getType()).getNumDynamicDims(),
                 builder.getIndexType());
  OperationState state(op->getLoc(), op->getName(), op->getOperands(), types, op->getAttrs());
  for (Region &region : op->getRegions())
    state.addRegion()->takeBody(region);
  Operation *wider = builder.create(state);
  unsigned count = op->getNumResults();
  op->replaceAllUsesWith(wider->getResults().take_front(count));
  op->erase();
  tieToLast(SmallVector<Value>(wider->getResults()), positions, count);
  return wider;
}

struct TieShapesPass : eshkol::impl::TieShapesPassBase<TieShapesPass> {
  void runOnOperation() override {
    carryUnknownSizes();
    Sizes sizes;
    SmallVector<Operation *> control = solve(sizes);
    // All sizes are found before anything changes.
    SmallVector<std::pair<Value, SmallVector<Size>>> tied;
    for (Operation *op : control)
      forEachValue(op, [&](Value tensor) {
        if (tensor.use_empty() || llvm::all_of(tensor.getUsers(), llvm::IsaPred<eshkol::iree::TieShapeOp>))
          return;
        if (std::optional<SmallVector<Size>> known = getKnown(sizes, tensor, op))
          tied.push_back({tensor, *known});
      });
    for (auto &[tensor, known] : tied)
      tieToKnown(tensor, known);
  }

private:
  /// Conditionals and loops, inner ones first, after the sizes of what these carry have been found.
  SmallVector<Operation *> solve(Sizes &sizes) {
    SmallVector<Operation *> control;
    getOperation()->walk([&](Operation *op) {
      if (!isa<scf::ForOp, scf::WhileOp, scf::IfOp>(op))
        return;
      sizes.solve(op);
      control.push_back(op);
    });
    return control;
  }

  static void forEachValue(Operation *op, llvm::function_ref<void(Value)> visit) {
    for (Value result : op->getResults())
      visit(result);
    for (Region &region : op->getRegions())
      for (Value argument : region.getArguments())
        visit(argument);
  }

  /// Lets the sizes of tensors that control flow changes travel beside these.
  void carryUnknownSizes() {
    Sizes sizes;
    SmallVector<std::pair<Operation *, llvm::SmallDenseSet<Value>>> changing;
    for (Operation *op : solve(sizes)) {
      llvm::SmallDenseSet<Value> unknown;
      forEachValue(op, [&](Value tensor) {
        if (isDynamic(tensor) && !tensor.use_empty() && !getKnown(sizes, tensor, op))
          unknown.insert(tensor);
      });
      if (!unknown.empty())
        changing.push_back({op, std::move(unknown)});
    }
    for (auto &[op, unknown] : changing)
      carry(op, unknown);
  }

  static void carry(Operation *op, const llvm::SmallDenseSet<Value> &unknown) {
    auto getPositions = [&](ValueRange values, ValueRange aliases) {
      SmallVector<unsigned> positions;
      for (auto [position, value] : llvm::enumerate(values))
        if (unknown.contains(value) || (position < aliases.size() && unknown.contains(aliases[position])))
          positions.push_back(position);
      return positions;
    };
    if (auto conditional = dyn_cast<scf::IfOp>(op)) {
      SmallVector<unsigned> positions = getPositions(conditional.getResults(), {});
      for (scf::YieldOp yield : {conditional.thenYield(), conditional.elseYield()})
        appendSizes(yield, yield.getResultsMutable(), positions);
      addSizeResults(op, positions);
    } else if (auto loop = dyn_cast<scf::ForOp>(op)) {
      SmallVector<unsigned> positions = getPositions(loop.getRegionIterArgs(), loop.getResults());
      auto yield = cast<scf::YieldOp>(loop.getBody()->getTerminator());
      appendSizes(yield, yield.getResultsMutable(), positions);
      appendSizes(loop, loop.getInitArgsMutable(), positions);
      addSizeArguments(*loop.getBody(), positions, /*firstArgument=*/1);
      addSizeResults(op, positions);
    } else {
      auto whileLoop = cast<scf::WhileOp>(op);
      SmallVector<unsigned> carried = getPositions(whileLoop.getBeforeArguments(), {});
      SmallVector<unsigned> forwarded = getPositions(whileLoop.getAfterArguments(), whileLoop.getResults());
      scf::YieldOp yield = whileLoop.getYieldOp();
      scf::ConditionOp condition = whileLoop.getConditionOp();
      appendSizes(yield, yield.getResultsMutable(), carried);
      appendSizes(condition, condition.getArgsMutable(), forwarded);
      appendSizes(whileLoop, whileLoop.getInitsMutable(), carried);
      addSizeArguments(*whileLoop.getBeforeBody(), carried);
      addSizeArguments(*whileLoop.getAfterBody(), forwarded);
      addSizeResults(op, forwarded);
    }
  }

  /// The dynamic sizes of a tensor that `op` makes, if all of them are known before it.
  static std::optional<SmallVector<Size>> getKnown(Sizes &sizes, Value tensor, Operation *op) {
    if (!isDynamic(tensor))
      return std::nullopt;
    auto type = cast<RankedTensorType>(tensor.getType());
    SmallVector<Size> known;
    for (int64_t dimension = 0; dimension < type.getRank(); ++dimension) {
      if (!type.isDynamicDim(dimension))
        continue;
      Size size = sizes.get(tensor, dimension);
      if (size.value && !isDefinedOutside(size.value, op))
        return std::nullopt;
      known.push_back(size);
    }
    return known;
  }

  static void tieToKnown(Value tensor, ArrayRef<Size> sizes) {
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
    tie(builder, tensor, operands);
  }
};

} // namespace
