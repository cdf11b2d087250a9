//===- FloatPrimitives.cpp - primitives of flonums without boxes ----------===//
//
// What the primitives do is in runtime/host/numbers/; here is what they do to flonums.
//
//===----------------------------------------------------------------------===//

#include "passes/host/FloatPrimitives.h"
#include "passes/host/SmallTensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

namespace {

/// How the operation of doubles follows from those of the arguments.
using Rule = Value (*)(OpBuilder &, Location, ValueRange);

template <typename Op> Value unary(OpBuilder &builder, Location loc, ValueRange x) {
  return Op::create(builder, loc, x[0]);
}
template <typename Op> Value binary(OpBuilder &builder, Location loc, ValueRange x) {
  return Op::create(builder, loc, x[0], x[1]);
}
template <arith::CmpFPredicate predicate> Value compare(OpBuilder &builder, Location loc, ValueRange x) {
  return arith::CmpFOp::create(builder, loc, predicate, x[0], x[1]);
}
template <arith::CmpFPredicate predicate>
Value compareWithZero(OpBuilder &builder, Location loc, ValueRange x) {
  Value zero = arith::ConstantOp::create(builder, loc, builder.getF64FloatAttr(0));
  return arith::CmpFOp::create(builder, loc, predicate, x[0], zero);
}
Value itself(OpBuilder &, Location, ValueRange x) { return x[0]; }
Value square(OpBuilder &builder, Location loc, ValueRange x) {
  return arith::MulFOp::create(builder, loc, x[0], x[0]);
}

enum class Shape {
  /// Numbers to a number; exact integers are converted if one argument is a flonum.
  Arithmetic,
  Division,
  /// Two numbers to a boolean: exactly, so that integers are only converted where that changes nothing.
  Comparison,
  /// A number to a number.
  Function,
  Predicate,
  /// A number to the flonum next to it.
  Conversion,
};

struct Primitive {
  Shape shape;
  Rule rule;
};

const Primitive *find(PrimitiveOp op) {
  using arith::CmpFPredicate;
  static const llvm::StringMap<Primitive> table = {
      {"eshkol_add", {Shape::Arithmetic, binary<arith::AddFOp>}},
      {"eshkol_subtract", {Shape::Arithmetic, binary<arith::SubFOp>}},
      {"eshkol_multiply", {Shape::Arithmetic, binary<arith::MulFOp>}},
      {"eshkol_divide", {Shape::Division, binary<arith::DivFOp>}},
      {"eshkol_number_equal", {Shape::Comparison, compare<CmpFPredicate::OEQ>}},
      {"eshkol_less", {Shape::Comparison, compare<CmpFPredicate::OLT>}},
      {"eshkol_greater", {Shape::Comparison, compare<CmpFPredicate::OGT>}},
      {"eshkol_less_equal", {Shape::Comparison, compare<CmpFPredicate::OLE>}},
      {"eshkol_greater_equal", {Shape::Comparison, compare<CmpFPredicate::OGE>}},
      {"eshkol_negate", {Shape::Function, unary<arith::NegFOp>}},
      {"eshkol_square", {Shape::Function, square}},
      {"eshkol_abs", {Shape::Function, unary<LLVM::FAbsOp>}},
      {"eshkol_floor", {Shape::Function, unary<LLVM::FFloorOp>}},
      {"eshkol_ceiling", {Shape::Function, unary<LLVM::FCeilOp>}},
      {"eshkol_truncate", {Shape::Function, unary<LLVM::FTruncOp>}},
      {"eshkol_round", {Shape::Function, unary<LLVM::RintOp>}},
      {"eshkol_zero_p", {Shape::Predicate, compareWithZero<CmpFPredicate::OEQ>}},
      {"eshkol_positive_p", {Shape::Predicate, compareWithZero<CmpFPredicate::OGT>}},
      {"eshkol_negative_p", {Shape::Predicate, compareWithZero<CmpFPredicate::OLT>}},
      {"eshkol_inexact", {Shape::Conversion, itself}},
      {"eshkol_exact_to_inexact", {Shape::Conversion, itself}},
  };
  auto found = table.find(op.getFunction());
  return found == table.end() ? nullptr : &found->second;
}

bool isNumber(Kind kind) { return kind == Kind::Float64 || kind == Kind::Integer; }

bool isZero(Value value) {
  auto number = dyn_cast<IntegerAttr>(value.getDefiningOp<LiteralOp>().getValue());
  return number && number.getValue().isZero();
}

/// Primitives without a rule above that return a flonum for flonums, or a boolean for all values.
Kind kindByName(StringRef function, ArrayRef<Kind> arguments) {
  static const llvm::StringMap<Kind> table = [] {
    llvm::StringMap<Kind> table;
    for (StringRef stem : {"max", "min", "exp", "sin", "cos", "tan"})
      table[("eshkol_" + stem).str()] = Kind::Float64;
    for (StringRef stem : {"pair_p", "null_p", "boolean_p", "char_p", "string_p", "symbol_p", "vector_p",
                           "procedure_p", "not", "eq_p", "eqv_p", "equal_p"})
      table[("eshkol_" + stem).str()] = Kind::Boolean;
    return table;
  }();
  Kind kind = table.lookup(function);
  if (kind == Kind::None)
    return Kind::Any;
  return kind == Kind::Boolean || llvm::all_of(arguments, [](Kind is) { return is == Kind::Float64; })
             ? kind
             : Kind::Any;
}

} // namespace

bool host::isSmallLiteral(Value value) {
  constexpr int64_t Limit = int64_t(1) << 53;
  std::optional<int64_t> number = integerLiteral(value);
  return number && *number <= Limit && *number >= -Limit;
}

std::optional<int64_t> host::integerLiteral(Value value) {
  auto literal = value.getDefiningOp<LiteralOp>();
  auto number = literal ? dyn_cast<IntegerAttr>(literal.getValue()) : IntegerAttr();
  return number && number.getType().isInteger(64) ? std::optional(number.getInt()) : std::nullopt;
}

/// The numbers are those of `Check` (emit/host/checks.py).
Kind host::checkedKind(PrimitiveOp op) {
  if (op.getFunction() != "eshkol_internal_check_declared")
    return Kind::Any;
  auto check = op.getArguments()[1].getDefiningOp<LiteralOp>();
  if (auto sized = check ? dyn_cast<StringAttr>(check.getValue()) : StringAttr())
    return kindOfSizedTensor(sized);
  switch (integerLiteral(op.getArguments()[1]).value_or(-1)) {
  case 0:
    return Kind::Float64;
  case 2:
    return Kind::Integer;
  case 3:
    return Kind::Boolean;
  }
  return Kind::Any;
}

bool host::hasFloatOperation(PrimitiveOp op, ArrayRef<Kind> arguments) {
  const Primitive *primitive = find(op);
  if (!primitive || !llvm::all_of(arguments, isNumber))
    return false;
  bool someFloat = llvm::is_contained(arguments, Kind::Float64);
  switch (primitive->shape) {
  case Shape::Arithmetic:
    return someFloat;
  case Shape::Division: // An exact zero is no divisor.
    return someFloat && (arguments[1] == Kind::Float64 ||
                         (isSmallLiteral(op.getArguments()[1]) && !isZero(op.getArguments()[1])));
  case Shape::Comparison:
    return someFloat && llvm::all_of(llvm::zip(arguments, op.getArguments()), [](auto pair) {
             return std::get<0>(pair) == Kind::Float64 || isSmallLiteral(std::get<1>(pair));
           });
  case Shape::Function:
  case Shape::Predicate:
    return someFloat;
  case Shape::Conversion:
    return true;
  }
  llvm_unreachable("a shape");
}

Kind host::kindOfPrimitive(PrimitiveOp op, ArrayRef<Kind> arguments) {
  if (Kind checked = checkedKind(op); checked != Kind::Any)
    return checked;
  const Primitive *primitive = find(op);
  if (!primitive)
    return kindByName(op.getFunction(), arguments);
  bool isTest = primitive->shape == Shape::Comparison || primitive->shape == Shape::Predicate;
  if (isTest)
    return llvm::all_of(arguments, isNumber) ? Kind::Boolean : Kind::Any;
  if (hasFloatOperation(op, arguments))
    return Kind::Float64;
  bool staysExact = primitive->shape == Shape::Arithmetic || op.getFunction() == "eshkol_negate" ||
                    op.getFunction() == "eshkol_abs";
  return staysExact && llvm::all_of(arguments, [](Kind is) { return is == Kind::Integer; }) ? Kind::Integer
                                                                                            : Kind::Any;
}

Value host::floatOperation(OpBuilder &builder, PrimitiveOp op, ValueRange arguments) {
  return find(op)->rule(builder, op.getLoc(), arguments);
}
