//===- Vectorizer.cpp - the batched function of a function ----------------===//

#include "dialects/TransformTypes.h"
#include "dialects/TypeInference.h"
#include "passes/lowering/Tensors.h"
#include "passes/transform/Inlining.h"
#include "passes/vectorize/BatchContext.h"
#include "passes/vectorize/Batches.h"
#include "passes/vectorize/Vectorize.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::eshkol;

namespace {

/// Builds the batched function of one request.
class FunctionBatcher {
public:
  FunctionBatcher(VmapOp op, func::FuncOp original)
      : op(op), loc(original.getLoc()), body(original.getBody().front()), builder(op.getContext()) {}

  /// The function, outside of the module.
  FailureOr<func::FuncOp> build(StringRef name) {
    auto type = builder.getFunctionType(op.getInputs().getTypes(), {});
    OwningOpRef<func::FuncOp> function(func::FuncOp::create(loc, name, type));
    function->setPrivate();
    builder.setInsertionPointToStart(function->addEntryBlock());
    SmallVector<Value> arguments = takeArguments(*function);
    BatchAnalysis analysis(body, getBatchedArguments());
    Batcher batcher(builder, size, analysis);
    for (auto [original, argument, axis] : llvm::zip_equal(body.getArguments(), arguments, op.getInAxes()))
      batcher.bind(original, argument, axis != -1);
    SmallVector<Value> results;
    if (failed(batcher.emitOperations(body)) || failed(giveResults(batcher, results)))
      return failure();
    func::ReturnOp::create(builder, body.getTerminator()->getLoc(), results);
    function->setType(builder.getFunctionType(type.getInputs(), ValueRange(results).getTypes()));
    return function.release();
  }

private:
  SmallVector<Value> getBatchedArguments() {
    SmallVector<Value> batched;
    for (auto [argument, axis] : llvm::zip_equal(body.getArguments(), op.getInAxes()))
      if (axis != -1)
        batched.push_back(argument);
    return batched;
  }

  /// The size that the batches have statically in common, else dynamic.
  int64_t getStaticSize() {
    int64_t count = ShapedType::kDynamic;
    for (auto [input, axis] : llvm::zip_equal(op.getInputs(), op.getInAxes()))
      if (axis != -1)
        count = joinDimensions(count, tensorType(input).getDimSize(axis));
    return count;
  }

  /// The arguments with the batch in front; finds its size.
  SmallVector<Value> takeArguments(func::FuncOp function) {
    findSize(function);
    SmallVector<Value> arguments;
    for (auto [original, argument, axis] :
         llvm::zip_equal(body.getArguments(), function.getArguments(), op.getInAxes()))
      arguments.push_back(axis == -1 ? argument : takeBatch(original.getType(), argument, axis));
    return arguments;
  }

  Value takeBatch(Type type, Value argument, int64_t axis) {
    Value front = buildWithoutIndex(builder, loc, buildMoved(builder, loc, argument, axis, 0));
    auto batch = cast<RankedTensorType>(getBatchedType(type, getStaticSize(), 0));
    return buildCast(builder, loc, front, batch.clone(getElementTypeOrSelf(front)));
  }

  /// Finds the size of the batch, and asserts that all batches have it.
  void findSize(func::FuncOp function) {
    int64_t known = getStaticSize();
    if (!ShapedType::isDynamic(known))
      size = builder.getIndexAttr(known);
    for (auto [argument, axis] : llvm::zip_equal(function.getArguments(), op.getInAxes())) {
      if (axis == -1 || !tensorType(argument).isDynamicDim(axis))
        continue;
      Value found = tensor::DimOp::create(builder, loc, argument, axis);
      if (size)
        assertSize(found);
      else
        size = found;
    }
  }

  void assertSize(Value found) {
    Value isEqual = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, found,
                                          buildIndexValue(builder, loc, size));
    AssertOp::create(builder, loc, isEqual, "vmap: the batches have different sizes");
  }

  LogicalResult giveResults(Batcher &batcher, SmallVectorImpl<Value> &results) {
    for (auto [position, returned, axis] :
         llvm::enumerate(body.getTerminator()->getOperands(), op.getOutAxes())) {
      if (axis == -1 && batcher.isBatched(returned))
        return op.emitOpError() << "out_axes says that result " << position
                                << " is the same for the whole batch, but it depends on batched arguments";
      results.push_back(axis == -1 ? batcher.lookup(returned) : giveBatch(batcher, returned, axis));
    }
    return success();
  }

  Value giveBatch(Batcher &batcher, Value returned, int64_t axis) {
    Value batch = batcher.lookupBatched(returned);
    Value typed = buildWithElement(builder, loc, batch, getElementTypeOrSelf(returned));
    return buildMoved(builder, loc, typed, 0, axis);
  }

  VmapOp op;
  Location loc;
  Block &body;
  OpBuilder builder;
  OpFoldResult size;
};

} // namespace

FailureOr<func::FuncOp> Vectorizer::getBatched(VmapOp op, func::FuncOp callee) {
  Builder builder(op.getContext());
  auto operands = builder.getFunctionType(op.getInputs().getTypes(), {});
  Attribute request = builder.getArrayAttr(
      {op.getCalleeAttr(), op.getInAxesAttr(), op.getOutAxesAttr(), TypeAttr::get(operands)});
  if (func::FuncOp known = batched.lookup(request))
    return known;
  FailureOr<OwningOpRef<func::FuncOp>> original = cloneWithoutCalls(callee, symbols);
  if (failed(original))
    return failure();
  FailureOr<func::FuncOp> made = FunctionBatcher(op, **original).build((callee.getName() + ".vmap").str());
  if (failed(made))
    return failure();
  // The table renames the function where the name is taken.
  symbols.insert(*made, std::next(Block::iterator(callee)));
  batched[request] = *made;
  return *made;
}

LogicalResult Vectorizer::rewrite(VmapOp op) {
  FailureOr<func::FuncOp> function = getBatched(op, symbols.lookup<func::FuncOp>(op.getCallee()));
  if (failed(function))
    return failure();
  OpBuilder builder(op);
  auto call = func::CallOp::create(builder, op.getLoc(), *function, op.getInputs());
  for (auto [result, replaced] : llvm::zip_equal(call.getResults(), op.getResults()))
    replaced.replaceAllUsesWith(buildCast(builder, op.getLoc(), result, replaced.getType()));
  op.erase();
  return success();
}
