//===- Transposition.cpp - adjoints from tangent rules --------------------===//
//
// What a tangent rule emits is linear in the tangents.  Run backwards, operation
// by operation, it is the adjoint.
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/Cotangents.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::eshkol;

namespace {

/// The tangent rule, emitting where the adjoint is wanted.
class LocalTangents : public TangentContext {
public:
  LocalTangents(OpBuilder &builder, AdjointContext &outer)
      : TangentContext(builder, outer.getOp()), outer(outer) {}
  Value primal(Value value) override { return outer.primal(value); }

private:
  AdjointContext &outer;
};

/// The adjoint of an operation that a tangent rule emitted.
class LocalAdjoint : public GatheringAdjoint {
public:
  LocalAdjoint(OpBuilder &builder, Operation *op, Cotangents &gathered, const IRMapping &shapes,
               const DenseSet<Value> &linear)
      : GatheringAdjoint(builder, op, gathered), shapes(shapes), linear(linear) {}

  /// Of a value that depends on the tangents, only the shape is ever needed: something of that shape.
  Value primal(Value value) override { return shapes.lookupOrDefault(value); }
  bool wants(unsigned position) override { return linear.contains(op->getOperand(position)); }

private:
  const IRMapping &shapes;
  const DenseSet<Value> &linear;
};

} // namespace

/// Moves what does not depend on the tangents before the insertion point, and clones the rest there with
/// primal values in place of tangents, for its shapes.  Returns the operations that are linear.
static SmallVector<Operation *> separate(Block &block, OpBuilder &builder, DenseSet<Value> &linear,
                                         IRMapping &shapes) {
  SmallVector<Operation *> operations;
  for (Operation &op : llvm::make_early_inc_range(block)) {
    bool isLinear = false;
    op.walk([&](Operation *inner) {
      isLinear |= llvm::any_of(inner->getOperands(), [&](Value value) { return linear.contains(value); });
    });
    if (!isLinear) {
      op.moveBefore(builder.getInsertionBlock(), builder.getInsertionPoint());
      continue;
    }
    operations.push_back(&op);
    linear.insert(op.result_begin(), op.result_end());
    builder.clone(op, shapes);
  }
  return operations;
}

LogicalResult eshkol::emitTransposedTangents(AdjointContext &context) {
  Operation *op = context.getOp();
  Block block;
  // The block is in no function, from which a builder could have its context.
  OpBuilder builder(op->getContext());
  builder.setInsertionPointToEnd(&block);
  LocalTangents tangents(builder, context);
  DenseSet<Value> linear;
  IRMapping shapes;
  SmallVector<std::pair<unsigned, Value>> wanted;
  for (unsigned position = 0; position < op->getNumOperands(); ++position)
    if (context.wants(position)) {
      Value operand = context.operand(position);
      Value tangent = block.addArgument(operand.getType(), op->getLoc());
      tangents.tangents[position] = tangent;
      shapes.map(tangent, operand);
      linear.insert(tangent);
      wanted.push_back({position, tangent});
    }
  if (failed(cast<DifferentiableOpInterface>(op).emitTangents(tangents)))
    return failure();

  SmallVector<Operation *> operations = separate(block, context.builder, linear, shapes);
  Cotangents gathered;
  for (auto [position, tangent] : llvm::enumerate(tangents.results))
    if (Value cotangent = context.cotangent(position); cotangent && tangent && linear.contains(tangent))
      gathered.accumulate(context.builder, op->getLoc(), tangent, cotangent);
  for (Operation *step : llvm::reverse(operations)) {
    auto rule = dyn_cast<DifferentiableOpInterface>(step);
    if (!rule)
      return op->emitError() << "the derivative of '" << op->getName() << "' cannot be transposed: '"
                             << step->getName() << "' has no rule";
    LocalAdjoint adjoint(context.builder, step, gathered, shapes, linear);
    if (llvm::any_of(adjoint.cotangents, [](Value cotangent) { return static_cast<bool>(cotangent); }) &&
        failed(rule.emitAdjoint(adjoint)))
      return failure();
  }
  for (auto [position, tangent] : wanted)
    if (Value cotangent = gathered.get(tangent))
      context.accumulate(position, cotangent);
  for (Operation *step : llvm::reverse(operations))
    step->erase();
  return success();
}
