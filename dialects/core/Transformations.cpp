//===- Transformations.cpp - derivatives and batches of functions ---------===//

#include "dialects/Dialect.h"
#include "dialects/TransformTypes.h"
#include "dialects/TypeInference.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;
using namespace mlir::eshkol;

bool eshkol::isDifferentiable(Type type) {
  Type element = getElementTypeOrSelf(type);
  return isa<FloatType, ComplexType>(element);
}

static bool isRealScalar(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return isa<FloatType>(getElementTypeOrSelf(type)) && (!tensor || tensor.getRank() == 0);
}

static ArrayRef<int64_t> shapeOf(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor ? tensor.getShape() : ArrayRef<int64_t>();
}

Type eshkol::getJacobianType(Type result, Type argument) {
  if (!isa<RankedTensorType>(result) && !isa<RankedTensorType>(argument))
    return result;
  SmallVector<int64_t> shape(shapeOf(result));
  llvm::append_range(shape, shapeOf(argument));
  return RankedTensorType::get(shape, getElementTypeOrSelf(result));
}

Type eshkol::getBatchedType(Type type, int64_t size, int64_t axis) {
  SmallVector<int64_t> shape(shapeOf(type));
  shape.insert(shape.begin() + axis, size);
  return RankedTensorType::get(shape, getElementTypeOrSelf(type));
}

SmallVector<Type> eshkol::getDifferentiable(TypeRange types) {
  return llvm::to_vector(llvm::make_filter_range(types, isDifferentiable));
}

/// The types of the listed arguments.
static SmallVector<Type> select(TypeRange types, ArrayRef<int64_t> positions) {
  return llvm::map_to_vector(positions, [&](int64_t position) { return types[position]; });
}

/// The function called, if its arguments can be those operands.
static FailureOr<FunctionType> verifyCallee(Operation *op, SymbolTableCollection &symbols,
                                            FlatSymbolRefAttr callee, TypeRange operands) {
  auto function = symbols.lookupNearestSymbolFrom<func::FuncOp>(op, callee);
  if (!function)
    return op->emitOpError() << callee << " is not a function of the module";
  if (function.isExternal())
    return op->emitOpError() << callee << " has no body to transform";
  FunctionType type = function.getFunctionType();
  if (type.getNumInputs() != operands.size())
    return op->emitOpError() << callee << " takes " << type.getNumInputs() << " arguments but gets "
                             << operands.size();
  return type;
}

static LogicalResult verifyTypes(Operation *op, StringRef what, TypeRange expected, TypeRange actual) {
  if (expected.size() != actual.size())
    return op->emitOpError() << "expected " << expected.size() << " " << what << "s but got "
                             << actual.size();
  for (auto [position, wanted, found] : llvm::enumerate(expected, actual))
    if (wanted != found)
      return op->emitOpError() << "expected " << what << " " << position << " to be " << wanted << " but got "
                               << found;
  return success();
}

/// Checks that `wrt` lists arguments, in increasing order, that can have a derivative.
static LogicalResult verifyWrt(Operation *op, ArrayRef<int64_t> wrt, TypeRange arguments) {
  int64_t last = -1;
  for (int64_t position : wrt) {
    if (position < 0 || position >= static_cast<int64_t>(arguments.size()))
      return op->emitOpError() << "wrt lists argument " << position << ", but there are " << arguments.size();
    if (position <= last)
      return op->emitOpError() << "wrt must list arguments in increasing order";
    if (!isDifferentiable(arguments[position]))
      return op->emitOpError() << "argument " << position << " is " << arguments[position]
                               << ", which has no derivative";
    last = position;
  }
  return success();
}

/// Checks the callee, its arguments and `wrt`.
static FailureOr<FunctionType> verifyDifferentiated(Operation *op, SymbolTableCollection &symbols,
                                                    FlatSymbolRefAttr callee, TypeRange operands,
                                                    ArrayRef<int64_t> wrt) {
  FailureOr<FunctionType> type = verifyCallee(op, symbols, callee, operands);
  if (failed(type) || failed(verifyTypes(op, "argument", type->getInputs(), operands)) ||
      failed(verifyWrt(op, wrt, operands)))
    return failure();
  return type;
}

LogicalResult JvpOp::verifySymbolUses(SymbolTableCollection &symbols) {
  TypeRange operands = getInputs().getTypes();
  auto type = verifyDifferentiated(*this, symbols, getCalleeAttr(), operands, getWrt());
  if (failed(type) ||
      failed(verifyTypes(*this, "tangent", select(operands, getWrt()), getTangents().getTypes())))
    return failure();
  SmallVector<Type> results(type->getResults());
  llvm::append_range(results, getDifferentiable(type->getResults()));
  return verifyTypes(*this, "result", results, getResultTypes());
}

LogicalResult VjpOp::verifySymbolUses(SymbolTableCollection &symbols) {
  TypeRange operands = getInputs().getTypes();
  auto type = verifyDifferentiated(*this, symbols, getCalleeAttr(), operands, getWrt());
  if (failed(type) || failed(verifyTypes(*this, "cotangent", getDifferentiable(type->getResults()),
                                         getCotangents().getTypes())))
    return failure();
  SmallVector<Type> results(type->getResults());
  llvm::append_range(results, select(operands, getWrt()));
  return verifyTypes(*this, "result", results, getResultTypes());
}

/// Checks that the first result of a function is a number.
static LogicalResult verifyNumber(Operation *op, FlatSymbolRefAttr callee, FunctionType type) {
  if (type.getNumResults() && isRealScalar(type.getResult(0)))
    return success();
  InFlightDiagnostic error = op->emitOpError()
                             << "needs a function whose first result is one real number, but " << callee;
  if (type.getNumResults())
    return error << " returns " << type.getResult(0);
  return error << " returns nothing";
}

LogicalResult GradientOp::verifySymbolUses(SymbolTableCollection &symbols) {
  TypeRange operands = getInputs().getTypes();
  auto type = verifyDifferentiated(*this, symbols, getCalleeAttr(), operands, getWrt());
  if (failed(type) || failed(verifyNumber(*this, getCalleeAttr(), *type)))
    return failure();
  SmallVector<Type> results(type->getResults());
  llvm::append_range(results, select(operands, getWrt()));
  return verifyTypes(*this, "result", results, getResultTypes());
}

LogicalResult JacobianOp::verifySymbolUses(SymbolTableCollection &symbols) {
  TypeRange operands = getInputs().getTypes();
  auto type = verifyDifferentiated(*this, symbols, getCalleeAttr(), operands, getWrt());
  if (failed(type))
    return failure();
  SmallVector<Type> expected;
  for (Type result : getDifferentiable(type->getResults()))
    for (int64_t position : getWrt())
      expected.push_back(getJacobianType(result, operands[position]));
  return verifyTypes(*this, "result", expected, getResultTypes());
}

LogicalResult HessianOp::verifySymbolUses(SymbolTableCollection &symbols) {
  TypeRange operands = getInputs().getTypes();
  auto type = verifyDifferentiated(*this, symbols, getCalleeAttr(), operands, getWrt());
  if (failed(type) || failed(verifyNumber(*this, getCalleeAttr(), *type)))
    return failure();
  SmallVector<Type> expected;
  for (int64_t row : getWrt())
    for (int64_t column : getWrt())
      expected.push_back(getJacobianType(operands[row], operands[column]));
  return verifyTypes(*this, "result", expected, getResultTypes());
}

/// Checks that each batched operand has one dimension more than the argument, and finds the size of the
/// batch.
static FailureOr<int64_t> verifyBatch(VmapOp op, FunctionType type) {
  int64_t size = ShapedType::kDynamic;
  bool isBatched = false;
  for (auto [position, axis] : llvm::enumerate(op.getInAxes())) {
    if (axis == -1)
      continue;
    Type operand = op.getInputs()[position].getType();
    ArrayRef<int64_t> shape = shapeOf(operand);
    if (axis < 0 || axis >= static_cast<int64_t>(shape.size()))
      return op.emitOpError() << "in_axes gives axis " << axis << " of argument " << position << ", which is "
                              << operand;
    if (shape.size() != shapeOf(type.getInput(position)).size() + 1)
      return op.emitOpError() << "argument " << position << " is " << operand << ", which is no batch of "
                              << type.getInput(position);
    if (!canBeEqual(shape[axis], size))
      return op.emitOpError() << "batches have sizes " << size << " and " << shape[axis];
    size = joinDimensions(size, shape[axis]);
    isBatched = true;
  }
  if (!isBatched)
    return op.emitOpError() << "no argument is batched";
  return size;
}

/// Checks the types of the arguments against those of the function, with a batch where there is one.
static LogicalResult verifyBatchedArguments(VmapOp op, FunctionType type) {
  SmallVector<Type> expected;
  for (auto [input, axis, operand] :
       llvm::zip_equal(type.getInputs(), op.getInAxes(), op.getInputs().getTypes()))
    expected.push_back(axis == -1 ? input : getBatchedType(input, shapeOf(operand)[axis], axis));
  return verifyTypes(op, "argument", expected, op.getInputs().getTypes());
}

/// The same of the results, of which more or less may be known.
static LogicalResult verifyBatchedResults(VmapOp op, FunctionType type, int64_t size) {
  SmallVector<Type> expected;
  for (auto [position, result, axis] : llvm::enumerate(type.getResults(), op.getOutAxes())) {
    if (axis < -1 || axis > static_cast<int64_t>(shapeOf(result).size()))
      return op.emitOpError() << "out_axes puts the batch at axis " << axis << " of result " << position
                              << ", each of which is " << result;
    expected.push_back(axis == -1 ? result : getBatchedType(result, size, axis));
  }
  for (auto [position, wanted, found] : llvm::enumerate(expected, op.getResultTypes())) {
    bool isTensor = isa<RankedTensorType>(wanted) && isa<RankedTensorType>(found);
    if (isTensor ? !areCompatibleTensorTypes(wanted, found) : wanted != found)
      return op.emitOpError() << "expected result " << position << " to be " << wanted << " but got "
                              << found;
  }
  return success();
}

LogicalResult VmapOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto type = verifyCallee(*this, symbols, getCalleeAttr(), getInputs().getTypes());
  if (failed(type))
    return failure();
  if (getNumResults() != type->getNumResults())
    return emitOpError() << getCalleeAttr() << " gives " << type->getNumResults() << " results but "
                         << getNumResults() << " are expected";
  if (getInAxes().size() != getInputs().size() || getOutAxes().size() != getNumResults())
    return emitOpError() << "expected one axis for each argument and result";
  FailureOr<int64_t> size = verifyBatch(*this, *type);
  if (failed(size) || failed(verifyBatchedArguments(*this, *type)))
    return failure();
  return verifyBatchedResults(*this, *type, *size);
}
