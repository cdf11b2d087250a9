//===- Algebra.cpp - arithmetic on values that have derivatives -----------===//

#include "passes/autodiff/Algebra.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Tensors.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/Dialect/Complex/IR/Complex.h"

using namespace mlir;
using namespace mlir::eshkol;

static bool isComplexTensor(Type type) {
  return isa<RankedTensorType>(type) && isa<ComplexType>(getElementTypeOrSelf(type));
}

Value eshkol::buildElementwise(OpBuilder &builder, Location loc, ValueRange operands,
                               function_ref<Value(OpBuilder &, Location, ValueRange)> body) {
  if (llvm::none_of(operands.getTypes(), isComplexTensor))
    return body(builder, loc, operands);
  auto map = MapOp::create(builder, loc, operands, [&](OpBuilder &nested, Location loc, ValueRange elements) {
    return SmallVector<Value>{body(nested, loc, elements)};
  });
  return map.getResult(0);
}

/// A constant tensor of a real or complex number.
static Value buildSplat(OpBuilder &builder, Location loc, double number, RankedTensorType type) {
  auto complexType = dyn_cast<ComplexType>(type.getElementType());
  if (!complexType) {
    Attribute element = builder.getFloatAttr(type.getElementType(), number);
    return arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(type, element));
  }
  auto buildPart = [&](double part) {
    return cast<FloatAttr>(builder.getFloatAttr(complexType.getElementType(), part)).getValue();
  };
  std::complex<APFloat> element(buildPart(number), buildPart(0));
  return arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(type, element));
}

Value eshkol::buildNumberLike(OpBuilder &builder, Location loc, double number, Value like) {
  auto type = dyn_cast<RankedTensorType>(like.getType());
  if (!type)
    return buildConstant(builder, loc, like.getType(), number);
  if (type.hasStaticShape())
    return buildSplat(builder, loc, number, type);
  Value single = buildSplat(builder, loc, number, RankedTensorType::get({}, type.getElementType()));
  Value repeated = buildRepeated(builder, loc, single, {}, getSizes(builder, loc, like));
  return buildCast(builder, loc, repeated, type);
}

Value eshkol::buildZeroLike(OpBuilder &builder, Location loc, Value like) {
  return buildNumberLike(builder, loc, 0, like);
}

Value Term::compare(arith::CmpFPredicate predicate, Term other) const {
  return arith::CmpFOp::create(*builder, loc, predicate, value, other.value);
}

Term Term::where(Value condition, Term other) const {
  return with(arith::SelectOp::create(*builder, loc, condition, value, other.value));
}

/// A tensor in the static shape of another one, where the two are known to different extents.
static Value matchShape(Term term, Value other) {
  return isa<RankedTensorType>(other.getType())
             ? buildCast(*term.builder, term.loc, other, term.get().getType())
             : other;
}

using BinaryBuilder = Value (*)(OpBuilder &, Location, Value, Value);

static Term combine(Term lhs, Term rhs, BinaryBuilder build) {
  SmallVector<Value> operands = {lhs.get(), matchShape(lhs, rhs.get())};
  return lhs.with(buildElementwise(*lhs.builder, lhs.loc, operands,
                                   [&](OpBuilder &nested, Location loc, ValueRange elements) {
                                     return build(nested, loc, elements[0], elements[1]);
                                   }));
}

Term Term::operator+(Term other) const { return combine(*this, other, buildAdd); }
Term Term::operator-(Term other) const { return combine(*this, other, buildSubtract); }
Term Term::operator*(Term other) const { return combine(*this, other, buildMultiply); }
Term Term::operator/(Term other) const { return combine(*this, other, buildDivide); }

Term Term::operator-() const {
  auto negate = [](OpBuilder &nested, Location loc, ValueRange elements) -> Value {
    if (isa<ComplexType>(getElementTypeOrSelf(elements[0].getType())))
      return complex::NegOp::create(nested, loc, elements[0]);
    return arith::NegFOp::create(nested, loc, elements[0]);
  };
  return with(buildElementwise(*builder, loc, value, negate));
}
