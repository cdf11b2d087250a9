//===- Jacobians.cpp - derivatives along a basis --------------------------===//

#include "dialects/TransformTypes.h"
#include "passes/autodiff/Algebra.h"
#include "passes/autodiff/Differentiator.h"
#include "passes/autodiff/Sizes.h"
#include "passes/lowering/Tensors.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

static bool isSingle(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return !tensor || tensor.getRank() == 0;
}

/// A number as a scalar or tensor of rank 0.
static Value convertSingle(OpBuilder &builder, Location loc, Value value, Type type) {
  if (value.getType() == type)
    return value;
  if (isa<RankedTensorType>(type))
    return tensor::FromElementsOp::create(builder, loc, cast<RankedTensorType>(type), value);
  return tensor::ExtractOp::create(builder, loc, value, ValueRange());
}

/// A new private function beside another one.
func::FuncOp Differentiator::wrap(func::FuncOp function, StringRef suffix, TypeRange inputs,
                                  function_ref<SmallVector<Value>(OpBuilder &, ValueRange)> body) {
  OpBuilder builder(function.getContext());
  auto wrapper = func::FuncOp::create(function.getLoc(), (function.getName() + "." + suffix).str(),
                                      builder.getFunctionType(inputs, {}));
  wrapper.setPrivate();
  Block *entry = wrapper.addEntryBlock();
  builder.setInsertionPointToStart(entry);
  SmallVector<Value> results = body(builder, entry->getArguments());
  func::ReturnOp::create(builder, function.getLoc(), results);
  wrapper.setType(builder.getFunctionType(inputs, ValueRange(results).getTypes()));
  symbols.insert(wrapper, std::next(Block::iterator(function)));
  return wrapper;
}

/// For a tensor of `n` elements, the `n` tensors of its shape with one element 1, the others 0, stacked.
static Value buildBasis(OpBuilder &builder, Location loc, Value like) {
  SmallVector<OpFoldResult> sizes = *SizeResolver(builder, loc).getSizes(like);
  OpFoldResult count = buildProductOf(builder, loc, sizes);
  Value row = buildIota(builder, loc, 0, {count, count}), column = buildIota(builder, loc, 1, {count, count});
  Value isDiagonal = CompareOp::create(builder, loc, ComparePredicate::Eq, row, column);
  auto square = cast<RankedTensorType>(isDiagonal.getType());
  Type element = getElementTypeOrSelf(like.getType());
  Value identity = ConvertOp::create(builder, loc, square.clone(element), isDiagonal);
  sizes.insert(sizes.begin(), count);
  return buildReshaped(builder, loc, identity, sizes);
}

/// `value` in the shape of `outer` followed by that of `inner`.
static Value buildJacobianShape(OpBuilder &builder, Location loc, Value value, Value outer, Value inner) {
  SmallVector<OpFoldResult> sizes;
  for (Value part : {outer, inner})
    if (isa<RankedTensorType>(part.getType()))
      llvm::append_range(sizes, *SizeResolver(builder, loc).getSizes(part));
  return buildReshaped(builder, loc, value, sizes);
}

static SmallVector<Type> concat(TypeRange first, TypeRange second) {
  SmallVector<Type> both(first);
  llvm::append_range(both, second);
  return both;
}

static SmallVector<Value> concat(Value first, ValueRange second) {
  SmallVector<Value> both = {first};
  llvm::append_range(both, second);
  return both;
}

/// The number of elements; 0 where that is not known.
static int64_t countElements(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return !tensor ? 1 : tensor.hasStaticShape() ? tensor.getNumElements() : 0;
}

static JacobianMode chooseMode(JacobianOp op, func::FuncOp function) {
  if (op.getMode() != JacobianMode::Auto)
    return op.getMode();
  int64_t inputs = 0, outputs = 0;
  for (int64_t position : op.getWrt()) {
    int64_t count = countElements(op.getInputs()[position].getType());
    if (!count)
      return JacobianMode::Forward;
    inputs += count;
  }
  for (Type type : getDifferentiable(function.getResultTypes())) {
    int64_t count = countElements(type);
    if (!count)
      return isSingle(type) ? JacobianMode::Reverse : JacobianMode::Forward;
    outputs += count;
  }
  return outputs < inputs ? JacobianMode::Reverse : JacobianMode::Forward;
}

/// The results of a transformed function for a tangent or cotangent, or for a basis of them.
SmallVector<Value> Differentiator::applyToBasis(OpBuilder &builder, Location loc, func::FuncOp wrapper,
                                                Value like, ValueRange inputs, bool isForward) {
  if (isSingle(like.getType())) {
    Value one = buildNumberLike(builder, loc, 1, like);
    return SmallVector<Value>(func::CallOp::create(builder, loc, wrapper, concat(one, inputs)).getResults());
  }
  Value basis = buildBasis(builder, loc, like);
  SmallVector<int64_t> inAxes(inputs.size() + 1, -1), outAxes;
  inAxes[0] = 0;
  SmallVector<Type> types;
  int64_t count = cast<RankedTensorType>(basis.getType()).getDimSize(0);
  for (Type type : wrapper.getResultTypes()) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    outAxes.push_back(isForward && tensor ? tensor.getRank() : 0);
    types.push_back(getBatchedType(type, count, outAxes.back()));
  }
  auto vmap = VmapOp::create(builder, loc, types, wrapper.getName(), concat(basis, inputs), inAxes, outAxes);
  return SmallVector<Value>(vmap.getResults());
}

/// The tangents of all results along a basis of one argument.
SmallVector<Value> Differentiator::pushBasis(JacobianOp op, func::FuncOp function, int64_t position) {
  Location loc = op.getLoc();
  TypeRange inputs = function.getArgumentTypes();
  SmallVector<Type> tangents = getDifferentiable(function.getResultTypes());
  auto push = [&](OpBuilder &inner, ValueRange arguments) {
    auto jvp = JvpOp::create(inner, loc, concat(function.getResultTypes(), tangents), function.getName(),
                             arguments.drop_front(), arguments.take_front(), ArrayRef<int64_t>(position));
    return SmallVector<Value>(jvp.getResults().take_back(tangents.size()));
  };
  func::FuncOp wrapper = wrap(function, "push", concat(inputs[position], inputs), push);
  OpBuilder builder(op);
  Value like = op.getInputs()[position];
  return applyToBasis(builder, loc, wrapper, like, op.getInputs(), /*isForward=*/true);
}

/// The cotangents of the arguments that the Jacobian is by, along a basis of one result.
SmallVector<Value> Differentiator::pullBasis(JacobianOp op, func::FuncOp function, int64_t position,
                                             Value result) {
  Location loc = op.getLoc();
  TypeRange inputs = function.getArgumentTypes();
  auto single = wrap(function, "result", inputs, [&](OpBuilder &inner, ValueRange arguments) {
    auto call = func::CallOp::create(inner, loc, function, arguments);
    return SmallVector<Value>{call.getResult(position)};
  });
  auto pull = [&](OpBuilder &inner, ValueRange arguments) {
    SmallVector<Type> types = {result.getType()};
    for (int64_t argument : op.getWrt())
      types.push_back(inputs[argument]);
    auto vjp = VjpOp::create(inner, loc, types, single.getName(), arguments.drop_front(),
                             arguments.take_front(), op.getWrt(), op.getMemoryAttr());
    return SmallVector<Value>(vjp.getResults().drop_front());
  };
  func::FuncOp wrapper = wrap(function, "pull", concat(result.getType(), inputs), pull);
  OpBuilder builder(op);
  return applyToBasis(builder, loc, wrapper, result, op.getInputs(), /*isForward=*/false);
}

/// Derivatives along a basis in the type of a partial derivative of `result` by `input`.
static Value buildPartial(OpBuilder &builder, Location loc, Value jacobian, Value result, Value input,
                          Type type) {
  if (isSingle(jacobian.getType()))
    return convertSingle(builder, loc, jacobian, type);
  return buildCast(builder, loc, buildJacobianShape(builder, loc, jacobian, result, input), type);
}

LogicalResult Differentiator::rewriteJacobian(JacobianOp op) {
  auto function = symbols.lookup<func::FuncOp>(op.getCallee());
  bool isForward = chooseMode(op, function) == JacobianMode::Forward;
  OpBuilder builder(op);
  Location loc = op.getLoc();
  auto call = func::CallOp::create(builder, loc, function, op.getInputs());
  SmallVector<Value> results;
  for (Value result : call.getResults())
    if (isDifferentiable(result.getType()))
      results.push_back(result);

  // One matrix of partial derivatives: a row for each result, a column for each argument.
  size_t rows = results.size(), columns = op.getWrt().size();
  SmallVector<SmallVector<Value>> jacobians(rows, SmallVector<Value>(columns));
  for (size_t column = 0; isForward && column < columns; ++column)
    for (auto [row, tangent] : llvm::enumerate(pushBasis(op, function, op.getWrt()[column])))
      jacobians[row][column] = tangent;
  for (size_t row = 0; !isForward && row < rows; ++row)
    jacobians[row] = pullBasis(op, function, cast<OpResult>(results[row]).getResultNumber(), results[row]);

  for (auto [index, partial] : llvm::enumerate(op.getResults())) {
    size_t row = index / columns, column = index % columns;
    Value input = op.getInputs()[op.getWrt()[column]];
    partial.replaceAllUsesWith(
        buildPartial(builder, loc, jacobians[row][column], results[row], input, partial.getType()));
  }
  op.erase();
  return success();
}

LogicalResult Differentiator::rewriteHessian(HessianOp op) {
  auto function = symbols.lookup<func::FuncOp>(op.getCallee());
  Location loc = op.getLoc();
  auto gradient =
      wrap(function, "gradient", function.getArgumentTypes(), [&](OpBuilder &inner, ValueRange arguments) {
        SmallVector<Type> types(function.getResultTypes());
        for (int64_t position : op.getWrt())
          types.push_back(function.getArgumentTypes()[position]);
        auto all = GradientOp::create(inner, loc, types, function.getName(), arguments, op.getWrt(),
                                      op.getMemoryAttr());
        return SmallVector<Value>(all.getResults().take_back(op.getWrt().size()));
      });
  OpBuilder builder(op);
  auto jacobian = JacobianOp::create(builder, loc, op.getResultTypes(), JacobianMode::Forward,
                                     gradient.getName(), op.getInputs(), op.getWrt(), MemoryPolicyAttr());
  op.replaceAllUsesWith(jacobian.getResults());
  op.erase();
  return success();
}
