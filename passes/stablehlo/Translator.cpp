//===- Translator.cpp - old values and new ones ---------------------------===//

#include "passes/stablehlo/Translator.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/ADT/ScopeExit.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

RankedTensorType stablehlo::translateType(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  Type element = tensor ? tensor.getElementType() : type;
  if (element.isIndex())
    element = IntegerType::get(type.getContext(), 64);
  return RankedTensorType::get(tensor ? tensor.getShape() : ArrayRef<int64_t>(), element);
}

LogicalResult Translator::translate(Operation *op) {
  const Handlers::Handler *handler = handlers.find(op->getName().getStringRef());
  if (!handler)
    return op->emitOpError("has no form in StableHLO");
  Location outer = loc;
  llvm::scope_exit restore([&] { loc = outer; });
  loc = op->getLoc();
  return (*handler)(*this, op);
}

LogicalResult Translator::translateBody(Block &block) {
  for (Operation &op : block.without_terminator())
    if (failed(translate(&op)))
      return failure();
  return success();
}

Value Translator::get(Value old) {
  Value value = values.lookup(old);
  bool isScalar = !isa<RankedTensorType>(old.getType());
  if (!like || !isScalar)
    return value;
  bool isRepeated = cast<RankedTensorType>(value.getType()).getRank() == 0;
  return isRepeated ? buildSplatLike(value, like) : value;
}

SmallVector<Value> Translator::get(ValueRange old) {
  return llvm::map_to_vector(old, [&](Value value) { return get(value); });
}

Translator::Sizes Translator::getSizes(ArrayRef<OpFoldResult> old) {
  return llvm::map_to_vector(old, [&](OpFoldResult size) -> OpFoldResult {
    return isa<Attribute>(size) ? size : get(cast<Value>(size));
  });
}

RankedTensorType Translator::getType(Type old) {
  RankedTensorType type = translateType(old);
  if (!like || isa<RankedTensorType>(old))
    return type;
  return cast<RankedTensorType>(like.getType()).clone(type.getElementType());
}

static std::string qualify(StringRef name) {
  return name.contains('.') ? name.str() : ("stablehlo." + name).str();
}

Value Translator::build(StringRef name, Type type, ValueRange operands, ArrayRef<NamedAttribute> attributes) {
  OperationState state(loc, qualify(name), operands, type, attributes);
  return OpBuilder::create(state)->getResult(0);
}

FailureOr<SmallVector<Value>>
Translator::buildWithRegions(StringRef name, TypeRange types, ValueRange operands,
                             ArrayRef<NamedAttribute> attributes,
                             ArrayRef<std::pair<SmallVector<Type>, Fill>> regions) {
  OperationState state(loc, qualify(name), operands, types, attributes);
  bool isComplete = true;
  for (auto &[argumentTypes, fill] : regions) {
    InsertionGuard guard(*this);
    SmallVector<Location> locations(argumentTypes.size(), loc);
    Block *block = createBlock(state.addRegion(), {}, argumentTypes, locations);
    FailureOr<SmallVector<Value>> yielded = fill(block->getArguments());
    isComplete &= succeeded(yielded);
    // The block is complete in any case, so that it can be thrown away.
    OpBuilder::create(OperationState(loc, "stablehlo.return",
                                     isComplete ? ValueRange(*yielded) : ValueRange(), TypeRange()));
  }
  Operation *op = OpBuilder::create(state);
  if (!isComplete)
    return failure();
  return llvm::to_vector_of<Value>(op->getResults());
}

NamedAttribute Translator::attribute(StringRef name, ArrayRef<int64_t> list) {
  return {getStringAttr(name), getDenseI64ArrayAttr(list)};
}

NamedAttribute Translator::ownAttribute(StringRef name, const Twine &text) {
  return {getStringAttr(name), OpaqueAttr::get(getStringAttr("stablehlo"), text.str(), getNoneType())};
}

NamedAttribute Translator::paddingAttribute(StringRef name, ArrayRef<int64_t> lowHigh) {
  auto type = RankedTensorType::get({static_cast<int64_t>(lowHigh.size() / 2), 2}, getI64Type());
  return {getStringAttr(name), DenseIntElementsAttr::get(type, lowHigh)};
}
