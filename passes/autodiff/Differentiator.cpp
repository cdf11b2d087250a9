//===- Differentiator.cpp - functions into their derivatives --------------===//

#include "passes/autodiff/Differentiator.h"
#include "dialects/TransformTypes.h"
#include "passes/autodiff/Algebra.h"
#include "passes/autodiff/Checkpoints.h"
#include "passes/autodiff/CountLoops.h"
#include "passes/autodiff/Decompose.h"
#include "passes/autodiff/ForwardMode.h"
#include "passes/autodiff/ReverseMode.h"
#include "passes/autodiff/Sizes.h"
#include "passes/transform/Inlining.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::eshkol;

/// The positions of the types that have derivatives.
static SmallVector<int64_t> getDifferentiablePositions(TypeRange types) {
  SmallVector<int64_t> positions;
  for (auto [position, type] : llvm::enumerate(types))
    if (isDifferentiable(type))
      positions.push_back(position);
  return positions;
}

/// What was asked for, as text: `f jvp 0,2`.
static std::string getKey(func::FuncOp function, StringRef kind, ArrayRef<ArrayRef<int64_t>> lists) {
  std::string key = (function.getName() + " " + kind).str();
  for (ArrayRef<int64_t> list : lists) {
    key += " ";
    llvm::raw_string_ostream stream(key);
    llvm::interleave(list, stream, ",");
  }
  return key;
}

/// Updates the type of a function to its arguments and what it returns.
static void updateType(func::FuncOp function) {
  Block &body = function.getBody().front();
  auto type = FunctionType::get(function.getContext(), body.getArgumentTypes(),
                                body.getTerminator()->getOperandTypes());
  function.removeArgAttrsAttr();
  function.removeResAttrsAttr();
  function.setType(type);
}

static void returnToo(Block &body, ValueRange values) {
  Operation *terminator = body.getTerminator();
  terminator->insertOperands(terminator->getNumOperands(), values);
}

/// What varies in a function with its arguments.
static Activity analyze(Block &body, ArrayRef<int64_t> wrt) {
  Activity activity;
  for (int64_t position : wrt)
    activity.seed(body.getArgument(position));
  activity.analyze(body);
  return activity;
}

FailureOr<func::FuncOp> Differentiator::copy(func::FuncOp function, StringRef suffix) {
  // A function with rules of its own is differentiated by them: where it is called.
  if (hasCustomRule(function))
    return wrap(function, suffix, function.getArgumentTypes(), [&](OpBuilder &builder, ValueRange arguments) {
      auto call = func::CallOp::create(builder, function.getLoc(), function, arguments);
      return SmallVector<Value>(call.getResults());
    });
  FailureOr<OwningOpRef<func::FuncOp>> clone = cloneWithoutCalls(function, symbols, hasCustomRule);
  if (failed(clone))
    return failure();
  func::FuncOp copy = clone->release();
  copy.setName((function.getName() + "." + suffix).str());
  copy.setPrivate();
  symbols.insert(copy, std::next(Block::iterator(function)));
  return copy;
}

FailureOr<func::FuncOp> Differentiator::getJvp(func::FuncOp function, ArrayRef<int64_t> wrt) {
  std::string key = getKey(function, "jvp", {wrt});
  if (func::FuncOp known = made.lookup(key))
    return known;
  FailureOr<func::FuncOp> derivative = copy(function, "jvp");
  if (failed(derivative))
    return failure();
  Block &body = derivative->getBody().front();
  if (failed(decomposeVaried(body, analyze(body, wrt))))
    return failure();
  Activity activity = analyze(body, wrt);
  ForwardMode forward(activity);
  for (int64_t position : wrt) {
    BlockArgument argument = body.getArgument(position);
    forward.set(argument, body.addArgument(argument.getType(), argument.getLoc()));
  }
  if (failed(forward.run(body)))
    return failure();
  OpBuilder builder(body.getTerminator());
  SmallVector<Value> tangents;
  for (Value result : body.getTerminator()->getOperands())
    if (isDifferentiable(result.getType()))
      tangents.push_back(forward.getOrZero(builder, function.getLoc(), result));
  returnToo(body, tangents);
  updateType(*derivative);
  resolveSizes(*derivative);
  made[key] = *derivative;
  return derivative;
}

FailureOr<func::FuncOp> Differentiator::getVjp(func::FuncOp function, ArrayRef<int64_t> wrt,
                                               ArrayRef<int64_t> results, MemoryPolicy policy) {
  int64_t policyNumber = static_cast<int64_t>(policy);
  std::string key = getKey(function, "vjp", {wrt, results, policyNumber});
  if (func::FuncOp known = made.lookup(key))
    return known;
  FailureOr<func::FuncOp> derivative = copy(function, "vjp");
  if (failed(derivative))
    return failure();
  Block &body = derivative->getBody().front();
  if (failed(decomposeVaried(body, analyze(body, wrt))))
    return failure();
  countLoops(body, analyze(body, wrt));
  if (policy == MemoryPolicy::Recompute)
    addCheckpoints(body, analyze(body, wrt));
  Activity activity = analyze(body, wrt);

  OpBuilder builder(body.getTerminator());
  Location loc = function.getLoc();
  Cotangents cotangents;
  SmallVector<Value> returned(body.getTerminator()->getOperands());
  for (int64_t position : results) {
    Value cotangent = body.addArgument(returned[position].getType(), loc);
    if (activity.isVaried(returned[position]))
      cotangents.accumulate(builder, loc, returned[position], cotangent);
  }
  ReverseScope scope;
  if (failed(ReverseMode(activity, policy).run(body, scope, cotangents, builder)))
    return failure();
  SmallVector<Value> gradients;
  for (int64_t position : wrt) {
    Value argument = body.getArgument(position), gradient = cotangents.get(argument);
    gradients.push_back(gradient ? gradient : buildZeroLike(builder, loc, argument));
  }
  returnToo(body, gradients);
  updateType(*derivative);
  resolveSizes(*derivative);
  made[key] = *derivative;
  return derivative;
}

// Rewrites ----------------------------------------------------------------------

LogicalResult Differentiator::rewrite(Operation *op) {
  return TypeSwitch<Operation *, LogicalResult>(op)
      .Case<JvpOp>([&](auto jvp) { return rewriteJvp(jvp); })
      .Case<VjpOp>([&](auto vjp) { return rewriteVjp(vjp); })
      .Case<GradientOp>([&](auto gradient) { return rewriteGradient(gradient); })
      .Case<JacobianOp>([&](auto jacobian) { return rewriteJacobian(jacobian); })
      .Case<HessianOp>([&](auto hessian) { return rewriteHessian(hessian); });
}

static void replaceByCall(Operation *op, func::FuncOp function, ValueRange operands) {
  OpBuilder builder(op);
  auto call = func::CallOp::create(builder, op->getLoc(), function, operands);
  op->replaceAllUsesWith(call);
  op->erase();
}

static SmallVector<Value> concat(ValueRange first, ValueRange second) {
  SmallVector<Value> both(first);
  llvm::append_range(both, second);
  return both;
}

LogicalResult Differentiator::rewriteJvp(JvpOp op) {
  FailureOr<func::FuncOp> derivative = getJvp(symbols.lookup<func::FuncOp>(op.getCallee()), op.getWrt());
  if (failed(derivative))
    return failure();
  replaceByCall(op, *derivative, concat(op.getInputs(), op.getTangents()));
  return success();
}

LogicalResult Differentiator::rewriteVjp(VjpOp op) {
  auto function = symbols.lookup<func::FuncOp>(op.getCallee());
  FailureOr<func::FuncOp> derivative =
      getVjp(function, op.getWrt(), getDifferentiablePositions(function.getResultTypes()),
             op.getMemory().value_or(MemoryPolicy::Store));
  if (failed(derivative))
    return failure();
  replaceByCall(op, *derivative, concat(op.getInputs(), op.getCotangents()));
  return success();
}

LogicalResult Differentiator::rewriteGradient(GradientOp op) {
  auto function = symbols.lookup<func::FuncOp>(op.getCallee());
  FailureOr<func::FuncOp> derivative =
      getVjp(function, op.getWrt(), {0}, op.getMemory().value_or(MemoryPolicy::Store));
  if (failed(derivative))
    return failure();
  OpBuilder builder(op);
  Value one = buildNumberLike(builder, op.getLoc(), 1, op.getResult(0));
  // The number has the type of the result, of which it needs no size.
  replaceByCall(op, *derivative, concat(op.getInputs(), one));
  return success();
}
