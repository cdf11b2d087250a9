//===- DeclaredTypes.cpp - checks of declared types -------------------------===//
//
// What programs declare about their parameters, results and variables (emit/host/checks.py).
//
//===----------------------------------------------------------------------===//

#include "runtime/host/control/DeclaredTypes.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Memory.h"
#include "runtime/host/Primitive.h"
#include "runtime/host/RareCases.h"
#include "runtime/host/data/Lists.h"
#include "runtime/host/io/Printer.h"
#include "runtime/host/numbers/Numbers.h"
#include "runtime/host/tensors/Operands.h"

#include <cstdio>

using namespace eshkol;

/// The value as the declared type has it, or `Absent` if it is not of the type.
static Word conform(Word value, Check check) {
  auto only = [value](bool is) { return is ? value : Absent; };
  switch (check) {
  case Check::Float64:
    if (isFlonum(value))
      return value;
    return isReal(value) ? fromDouble(toDoubleAny(value)) : Absent;
  case Check::Float32:
    return isReal(value) ? fromDouble(static_cast<float>(toDoubleAny(value))) : Absent;
  case Check::Integer:
    return only(isExactInteger(value));
  case Check::Boolean:
    return only(isBool(value));
  case Check::Number:
    // Typed code that says `number` takes tensors of numbers as well.
    return only(isNumber(value) || isA(value, Type::Tensor));
  case Check::String:
    return only(isA(value, Type::String));
  case Check::Symbol:
    return only(isA(value, Type::Symbol));
  case Check::Character:
    return only(isCharacter(value));
  case Check::Pair:
    return only(isPair(value));
  case Check::List:
    return only(listLength(value) >= 0);
  case Check::Procedure:
    return only(isA(value, Type::Procedure));
  case Check::Vector:
    return only(isA(value, Type::Vector) || isA(value, Type::Tensor));
  case Check::Tensor:
    break;
  }
  return Absent;
}

/// Whether sizes are the declared ones, as far as these are known; the others are #f.
static bool haveSizes(Shape shape, Word declared) {
  for (int64_t size : shape) {
    if (!isPair(declared))
      break;
    if (isFixnum(car(declared)) && toFixnum(car(declared)) != size)
      return false;
    declared = cdr(declared);
  }
  return true;
}

/// The tensor that a value is or stands for, if it has the declared element type, rank and sizes.
static Word conformTensor(Word value, CheckNumber check, Word sizes) {
  std::optional<DType> dtype = check.dtype();
  auto hasShape = [&](Shape shape) {
    return shape.rank == check.rank().value_or(shape.rank) && haveSizes(shape, sizes);
  };
  if (isTensor(value)) {
    auto *tensor = as<Tensor>(value);
    return hasShape(shapeOf(tensor)) && tensor->dtype == dtype.value_or(tensor->dtype) ? value : Absent;
  }
  Operand operand;
  if (!isA(value, Type::Vector) && !isPair(value))
    return Absent;
  if (!toOperand("declared type", value, Nested::VectorsAndLists, &operand))
    return Absent;
  if (!hasShape(operand.shape))
    return Absent;
  DType wanted = dtype.value_or(operand.dtype);
  if (operand.dtype != wanted && (!operand.weak || withWeak(wanted, operand.dtype) != wanted))
    return Absent;
  return wordOf(withDType("declared type", operand, wanted));
}

/// The value, perhaps converted.  `check` is a number, a list of it and the sizes of a tensor, or the name of
/// a record type.  `what` says what must be what: "f: argument 1 (x) must be a float64".
ESHKOL_PRIMITIVE(eshkol_internal_check_declared, "%check-declared", 4, 4)
(Word value, Word check, Word what, Word place);
extern "C" Word eshkol_check_declared_slow(Word value, Word check, Word what, Word place) {
  Word result = Absent;
  bool hasSizes = isPair(check);
  if (Word number = hasSizes ? car(check) : check; isFixnum(number)) {
    CheckNumber declared{toFixnum(number)};
    result = declared.check() == Check::Tensor ? conformTensor(value, declared, hasSizes ? cdr(check) : Nil)
                                               : conform(value, declared.check());
  } else if (isA(value, Type::Record) && as<RecordType>(as<Record>(value)->type)->name == check)
    result = value;
  if (__builtin_expect(result != Absent, 1))
    return result;
  constexpr int64_t limit = 120;
  std::string_view expected = toUtf8(what), shown = toUtf8(toText(value, true, limit)),
                   declared = toUtf8(place);
  size_t size = expected.size() + shown.size() + declared.size() + 64;
  auto *text = static_cast<char *>(allocateData(size));
  std::snprintf(text, size, "%s, but is %s (declared at %s)", expected.data(), shown.data(), declared.data());
  raiseErrorOfKind("type-error", nullptr, text);
}
