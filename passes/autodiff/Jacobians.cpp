//===- Jacobians.cpp - derivatives along a basis --------------------------===//

#include "dialects/TransformTypes.h"
#include "passes/autodiff/Algebra.h"
#include "passes/autodiff/Differentiator.h"
#include "passes/autodiff/Sizes.h"

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
  Value count = arith::ConstantIndexOp::create(builder, loc, 1);
  for (OpFoldResult size : sizes)
    count =
        builder.createOrFold<arith::MulIOp>(loc, count, getValueOrCreateConstantIndexOp(builder, loc, size));
  Type element = getElementTypeOrSelf(like.getType());
  auto buildIota = [&](int64_t dimension) -> Value {
    SmallVector<Value> dynamic;
    SmallVector<int64_t> fixed;
    dispatchIndexOpFoldResults({getAsOpFoldResult(count), getAsOpFoldResult(count)}, dynamic, fixed);
    return IotaOp::create(builder, loc, RankedTensorType::get(fixed, builder.getI64Type()), dimension,
                          dynamic, fixed);
  };
  Value isDiagonal = CompareOp::create(builder, loc, ComparePredicate::Eq, buildIota(0), buildIota(1));
  auto square = cast<RankedTensorType>(isDiagonal.getType());
  Value identity = ConvertOp::create(builder, loc, square.clone(element), isDiagonal);
  SmallVector<OpFoldResult> stacked = {getAsOpFoldResult(count)};
  llvm::append_range(stacked, sizes);
  SmallVector<Value> dynamic;
  SmallVector<int64_t> fixed;
  dispatchIndexOpFoldResults(stacked, dynamic, fixed);
  return ReshapeOp::create(builder, loc, RankedTensorType::get(fixed, element), identity, dynamic, fixed);
}

/// `value` in the shape of `outer` followed by that of `inner`.
static Value buildJacobianShape(OpBuilder &builder, Location loc, Value value, Value outer, Value inner) {
  SmallVector<OpFoldResult> sizes;
  for (Value part : {outer, inner})
    if (isa<RankedTensorType>(part.getType()))
      llvm::append_range(sizes, *SizeResolver(builder, loc).getSizes(part));
  SmallVector<Value> dynamic;
  SmallVector<int64_t> fixed;
  dispatchIndexOpFoldResults(sizes, dynamic, fixed);
  auto type = RankedTensorType::get(fixed, getElementTypeOrSelf(value.getType()));
  return ReshapeOp::create(builder, loc, type, value, dynamic, fixed);
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

LogicalResult Differentiator::rewriteJacobian(JacobianOp op) {
  auto function = symbols.lookup<func::FuncOp>(op.getCallee());
  bool isForward = chooseMode(op, function) == JacobianMode::Forward;
  OpBuilder builder(op);
  Location loc = op.getLoc();
  TypeRange inputs = function.getArgumentTypes();
  SmallVector<int64_t> results;
  for (auto [position, type] : llvm::enumerate(function.getResultTypes()))
    if (isDifferentiable(type))
      results.push_back(position);
  SmallVector<Value> values =
      SmallVector<Value>(func::CallOp::create(builder, loc, function, op.getInputs()).getResults());

  int64_t columns = op.getWrt().size();
  SmallVector<Value> jacobians(results.size() * columns);
  for (auto [column, wrt] : llvm::enumerate(op.getWrt())) {
    if (!isForward)
      break;
    int64_t position = wrt;
    Type tangentType = inputs[position];
    auto wrapper =
        wrap(function, "push", concat(tangentType, inputs), [&](OpBuilder &inner, ValueRange args) {
          SmallVector<Type> types(function.getResultTypes());
          llvm::append_range(types, getDifferentiable(function.getResultTypes()));
          auto jvp = JvpOp::create(inner, loc, types, function.getName(), args.drop_front(),
                                   args.take_front(), ArrayRef<int64_t>(position));
          return SmallVector<Value>(jvp.getResults().take_back(results.size()));
        });
    Value like = op.getInputs()[position];
    SmallVector<Value> tangents = applyToBasis(builder, loc, wrapper, like, op.getInputs(), true);
    for (auto [row, tangent] : llvm::enumerate(tangents))
      jacobians[row * columns + column] = tangent;
  }
  for (auto [row, number] : llvm::enumerate(results)) {
    if (isForward)
      break;
    int64_t result = number;
    Type cotangentType = function.getResultTypes()[result];
    auto single = wrap(function, "result", inputs, [&](OpBuilder &inner, ValueRange args) {
      auto call = func::CallOp::create(inner, loc, function, args);
      return SmallVector<Value>{call.getResult(result)};
    });
    auto wrapper =
        wrap(function, "pull", concat(cotangentType, inputs), [&](OpBuilder &inner, ValueRange args) {
          SmallVector<Type> types = {cotangentType};
          for (int64_t position : op.getWrt())
            types.push_back(inputs[position]);
          auto vjp = VjpOp::create(inner, loc, types, single.getName(), args.drop_front(), args.take_front(),
                                   op.getWrt(), op.getMemoryAttr());
          return SmallVector<Value>(vjp.getResults().drop_front());
        });
    SmallVector<Value> gradients = applyToBasis(builder, loc, wrapper, values[result], op.getInputs(), false);
    for (auto [column, gradient] : llvm::enumerate(gradients))
      jacobians[row * columns + column] = gradient;
  }

  for (auto [index, jacobian] : llvm::enumerate(jacobians)) {
    Type type = op.getResult(index).getType();
    Value result = values[results[index / columns]], input = op.getInputs()[op.getWrt()[index % columns]];
    if (isSingle(jacobian.getType()))
      jacobian = convertSingle(builder, loc, jacobian, type);
    else
      jacobian = buildJacobianShape(builder, loc, jacobian, result, input);
    if (jacobian.getType() != type)
      jacobian = tensor::CastOp::create(builder, loc, type, jacobian);
    op.getResult(index).replaceAllUsesWith(jacobian);
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
