//===- Branches.cpp - batches of conditionals -------------------------===//

#include "passes/lowering/Tensors.h"
#include "passes/vectorize/rules/ControlFlow.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Whether a branch yields a tensor for its type alone: an uninitialized one without elements stands for a
/// result that is used only where another branch was taken.  Its size is no reason to refuse the others'.
static bool isAbsent(Value value) {
  while (auto cast = value.getDefiningOp<tensor::CastOp>())
    value = cast.getSource();
  auto empty = value.getDefiningOp<tensor::EmptyOp>();
  return empty && llvm::is_contained(empty.getType().getShape(), 0);
}

/// Whether that can be so, depending on the branch taken.
static bool mayBeAbsent(Value value) {
  auto conditional = value.getDefiningOp<scf::IfOp>();
  if (!conditional)
    return isAbsent(value);
  unsigned position = cast<OpResult>(value).getResultNumber();
  return mayBeAbsent(conditional.thenYield().getOperand(position)) ||
         mayBeAbsent(conditional.elseYield().getOperand(position));
}

/// Whether a value is there; null if that is certain, unless `always`.
static Value buildPresence(BatchContext &context, Value value, bool always) {
  if (Value known = context.batcher.presence.lookup(value))
    return known;
  bool isPresent = !isAbsent(value);
  if (isPresent && !always)
    return Value();
  return arith::ConstantOp::create(context.builder, context.loc, context.builder.getBoolAttr(isPresent));
}

/// Emits a branch under a condition that is the same for the whole batch.
static LogicalResult emitBranch(BatchContext &context, Block &original, Block *block,
                                ArrayRef<bool> batched) {
  OpBuilder::InsertionGuard guard(context.builder);
  context.builder.setInsertionPointToStart(block);
  if (failed(context.batcher.emitOperations(original)))
    return failure();
  Operation *terminator = original.getTerminator();
  SmallVector<Value> yielded = lookupAs(context, terminator->getOperands(), batched);
  for (auto [result, value] : llvm::zip_equal(context.op->getResults(), terminator->getOperands()))
    if (mayBeAbsent(result))
      yielded.push_back(buildPresence(context, value, /*always=*/true));
  scf::YieldOp::create(context.builder, terminator->getLoc(), yielded);
  return success();
}

/// A predicate that is the same for the whole batch keeps the branch, which also says what of its results is
/// there.
static LogicalResult emitUniformIf(scf::IfOp op, BatchContext &context) {
  SmallVector<bool> batched = areBatched(context, op.getResults());
  SmallVector<Type> types;
  for (auto [result, isBatched] : llvm::zip_equal(op.getResults(), batched))
    types.push_back(context.batcher.getTypeAs(result.getType(), isBatched));
  types.append(llvm::count_if(op.getResults(), mayBeAbsent), context.builder.getI1Type());
  auto conditional = scf::IfOp::create(context.builder, context.loc, types, context.operand(0),
                                       /*addThenBlock=*/true, /*addElseBlock=*/op.elseBlock() != nullptr);
  if (failed(emitBranch(context, *op.thenBlock(), conditional.thenBlock(), batched)))
    return failure();
  if (op.elseBlock() && failed(emitBranch(context, *op.elseBlock(), conditional.elseBlock(), batched)))
    return failure();
  ResultRange results = conditional.getResults();
  bind(context, op.getResults(), results.take_front(op.getNumResults()), batched);
  auto flags = results.begin() + op.getNumResults();
  for (Value result : op.getResults())
    if (mayBeAbsent(result))
      context.batcher.presence[result] = *flags++;
  return success();
}

/// Emits a branch for the elements that take it, in line.
static LogicalResult emitMaskedBranch(BatchContext &context, Block &original, Value taken) {
  MaskScope scope(context.batcher, buildBoth(context, context.mask(), taken));
  return context.batcher.emitOperations(original);
}

/// `present` where a truth value holds or is null, else `otherwise`.
static Value buildIfPresent(BatchContext &context, Value isPresent, function_ref<Value()> present,
                            Value otherwise) {
  if (!isPresent)
    return present();
  OpBuilder::InsertionGuard guard(context.builder);
  auto conditional = scf::IfOp::create(context.builder, context.loc, otherwise.getType(), isPresent,
                                       /*addThenBlock=*/true, /*addElseBlock=*/true);
  context.builder.setInsertionPointToStart(conditional.thenBlock());
  scf::YieldOp::create(context.builder, context.loc, present());
  context.builder.setInsertionPointToStart(conditional.elseBlock());
  scf::YieldOp::create(context.builder, context.loc, otherwise);
  return conditional.getResult(0);
}

/// Result `position` is p ? x : y, or the one of x and y that is there.
static void setChoice(BatchContext &context, unsigned position, Value predicate, Value onTrue,
                      Value onFalse) {
  if (isAbsent(onTrue) || isAbsent(onFalse)) {
    Value other = isAbsent(onTrue) ? onFalse : onTrue;
    context.setResult(position, context.lookupBatched(other));
    if (Value isPresent = buildPresence(context, other, /*always=*/false))
      context.batcher.presence[context.op->getResult(position)] = isPresent;
    return;
  }
  Value isLeft = buildPresence(context, onTrue, false), isRight = buildPresence(context, onFalse, false);
  Value left = context.lookupBatched(onTrue), right = context.lookupBatched(onFalse);
  auto buildBothSides = [&] { return buildMasked(context.builder, context.loc, predicate, left, right); };
  auto buildLeft = [&] { return buildIfPresent(context, isRight, buildBothSides, left); };
  context.setResult(position, buildIfPresent(context, isLeft, buildLeft, right));
  if (isLeft && isRight)
    context.batcher.presence[context.op->getResult(position)] =
        arith::OrIOp::create(context.builder, context.loc, isLeft, isRight);
}

/// if p then x else y ⇒ p ? x : y, both computed
static LogicalResult emitMaskedIf(scf::IfOp op, BatchContext &context) {
  Value predicate = context.operand(0);
  if (failed(emitMaskedBranch(context, *op.thenBlock(), predicate)))
    return failure();
  if (!op.elseBlock())
    return success();
  Value negated = buildNot(context.builder, context.loc, predicate);
  if (failed(emitMaskedBranch(context, *op.elseBlock(), negated)))
    return failure();
  for (auto [position, onTrue, onFalse] :
       llvm::enumerate(op.thenYield().getResults(), op.elseYield().getResults()))
    setChoice(context, position, predicate, onTrue, onFalse);
  return success();
}

LogicalResult eshkol::batchIf(scf::IfOp op, BatchContext &context) {
  return context.isBatched(op.getCondition()) ? emitMaskedIf(op, context) : emitUniformIf(op, context);
}
