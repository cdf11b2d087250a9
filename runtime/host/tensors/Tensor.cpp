//===- Tensor.cpp - arrays of numbers of one type --------------------------===//

#include "runtime/host/tensors/Tensor.h"
#include "runtime/host/numbers/Integers.h"
#include "runtime/host/tensors/Elements.h"

#include <algorithm>

using namespace eshkol;

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

static constexpr DTypeInfo Infos[DTypeCount] = {
    {"f64", "float64", NumberKind::Float, 64, 8},
    {"f32", "float32", NumberKind::Float, 32, 4},
    {"bf16", "bfloat16", NumberKind::Float, 16, 2},
    {"f16", "float16", NumberKind::Float, 16, 2},
    {"i64", "int64", NumberKind::Integer, 64, 8},
    {"i32", "int32", NumberKind::Integer, 32, 4},
    {"i8", "int8", NumberKind::Integer, 8, 1},
    {"boolean", "bool", NumberKind::Boolean, 1, 1},
    {"complex64", "complex64", NumberKind::Complex, 32, 8},
    {"complex128", "complex128", NumberKind::Complex, 64, 16},
};

const DTypeInfo &eshkol::infoOf(DType dtype) { return Infos[int(dtype)]; }

std::optional<DType> eshkol::dtypeNamed(std::string_view name) {
  for (int i = 0; i < DTypeCount; ++i)
    if (name == Infos[i].name || name == Infos[i].numpy)
      return DType(i);
  static constexpr struct {
    std::string_view name;
    DType dtype;
  } others[] = {
      {"Float", DType::F64},     {"float", DType::F64},       {"number", DType::F64},
      {"real", DType::F64},      {"integer", DType::I64},     {"i1", DType::Boolean},
      {"c64", DType::Complex64}, {"c128", DType::Complex128}, {"complex", DType::Complex128},
  };
  for (auto &entry : others)
    if (name == entry.name)
      return entry.dtype;
  return std::nullopt;
}

DType eshkol::promote(DType a, DType b) {
  if (a == b)
    return a;
  const DTypeInfo &first = infoOf(a), &second = infoOf(b);
  if (first.kind == NumberKind::Complex || second.kind == NumberKind::Complex) {
    auto isWide = [](const DTypeInfo &info) { return info.kind >= NumberKind::Float && info.bits > 32; };
    return isWide(first) || isWide(second) ? DType::Complex128 : DType::Complex64;
  }
  if (first.kind != second.kind)
    return first.kind > second.kind ? a : b;
  // Only f16 and bf16 are of one width; f32 contains both.
  if (first.bits == second.bits)
    return DType::F32;
  return first.bits > second.bits ? a : b;
}

DType eshkol::withWeak(DType strong, DType weak) {
  const DTypeInfo &elements = infoOf(strong), &number = infoOf(weak);
  if (number.kind <= elements.kind)
    return strong;
  if (number.kind == NumberKind::Complex && elements.kind == NumberKind::Float)
    return elements.bits > 32 ? DType::Complex128 : DType::Complex64;
  return weak;
}

std::optional<DType> eshkol::defaultDType(Word value) {
  if (isBool(value))
    return DType::Boolean;
  switch (kindOf(value)) {
  case Kind::Fixnum:
  case Kind::Bignum:
    return DType::I64;
  case Kind::Ratnum:
  case Kind::Flonum:
    return DType::F64;
  case Kind::Compnum:
    return DType::Complex128;
  case Kind::None:
    break;
  }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Tensors
//===----------------------------------------------------------------------===//

bool eshkol::operator==(Shape a, Shape b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

Tensor *eshkol::makeTensor(DType dtype, Shape shape) {
  // More than memory could hold makes the allocation fail.
  constexpr size_t limit = size_t(1) << 46;
  size_t count = 1, bytes = infoOf(dtype).bytes;
  bool fits = true, empty = false;
  for (int64_t size : shape) {
    fits &= !__builtin_mul_overflow(bytes, size_t(size), &bytes) && bytes <= limit;
    empty |= size == 0;
    count *= size_t(size);
    bytes = std::max<size_t>(bytes, 1);
  }
  if (empty) {
    count = bytes = 0;
    fits = true;
  }
  Tensor *tensor = allocateTensor(dtype, shape.rank, int64_t(count), fits ? bytes : limit);
  std::copy(shape.begin(), shape.end(), tensor->shape);
  return tensor;
}

Tensor *eshkol::makeZeros(DType dtype, Shape shape) {
  Tensor *tensor = makeTensor(dtype, shape);
  std::memset(tensor->data, 0, tensor->bytes());
  return tensor;
}

void eshkol::releaseTensor(Tensor *tensor) {
  if (isReleasable(tensor))
    releaseLargeData(tensor, sizeof(Tensor) + tensor->rank * sizeof(int64_t) + tensor->bytes());
}

void eshkol::keepTensor(Word value) {
  if (isTensor(value))
    headerOf(value)->flags |= Kept;
}

extern "C" void eshkol_release_tensor(Word value) { releaseTensor(as<Tensor>(value)); }

//===----------------------------------------------------------------------===//
// Elements as values
//===----------------------------------------------------------------------===//

template <typename T> static Word toValue(T element) {
  if constexpr (IsBoolean<T>)
    return fromBool(element);
  else if constexpr (IsInteger<T>)
    return fromInt64(element);
  else if constexpr (IsComplex<T>)
    return makeRectangular(fromDouble(double(element.real())), fromDouble(double(element.imag())));
  else
    return fromDouble(double(load(element)));
}

Word eshkol::elementAt(const Tensor *tensor, int64_t index) {
  return withElements(tensor->dtype, [&](auto *type) {
    return toValue(tensor->elements<ElementOf<decltype(type)>>()[index]);
  });
}

/// The low bits of an exact integer.
static int64_t lowBits(Word integer) {
  if (isFixnum(integer))
    return toFixnum(integer);
  IntegerView view(integer);
  uint64_t limb = view.limbs()[0];
  return int64_t(view.isNegative() ? -limb : limb);
}

/// A number or boolean as an element of type T.  Nothing is refused if `narrow` is set.
template <typename T> static Conversion toElement(Word value, DType own, bool narrow, T *element) {
  if (own == DType::Boolean) {
    *element = convertElement<T>(value == True);
    return Conversion::Done;
  }
  if (IsComplex<T> || own == DType::Complex128) {
    *element = convertElement<T>(toComplex(value));
    return Conversion::Done;
  }
  if constexpr (IsInteger<T>) {
    if (own == DType::I64) {
      int64_t integer;
      bool fits = toInt64(value, &integer) && integer == int64_t(T(integer));
      if (!fits && !narrow)
        return Conversion::OutOfRange;
      *element = T(lowBits(value));
      return Conversion::Done;
    }
  }
  // The nearest double of an exact number is rounded again to a narrower type.
  *element = convertElement<T>(toDoubleAny(value));
  return Conversion::Done;
}

static Conversion storeElement(Tensor *tensor, int64_t index, Word value, bool narrow) {
  std::optional<DType> own = defaultDType(value);
  if (!own)
    return Conversion::NotANumber;
  if (!narrow && infoOf(*own).kind > infoOf(tensor->dtype).kind)
    return Conversion::WrongKind;
  return withElements(tensor->dtype, [&](auto *type) {
    return toElement(value, *own, narrow, tensor->elements<ElementOf<decltype(type)>>() + index);
  });
}

Conversion eshkol::setElement(Tensor *tensor, int64_t index, Word value) {
  return storeElement(tensor, index, value, false);
}
Conversion eshkol::castElement(Tensor *tensor, int64_t index, Word value) {
  return storeElement(tensor, index, value, true);
}

Tensor *eshkol::castTensor(const Tensor *tensor, DType dtype) {
  Tensor *result = makeTensor(dtype, shapeOf(tensor));
  withElements(tensor->dtype, [&](auto *fromType) {
    withElements(dtype, [&](auto *toType) {
      using From = ElementOf<decltype(fromType)>;
      using To = ElementOf<decltype(toType)>;
      const From *from = tensor->elements<From>();
      To *to = result->elements<To>();
      for (int64_t i = 0; i < tensor->count; ++i)
        to[i] = convertElement<To>(from[i]);
    });
  });
  return result;
}

Tensor *eshkol::scalarTensor(DType dtype, Word value) {
  Tensor *tensor = makeTensor(dtype, {nullptr, 0});
  castElement(tensor, 0, value);
  return tensor;
}
