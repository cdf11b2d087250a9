//===- BatchContext.cpp - what a batching rule works with -----------------===//

#include "passes/vectorize/BatchContext.h"
#include "dialects/TransformTypes.h"
#include "passes/lowering/Tensors.h"
#include "passes/vectorize/Batches.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::eshkol;

//===----------------------------------------------------------------------===//
// Batcher
//===----------------------------------------------------------------------===//

LogicalResult Batcher::emitOperations(Block &block) {
  for (Operation &op : block.without_terminator())
    if (failed(emit(&op)))
      return failure();
  return success();
}

void Batcher::bind(Value original, Value value, bool isBatched) {
  values.map(original, value);
  if (isBatched)
    batched.insert(original);
}

Value Batcher::lookupBatched(Value original) {
  Value value = lookup(original);
  if (isBatched(original))
    return value;
  Value repeated = buildBatch(builder, original.getLoc(), value, size);
  return buildCast(builder, original.getLoc(), repeated, getBatchedType(original.getType()));
}

RankedTensorType Batcher::getBatchedType(Type type) const {
  int64_t count = getConstantIntValue(size).value_or(ShapedType::kDynamic);
  auto batch = cast<RankedTensorType>(eshkol::getBatchedType(type, count, 0));
  return batch.getElementType().isIndex() ? batch.clone(builder.getI64Type()) : batch;
}

/// Whether an operation can neither end the program nor run forever.
static bool isHarmless(Operation *op) {
  WalkResult walk = op->walk([](Operation *inner) { return WalkResult(failure(isIntegerDivision(inner))); });
  return isPure(op) && !walk.wasInterrupted();
}

/// Whether an operation does in the batched function what it did: it is the same for the whole batch, and
/// does no harm where no element of the batch needs it.
bool Batcher::canStay(Operation *op) const {
  // The rule of branches also finds out which results are there.
  if (mask && (!isHarmless(op) || isa<scf::IfOp>(op)))
    return false;
  if (llvm::any_of(op->getOperands(), [&](Value operand) { return isBatched(operand); }))
    return false;
  return op->getNumRegions() == 0 || !analysis.dependsOnBatch(op);
}

LogicalResult Batcher::emit(Operation *op) {
  if (canStay(op)) {
    builder.clone(*op, values);
    return success();
  }
  auto batchable = dyn_cast<BatchableOpInterface>(op);
  if (!batchable)
    return op->emitError() << "'" << op->getName() << "' has no batching rule";
  BatchContext context(*this, op);
  return batchable.emitBatched(context);
}

//===----------------------------------------------------------------------===//
// BatchContext
//===----------------------------------------------------------------------===//

SmallVector<Value> BatchContext::batchedOperands() {
  return llvm::map_to_vector(op->getOperands(), [&](Value operand) { return lookupBatched(operand); });
}

void BatchContext::setResult(unsigned position, Value value, bool isBatched) {
  Value original = op->getResult(position);
  assert((!isBatched || batcher.analysis.isBatched(original)) && "loops rely on the analysis");
  if (isBatched)
    value = buildCast(builder, loc, value, getBatchedType(original.getType()));
  batcher.bind(original, value, isBatched);
}

FailureOr<SmallVector<OpFoldResult>> BatchContext::lookupUniform(ArrayRef<OpFoldResult> entries,
                                                                 StringRef what) {
  SmallVector<OpFoldResult> found;
  for (OpFoldResult entry : entries) {
    auto value = dyn_cast<Value>(entry);
    if (value && isBatched(value))
      return op->emitError() << "'" << op->getName() << "' cannot be batched: its " << what
                             << " would differ between the elements of the batch";
    found.push_back(value ? OpFoldResult(lookup(value)) : entry);
  }
  return found;
}
