//===- Translator.h - a function in StableHLO, operation by operation *- C++ -*-===//
//
// StableHLO has no scalars, so nearly every type of a program changes.  The
// translator therefore writes each function anew and keeps, for every value of
// the old one, the tensor that stands for it.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_STABLEHLO_TRANSLATOR_H
#define ESHKOL_PASSES_STABLEHLO_TRANSLATOR_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/StringMap.h"

#include <functional>

namespace mlir::eshkol::stablehlo {

class Translator;

/// What to do with each operation, by its name.
class Handlers {
public:
  using Handler = std::function<LogicalResult(Translator &, Operation *)>;

  template <typename Op> void add(LogicalResult (*handler)(Translator &, Op)) {
    table[Op::getOperationName()] = [handler](Translator &translator, Operation *op) {
      return handler(translator, cast<Op>(op));
    };
  }
  void add(StringRef name, Handler handler) { table[name] = std::move(handler); }

  /// Null where there is none.
  const Handler *find(StringRef name) const {
    auto found = table.find(name);
    return found == table.end() ? nullptr : &found->second;
  }

private:
  llvm::StringMap<Handler> table;
};

/// Adds the handlers of the file named after the subject.
void addCastHandlers(Handlers &handlers);
void addComparisonHandlers(Handlers &handlers);
void addComplexHandlers(Handlers &handlers);
void addContractionHandlers(Handlers &handlers);
void addControlFlowHandlers(Handlers &handlers);
void addElementwiseHandlers(Handlers &handlers);
void addIndexingHandlers(Handlers &handlers);
void addMapHandlers(Handlers &handlers);
void addReductionHandlers(Handlers &handlers);
void addScanHandlers(Handlers &handlers);
void addShapeHandlers(Handlers &handlers);
void addSlicingHandlers(Handlers &handlers);
void addSortingHandlers(Handlers &handlers);
void addWindowedHandlers(Handlers &handlers);

/// The type of the tensor that stands for values of a type: rank 0 for scalars,
/// i64 for index.
RankedTensorType translateType(Type type);

/// Writes operations at the insertion point, at the location of the operation
/// being translated.  Values that go in and come out are translated ones,
/// except for those of `get` and `set`.
class Translator : public OpBuilder {
public:
  using OpBuilder::create;
  using Sizes = SmallVector<OpFoldResult>;

  Translator(MLIRContext *context, const Handlers &handlers) : OpBuilder(context), handlers(handlers) {}

  // The old program ---------------------------------------------------------

  /// Translates one operation; an error if there is no handler for it.
  LogicalResult translate(Operation *op);
  /// All operations of a block but its terminator.
  LogicalResult translateBody(Block &block);

  /// What stands for an old value.  In a region over elements, a scalar from
  /// outside of it is repeated in the shape of the tensors.
  Value get(Value old);
  SmallVector<Value> get(ValueRange old);
  Sizes getSizes(ArrayRef<OpFoldResult> old);
  void set(Value old, Value value) { values.map(old, value); }
  void set(ValueRange old, ValueRange value) { values.map(old, value); }

  /// The type of what stands for an old result here.
  RankedTensorType getType(Type old);

  /// In a region over elements, the tensor with their shape; else null.
  Value like;

  // The new program ---------------------------------------------------------

  /// An operation of one result; names without a dialect are StableHLO's.
  Value build(StringRef name, Type type, ValueRange operands, ArrayRef<NamedAttribute> attributes = {});

  /// An operation with regions, each of them a block with arguments.  `fill`
  /// writes the block and returns what it yields, or fails.
  using Fill = function_ref<FailureOr<SmallVector<Value>>(ValueRange arguments)>;
  FailureOr<SmallVector<Value>> buildWithRegions(StringRef name, TypeRange types, ValueRange operands,
                                                 ArrayRef<NamedAttribute> attributes,
                                                 ArrayRef<std::pair<SmallVector<Type>, Fill>> regions);

  NamedAttribute attribute(StringRef name, Attribute value) { return {getStringAttr(name), value}; }
  NamedAttribute attribute(StringRef name, ArrayRef<int64_t> list);
  NamedAttribute attribute(StringRef name, int64_t number) {
    return {getStringAttr(name), getI64IntegerAttr(number)};
  }
  /// An attribute of StableHLO's own, `#stablehlo.text`.
  NamedAttribute ownAttribute(StringRef name, const Twine &text);
  /// Pairs of numbers of low and high padding, as StableHLO lists them.
  NamedAttribute paddingAttribute(StringRef name, ArrayRef<int64_t> lowHigh);

  Value buildConstant(Attribute dense);
  /// Of rank 0; `number` converted to the element type.
  Value buildNumber(Type element, double number);
  Value buildInteger(int64_t number);
  Value buildCompare(StringRef direction, Value lhs, Value rhs);
  Value buildIsNan(Value value);
  Value buildSelect(Value condition, Value onTrue, Value onFalse);
  Value buildUnary(StringRef name, Value operand) { return build(name, operand.getType(), operand); }
  Value buildBinary(StringRef name, Value lhs, Value rhs) { return build(name, lhs.getType(), {lhs, rhs}); }
  /// The same shape with another element type.
  Value buildConvert(Value value, Type element);

  /// The sizes of a tensor, dynamic ones as i64 of rank 0.
  Sizes sizesOf(Value tensor);
  /// The sizes as one vector of i64.
  Value buildShape(ArrayRef<OpFoldResult> sizes);
  Value buildBroadcast(Value value, ArrayRef<int64_t> dimensions, ArrayRef<OpFoldResult> sizes,
                       RankedTensorType type);
  /// A tensor of rank 0 repeated in the shape of another.
  Value buildSplatLike(Value value, Value shaped);
  Value buildReshape(Value value, ArrayRef<OpFoldResult> sizes, RankedTensorType type);
  /// The same tensor with another static knowledge of its shape.
  Value buildCast(Value value, Type type);
  Value buildIota(int64_t dimension, ArrayRef<OpFoldResult> sizes, RankedTensorType type);

private:
  const Handlers &handlers;
  IRMapping values;
  Location loc = getUnknownLoc();
};

/// The static type of tensors with the sizes.
RankedTensorType typeOf(ArrayRef<OpFoldResult> sizes, Type element);

} // namespace mlir::eshkol::stablehlo

#endif // ESHKOL_PASSES_STABLEHLO_TRANSLATOR_H
